"""Compiles the programs of one phase in a process of its own: a crash of libtpu ends that phase, and nothing else.

    python -m tunix_reasoning.preflight.worker < request.json

writes a JSON line a program. The environment has to be `chips.environment`.
"""

from __future__ import annotations

import json
import os
import re
import resource
import sys
import time
from math import prod
from typing import Any

import jax
from flax import nnx

from tunix_reasoning.config import ReasoningTrainingConfig
from tunix_reasoning.model import choose_layout
from tunix_reasoning.preflight.abstract import Run, abstract_run, abstract_warmup, bytes_a_device, constraints
from tunix_reasoning.preflight.chips import TPUS, Chip, devices
from tunix_reasoning.preflight.counting import work
from tunix_reasoning.preflight.hlo import Hlo
from tunix_reasoning.preflight.programs import Program, programs, warmup_program
from tunix_reasoning.preflight.shapes import model_shape

USED = re.compile(r"Used ([\d.]+)([KMGT]) of ")
TEMPORARIES = re.compile(r"HLO temporaries \(([\d.]+)([KMGT])\)")
UNITS = {"K": 2**10, "M": 2**20, "G": 2**30, "T": 2**40}


def main() -> None:
    """Reads the request from standard input and writes rows to standard output."""
    request = json.load(sys.stdin)
    if request["cache"]:
        jax.config.update("jax_compilation_cache_dir", request["cache"])
        jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.0)
        jax.config.update("jax_persistent_cache_min_entry_size_bytes", 0)
    config, chip = ReasoningTrainingConfig.from_dict(request["config"]), TPUS[request["tpu"]]
    shape = model_shape(request["model"])
    mesh = choose_layout(shape, chip.devices, config.mesh).mesh(devices(chip))
    with constraints():
        if request["phase"] == "sft":
            run = abstract_warmup(shape, config, mesh)
            found = [warmup_program(run, config)]
        else:
            run = abstract_run(shape, config.grpo, mesh, config.grpo.num_training_steps, warmed=config.sft_steps > 0)
            found = [program for program in programs(run, config) if program.phase == request["phase"]]
        for program in found:
            print(json.dumps(row(run, program, chip)), flush=True)
    os._exit(0)  # libtpu may wait for devices that are not there


def row(run: Run, program: Program, chip: Chip) -> dict[str, Any]:
    """What the compiler says of a program, and what it has to do at least; bytes are a device's."""
    held = resident(run)
    memory = held | {"cache": program.cache}
    found: dict[str, Any] = {
        "phase": program.phase, "name": program.name, "runs": program.runs, "turns": program.turns, "fits": False,
        "memory": memory, "peak_bytes": sum(memory.values()),
    }
    if found["peak_bytes"] > chip.memory:
        return found | {"error": "what is held throughout is more than the memory"}
    start, before = time.perf_counter(), _cpu_seconds()
    with run.mesh:
        traced = program.trace()
        try:
            compiled = traced.lower().compile()
        except jax.errors.JaxRuntimeError as error:
            memory["temporaries"] = _wanted(str(error), program.held + program.cache)
            if not memory["temporaries"]:
                raise
            found |= {"error": "the compiler ran out of memory", "peak_bytes": sum(memory.values())}
            return found | _compiling(start, before)
    known = compiled.memory_analysis()
    arguments = known.argument_size_in_bytes
    needed = arguments + known.temp_size_in_bytes + known.output_size_in_bytes - known.alias_size_in_bytes
    memory |= {
        "inputs": max(0, arguments - program.held - program.cache),
        "temporaries": max(needed, known.peak_memory_in_bytes) - arguments,
    }
    cost = Hlo(compiled.as_text()).cost(program.turns)
    least = work(traced.jaxpr, _shares(compiled, traced), chip, program.turns)
    peak = sum(memory.values())
    return found | _compiling(start, before) | {
        "fits": peak <= chip.memory, "peak_bytes": peak, "argument_bytes": arguments, "memory": memory,
        "flops": least.flops, "bytes": least.bytes, "optimal_seconds": least.seconds, "cycles": cost.cycles,
        "compute_seconds": cost.cycles / chip.hertz, "collective_seconds": cost.sent / (2 * chip.link),
        "collectives": cost.count, "collectives_in_loops": cost.in_loops(),
    }


def _wanted(error: str, arguments: int) -> int:
    """The bytes of temporaries for which the compiler found no room, said in one of two ways; 0 if it is not said."""
    temporaries, used = TEMPORARIES.search(error), USED.search(error)
    if temporaries:
        return int(float(temporaries[1]) * UNITS[temporaries[2]])
    return max(0, int(float(used[1]) * UNITS[used[2]]) - arguments) if used else 0


def _shares(compiled: Any, traced: Any) -> list[float]:
    """The part of each argument that a device holds; 0 of one that is not used."""
    def part(argument: Any, sharding: Any) -> float:
        return prod(sharding.shard_shape(argument.shape)) / prod(argument.shape) if sharding else 0.0

    return jax.tree.leaves(jax.tree.map(part, traced.args_info, compiled.input_shardings))


def _compiling(start: float, before: float) -> dict[str, float]:
    return {"compile_seconds": time.perf_counter() - start, "compile_cpu_seconds": _cpu_seconds() - before}


def resident(run: Run) -> dict[str, int]:
    """What a run holds on a device throughout, by kind, in bytes."""
    weights = nnx.state(run.model, nnx.Param)
    if nnx.state(run.model, nnx.LoRAParam):
        adapters, frozen = nnx.split_state(weights, nnx.LoRAParam, ...)
        kinds = {"weights": frozen, "adapters": adapters}
        kept = {"reference": run.reference and nnx.state(run.reference, nnx.LoRAParam)}
    else:
        kinds = {"masters": weights}
        kept = {"reference": run.reference and nnx.state(run.reference), "sampled copy": run.sampled and
                nnx.state(run.sampled)}
    kinds |= {name: tree for name, tree in kept.items() if tree} | {"optimizer": nnx.state(run.optimizer)}
    return {name: bytes_a_device(tree) for name, tree in kinds.items()}


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
