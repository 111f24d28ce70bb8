"""The kinds of answers: for each, a reader, which turns text into a value or None, and a comparison of two values.

All text is in plain notation (`notation.plain`) and bounded in length. `complete` asks that a candidate has all
that the gold answer states: its unit, am or pm, the year. More may be there where the gold answer leaves it open.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from tunix_reasoning.answers.choices import Choice, read_boolean, read_choice
from tunix_reasoning.answers.dates import read_date, read_time, same_date, same_time
from tunix_reasoning.answers.expressions import fingerprint
from tunix_reasoning.answers.intervals import LOOKS, Region, read_region, same_region
from tunix_reasoning.answers.lists import NAME, Items, read_items, read_set
from tunix_reasoning.answers.named import is_label, read_number, same_measure, same_number
from tunix_reasoning.answers.notation import plain
from tunix_reasoning.answers.units import unit_of
from tunix_reasoning.answers.words import folded, same_words


def same(
    candidate: str, gold: str, kind: str | None, complete: bool, words: frozenset[str] = frozenset()
) -> bool:
    """Whether `candidate` is the answer `gold`; `kind` as in `of_gold`, `words` those of the question."""
    if candidate == gold or not candidate or not gold:
        return bool(candidate) and candidate == gold
    kind, wanted = of_gold(gold, kind)
    if kind == "text":
        return same_words(candidate, gold, words)
    if kind == "tuple" and ("<" in candidate or ">" in candidate) and (region := read_region(gold)):
        kind, wanted = "region", region  # (3, 8) is 3 < x < 8 to who writes it so
    letters = (unit_of("K"), unit_of("M"))
    if candidate[-1] in "KM" and kind in ("quantity", "number") and wanted.quantity.unit in letters:
        candidate = re.sub(r"(?<=\d)(?=[KM]$)", " ", candidate)  # 300K is 300 thousand, but not in kelvin
    given = READERS[kind].read(candidate)
    return given is not None and READERS[kind].same(given, wanted, complete)


def unread(candidate: str, gold: str, kind: str | None) -> bool:
    """Whether the gold answer is a formula, and one of the two is none that the readers here know."""
    kind, _ = of_gold(gold, kind)
    return kind == "text" or (kind in _FORMULAS and READERS[kind].read(candidate) is None)


@lru_cache(4096)
def of_gold(gold: str, kind: str | None) -> tuple[str, Any]:
    """The kind of a gold answer and its value: `kind` if it can be read so, else the first that it looks like."""
    if gold.isdecimal() and kind in (None, "number", "quantity"):
        return kind or "quantity", read_number(gold)
    for name in [kind, *READERS] if kind else READERS:
        if name == kind or READERS[name].looks.fullmatch(gold):
            value = READERS[name].read(gold)
            if value is not None:
                return name, value
    return "text", gold


# ---- Ratios, divisions and expressions ----

_RATIO = re.compile(r"\d+(?:\.\d+)?(?:\s*(?::|/|\bto\b)\s*\d+(?:\.\d+)?){1,7}")
_REMAINDER = re.compile(
    r"(?:quotient:?\s*)?(-?\d[\d,]{0,30}),?\s*(?:with\s+|and\s+)?(?:a\s+)?(?:remainder|rem\.?|r)\s*(?:of\s+|[:=]\s*)?(\d{1,30})",
    re.I,
)


def _read_ratio(text: str) -> tuple[Fraction, ...] | None:
    """In lowest terms: 6:8 is 3 to 4. A fraction counts as a ratio of two."""
    text = text.rpartition("=")[2].strip()  # what is to what
    if not _RATIO.fullmatch(text):
        return None
    parts = [Fraction(part) for part in re.split(r"\s*(?::|/|to)\s*", text)]
    return tuple(part / parts[0] for part in parts) if parts[0] else None


def _read_remainder(text: str) -> tuple[int, int] | None:
    """7 remainder 2, 7 R2."""
    match = _REMAINDER.fullmatch(text)
    return (int(match[1].replace(",", "")), int(match[2])) if match else None


class _Expression(NamedTuple):
    whole: tuple[object, ...] | None
    side: tuple[object, ...] | None
    """Without a y or f(x) that it is said to equal."""
    region: Region | None


def _read_expression(text: str) -> _Expression | None:
    sides = [side.strip() for side in text.split("=", 2)]
    named = len(sides) == 2 and any(map(is_label, sides))
    whole = fingerprint(text)
    side = fingerprint(sides[is_label(sides[0])]) if named else whole
    region = read_region(text)
    return _Expression(whole, side, region) if whole or side or region else None


def _same_expression(candidate: _Expression, gold: _Expression, complete: bool) -> bool:
    if gold.region and candidate.region:
        return same_region(candidate.region, gold.region, complete)
    return any(given is not None and given == wanted for given, wanted in zip(candidate[:2], gold[:2], strict=True))


# ---- Lists and sets ----


def _rank(item: str) -> tuple[bool, Fraction, str]:
    number = read_number(item)
    if number:
        return False, number.quantity.value, ""
    return True, Fraction(0), str(fingerprint(item) or folded(item))


def _same_set(candidate: Items, gold: Items, complete: bool) -> bool:
    in_order = [each._replace(items=tuple(sorted(each.items, key=_rank))) for each in (candidate, gold)]
    return _same_items(in_order[0], in_order[1], complete)


def _same_listing(candidate: Items, gold: Items, complete: bool) -> bool:
    """What stands in no brackets is a list; to a lenient reader, points, solutions, and what `and` joins are a set."""
    if _same_items(candidate, gold, complete) or complete:
        return _same_items(candidate, gold, complete)
    names = [_name(item) for item in gold.items]
    solutions = (any(names) and len(set(names)) < len(names)) or all(item[0] in "([" for item in gold.items)
    loose = gold.loose and not any(names)
    return (solutions or loose or candidate.bracket == "{") and _same_set(candidate, gold, complete)


def _same_tuple(candidate: Items, gold: Items, complete: bool) -> bool:
    """Of two, brackets tell an interval from a point, if they are there."""
    if len(gold.items) == 2 and {candidate.bracket, gold.bracket} == {"(", "["}:
        return False
    return _same_items(candidate, gold, complete)


def _same_items(candidate: Items, gold: Items, complete: bool) -> bool:
    """Item by item, in order; x = 2, y = 3 in any order, for its labels tell which is which."""
    given, wanted = candidate.items, gold.items
    if len(given) != len(wanted) or (candidate.name and gold.name and candidate.name != gold.name):
        return False
    names, wanted_names = [_name(item) for item in given], [_name(item) for item in wanted]
    if "" not in wanted_names and len(set(wanted_names)) == len(wanted) and sorted(names) == sorted(wanted_names):
        by_name = dict(zip(names, given, strict=True))
        given = tuple(by_name[name] for name in wanted_names)
    return all(same(*pair, None, complete) for pair in zip(given, wanted, strict=True))


def _name(item: str) -> str:
    number = read_number(item)
    return (number.label or " ".join(sorted(number.quantity.nouns))) if number else ""


# ---- Choices and words ----


def _same_choice(candidate: Choice, gold: Choice, complete: bool) -> bool:
    if candidate.letter and gold.letter and candidate.letter != gold.letter:
        return False
    if candidate.text and gold.text:
        return same(plain(candidate.text), plain(gold.text), None, complete)
    return bool(candidate.letter and gold.letter)


def _read_text(text: str) -> str | None:
    return folded(text) or None


def _equal(candidate: object, gold: object, _: bool) -> bool:
    return candidate == gold


class Reader(NamedTuple):
    looks: re.Pattern[str]
    """What a gold answer looks like that is of this kind without saying so."""
    read: Callable[[str], Any]
    same: Callable[[Any, Any, bool], bool]


_PART = r"[^,;\d]*\d[^,;]*"
_LISTED = rf"{_PART}(?:[,;]{_PART})+|[^,;\d]*\d(?:(?!\band\b)[^,;])*\band\b{_PART}"

_FORMULAS = ("expression", "region", "set", "tuple")
_NEVER = r"(?!)"
_SET = rf"(?:{NAME}\s*[=∈]\s*)?\{{.+\}}|.*±.*|\w ?=(?=.*\bor\b).*|(?=.*\bor\b)[^a-z]*\d.*\bor\b.*\d.*"
_TUPLE = rf"(?:{NAME}\s*[=∈]\s*|[A-NP-Z]'?(?=\())?(?:\[.+\]|\(.+,.+\))"
_EXPRESSION = (
    r".*[\d+*/^=<>(!|].*|\s*[^\W\d_]\s?-\s?[^\W\d_]\s*|\s*(?:ln|lg|log|sin|cos|tan)\s+(?:pi|[^\W\d_])\s*"
)

READERS = {  # in the order in which they are guessed
    "time": Reader(re.compile(r".+"), read_time, same_time),
    "date": Reader(re.compile(r".+"), read_date, same_date),
    "boolean": Reader(re.compile(r"(?i:yes|no|true|false)"), read_boolean, _equal),
    "remainder": Reader(re.compile(r"-?\d.*\d"), _read_remainder, _equal),
    "quantity": Reader(re.compile(r".+"), read_number, same_measure),
    "number": Reader(re.compile(_NEVER), read_number, same_number),  # its unit may be missing
    "choice": Reader(re.compile(r"\(?[A-Z]\)?|\(?[A-Z][).:]+\s.*"), read_choice, _same_choice),
    "ratio": Reader(re.compile(r"[^/]+"), _read_ratio, _equal),
    "region": Reader(re.compile(LOOKS), read_region, same_region),
    "set": Reader(re.compile(_SET), read_set, _same_set),
    "list": Reader(re.compile(_NEVER), read_items, _same_items),
    "tuple": Reader(re.compile(_TUPLE), read_items, _same_tuple),
    "listing": Reader(re.compile(_LISTED), read_items, _same_listing),
    "expression": Reader(re.compile(_EXPRESSION), _read_expression, _same_expression),
    "text": Reader(re.compile(r"(?s:.+)"), _read_text, _equal),
    "free": Reader(re.compile(_NEVER), _read_text, _equal),
}
