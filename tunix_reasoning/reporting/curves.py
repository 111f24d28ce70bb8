"""A training run as curves over its steps, from the rows of `metrics.jsonl`.

Figures are made without pyplot, so that they need no display and can be drawn in any thread.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, PercentFormatter

from tunix_reasoning.files import Row
from tunix_reasoning.reporting.style import BLUE, CYCLE, GREEN, INK, MUTED, ORANGE, RED, STYLE, VIOLET, spaced


def smoothed(values: Sequence[float]) -> list[float]:
    """A running mean, centred: a window of a tenth of the series, cut off at both ends."""
    reach = len(values) // 20
    windows = (values[max(0, i - reach) : i + reach + 1] for i in range(len(values)))
    return [sum(window) / len(window) for window in windows]


def reward_names(history: Sequence[Row]) -> list[str]:
    """The rewards that a run was trained on, by the names in its rows."""
    spreads = [name.removesuffix("_spread") for name in history[0] if name.endswith("_spread")]
    return [name for name in spreads if name != "reward"]


@rc_context(STYLE)
def plot_rewards(history: Sequence[Row]) -> Figure:
    """The weighted sum and each reward by step: every step pale, a running mean strong, a band of one spread."""
    figure = Figure(figsize=(8.6, 3.6), layout="constrained")
    axes = figure.subplots()
    lines = [("reward", "weighted sum", INK)]
    lines += [(name, name, color) for name, color in zip(reward_names(history), CYCLE, strict=False)]
    _curves(axes, history, lines)
    _band(axes, history, "reward", INK)
    axes.set_ylabel("mean of a step's completions")
    axes.set_title("Rewards")
    _name_lines(axes, 0.07)
    return figure


@rc_context(STYLE)
def plot_training(history: Sequence[Row]) -> Figure:
    """What a reward curve hides: accuracy, KL, lengths, and the shares that teach nothing."""
    figure = Figure(figsize=(8.6, 5.6), layout="constrained")
    ((results, kl), (length, shares)) = figure.subplots(2, 2)
    panels = (
        (results, "Accuracy", (("accuracy", "sampled", BLUE), ("validation", "validation, greedy", ORANGE))),
        (kl, "KL from the reference, nats a token", (("kl", "", VIOLET),)),
        (length, "Length of a completion, tokens", (("length_max", "longest", MUTED), ("length_mean", "mean", INK))),
        (shares, "Warning signs", (("no_signal", "groups without signal", RED), ("truncated", "truncated", ORANGE),
                                   ("unparsed", "without an answer", GREEN))),
    )
    for axes, title, lines in panels:
        _curves(axes, history, lines)
        axes.set_title(title)
        if axes in (results, shares):
            axes.set_ylim(0, 1.03)
            axes.yaxis.set_major_formatter(PercentFormatter(1))
        _name_lines(axes, 0.11)
    return figure


@rc_context(STYLE)
def plot_warmup(history: Sequence[Row]) -> Figure:
    """The loss of an SFT warm-up by step, in nats a token."""
    figure = Figure(figsize=(8.6, 2.6), layout="constrained")
    axes = figure.subplots()
    _curves(axes, history, (("loss", "", BLUE),))
    axes.set_title("Loss of worked solutions, nats a token")
    return figure


def _curves(axes: Axes, history: Sequence[Row], lines: Sequence[tuple[str, str, str]]) -> None:
    """Columns of the history, pale and smoothed, as (column, label, colour); a column that no row has is left out."""
    steps = [row["step"] for row in history]
    for column, label, color in lines:
        points = [(row["step"], row[column]) for row in history if row.get(column) is not None]
        if not points:
            continue
        places, values = zip(*points, strict=True)
        sparse = len(points) < len(history) or len(points) == 1
        axes.plot(places, values, color=color, alpha=0.25, linewidth=0.9)
        axes.plot(places, values if sparse else smoothed(values), color=color, linewidth=1.9, label=label,
                  marker="o" if sparse else None, markersize=4)
    axes.set_xlabel("step")
    axes.xaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10], integer=True))
    axes.set_xlim(steps[0] - 0.5, steps[-1] + 0.5)
    axes.set_ylim(bottom=0)


def _name_lines(axes: Axes, apart: float) -> None:
    """Each line's name where the line ends, in its colour; `apart`, of the axes' height, is what two names need."""
    low, high = axes.get_ylim()
    lines = [line for line in axes.lines if line.get_label() and not str(line.get_label()).startswith("_")]
    ends = [float(np.asarray(line.get_ydata())[-1]) for line in lines]
    for line, place in zip(lines, spaced(ends, low, high, apart), strict=True):
        axes.annotate(str(line.get_label()), (1, place), (4, 0), xycoords="axes fraction",
                      textcoords="offset points", va="center", color=line.get_color(), annotation_clip=False)


def _band(axes: Axes, history: Sequence[Row], column: str, color: str) -> None:
    """One standard deviation of the completions to either side of the smoothed mean."""
    centre = smoothed([row[column] for row in history])
    spread = smoothed([row[f"{column}_spread"] for row in history])
    below, above = ([c + sign * s for c, s in zip(centre, spread, strict=True)] for sign in (-1, 1))
    axes.fill_between([row["step"] for row in history], below, above, color=color, alpha=0.08, linewidth=0)
