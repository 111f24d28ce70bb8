"""Before and after on the same held-out questions, with intervals.

Every question counts: a completion that cannot be read is wrong. Strict and lenient verdicts are both
given, because much of what is published as reasoning gained is format gained. The difference is paired,
question by question; `intervals` says how each interval is made.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np

from reasoning_data.schema import family_of
from tunix_reasoning.answers import extract_answer, same_answer
from tunix_reasoning.dataset import Example
from tunix_reasoning.evaluation.intervals import (
    Score,
    mean,
    mean_difference,
    over_seeds,
    share,
    share_difference,
)
from tunix_reasoning.files import Row
from tunix_reasoning.prompts import create_prompt, parse
from tunix_reasoning.rewards import format_reward, reasoning_quality_reward, trace_and_answer
from tunix_reasoning.traces import quality, quality_applies

METRICS = ("accuracy", "accuracy_lenient", "format", "quality")
SHARES = METRICS[:3]
"""Metrics that are 0 or 1 for one completion; means over samples, and quality, lie between."""
Metrics = dict[str, Any]


def evaluate(
    generate: Callable[..., Any],
    examples: Sequence[Example],
    *,
    samples: int,
    temperature: float,
    seed: int = 0,
    done: Callable[[int], object] | None = None,
) -> list[Row]:
    """Answers every question greedily, and `samples` times at `temperature`.

    Args:
        generate: as `generation.Generator`.
        examples: verifiable ones.
        samples: completions of each question besides the greedy one.
        temperature: of the samples.
        seed: of the samples.
        done: is told, batch by batch, how many completions have come.

    Returns:
        A row a question: its id, type and family, the greedy completion and its length in tokens, each of METRICS
        for it in [0, 1], and the same names with `_sampled`, means over the samples. Quality is left out of rows whose
        reasoning cannot be checked.
    """
    prompts = [create_prompt(example["question"]) for example in examples]
    greedy = generate(prompts, done=done)
    sampled = (
        generate(prompts, samples, temperature=temperature, seed=seed, done=done) if samples else [[] for _ in prompts]
    )
    rows = []
    for example, (best,), others in zip(examples, greedy, sampled, strict=True):
        row = {"id": example["id"], "type": example["type"], "family": _family(example),
               "question": example["question"], "answer": example["answer"]}
        row |= {"completion": best.text, "tokens": best.tokens, **judge(best.text, example)}
        if others:
            scores = [judge(other.text, example) for other in others]
            row |= {f"{name}_sampled": float(np.mean([score[name] for score in scores])) for name in METRICS}
        rows.append(row if is_checkable(example) else {k: v for k, v in row.items() if not k.startswith("quality")})
    return rows


def is_checkable(example: Example) -> bool:
    """Whether an example's reasoning can be checked; means of the quality leave out the others."""
    return quality_applies(example["question"], _milestones(example))


def _milestones(example: Example) -> str:
    return json.dumps(example["metadata"].get("milestones") or [])


def judge(completion: str, example: Example) -> Score:
    """METRICS of one completion, each in [0, 1]; `format` is 1 or 0 here, without the reward's partial credit."""
    parsed, gold, kind = parse(completion), example["answer"], example["metadata"]["answer_kind"]
    stated = parsed.answer or extract_answer(parsed.text) or ""
    same = partial(same_answer, gold=gold, kind=kind, question=example["question"])
    strict = parsed.well_formed and parsed.answer is not None and same(parsed.answer)
    return {
        "accuracy": float(strict),
        "accuracy_lenient": float(strict or same(stated, lenient=True)),
        "format": float(format_reward([""], [completion])[0] == 1.0),
        "quality": reasoning_quality_reward(
            [""], [completion], [example["question"]], answer=[gold], answer_kind=[kind or ""],
            milestones=[_milestones(example)],
        )[0],
    }


def value(completion: str, question: str) -> float:
    """How sound a completion reads, in [0, 1], from the question alone."""
    trace, answer = trace_and_answer(completion)
    return quality(trace, answer, question)


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
        "difference": _broken_down(
            after,
            lambda name, chosen: _change(name, [before[i][name] for i in chosen], [after[i][name] for i in chosen]),
        ),
    }


def summary(rows: Sequence[Row]) -> Metrics:
    """One model's scores: each metric with its interval, then the same by type and by family."""
    return _broken_down(rows, lambda name, chosen: _one(name, [rows[i][name] for i in chosen]))


def pooled(runs: Sequence[tuple[Sequence[Row], Sequence[Row]]]) -> dict[str, Metrics]:
    """As `compare`, over the before and after of several seeds that were asked the same questions.

    Raises:
        ValueError: there are fewer than two, or they were asked different questions.
    """
    asked = [row["id"] for row in runs[0][0]]
    if any([row["id"] for row in rows] != asked for run in runs for rows in run):
        raise ValueError("runs can be pooled only where all were asked the same questions in the same order")

    def values(part: int, name: str, chosen: Sequence[int]) -> np.ndarray:
        return np.array([[run[part][i][name] for i in chosen] for run in runs], float)

    def change(name: str, chosen: Sequence[int]) -> Score:
        return over_seeds(values(1, name, chosen) - values(0, name, chosen), low=-1.0)

    return {
        "before": _broken_down(runs[0][0], lambda name, chosen: over_seeds(values(0, name, chosen))),
        "after": _broken_down(runs[0][0], lambda name, chosen: over_seeds(values(1, name, chosen))),
        "difference": _broken_down(runs[0][0], change),
    }


def _one(name: str, values: Sequence[float]) -> Score:
    return share(values) if name in SHARES else mean(values)


def _change(name: str, before: Sequence[float], after: Sequence[float]) -> Score:
    return share_difference(before, after) if name in SHARES else mean_difference(before, after)


def _broken_down(rows: Sequence[Row], score: Callable[[str, Sequence[int]], Score]) -> Metrics:
    """Every metric of the rows that have it, by the given method: of all, then of each type and each family."""
    names = [f"{name}{suffix}" for suffix in ("", "_sampled") for name in METRICS]

    def scores(chosen: Sequence[int]) -> Metrics:
        having = {name: [i for i in chosen if name in rows[i]] for name in names}
        return {name: score(name, places) for name, places in having.items() if places}

    result = scores(range(len(rows)))
    for group in ("type", "family"):
        members = {
            value: [i for i, row in enumerate(rows) if row[group] == value]
            for value in sorted({row[group] for row in rows})
        }
        result[f"by_{group}"] = {value: scores(chosen) for value, chosen in members.items()}
    return result


def _family(example: Example) -> str:
    """`math/percent_of` of the id `math/percent_of/1f3a9c`; of other ids, the type."""
    return family_of(example["id"]) if example["id"].count("/") == 2 else example["type"]
