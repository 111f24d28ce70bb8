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
from tunix_reasoning.answers.units import CURRENCIES, NOTATION, PERCENT, Unit, unit


class Quantity(NamedTuple):
    number: Fraction
    """As written: 15 for 15%, 120 for 120 cm."""
    unit: Unit | None = None
    nouns: frozenset[str] = frozenset()
    """Stems of the words that say what is counted, where there is no unit."""

    @property
    def value(self) -> Fraction:
        """In base units: 0.15 for 15%, 1.2 for 120 cm."""
        return self.number * self.unit.scale + self.unit.offset if self.unit else self.number

    @property
    def measured(self) -> bool:
        """Has a unit that is part of the answer: 12 cm, but not $12 or 12 apples."""
        return self.unit is not None and not any(base in NOTATION for base, _ in self.unit.dimension)


# What may stand beside a number without naming anything.
_FILLERS = re.compile(
    r"a|an|the|of|in|on|at|to|for|per|each|every|all|total|altogether|left|more|am|pm|st|nd|rd|th"
)
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]
NUMBER_WORDS = "|".join(_TENS + _SMALL[2:])
# What makes another number of it, or a second one.
_CHANGES = re.compile(
    r"\b(?:and|no|if|but|is|are|was|were|be|plus|minus|divided|(?:over|less)(?!$)|squared|cubed|square|mod|pi|"
    rf"sqrt|sin|cos|tan|log|ln|exp|factorial|choose|negative|zero|hundred|{NUMBER_WORDS})\b"
    r"|\btimes(?!$| more\b| (?:an?|each|every|per) (?:hour|day|week|month|year)$)"
)
_SPELLED = re.compile(
    rf"^(negative |minus )?(?:({'|'.join(_TENS)})(?:[- ]({'|'.join(_SMALL[1:10])}))?|({'|'.join(_SMALL[::-1])}))\b",
    re.I,
)
_SPOKEN_PARTS = [
    (re.compile(pattern, re.I), digits)
    for pattern, digits in (
        (r"^(?:(?:an?|one)[- ])?half\b(?! (?:of|the|as|a dozen)\b)(?: an?\b)?", "1/2"),  # half an hour
        (r"^(?:a|one)[- ](?:quarter|fourth)\b", "1/4"),
        (r"^three[- ](?:quarter|fourth)s\b", "3/4"),
        (r"^(?:a|one)[- ]third\b", "1/3"),
        (r"^two[- ]thirds\b", "2/3"),
        (r"^a (?=(?:hundred|thousand|million)\b)", "1 "),
    )
]
_AND_A_HALF = re.compile(r"^(\d+) and (?:a|one)[- ]half\b", re.I)
_TIDY = [
    (re.compile(pattern), tidied)
    for pattern, tidied in (
        (r"\(([^\W\d_]+(?: [^\W\d_]+)*)\)", r" \1 "),  # 36 (apples)
        (r"(?<=[^\W\d_])\.(?!\d)", ""),  # 36 sq. ft.
        (r"(?<=[^\W\d_])\s*/\s*(?=[^\W\d_])", " per "),  # 36 eggs/day
        (r"\bper cent\b", "percent"),
    )
]
_MOST_WORDS = 8
_LARGE = {"k": 3, "hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_NUMBER = re.compile(
    r"""(?P<sign>[-+]?)\s*(?P<currency>US\$|[$€£¥₹]|(?:USD|EUR|GBP)\s)?\s*(?P<inner>[-+]?)\s*
    (?:(?P<whole>\d+)\s+(?:and\s+)?(?P<part>\d+)\s*/\s*(?P<parts>\d+)        # 2 1/2
      |(?P<top>\d+(?:,\d{3})*)\s*/\s*(?P<bottom>\d+(?:,\d{3})*)               # 3/4
      |(?:(?P<european>[1-9]\d{0,2}(?:[. ]\d{3})+,\d+|[1-9]\d{0,2}(?:\.\d{3}){2,})   # 1.200,50
         |(?P<decimal>[1-9]\d{0,2}(?P<mark>[,_' ])\d{3}(?:(?P=mark)\d{3})*(?:\.\d+)?(?!\d)   # 1,200.50
                     |[1-9]\d?(?:,\d\d)+,\d{3}(?:\.\d+)?                          # 12,34,567
                     |\d+(?:\.\d+)?|\.\d+))
       (?:\s*(?:[eE]|[x*]\s*10\s*(?:\^|\*\*))\s*\(?(?P<ten>[-+]?\d{1,3})\)?(?!\d))?)   # 1.2 x 10^3
    (?P<rest>.*)""",
    re.X | re.S,
)
_PIECE = re.compile(r"[$€£¥₹]?\d[\d.,]*(?:/\d+)?\s*(?!and\b)[^\W\d_]*")


