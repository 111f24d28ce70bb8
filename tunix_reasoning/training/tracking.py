"""Where Tunix's metrics logger writes to: TensorBoard, and Weights & Biases where it is installed and logged in."""

from __future__ import annotations

import importlib.util
import netrc
import os
from functools import partial
from pathlib import Path
from typing import Any

from tunix.sft.metrics_logger import MetricsLoggerOptions, TensorboardBackend, WandbBackend

PROJECT = "tunix-reasoning"


def tracking(output: Path) -> MetricsLoggerOptions:
    """Event files in `output/tensorboard`, and a W&B run of the folder's name."""
    folder = str(output / "tensorboard")
    backends: list[Any] = [partial(TensorboardBackend, log_dir=folder, flush_every_n_steps=1)]
    if has_wandb():
        backends.append(partial(WandbBackend, project=PROJECT, name=output.name))
    return MetricsLoggerOptions(log_dir=folder, backend_kwargs={"custom_backend": backends})


def has_wandb() -> bool:
    """Is W&B there, and does it need to ask nobody? Without a key it would stop a run to ask for one."""
    if importlib.util.find_spec("wandb") is None or os.environ.get("WANDB_MODE") == "disabled":
        return False
    if os.environ.get("WANDB_API_KEY") or os.environ.get("WANDB_MODE") in ("offline", "dryrun"):
        return True
    try:
        return netrc.netrc().authenticators("api.wandb.ai") is not None
    except (OSError, netrc.NetrcParseError):
        return False
