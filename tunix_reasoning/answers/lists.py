"""Lists, sets, points and matrices: items in any brackets or none, with or without a name in front.

    read_items("D = (0, 1)")          # the items 0 and 1, named D
    read_items("1. tea\n2. coffee")   # the items tea and coffee
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tunix_reasoning.answers.named import CLOSING
from tunix_reasoning.answers.notation import plain

_MOST_ITEMS, _MOST_BRACKETS = 64, 5

NAME = r"(?:[^\W\d_](?:_?\w)?'?|[^\W\d_][\w ]{0,20}|\(\s*\w+(?:\s*,\s*\w+){1,5}\s*\)|[A-Z]\([\w, ]{1,9}\))"
_NAMED = re.compile(rf"({NAME})\s*[=∈]\s*(?=[\[({{])|([A-NP-Z]'?)(?=\([^()]*,[^()]*\)$)")  # P(3, 4), but O(n, m)
_NUMBERED = re.compile(r"\s*(?:(\d+)[.)]|[-*])\s+(?=\S)")


class Items(NamedTuple):
    name: str
    """D in D = (0, 1); empty if there is none."""
    items: tuple[str, ...]
    bracket: str = ""
    """The one that opens it, if any."""
    loose: bool = False
    """Joined by words alone: 3 and 5."""


def read_items(text: str, words: str = "and|then") -> Items | None:
    """The items of a list, split where no bracket is open, also at `words`; None if it is none."""
    named = _NAMED.match(text) if text[:1].isalpha() or "=" in text else None
    inner = text[named.end() :] if named else text
    bracket = inner[0] if inner.endswith(CLOSING.get(inner[:1], "no bracket")) else ""
    items = (_numbered(inner) if "\n" in inner else None) or (_split(inner[1:-1].strip(), words) if bracket else None)
    if items is None:  # (1, 2), (3, 4)
        items, bracket = _split(inner, words), ""
    loose = not bracket and not re.search(r"[,;\n]|->", inner)
    if items is None or not 0 < len(items) <= _MOST_ITEMS or not all(items) or items == [inner]:
        return None  # an item is shorter than its list
    return Items((named[1] or named[2]).replace(" ", "") if named else "", tuple(map(plain, items)), bracket, loose)


def _split(inner: str, words: str) -> list[str] | None:
    if ";" in inner and "," in inner and not re.search(r"[(\[{]", inner):
        return [item.strip() for item in inner.split(";")]  # p = 5, q = 2; p = 7, q = 2
    comma = r",(?!\d{3}(?!\d))|,\s" if re.search(r"[,;]\s", inner) else ","  # 1,200, 3,400 but 100,200
    border = re.compile(
        rf"([\[({{])|([\])}}])|\s*(?:;|->|\n|{comma})\s*(?:(?:{words})\s)?|(?<=[\s)\]}}\d])(?:{words}|&)(?=[\s(\[{{\d-])"
    )
    items, start, depth = [], 0, 0
    for match in border.finditer(inner):
        if match[1] or match[2]:
            depth += 1 if match[1] else -1
            if not 0 <= depth < _MOST_BRACKETS:
                return None
        elif not depth:
            items.append(inner[start : match.start()].strip())
            start = match.end()
    items.append(inner[start:].strip())
    if len(items) == 1 and re.fullmatch(r"[-\d.\s]+", inner):
        items = inner.split()
    return None if depth else items


def _numbered(text: str) -> list[str] | None:
    """The items of lines that begin with 1., 2., 3. or with dashes."""
    lines = [line for line in text.split("\n") if line.strip()]
    marks = [_NUMBERED.match(line) for line in lines]
    if len(lines) < 2 or not all(marks):
        return None
    numbers = [mark[1] for mark in marks if mark]
    if numbers != [str(n) for n in range(1, len(lines) + 1)] and any(numbers):
        return None
    return [line[mark.end() :].strip() for line, mark in zip(lines, marks, strict=True) if mark]


def read_set(text: str) -> Items | None:
    """As a list, also split at `or`; ±3 are two items."""
    found = read_items(text, "and|or") or (Items("", (text,)) if "±" in text else None)
    if found is None:
        return None
    signed = (item.replace("±", sign) for item in found.items for sign in "+-"[: 1 + ("±" in item)])
    return found._replace(items=tuple(signed))
