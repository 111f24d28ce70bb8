"""What a question says about the form of its answer.

Without a question (the empty string) nothing is asked for, and what the gold answer and its kind suggest decides.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import NamedTuple

from tunix_reasoning.answers.numerals import PARTS, SCALES

_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z(\"'“])")
_LOWEST_TERMS = re.compile(
    r"lowest terms?|reduced (?:fraction|form|ratio)|simplest (?:form|fraction|terms|ratio)|in simplest|"
    r"as simply as possible|simplif(?:y|ied)|irreducible|(?:fully|completely) reduced|smallest whole"
)
_PERCENTAGE = re.compile(r"percent|per cent|%|\brate\b")
_FOR_A_PERCENTAGE = re.compile(
    r"\b(?:what|which|how many|how much|an?|in|the|find|calculate|compute)(?: \w+){0,2}? (?:percent|per cent|%)"
    r"|probab|chance|\bodds\b|likel|\brate\b"
)
_SIGN = re.compile(r"%|\bper ?cent\b|\bpct\b", re.I)
_COUNT = re.compile(r"\bhow (?:many|much|long|old|far|tall|often|heavy)\b|\bin (?:dollars|cents|euros)\b")
_SCALE = rf"((?:{'|'.join(SCALES)}|{PARTS})s?)\b"
_COUNTED_SCALE = re.compile(rf"\bhow many (?:more |whole |full )?{_SCALE}|\bin {_SCALE}")
_FRACTION = re.compile(r"(?<![\d.])\d++(?:\.\d++)?(?:\s*(?:/|:|\bto\b)\s*\(?\d+(?:\.\d+)?\)?)+")


class Asked(NamedTuple):
    known: bool
    """Whether there is a question."""
    lowest_terms: bool
    percentage: bool
    scale: str
    """The word in `how many dozen`, which then is a unit and no factor; empty if there is none."""
    words: frozenset[str]


@lru_cache(4096)
def asked(question: str) -> Asked:
    last, question = _SENTENCE.split(question.strip())[-1].lower(), question.lower()
    percentage = _FOR_A_PERCENTAGE.search(last) or (_PERCENTAGE.search(question) and not _COUNT.search(last))
    scale = _COUNTED_SCALE.search(last)
    return Asked(
        bool(question), bool(_LOWEST_TERMS.search(question)), bool(percentage),
        (scale[1] or scale[2]).rstrip("s") if scale else "", frozenset(re.findall(r"\w+", question)),
    )


def without_scale(candidate: str, question: Asked) -> str:
    """The candidate without the scale that the question counts in: 3 for 3 dozen, asked how many dozen."""
    if not question.scale:
        return candidate
    return re.sub(rf"(?<=[\d\w])[ -]{question.scale}s?\b(?: of\b)?", "", candidate, count=1, flags=re.I)


def in_form(candidate: str, gold: str, kind: str | None, question: Asked) -> bool:
    """Whether an answer that is right in value has the form that is asked for: lowest terms, no stray percent sign."""
    if question.known and not question.percentage and _SIGN.search(candidate) and not re.search(r"[%/.]|percent", gold):
        return False
    enforced = question.lowest_terms if question.known else kind in ("number", "ratio") and _FRACTION.search(gold)
    return not enforced or _reduced(candidate) or not _reduced(gold)


def _reduced(text: str) -> bool:
    """Whether the last fraction or ratio in it, if any, is one of whole numbers in lowest terms."""
    found = _FRACTION.findall(text)
    numbers = re.findall(r"[\d.]+", found[-1]) if found else []
    return not any("." in number for number in numbers) and (not numbers or math.gcd(*map(int, numbers)) == 1)
