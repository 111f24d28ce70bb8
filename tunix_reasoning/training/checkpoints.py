"""A run's checkpoints: `checkpoints/last`, to go on from, and `checkpoints/best`, the run's result.

They are written between steps, after the step's row and after the checks of it: no checkpoint is of a step that
is not on record or that went wrong. Writing blocks until the files are in place under their final name, so that a
process killed in between leaves the one before.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import jax
import orbax.checkpoint as ocp
from flax import nnx
from tunix.sft.checkpoint_manager import CheckpointManager

from tunix_reasoning.hosts import once
from tunix_reasoning.interruption import TrainingStopped
from tunix_reasoning.model import has_adapters

MARGIN = 1_000_000  # bytes beside the arrays: their names, the rows of metrics


class Checkpoints:
    """Of one run; without a folder nothing is kept."""

    def __init__(self, folder: Path | None, steps: int) -> None:
        """Opens them; those of more steps than are on record, whose rows a kill has torn, are removed."""
        self._folder = folder / "checkpoints" if folder else None
        once(lambda: self._forget_after(steps))
        self._last = self._open("last", keep=2)
        self._best = self._open("best", keep=1)

    def go_on(self, model: nnx.Module, optimizer: nnx.Optimizer) -> tuple[int, dict[str, Any]]:
        """Loads the last one; returns its step, 0 where there is none, and the facts that were saved with it."""
        return self._last.maybe_restore(model, optimizer, restore_only_lora_params=has_adapters(model))

    def save(self, step: int, model: nnx.Module, optimizer: nnx.Optimizer, facts: dict[str, Any]) -> None:
        """Keeps what a run needs to go on; of a model with adapters only those.

        Raises:
            TrainingStopped: it cannot be written. The one before is left.
        """
        if self._last.latest_step() != step:
            self._write(self._last, "last", step, model, optimizer, facts)

    def save_best(self, step: int, model: nnx.Module) -> None:
        """Keeps the weights as the run's result, instead of earlier ones."""
        if self._best.latest_step() != step:
            self._write(self._best, "best", step, model, None, {})

    def load_best(self, model: nnx.Module) -> None:
        """Loads the run's result into the model, if there is one."""
        self._best.maybe_restore(model, restore_only_lora_params=has_adapters(model))

    def close(self) -> None:
        self._last.close()
        self._best.close()

    def _open(self, kind: str, keep: int) -> CheckpointManager:
        options = ocp.CheckpointManagerOptions(
            max_to_keep=keep, enable_async_checkpointing=False, cleanup_tmp_directories=True
        )
        return CheckpointManager(str(self._folder / kind) if self._folder else None, options)

    def _write(
        self, manager: CheckpointManager, kind: str, step: int, model: nnx.Module, optimizer: nnx.Optimizer | None,
        facts: dict[str, Any],
    ) -> None:
        before = manager.latest_step()
        try:
            if self._folder:
                _require_room(self._folder, model, optimizer)
            manager.save(step, model, optimizer, save_only_lora_params=has_adapters(model), force=True,
                         custom_metadata=facts)
        except (OSError, ValueError, RuntimeError) as error:  # a full disk is one or another of these
            reason = str(error).strip().partition("\n")[0]
            left = f"the one of step {before} is left" if before else "there is none yet"
            raise TrainingStopped(
                f"the checkpoint of step {step} cannot be written to {self._folder}/{kind}: {reason}; {left}"
            ) from None

    def _forget_after(self, steps: int) -> None:
        for path in self._folder.glob("*/*") if self._folder else ():
            if path.name.isdigit() and int(path.name) > steps:
                shutil.rmtree(path)


def _require_room(folder: Path, model: nnx.Module, optimizer: nnx.Optimizer | None) -> None:
    """Raises OSError where a checkpoint does not fit: on a full disk, Orbax's threads print a traceback each."""
    kept = nnx.state(model, nnx.LoRAParam) if has_adapters(model) else nnx.state(model)
    needed = sum(leaf.nbytes for leaf in jax.tree.leaves((kept, optimizer and nnx.state(optimizer))))
    free = shutil.disk_usage(folder).free
    if free < needed * 1.1 + MARGIN:
        raise OSError(f"no space left on the disk, it takes {needed / 1e6:.0f} MB and {free / 1e6:.0f} MB are free")
