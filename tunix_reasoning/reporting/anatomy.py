"""Why a completion earns what it earns: its steps with the claims that hold and the milestones they reach, and the
three rewards with their weights."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from textwrap import fill
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tunix_reasoning.reporting.lines import INCHES, Entry, height, write_entries
from tunix_reasoning.reporting.style import BLUE, CYCLE, GREEN, INK, MUTED, PALE, RED, STYLE
from tunix_reasoning.rewards import REWARDS, trace_and_answer
from tunix_reasoning.roles import steps_of
from tunix_reasoning.traces.claims import read
from tunix_reasoning.traces.derivation import derived_share, routes_of
from tunix_reasoning.traces.reading import read_trace

_WIDTH = 48
"""Characters of a line."""


@rc_context(STYLE)
def plot_anatomy(completion: str, example: Mapping[str, Any], weights: Sequence[float]) -> Figure:
    """One completion of a dataset's example, and what it earns.

    Args:
        completion: what was answered.
        example: with its question and answer; milestones and the answer's kind, in its metadata, where it has them.
        weights: of format, correctness and quality.
    """
    entries = list(anatomy(completion, example))
    lines = max(height(entries, _WIDTH), 7.0)
    figure = Figure(figsize=(8.6, 0.75 + INCHES * lines), layout="constrained")
    said, earned = figure.subplots(1, 2, width_ratios=(2.4, 1))
    write_entries(said, entries, _WIDTH, 0.12, 0.74)
    said.set_ylim(lines, 0)
    _bars(earned, rewards_of(completion, example), weights)
    figure.suptitle(fill(str(example["question"]), 105), x=0.01, ha="left", fontsize=9.5, color=MUTED,
                    parse_math=False)
    return figure


def anatomy(completion: str, example: Mapping[str, Any]) -> Iterator[Entry]:
    """The steps of a completion and its answer, with what is found in each."""
    trace, answer = trace_and_answer(completion)
    question, written = str(example["question"]), json.dumps(_metadata(example).get("milestones") or [])
    routes = [list(zip(*pair, strict=True)) for pair in
              zip(routes_of(written), filter(None, json.loads(written)), strict=True)]
    reading = read_trace(trace, answer, question)
    route = max(routes, key=lambda route: derived_share(reading, [[m for m, _ in route]]), default=[])
    before, to_reach = "", list(route)
    for number, step in enumerate(steps_of(trace), 1):
        before += step + "\n"
        so_far = read_trace(before, answer, question)
        reached = [pair for pair in to_reach if derived_share(so_far, [[pair[0]]]) == 1]
        to_reach = [pair for pair in to_reach if pair not in reached]
        claims = [("✓ holds", GREEN) if claim.holds else ("✗ does not hold", RED) for claim in read(step.lower())[0]]
        marks = [(f"▸ milestone {text}", BLUE) for _, text in reached]
        yield Entry(step, str(number), MUTED, (*claims, *marks))
    verdict = ("✓ right", GREEN) if rewards_of(completion, example)["correctness"] == 1 else ("✗ earns nothing", RED)
    yield Entry(answer or "none that can be read", "answer", INK, (verdict,))


def rewards_of(completion: str, example: Mapping[str, Any]) -> dict[str, float]:
    """The three rewards of a completion, each in [0, 1], by name."""
    metadata = _metadata(example)
    columns = {"question": example["question"], "answer": example["answer"],
               "answer_kind": metadata.get("answer_kind") or "", "rubric": metadata.get("rubric") or "",
               "milestones": json.dumps(metadata.get("milestones") or [])}
    one = {name: [value] for name, value in columns.items()}
    return {name: reward([""], [completion], **one)[0] for name, reward in REWARDS.items()}


def _metadata(example: Mapping[str, Any]) -> Mapping[str, Any]:
    return example.get("metadata") or {}


def _bars(axes: Axes, rewards: Mapping[str, float], weights: Sequence[float]) -> None:
    """What each reward adds to the sum, within what it could add."""
    for place, (name, value, weight, color) in enumerate(zip(rewards, rewards.values(), weights, CYCLE, strict=False)):
        axes.barh(place, weight, 0.5, color="none", edgecolor=PALE)
        axes.barh(place, weight * value, 0.5, color=color)
        axes.annotate(f"{name}: {value:.2f} × {weight:g} = {weight * value:.2f}", (0, place - 0.29), (0, 2),
                      textcoords="offset points", fontsize=8.5)
    total = sum(weight * value for weight, value in zip(weights, rewards.values(), strict=True))
    axes.set_title(f"Reward {total:.2f} of {sum(weights):g}")
    axes.set(yticks=[], ylim=(len(rewards) - 0.4, -0.75), xlim=(0, max(weights) * 1.04), xlabel="part of the sum")
    axes.grid(visible=False)
    axes.spines["left"].set_visible(False)
