"""Sets of real numbers: intervals, their unions, and the inequalities that say the same.

    read_region("-2 <= x < 7") == read_region("x ∈ [-2, 7)")   # the same but for the name x
    read_region("2x > 10")                                     # (5, ∞)
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tunix_reasoning.answers.expressions import PRIME, RELATION, value_at
from tunix_reasoning.answers.functions import rational

_MOST_PARTS = 16
LOOKS = r".*[∞∪∈<>].*|\[[^\[\](){}]*,[^\[\](){}]*\)|\([^\[\](){}]*,[^\[\](){}]*\]|all real numbers"

_NAME = re.compile(r"([^\W\d_](?:_?\w)?(?:\(\w\))?)\s*(?:∈|\bin\b)\s*")
_INTERVAL = re.compile(r"([\[(])([^,;]*)[,;]([^,;]*)([\])])")
_INFINITE = re.compile(r"([-+]?)\s*(?:∞|inf(?:inity)?|oo)")
_VARIABLE = re.compile(r"[^\W\d_](?:_\w+)?(?:\(\w\))?")
_BOUND = "unbounded"
_UNION = re.compile(r"\s*(?:∪|\bU\b|\bor\b)\s*")


class Interval(NamedTuple):
    """From `low` to `high`, as values of expressions, or unbounded; whether each end belongs to it."""

    low: int | str
    high: int | str
    low_closed: bool
    high_closed: bool


class Region(NamedTuple):
    name: str
    """The variable, if it is named by one letter; else empty."""
    parts: frozenset[Interval]


def read_region(text: str) -> Region | None:
    """None for what is no interval, union of intervals, or inequality in one variable of the first degree."""
    if text.lower() in ("r", "ℝ", "all real numbers", "all reals"):
        return Region("", frozenset({Interval(_BOUND, _BOUND, False, False)}))
    if not any(sign in text for sign in "[(<>{"):
        return None
    named = _NAME.match(text)
    pieces = _UNION.split(text[named.end() :] if named else text)
    if len(pieces) > _MOST_PARTS:
        return None
    try:
        found = [part for piece in pieces for part in _parts(piece.strip())]
    except ValueError:
        return None
    names = {name for name, _ in found if name} | ({named[1]} if named else set())
    if not found or len(names) > 1:
        return None
    [name] = names or {""}
    return Region(name if len(name) == 1 else "", frozenset(part for _, part in found))


def same_region(candidate: Region, gold: Region, _: bool) -> bool:
    return candidate.parts == gold.parts and (not candidate.name or not gold.name or candidate.name == gold.name)


def _parts(text: str) -> list[tuple[str, Interval]]:
    """The variable and the interval, or the points of {1, 2}. ValueError: it is none."""
    if text[:1] == "{" and text[-1:] == "}":
        points = [value_at(item) for item in text[1:-1].split(",")[:_MOST_PARTS]]
        return [("", Interval(point, point, True, True)) for point in points]
    interval = _INTERVAL.fullmatch(text)
    if interval:
        opening, low, high, closing = interval.groups()
        ends = _end(low, "-"), _end(high, "+")
        return [("", Interval(*ends, opening == "[" and ends[0] != _BOUND, closing == "]" and ends[1] != _BOUND))]
    if "|" in text:
        return _of_size(text)
    return [_inequality(text)]


def _of_size(text: str) -> list[tuple[str, Interval]]:
    """1 <= |x| < 3 as -3 < x <= -1 or 1 <= x < 3. ValueError: it bounds no absolute value by positive numbers."""
    absolute = re.findall(r"\|\s*([^|]+?)\s*\|", text)
    if len(absolute) != 1 or not _VARIABLE.fullmatch(absolute[0]):
        raise ValueError("not the absolute value of a variable")
    name, right = _inequality(re.sub(r"\|[^|]*\|", absolute[0], text))
    left = Interval(_negative(right.high), _negative(right.low), right.high_closed, right.low_closed)
    if right.low == _BOUND:
        return [(name, Interval(left.low, right.high, left.low_closed, right.high_closed))]
    return [(name, left), (name, right)]


def _negative(end: int | str) -> int | str:
    if isinstance(end, str):
        return end
    size = rational(end, PRIME)
    if size is None or size <= 0:
        raise ValueError("not known to be positive")
    return -end % PRIME


def _end(text: str, unbounded: str) -> int | str:
    infinite = _INFINITE.fullmatch(text.strip())
    if not infinite:
        return value_at(text)
    if (infinite[1] or "+") != unbounded:
        raise ValueError("an interval to the wrong infinity")
    return _BOUND


def _inequality(text: str) -> tuple[str, Interval]:
    *parts, last = RELATION.split(text)
    sides, relations = [*parts[::2], last], parts[1::2]
    if not 1 <= len(relations) <= 2 or not set(relations) <= {"<", ">", "<=", ">="}:
        raise ValueError("no inequality")
    if len(relations) == 2 and (relations[0][0] != relations[1][0] or _variables(sides[0] + " " + sides[2])):
        raise ValueError("no inequality of one kind")
    [name] = _variables(text) or {""}
    low: tuple[int | str, bool] = (_BOUND, False)
    high = low
    bounds = 0
    for left, relation, right in zip(sides, relations, sides[1:], strict=False):
        if _INFINITE.fullmatch(left.strip()) or _INFINITE.fullmatch(right.strip()):
            continue
        root, rising = _root(f"({left})-({right})", name)
        if rising == (relation[0] == ">"):
            low = (root, "=" in relation)
        else:
            high = (root, "=" in relation)
        bounds += 1
    if bounds != (low[0] != _BOUND) + (high[0] != _BOUND):
        raise ValueError("two bounds on one side")
    return name, Interval(low[0], high[0], low[1], high[1])


def _variables(text: str) -> set[str]:
    """The one variable as a set; empty if there is none. ValueError: several, or a word."""
    text = re.sub(r"\b(?:sqrt|cbrt|pi|e|inf|infinity)\b", "", text)
    found = set(_VARIABLE.findall(text))
    if len(found) > 1:
        raise ValueError("several variables")
    return found


def _root(difference: str, name: str) -> tuple[int, bool]:
    """Where a linear expression is zero, and whether it rises."""
    text = difference.replace(name, "x") if len(name) > 1 else difference
    at = [value_at(text, lambda _, value=value: value) for value in (0, 1, 2)]  # type: ignore[misc]
    slope = (at[1] - at[0]) % PRIME
    size = rational(slope, PRIME)
    if not size or (at[2] - at[1]) % PRIME != slope:
        raise ValueError("not linear")
    return -at[0] * pow(slope, -1, PRIME) % PRIME, size > 0
