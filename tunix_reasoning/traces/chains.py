"""One chain `expression = … = number` whose sides have been read: what it computes, and whether it holds."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, dropwhile
from typing import NamedTuple

from tunix_reasoning.traces.calculator import PRECEDENCE, Side, compute, rounds_to


class Percent(float):
    """15% as 0.15, which remembers how it was written."""


class Claim(NamedTuple):
    """One chain of equal sides, the first of which computes something."""

    operands: tuple[float, ...]
    """The numbers of the first side; percentages as hundredths."""
    operators: str
    result: float
    """The value of the last side."""
    holds: bool
    """Every side equals the one before it, exactly, rounded to the decimals it shows, or as near as operands
    with three or more decimals allow."""
    between: tuple[float, ...] = ()
    """The numbers of the sides between the first and the last, and what a side comes through on its way."""

    def is_still(self) -> bool:
        """Does it change nothing: times 1, plus 0? Then it derives no number that was not there."""
        if len(self.operators) != 1 or self.result not in self.operands:
            return False
        return (1.0 if self.operators in "*/" else 0.0) in self.operands


def claimed(sides: list[Side]) -> Claim | None:
    """What a chain of sides claims; None if a side has no value, or if nothing is computed."""
    first, last = sides[0], sides[-1]
    if len(sides) == 2 and len(first) == 3 and len(last) == 1 and first[1] in PRECEDENCE:  # most claims
        value, result = compute(first), compute(last)
        if value is None or result is None:
            return None
        operands = _numbers_of(first)
        return Claim(operands, str(first[1]), result, value == result or _agree(value, result, last, operands))
    if PRECEDENCE.keys().isdisjoint(sides[0]):  # `3 pens = 3 × 2 = 6`: the first side is a label
        label, sides = sides[0], list(dropwhile(PRECEDENCE.keys().isdisjoint, sides))
        if len(sides) == 1 and compute(sides[0]) == compute(label):
            sides.append(label)  # `36 = 15 + 21`
    passed: list[float] = []
    values = [result for side in sides if (result := compute(side, passed)) is not None]
    if len(sides) < 2 or len(values) < len(sides):
        return None
    operands = _numbers_of(sides[0])
    operators = "".join([token for token in sides[0] if isinstance(token, str) and token in PRECEDENCE])
    pairs = zip(values, values[1:], sides[1:], strict=False)
    holds = all(left == right or _agree(left, right, side, operands) for left, right, side in pairs)
    between = _numbers_of(chain(*sides[1:-1]))
    return Claim(operands, operators, values[-1], holds, (*between, *passed))


def _numbers_of(side: Iterable[float | str]) -> tuple[float, ...]:
    return tuple([token for token in side if isinstance(token, float)])


def _agree(left: float, right: float, side: Side, operands: tuple[float, ...]) -> bool:
    """Is a side as much as the one before it, as far as its decimals show?"""
    if rounds_to(left, right) or rounds_to(left, next(token for token in side if isinstance(token, float))):
        return True  # the second: `5 + 3 = 8 + 2 = 10`
    if isinstance(side[0], Percent) and rounds_to(left, 100 * right):
        return True  # `100 - 20 = 80%`
    rounded = any(abs(100 * value - round(100 * value)) > 1e-6 for value in operands)  # `12 × 0.8333 = 10`
    return rounded and abs(left - right) <= 1e-3 * abs(right)
