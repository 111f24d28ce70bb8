"""`tunix-reasoning preflight`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from tunix_reasoning.commands.shared import say
from tunix_reasoning.commands.train import changes_of
from tunix_reasoning.config import ReasoningTrainingConfig
from tunix_reasoning.files import write_json


def preflight(
    tpu: Annotated[Literal["v5e-8", "v3-8", "v6e-8"], typer.Option(help="What to compile for.")] = "v5e-8",
    model: Annotated[
        str | None, typer.Option(help="gemma2-2b, gemma3-1b, embedded, a folder …; the preset's unless given.")
    ] = None,
    preset: Annotated[
        Literal["default", "smoke", "embedded", "kaggle"], typer.Option(help="`default` is GRPOConfig() on Gemma 2 2B.")
    ] = "kaggle",
    mesh: Annotated[str, typer.Option(help="FSDPxTP, such as 2x4; chosen for the model unless given.")] = "",
    set_: Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="Any other setting.")] = None,
    cache: Annotated[Path | None, typer.Option(help="Folder that keeps the compiled programs, for JAX.")] = None,
    json: Annotated[Path | None, typer.Option(help="Writes the report.")] = None,
    plot: Annotated[Path | None, typer.Option(help="Draws it, as PNG.")] = None,
) -> None:
    """Compile a run for a TPU that is not there: does it fit?

    It needs libtpu (`pip install 'tunix-reasoning[preflight]'`), Linux, and minutes. Exit code 1: it does not fit.

    Examples:

        tunix-reasoning preflight --tpu v5e-8 --preset kaggle

        tunix-reasoning preflight --tpu v3-8 --model gemma2-2b --set lora_rank=0 --json report.json
    """
    changes = changes_of(set_ or []) | ({"mesh": mesh} if mesh else {})
    try:
        config = (
            ReasoningTrainingConfig(model="gemma2-2b").updated(**changes) if preset == "default"
            else ReasoningTrainingConfig.preset(preset, **changes)
        )
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    from tunix_reasoning import preflight as preflights

    report = preflights.preflight(config, tpu, model, cache, lambda text: typer.echo(text, err=True))
    preflights.print_report(report)
    if json:
        write_json(json, report)
    if plot:
        preflights.save_plot(report, plot)
        say(f"{plot} shows it")
    if not report["fits"]:
        raise typer.Exit(1)
