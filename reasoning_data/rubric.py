"""Does an answer meet its rubric? An exact evaluator of every check in schema.RUBRIC_CHECKS, for data and rewards.

A word is a run of letters or digits, with inner apostrophes or hyphens (`don't`, `well-known`). A
sentence ends in `.`, `!` or `?` before white space or the end, closing quotes aside; words after the
last such mark count as one more sentence. Letter case never matters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SENTENCE_END = re.compile(r"(?<![.!?])[.!?]+[\"'”’)]*(?=\s|$)")
_QUOTE = re.compile(r"\"[^\"\n]+\"|“[^“”\n]+”")
_EDGES = " \t\r\n.,!?…\"'“”’"


def words(text: str) -> list[str]:
    """The words of a text in lower case, in order."""
    return _WORD.findall(text.lower())


def sentences(text: str) -> int:
    """How many sentences a text has; a heading without a full stop is one."""
    return sum(bool(_WORD.search(part)) for part in _SENTENCE_END.split(text))


def contains(text: str, phrase: str) -> bool:
    """Whether the phrase stands in the text as whole words; any white space separates them."""
    pattern = r"\s+".join(re.escape(part) for part in phrase.split())
    return re.search(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE) is not None


def _speaks(text: str, speaker: str) -> bool:
    lines = (line.strip().lower().partition(":") for line in text.splitlines())
    return any(name == speaker.lower() and words(said) for name, _, said in lines)


def _distinct(text: str) -> float:
    spoken = words(text)
    return len(set(spoken)) / len(spoken) if spoken else 0.0


CHECKS: dict[str, Callable[[str, Any], bool]] = {
    "min_words": lambda text, value: len(words(text)) >= value,
    "max_words": lambda text, value: len(words(text)) <= value,
    "min_sentences": lambda text, value: sentences(text) >= value,
    "max_sentences": lambda text, value: sentences(text) <= value,
    "lines": lambda text, value: sum(bool(line.strip()) for line in text.splitlines()) == value,
    "contains_all": lambda text, value: all(contains(text, phrase) for phrase in value),
    "contains_any": lambda text, value: any(contains(text, phrase) for phrase in value),
    "excludes": lambda text, value: not any(contains(text, phrase) for phrase in value),
    # Punctuation and quotes at the edges do not count: "… home." ends with "home".
    "starts_with": lambda text, value: text.strip(_EDGES).lower().startswith(value.strip(_EDGES).lower()),
    "ends_with": lambda text, value: text.strip(_EDGES).lower().endswith(value.strip(_EDGES).lower()),
    "key_points": lambda text, value: all(any(contains(text, one) for one in point) for point in value),
    "dialogue": lambda text, value: all(_speaks(text, speaker) for speaker in value),
    "quoted": lambda text, value: len(_QUOTE.findall(text)) >= value,
    "question_marks": lambda text, value: text.count("?") >= value,
    "distinct_words": lambda text, value: _distinct(text) >= value,
}


def score(answer: str, rubric: Sequence[Mapping[str, Any]]) -> float:
    """The share of checks that the answer meets, in [0, 1]; 0 for an empty answer or an empty rubric."""
    if not rubric or not answer.strip():
        return 0.0
    return 1 - len(failures(answer, rubric)) / len(rubric)


def failures(answer: str, rubric: Iterable[Mapping[str, Any]]) -> list[str]:
    """The checks that the answer does not meet, each as `name: value`; empty when it meets all.

    Raises:
        ValueError: a check that is not in schema.RUBRIC_CHECKS.
    """
    failed = []
    for line in rubric:
        name, value = line["check"], line["value"]
        if name not in CHECKS:
            raise ValueError(f"Unknown rubric check. Received: {name!r}; allowed: {', '.join(CHECKS)}")
        if not CHECKS[name](answer, value):
            failed.append(f"{name}: {value}")
    return failed
