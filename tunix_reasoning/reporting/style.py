"""How every figure looks: one style sheet, and the colours of Okabe and Ito (2008), made for the colour-blind too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

INK, MUTED, PALE = "#22303c", "#5f6b76", "#b9c2ca"
BLUE, ORANGE, GREEN, RED, VIOLET, SKY = "#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#56b4e9"
CYCLE = (BLUE, ORANGE, GREEN, RED, VIOLET, SKY)
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
    "legend.frameon": False,
    "legend.handlelength": 1.4,
    "svg.hashsalt": "tunix-reasoning",
}


def spaced(values: Sequence[float], low: float, high: float, apart: float) -> list[float]:
    """Where names of values stand on an axis from `low` to `high`, as shares of it: at their values, or as near as
    `apart` between two of them allows."""
    wanted = [(value - low) / (high - low) for value in values]
    order = sorted(range(len(values)), key=wanted.__getitem__)
    places = [wanted[i] for i in order]
    for i in range(1, len(places)):  # upwards, each clear of the one below
        places[i] = max(places[i], places[i - 1] + apart)
    ceiling = 1.0
    for i in reversed(range(len(places))):  # and down again where that went beyond the top
        places[i] = min(places[i], ceiling)
        ceiling = places[i] - apart
    return [place for _, place in sorted(zip(order, places, strict=True))]
