"""A run's settings as the command line gives them: a preset, `--set NAME=VALUE`, or a run to go on with.

What is wrong with an option raises `typer.BadParameter`, which is wrong usage; what is wrong with a file, ValueError.
"""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import typer

from tunix_reasoning.config import GRPOConfig, ReasoningTrainingConfig


def setting(text: str) -> tuple[str, Any]:
    """`learning_rate=1e-4` as a name and a value of the setting's own type."""
    name, equals, value = text.partition("=")
    kinds = {f.name: str(f.type) for kind in (GRPOConfig, ReasoningTrainingConfig) for f in fields(kind)}
    if not equals or name not in kinds or name == "grpo":
        allowed = ", ".join(sorted(set(kinds) - {"grpo"}))
        raise typer.BadParameter(f"--set takes NAME=VALUE with NAME one of {allowed}. Received: {text}")
    convert = float if kinds[name] == "float" else str if kinds[name] == "str" else int
    try:
        return name, None if value == "none" and "None" in kinds[name] else convert(value)
    except ValueError:
        raise typer.BadParameter(f"--set {name} takes {convert.__name__}. Received: {value}") from None


def configured(preset: str, changes: dict[str, Any]) -> ReasoningTrainingConfig:
    """The preset with changes; a value out of range is wrong usage."""
    try:
        return ReasoningTrainingConfig.preset(preset, **changes)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def default_preset() -> str:
    import jax

    return "embedded" if jax.default_backend() == "cpu" else "kaggle"


def resumed(folder: Path, preset: str | None, changes: dict[str, Any]) -> ReasoningTrainingConfig:
    """The settings of the run; only the number of steps may change."""
    if preset or set(changes) - {"output", "num_training_steps"}:
        raise typer.BadParameter("--resume keeps the run's settings: only --output and --steps go with it")
    path = folder / "config.json"
    if not path.is_file():
        raise ValueError(f"{folder} holds no run to resume: it has no config.json")
    try:
        saved = json.loads(path.read_text(encoding="utf-8"))
        own = {f.name: saved[f.name] for f in fields(ReasoningTrainingConfig) if f.name != "grpo"}
        return ReasoningTrainingConfig(**own, grpo=GRPOConfig(**saved["grpo"])).updated(**changes)
    except (ValueError, TypeError, KeyError) as error:
        raise ValueError(f"{path} does not hold the settings of a run: {error}") from None
