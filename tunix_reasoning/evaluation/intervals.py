"""95 % intervals: Wilson's for shares, Student's t for means and paired differences."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import scipy.stats

Score = dict[str, float]


def interval(values: Sequence[float]) -> Score:
    """Mean with its 95 % interval and the number of questions; Wilson's interval where all values are 0 or 1."""
    data = np.asarray(values, float)
    n, mean = len(data), float(data.mean())
    if np.isin(data, (0.0, 1.0)).all():
        low, high = scipy.stats.binomtest(int(data.sum()), n).proportion_ci(0.95, method="wilson")
    else:
        half = float(scipy.stats.sem(data) * scipy.stats.t.ppf(0.975, n - 1)) if n > 1 else 1.0
        low, high = mean - half, mean + half
    return {"value": mean, "low": float(low), "high": float(high), "n": n}


def paired(values: Sequence[float]) -> Score:
    """Mean of paired differences with its 95 % interval by Student's t."""
    data = np.asarray(values, float)
    n, mean = len(data), float(data.mean())
    half = float(scipy.stats.sem(data) * scipy.stats.t.ppf(0.975, n - 1)) if n > 1 else 1.0
    return {"value": mean, "low": mean - half, "high": mean + half, "n": n}
