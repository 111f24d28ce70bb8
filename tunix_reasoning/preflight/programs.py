"""The programs of a run, in the order in which a step and an evaluation run them, at their full sizes.

What is compiled are the functions that training calls, `Sampler`'s and those of `training.programs`, for prompts
and completions that all reach their limits: no step takes more memory or time.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, cast

import jax
import jax.numpy as jnp
from flax import nnx
from jax.sharding import NamedSharding, PartitionSpec

from tunix_reasoning.config import ReasoningTrainingConfig
from tunix_reasoning.model.attention import Blocks
from tunix_reasoning.preflight.abstract import Run, bytes_a_device
from tunix_reasoning.sampling import Sampler
from tunix_reasoning.training.programs import Update, compiled_logps, row_shape
from tunix_reasoning.training.rows import Rows, RowShape
from tunix_reasoning.training.supervised import solution_shape, supervised_settings

PAD, END = 0, 1


@dataclass(frozen=True)
class Program:
    """One compiled program."""

    phase: str
    """`sft`, `rollout`, `renew`, `reference`, `update` or `evaluation`."""
    name: str
    trace: Callable[[], Any]
    """Gives it as `jax.stages.Traced`; inside the mesh, with Tunix's constraints."""
    turns: int = 1
    """Turns of the loop whose length depends on data: tokens that are decoded."""
    runs: int = 1
    """Times that a step, or a batch of the evaluation, runs it."""
    held: int = 0
    """Bytes a device of what the run holds throughout and this program reads."""
    cache: int = 0
    """Bytes a device of the key-value cache that it gets."""


def programs(run: Run, config: ReasoningTrainingConfig) -> list[Program]:
    """All of them; an evaluation's come last."""
    grpo = config.grpo
    samples = Samples(run, config)
    found = list(samples("rollout", grpo.batch_size, grpo.num_generations, greedy=False))
    if not grpo.lora_rank:
        found.append(Program("renew", "renew", lambda: _renew(run), held=bytes_a_device(nnx.state(run.model))))
    micros = grpo.batch_size // (grpo.micro_batch_size or grpo.batch_size)
    if grpo.kl_coef:
        held = bytes_a_device(nnx.state(run.reference))
        found.append(Program("reference", "reference", lambda: _reference(run, config), runs=micros, held=held))
    found.append(_update("update", run, rows(run, config), micros * grpo.num_iterations))
    return [*found, *samples("evaluation", config.evaluation_batch_size, 1, greedy=True)]


def warmup_program(run: Run, config: ReasoningTrainingConfig) -> Program:
    """The SFT warm-up's only one, for solutions as long as they can be; its run is of `abstract_warmup`."""
    shape = solution_shape(supervised_settings(config), config.sft_batch_size, run.mesh.shape["fsdp"])
    return _update("sft", run, _rows(run, shape))


