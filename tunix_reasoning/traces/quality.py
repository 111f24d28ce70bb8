"""Does a trace do the work? What can be said without knowing the right answer or the way to it.

The usual "reasoning quality" counts keywords such as *first* and *therefore*, which ranks wrong solutions above right
ones. Here the trace is held against the question. What is wrong with it are its faults: arithmetic that does not hold,
numbers out of nowhere, an answer that was never derived. What may be wrong are its signs: quantities left out, results
that lead nowhere. Each has a size between 0 and 1 and a weight, the log-odds of being right that the full size loses.
The faults' weights are set, since a policy would come to profit from them; the signs' are fitted on solutions that
went wrong (`python benchmarks/fit_quality.py`, recorded in results/rewards/fit.json).
"""

from __future__ import annotations

import math

from tunix_reasoning.traces.faults import ALWAYS, ARGUMENT, COMPUTATION
from tunix_reasoning.traces.questions import understand
from tunix_reasoning.traces.reading import Reading, read_trace
from tunix_reasoning.traces.signs import SIGNS

PERFECT = 6.0
"""The log-odds of a trace without faults and signs: a quality of 0.998."""
EVEN = 1.9
"""The same where as many solutions are right as wrong, as fitted."""
WEIGHTS = {
    # faults: set, and `implausible` fitted
    "no_answer": 7.0, "false_claims": 8.0, "misjudged": 8.0, "repeated": 8.0, "copied": 8.0,
    "nothing_computed": 9.0, "ungrounded": 12.0, "counting": 9.0, "implausible": 4.8, "not_reached": 9.0,
    "contradicted": 8.0, "mismeasured": 7.0,
    "nothing_argued": 9.0, "off_topic": 7.0, "not_concluded": 9.0, "made_up": 7.0, "untrue": 7.0, "misquoted": 6.0,
    # signs: fitted
    "idle": 1.9, "short": 3.3, "unmet": 1.7, "reused": 2.3, "dangling": 4.9, "trivial": 0.6, "large": 2.2, "steps": 0.8,
}


def quality(trace: str, answer: str | None, question: str) -> float:
    """The odds that a trace leads to the right answer, as a number in [0, 1]; 0 for no trace."""
    if not trace.strip():
        return 0.0
    reading = read_trace(trace, answer, question)
    return odds(inspect(reading, faults_of(reading)))


def can_be_judged(question: str) -> bool:
    """Whether there is anything to hold a trace against without milestones: numbers, or a program."""
    return any(map(str.isdecimal, question)) or bool(understand(question).quantities) or "print(" in question


def odds(losses: dict[str, float], at_best: float = PERFECT) -> float:
    """The probability that is left of log-odds `at_best`."""
    return 1 / (1 + math.exp(sum(losses.values()) - at_best))


def faults_of(reading: Reading) -> dict[str, float]:
    """The size of every fault that the trace can have: of a computation, or else of an argument."""
    return {fault.__name__: fault(reading) for fault in (*ALWAYS, *(COMPUTATION if reading.computes else ARGUMENT))}


def inspect(reading: Reading, faults: dict[str, float]) -> dict[str, float]:
    """The log-odds that a trace loses to each fault and sign it has, in the reading that suits it better."""
    sizes = faults | ({sign.__name__: sign(reading) for sign in SIGNS} if reading.computes else {})
    losses = {name: WEIGHTS[name] * size for name, size in sizes.items() if size}
    if not reading.given.searches or not reading.computes:
        return losses
    sizes = {fault.__name__: fault(reading) for fault in ARGUMENT}
    sizes |= {fault.__name__: faults[fault.__name__] for fault in ALWAYS}
    other = {name: WEIGHTS[name] * size for name, size in sizes.items() if size}
    return min(losses, other, key=lambda found: sum(found.values()))
