"""Several hosts that train as one: all compute the same steps, each on its part of the devices.

    JAX_COORDINATOR_ADDRESS=first-host:9911 tunix-reasoning train --output runs/mine --host 1/2
    JAX_COORDINATOR_ADDRESS=first-host:9911 tunix-reasoning train --output runs/mine --host 2/2

Settings, data, model, and so the tokens drawn and the rewards given, are the same on all of them; JAX compares what
they put on devices, and stops where it differs. The first host writes the run folder, which all of them see.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import jax
import numpy as np
from jax.experimental import multihost_utils

_NO_ADDRESS = "where the first host is cannot be known: set JAX_COORDINATOR_ADDRESS=NAME:PORT on all of them"
_PATIENCE = 30
"""Seconds that a host which ends waits for the others to end."""


def join(host: str) -> None:
    """Waits for the other hosts; to be called before anything computes.

    Args:
        host: `I/N`, the I-th of N, the first of which is at `JAX_COORDINATOR_ADDRESS`; or `auto`, where JAX finds out
            by itself: on TPU pods, under SLURM and Open MPI.

    Raises:
        ValueError: it is neither, or where the first host is cannot be known.
    """
    place = re.fullmatch(r"(\d{1,6})/(\d{1,6})", host)
    if not (host == "auto" or (place and 1 <= int(place[1]) <= int(place[2]))):
        raise ValueError(f"a host is I/N, the first of two 1/2, or auto. Received: {host}")
    if place and "JAX_COORDINATOR_ADDRESS" not in os.environ:
        raise ValueError(_NO_ADDRESS)
    number, count = (int(place[1]) - 1, int(place[2])) if place else (None, None)
    try:
        jax.distributed.initialize(
            num_processes=count, process_id=number, shutdown_timeout_seconds=_PATIENCE
        )
    except ValueError:
        raise ValueError(_NO_ADDRESS) from None


@contextmanager
def together(output: Path) -> Iterator[None]:
    """Within it, what a computation raises because another host is gone ends this one in a line, too, and at once.

    Left alone, JAX prints where it was, waits for that host, and aborts. Where the first host is gone, it aborts
    before Python hears of it. Orbax's thread, where it is writing a checkpoint, logs a traceback, too: left out here.
    """
    orbax = logging.getLogger("absl")
    orbax.addFilter(_tells_of_more)
    try:
        yield
    except (RuntimeError, ValueError) as error:  # JAX raises the one or the other
        if not _other_is_gone(error):
            raise
        sys.stdout.flush()
        how = f"tunix-reasoning train --output {output} --resume --host I/N"
        print(f"error: another host is gone; go on with all of them by: {how}", file=sys.stderr, flush=True)
        os._exit(1)
    finally:
        orbax.removeFilter(_tells_of_more)


def _other_is_gone(error: BaseException | None) -> bool:
    return jax.process_count() > 1 and "Gloo" in str(error)


def _tells_of_more(record: logging.LogRecord) -> bool:
    return not (record.exc_info and _other_is_gone(record.exc_info[1]))


def once(act: Callable[[], object]) -> None:
    """Has the first host do what only one must; when this returns, it is done for all."""
    if jax.process_index() == 0:
        act()
    if jax.process_count() > 1:
        multihost_utils.sync_global_devices("once")


def on_any(flag: bool) -> bool:
    """Is it so on any host? Clocks and signals differ between them, and what they do next must not."""
    if jax.process_count() == 1:
        return flag
    return bool(multihost_utils.process_allgather(np.array(flag)).any())
