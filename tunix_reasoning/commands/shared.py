"""What several commands share: their options, their way of saying things, and a model ready to be asked."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from tunix_reasoning.commands.settings import default_preset
from tunix_reasoning.config import PRESETS, GRPOConfig
from tunix_reasoning.dataset import ReasoningDataset

Model = Annotated[
    str,
    typer.Option(
        help="embedded, a folder, a run folder, google/gemma-2-2b-it, or kaggle:google/gemma-2/flax/gemma2-2b-it"
    ),
]
Preset = Literal["smoke", "embedded", "kaggle"]
Data = Annotated[Path, typer.Option(help="Dataset, JSON or JSON Lines.")]


class CommandError(Exception):
    """Something the user can mend; the message says what."""


def say(text: str) -> None:
    typer.echo(text)


def refuse_used(folder: Path) -> None:
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        hint = ", or --resume to go on with its run" if (folder / "config.json").is_file() else ""
        raise CommandError(f"{folder} is not empty: give another --output{hint}")


def known_to(policy: Any, dataset: ReasoningDataset) -> ReasoningDataset:
    """The questions a model can be asked: those of the families it was warmed up on, if it is that small."""
    if not policy.families:
        return dataset
    known = dataset.of_families(policy.families)
    say(
        f"{len(known)} of {len(dataset)} questions are of the {len(policy.families)} families this model knows"
    )
    return known


def generator(model: str, batch_size: int = 64) -> tuple[Any, Any, GRPOConfig]:
    from tunix_reasoning.generation import Generator
    from tunix_reasoning.model import load_policy

    policy = load_policy(model)
    grpo = PRESETS[default_preset()].grpo
    return policy, Generator(policy, grpo.max_prompt_length, grpo.max_response_length, batch_size), grpo


def circumstances() -> dict[str, Any]:
    """What `config.json` records besides the settings."""
    import jax

    packages = ("jax", "flax", "optax", "google-tunix", "qwix", "numpy")
    commit = subprocess.run(
        ["git", "-C", str(Path(__file__).parent), "describe", "--always", "--dirty"],
        capture_output=True,
        text=True,
    )
    return {
        "versions": {"python": platform.python_version()} | {name: version(name) for name in packages},
        "hardware": {
            "backend": jax.default_backend(), "devices": len(jax.devices()),
            "kind": jax.devices()[0].device_kind, "machine": platform.machine(), "cpus": os.cpu_count(),
        },
        "commit": commit.stdout.strip() or None,
        "command": " ".join(sys.argv[1:]),
    }
