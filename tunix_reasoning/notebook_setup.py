"""Packages of a notebook session that agree with each other and with its accelerator.

It needs the standard library and `packaging` only, because it runs before JAX is imported: a JAX that has
met the wrong libtpu is not to be exchanged without a restart. JAX stays as the image has it where its version will do;
whether it can use the accelerator is tried in a process of its own.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from packaging.requirements import Requirement

HOSTED = ("KAGGLE_KERNEL_RUN_TYPE", "COLAB_RELEASE_TAG")
EXTRAS = {"tpu": "tpu", "gpu": "cuda12"}
KAGGLES_DEVICES = 8
PRODUCT = """
import jax, jax.numpy as jnp
x = jnp.ones((256, 256), jnp.bfloat16)
assert jax.default_backend() == {kind!r}, f"JAX computes on the {{jax.default_backend()}}"
assert float((x @ x)[0, 0]) == 256
"""
"""Python that fails where JAX cannot multiply matrices on the accelerator."""
PATIENCE = 300
"""Seconds after which a product that has not come is taken for a failure."""


def accelerator() -> str | None:
    """`tpu`, `gpu` or None, told by device files, for JAX must not be asked yet; `JAX_PLATFORMS=cpu` hides both."""
    if os.environ.get("JAX_PLATFORMS") == "cpu":
        return None
    if any(Path("/dev").glob("accel[0-9]*")) or any(Path("/dev/vfio").glob("[0-9]*")):
        return "tpu"
    return "gpu" if Path("/dev/nvidia0").exists() else None


def ensure_packages(requirements: Path | str = "requirements.txt") -> None:
    """Prints the versions found; on Kaggle and Colab installs what does not fit, elsewhere says how to.

    An accelerator's libraries are installed only if JAX cannot multiply matrices with those that are there.

    Raises:
        RuntimeError: packages do not fit and were not, or could not be, installed; or JAX cannot use the accelerator.
    """
    lines = Path(requirements).read_text(encoding="utf-8").splitlines()
    needed = [Requirement(line) for line in lines if line.strip() and not line.startswith("#")]
    if misfits := _misfits(needed):
        print("To be installed:", *misfits, sep="\n  ")
        jax = next(r for r in needed if r.name == "jax")
        _install("-r", str(requirements), *([] if _fault(jax) else [f"jax=={version('jax')}"]))
        if misfits := _misfits(needed):
            raise RuntimeError("still not as needed after the installation: " + "; ".join(misfits))
    kind = accelerator()
    if kind and (reason := _no_product(kind)):
        print(f"JAX cannot use the {kind} with the libraries that are here: {reason}")
        _install(f"jax[{EXTRAS[kind]}]=={version('jax')}")
        if reason := _no_product(kind):
            raise RuntimeError(f"JAX cannot use the {kind}: {reason}")
    shown = {"jaxlib", *(r.name for r in needed), *(["libtpu"] if kind == "tpu" else [])}
    print("Found:", ", ".join(f"{name} {_found(name)}" for name in sorted(shown)))


def require_devices() -> str:
    """What JAX computes on, in words; it is imported only now.

    Raises:
        RuntimeError: the accelerator is not used, or Kaggle's TPU has not its eight devices.
    """
    import jax

    kind, count = accelerator(), jax.device_count()
    if kind and jax.default_backend() != kind:
        raise RuntimeError(f"JAX does not see the {kind}: restart the session, or set JAX_PLATFORMS=cpu")
    if kind == "tpu" and HOSTED[0] in os.environ and count != KAGGLES_DEVICES:
        raise RuntimeError(f"JAX sees {count} of the TPU's {KAGGLES_DEVICES} devices: restart the session")
    return f"{count} × {jax.devices()[0].device_kind}"


def _install(*what: str) -> None:
    """Installs in this environment, if it is a hosted one whose JAX is not imported yet."""
    command = ["-m", "pip", "install", "--quiet", *what]
    if not any(name in os.environ for name in HOSTED):
        raise RuntimeError("packages do not fit; run: python " + " ".join(command))
    if "jax" in sys.modules:
        raise RuntimeError("JAX is already imported and would have to be exchanged: restart, run this cell first")
    subprocess.run([sys.executable, *command], check=True)
    importlib.invalidate_caches()


def _no_product(kind: str) -> str:
    """Why JAX cannot multiply matrices on the accelerator, in a line; empty where it can."""
    command = [sys.executable, "-c", PRODUCT.format(kind=kind)]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return f"no answer within {PATIENCE} seconds"
    said = [line for line in ended.stderr.splitlines() if line.strip()]
    return "" if ended.returncode == 0 else said[-1] if said else f"exit code {ended.returncode}"


def _misfits(needed: Sequence[Requirement]) -> list[str]:
    """What is missing or of another version, among the requirements and what JAX itself wants."""
    faults = [fault for requirement in needed if (fault := _fault(requirement))]
    if faults:
        return faults
    wanted = [Requirement(line) for line in requires("jax") or []]
    chosen = [r for r in wanted if not r.marker or r.marker.evaluate({"extra": ""})]
    return [fault for requirement in chosen if (fault := _fault(requirement))]


def _fault(requirement: Requirement) -> str:
    found = _found(requirement.name)
    if found != "none" and requirement.specifier.contains(found, prereleases=True):
        return ""
    return f"{requirement.name} {requirement.specifier}, found {found}"


def _found(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
