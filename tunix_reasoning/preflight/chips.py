"""TPUs that programs can be compiled for without one, by libtpu's compiler: what each computes, reads and holds.

Numbers are those of a JAX device, from Google's pages on the TPU versions and the JAX scaling book
(https://jax-ml.github.io/scaling-book/): a v3 core is half a chip, a v5e or v6e device a whole one. Memory is what the
compiler allows. A clock is the peak rate by twice the multipliers: four arrays of 128 × 128 on v5e, two on a v3 core,
four of 256 × 256 on v6e. The compiler's cycles of a large matrix product come to 88, 97 and 70 % of the peak.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from types import MappingProxyType
from typing import Any

LIBTPU = "0.0.42"
"""The version of libtpu that goes with JAX 0.10.2. Others crash the process that compiles."""
GIB = 2**30


class PreflightError(ValueError):
    """Why nothing can be compiled, in one line."""


@dataclass(frozen=True)
class Chip:
    """A device of a TPU, and the TPU it is one of."""

    topology: str
    """As libtpu calls it."""
    accelerator: str
    """Its `TPU_ACCELERATOR_TYPE`."""
    bounds: tuple[int, int, int] | None
    """Chips a host; v3's is known to libtpu."""
    flops: float
    """Operations a second of bfloat16 matrix products."""
    bandwidth: float
    """Bytes a second from and to its memory."""
    hertz: float
    """Cycles a second."""
    link: float
    """Bytes a second over one link, one way. Two are counted: corners of a grid have no more neighbours."""
    memory: int
    """Bytes that a program may use."""
    devices: int = 8


TPUS: Mapping[str, Chip] = MappingProxyType({
    "v5e-8": Chip("v5e:2x4", "v5litepod-8", (2, 4, 1), 197e12, 819e9, 1.503e9, 45e9, int(15.75 * GIB)),
    "v3-8": Chip("v3:2x2", "v3-8", None, 61.5e12, 450e9, 0.94e9, 70e9, int(15.48 * GIB)),
    "v6e-8": Chip("v6e:2x4", "v6e-8", (2, 4, 1), 918e12, 1640e9, 1.75e9, 90e9, int(31.25 * GIB)),
})


def check_libtpu() -> None:
    """Refuses to go on without the right libtpu, before anything of it is called.

    Raises:
        PreflightError: it is missing or of another version.
    """
    needed = f"pip install 'libtpu=={LIBTPU}.*' (or tunix-reasoning[preflight])"
    try:
        found = version("libtpu")
    except PackageNotFoundError:
        raise PreflightError(f"preflight compiles with libtpu {LIBTPU}, which is not installed: {needed}") from None
    if found != LIBTPU and not found.startswith(f"{LIBTPU}."):
        raise PreflightError(f"preflight compiles with libtpu {LIBTPU}; {found} would crash the process: {needed}")


def environment(chip: Chip) -> dict[str, str]:
    """What has to be in a process's environment before JAX starts in it: no TPU is looked for, and no lock is taken."""
    return dict(os.environ) | {
        "JAX_PLATFORMS": "cpu", "TPU_SKIP_MDS_QUERY": "1", "TPU_WORKER_HOSTNAMES": "localhost", "TPU_WORKER_ID": "0",
        "TPU_ACCELERATOR_TYPE": chip.accelerator, "ALLOW_MULTIPLE_LIBTPU_LOAD": "1", "TPU_STDERR_LOG_LEVEL": "3",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }


def devices(chip: Chip) -> list[Any]:
    """The devices of a TPU that is not there; only in a process with `environment`."""
    from jax.experimental import topologies

    bounds = {"chips_per_host_bounds": chip.bounds} if chip.bounds else {}
    return topologies.get_topology_desc(topology_name=chip.topology, platform="tpu", **bounds).devices
