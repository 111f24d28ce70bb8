"""`tunix-reasoning report`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tunix_reasoning.commands.shared import CommandError, say
from tunix_reasoning.files import read_json, write_json


def report(
    runs: Annotated[list[Path], typer.Argument(metavar="RUN…", help="Run folders; several are pooled.")],
    output: Annotated[
        Path | None, typer.Option(help="Where the pooled evaluation goes; `pooled` beside the runs unless given.")
    ] = None,
) -> None:
    """Draw a run's plots and report again; pool several seeds.

    Examples:

        tunix-reasoning report runs/mine

        tunix-reasoning report results/embedded-seed-0 results/embedded-seed-1 results/embedded-seed-2
    """
    for run in runs:
        if not (run / "config.json").is_file():
            raise CommandError(f"{run} is not a run folder: it has no config.json")
    from tunix_reasoning import evaluation
    from tunix_reasoning.reporting import save_plots, write_report

    if len(runs) == 1:
        if output:
            raise typer.BadParameter("--output goes with several runs: the report of one is in its folder")
        save_plots(runs[0])
        say(str(write_report(runs[0])))
        return
    for name in ("before.json", "after.json"):
        if missing := [str(run) for run in runs if not (run / name).is_file()]:
            raise CommandError(f"without {name} there is nothing to pool: {', '.join(missing)}")
    folder = output or runs[0].parent / "pooled"
    pooled = evaluation.pooled([(read_json(run / "before.json"), read_json(run / "after.json")) for run in runs])
    settings = read_json(runs[0] / "config.json") | {"runs": [run.name for run in runs]}
    write_json(folder / "evaluation.json", pooled)
    write_json(folder / "config.json", settings)
    save_plots(folder)
    evaluation.print_table(pooled)
    say(str(write_report(folder)))
