"""What a run holds on its devices, without values: the models, their optimizer, each array with its sharding.

Policy, adapters or masters, reference, optimizer and the copy that is sampled from are made by the functions that
training calls, under `jax.eval_shape`; where they lie is read off their metadata, as training does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import prod
from typing import Any
from unittest.mock import patch

import jax
import jax.numpy as jnp
from flax import nnx
from jax.interpreters import partial_eval, pxla
from jax.sharding import Mesh, NamedSharding, PartitionSpec
from tunix.models.gemma import model as gemma
from tunix.utils import sharding_utils

from tunix_reasoning.config import GRPOConfig, ReasoningTrainingConfig
from tunix_reasoning.model import Policy, make_trainable
from tunix_reasoning.model.layout import abstract_model, laid_out
from tunix_reasoning.training.loss import supervised_loss
from tunix_reasoning.training.programs import lone_trainer
from tunix_reasoning.training.supervised import supervised_settings


@dataclass(frozen=True)
class Run:
    """Modules whose arrays are `jax.ShapeDtypeStruct`s with shardings."""

    model: Any
    """What is trained: weights with adapters, or masters."""
    optimizer: Any
    reference: Any
    """Of the KL penalty. With adapters its weights are the model's. None in a warm-up."""
    sampled: Any
    """What is sampled from: the model, or a copy of its masters. None in a warm-up."""
    trainer: Any
    """Tunix's, which makes the update."""
    mesh: Mesh


def abstract_run(shape: Any, config: GRPOConfig, mesh: Mesh, steps: int, *, warmed: bool = False) -> Run:
    """A run of the algorithm on a Gemma of a shape, loaded in bfloat16, as on a TPU.

    `warmed`: a warm-up has trained its adapters or masters before, so that the reference has some of its own.
    """
    def parts(policy: Policy) -> tuple[Any, ...]:
        for _ in range(1 + warmed):
            reference = make_trainable(policy, config.lora_rank, config.rematerialize)
        return lone_trainer(policy.model, config, steps), reference, policy.sampled()

    return _abstract(shape, mesh, parts)


def abstract_warmup(shape: Any, config: ReasoningTrainingConfig, mesh: Mesh) -> Run:
    """Likewise the SFT warm-up before it."""
    settings = supervised_settings(config)

    def parts(policy: Policy) -> tuple[Any, ...]:
        make_trainable(policy, settings.lora_rank, settings.rematerialize)
        return lone_trainer(policy.model, settings, config.sft_steps, supervised_loss), None, None

    return _abstract(shape, mesh, parts)


def _abstract(shape: Any, mesh: Mesh, parts: Callable[[Policy], tuple[Any, ...]]) -> Run:
    """What is made of a policy, trainer, reference and what is sampled from, with shapes for values."""
    found: dict[str, Any] = {}

    def build() -> list[Any]:
        graph, state = nnx.split(abstract_model(laid_out(shape)))
        weights = jax.tree.map(lambda x: jnp.zeros(x.shape, jnp.bfloat16), state)
        policy: Any = Policy(nnx.merge(graph, weights), None, mesh, "shape")  # type: ignore[arg-type]
        found["trainer"], *others = parts(policy)
        modules = (policy.model, found["trainer"].optimizer, *others)
        split = [nnx.split(module) if module is not None else (None, None) for module in modules]
        found["graphs"], states = zip(*split, strict=True)
        return states

    # flax asks values for a sharding that tracers have not got; that JAX then looks up where the tracer comes from, for
    # a message that nobody reads, takes four fifths of the time.
    with mesh, patch.object(partial_eval.DynamicJaxprTracer, "_origin_msg", lambda tracer: ""):
        states = jax.eval_shape(build)
    model, optimizer, reference, sampled = (
        nnx.merge(graph, sharded(state, mesh)) if graph is not None else None
        for graph, state in zip(found["graphs"], states, strict=True)
    )
    return Run(model, optimizer, reference, sampled, found["trainer"], mesh)


def sharded(state: Any, mesh: Mesh) -> Any:
    """The arrays of a state as they lie on the mesh by its metadata."""
    def placed(x: Any, sharding: NamedSharding) -> jax.ShapeDtypeStruct:
        return jax.ShapeDtypeStruct(x.shape, x.dtype, sharding=sharding)

    return jax.tree.map(placed, state, nnx.get_named_sharding(state, mesh))


def bytes_a_device(tree: Any) -> int:
    """What the arrays of a tree take on each device."""
    leaves = jax.tree.leaves(tree)
    return sum(jnp.dtype(x.dtype).itemsize * prod(x.sharding.shard_shape(x.shape)) for x in leaves)


@contextmanager
def constraints() -> Iterator[None]:
    """Tunix's modules constrain their activations, which they leave out where the first device is a CPU."""
    def shard(x: Any, spec: Any, eager: bool = False) -> Any:
        mesh = pxla.thread_resources.env.physical_mesh
        return x if mesh.empty else jax.lax.with_sharding_constraint(x, NamedSharding(mesh, PartitionSpec(*spec)))

    before = gemma.shard, sharding_utils.shard
    gemma.shard = sharding_utils.shard = shard
    try:
        yield
    finally:
        gemma.shard, sharding_utils.shard = before
