"""A report on the screen."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table

from tunix_reasoning.preflight.chips import GIB
from tunix_reasoning.preflight.plan import seconds

SHOWN_WIDE = ("program", "weights", "optimizer", "cache", "activations", "peak", "TFLOP", "GB", "ms", "roofline ms",
              "× a step", "in loops", "compiler s")
SHOWN_NARROW = ("program", "peak", "ms", "× a step", "in loops")
"""What a terminal of 80 characters has room for."""
WIDE = 150
STATIC = ("weights", "adapters", "masters", "reference", "sampled copy")
NEVER_RUN = "Times are the compiler's: no TPU has run this."


def print_report(report: dict[str, Any], console: Console | None = None) -> None:
    """A row a program, then what a step and a session take."""
    console = console or Console()
    table = Table(title=f"{report['model']} on {report['tpu']}, mesh {report['mesh']}: GiB a device of "
                        f"{report['hbm_bytes'] / GIB:.2f}", caption=NEVER_RUN)
    shown = SHOWN_WIDE if console.width >= WIDE else SHOWN_NARROW
    for name in shown:
        table.add_column(name, justify="left" if name in ("program", "in loops") else "right")
    for row in report["phases"].values():
        cells = dict(zip(SHOWN_WIDE, _cells(row), strict=False))
        table.add_row(*(cells.get(name, "") for name in shown), style="" if row["fits"] else "red")
    console.print(table)
    if report["fits"]:
        console.print(_run(report))
    console.print(verdict(report), style="green" if report["fits"] else "red")


def verdict(report: dict[str, Any]) -> str:
    """Fits, or why not and what does."""
    if report["fits"]:
        peak = max(row["peak_bytes"] for row in report["phases"].values())
        return f"fits: {peak / GIB:.2f} of {report['hbm_bytes'] / GIB:.2f} GiB a device"
    worst = max(report["phases"].values(), key=lambda row: row["peak_bytes"])
    text = (f"does not fit: {worst['name']} needs {worst['peak_bytes'] / GIB:.2f} of "
            f"{report['hbm_bytes'] / GIB:.2f} GiB a device")
    if "temporaries" not in worst["memory"]:
        advice = "a mesh that splits the weights further may"
        if not report["config"]["grpo"]["lora_rank"]:
            advice = f"adapters (lora_rank) or {advice}"
        return f"{text}, whatever the batch; {advice}"
    found = [f"{name}={size}" if size else f"no {name}" for name, size in report["largest"].items()]
    return f"{text}; the largest that fits: {', '.join(found)}" if found else text


def _cells(row: dict[str, Any]) -> list[str]:
    memory = row["memory"]
    held = [sum(memory.get(name, 0) for name in STATIC), memory.get("optimizer", 0), memory.get("cache", 0)]
    cells = [row["name"], *(f"{size / GIB:.2f}" for size in held)]
    if "temporaries" not in memory:
        return [*cells, "", f"{row['peak_bytes'] / GIB:.2f}"]
    cells += [f"{(memory['temporaries'] + memory.get('inputs', 0)) / GIB:.2f}", f"{row['peak_bytes'] / GIB:.2f}"]
    if "cycles" not in row:
        return cells
    moved = " ".join(
        f"{entry['count']} {kind} {entry['bytes'] / 1e6:.1f} MB" for kind, entry in row["collectives_in_loops"].items()
        if entry["bytes"] >= 1e5
    )
    return [*cells, f"{row['flops'] / 1e12:.2f}", f"{row['bytes'] / 1e9:.1f}", f"{1e3 * seconds(row):.1f}",
            f"{1e3 * row['optimal_seconds']:.1f}", str(row["runs"]), moved, f"{row['compile_cpu_seconds']:.0f}"]


def _run(report: dict[str, Any]) -> str:
    parts = ", ".join(f"{name} {value:.2f}" for name, value in report["phase_seconds"].items())
    around = ", ".join(f"{name} {value / 60:.1f}" for name, value in report["around_seconds"].items())
    return (
        f"A step: {report['step_seconds']:.2f} s ({parts}), {report['step_over_roofline']:.2f} × its roofline, "
        f"{report['completion_tokens_per_second']:,.0f} completion tokens a second at their limit; beginning its "
        f"collectives may take {report['latency_seconds']:.2f} s more.\n"
        f"{report['config']['grpo']['num_training_steps']} steps and what is around them (minutes: {around}): "
        f"{report['run_hours']:.2f} h. Steps in nine hours: {report['steps_in_nine_hours']:,}."
    )
