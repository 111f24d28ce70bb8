"""How far a text comes along a row's milestones: read slowly and plainly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

_TOKEN = re.compile(r"(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)|[^\W\d_]+|[^\w\s.,;:!?\"'“”’()]")


def _tokens(text: str) -> list[str | Fraction]:
    """Words without case, numbers by value, operator symbols; punctuation is left out."""
    found = _TOKEN.finditer(text.casefold())
    return [Fraction(m.group().replace(",", "")) if m["number"] else m.group() for m in found]


def progress(text: str, routes: Sequence[Sequence[str]]) -> float:
    """The share of the best route's milestones that stand in the text, each after the one before it."""
    said = _tokens(text)
    return max((_reached(said, route) / len(route) for route in routes), default=0.0)


def _reached(said: list[str | Fraction], route: Sequence[str]) -> int:
    place, reached = 0, 0
    for milestone in map(_tokens, route):
        for start in range(place, len(said) - len(milestone) + 1):
            if said[start : start + len(milestone)] == milestone:
                place, reached = start + len(milestone), reached + 1
                break
    return reached
