"""Where Tunix's metrics logger writes to: TensorBoard, and Weights & Biases where it is installed and logged in.

tensorboardX writes in a thread. On a full disk that one dies with a traceback, and the run waits for it ever after:
here its files take what they can, and the checkpoint tells of the disk.
"""

from __future__ import annotations

import importlib.util
import netrc
import os
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from tensorboardX.record_writer import register_writer_factory
from tunix.sft.metrics_logger import MetricsLoggerOptions, TensorboardBackend, WandbBackend

PROJECT = "tunix-reasoning"
_SCHEME = "events"


def tracking(output: Path) -> MetricsLoggerOptions:
    """Event files in `output/tensorboard`, and a W&B run of the folder's name."""
    folder = str(output / "tensorboard")
    register_writer_factory(_SCHEME, _Events)
    backends: list[Any] = [partial(TensorboardBackend, log_dir=f"{_SCHEME}:{folder}", flush_every_n_steps=1)]
    if has_wandb():
        backends.append(partial(WandbBackend, project=PROJECT, name=output.name))
    return MetricsLoggerOptions(log_dir=folder, backend_kwargs={"custom_backend": backends})


class _Events:
    """A file of TensorBoard's, for paths that begin with `_SCHEME`."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")

    @classmethod
    def open(cls, path: str) -> _Events:
        return cls(Path(path.partition(":")[2]))

    @staticmethod
    def directory_check(path: str) -> None:
        Path(path.partition(":")[2]).mkdir(parents=True, exist_ok=True)

    def write(self, data: bytes) -> None:
        with suppress(OSError):
            self._file.write(data)

    def flush(self) -> None:
        with suppress(OSError):
            self._file.flush()

    def close(self) -> None:
        with suppress(OSError):
            self._file.close()


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
