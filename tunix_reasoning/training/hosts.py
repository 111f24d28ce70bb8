"""Several hosts of one run: after `jax.distributed.initialize()` all compute the same steps, and the first writes."""

from __future__ import annotations

from typing import Any

import jax
from jax.experimental import multihost_utils
from jax.sharding import PartitionSpec
from tunix.sft import sharding_utils


def writes() -> bool:
    """Is this the host that writes the run's rows?"""
    return jax.process_index() == 0


def wait_for_all(point: str) -> None:
    """Returns when every host has come to this point."""
    if jax.process_count() > 1:
        multihost_utils.sync_global_devices(point)


def split_rows(rows: Any, mesh: jax.sharding.Mesh) -> Any:
    """Arrays that every host has whole, split over `fsdp` by their first axis.

    Tunix's `shard_input` takes what a host has for its part of the batch; here prompts, samples and rewards are the
    same on all.
    """
    spec = PartitionSpec("fsdp")
    return jax.tree.map(lambda x: jax.device_put(x, sharding_utils.get_sharding(x, mesh, spec)), rows)
