"""Before and after on the same held-out questions, with intervals.

Every question counts: a completion that cannot be read is wrong. Strict and lenient verdicts are both
given, because much of what is published as reasoning gained is format gained. The difference is paired,
question by question. Intervals are 95 %: Wilson's for shares, Student's t for means and differences.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from tunix_reasoning.answers import extract_answer, same_answer
from tunix_reasoning.evaluation.intervals import Score, interval, paired
from tunix_reasoning.prompts import create_prompt, parse
from tunix_reasoning.rewards import format_reward, reasoning_quality_reward

METRICS = ("accuracy", "accuracy_lenient", "format", "quality")
Example = dict[str, Any]
Row = dict[str, Any]
Metrics = dict[str, Any]


def evaluate(
    generate: Callable[..., Any],
    examples: Sequence[Example],
    *,
    samples: int,
    temperature: float,
    seed: int = 0,
) -> list[Row]:
    """Answers every question greedily, and `samples` times at `temperature`.

    Args:
        generate: as `rollout.Generator`.
        examples: verifiable ones.

    Returns:
        A row a question: its id, type and family, the greedy completion and its length in tokens, each of METRICS
        for it in [0, 1], and the same names with `_sampled`, means over the samples.
    """
    prompts = [create_prompt(example["question"]) for example in examples]
    greedy = generate(prompts)
    sampled = (
        generate(prompts, samples, temperature=temperature, seed=seed) if samples else [[] for _ in prompts]
    )
    rows = []
    for example, (best,), others in zip(examples, greedy, sampled, strict=True):
        row = {"id": example["id"], "type": example["type"], "family": _family(example)}
        row |= {"completion": best.text, "tokens": best.tokens, **judge(best.text, example)}
        if others:
            scores = [judge(other.text, example) for other in others]
            row |= {f"{name}_sampled": float(np.mean([score[name] for score in scores])) for name in METRICS}
        rows.append(row)
    return rows


def judge(completion: str, example: Example) -> Score:
    """METRICS of one completion, each in [0, 1]; `format` is 1 or 0 here, without the reward's partial credit."""
    parsed, gold, kind = parse(completion), example["answer"], example["metadata"]["answer_kind"]
    stated = parsed.answer or extract_answer(parsed.text) or ""
    strict = parsed.well_formed and parsed.answer is not None and same_answer(parsed.answer, gold, kind)
    return {
        "accuracy": float(strict),
        "accuracy_lenient": float(strict or same_answer(stated, gold, kind, lenient=True)),
        "format": float(format_reward([""], [completion])[0] == 1.0),
        "quality": reasoning_quality_reward([""], [completion], [example["question"]])[0],
    }


def compare(before: Sequence[Row], after: Sequence[Row]) -> dict[str, Metrics]:
    """The content of `evaluation.json`: `before`, `after` and their paired `difference`.

    Raises:
        ValueError: the two are not about the same questions in the same order.
    """
    if [row["id"] for row in before] != [row["id"] for row in after]:
        raise ValueError("before and after must answer the same questions in the same order")
    return {
        "before": summary(before),
        "after": summary(after),
        "difference": _metrics(after, before),
    }


def summary(rows: Sequence[Row]) -> Metrics:
    """One model's scores: each metric with its interval, then the same by type and by family."""
    return _metrics(rows, None)


def _metrics(rows: Sequence[Row], base: Sequence[Row] | None) -> Metrics:
    names = [name for name in rows[0] if name.removesuffix("_sampled") in METRICS]

    def score(chosen: Sequence[int], name: str) -> Score:
        if base is None:
            return interval([rows[i][name] for i in chosen])
        return paired([rows[i][name] - base[i][name] for i in chosen])

    result: Metrics = {name: score(range(len(rows)), name) for name in names}
    for group in ("type", "family"):
        result[f"by_{group}"] = {
            value: {
                name: score([i for i, row in enumerate(rows) if row[group] == value], name) for name in names
            }
            for value in sorted({row[group] for row in rows})
        }
    return result


def _family(example: Example) -> str:
    """`math/percent_of` of the id `math/percent_of/1f3a9c`; of other ids, the type."""
    return "/".join(example["id"].split("/")[:2]) if example["id"].count("/") >= 2 else example["type"]
