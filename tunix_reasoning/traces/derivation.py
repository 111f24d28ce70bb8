"""Quality where a row knows its milestones: how far along a route the trace comes, and whether its way is sound.

    quality = soundness × (s² + (1 - s²) × way)        s: the share of the best route that is derived

A milestone counts where it is derived, not where it is listed: as the result of a claim whose operands come from the
question, or in a sentence that says where it comes from. What a trace leaves out it can make up in part by a way of
its own, if that way looks sound without milestones (`way`), most of all if it ends in the right answer.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tunix_reasoning.traces.milestones import is_number, normal, normal_sentences, reached
from tunix_reasoning.traces.quality import EVEN, faults_of, inspect, odds
from tunix_reasoning.traces.questions import key
from tunix_reasoning.traces.reading import Reading
from tunix_reasoning.traces.words import STOP_WORDS

TAKEN_OFF = {  # by the full size of a fault; whether there is work at all, the milestones say
    "no_answer": 0.7, "false_claims": 0.5, "misjudged": 0.5, "repeated": 1.0, "copied": 0.9, "ungrounded": 0.5,
    "counting": 0.9,
    "not_reached": 0.7, "contradicted": 0.7, "not_concluded": 0.7, "made_up": 0.5,
    "mismeasured": 0.5, "untrue": 0.4, "misquoted": 0.4,
}
CONCLUSIONS = frozenset(("not_reached", "not_concluded"))  # which the last words of a trace settle
PARTIAL = 0.8
"""The most that a trace earns which leaves something out of every route."""
OWN_WAY = {True: 0.9, None: 0.8, False: 0.5}
"""The worth of a sound way of its own: to the right answer, to who knows where, to a wrong one."""
_STATEMENT = 5
"""Tokens; a milestone of fewer counts in its place only."""
_STYLE = 0.02
"""How far two traces may lie apart that are sound all the way."""


@dataclass(frozen=True, slots=True)
class Milestone:
    text: str
    """In normal form."""
    number: float | None
    """Its size, if it is a number and nothing else."""
    statement: bool
    """Does it say enough to count wherever it stands?"""


@lru_cache(maxsize=4096)
def routes_of(milestones: str) -> tuple[tuple[Milestone, ...], ...]:
    """The routes of a row's column, JSON text; none for an empty column. What has no token, as `∞`, is passed over."""
    routes = json.loads(milestones) if milestones.strip() else []
    return tuple(filter(None, map(_route, routes)))


def _route(written: Sequence[str]) -> tuple[Milestone, ...]:
    texts = [text for text in map(normal, written) if text.strip()]
    return tuple([_milestone(text, texts.count(text)) for text in texts])


def _milestone(text: str, times: int) -> Milestone:
    number = key(float(text)) if " " not in text.strip() and is_number(text.strip()) else None
    return Milestone(text, number, times == 1 and len(text.split()) >= _STATEMENT)


def worth(reading: Reading, routes: Sequence[Sequence[Milestone]], is_right: Callable[[], bool] | None = None) -> float:
    """The quality of a trace in [0, 1]; `is_right` tells whether its answer is, where the right one is known."""
    s, faults = derived_share(reading, routes), faults_of(reading)
    sound = math.prod([1 - loss for loss in losses(reading, faults, routes, s).values()])
    way = odds(inspect(reading, faults), EVEN) if reading.computes else 0.0
    if s == 1.0:
        return sound * (1 - _STYLE * (1 - way))
    own = OWN_WAY[is_right() if is_right and way else None] * way
    return sound * PARTIAL * (s**2 + (1 - s**2) * own)


def losses(
    reading: Reading, faults: Mapping[str, float], routes: Sequence[Sequence[Milestone]], share: float
) -> dict[str, float]:
    """The share that each fault takes off which a trace can have whatever it passes through.

    Where all of a route is derived, numbers from nowhere that no milestone and no answer is computed from stand in
    asides, and are style: a rule, an estimate, one more check.
    """
    found = {name: TAKEN_OFF[name] * size for name, size in faults.items() if size and name in TAKEN_OFF}
    if share == 1.0 and "ungrounded" in found and not _leans_on_strangers(reading, routes):
        del found["ungrounded"]
    if not CONCLUSIONS.isdisjoint(found) and normal(reading.answer) in _joined(reading.sentences[-2:]):
        found = {name: loss for name, loss in found.items() if name not in CONCLUSIONS}
    return found


def _leans_on_strangers(reading: Reading, routes: Sequence[Sequence[Milestone]]) -> bool:
    """Is a milestone or the answer, where it is first computed, computed from a number from nowhere?"""
    wanted = {milestone.number for route in routes for milestone in route}.union(map(key, reading.finals))
    for claim in reading.claims:
        result = key(claim.result)
        if result in wanted and not claim.is_still():
            wanted.remove(result)
            if not reading.strangers.isdisjoint(map(key, claim.operands)):
                return True
    return False


def derived_share(reading: Reading, routes: Sequence[Sequence[Milestone]]) -> float:
    """The largest share of a route's milestones that the trace derives.

    A draft is worked out before it is written: what stands in a free answer alone is half of the way at most, and
    nothing where nothing leads to it. To write the draft again derives nothing.
    """
    draft, trace = reading.draft, reading.trace
    if draft:
        before, _, behind = trace.partition(draft)
        first = f"{before}{draft}{behind.replace(draft, ' ')}" if draft in behind else ""
        once = _joined(normal_sentences(first) if first else reading.sentences)
        without = _joined(normal_sentences(reading.besides))
    else:
        once = without = _joined(reading.sentences)
    best = 0.0
    for route in routes:
        passed = _passed(once, route, reading)
        if draft:
            passed = min(passed, 2 * _passed(without, route, reading))
        best = max(best, passed / len(route))
        if best == 1.0:
            break
    return best


def _joined(sentences: Sequence[str]) -> str:
    return "".join([sentence[:-1] for sentence in sentences]) + " "


def _passed(text: str, route: Sequence[Milestone], reading: Reading) -> int:
    """How many milestones are derived: in the order of the route; but statements in any, and numbers that claims
    compute, since a claim that is grounded comes after what it needs. What a claim comes through, as 240 in
    (80 × 3) / 60, need not be written.
    """
    found: list[str] = []
    in_any_order = 0
    for milestone in route:
        is_found = milestone.text in text and _is_derived(milestone, reading)
        if is_found:
            found.append(milestone.text)
        if milestone.number is None:
            in_any_order += is_found and milestone.statement
        else:
            work = reading.all_work
            in_any_order += milestone.number in work.passed or (is_found and milestone.number in work.results)
    return in_any_order if in_any_order >= len(found) else max(in_any_order, reached(text, found))


def _is_derived(milestone: Milestone, reading: Reading) -> bool:
    if milestone.number is None:
        return True
    number, work = milestone.number, reading.all_work
    if number in work.results or number in work.passed or number in reading.given.values or number in reading.told:
        return True
    if reading.computes:
        return False
    return number in work.kept or any(_speaks(sentence) for sentence in reading.sentences if milestone.text in sentence)


def _speaks(sentence: str) -> bool:
    """Is it more than a list of numbers, or a claim that has nothing to do with the question?"""
    words = [token for token in sentence.split() if token[0].isalpha()]
    return len(words) > 1 or not STOP_WORDS.issuperset(words)
