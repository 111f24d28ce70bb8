"""95 % intervals that hold at the edges, where accuracies of small models live.

| what | method |
|---|---|
| share of questions, 0 or 1 each | Wilson's score interval |
| paired difference of two such shares | Tango's score interval (Statistics in Medicine 17, 1998), exact McNemar test |
| mean, or mean paired difference, of other values | BCa bootstrap (Efron 1987), 4,999 resamples |
| mean over several seeds | both seed and question as random effects (Searle 1971), Satterthwaite's degrees of freedom |

What a metric is decides the method, never the data at hand. Below `FEWEST` questions there is no interval. Tango's
interval and the two-way analysis are written out: no library that is installed has them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import scipy.optimize
import scipy.stats

Score = dict[str, Any]
"""`value`, `low`, `high` and the number of questions `n`; `low` and `high` are None where n is below FEWEST."""
FEWEST = 20
Z = float(scipy.stats.norm.ppf(0.975))
RESAMPLES = 4999


def share(values: Sequence[float]) -> Score:
    """The mean of values that are 0 or 1."""
    hits, n = int(sum(values)), len(values)
    low, high = scipy.stats.binomtest(hits, n).proportion_ci(0.95, method="wilson")
    return _score(hits / n, low, high, n)


def share_difference(before: Sequence[float], after: Sequence[float]) -> Score:
    """The difference of two shares over the same questions, with `p`, exact McNemar's two-sided probability."""
    pairs = list(zip(before, after, strict=True))
    gained, lost, n = pairs.count((0, 1)), pairs.count((1, 0)), len(pairs)
    changed = gained + lost
    p = float(scipy.stats.binomtest(gained, changed).pvalue) if changed else 1.0
    return _score((gained - lost) / n, *_tango(gained, lost, n), n) | {"p": p}


def mean(values: Sequence[float] | np.ndarray, low: float = 0.0, high: float = 1.0) -> Score:
    """The mean of values that lie in [low, high].

    Values all alike have nothing to resample. Then up to a share of 3 / n of what was not seen could lie at either
    end of the range (the rule of three).
    """
    data = np.asarray(values, float)
    n, value = len(data), float(data.mean())
    if np.ptp(data) < 1e-12:
        unseen = min(1.0, 3 / n)
        return _score(value, value - unseen * (value - low), value + unseen * (high - value), n)
    found = scipy.stats.bootstrap((data,), np.mean, method="BCa", n_resamples=RESAMPLES, rng=np.random.default_rng(0))
    interval = found.confidence_interval
    return _score(value, max(low, float(interval.low)), min(high, float(interval.high)), n)


def mean_difference(before: Sequence[float], after: Sequence[float]) -> Score:
    """The mean difference of two values in [0, 1] of the same questions."""
    return mean(np.subtract(after, before), low=-1.0)


def over_seeds(values: np.ndarray, low: float = 0.0, high: float = 1.0) -> Score:
    """The mean of `values[seed, question]`, every one in [low, high], for a further seed and further questions.

    Raises:
        ValueError: there are fewer than two seeds.
    """
    seeds, n = values.shape
    if seeds < 2:
        raise ValueError(f"pooling takes at least 2 seeds. Received: {seeds}")
    value = float(values.mean())
    by_seed, by_question = values.mean(axis=1), values.mean(axis=0)
    rest = values - by_seed[:, None] - by_question[None, :] + value
    # mean squares of seeds, questions and what is left, with their degrees of freedom
    squares = np.array([n * by_seed.var(ddof=1), seeds * by_question.var(ddof=1),
                        (rest**2).sum() / ((seeds - 1) * (n - 1))])
    freedom = np.array([seeds - 1, n - 1, (seeds - 1) * (n - 1)])
    parts = np.array([1, 1, -1]) * squares / (seeds * n)
    variance = max(float(parts.sum()), float(squares[2]) / (seeds * n))  # a negative component counts as none
    if variance == 0:
        return mean(by_question, low, high)
    degrees = variance**2 / float((parts**2 / freedom).sum())
    half = float(scipy.stats.t.ppf(0.975, max(1.0, degrees))) * math.sqrt(variance)
    return _score(value, max(low, value - half), min(high, value + half), n) | {"seeds": seeds}


def shown(score: Score, signed: bool = False) -> str:
    """In per cent: `74.4 [70.4, 78.0]`, or `80.0, n = 5` where there is no interval."""
    sign = "+" if signed else ""
    value = f"{100 * score['value']:{sign}.1f}"
    if score["low"] is None:
        return f"{value}, n = {score['n']}"
    return f"{value} [{100 * score['low']:{sign}.1f}, {100 * score['high']:{sign}.1f}]"


def _score(value: float, low: float, high: float, n: int) -> Score:
    if n < FEWEST:
        return {"value": value, "low": None, "high": None, "n": n}
    return {"value": value, "low": float(low), "high": float(high), "n": n}


def _tango(gained: int, lost: int, n: int) -> tuple[float, float]:
    """The differences that the score test does not reject, of `gained` and `lost` among n pairs."""

    def statistic(difference: float) -> float:
        b = -gained - lost + (2 * n - gained + lost) * difference
        c = -lost * difference * (1 - difference)
        losing = (math.sqrt(max(b * b - 8 * n * c, 0.0)) - b) / (4 * n)  # its likeliest share, given the difference
        variance = n * (2 * losing + difference * (1 - difference))
        distance = gained - lost - n * difference
        if abs(distance) < 1e-9:
            return 0.0
        return distance / math.sqrt(variance) if variance > 1e-12 else math.copysign(math.inf, distance)

    value, edge = (gained - lost) / n, 1 - 1e-9

    def solve(start: float, end: float, target: float) -> float:
        def excess(difference: float) -> float:
            return max(-99.0, min(99.0, statistic(difference))) - target

        return float(scipy.optimize.brentq(excess, start, end)) if excess(start) * excess(end) < 0 else end

    low = -1.0 if value <= -edge else solve(value, -edge, Z)
    high = 1.0 if value >= edge else solve(value, edge, -Z)
    return low, high
