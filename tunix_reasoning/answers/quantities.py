"""A number in any notation, with its unit: `$1,200`, `2 1/2 cups`, `-3.5 km/h`, `15%`, `1 h 30 min`.

Numbers are exact fractions, so nothing is equal by rounding. A unit is a factor and a dimension: 120 cm
equals 1.2 m, 5 kg is not 5 m. Words that are no unit name what is counted: 36 apples are not 36 pears.
What the gold answer leaves open, its unit above all, may be added; what it states must be there.

    same_quantity(quantity("120 cm"), quantity("1.2 m"))   # True
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from tunix_reasoning.answers.notation import HEDGE
from tunix_reasoning.answers.numerals import PARTS, SCALES, SPELLED_NUMBERS, numeral
from tunix_reasoning.answers.units import CURRENCIES, NOTATION, PERCENT, Unit, unit_of


class Quantity(NamedTuple):
    number: Fraction
    """As written: 15 for 15%, 120 for 120 cm."""
    unit: Unit | None = None
    nouns: frozenset[str] = frozenset()
    """Stems of the words that say what is counted, where there is no unit; the substance of 3 mol Ca."""

    @property
    def value(self) -> Fraction:
        """In base units: 0.15 for 15%, 1.2 for 120 cm."""
        return self.number * self.unit.scale + self.unit.offset if self.unit else self.number

    @property
    def measured(self) -> bool:
        """Has a unit that is part of the answer: 12 cm, but not $12 or 12 apples."""
        return self.unit is not None and not any(base in NOTATION for base, _ in self.unit.dimension)


# What may stand beside a number without naming anything.
_FILLERS = frozenset(
    ["a", "an", "the", "of", "in", "on", "at", "to", "for", "per", "each", "every", "all", "total", "altogether",
     "left", "more", "am", "pm", "st", "nd", "rd", "th"]
)
# What makes another number of it, a second one, or none that is certain.
_CHANGES = re.compile(
    r"\b(?:and|no|if|but|is|are|was|were|be|plus|minus|divided|(?:over|less)(?!$)|below$|square|mod|pi|"
    r"sqrt|sin|cos|tan|log|ln|exp|factorial|choose|negative|zero|something|somewhat|odd$|ish|thou|grand$|mill?|"
    r"reciprocals?|inverse|inverted|opposite|negated|reversed|squared|cubed|halved|thirded|quartered|doubled|trebled|"
    r"tripled|quadrupled|quintupled|multiplied|raised|rounded|increased|decreased|reduced|recurring|repeating|repeated|"
    r"binary|octal|hexadecimal|pp[mb]|permille?|basis points?|myriads?|"
    rf"\w*illions?|(?:{'|'.join(set(SCALES) - {'score', 'gross', 'k'})})s?|"
    rf"(?:{PARTS})s|(?:{PARTS})$|{SPELLED_NUMBERS})\b"
    r"|\btimes(?!$| more\b| (?:an?|each|every|per) (?:hour|day|week|month|year)$)"
)
_TIDY = [
    (needed, re.compile(pattern), tidied)
    for needed, pattern, tidied in (
        ("(", r"\(([^\W\d_]+(?: [^\W\d_]+)*)\)", r" \1 "),  # 36 (apples)
        (".", r"(?<=[^\W\d_])\.(?!\d)", ""),  # 36 sq. ft.
        ("/", r"(?<=[^\W\d_])\s*/\s*(?=[^\W\d_])", " per "),  # 36 eggs/day
        ("per cent", r"\bper cent\b", "percent"),
    )
]
_MOST_WORDS = 8
_FORMULA = re.compile(r"(?:[A-Z][a-z]?\d*|\((?:[A-Z][a-z]?\d*)+\)\d*)+")  # H2SO4
_AMOUNTS = re.compile(r"[mkµμ]?mol|moles?")
_PRIMES = re.compile(r"(?<=\d)'(?=\s*\d{1,2}(?:\"|''|$)|$)")  # 6'2", but 1'200 has a Swiss comma
_INCHES = re.compile(r"(?<=\d)(?:\"|'')")
_WHOLE = re.compile(r"-?(?:\d+|[1-9]\d{0,2}(?:,\d{3})+)")
_PIECE = re.compile(r"[$€£¥₹]?\d[\d.,]*(?:/\d+)?\s*(?!and\b)[^\W\d_]*")


def _counted(rest: str, attached: bool) -> tuple[Unit | None, frozenset[str]] | None:
    """What stands after a number: the longest unit it begins with, else nouns; None if it is neither."""
    for needed, pattern, tidied in _TIDY:
        if needed in rest:
            rest = pattern.sub(tidied, rest)
    words = rest.split()
    if not 0 < len(words) <= _MOST_WORDS:
        return None
    if len(words) > 1 and words[0] in CURRENCIES and unit_of(words[0]) == unit_of(words[1]):
        del words[1]  # $5 dollars
    sizes = range(0 if words[0] == "in" and words[1:] else len(words), 0, -1)  # 5 in, but not 5 in total
    if _AMOUNTS.fullmatch(words[0]) and "per" not in words and _FORMULA.fullmatch(words[-1]):
        sizes = range(1, 0, -1)  # 3 mol N2, not moles times newtons
    measured, size = next(((found, n) for n in sizes if (found := unit_of(" ".join(words[:n])))), (None, 0))
    named = words[size:]
    if measured and named and _FORMULA.fullmatch(named[-1]) and named[:-1] in ([], ["of"]):
        return measured, frozenset(named[-1:])
    tail = " ".join(named).lower()
    if not re.fullmatch(r"[^\W\d_]*(?:[-' ][^\W\d_]+)*", tail) or HEDGE.search(tail) or _CHANGES.search(tail):
        return None
    nouns = [word for word in tail.split() if word not in _FILLERS]
    if any(len(word) < 3 for word in nouns) or (attached and not measured and nouns and len(nouns[0]) < 4):
        return None  # 2x and 2 xy are expressions
    return measured, frozenset() if measured else frozenset(word.rstrip("seiy") for word in nouns)


@lru_cache(8192)
def quantity(text: str) -> Quantity | None:
    """The one number that `text` is, with its unit; None for anything else, several numbers included.

    `text` is in plain notation (see `notation.plain`) and about 1,000 characters long at most.
    """
    if _WHOLE.fullmatch(text):
        return Quantity(Fraction(int(text.replace(",", ""))))
    if "'" in text or '"' in text:
        text = _INCHES.sub(" in ", _PRIMES.sub(" ft ", text)).strip()
    return _single(text) or _compound(text)


def _single(text: str) -> Quantity | None:
    found = numeral(text)
    if found is None:
        return None
    number, currency, rest, attached = found
    if not currency and not rest.strip():
        return Quantity(number)
    counted = _counted(f"{currency} {rest}", attached)
    return Quantity(number, *counted) if counted else None


def _compound(text: str) -> Quantity | None:
    """`1 h 30 min`, `5 feet and 10 inches`, `$3 and 50 cents`: larger units first, one dimension."""
    pieces = _PIECE.findall(text)
    if not 2 <= len(pieces) <= 4 or _PIECE.sub("", text).replace("and", "").strip(" ,"):
        return None
    parts = [_single(piece.strip()) for piece in pieces]
    units = [part.unit for part in parts if part and part.unit]
    if len(units) < len(parts) or len({each.dimension for each in units}) > 1:
        return None
    if any(larger.scale <= smaller.scale for larger, smaller in pairwise(units)):
        return None
    total = sum((part.value for part in parts if part), Fraction(0))
    return Quantity(total / units[0].scale, units[0])


def same_quantity(candidate: Quantity, gold: Quantity, unit_needed: bool = True) -> bool:
    """Whether `candidate` states what `gold` states.

    A gold number without a unit takes any unit, and 15% for 15 as well as for 0.15, but not 200% for 2. The
    unit or noun of a gold answer may be missing only if not `unit_needed`, and must never be another one.
    """
    as_written = candidate.number == gold.number
    if not gold.unit and not gold.nouns:
        share = gold.number.denominator > 1 or gold.number == 1
        if candidate.unit is unit_of("M"):
            return False  # molar, or million?
        return as_written or (share and candidate.unit is PERCENT and candidate.value == gold.number)
    if not candidate.unit and not candidate.nouns:
        return (as_written and not unit_needed) or (gold.unit is PERCENT and candidate.number == gold.value)
    if not candidate.unit or not gold.unit:
        return as_written and not candidate.nouns.isdisjoint(gold.nouns)
    if candidate.nouns and gold.nouns and candidate.nouns != gold.nouns:
        return False  # 3 mol Ca, 3 mol Mg
    return candidate.unit.dimension == gold.unit.dimension and candidate.value == gold.value
