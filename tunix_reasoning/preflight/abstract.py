"""What a run holds on its devices, without values: the models, their optimizer, each array with its sharding.

Policy, adapters or masters, reference, optimizer and the copy that is sampled from are made by the functions that
training calls, under `jax.eval_shape`; where they lie is read off their metadata, as training does.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import prod
from typing import Any

import jax
import jax.numpy as jnp
from flax import nnx
from jax.interpreters import pxla
from jax.sharding import Mesh, NamedSharding, PartitionSpec
from tunix.models.gemma import model as gemma
from tunix.utils import sharding_utils

from tunix_reasoning.config import GRPOConfig
from tunix_reasoning.model import Policy, make_trainable
from tunix_reasoning.model.layout import abstract_model, laid_out
from tunix_reasoning.training.programs import lone_trainer


@dataclass(frozen=True)
class Run:
    """Modules whose arrays are `jax.ShapeDtypeStruct`s with shardings."""

    model: Any
    """What is trained: weights with adapters, or masters."""
    optimizer: Any
    reference: Any
    """Of the KL penalty. With adapters its weights are the model's."""
    sampled: Any
    """What is sampled from: the model, or a copy of its masters."""
    trainer: Any
    """Tunix's, which makes the update."""
    mesh: Mesh


def abstract_run(shape: Any, config: GRPOConfig, mesh: Mesh, steps: int) -> Run:
    """A run of the algorithm on a Gemma of a shape, loaded in bfloat16, as on a TPU."""
    found: dict[str, Any] = {}

    def build() -> list[Any]:
        graph, state = nnx.split(abstract_model(laid_out(shape)))
        weights = jax.tree.map(lambda x: jnp.zeros(x.shape, jnp.bfloat16), state)
        policy: Any = Policy(nnx.merge(graph, weights), None, mesh, "shape")  # type: ignore[arg-type]
        reference = make_trainable(policy, config.lora_rank, config.rematerialize)
        found["trainer"] = lone_trainer(policy.model, config, steps)
        parts = (policy.model, found["trainer"].optimizer, reference, policy.sampled())
        found["graphs"], states = zip(*map(nnx.split, parts), strict=True)
        return states

    with mesh:
        states = jax.eval_shape(build)
    model, optimizer, reference, sampled = (
        nnx.merge(graph, sharded(state, mesh)) for graph, state in zip(found["graphs"], states, strict=True)
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
