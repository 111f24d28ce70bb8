"""A trace judged: by the milestones of its row where it has any, else by what its question gives."""

from __future__ import annotations

from collections.abc import Callable

from tunix_reasoning.traces.claims import read
from tunix_reasoning.traces.derivation import derived_share, losses, routes_of, worth
from tunix_reasoning.traces.quality import can_be_judged, faults_of, inspect, odds
from tunix_reasoning.traces.reading import read_trace
from tunix_reasoning.traces.verdicts import verdicts


def quality_applies(question: str, milestones: str | None) -> bool:
    """Whether a row's reasoning can be checked: it has milestones, or a question that gives numbers or a program.

    Averages of the quality leave out the other rows.
    """
    return bool(milestones and routes_of(milestones)) or can_be_judged(question)


def judged(
    trace: str, answer: str | None, question: str, milestones: str | None = None,
    is_right: Callable[[], bool] | None = None,
) -> float:
    """The quality of a trace in [0, 1]; 0 where there is none, or nothing to check.

    Args:
        trace, answer: what was said; no answer where none was found.
        question: what was asked.
        milestones: the row's column, JSON text.
        is_right: tells whether the answer is, where the right one is known; asked only if the milestones leave it open.
    """
    if not trace.strip() or not quality_applies(question, milestones):
        return 0.0
    reading, routes = read_trace(trace, answer, question), routes_of(milestones or "")
    return worth(reading, routes, is_right) if routes else odds(inspect(reading, faults_of(reading)))


def explained(trace: str, answer: str | None, question: str, milestones: str | None = None) -> dict[str, float]:
    """What takes quality off, less than 0 each; with milestones, also the share of them that is derived.

    With milestones each fault stands with the share that it takes off, else each fault and sign with the log-odds.
    """
    reading, routes = read_trace(trace, answer, question), routes_of(milestones or "")
    faults = faults_of(reading)
    share = derived_share(reading, routes)
    taken = losses(reading, faults, routes, share) if routes else inspect(reading, faults)
    return ({"milestones": share} if routes else {}) | {name: -loss for name, loss in taken.items()}


def is_sound(trace: str, question: str) -> bool:
    """Does everything hold that can be checked in a trace so far?"""
    text = trace.lower()
    claims, *_ = read(text)
    return all(claim.holds for claim in claims) and all(verdicts(text, question))
