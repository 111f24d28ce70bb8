"""Signs that a computation went astray, which need the wording of its question: operations that are missing, results
that are too large, quantities used twice. A right trace may well show some, so each costs little.
"""

from __future__ import annotations

import math

from tunix_reasoning.traces.claims import Claim
from tunix_reasoning.traces.questions import Question, key

HINTS = {  # the log-odds of being right that a trace loses to the full sign
    "idle": 1.2,  # quantities that are mentioned and enter no computation
    "short": 1.2,  # fewer operations than the question has quantities to join
    "unmet": 1.2,  # words of the question that call for an operation which is missing
    "reused": 0.65,  # a quantity used more often than it is given
    "trivial": 0.5,  # steps that change nothing: times 1, plus 0, the same result again
    "astray": 0.5,  # the last line does not speak of what was asked
    "large": 0.8,  # an answer far above every number of the question
    "hard": 0.6,  # a long question with many quantities
}
MAX_HINTS = 1.4  # of all together


def hints(claims: list[Claim], final: float, trace: str, given: Question) -> dict[str, float]:
    """The size of each sign, from 0 to 1, in the claims of a trace whose answer is `final`."""
    operators = "".join([claim.operators for claim in claims])
    needed = len(given.quantities) - 1
    still = len(claims) - len({claim.result for claim in claims})
    times: dict[float, int] = {}
    for claim in claims:
        still += claim.result == 0 or 0.0 in claim.operands[1:] or claim.is_still()
        for value in map(key, claim.operands):
            times[value] = times.get(value, 0) + 1
    over = sum([max(0, times.get(value, 0) - count) for value, count in given.counts])
    largest = max(given.values, default=1.0)
    *_, before, end = ["", "", *filter(None, trace[-300:].lower().split("\n"))]
    if "answer" in end:  # the answer is 36
        end = f"{before} {end}"
    return {
        "idle": sum(map(times.keys().isdisjoint, given.quantities)) / len(given.quantities),
        "short": max(0, needed - len(operators)) / max(needed, 1),
        "unmet": min(1.0, sum(map(set(operators).isdisjoint, given.cues)) / 2),
        "reused": min(over, 3) / 3,
        "trivial": min(still, 2) / 2,
        "astray": float(bool(given.asked) and not any(noun in end for noun in given.asked)),
        "large": min(1.0, math.log10(size) / 3) if (size := (abs(final) + 1) / (largest + 1)) > 1 else 0.0,
        "hard": given.hardness,
    }
