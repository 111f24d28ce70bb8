"""How free answers show their work: the trace ends by holding the draft against each constraint of its rubric."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from reasoning_data.rubric import sentences, words
from reasoning_data.wording import listing


def rule(check: str, value: Any) -> dict[str, Any]:
    """One line of a rubric."""
    return {"check": check, "value": value}


def quote(items: Sequence[str]) -> str:
    """`"lantern" and "harbor"`."""
    return listing([f'"{item}"' for item in items])


_OPENINGS = (
    "The task sets these limits: {limits}.",
    "Before I write anything, I note the limits: {limits}.",
    "What the answer has to respect: {limits}.",
    "The fixed points are these: {limits}.",
)
_CLOSINGS = (
    "Every limit is met, so the draft stays as it is.",
    "Nothing is missing and nothing is over, so I keep the draft.",
    "All the limits hold, and this is the version I hand in.",
    "The draft passes each check, so no second round is needed.",
)


def both_used(plan: Sequence[str], one: str, other: str) -> tuple[tuple[str, ...], ...]:
    """The milestones of a draft with two given words: what is planned, then the words in either order."""
    return (*plan, one, other), (*plan, other, one)


def opening(rng: Random, limits: Sequence[str]) -> str:
    return rng.choice(_OPENINGS).format(limits="; ".join(limits))


def checked(rng: Random, answer: str, rubric: Sequence[dict[str, Any]]) -> list[str]:
    """The last lines of a trace: the draft held against its rubric, with the counts that were made."""
    found = [_check(answer, line["check"], line["value"]) for line in rubric]
    return [f"Now the check. {' '.join(found)}", rng.choice(_CLOSINGS)]


def _check(answer: str, check: str, value: Any) -> str:
    if check == "max_words":
        return f"I count {len(words(answer))} words, and up to {value} are allowed."
    if check == "min_words":
        return f"At least {value} words were asked for, which {len(words(answer))} words satisfy."
    if check == "max_sentences":
        return f"It has {_number_of(sentences(answer), 'sentence')}, no more than {value}."
    if check == "min_sentences":
        return f"It has {_number_of(sentences(answer), 'sentence')}, no fewer than {value}."
    if check == "lines":
        return f"It stands on {_number_of(value, 'line')}, as required."
    if check == "contains_all":
        return f"It uses {quote(value)}{', each as a whole word' * (len(value) > 1)}."
    if check == "contains_any":
        return f"One of {quote(value)} is in it."
    if check == "excludes":
        return f"It avoids {quote(value)}."
    if check == "starts_with":
        return f'It begins with "{value}".'
    if check == "ends_with":
        return f'It ends with "{value}".'
    if check == "dialogue":
        return f"Both {listing(value)} speak, each on a line of their own."
    if check == "question_marks":
        return "One of them asks a question." if value == 1 else f"There are {value} questions in it."
    if check == "key_points":
        return f"Each key point is there: {quote([point[0] for point in value])}."
    raise ValueError(f"No sentence for this rubric check. Received: {check!r}")


def _number_of(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
