"""The command `tunix-reasoning`, a file for each of its commands.

JAX and Tunix are imported by the commands that need them, so that `--help`, `score` and wrong usage
answer at once. Expected errors become one line on stderr and exit code 1; wrong usage is exit code 2.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib.metadata import version
from typing import Annotated

import typer

from tunix_reasoning.commands.ask import ask
from tunix_reasoning.commands.evaluate import evaluate
from tunix_reasoning.commands.export import export
from tunix_reasoning.commands.preflight import preflight
from tunix_reasoning.commands.report import report
from tunix_reasoning.commands.score import score
from tunix_reasoning.commands.settings import settings
from tunix_reasoning.commands.shared import CommandError, SettingsCommand
from tunix_reasoning.commands.train import train
from tunix_reasoning.commands.warmup import warmup
from tunix_reasoning.interruption import Interrupted, TrainingStopped

app = typer.Typer(
    no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (train, evaluate, ask, score, report, export, preflight, settings, warmup):
    app.command(cls=SettingsCommand)(command)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tunix-reasoning {version('tunix-reasoning')}")
        raise typer.Exit


@app.callback()
def options(
    _: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Train Gemma to reason in the open with GRPO through Tunix.

    Each command's --help has examples. `tunix-reasoning --install-completion` makes the shell complete commands and
    options.

    Examples:

        tunix-reasoning train --output runs/mine

        tunix-reasoning ask "What is 12 + 30?" --model runs/mine
    """


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the command; expected errors end it with one line and exit code 1."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    try:
        app(args=list(argv) if argv is not None else None)
    except Interrupted as interruption:
        typer.echo(str(interruption), err=True)
        raise SystemExit(130) from None  # as a shell says of what Ctrl-C ended
    except (
        CommandError,
        TrainingStopped,
        ValueError,
    ) as error:  # DataError, PolicyError and settings out of range are ValueErrors
        typer.echo(f"error: {error}", err=True)
        raise SystemExit(1) from None
    except OSError as error:
        typer.echo(f"error: {error.filename or ''}: {error.strerror or error}", err=True)
        raise SystemExit(1) from None
