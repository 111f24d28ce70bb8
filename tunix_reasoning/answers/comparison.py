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

from tunix_reasoning.answers.dates import read_date, read_time, same_date, same_time
from tunix_reasoning.answers.expressions import fingerprint
from tunix_reasoning.answers.notation import HEDGE, folded, plain
from tunix_reasoning.answers.quantities import Quantity, quantity, same_quantity

_MOST_ITEMS, _MOST_BRACKETS = 64, 5  # of a list
_MOST_SIDES = 8  # of an equation
_CLOSING = {"(": ")", "[": "]", "{": "}"}


def same(candidate: str, gold: str, kind: str | None, complete: bool) -> bool:
    """Whether `candidate` is the answer `gold`; `kind` as in `of_gold`."""
    if candidate == gold or not candidate or not gold:
        return bool(candidate) and candidate == gold
    kind, wanted = of_gold(gold, kind)
    given = KINDS[kind].read(candidate)
    return given is not None and KINDS[kind].same(given, wanted, complete)


@lru_cache(4096)
def of_gold(gold: str, kind: str | None) -> tuple[str, Any]:
    """The kind of a gold answer and its value: `kind` if it can be read so, else the first that it looks like."""
    for name in [kind, *KINDS] if kind else KINDS:
        if name == kind or re.fullmatch(KINDS[name].looks, gold):
            value = KINDS[name].read(gold)
            if value is not None:
                return name, value
    return "text", folded(gold)


# ---- Numbers and quantities ----


class Number(NamedTuple):
    quantity: Quantity
    label: str
    """x in x = 7; empty if there is none."""


_LABEL = re.compile(
    r"[^\W\d_](?:_?\w)?|[^\W\d_]\([\w, ]{1,12}\)|[^\W\d_](?:[^\W\d_]|')*(?: (?:[^\W\d_]|')+){0,4}"
)


def _is_label(text: str) -> bool:
    return bool(_LABEL.fullmatch(text)) and not HEDGE.search(text)


def read_number(text: str) -> Number | None:
    """36, $36, x = 36, total = 36, (36), [36], and 12 + 24 = 36, which holds; but not 12 + 24."""
    label, value = _solved(text) if "=" in text else ("", text)
    if value.endswith(_CLOSING.get(value[:1], "no bracket")):
        value = value[1:-1].strip()
    found = quantity(value)
    return Number(found, label) if found else None


def _solved(equation: str) -> tuple[str, str]:
    """What is named and what it is: x and 36 for x = 36 and for x = 12 + 24 = 36; nothing if that does not hold."""
    sides = [side for part in equation.split("=", _MOST_SIDES) if (side := part.strip())]
    labels = [side for side in sides if _is_label(side)]
    *work, value = [side for side in sides if not _is_label(side)] or [""]
    total = quantity(value)
    if not total or not {fingerprint(_sum(side)) for side in work} <= {fingerprint(str(total.number))}:
        return "", ""
    return (labels or [""])[0], value


def _sum(work: str) -> str:
    """18 eggs x $2 as 18*2, and 15% of 240 as 15/100*240."""
    work = re.sub(r"(?<=\d)\s+(?!of\b)[^\W\d_]{2,}", "", work)
    work = re.sub(r"(?<=[\d)%])\s*(?:[xX]|of)\s+(?=[$\d(])", "*", work)
    return re.sub(r"[$€£,]", "", work).replace("%", "/100")


def _same_quantity(candidate: Number, gold: Number, complete: bool) -> bool:
    if len(candidate.label) == len(gold.label) == 1 and candidate.label != gold.label:
        return False
    return same_quantity(candidate.quantity, gold.quantity, unit_needed=complete and gold.quantity.measured)


def _same_number(candidate: Number, gold: Number, _: bool) -> bool:
    return _same_quantity(candidate, gold, complete=False)


_RATIO = re.compile(r"\d+(?:\.\d+)?(?:\s*(?::|/|\bto\b)\s*\d+(?:\.\d+)?){1,7}")


def _read_ratio(text: str) -> tuple[Fraction, ...] | None:
    """In lowest terms: 6:8 is 3 to 4. A fraction counts as a ratio of two."""
    if not _RATIO.fullmatch(text):
        return None
    parts = [Fraction(part) for part in re.split(r"\s*(?::|/|to)\s*", text)]
    return tuple(part / parts[0] for part in parts) if parts[0] else None


def _read_expression(text: str) -> tuple[object, ...] | None:
    """Without a y or f(x) that it is said to equal."""
    sides = [side.strip() for side in text.split("=", 2)]
    if len(sides) == 2 and any(map(_is_label, sides)):
        text = sides[_is_label(sides[0])]
    return fingerprint(text)


# ---- Lists and sets ----


