"""The answer that a free-form solution ends with."""

from __future__ import annotations

import re
from collections import deque

from tunix_reasoning.answers.notation import plain
from tunix_reasoning.answers.quantities import quantity
from tunix_reasoning.answers.sentences import STATED, sentence, until_closed

_LONGEST = 1000  # characters of an answer
_MARKS = {  # found by these words, in lower case, before a pattern is tried
    r"\boxed": re.compile(r"\\boxed\s*\{"),
    "####": re.compile(r"####[ \t]*"),
    "answer": STATED,
    "a:": re.compile(r"^\s*A:\s*", re.M),
}
_LAST_MARKS = 8  # that are tried, the last one first
_LAST_NUMBER = re.compile(r"(?:(?<![\w)\]])[-+])?[$€£]?\d[\d,]*(?:\.\d+)?(?:/\d+)?%?")


def extract_answer(text: str) -> str | None:
    """The last answer that a solution in no particular format states; None if there is none.

    That is `\\boxed{…}`, `#### …`, "the answer is …", "answer: …" or "A: …", else the last number. Linear time.
    """
    lower = text.lower()
    marks = [
        (match.end(), mark)
        for mark, pattern in _MARKS.items()
        if mark in lower
        for match in deque(pattern.finditer(text), maxlen=_LAST_MARKS)
    ]
    for end, mark in sorted(marks)[: -_LAST_MARKS - 1 : -1]:
        after = text[end : end + _LONGEST]
        line = after.strip().partition("\n")[0]
        answer = until_closed(after) if mark == r"\boxed" else sentence(line)
        heading = mark == "####" and not quantity(plain(line)) and "\n" in text[end:].strip()
        if answer and not heading:
            return answer
    numbers = deque(_LAST_NUMBER.finditer(text), maxlen=1)
    return numbers[0][0].rstrip(",") if numbers else None
