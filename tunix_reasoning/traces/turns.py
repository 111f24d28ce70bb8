"""Turns on the compass, made one by one or counted: is each direction what the turn before it makes of the last?

    question = "A boat heading south turns right, then left."
    list(turned("south. right: west. left: north.", question))                  # [True, False, True]
    list(turned("right 1, around 0, left 2. south on 3: east.", question))      # [False, True]
    list(turned("turn 1, right: one place on from south is north.", question))  # [True, False]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

COMPASS = ("north", "east", "south", "west")
QUARTERS = {"right": 1, "around": 2, "left": 3}
_NAMES = "|".join(COMPASS)
_MADE = re.compile(rf"\b({_NAMES})\.((?: (?:{'|'.join(QUARTERS)}): (?:{_NAMES})\.)+)")
_TURN = re.compile(rf"({'|'.join(QUARTERS)}): ({_NAMES})")
_COUNTED = (re.compile(r"\bright (\d{1,3}), around (\d{1,3}), left (\d{1,3})\b"),
            re.compile(r"\b(\d{1,3}) right, (\d{1,3}) around, (\d{1,3}) left\b"))
_ON = re.compile(rf"\b({_NAMES}) on (\d{{1,3}}): ({_NAMES})\b")
_PLACES = {"one": 1, "two": 2, "three": 3}
_STEP = re.compile(
    rf"(?:\bturn (\d{{1,3}}), ({'|'.join(QUARTERS)}): )?(\d{{1,3}}|{'|'.join(_PLACES)}) places? (on|back) from "
    rf"({_NAMES}) is (\w+)"
)


def turned(text: str, question: str) -> Iterator[bool]:
    """For each turn, and each count of the question's turns, whether it is so; `text` is in lower case."""
    named, asked = any(map(text.__contains__, COMPASS)), _turns(question)
    for match in _MADE.finditer(text) if named else ():
        at = match[1]
        turns = _TURN.findall(match[2])
        for turn, to in turns:
            yield to == _from(at, QUARTERS[turn])
            at = to
        made = [turn for turn, _ in turns]
        yield made == asked[: len(made)]
        if text.startswith(" faces", match.end()):
            yield len(made) == len(asked)
    for pattern in _COUNTED if "right" in text and "around" in text else ():
        for match in pattern.finditer(text):
            yield [int(count) for count in match.groups()] == [asked.count(turn) for turn in QUARTERS]
    before = 0
    for number, turn, places, way, start, to in _STEP.findall(text) if named and " from " in text else ():
        quarters = _PLACES.get(places) or int(places)
        quarters = quarters if way == "on" else -quarters
        if number:
            yield int(number) == before + 1 or not before
            yield quarters % 4 == QUARTERS[turn]
            before = int(number)
        yield to == _from(start, quarters)
    for start, quarters, end in _ON.findall(text) if named else ():
        yield end == _from(start, int(quarters))


@lru_cache(maxsize=1024)
def _turns(question: str) -> list[str]:
    """The turns that it names, in order."""
    return [word for word in re.findall(r"[a-z]+", question.lower()) if word in QUARTERS]


def _from(direction: str, quarters: int) -> str:
    return COMPASS[(COMPASS.index(direction) + quarters) % 4]
