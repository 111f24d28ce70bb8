"""Which of several completions agree: camps of the same answer, the heaviest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tunix_reasoning.answers import same_answer
from tunix_reasoning.prompts import parse


def stated(completion: str) -> str | None:
    """The answer of a completion in the format, else None: what cannot be read has no vote."""
    parsed = parse(completion)
    return parsed.answer if parsed.well_formed else None


@dataclass
class Camp:
    """Completions that give the same answer."""

    answer: str
    members: list[str]
    weight: float


def camps(completions: Sequence[str], weights: Sequence[float] | None = None) -> list[Camp]:
    """The answers that were given, the heaviest first; of equals, the one given first.

    Args:
        completions: texts; those without a readable answer are left out.
        weights: one for each completion; 1 each unless given.
    """
    found: list[Camp] = []
    for text, weight in zip(completions, weights or [1.0] * len(completions), strict=True):
        if (answer := stated(text)) is None:
            continue
        camp = next((camp for camp in found if same_answer(answer, camp.answer)), None)
        if camp is None:
            camp = Camp(answer, [], 0.0)
            found.append(camp)
        camp.members.append(text)
        camp.weight += weight
    return sorted(found, key=lambda camp: -camp.weight)
