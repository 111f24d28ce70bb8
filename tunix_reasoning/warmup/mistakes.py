"""Traces with one mistake in them, made from right ones: what the sceptic and the synthesizer learn from.

A number that a step comes to, a word it comes to (a direction, a color, what is printed) or a verdict (`yes`, `True`)
is changed. What follows goes on from the mistake, as a model's own slips do: later equations take the wrong number and
are worked out anew. So the first wrong step is the one that was changed, whatever comes after it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from tunix_reasoning.roles import steps_of
from tunix_reasoning.traces import COMPASS

RESULT = re.compile(
    r"(?<![+\-×/<>] )(?<![<>=!]= )(?<!mod )(?<![\w.])\d+(?![\w:%]|\.\d)(?! (?:[+\-×/<>=!]|mod))"
)
"""A whole number that is neither an operand nor compared with, named before a colon, nor a part of something else."""
EQUATION = re.compile(r"(?P<left>\d+(?: (?:[+\-×/]|mod) \d+)+) = (?P<right>\d+)(?![\w.]?\d| [+\-×/])")
VERDICT = re.compile(r"\b(?:True|False)(?=[.,]|$)|\b(?:yes|no)\b")
OPPOSITE = {"True": "False", "False": "True", "yes": "no", "no": "yes"}


class Mistake(NamedTuple):
    """A trace with a wrong step."""

    trace: str
    step: int
    """The number of the first wrong step, from 1."""
    answer: str
    """What the trace comes to; the right answer where the mistake does not reach the end."""


def mistaken(trace: str, answer: str, words: Sequence[str], rng: Random) -> Mistake | None:
    """Changes one step of a right trace; None where it has none that can be changed.

    Args:
        trace: a concise trace whose steps are all right.
        answer: what it comes to.
        words: those that may stand in each other's place in this question.
    """
    spots = [*RESULT.finditer(trace), *VERDICT.finditer(trace)]
    if words:
        spots += re.finditer(rf"\b(?:{'|'.join(words)})\b", trace)
    if not spots:
        return None
    spot = rng.choice(spots)
    old = spot[0]
    new = OPPOSITE.get(old) or (_near(old, rng) if old.isdigit() else rng.choice([w for w in words if w != old]))
    rest = trace[spot.end() :]
    if old.isdigit():
        rest = _carried(rest, {old: new})
    elif old in COMPASS and new in COMPASS:
        turned = COMPASS.index(new) - COMPASS.index(old)
        rest = re.sub("|".join(COMPASS), lambda m: COMPASS[(COMPASS.index(m[0]) + turned) % 4], rest)
    changed = trace[: spot.start()] + new + rest
    length = len(answer.split())
    ends_with_it = trace.rstrip(".").endswith(answer)
    reached = " ".join(changed.rstrip(".").split()[-length:]) if ends_with_it else answer
    return Mistake(changed, len(steps_of(trace[: spot.start()] + new)), reached)


def _near(number: str, rng: Random) -> str:
    """Another number that differs in one digit, mostly by one."""
    place = rng.randrange(len(number))
    least = 1 if place == 0 and len(number) > 1 else 0
    others = [d for d in range(least, 10) if str(d) != number[place]]
    beside = [d for d in others if abs(d - int(number[place])) == 1]
    digit = rng.choice(beside if rng.random() < 0.7 else others)
    return f"{number[:place]}{digit}{number[place + 1 :]}"


def _carried(rest: str, wrong: dict[str, str]) -> str:
    """The rest of a trace, gone on with from wrong numbers: by right number, what stands in its place."""

    def onward(match: re.Match[str]) -> str:
        if match["left"] is None:
            return wrong.get(match[0], match[0])
        left = re.sub(r"\d+", lambda m: wrong.get(m[0], m[0]), match["left"])
        value = _value(left)
        if value is None:
            return match[0]
        if left != match["left"]:
            wrong[match["right"]] = str(value)
        return f"{left} = {value}"

    return re.sub(rf"{EQUATION.pattern}|(?<![\w.-])\d+(?![\w%]|\.\d)", onward, rest)


def _value(expression: str) -> int | None:
    """Of a sum of products, quotients rounded down; None where it is negative or divides by 0."""
    total, sign, tokens = 0, 1, expression.split()
    product = int(tokens[0])
    for operator, number in zip(tokens[1::2], map(int, tokens[2::2]), strict=True):
        if operator in "+-":
            total, sign, product = total + sign * product, 1 if operator == "+" else -1, number
        elif operator == "×":
            product *= number
        elif number == 0:
            return None
        else:
            product = product % number if operator == "mod" else product // number
    total += sign * product
    return total if total >= 0 else None
