"""The three rewards: is it in the format, is it correct, does the reasoning do the work?

Each takes what Tunix hands over, a list of prompts, a list of completions and the dataset's other columns as
lists of the same length, and returns one number in [0, 1] a completion. The weights 0.3, 0.5 and 0.2 are applied
outside.

Substring tests, lists of keywords and credit for near misses are what policies learn to exploit, so there are
none. A completion earns correctness for one answer in the right format; what it earns otherwise is less than an
honest attempt that is wrong.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from reasoning_data.rubric import score as rubric_score
from tunix_reasoning.answers import extract_answer, same_answer
from tunix_reasoning.columns import check_batch
from tunix_reasoning.prompts import TAG, Parsed, parse
from tunix_reasoning.traces import explained, judged, on_topic

BLOCK_CREDIT, UNCLOSED_CREDIT = 0.3, 0.1


# range: [0, 1]
def format_reward(prompts: Sequence[str], completions: Sequence[str], **columns: Any) -> list[float]:
    """1 for exactly one reasoning block, then one answer block, and nothing else; less for part of it.

    A valid block earns 0.3 wherever it stands, one that is opened and not closed 0.1. A second tag of a kind
    invalidates its block, so adding tags to a completion that has them never pays.
    """
    check_batch(completions, prompts=prompts, **columns)
    return [_format(parse(completion)) for completion in completions]


# range: [0, 1]
def correctness_reward(
    prompts: Sequence[str], completions: Sequence[str], answer: Sequence[str], **columns: Any
) -> list[float]:
    """1 for the right answer in the right format, else 0; free answers earn the share of their rubric they meet.

    Columns read where present: `answer_kind`, `question`, `rubric` (JSON, empty for verifiable rows).
    """
    check_batch(completions, prompts=prompts, answer=answer, **columns)
    kinds, questions, rubrics = (
        _column(columns, name, answer) for name in ("answer_kind", "question", "rubric")
    )
    rows = zip(map(parse, completions), map(str, answer), kinds, questions, rubrics, strict=True)
    return [_correctness(*row) for row in rows]


# range: [0, 1]
def reasoning_quality_reward(
    prompts: Sequence[str], completions: Sequence[str], question: Sequence[str], **columns: Any
) -> list[float]:
    """How far the trace comes along the row's milestones, derived soundly; see `traces.derivation`.

    Columns read where present: `milestones` (JSON; without them the trace is held against the question alone, and
    the gold answer is never seen), `answer` and `answer_kind` (whether a way of its own ends in the right answer).
    Where there is nothing to check (`quality_applies`), every completion gets 0.
    """
    check_batch(completions, prompts=prompts, question=question, **columns)
    names = ("milestones", "answer", "answer_kind")
    rows = zip(completions, question, *(_column(columns, name, question) for name in names), strict=True)
    return [_quality(completion, str(asked), *row) for completion, asked, *row in rows]


REWARDS: dict[str, Callable[..., list[float]]] = {
    "format": format_reward, "correctness": correctness_reward, "quality": reasoning_quality_reward,
}
"""The three under the names by which they are trained, logged and plotted."""


def _quality(completion: str, question: str, milestones: str | None, gold: str | None, kind: str | None) -> float:
    trace, answer = trace_and_answer(completion)
    if gold is None or kind == "free":
        return judged(trace, answer, question, milestones)
    right = partial(same_answer, answer or "", gold, kind or None, question=question)
    return judged(trace, answer, question, milestones, right)


def explain(
    completion: str, question: str, milestones: str | None = None, gold: str | None = None, kind: str | None = None
) -> dict[str, float]:
    """The parts of one completion's rewards: `format`, `quality`, and what made the quality.

    Where the row has milestones, `milestones` is the share of them that the trace derives, and each fault stands with
    the share that it takes off. Otherwise each fault and sign stands with the log-odds that it takes off.
    """
    parts = {"format": _format(parse(completion)), "quality": _quality(completion, question, milestones, gold, kind)}
    return parts | explained(*trace_and_answer(completion), question, milestones)


def trace_and_answer(completion: str) -> tuple[str, str | None]:
    """The reasoning and the answer; of a text without tags, all of it and the answer it ends on."""
    parsed = parse(completion)
    if parsed.reasoning is not None:
        return parsed.reasoning, parsed.answer
    if TAG.search(parsed.text):
        return TAG.sub(" ", parsed.text), parsed.answer
    return parsed.text.rpartition("####")[0] or parsed.text, extract_answer(parsed.text)


def _format(parsed: Parsed) -> float:
    if parsed.well_formed:
        return 1.0
    blocks = (parsed.reasoning is not None) + (parsed.answer is not None)
    return BLOCK_CREDIT * blocks + UNCLOSED_CREDIT * parsed.unclosed


def _correctness(
    parsed: Parsed, gold: str, kind: str | None, question: str | None, rubric: str | None
) -> float:
    if not parsed.well_formed or parsed.answer is None:
        return 0.0
    checks = json.loads(rubric) if rubric else []
    if not checks:
        known = None if kind in ("", "free") else kind
        return float(same_answer(parsed.answer, gold, known, question=question or ""))
    return rubric_score(parsed.answer, checks) if on_topic(parsed.answer, question or "", gold) else 0.0


def _column(columns: dict[str, Any], name: str, like: Sequence[str]) -> list[str | None]:
    """A column as plain strings; None where the dataset has no such column."""
    if name not in columns:
        return [None] * len(like)
    return [None if value is None else str(value) for value in columns[name]]


def reward_metrics(
    rewards: Sequence[float], group_size: int, completions: Sequence[str], truncated: Sequence[bool]
) -> dict[str, float]:
    """What a curve of mean rewards hides.

    Args:
        rewards: one total a completion; consecutive runs of `group_size` answer the same prompt.
        truncated: whether each completion ran into the token limit.

    Returns:
        `mean`, `spread` (standard deviation), and the shares `zero_variance` (groups that teach nothing),
        `truncated` and `unparsed` (completions without exactly one answer block).
    """
    groups = [rewards[i : i + group_size] for i in range(0, len(rewards), group_size)]
    mean = _mean(rewards)
    return {
        "mean": mean,
        "spread": math.sqrt(_mean([(r - mean) ** 2 for r in rewards])),
        "zero_variance": _mean([max(group) - min(group) < 1e-9 for group in groups]),
        "truncated": _mean(truncated),
        "unparsed": _mean([parse(completion).answer is None for completion in completions]),
    }


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
