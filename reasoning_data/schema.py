"""The shape of an example, and of a family: the small program that writes examples of one kind.

A family is three functions and one registry line, always in the same order:

    parameters(rng, difficulty) -> dict     the numbers, names and setting; JSON values only
    write(rng, parameters) -> Draft         the question, its answer and the work between them
    check(parameters) -> str                the answer again, by another method

`parameters` decides everything the answer depends on. `write` only words it, so another `rng` over
the same parameters is a paraphrase with the same answer. `check` never calls what `write` uses.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

TYPES = ("math", "code", "logic_puzzle", "science", "creative", "summarization")
DIFFICULTIES = ("easy", "medium", "hard")
SPLITS = ("train", "validation", "test")
TEMPLATES = (
    "forward",
    "backward",
    "decomposition",
    "elimination",
    "trace_execution",
    "causal_explanation",
    "creative_process",
    "extraction_synthesis",
    "verification",
)

ANSWER_KINDS = (
    "number",  # 36, -2.5, 3/4, 2 1/2, 15%, $1,200
    "quantity",  # a number whose unit belongs to the answer: 12 cm, 3.5 m/s
    "time",  # 14:30, 2:30 pm
    "date",  # March 3, 2024
    "ratio",  # 3:4
    "list",  # 3, 5, 8: order matters
    "set",  # x = 2 or x = 3, written 2, 3: order does not matter
    "boolean",  # yes, no, True, False
    "choice",  # B, or the option's text
    "code",  # what a program prints, exactly
    "expression",  # 3x^2 + 2
    "text",  # a name or a few words
    "free",  # non-verifiable: the rubric decides
)

COLUMNS = (
    "id", "question", "answer", "reasoning_trace", "type", "difficulty", "domain", "reasoning_template",
)
"""The fields of an example before `metadata`; all of them are texts."""
METADATA = {
    "source": "text", "verification": "text", "keywords": "texts", "answer_kind": "text", "split": "text",
    "augmentation": "text", "parent": "text", "concise": "text", "parameters": "text", "rubric": "text",
    "level": "number", "milestones": "lists of texts",
}
"""The fields of `metadata`, and what each holds."""

RUBRIC_CHECKS = (
    "min_words",  # value: int
    "max_words",  # value: int
    "min_sentences",  # value: int
    "max_sentences",  # value: int
    "lines",  # value: int, non-empty lines exactly
    "contains_all",  # value: list of words or phrases, whole words, any case
    "contains_any",  # value: list of words or phrases
    "excludes",  # value: list of words or phrases
    "starts_with",  # value: str, any case
    "ends_with",  # value: str, any case
    "key_points",  # value: list of lists: each point is a list of phrasings, any of which covers it
    "dialogue",  # value: list of speakers; each has at least one line "Name: …"
    "quoted",  # value: int, at least so many "…" passages
    "question_marks",  # value: int, at least so many
    "distinct_words",  # value: float in (0, 1], distinct words over words, at least
)


def are_milestones(value: Any) -> bool:
    """Whether this is a list of routes, each a list of texts, and no route or text is empty; tuples do as well."""
    if not isinstance(value, list | tuple):
        return False
    for route in value:
        if not route or not isinstance(route, list | tuple):
            return False
        for text in route:
            if not isinstance(text, str) or not text or text.isspace():
                return False
    return True


def routes(*ways: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Milestones as a draft holds them: each of the ways once, and none that is empty."""
    return tuple(dict.fromkeys(tuple(way) for way in ways if way))


@dataclass(frozen=True, slots=True)
class Draft:
    """What a family writes about one set of parameters."""

    question: str
    answer: str
    concise: str
    """The work as one would jot it down, 6 to 60 words, every step small enough to do in one's head."""
    trace: str
    """The work as one would tell it, 50 to 400 words, one step a line."""
    template: str
    """The reasoning template of both traces, one of TEMPLATES."""
    rubric: tuple[dict[str, Any], ...] = ()
    """Non-verifiable families only: `{"check": name, "value": …}`, names from RUBRIC_CHECKS."""
    milestones: tuple[tuple[str, ...], ...] = ()
    """One a route to the answer: the intermediate results that a sound derivation along it states before the answer,
    in order and written as in a trace. Both traces pass all of one route; with other parameters they would not."""

    def __post_init__(self) -> None:
        if not are_milestones(self.milestones):
            raise ValueError(
                f"milestones must be routes of texts, no route or text empty. Received: {self.milestones!r}"
            )


def family_of(identity: str) -> str:
    """The family in an example's id: `math/percent_of` of `math/percent_of/1f3a9c`."""
    return identity.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class Family:
    """One registry line."""

    name: str
    """The family's part of an example's id, `type/name/hash`: lower case with underscores."""
    type: str
    domain: str
    answer_kind: str
    keywords: tuple[str, ...]
    parameters: Callable[[Random, str], dict[str, Any]]
    write: Callable[[Random, dict[str, Any]], Draft]
    check: Callable[[dict[str, Any]], str] | None
    """None for non-verifiable families, where the rubric decides."""
    difficulties: tuple[str, ...] = DIFFICULTIES

    @property
    def path(self) -> str:
        """What the ids of its examples begin with, `math/percent_of`; BY_NAME holds the families under it."""
        return f"{self.type}/{self.name}"

    @property
    def verifiable(self) -> bool:
        return self.check is not None
