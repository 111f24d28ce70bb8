"""What a technique's tokens buy: accuracy against tokens, from the part `techniques` of an evaluation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matplotlib import rc_context
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from tunix_reasoning.reporting.style import BLUE, GREEN, MUTED, ORANGE, PALE, RED, SKY, STYLE, VIOLET, spaced

COLORS = {"mcts": BLUE, "strategy": GREEN, "debate": RED, "claims": VIOLET, "mixture": SKY, "weighted-vote": ORANGE}
"""Of the techniques; the controls are grey."""
_ALIKE, _DODGE = 0.03, 0.018
"""Techniques whose tokens differ by no more than the one share stand side by side, the other share of them apart."""


@rc_context(STYLE)
def plot_techniques(techniques: Mapping[str, Mapping[str, Any]]) -> Figure:
    """Accuracy and its 95 % interval against tokens a question; the cheapest technique's interval as a band."""
    figure = Figure(figsize=(8.6, 3.8), layout="constrained")
    axes = figure.subplots()
    ranked = sorted(techniques, key=lambda name: techniques[name]["accuracy"]["value"])
    cheapest = min(ranked, key=lambda name: techniques[name]["tokens_per_question"])
    low, high = (techniques[cheapest]["accuracy"][end] for end in ("low", "high"))
    about = f" with 95 % intervals; the band is that of {cheapest}" if low is not None else ""
    if about:
        axes.axhspan(low, high, color=PALE, alpha=0.3, linewidth=0)
    for name in ranked:
        score, color = techniques[name]["accuracy"], COLORS.get(name, MUTED)
        tokens = techniques[name]["tokens_per_question"]
        beside = [n for n in ranked if abs(techniques[n]["tokens_per_question"] - tokens) <= _ALIKE * tokens]
        place = tokens * (1 + _DODGE * (beside.index(name) - (len(beside) - 1) / 2))
        axes.plot([place], [score["value"]], "o", color=color, markersize=6, label=name)
        if score["low"] is not None:
            axes.plot([place, place], [score["low"], score["high"]], color=color, linewidth=1.6)
    ends = spaced([techniques[name]["accuracy"]["value"] for name in ranked], *axes.get_ylim(), 0.065)
    for name, place in zip(ranked, ends, strict=True):
        axes.annotate(f"{100 * techniques[name]['accuracy']['value']:.1f}  {name}", (1, place), (6, 0),
                      xycoords="axes fraction", textcoords="offset points", va="center",
                      color=COLORS.get(name, MUTED), annotation_clip=False)
    axes.set(xlabel="sampled tokens a question", ylabel="accuracy")
    axes.set_xlim(left=0)
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.set_title(f"What tokens buy: accuracy{about}")
    return figure
