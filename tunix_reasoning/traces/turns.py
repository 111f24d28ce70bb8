"""Turns on the compass, made one by one or counted: is each direction what the turn before it makes of the last?

    question = "A boat heading south turns right, then left."
    list(turned("south. right: west. left: north.", question))                  # [True, False, True]
    list(turned("right 1, around 0, left 2. south on 3: east.", question))      # [False, True]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

COMPASS = ("north", "east", "south", "west")
QUARTERS = {"right": 1, "around": 2, "left": 3}
_NAMES = "|".join(COMPASS)
_MADE = re.compile(rf"\b({_NAMES})\.((?: (?:{'|'.join(QUARTERS)}): (?:{_NAMES})\.)+)")
_TURN = re.compile(rf"({'|'.join(QUARTERS)}): ({_NAMES})")
_COUNTED = re.compile(r"\bright (\d{1,3}), around (\d{1,3}), left (\d{1,3})\b")
_ON = re.compile(rf"\b({_NAMES}) on (\d{{1,3}}): ({_NAMES})\b")


def turned(text: str, question: str) -> Iterator[bool]:
    """For each turn, and each count of the question's turns, whether it is so; `text` is in lower case."""
    words = re.findall(r"[a-z]+", question.lower())
    for match in _MADE.finditer(text):
        at = match[1]
        turns = _TURN.findall(match[2])
        for turn, to in turns:
            yield to == _from(at, QUARTERS[turn])
            at = to
        made, asked = [turn for turn, _ in turns], [word for word in words if word in QUARTERS]
        yield made == asked[: len(made)]
        if text.startswith(" faces", match.end()):
            yield len(made) == len(asked)
    for match in _COUNTED.finditer(text):
        yield [int(count) for count in match.groups()] == [words.count(turn) for turn in QUARTERS]
    for start, quarters, end in _ON.findall(text):
        yield end == _from(start, int(quarters))


def _from(direction: str, quarters: int) -> str:
    return COMPASS[(COMPASS.index(direction) + quarters) % 4]
