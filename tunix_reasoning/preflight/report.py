"""The whole of it: every phase compiled in a process of its own, what does not fit made smaller, a report."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from math import prod
from pathlib import Path
from typing import Any

import jax
from flax import nnx

from tunix_reasoning.config import ReasoningTrainingConfig
from tunix_reasoning.files import Row
from tunix_reasoning.model import choose_layout
from tunix_reasoning.model.layout import abstract_model
from tunix_reasoning.preflight.chips import TPUS, PreflightError, check_libtpu, environment
from tunix_reasoning.preflight.largest import largest
from tunix_reasoning.preflight.plan import estimate
from tunix_reasoning.preflight.shapes import model_shape

_SIZES = {"sft": "sft_batch_size", "rollout": "batch_size", "reference": "micro_batch_size",
         "update": "micro_batch_size", "evaluation": "evaluation_batch_size"}
"""The setting that a phase's memory grows with."""
AT_ONCE = 2
"""Phases compiled at the same time: each keeps about one core busy, and takes up to 3 GB of memory; an update of all
weights for a v3 takes 16."""



def preflight(
    config: ReasoningTrainingConfig,
    tpu: str,
    model: str | None = None,
    cache: Path | None = None,
    say: Callable[[str], None] = print,
    compiled: Callable[..., list[Row]] | None = None,
) -> dict[str, Any]:
    """Compiles a run's programs for a TPU and says whether they fit, and what they take.

    Args:
        config: the run's settings; `mesh` decides how the model lies, if it is given.
        tpu: one of `TPUS`.
        model: its name or shape, unless it is that of the settings.
        cache: a folder that receives the compiled programs, a persistent cache of JAX.
        say: is told what happens, a line at a time.
        compiled: gives the rows of a phase in place of libtpu.

    Returns:
        The report, as JSON: `fits`, `phases` (a row a program) and, if it fits, what `plan.estimate` says; else
        `largest`, the sizes that fit.

    Raises:
        PreflightError: libtpu is missing or another than this is made for, a compilation failed, or rollouts have a
            mesh of their own.
        PolicyError: the mesh does not divide the model, or there is no such model.
    """
    if "+" in config.mesh:
        raise PreflightError(f"preflight is for runs that train and sample on one mesh. Received: mesh={config.mesh}")
    chip, name = TPUS[tpu], model or config.model
    shape = model_shape(name)
    layout = choose_layout(shape, chip.devices, config.mesh)
    if compiled is None:
        check_libtpu()
        compiled = in_process
    report: dict[str, Any] = {
        "tpu": tpu, "model": name, "mesh": f"{layout.fsdp}x{layout.tp}", "fits": True, "hbm_bytes": chip.memory,
        "config": config.to_dict(), "phases": {},
    }
    smaller: dict[str, int | None] = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        compiling = {phase: pool.submit(compiled, tpu, name, phase, config, cache) for phase in phases(config)}
        for phase, found in compiling.items():
            say(f"{phase} …")
            rows = found.result()
            report["phases"] |= {row["name"]: row for row in rows}
            worst = max(rows, key=lambda row: row["peak_bytes"])
            if not worst["fits"]:
                report["fits"] = False
                if "temporaries" not in worst["memory"]:  # too much is held throughout: no phase and no batch can fit
                    pool.shutdown(cancel_futures=True)
                    break
                smaller |= _searched(worst, config, partial(compiled, tpu, name), chip.memory, say)
    rows = list(report["phases"].values())
    if not report["fits"]:
        return report | {"largest": smaller}
    return report | estimate(rows, config, weight_bytes(shape))


def phases(config: ReasoningTrainingConfig) -> list[str]:
    """Those that a run has."""
    grpo = config.grpo
    named = {"sft": config.sft_steps > 0, "rollout": True, "renew": not grpo.lora_rank,
             "reference": grpo.kl_coef > 0, "update": True,
             "evaluation": config.evaluation_questions > 0 or grpo.validation_every > 0}
    return [phase for phase, there in named.items() if there]


def weight_bytes(shape: Any) -> int:
    """Of a model's weights in bfloat16."""
    return 2 * sum(prod(x.shape) for x in jax.tree.leaves(nnx.state(abstract_model(shape))))


def in_process(
    tpu: str, model: str, phase: str, config: ReasoningTrainingConfig, cache: Path | None
) -> list[Row]:
    """The rows of a phase, compiled in a process that ends with it.

    Raises:
        PreflightError: it failed; with the last line of what it said, or that it was killed.
    """
    request = {"tpu": tpu, "model": model, "phase": phase, "config": config.to_dict(),
               "cache": str(cache.absolute()) if cache else ""}
    ended = subprocess.run(
        [sys.executable, "-m", "tunix_reasoning.preflight.worker"], input=json.dumps(request), text=True,
        capture_output=True, env=environment(TPUS[tpu]), check=False,
    )
    if ended.returncode == -signal.SIGKILL:
        raise PreflightError(f"{phase} could not be compiled: the compiler was killed, as where memory ends")
    if ended.returncode:
        said = [line for line in ended.stderr.splitlines() if line.strip()]
        raise PreflightError(f"{phase} could not be compiled: {said[-1] if said else f'exit code {ended.returncode}'}")
    return [json.loads(line) for line in ended.stdout.splitlines() if line.startswith("{")]


def _searched(
    row: Row, config: ReasoningTrainingConfig, compiled: Callable[..., list[Row]], limit: int,
    say: Callable[[str], None],
) -> dict[str, int | None]:
    """The largest size with which a phase fits, by the name of its setting; nothing where no size is the reason."""
    setting = _SIZES.get(row["phase"])
    if setting is None:
        return {}
    grpo = config.grpo
    now = {"batch_size": grpo.batch_size, "micro_batch_size": grpo.micro_batch_size or grpo.batch_size,
           "evaluation_batch_size": config.evaluation_batch_size, "sft_batch_size": config.sft_batch_size}[setting]

    def peak(size: int) -> int:
        say(f"{row['phase']} with {setting}={size} …")
        less = {setting: size} | ({"micro_batch_size": None} if setting == "batch_size" else {})
        return max(r["peak_bytes"] for r in compiled(row["phase"], config.updated(**less), None))

    sizes = [size for size in _smaller(now) if setting != "micro_batch_size" or grpo.batch_size % size == 0]
    return {setting: largest(sizes, peak, (now, row["peak_bytes"]), limit)}


def _smaller(size: int) -> Iterator[int]:
    """A half, a quarter, … down to 1."""
    while size > 1:
        size //= 2
        yield size
