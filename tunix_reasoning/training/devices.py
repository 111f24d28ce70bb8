"""Does the run use the machine it is on?"""

from __future__ import annotations

import os
from pathlib import Path

import jax

_DEVICES = {"GPU": "/dev/nvidia0", "TPU": "/dev/accel0"}
_LARGE = 300_000_000  # parameters, with which a step on a CPU takes minutes


def silent_cpu(parameters: int, root: Path = Path("/")) -> str | None:
    """A warning if JAX computes on the CPU and nobody has said so: beside an accelerator, or a large model."""
    if jax.default_backend() != "cpu" or os.environ.get("JAX_PLATFORMS") == "cpu":
        return None
    for name, device in _DEVICES.items():
        if (root / device.lstrip("/")).exists():
            return f"there is a {name} here, but JAX computes on the CPU: it was installed without {name} support"
    if parameters > _LARGE:
        return f"no accelerator is in use: a model of {parameters / 1e9:.1f} billion parameters trains slowly on a CPU"
    return None