def _counted(rest: str, attached: bool) -> tuple[Unit | None, frozenset[str]] | None:
    """What stands after a number: the longest unit it begins with, else nouns; None if it is neither."""
    for pattern, tidied in _TIDY:
        rest = pattern.sub(tidied, rest)
    words = rest.split()
    if not 0 < len(words) <= _MOST_WORDS:
        return None
    if len(words) > 1 and words[0] in CURRENCIES and unit(words[0]) == unit(words[1]):
        del words[1]  # $5 dollars
    sizes = range(0 if words[0] == "in" and words[1:] else len(words), 0, -1)  # 5 in, but not 5 in total
    measured, size = next(((found, n) for n in sizes if (found := unit(" ".join(words[:n])))), (None, 0))
    tail = " ".join(words[size:]).lower()
    if not re.fullmatch(r"[^\W\d_]*(?:[-' ][^\W\d_]+)*", tail) or HEDGE.search(tail) or _CHANGES.search(tail):
        return None
    nouns = [word for word in tail.split() if not _FILLERS.fullmatch(word)]
    if any(len(word) < 3 for word in nouns) or (attached and not measured and nouns and len(nouns[0]) < 4):
        return None  # 2x and 2 xy are expressions
    return measured, frozenset() if measured else frozenset(word.rstrip("seiy") for word in nouns)


@lru_cache(8192)
def quantity(text: str) -> Quantity | None:
    """The one number that `text` is, with its unit; None for anything else, several numbers included.

    `text` is in plain notation (see `notation.plain`) and about 1,000 characters long at most.
    """
    if text.isdecimal():
        return Quantity(Fraction(int(text)))
    return _single(text) or _compound(text)


def _single(text: str) -> Quantity | None:
    if text[:1].isalpha():
        for spoken, digits in _SPOKEN_PARTS:
            text = spoken.sub(digits, text)
        text = _SPELLED.sub(_in_digits, text)
    match = _NUMBER.match(_AND_A_HALF.sub(r"\1 1/2", text))
    if not match or (match["sign"] and match["inner"]):
        return None
    number, rest = _amount(match), match["rest"]
    if number is None:
        return None
    attached = rest[:1].isalpha()
    while (large := rest.lstrip().partition(" ")[0].lower()) in _LARGE:
        number *= 10 ** _LARGE[large]
        rest = rest.lstrip()[len(large) :]
    signed = -number if "-" in (match["sign"], match["inner"]) else number
    if not match["currency"] and not rest.strip():
        return Quantity(signed)
    counted = _counted(f"{match['currency'] or ''} {rest}", attached)
    return Quantity(signed, *counted) if counted else None


def _in_digits(match: re.Match[str]) -> str:
    negative, tens, one, small = match.groups()
    sign = "-" if negative else ""
    if small:
        return sign + str(_SMALL.index(small.lower()))
    return sign + str(10 * _TENS.index(tens.lower()) + 20 + (_SMALL.index(one.lower()) if one else 0))


def _amount(match: re.Match[str]) -> Fraction | None:
    """The number of a _NUMBER match without its sign; None for 1/0 and 2 3/2."""
    if match["whole"]:
        part, parts = int(match["part"]), int(match["parts"])
        return int(match["whole"]) + Fraction(part, parts) if part < parts else None
    if match["top"]:
        top, bottom = (int(match[name].replace(",", "")) for name in ("top", "bottom"))
        return Fraction(top, bottom) if bottom else None
    if match["european"]:
        digits = match["european"].replace(".", "").replace(" ", "").replace(",", ".")
    else:
        digits = match["decimal"].replace(match["mark"] or ",", "").replace(",", "")
    number = Fraction(digits)
    return number * Fraction(10) ** int(match["ten"]) if match["ten"] else number


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
        return as_written or (share and candidate.unit is PERCENT and candidate.value == gold.number)
    if not candidate.unit and not candidate.nouns:
        return (as_written and not unit_needed) or (gold.unit is PERCENT and candidate.number == gold.value)
    if not candidate.unit or not gold.unit:
        return as_written and not candidate.nouns.isdisjoint(gold.nouns)
    return candidate.unit.dimension == gold.unit.dimension and candidate.value == gold.value
