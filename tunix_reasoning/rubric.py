"""Does a free answer meet its rubric? The checks that a program can make, one function each."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SENTENCE_END = re.compile(r"(?<![.!?])[.!?]+[\"'”’)]*(?=\s|$)")
_QUOTED = re.compile(r"\"[^\"\n]+\"|“[^“”\n]+”")
_EDGES = " \t\r\n.,!?…\"'“”’"


def score(answer: str, rubric: list[dict[str, Any]]) -> float:
    """The share of checks that the answer meets, in [0, 1]; 0 for an empty answer or an empty rubric."""
    if not rubric or not answer.strip():
        return 0.0
    return sum(CHECKS[item["check"]](answer, item["value"]) for item in rubric) / len(rubric)


def words(text: str) -> list[str]:
    """Runs of letters or digits in lower case, with inner apostrophes and hyphens."""
    return _WORD.findall(text.lower())


def sentences(text: str) -> int:
    """Stretches with a word in them that end in `.`, `!` or `?` or with the text."""
    return sum(_WORD.search(part) is not None for part in _SENTENCE_END.split(text))


def contains(text: str, phrase: str) -> bool:
    """Is the phrase in the text, in whole words, in any case, over any white space?"""
    pattern = r"\s+".join(map(re.escape, phrase.split()))
    return re.search(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE) is not None


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _speaks(text: str, speaker: str) -> bool:
    start = f"{speaker}:".casefold()
    return any(
        line.casefold().startswith(start) and _WORD.search(line[len(start) :]) for line in _lines(text)
    )


def _distinct(text: str) -> float:
    found = words(text)
    return len(set(found)) / len(found) if found else 0.0


CHECKS: dict[str, Callable[[str, Any], bool]] = {
    "min_words": lambda text, n: len(words(text)) >= n,
    "max_words": lambda text, n: len(words(text)) <= n,
    "min_sentences": lambda text, n: sentences(text) >= n,
    "max_sentences": lambda text, n: sentences(text) <= n,
    "lines": lambda text, n: len(_lines(text)) == n,
    "contains_all": lambda text, phrases: all(contains(text, phrase) for phrase in phrases),
    "contains_any": lambda text, phrases: any(contains(text, phrase) for phrase in phrases),
    "excludes": lambda text, phrases: not any(contains(text, phrase) for phrase in phrases),
    "starts_with": lambda text, start: (
        text.strip(_EDGES).casefold().startswith(start.strip(_EDGES).casefold())
    ),
    "ends_with": lambda text, end: text.strip(_EDGES).casefold().endswith(end.strip(_EDGES).casefold()),
    "key_points": lambda text, points: all(any(contains(text, p) for p in phrasings) for phrasings in points),
    "dialogue": lambda text, speakers: all(_speaks(text, speaker) for speaker in speakers),
    "quoted": lambda text, n: len(_QUOTED.findall(text)) >= n,
    "question_marks": lambda text, n: text.count("?") >= n,
    "distinct_words": lambda text, share: _distinct(text) >= share,
}
