"""Every figure: the training curves, live or afterwards, and the evaluation before and after.

Functions take the rows of `metrics.jsonl` or the content of `evaluation.json` and return a Matplotlib
`Figure`. None goes through pyplot, so that they work without a display and in any thread.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, PercentFormatter

Row = Mapping[str, Any]

INK, MUTED, PALE = "#22303c", "#7b8794", "#c3cad1"
TEAL, OCHRE, VIOLET, RED = "#1f7a6d", "#c77d1e", "#7561a8", "#b5483a"
STYLE: dict[Any, Any] = {
    "figure.dpi": 110,
    "font.size": 9.5,
    "text.color": INK,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": MUTED,
    "axes.titlecolor": INK,
    "axes.titlelocation": "left",
    "axes.titlesize": 10.5,
    "axes.titleweight": "bold",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.axisbelow": True,
    "grid.color": "#e6e9ec",
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "lines.solid_capstyle": "round",
    "svg.hashsalt": "tunix-reasoning",
}
METRICS = {
    "accuracy": "Accuracy",
    "accuracy_lenient": "Accuracy, lenient",
    "format": "Format",
    "quality": "Reasoning quality",
}
"""Names in `evaluation.json`, each also with `_sampled`, and how figures and reports call them."""
TYPES = {"logic_puzzle": "logic"}  # where the label differs from the name


def smoothed(values: Sequence[float]) -> list[float]:
    """A running mean, centred: a window of a tenth of the series, cut off at both ends."""
    reach = len(values) // 20
    windows = (values[max(0, i - reach) : i + reach + 1] for i in range(len(values)))
    return [sum(window) / len(window) for window in windows]


@rc_context(STYLE)
def plot_rewards(history: Sequence[Row]) -> Figure:
    """The weighted reward and its three parts by step, each as it was (pale) and smoothed."""
    figure = Figure(figsize=(8.6, 3.6), layout="constrained")
    axes = figure.subplots()
    lines = (("reward", "total", INK), ("format", "format", OCHRE),
             ("correctness", "correctness", TEAL), ("quality", "reasoning quality", VIOLET))
    _curves(axes, history, lines, top=1.03)
    axes.set_title("Mean reward of the sampled completions")
    return figure


@rc_context(STYLE)
def plot_training(history: Sequence[Row]) -> Figure:
    """What a reward curve hides: accuracy and format, KL, lengths, and the shares that teach nothing."""
    figure = Figure(figsize=(8.6, 5.4), layout="constrained")
    ((results, kl), (length, shares)) = figure.subplots(2, 2)
    _curves(results, history, (("format", "format", OCHRE), ("accuracy", "accuracy", TEAL)), top=1.03)
    results.set_title("Sampled completions")
    _curves(kl, history, (("kl", "", VIOLET),))
    kl.set_title("KL from the reference, nats a token")
    _curves(length, history, (("length_max", "longest", MUTED), ("length_mean", "mean", INK)))
    length.set_title("Length of a completion, tokens")
    lines = (("zero_variance", "groups all alike", RED), ("truncated", "truncated", OCHRE),
             ("unparsed", "without answer", MUTED))
    _curves(shares, history, lines, top=1.03)
    shares.set_title("Warning signs")
    for axes in (results, shares):
        axes.yaxis.set_major_formatter(PercentFormatter(1))
    return figure


@rc_context(STYLE)
def plot_evaluation(evaluation: Mapping[str, Any]) -> Figure:
    """Every metric before and after, greedy and sampled, with 95 % intervals."""
    figure = Figure(figsize=(8.6, 3.4), layout="constrained")
    titles = {"": "Greedy", "_sampled": "Sampled"}
    suffixes = [suffix for suffix in titles if f"accuracy{suffix}" in evaluation["after"]]
    panels = figure.subplots(1, len(suffixes), sharey=True, squeeze=False)[0]
    for axes, suffix in zip(panels, suffixes, strict=True):
        pairs = [[evaluation[when][name + suffix] for name in METRICS] for when in ("before", "after")]
        _bars(axes, [label.replace(" ", "\n", 1) for label in METRICS.values()], *pairs)
        axes.set_title(titles[suffix])
    figure.axes[0].legend(frameon=False, ncols=2, loc="upper left", borderaxespad=0)
    return figure


@rc_context(STYLE)
def plot_by_type(evaluation: Mapping[str, Any]) -> Figure:
    """Greedy accuracy before and after in each type of question, with 95 % intervals."""
    figure = Figure(figsize=(8.6, 3.2), layout="constrained")
    axes = figure.subplots()
    before, after = (evaluation[when]["by_type"] for when in ("before", "after"))
    names = sorted(before, key=lambda name: -before[name]["accuracy"]["n"])
    labels = [f"{TYPES.get(name, name)}\nn = {before[name]['accuracy']['n']}" for name in names]
    _bars(axes, labels, *([part[name]["accuracy"] for name in names] for part in (before, after)))
    axes.set_title("Greedy accuracy by type of question")
    axes.legend(frameon=False, ncols=2, loc="upper right", borderaxespad=0)
    return figure


def save_plots(run_folder: Path | str) -> None:
    """Writes every figure that a run folder has data for as `plots/<name>.png`."""
    folder = Path(run_folder) / "plots"
    folder.mkdir(parents=True, exist_ok=True)
    for name, figure in run_figures(run_folder).items():
        figure.savefig(folder / f"{name}.png", dpi=150)


def run_figures(run_folder: Path | str) -> dict[str, Figure]:
    """`rewards` and `training` of a run; `evaluation` and `by_type` too where it has been evaluated."""
    drawn: dict[str, Figure] = {}
    if history := read_history(run_folder):
        drawn |= {"rewards": plot_rewards(history), "training": plot_training(history)}
    evaluation = Path(run_folder) / "evaluation.json"
    if evaluation.is_file():
        scores = json.loads(evaluation.read_text(encoding="utf-8"))
        drawn |= {"evaluation": plot_evaluation(scores), "by_type": plot_by_type(scores)}
    return drawn


def read_history(run_folder: Path | str) -> list[dict[str, Any]]:
    """The rows of a run's `metrics.jsonl`."""
    return read_lines(Path(run_folder) / "metrics.jsonl")


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file that may still grow: without a last line that is only half written."""
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    return [json.loads(line) for line in text.split("\n")[:-1]]


class LivePlot:
    """The reward curves of a run in a notebook's output, redrawn while the run writes `metrics.jsonl`.

        with LivePlot(config.output):
            trainer.train()

    It watches the file from a thread of its own, so that training neither knows of it nor waits for it.
    """

    def __init__(self, run_folder: Path | str, seconds: float = 10.0) -> None:
        """`seconds` is the time from one look at the file to the next."""
        self.run_folder = Path(run_folder)
        self.seconds = seconds
        self.drawn = 0
        """Steps in the figure that is shown."""
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> LivePlot:
        from IPython.display import DisplayHandle  # in every notebook, and needed nowhere else

        self._display = DisplayHandle()
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._done.set()
        self._thread.join()
        self.draw()

    def draw(self) -> None:
        """Shows the steps so far, if there are new ones."""
        history = read_history(self.run_folder)
        if len(history) > self.drawn:
            show = self._display.update if self.drawn else self._display.display
            show(plot_rewards(history))
            self.drawn = len(history)

    def _watch(self) -> None:
        while not self._done.wait(self.seconds):
            self.draw()


def _curves(
    axes: Axes, history: Sequence[Row], lines: Sequence[tuple[str, str, str]], top: float | None = None
) -> None:
    """Columns of the history, pale and smoothed, from 0 to `top`, labelled where they end."""
    steps = [row["step"] for row in history]
    ends = {}
    for column, label, color in lines:
        values = [row[column] for row in history]
        curve = smoothed(values)
        axes.plot(steps, values, color=color, alpha=0.25, linewidth=0.9)
        axes.plot(steps, curve, color=color, linewidth=1.9, marker="o" if len(steps) == 1 else None)
        ends[label] = (curve[-1], color)
    axes.set_xlabel("step")
    axes.xaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10], integer=True))
    axes.set_xlim(steps[0] - 0.5, steps[-1] + 0.5)
    axes.set_ylim(0, top)
    _label_ends(axes, ends)


def _label_ends(axes: Axes, ends: Mapping[str, tuple[float, str]]) -> None:
    """Labels to the right of the axes, level with the ends of their lines but not on each other."""
    top = axes.get_ylim()[1]
    gap = 0.065 * round(len(axes.figure.axes) ** 0.5)  # a line of text, as a share of the axes' height
    order = sorted(ends, key=lambda label: ends[label][0])
    level = -gap
    heights = []
    for label in order:
        level = max(level + gap, ends[label][0] / top)
        heights.append(level)
    sink = max(0.0, level - 1)
    for label, height in zip(order, heights, strict=True):
        axes.text(1.015, height - sink, label, color=ends[label][1], transform=axes.transAxes, va="center")


def _bars(axes: Axes, labels: Sequence[str], before: Sequence[Row], after: Sequence[Row]) -> None:
    """Pairs of bars with their values and 95 % intervals."""
    width = 0.36
    for offset, metrics, label, color in (
        (-width / 2, before, "before", PALE),
        (width / 2, after, "after", TEAL),
    ):
        places = [i + offset for i in range(len(metrics))]
        values = [metric["value"] for metric in metrics]
        below = [metric["value"] - metric["low"] for metric in metrics]
        above = [metric["high"] - metric["value"] for metric in metrics]
        axes.bar(places, values, width * 0.94, color=color, label=label)
        axes.errorbar(places, values, (below, above), fmt="none", ecolor=INK, elinewidth=1, capsize=2.5)
        for place, metric in zip(places, metrics, strict=True):
            axes.annotate(f"{100 * metric['value']:.1f}", (place, metric["high"]), (0, 3),
                          textcoords="offset points", ha="center", fontsize=8.5)
    axes.set_xticks(range(len(labels)), labels)
    axes.tick_params(axis="x", length=0, labelcolor=INK)
    axes.set_ylim(0, 1.2)
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1])
    axes.yaxis.set_major_formatter(PercentFormatter(1))
