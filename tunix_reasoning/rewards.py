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
import re
from collections.abc import Callable, Sequence
from typing import Any

from reasoning_data.rubric import score as rubric_score
from tunix_reasoning.answers import extract_answer, same_answer
from tunix_reasoning.columns import check_batch
from tunix_reasoning.prompts import TAG, Parsed, parse
from tunix_reasoning.traces.derivation import derived_share, losses, routes_of, worth
from tunix_reasoning.traces.quality import can_be_judged, faults_of, inspect, odds
from tunix_reasoning.traces.questions import understand
from tunix_reasoning.traces.reading import read_trace
from tunix_reasoning.traces.words import STOP_WORDS, phrases_of, words_of

BLOCK_CREDIT, UNCLOSED_CREDIT = 0.3, 0.1
OFF_TOPIC = 0.05  # below this relevance a free answer speaks of something else
COPIED = 0.5  # above this share of the question's phrases it is the question
MAX_FREE_ANSWER = 8_000  # characters; the rubrics ask for a few sentences
FORM_WORDS = frozenset(  # of what form an answer shall have: they make no topic
    re.findall(
        r"\w+",
        """write words word sentence sentences line lines story poem use using include includes begin begins start end
        exactly give make title slogan tell one two three four five text passage summary summarize note""",
    )
)


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


def quality_applies(question: str, milestones: str | None) -> bool:
    """Whether a row's reasoning can be checked: it has milestones, or a question that gives numbers or a program.

    Averages of the quality leave out the other rows.
    """
    return bool(milestones and routes_of(milestones)) or can_be_judged(question)


def _quality(completion: str, question: str, milestones: str | None, gold: str | None, kind: str | None) -> float:
    trace, answer = trace_and_answer(completion)
    if not trace.strip() or not quality_applies(question, milestones):
        return 0.0
    reading, routes = read_trace(trace, answer, question), routes_of(milestones or "")
    if not routes:
        return odds(inspect(reading, faults_of(reading)))
    if gold is None or kind == "free":
        return worth(reading, routes)
    return worth(reading, routes, lambda: same_answer(answer or "", gold, kind or None, question=question))


def explain(
    completion: str, question: str, milestones: str | None = None, gold: str | None = None, kind: str | None = None
) -> dict[str, float]:
    """The parts of one completion's rewards: `format`, `quality`, and what made the quality.

    Where the row has milestones, `milestones` is the share of them that the trace derives, and each fault stands with
    the share that it takes off. Otherwise each fault and sign stands with the log-odds that it takes off.
    """
    trace, answer = trace_and_answer(completion)
    parts = {"format": _format(parse(completion)), "quality": _quality(completion, question, milestones, gold, kind)}
    reading, routes = read_trace(trace, answer, question), routes_of(milestones or "")
    faults = faults_of(reading)
    if routes:
        parts["milestones"] = derived_share(reading, routes)
    taken = losses(reading, faults) if routes else inspect(reading, faults)
    return parts | {name: -loss for name, loss in taken.items()}


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
    return rubric_score(parsed.answer, checks) if _on_topic(parsed.answer, question or "", gold) else 0.0


def _on_topic(answer: str, question: str, reference: str) -> bool:
    """Does a free answer speak of what was asked, in words of its own?"""
    if len(answer) > MAX_FREE_ANSWER or relevance(answer, f"{question} {reference}") < OFF_TOPIC:
        return False
    phrases = understand(question).phrases
    return len(phrases & phrases_of(words_of(answer.lower()))) <= COPIED * len(phrases)


def relevance(text: str, topic: str) -> float:
    """The cosine between the content words of two texts, in [0, 1]; numbers and words of any text weigh nothing."""
    found, wanted = (
        {word for word in words_of(part.lower()) if not word.isdigit()} - STOP_WORDS - FORM_WORDS
        for part in (text, topic)
    )
    return len(found & wanted) / math.sqrt(len(found) * len(wanted)) if found and wanted else 0.0


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
