"""Compiled programs are kept between runs, so that the second one starts at once: JAX's persistent cache."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import jax
from jax.experimental.compilation_cache import compilation_cache

_SECONDS = 0.3
"""What compiles faster is not kept."""


def keep_compiled() -> Path | None:
    """Turns the cache on, unless the user has said where it is (`JAX_COMPILATION_CACHE_DIR`) or that there is none
    (`JAX_ENABLE_COMPILATION_CACHE=false`).

    It lies in the user's cache folder. Programs for a CPU use the instructions of the one that compiled them, so
    each kind of processor has a folder of its own.

    Returns:
        The folder in use; None where it cannot be written, and nothing is kept.
    """
    settings: Any = jax.config  # whose attributes a type checker does not know
    if settings.jax_compilation_cache_dir:
        return Path(settings.jax_compilation_cache_dir)
    if not settings.jax_enable_compilation_cache:
        return None
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = home / "tunix-reasoning" / "compiled" / processor()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    jax.config.update("jax_compilation_cache_dir", str(folder))
    jax.config.update("jax_persistent_cache_min_compile_time_secs", _SECONDS)
    compilation_cache.reset_cache()  # JAX looks for a folder once, when it first compiles
    return folder


def processor(described: Path = Path("/proc/cpuinfo")) -> str:
    """A short name for what the processor can do; `any` where the system does not say."""
    lines = described.read_text(encoding="utf-8", errors="replace").splitlines() if described.is_file() else []
    told = [line for line in lines if line.startswith(("flags", "Features"))][:1]
    return hashlib.sha256(told[0].encode()).hexdigest()[:8] if told else "any"
