"""Techniques side by side: the same questions, several seeds, tokens counted.

Differences are paired by question against greedy decoding and against self-consistency, the baseline to beat at equal
tokens (https://arxiv.org/abs/2406.06461), by exact McNemar tests with Holm's correction over the techniques.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from tunix_reasoning.dataset import Example
from tunix_reasoning.evaluation.evaluate import SHARES, is_checkable, judge, value
from tunix_reasoning.evaluation.intervals import Score, mean, over_seeds, share, share_difference
from tunix_reasoning.evaluation.unfinished import Unfinished


class Outcome(NamedTuple):
    """What a technique answered to one question."""

    completion: str
    tokens: int
    """Sampled, all completions together."""
    calls: int
    samples: tuple[str, ...] = ()
    """The completions it chose among, where it did."""
    consensus: bool | None = None


Technique = Callable[[Sequence[str], int], list[Outcome]]
"""From questions and a seed to an outcome each."""


def compare_techniques(
    chosen: Mapping[str, Technique], examples: Sequence[Example], seeds: Sequence[int],
    unfinished: Unfinished | None = None,
) -> dict[str, dict[str, Any]]:
    """Scores of every technique: accuracy, quality, tokens, calls and seconds a question, and differences.

    Args:
        chosen: techniques by name.
        examples: the questions, with their gold answers.
        seeds: each technique answers all questions once a seed.
        unfinished: takes what was answered, and gives it back to a comparison that goes on.

    Returns:
        By name: `accuracy`, `accuracy_lenient`, `format` and `quality` over questions and seeds; `path_quality`, how
        sound the completion reads without a gold answer; `tokens_per_question`, `calls_per_question`,
        `seconds_per_question`; `over_greedy`, `over_self_consistency` and `over_weighted_vote` where those are among
        the chosen, with Holm's `p`; `oracle`, the share of questions of which any sample is right, `pass_at`, the same
        of k samples drawn from them, and `duplicates`, the share of samples that another of the same question repeats;
        `consensus`; the mean accuracy `by_type` and `by_difficulty`.
    """
    questions = [example["question"] for example in examples]
    checkable = [i for i, example in enumerate(examples) if is_checkable(example)]
    table: dict[str, dict[str, Any]] = {}
    right: dict[str, np.ndarray] = {}
    for name, technique in chosen.items():
        outcomes, seconds = _answered(name, technique, questions, seeds, unfinished or Unfinished(None))
        asked = len(seeds) * len(questions)
        scores = [[judge(o.completion, e) for o, e in zip(run, examples, strict=True)] for run in outcomes]
        everything = [outcome for run in outcomes for outcome in run]
        table[name] = {
            metric: _over(metric, np.array([[run[i][metric] for i in places] for run in scores]))
            for metric in scores[0][0]
            if (places := checkable if metric == "quality" else range(len(examples)))
        } | {
            "path_quality": _over("path_quality", np.array([
                [value(o.completion, question) for o, question in zip(run, questions, strict=True)] for run in outcomes
            ])),
            "tokens_per_question": sum(o.tokens for o in everything) / asked,
            "calls_per_question": sum(o.calls for o in everything) / asked,
            "seconds_per_question": seconds / asked,
        }
        if everything[0].samples:
            table[name] |= _samples(outcomes, examples)
        if everything[0].consensus is not None:
            agreed = np.array([[float(bool(o.consensus)) for o in run] for run in outcomes])
            table[name]["consensus"] = _over("consensus", agreed)
        right[name] = np.array([[score["accuracy"] for score in run] for run in scores])
        for part in ("type", "difficulty"):
            groups = [example[part] for example in examples]
            table[name][f"by_{part}"] = {
                group: float(right[name][:, [g == group for g in groups]].mean()) for group in sorted(set(groups))
            }
    for base in ("greedy", "self-consistency", "weighted-vote"):
        key = f"over_{base.replace('-', '_')}"
        if base in right:
            others = [name for name in right if name != base]
            found = {name: _difference(right[base], right[name]) for name in others}
            for name, p in zip(others, holm([found[name]["p"] for name in others]), strict=True):
                table[name][key] = found[name] | {"p": p}
    return table


def _answered(
    name: str, technique: Technique, questions: Sequence[str], seeds: Sequence[int], unfinished: Unfinished
) -> tuple[list[list[Outcome]], float]:
    """Outcomes by seed, and the seconds that all took."""
    outcomes, seconds = [], 0.0
    for seed in seeds:
        if (found := unfinished.find(name, seed)) is not None:
            run, took = [Outcome(f[0], f[1], f[2], tuple(f[3]), f[4]) for f in found[0]], found[1]
        else:
            began = time.perf_counter()
            run = technique(questions, seed)
            took = time.perf_counter() - began
            unfinished.add(name, seed, run, took)
        outcomes.append(run)
        seconds += took
    return outcomes, seconds


def holm(probabilities: Sequence[float]) -> list[float]:
    """Holm's step-down correction (1979): each p times the number of hypotheses not yet rejected, never decreasing."""
    corrected, greatest = [0.0] * len(probabilities), 0.0
    for rank, place in enumerate(sorted(range(len(probabilities)), key=lambda i: probabilities[i])):
        greatest = max(greatest, min(1.0, (len(probabilities) - rank) * probabilities[place]))
        corrected[place] = greatest
    return corrected


def _over(metric: str, values: np.ndarray) -> Score:
    if len(values) > 1:
        return over_seeds(values)
    return share(values[0].tolist()) if metric in (*SHARES, "consensus") else mean(values[0])


def _difference(before: np.ndarray, after: np.ndarray) -> Score:
    """Over seeds; its p is McNemar's over all pairs of question and seed."""
    test = share_difference(before.ravel().tolist(), after.ravel().tolist())
    return test if len(before) == 1 else over_seeds(after - before, low=-1.0) | {"p": test["p"]}


def _samples(outcomes: Sequence[Sequence[Outcome]], examples: Sequence[Example]) -> dict[str, Any]:
    """What there was to choose from; pass@k without bias, by Chen et al. 2021 (https://arxiv.org/abs/2107.03374)."""
    tallies, duplicates = [], []
    for outcome, example in ((o, e) for run in outcomes for o, e in zip(run, examples, strict=True)):
        verdicts = {text: bool(judge(text, example)["accuracy"]) for text in set(outcome.samples)}
        tallies.append((len(outcome.samples), sum(verdicts[text] for text in outcome.samples)))
        duplicates.append(1 - len(verdicts) / len(outcome.samples))
    fewest = min(n for n, _ in tallies)
    pass_at = {
        str(k): float(np.mean([1 - math.comb(n - right, k) / math.comb(n, k) for n, right in tallies]))
        for k in (2**power for power in range(fewest.bit_length()))
    }
    oracle = float(np.mean([right > 0 for _, right in tallies]))
    return {"oracle": oracle, "pass_at": pass_at, "duplicates": float(np.mean(duplicates))}
