"""A report as a picture: what each program holds, and what a step spends its time on."""

from __future__ import annotations

from operator import itemgetter
from pathlib import Path
from typing import Any

from tunix_reasoning.preflight.chips import GIB
from tunix_reasoning.preflight.plan import seconds
from tunix_reasoning.preflight.table import NEVER_RUN


def save_plot(report: dict[str, Any], path: Path) -> None:
    """Memory a device by kind beside the chip's limit; seconds beside the roofline."""
    from matplotlib.figure import Figure

    rows = list(report["phases"].values())
    names, place = [row["name"] for row in rows], list(range(len(rows)))
    figure = Figure(figsize=(12, 1.5 + 0.5 * len(rows)), layout="constrained")
    memory, time = figure.subplots(1, 2, sharey=True)
    left = [0.0] * len(rows)
    for kind in dict.fromkeys(kind for row in rows for kind in row["memory"]):
        sizes = [row["memory"].get(kind, 0) / GIB for row in rows]
        memory.barh(place, sizes, left=left, label=kind)
        left = [a + b for a, b in zip(left, sizes, strict=True)]
    memory.axvline(report["hbm_bytes"] / GIB, color="black", linestyle="--", linewidth=1)
    memory.set(xlabel="GiB a device", yticks=place, yticklabels=names)
    memory.invert_yaxis()
    memory.legend(fontsize="small", loc="lower right")
    timed = [row if "cycles" in row else None for row in rows]
    for shift, label, value in (
        (-0.2, "compiler's cycles and bytes over links", seconds), (0.2, "roofline", itemgetter("optimal_seconds")),
    ):
        widths = [row["runs"] * value(row) if row else 0.0 for row in timed]
        time.barh([y + shift for y in place], widths, 0.4, label=label)
    time.set(xlabel="seconds a step (of the evaluation: a batch)")
    time.legend(fontsize="small")
    figure.suptitle(f"{report['model']} on {report['tpu']}, mesh {report['mesh']}. {NEVER_RUN}", fontsize="medium")
    figure.savefig(path, dpi=120)
