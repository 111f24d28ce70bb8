"""`tunix-reasoning report`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tunix_reasoning.commands.shared import CommandError, say


def report(run: Annotated[Path, typer.Argument(help="A run folder.")]) -> None:
    """Write a run's plots and its self-contained HTML report again."""
    if not (run / "config.json").is_file():
        raise CommandError(f"{run} is not a run folder: it has no config.json")
    from tunix_reasoning.reporting import save_plots, write_report

    save_plots(run)
    say(str(write_report(run)))
