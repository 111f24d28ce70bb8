"""Can what is computed have the unit that is asked for? 20 N × 5 kg are no metres per second squared.

It is looked at only where nothing else can be meant: one product or quotient of two quantities that the question gives
with their units, no rate in words (`4 km each day`), and an answer asked for in a unit.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from tunix_reasoning.answers import PERCENT, unit_of
from tunix_reasoning.traces.questions import key
from tunix_reasoning.traces.reading import Reading

Dimension = frozenset[tuple[str, int]]

_UNIT = r"[^\W\d_]+(?:\^-?\d|[²³])?(?:[/*·][^\W\d_]+(?:\^-?\d|[²³])?)*"
_QUANTITY = re.compile(rf"(?<![\w.,$€£])(\d{{1,15}}(?:\.\d{{1,15}})?)(?:-| ?)({_UNIT})(?! (?:an?|in an?)\b)")
_ASKED = re.compile(rf"\bin ({_UNIT})\?")
_RATES = re.compile(r"\b(?:per|each|every|apiece|hourly|daily|weekly|monthly|yearly)\b", re.IGNORECASE)


def mismeasured(reading: Reading) -> float:
    """The answer is a product or quotient that has another dimension than the unit asked for."""
    asked, given = _measures(reading.given.written)
    claim = reading.way[-1] if asked and reading.way else None
    if claim is None or claim.operators not in ("*", "/") or len(claim.operands) != 2:
        return 0.0
    one, other = (given.get(key(value)) for value in claim.operands)
    if one is None or other is None:
        return 0.0
    exponents = Counter(dict(one))
    for base, exponent in other:
        exponents[base] += exponent if claim.operators == "*" else -exponent
    return float(frozenset((base, exponent) for base, exponent in exponents.items() if exponent) != asked)


@lru_cache(maxsize=4096)
def _measures(question: str) -> tuple[Dimension | None, dict[float, Dimension]]:
    """The dimension asked for, and those of the quantities; a number that is given with two has none."""
    asked = _ASKED.search(question)
    wanted = _dimension(asked[1]) if asked and not _RATES.search(question) else None
    if wanted is None:
        return None, {}
    found: dict[float, Dimension] = {}
    doubtful = set()
    for digits, name in _QUANTITY.findall(question):
        value, dimension = key(float(digits)), _dimension(name)
        if dimension is None or found.setdefault(value, dimension) != dimension:
            doubtful.add(value)
    return wanted, {value: dimension for value, dimension in found.items() if value not in doubtful}


def _dimension(name: str) -> Dimension | None:
    """None for what is no unit, for shares, and for temperatures, whose zero is a matter of scale."""
    measured = unit_of(name.replace("²", "^2").replace("³", "^3").replace("·", " "))
    return None if measured is None or measured == PERCENT or measured.offset else measured.dimension
