"""A report as a picture: what each program holds, and what a step spends its time on."""

from __future__ import annotations

from operator import itemgetter
from pathlib import Path
from typing import Any

from tunix_reasoning.preflight.chips import GIB
from tunix_reasoning.preflight.plan import seconds
from tunix_reasoning.preflight.table import NEVER_RUN, STATIC


def save_plot(report: dict[str, Any], path: Path) -> None:
    """Memory a device by kind beside the chip's limit; seconds beside the roofline."""
    from matplotlib import rc_context

    from tunix_reasoning.reporting import style

    with rc_context(style.STYLE | {"axes.grid.axis": "x"}):
        _drawn(report).savefig(path, dpi=150)


def _drawn(report: dict[str, Any]) -> Any:
    from matplotlib.figure import Figure

    from tunix_reasoning.reporting import style

    rows = list(report["phases"].values())
    names, place = [row["name"] for row in rows], list(range(len(rows)))
    figure = Figure(figsize=(8.6, 1.7 + 0.42 * len(rows)), layout="constrained")
    memory, time = figure.subplots(1, 2, sharey=True)
    left = [0.0] * len(rows)
    kinds = (*STATIC, "optimizer", "cache", "inputs", "temporaries")
    colors = (style.BLUE, style.ORANGE, style.BLUE, style.INK, style.PALE,  # masters stand in place of weights
              style.GREEN, style.RED, style.VIOLET, style.SKY)
    for kind, color in zip(kinds, colors, strict=True):  # in every figure the same
        sizes = [row["memory"].get(kind, 0) / GIB for row in rows]
        if not any(sizes):
            continue
        memory.barh(place, sizes, 0.6, left=left, label=kind, color=color)
        left = [a + b for a, b in zip(left, sizes, strict=True)]
    memory.axvline(report["hbm_bytes"] / GIB, color=style.RED, linestyle="--", linewidth=1.2)
    memory.set(xlabel="GiB a device", yticks=place, yticklabels=names)
    memory.invert_yaxis()
    memory.set_title("Memory, and what the chip has")
    figure.legend(*memory.get_legend_handles_labels(), loc="outside lower left", ncols=4, fontsize=8.5)
    timed = [row if "cycles" in row else None for row in rows]
    for shift, label, value, color in (
        (-0.15, "compiler's cycles and bytes over links", seconds, style.BLUE),
        (0.15, "roofline", itemgetter("optimal_seconds"), style.PALE),
    ):
        widths = [row["runs"] * value(row) if row else 0.0 for row in timed]
        time.barh([y + shift for y in place], widths, 0.3, label=label, color=color)
    time.set(xlabel="seconds a step (of the evaluation: a batch)")
    time.set_title("Time")
    figure.legend(*time.get_legend_handles_labels(), loc="outside lower right", fontsize=8.5)
    figure.suptitle(f"{report['model']} on {report['tpu']}, mesh {report['mesh']}. {NEVER_RUN}", x=0.01, ha="left",
                    fontsize=9.5)
    return figure