def _read_items(text: str, words: str = "and|then") -> tuple[str, ...] | None:
    """The items of a list in any brackets or none, split where no bracket is open, also at `words`."""
    inner = text[1:-1].strip() if text.endswith(_CLOSING.get(text[0], "no bracket")) else text
    comma = r",(?!\d{3}(?!\d))|,\s" if re.search(r"[,;]\s", inner) else ","  # 1,200, 3,400 but 100,200
    border = re.compile(rf"([\[({{])|([\])}}])|\s*(?:;|->|\n|{comma})\s*(?:(?:{words})\s)?|\s(?:{words}|&)\s")
    items, start, depth = [], 0, 0
    for match in border.finditer(inner):
        if match[1] or match[2]:
            depth += 1 if match[1] else -1
            if not 0 <= depth < _MOST_BRACKETS:
                return None
        elif not depth:
            items.append(inner[start : match.start()])
            start = match.end()
    items.append(inner[start:])
    if len(items) == 1 and re.fullmatch(r"[-\d.\s]+", inner):
        items = inner.split()
    if (
        depth or len(items) > _MOST_ITEMS or not all(items) or items == [text]
    ):  # an item is shorter than its list
        return None
    return tuple(map(plain, items))


def _read_set(text: str) -> tuple[str, ...] | None:
    """Sorted, so that order does not matter; ±3 are two."""
    items = _read_items(text, "and|or") or ([text] if "±" in text else [])
    signed = [item.replace("±", sign) for item in items for sign in "+-"[: 1 + ("±" in item)]]
    return tuple(sorted(signed, key=_rank)) or None


def _rank(item: str) -> tuple[bool, Fraction, str]:
    number = read_number(item)
    if number:
        return False, number.quantity.value, ""
    return True, Fraction(0), str(fingerprint(item) or folded(item))


def _same_items(candidate: tuple[str, ...], gold: tuple[str, ...], complete: bool) -> bool:
    """Item by item, in order; x = 2, y = 3 in any order, for its labels tell which is which."""
    if len(candidate) != len(gold):
        return False
    names, wanted = [_name(item) for item in candidate], [_name(item) for item in gold]
    if "" not in wanted and len(set(wanted)) == len(wanted) and sorted(names) == sorted(wanted):
        by_name = dict(zip(names, candidate, strict=True))
        candidate = tuple(by_name[name] for name in wanted)
    return all(same(*pair, None, complete) for pair in zip(candidate, gold, strict=True))


def _name(item: str) -> str:
    number = read_number(item)
    return (number.label or " ".join(sorted(number.quantity.nouns))) if number else ""


# ---- Words ----

BOOLEANS = {
    "yes": True,
    "true": True,
    "y": True,
    "t": True,
    "no": False,
    "false": False,
    "n": False,
    "f": False,
}


def _read_boolean(text: str) -> bool | None:
    return BOOLEANS.get(folded(text))


class _Choice(NamedTuple):
    letter: str
    text: str


_OPTION = re.compile(
    r"(?:(?:option|choice|answer)\s+)?(?:\(([A-Z])\)|([A-Z])(?:[).:]+|$))[.:]?\s*(.*)", re.I | re.S
)


def _read_choice(text: str) -> _Choice | None:
    """B, (B), B) Paris, option B, or the option's text alone; nothing if it lists several options."""
    match = _OPTION.fullmatch(text)
    letter, rest = ((match[1] or match[2]).upper(), match[3]) if match else ("", text)
    return None if re.search(r"(?:^|[\s(,])[A-Z]\s?[).:]", rest) else _Choice(letter, rest)


def _same_choice(candidate: _Choice, gold: _Choice, complete: bool) -> bool:
    if candidate.letter and gold.letter and candidate.letter != gold.letter:
        return False
    if candidate.text and gold.text:
        return same(plain(candidate.text), plain(gold.text), None, complete)
    return bool(candidate.letter and gold.letter)


def _read_text(text: str) -> str | None:
    return folded(text) or None


def _equal(candidate: object, gold: object, _: bool) -> bool:
    return candidate == gold


class Kind(NamedTuple):
    looks: str
    """What a gold answer looks like that is of this kind without saying so; empty: it never is."""
    read: Callable[[str], Any]
    same: Callable[[Any, Any, bool], bool]


_LISTED = r"\[.+\]|\(.+,.+\)|[^,;]*\d[^,;]*(?:(?:[,;]|\band\b)[^,;]*\d[^,;]*)+"

KINDS = {  # in the order in which they are guessed
    "time": Kind(r".+", read_time, same_time),
    "date": Kind(r".+", read_date, same_date),
    "boolean": Kind(r"(?i:yes|no|true|false)", _read_boolean, _equal),
    "quantity": Kind(r".+", read_number, _same_quantity),
    "number": Kind("", read_number, _same_number),  # its unit may be missing
    "choice": Kind(r"\(?[A-Z]\)?|\(?[A-Z][).:]+\s.*", _read_choice, _same_choice),
    "ratio": Kind(r"[^/]+", _read_ratio, _equal),
    "set": Kind(r"\{.+\}|.*±.*|\w ?=.*\bor\b.*", _read_set, _same_items),
    "list": Kind(_LISTED, _read_items, _same_items),
    "expression": Kind(r".*[\d+*/^=<>(].*", _read_expression, _equal),
    "text": Kind(r"(?s:.+)", _read_text, _equal),
    "free": Kind("", _read_text, _equal),
}
