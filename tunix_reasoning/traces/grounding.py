"""Where the numbers of a computation come from, and where its results go.

A claim is grounded when at least one of its operands is the question's or the result of a grounded claim before it.
So a chain of true sums that has nothing to do with the question derives nothing, however long it is.
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field

from tunix_reasoning.traces.chains import Claim
from tunix_reasoning.traces.questions import FREE, Question, key, parts

COUNTING = 2  # so many steps by one are a computation; what goes on is counting up to an answer
HALVED = frozenset((2.0, 0.5, 100.0))  # may enter a step in the head without being written
MAX_NUMBERS = 100  # of a trace, that are tried


@dataclass(slots=True)
class Work:
    """What the claims of a trace derive."""

    results: dict[float, bool] = field(default_factory=dict)
    """Of grounded claims, by size, in order; and whether a later claim uses them."""
    passed: set[float] = field(default_factory=set)
    """What a grounded claim passes through on its way, or takes from a claim that was not grounded by itself."""
    kept: set[float] = field(default_factory=set)
    """Numbers that were there, and to which nothing was done: times 1, plus 0."""
    strangers: set[float] = field(default_factory=set)
    """Operands from neither the question nor an earlier result."""
    used: set[float] = field(default_factory=set)
    """All operands."""
    operands: int = 0
    counted: int = 0
    """Claims that count on by one."""


def follow(claims: Sequence[Claim], unknowns: Iterable[float], given: Question) -> Work:
    """Goes through the claims in order; `unknowns` are the values that the trace finds for its letters."""
    solved = set(map(key, unknowns))
    work, pieces = Work(), _Pieces()
    loose: set[float] = set()  # computed from numbers that may come from anywhere
    run, last = 0, None
    for claim in claims:
        run = run + 1 if last in claim.operands and _counts(claim, given) else 0
        last, result = claim.result, key(claim.result)
        operands = list(map(key, claim.operands))
        sources, new = _sources(operands, work, pieces, given)
        if not sources and claim.holds and (through := given.values.intersection(map(key, claim.between))):
            sources, new = 1, []  # 9/12 + 2/12, where 3/4 and 1/6 are given
            work.used.update(through)
        found = [value for value in operands if value in solved] if solved and claim.holds else []
        if claim.holds and (result in given.own or result in work.results) and (new or not sources):
            found += new or [value for value in operands if value not in FREE]
        (work.strangers.difference_update if found else work.strangers.update)(new)
        if run >= COUNTING:
            work.counted += 1
        elif found:  # `60 + 14 = 74` finds the 14, `84 = 2 × 2 × 3 × 7` the 3 and the 7
            for value in found:
                work.results.setdefault(value, True)
                pieces.add(value)
            if sources and result not in given.values:  # 50 × 8 = 400, where 433 is given
                work.results.setdefault(result, True)
        elif sources and claim.is_still():
            work.kept.update([] if new else [result])
        elif sources:
            work.results.setdefault(result, False)
            pieces.add(result)
            if claim.holds:
                work.passed.update(map(key, claim.between))
                work.passed.update(loose.intersection(operands))
        elif claim.holds:
            loose.add(result)
    return work


def _counts(claim: Claim, given: Question) -> bool:
    """Does it count up or down by one, where the question gives no one?"""
    return claim.operators in ("+", "-") and 1.0 in claim.operands and 1.0 not in given.own


def is_a_step(number: float, one: float, known: Container[float]) -> bool:
    """Is the number one operation away from `one` and another known number?"""
    if key(number - one) in known or key(number + one) in known or key(number * one) in known:
        return True
    return bool(one and number) and (key(number / one) in known or key(one / number) in known)


def from_nowhere(work: Work, numbers: Sequence[float], given: Question) -> set[float]:
    """The strangers that are not worked out in the head either: no number of the trace leads to them in one step."""
    if not work.strangers:
        return set()
    bases = set(given.values.union(work.results)) - FREE
    left, known = set(work.strangers), bases | HALVED
    for number in list(dict.fromkeys(map(key, numbers)))[:MAX_NUMBERS]:
        if number in FREE:
            known.add(number)
        elif number in known and number not in left:  # what a check finds again may be left
            continue
        elif any(is_a_step(number, base, known) for base in bases if base != number):
            known.add(number)
            bases.add(number)
            left.discard(number)
    return left


def _sources(operands: Sequence[float], work: Work, pieces: _Pieces, given: Question) -> tuple[int, list[float]]:
    """How many operands have a source, and those that would need one and have none."""
    sources, new = 0, []
    work.operands += len(operands)
    for value in operands:
        if value in work.results:
            work.results[value] = True
            sources += 1
        elif value in given.own:
            sources += 1
        elif value in work.strangers:
            new.append(value)
        elif value not in given.known and value not in work.used:
            if value in pieces:
                sources += 1
            elif given.calculates and (bases := [base for base, _ in given.counts if _is_power(value, base)]):
                sources += 1
                work.used.update(bases)
            elif not _next_to_one_of(value, work.used) and not _next_to_one_of(value, given.own):
                new.append(value)
        work.used.add(value)
    return sources, new


def _is_power(value: float, base: float) -> bool:
    """Is it the base times itself, as often as may be: 25 of 5, 27 of 3?"""
    return 1 < base < value and (value == base * base or round(math.log(value, base), 9).is_integer())


def _next_to_one_of(value: float, others: Container[float]) -> bool:
    """Is it one more or less: the 4 gaps between 5 trees?"""
    return value - 1 in others or value + 1 in others


class _Pieces:
    """The place-value parts of results; taken apart only when a number is looked for, which few traces need."""

    def __init__(self) -> None:
        self.known: set[float] = set()
        self.whole: list[float] = []

    def add(self, value: float) -> None:
        self.whole.append(value)

    def __contains__(self, value: float) -> bool:
        while self.whole:
            self.known.update(parts(self.whole.pop()))
        return value in self.known
