"""Yes or no, and which of the options: `B`, `(B)`, `B) Paris`, `option B`, or the option's text alone."""

from __future__ import annotations

import re
from typing import NamedTuple

from tunix_reasoning.answers.words import folded

BOOLEANS = {"yes": True, "true": True, "y": True, "t": True, "no": False, "false": False, "n": False, "f": False}


def read_boolean(text: str) -> bool | None:
    return BOOLEANS.get(folded(text))


class Choice(NamedTuple):
    letter: str
    text: str


_OPTION = re.compile(
    r"(?:(?:option|choice|answer)\s+)?(?:\(([A-Z])\)|([A-Z])(?:[).:]+|(?=\s+-\s)|$))(?:\s+-\s)?[.:]?\s*(.*)",
    re.I | re.S,
)
_ANOTHER = re.compile(
    r"(?:^|[\s(,])[A-Z]\s?[).:]|\s[A-Z]\s-\s|(?i:^(?:or|and|nor|not|is|isn't|maybe|but)\b|^\(?[A-Z]\)?$)"
    r"|(?i:\b(?:or|and|nor|not)\s+\(?[A-Z]\)?$)"
)


def read_choice(text: str) -> Choice | None:
    """None if it lists several options, or takes its own back."""
    match = _OPTION.fullmatch(text)
    letter, rest = ((match[1] or match[2]).upper(), match[3]) if match else ("", text)
    return None if _ANOTHER.search(rest) else Choice(letter, rest)
