"""Draws the figures of techniques and of strategies from the recorded results; `benchmarks/tables.py` calls it.

A digest in each file tells what it was drawn from.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from tunix_reasoning.reporting.style import BLUE, GREEN, MUTED, ORANGE, PALE, RED, SKY, STYLE, VIOLET, spaced
from tunix_reasoning.reporting.techniques import COLORS

_RULES = {"coupled": BLUE, "without couplings": SKY, "UCB1": ORANGE, "Thompson sampling": GREEN, "best single": VIOLET,
          "always forward": RED, "random": MUTED}
_WORLDS = {"identical": "all kinds alike", "related": "kinds of a type alike", "unrelated": "no kinds alike",
           "model": "the trained model"}


@rc_context(STYLE)
def plot_budgets(recorded: Mapping[str, Any]) -> Figure:
    """Accuracy against tokens: a line a technique over its budgets, its 95 % interval as a band."""
    budgets = list(recorded["budgets"].values())
    figure = Figure(figsize=(8.6, 4.6), layout="constrained")
    axes = figure.subplots()
    names = sorted(set.intersection(*map(set, budgets)), key=lambda name: budgets[-1][name]["accuracy"]["value"])
    for name in names:
        color = COLORS.get(name.partition(",")[0], MUTED)
        tokens = [table[name]["tokens_per_question"] for table in budgets]
        scores = [table[name]["accuracy"] for table in budgets]
        low, high, value = ([score[end] for score in scores] for end in ("low", "high", "value"))
        if name == "greedy":
            axes.axhspan(low[0], high[0], color=PALE, alpha=0.3, linewidth=0)
            axes.axhline(value[0], color=MUTED, linewidth=1, linestyle=":")
            continue
        axes.fill_between(tokens, low, high, color=color, alpha=0.1, linewidth=0)
        axes.plot(tokens, value, "o--" if "," in name or color == MUTED else "o-", color=color, markersize=4)
    places = spaced([budgets[-1][name]["accuracy"]["value"] for name in names], *axes.get_ylim(), 0.055)
    for name, place in zip(names, places, strict=True):
        axes.annotate(f"{100 * budgets[-1][name]['accuracy']['value']:.1f}  {name}", (1, place), (6, 0),
                      xycoords="axes fraction", textcoords="offset points", va="center",
                      color=COLORS.get(name.partition(",")[0], MUTED), annotation_clip=False)
    axes.set_xscale("log", base=2)
    axes.xaxis.set_major_formatter(lambda tokens, _: f"{tokens:.0f}")
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.set(xlabel="sampled tokens a question", ylabel="accuracy")
    *few, most = recorded["budgets"]
    axes.set_title(f"What tokens buy: accuracy at the tokens of {', '.join(few)} and {most} samples, 95 % intervals")
    return figure


@rc_context(STYLE)
def plot_strategies(recorded: Mapping[str, Any]) -> Figure:
    """Regret over questions a kind, a panel a truth, with 95 % intervals over seeds."""
    figure = Figure(figsize=(10.5, 3.6), layout="constrained")
    for axes, (truth, title) in zip(figure.subplots(1, len(_WORLDS)), _WORLDS.items(), strict=True):
        _draw_regret(axes, recorded[truth], recorded["questions_a_kind"])
        axes.set_title(title)
    figure.axes[0].set_ylabel("success lost by the choice, so far")
    figure.legend(*figure.axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=len(_RULES))
    return figure


def _draw_regret(axes: Axes, found: Mapping[str, Any], counts: list[int]) -> None:
    for name, color in _RULES.items():
        low, high, value = ([score[end] for score in found[name]["regret"]] for end in ("low", "high", "value"))
        axes.fill_between(counts, low, high, color=color, alpha=0.12, linewidth=0)
        axes.plot(counts, value, color=color, linewidth=2 if name == "coupled" else 1.2, label=name)
    axes.set_xscale("log", base=2)
    axes.xaxis.set_major_formatter(lambda count, _: f"{count:.0f}")
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.set_ylim(bottom=0)
    axes.set_xlabel("questions a kind")


FIGURES: dict[str, Callable[[Mapping[str, Any]], Figure]] = {"budgets": plot_budgets, "strategies": plot_strategies}


def draw_figures(results: Path) -> None:
    """Writes a `.png` beside each `.json` that there is a figure for."""
    for name, plot in FIGURES.items():
        recorded = (results / f"{name}.json").read_bytes()
        figure, source = plot(json.loads(recorded)), {"Source": hashlib.sha256(recorded).hexdigest()}
        figure.savefig(results / f"{name}.png", dpi=150, metadata=source)