class Samples:
    """The programs of sampling, as `Sampler` runs them one after the other."""

    def __init__(self, run: Run, config: ReasoningTrainingConfig) -> None:
        self._run, self._grpo = run, config.grpo
        self._limit, self._width = config.grpo.max_response_length, config.grpo.max_prompt_length
        self._held = bytes_a_device(nnx.state(run.sampled))
        self._sampler = Sampler(lambda: run.sampled, run.mesh, PAD, [END], self._width, self._limit)

    def __call__(self, phase: str, prompts: int, n: int, *, greedy: bool) -> Iterator[Program]:
        """Of so many prompts with `n` completions each: first in lanes, then, as those are full, each in its row."""
        sampler, state = self._sampler, nnx.state(self._run.sampled)
        count, k, capacity = sampler.first_stage(prompts, n)
        read, lanes = self._cache(count, self._width), self._cache(count * n // k, self._width + k * capacity)
        ids, length = self._split((count, self._width)), self._split((count,))
        yield Program(phase, f"{phase} prefill", lambda: sampler.prefill.trace(state, ids, length), held=self._held)
        yield self._moved(phase, "spread", read, lanes)
        yield self._decoded(phase, "decode", lanes, k, capacity, greedy)
        if capacity < self._limit:
            alone = self._cache(count * n, self._width + self._limit)
            yield self._moved(phase, "regroup", lanes, alone)
            yield self._decoded(phase, "decode alone", alone, 1, self._limit - capacity, greedy)

    def _moved(self, phase: str, name: str, old: Any, new: Any) -> Program:
        rows, slots = new["layer_0"]["k"].shape[:2]
        row_of, slot_of = self._split((rows,)), self._split((rows, slots))
        return Program(
            phase, f"{phase} {name}", lambda: self._sampler.regroup.trace(old, row_of, slot_of, 1),
            cache=bytes_a_device(old),
        )

    def _decoded(self, phase: str, name: str, cache: Any, k: int, tokens: int, greedy: bool) -> Program:
        rows, state = cache["layer_0"]["k"].shape[0], nnx.state(self._run.sampled)
        inputs = (
            self._split((rows, k)), self._split((rows, k), bool), self._split((rows,)),
            self._split((rows, k, self._limit), jnp.float32), 0, 0, 0.0 if greedy else self._grpo.temperature,
        )
        return Program(
            phase, f"{phase} {name}",
            lambda: self._sampler.decode.trace(state, *inputs, cache=cache, greedy=greedy),
            turns=tokens, held=self._held, cache=bytes_a_device(cache),
        )

    def _cache(self, rows: int, slots: int) -> dict[str, dict[str, Any]]:
        shape = self._run.model.config
        keys = jax.ShapeDtypeStruct(
            (rows, slots, shape.num_kv_heads, shape.head_dim), jnp.bfloat16, sharding=self._sampler.keys
        )
        layer = {"k": keys, "v": keys, "end_index": self._split((rows,))}
        return {f"layer_{i}": layer for i in range(shape.num_layers)}

    def _split(self, shape: tuple[int, ...], dtype: Any = jnp.int32) -> jax.ShapeDtypeStruct:
        return jax.ShapeDtypeStruct(shape, dtype, sharding=self._sampler.rows)


def rows(run: Run, config: ReasoningTrainingConfig) -> Rows:
    """A micro-batch whose rows are as long as they can be, without values."""
    grpo = config.grpo
    found = _rows(run, row_shape(grpo, run.mesh.shape["fsdp"]))
    return dataclasses.replace(
        found, reference_logps=found.weights if grpo.kl_coef else None,
        old_logps=found.weights if grpo.num_iterations > 1 else None,
    )


def _rows(run: Run, shape: RowShape) -> Rows:
    split = NamedSharding(run.mesh, PartitionSpec("fsdp"))

    def array(*size: int, dtype: Any = jnp.int32) -> jax.Array:
        return cast(jax.Array, jax.ShapeDtypeStruct((shape.rows, *size), dtype, sharding=split))

    length, prompt, response = shape.lengths(shape.longest, shape.prompt, shape.response)
    whole, real = array(length), array(length, dtype=jnp.float32)
    units = array(shape.units, prompt), array(shape.units, shape.lanes, response)
    return Rows(
        tokens=whole, positions=whole, segments=whole, previous=whole, advantages=real, weights=real,
        blocks=Blocks(*units, back=whole),
    )


def _update(name: str, run: Run, given: Rows, runs: int = 1) -> Program:
    update = Update(run.trainer, run.model, run.optimizer)
    trained = update.arguments()
    held = bytes_a_device((nnx.state(run.model), nnx.state(run.optimizer)))
    return Program(name, name, lambda: update.program.trace(*trained, given), runs=runs, held=held)


def _reference(run: Run, config: ReasoningTrainingConfig) -> Any:
    unscored = dataclasses.replace(rows(run, config), reference_logps=None, old_logps=None)
    return compiled_logps(config.grpo).trace(*nnx.split(run.reference), unscored)


def _renew(run: Run) -> Any:
    """The copy that is sampled from, out of the masters."""
    masters = dict(nnx.state(run.model, nnx.Param).flat_state())
    copy = {path: x.get_raw_value() for path, x in nnx.state(run.sampled, nnx.Param).flat_state()}
    read = jax.jit(
        lambda values: [x.astype(jnp.bfloat16) for x in values], out_shardings=[x.sharding for x in copy.values()]
    )
    return read.trace([masters[path].get_raw_value() for path in copy])
