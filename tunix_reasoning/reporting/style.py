"""How every figure looks: one style sheet, and the colours of Okabe and Ito (2008), made for the colour-blind too."""

from __future__ import annotations

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
