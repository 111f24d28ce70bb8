"""A run's checkpoints: `last`, to go on from, and `best`, the run's result.

They are written between steps, after the step's row and after the checks of it: no checkpoint is of a step that
is not on record or that went wrong. Writing blocks until the files are in place under their final name, so that a
process killed in between leaves the one before.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import orbax.checkpoint as ocp
from flax import nnx
from tunix.sft.checkpoint_manager import CheckpointManager

LAST, BEST = "last", "best"


class Checkpoints:
    """One of the two, in `folder/checkpoints/`; without a folder nothing is kept."""

    def __init__(self, folder: Path | None, kind: str, keep: int) -> None:
        self._path = (folder / "checkpoints" / kind).resolve() if folder else None
        options = ocp.CheckpointManagerOptions(max_to_keep=keep, enable_async_checkpointing=False)
        self._manager = CheckpointManager(str(self._path) if self._path else None, options)

    def save(self, step: int, model: nnx.Module, optimizer: nnx.Optimizer | None, facts: dict[str, Any]) -> None:
        """Weights, the optimizer's state where given, and facts as JSON; of a model with adapters, only them."""
        self._manager.save(step, model, optimizer, save_only_lora_params=has_adapters(model), force=True,
                           custom_metadata=facts)

    def restore(self, model: nnx.Module, optimizer: nnx.Optimizer | None = None) -> tuple[int, dict[str, Any]]:
        """Loads the latest into the model; returns its step, 0 where there is none, and its facts."""
        return self._manager.maybe_restore(model, optimizer, restore_only_lora_params=has_adapters(model))

    @property
    def latest(self) -> int:
        return self._manager.latest_step() or 0

    def close(self) -> None:
        self._manager.close()


def forget_after(folder: Path, kind: str, step: int) -> None:
    """Removes checkpoints of later steps, whose rows are missing; call it before the checkpoints are opened."""
    for path in (folder / "checkpoints" / kind).glob("*"):
        if path.name.isdigit() and int(path.name) > step:
            shutil.rmtree(path)


def has_adapters(model: nnx.Module) -> bool:
    return bool(nnx.state(model, nnx.LoRAParam))
