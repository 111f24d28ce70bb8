"""Signs that a computation misread its question: each a size between 0 and 1. A right trace may show some of them, so
each costs what it is worth on solutions that went wrong (`benchmarks/fit_quality.py`).
"""

from __future__ import annotations

import math
from collections.abc import Callable

from tunix_reasoning.traces.questions import key
from tunix_reasoning.traces.reading import Reading

Sign = Callable[[Reading], float]


def idle(reading: Reading) -> float:
    """Quantities of the question that enter no computation."""
    quantities, used = reading.given.quantities, reading.all_work.used
    unused = [quantity for quantity in quantities if used.isdisjoint(quantity)]
    if unused:
        told = set().union(*reading.told.values())
        unused = [quantity for quantity in unused if told.isdisjoint(quantity)]
    return len(unused) / len(quantities)


def short(reading: Reading) -> float:
    """Fewer operations than the question has quantities to join."""
    needed = len(reading.given.quantities) - 1
    return max(0, needed - len(_operators(reading))) / max(needed, 1)


def unmet(reading: Reading) -> float:
    """Words of the question that call for an operation which is missing: `each` for a product."""
    operators = set(_operators(reading))
    return min(1.0, sum(map(operators.isdisjoint, reading.given.cues)) / 2)


def reused(reading: Reading) -> float:
    """A quantity that is used more often than it is given."""
    left = dict(reading.given.counts)
    for claim in reading.way:
        for value in map(key, claim.operands):
            if value in left:
                left[value] -= 1
    return min(3, sum([-times for times in left.values() if times < 0])) / 3


def dangling(reading: Reading) -> float:
    """Results that nothing uses and that are not the answer."""
    values = reading.given.values
    ends = [result for result, used in reading.work.results.items() if not used and result not in values]
    lost = [result for result in ends if not any(final.is_one_of([result]) for final in reading.finals)]
    return min(1.0, (len(lost) + 0.4) / 3.5) if lost else 0.0


def trivial(reading: Reading) -> float:
    """Steps that change nothing: times 1, plus 0, the same result again."""
    claims = reading.way
    still = len(claims) - len({claim.result for claim in claims})
    still += sum([claim.result == 0 or 0.0 in claim.operands[1:] or claim.is_still() for claim in claims])
    return min(still, 2) / 2


def large(reading: Reading) -> float:
    """An answer far above every number of the question."""
    ratio = (abs(reading.finals[0]) + 1) / (max(reading.given.values, default=1.0) + 1)
    return min(1.0, math.log10(ratio) / 3) if ratio > 1 else 0.0


def steps(reading: Reading) -> float:
    """Every step may fail."""
    return min(1.0, len(reading.way) / 10)


def _operators(reading: Reading) -> str:
    return "".join([claim.operators for claim in reading.way])


SIGNS: tuple[Sign, ...] = (idle, short, unmet, reused, dangling, trivial, large, steps)
