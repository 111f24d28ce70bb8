"""What several commands share: their options, and their way of saying things."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperCommand

from tunix_reasoning.config import GRPOConfig, ReasoningTrainingConfig
from tunix_reasoning.documented import documentation

Model = Annotated[
    str,
    typer.Option(
        help="embedded, a folder, a run folder, google/gemma-2-2b-it, or kaggle:google/gemma-2/flax/gemma2-2b-it"
    ),
]
Preset = Literal["smoke", "embedded", "kaggle"]
VALIDATION = 64
"""Questions of the split `validation` that a technique learns from."""


class SettingsCommand(TyperCommand):
    """A command that says how a setting is given where it is taken for an option: `--learning-rate`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        own = {option for parameter in self.params for option in parameter.opts}
        settings = documentation(GRPOConfig) | documentation(ReasoningTrainingConfig) if "--set" in own else {}
        for option in (text.partition("=")[0] for text in args if text.startswith("--")):
            name = option[2:].replace("-", "_")
            if option not in own and name in settings:
                raise typer.BadParameter(f"{option} is a setting, given as --set {name}=VALUE")
        return super().parse_args(ctx, args)


class CommandError(Exception):
    """Something the user can mend; the message says what."""


def say(text: str) -> None:
    """Tells the user what happens."""
    typer.echo(text)


def warn(text: str) -> None:
    """Tells the user what is no part of the output."""
    typer.echo(text, err=True)


def new_file(path: Path, force: bool) -> None:
    """Refuses a file that would be lost or cannot be written, before any work is done for it."""
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise CommandError(f"{path} cannot be written: it is a folder, or its folder is not there")
    if path.exists() and not force:
        raise CommandError(f"{path} is there already: --force writes over it")
