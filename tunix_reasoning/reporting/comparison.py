"""Before and after as bars with their 95 % intervals, from the content of `evaluation.json`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from tunix_reasoning.reporting.style import BLUE, INK, PALE, STYLE

LABELS = {
    "accuracy": "Accuracy",
    "accuracy_lenient": "Accuracy, lenient",
    "format": "Format",
    "quality": "Reasoning quality",
}
"""Names in `evaluation.json`, each also with `_sampled`, and how figures and reports call them."""
_SHORT = {"logic_puzzle": "logic"}  # where a label differs from the type's name


@rc_context(STYLE)
def plot_evaluation(evaluation: Mapping[str, Any]) -> Figure:
    """Every metric before and after, greedy and sampled."""
    figure = Figure(figsize=(8.6, 3.4), layout="constrained")
    titles = {"": "Greedy", "_sampled": "Sampled"}
    suffixes = [suffix for suffix in titles if f"accuracy{suffix}" in evaluation["after"]]
    panels = figure.subplots(1, len(suffixes), sharey=True, squeeze=False)[0]
    for axes, suffix in zip(panels, suffixes, strict=True):
        names = [name for name in LABELS if name + suffix in evaluation["after"]]  # quality may be missing
        pairs = [[evaluation[when][name + suffix] for name in names] for when in ("before", "after")]
        _bars(axes, [LABELS[name].replace(" ", "\n", 1) for name in names], *pairs)
        axes.set_title(titles[suffix])
    figure.axes[0].legend(ncols=2, loc="upper left", borderaxespad=0)
    return figure


@rc_context(STYLE)
def plot_by_type(evaluation: Mapping[str, Any]) -> Figure:
    """Greedy accuracy before and after in each type of question."""
    figure = Figure(figsize=(8.6, 3.2), layout="constrained")
    axes = figure.subplots()
    before, after = (evaluation[when]["by_type"] for when in ("before", "after"))
    names = sorted(before, key=lambda name: -before[name]["accuracy"]["n"])
    labels = [f"{_SHORT.get(name, name)}\nn = {before[name]['accuracy']['n']}" for name in names]
    _bars(axes, labels, *([part[name]["accuracy"] for name in names] for part in (before, after)))
    axes.set_title("Greedy accuracy by type of question")
    axes.legend(ncols=2, loc="upper right", borderaxespad=0)
    return figure


def _bars(
    axes: Axes, labels: Sequence[str], before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> None:
    """Pairs of bars with their values, and their intervals where there are any."""
    width = 0.36
    for offset, scores, label, color in (
        (-width / 2, before, "before", PALE),
        (width / 2, after, "after", BLUE),
    ):
        places = [i + offset for i in range(len(scores))]
        axes.bar(places, [score["value"] for score in scores], width * 0.94, color=color, label=label)
        for place, score in zip(places, scores, strict=True):
            top = score["value"]
            if score["low"] is not None:
                top = score["high"]
                reach = ([score["value"] - score["low"]], [score["high"] - score["value"]])
                axes.errorbar([place], [score["value"]], reach, fmt="none", ecolor=INK, elinewidth=1, capsize=2.5)
            value = f"{100 * score['value']:.1f}".replace("100.0", "100")  # which would touch the bar's next
            axes.annotate(value, (place, top), (0, 3),
                          textcoords="offset points", ha="center", fontsize=8.5)
    axes.set_xticks(range(len(labels)), labels)
    axes.tick_params(axis="x", length=0, labelcolor=INK)
    axes.set_ylim(0, 1.2)
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1])
    axes.yaxis.set_major_formatter(PercentFormatter(1))
    axes.set_ylabel("share of the questions")
