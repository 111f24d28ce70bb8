"""A number and the name it is given: `36`, `x = 36`, `total cost = $36`, `12 + 24 = 36`, `line 4`."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from tunix_reasoning.answers.expressions import fingerprint
from tunix_reasoning.answers.notation import HEDGE
from tunix_reasoning.answers.quantities import Quantity, quantity, same_quantity

CLOSING = {"(": ")", "[": "]", "{": "}"}
_MOST_SIDES = 8  # of an equation

_LABEL = re.compile(
    r"[^\W\d_](?:\w|_\w{1,4}|_\([^()]{1,12}\))?'?|"
    r"[^\W\d_]'?(?:\([\w, ]{1,12}\)|\([^\W\d_]\([\w, ]{1,12}\)\))|\|[A-Z]{1,3}\||"
    r"\(?\(?[^\W\d_]{1,3}\)?\s?[/:]\s?\(?[^\W\d_]{1,3}\)?\)?|"
    r"[^\W\d_](?:[^\W\d_]|')*(?: (?:[^\W\d_]|')+){0,4}"
)
_PLACE = re.compile(  # what is numbered: line 4
    r"(?:the )?(line|step|day|page|room|row|column|number|level|chapter|version|floor|box|position|place|index|item|"
    r"round|house|door|seat|player|group|team|lane|question|problem|exercise|stage|phase|week|month|year|grade)"
    r"(?: (?:number|no\.?)| ?#)? (\d{1,9})",
    re.I,
)
_BRACKETED = re.compile(r"([-+]?)\(? ?([-+]?\d{1,40}) ?\)? ?/ ?\(? ?([-+]?\d{1,40}) ?\)?")  # (3)/(4), 2/(-3)


class Number(NamedTuple):
    quantity: Quantity
    label: str
    """x in x = 7; empty if there is none."""


def is_label(text: str) -> bool:
    return bool(_LABEL.fullmatch(text)) and not HEDGE.search(text)


def read_number(text: str) -> Number | None:
    """36, $36, x = 36, total = 36, (36), [36], line 36, and 12 + 24 = 36, which holds; but not 12 + 24."""
    label, value = solved(text) if "=" in text else ("", text)
    if value.endswith(CLOSING.get(value[:1], "no bracket")) and "(" not in value[1:]:
        value = value[1:-1].strip()
    found = quantity(value) or _bracketed(value) or _placed(value)
    return Number(found, label) if found else None


def _bracketed(text: str) -> Quantity | None:
    if text.startswith("((") and text.endswith("))"):
        text = text[1:-1]
    match = _BRACKETED.fullmatch(text) if "/" in text else None
    if not match or not int(match[3]):
        return None
    value = Fraction(int(match[2]), int(match[3]))
    return Quantity(-value if match[1] == "-" else value)


def _placed(text: str) -> Quantity | None:
    match = _PLACE.fullmatch(text)
    return Quantity(Fraction(match[2]), nouns=frozenset({match[1].lower()})) if match else None


def solved(equation: str) -> tuple[str, str]:
    """What is named and what it is: x and 36 for x = 36 and for x = 12 + 24 = 36; nothing if that does not hold."""
    sides = [side for part in equation.split("=", _MOST_SIDES) if (side := part.strip())]
    labels = [side for side in sides if is_label(side)]
    *work, value = [side for side in sides if not is_label(side)] or [""]
    total = quantity(value) or _bracketed(value)
    if not total or not {fingerprint(_sum(side)) for side in work} <= {fingerprint(str(total.number))}:
        return "", ""
    return (labels or [""])[0], value


def _sum(work: str) -> str:
    """18 eggs x $2 as 18*2, and 15% of 240 as 15/100*240."""
    work = re.sub(r"(?<=\d)\s+(?!of\b)[^\W\d_]{2,}", "", work)
    work = re.sub(r"(?<=[\d)%])\s*(?:[xX]|of)\s+(?=[$\d(])", "*", work)
    return re.sub(r"[$€£,]", "", work).replace("%", "/100")


def same_measure(candidate: Number, gold: Number, complete: bool) -> bool:
    """As `same_quantity`; the unit of a gold answer must be there if `complete`."""
    if len(candidate.label) == len(gold.label) == 1 and candidate.label != gold.label:
        return False
    return same_quantity(candidate.quantity, gold.quantity, unit_needed=complete and gold.quantity.measured)


def same_number(candidate: Number, gold: Number, _: bool) -> bool:
    return same_measure(candidate, gold, complete=False)
