"""Fits what the signs of a misread question are worth, `traces/quality.py`'s weights, on solutions that went wrong.

    python benchmarks/fit_quality.py [--data GSM8K.jsonl] [--output results/rewards/fit.json]

Solutions of GSM8K are attempted again and again (`spoiled.py`), and a logistic model says which attempts are right.
It is fitted on all of them; what it is worth is measured where each half is judged by a fit on the other. Faults,
which few attempts show, keep the weights that `traces/quality.py` sets; the signs and `implausible` are fitted.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from spoiled import DATA, samples

from tunix_reasoning.traces.faults import ALWAYS, COMPUTATION
from tunix_reasoning.traces.quality import EVEN, WEIGHTS
from tunix_reasoning.traces.reading import read_trace
from tunix_reasoning.traces.signs import SIGNS

EACH = 40
RIDGE = 1.0
FITTED = [*(sign.__name__ for sign in SIGNS), "implausible"]


def auc(right: np.ndarray, scores: np.ndarray) -> float:
    """The chance that a right solution scores above a wrong one; ties count half."""
    good, bad = scores[right], np.sort(scores[~right])
    below, upto = np.searchsorted(bad, good, "left"), np.searchsorted(bad, good, "right")
    return float((below + upto).mean() / 2 / max(len(bad), 1))


def fit(sizes: np.ndarray, fixed: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights of 0 or more and the log-odds at best, where both answers are equally frequent."""
    balance = np.where(right, 0.5 / right.mean(), 0.5 / (1 - right.mean()))

    def loss(values: np.ndarray) -> float:
        logits = values[-1] - sizes @ values[:-1] - fixed
        likelihood = balance @ np.logaddexp(0, np.where(right, -logits, logits))
        return float(likelihood + RIDGE / 2 * values[:-1] @ values[:-1])

    bounds = [(0, None)] * sizes.shape[1] + [(None, None)]
    found = minimize(loss, np.ones(sizes.shape[1] + 1), bounds=bounds, method="L-BFGS-B").x
    return found[:-1], float(found[-1])


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Fit the weights of the signs.")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--each", type=int, default=EACH)
    parser.add_argument("--output", type=Path)
    options = parser.parse_args(argv)
    rows, sizes, fixed = [], [], []
    for row in samples(options.data, options.each):
        reading = read_trace(row.trace, row.answer, row.question)
        if not reading.computes:
            continue
        found = {part.__name__: part(reading) for part in (*ALWAYS, *COMPUTATION, *SIGNS)}
        rows.append(row)
        sizes.append([found[name] for name in FITTED])
        fixed.append(sum(WEIGHTS[name] * size for name, size in found.items() if name not in FITTED))
    even = np.array([row.number % 2 == 0 for row in rows])
    right = np.array([row.kind == "right" for row in rows])
    features, lost = np.array(sizes), np.array(fixed)
    weights, at_best = fit(features, lost, right)
    scores = np.zeros(len(rows))
    for half in (even, ~even):
        scores[~half] = -features[~half] @ fit(features[half], lost[half], right[half])[0] - lost[~half]
    in_use = np.array([WEIGHTS[name] for name in FITTED])
    record = {
        "data": options.data.name, "attempts": len(rows), "right": round(float(right.mean()), 3),
        "weights": dict(zip(FITTED, weights.round(2).tolist(), strict=True)), "at_best": round(at_best, 2),
        "auc_held_out": round((auc(right[even], scores[even]) + auc(right[~even], scores[~even])) / 2, 4),
        "auc_in_use": round(auc(right, -features @ in_use - lost), 4),
    }
    print("| sign | fitted | in use | of right attempts | of wrong ones |\n|---|--:|--:|--:|--:|")
    for i, name in enumerate(FITTED):
        shown = features[:, i] > 0
        print(f"| {name} | {weights[i]:.2f} | {in_use[i]} | {shown[right].mean():.1%} | {shown[~right].mean():.1%} |")
    print(f"\nat best {at_best:.2f} (in use {EVEN}); {json.dumps(record)}")
    if options.output:
        options.output.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
