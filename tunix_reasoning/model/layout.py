"""How a Gemma lies on its devices: which mesh, what is split over it, and what is computed again.

A mesh has two axes. Batches are split over `fsdp`, heads and feed-forward over `tp`. A decoded token reads every
weight once, so whatever has to be gathered first is gathered at every token: weights that are sampled from are
never split over `fsdp`. With LoRA nothing else is trained, and they lie that way throughout. Where all weights
are trained, their float32 masters and AdamW's moments are split over both axes (`masters.py`), and a copy is
sampled from. Tunix splits the norms over `tp`, which costs three more all-reduces a layer: here they are whole.

Rollouts may have a mesh of their own beside the one that trains. The two take turns, so that this is for what lies on
a device, and for a layout that suits each, rather than for time.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from math import gcd
from typing import Any

import jax
import numpy as np
from flax import nnx
from tunix.models.gemma import model as gemma
from tunix.models.gemma3 import model as gemma3

from tunix_reasoning.model.errors import PolicyError

BANDWIDTH = 8e11
"""Bytes a second that a chip reads from its memory: v5e's 819e9, rounded."""
ALL_REDUCE = 1e-5
"""Seconds that a small all-reduce takes, an assumption: two a layer come with `tp`."""


@dataclass(frozen=True)
class Layout:
    """Sizes of the two axes."""

    fsdp: int
    """Parts that a batch is split into."""
    tp: int
    """Parts that heads, feed-forward and vocabulary are split into."""

    @property
    def size(self) -> int:
        """How many devices it is of."""
        return self.fsdp * self.tp

    def mesh(self, devices: list[Any] | None = None) -> jax.sharding.Mesh:
        """The mesh over all devices, or over those given."""
        grid = np.array(jax.devices() if devices is None else devices).reshape(self.fsdp, self.tp)
        return jax.sharding.Mesh(grid, ("fsdp", "tp"))


def choose_layout(config: Any, devices: int, mesh: str = "") -> Layout:
    """The layout in which a token is decoded fastest, by what its weights and its all-reduces take.

    Args:
        config: Tunix's `ModelConfig` of the model.
        devices: how many there are.
        mesh: `FSDPxTP`, such as `2x4`, decides instead.

    Raises:
        PolicyError: the mesh is not of so many devices, or its `tp` does not divide what it splits.
    """
    if mesh:
        given = _given(config, mesh)
        if given.size != devices:
            raise PolicyError(f"mesh must be of {devices} devices in all, such as {devices}x1. Received: {mesh}")
        return given
    largest = gcd(devices, *_splits(config).values())
    seconds = {tp: token_seconds(config, tp) for tp in range(1, largest + 1) if largest % tp == 0}
    tp = min(seconds, key=seconds.__getitem__)
    return Layout(devices // tp, tp)


def choose_meshes(config: Any, mesh: str = "") -> tuple[jax.sharding.Mesh, jax.sharding.Mesh]:
    """The mesh of this machine's devices that a model is trained on, and the one that it is sampled on.

    They are the same, as `choose_layout` has it, unless `mesh` joins two by a plus sign: `2x2+4x1` trains on the
    first four devices, and samples on the next four.

    Raises:
        PolicyError: as of `choose_layout`, or both together are of more devices than there are, or several hosts'.
    """
    devices, (first, plus, second) = jax.devices(), mesh.partition("+")
    if not plus:
        both = choose_layout(config, len(devices), mesh).mesh()
        return both, both
    training, sampling = _given(config, first), _given(config, second)
    end = training.size + sampling.size
    if end > len(devices):
        raise PolicyError(f"mesh {mesh} is of {end} devices, and there are {len(devices)}")
    if jax.process_count() > 1:
        raise PolicyError(f"rollouts on a mesh of their own are for the devices of one host. Received: mesh={mesh}")
    return training.mesh(devices[: training.size]), sampling.mesh(devices[training.size : end])


def _given(config: Any, mesh: str) -> Layout:
    sizes = [int(size) if size.isdecimal() else 0 for size in mesh.split("x")]
    if len(sizes) != 2 or 0 in sizes:
        raise PolicyError(f"mesh must be FSDPxTP, such as 2x4, or two joined by a plus sign. Received: {mesh!r}")
    given = Layout(*sizes)
    for name, size in _splits(config).items():
        if size % given.tp:
            raise PolicyError(f"mesh {mesh}: tp={given.tp} does not divide the model's {name} ({size})")
    return given


def _splits(config: Any) -> dict[str, int]:
    """What `tp` divides."""
    return {
        "key-value heads": config.num_kv_heads, "heads": config.num_heads,
        "feed-forward": config.hidden_dim, "vocabulary": config.num_embed,
    }


def token_seconds(config: Any, tp: int) -> float:
    """An estimate of the time that a decoded token takes in bfloat16, for the choice between layouts only."""
    reduces = 2 * config.num_layers + 1 if tp > 1 else 0
    return 2 * weights_of(config) / tp / BANDWIDTH + reduces * ALL_REDUCE


def weights_of(config: Any) -> int:
    """Weights of a model, norms aside."""
    attention = 2 * config.head_dim * (config.num_heads + config.num_kv_heads)
    return config.embed_dim * (config.num_embed + config.num_layers * (attention + 3 * config.hidden_dim))


def laid_out(config: Any, *, split: bool = False, rematerialize: bool = False) -> Any:
    """Tunix's `ModelConfig` with a sharding and what the backward pass computes again; activations always lie alike.

    Args:
        config: of the model.
        split: weights over both axes, for masters; else over `tp` alone, as they are sampled from.
        rematerialize: each layer is computed again in the backward pass. It takes half as long again, and is
            needed where all weights are trained: Gemma 2 2B's activations would take 36 GiB.
    """
    kind, remat = type(config.shd_config), type(config.remat_config)
    sharding = dataclasses.replace(kind.get_default_sharding(is_sampling=True), rms_norm_weight=(None,))
    if split:
        over_both = kind.get_default_sharding()
        names = [f.name for f in dataclasses.fields(kind) if "weight_" in f.name or f.name == "emb_vd"]
        sharding = dataclasses.replace(sharding, **{name: getattr(over_both, name) for name in names})
    again = remat.DECODER if rematerialize else remat.NONE
    return dataclasses.replace(config, shd_config=sharding, remat_config=again)


def abstract_model(config: Any) -> nnx.Module:
    """The module of a configuration without its values; each weight has the sharding of the configuration."""
    kind: Any = gemma3.Gemma3 if isinstance(config, gemma3.ModelConfig) else gemma.Gemma
    model = nnx.eval_shape(lambda: kind(config, rngs=nnx.Rngs(params=0)))
    if config.num_kv_heads == 1:  # Tunix splits the weights of a single head over fsdp whatever the sharding says
        _, _, split, _ = config.shd_config.kv_weight_cndh
        for layer in model.layers:
            if layer.attn.num_heads > 1:
                layer.attn.kv_einsum.w.set_metadata(out_sharding=(None, None, split, None))
    return model


def placed(model: nnx.Module, mesh: jax.sharding.Mesh, value: Callable[[tuple[Any, ...]], Any]) -> Any:
    """The abstract model with its values, of whatever dtype and device, put on the mesh as its shardings say.

    `value` gives the array of a path in the model's state; it is called once a weight, so that only one need be in
    the host's memory.
    """
    graph, state = nnx.split(model)
    flat = {}
    for path, weight in state.flat_state():
        sharding = jax.sharding.NamedSharding(mesh, nnx.get_partition_spec({"w": weight})["w"].get_raw_value())
        flat[path] = weight.replace(jax.device_put(value(path), sharding))
    return nnx.merge(graph, nnx.State.from_flat_path(flat))


def relaid(model: Any, mesh: jax.sharding.Mesh, **how: Any) -> Any:
    """The model laid out anew, `how` as `laid_out` takes it; it shares the weights that lie so already."""
    weights = dict(nnx.state(model, nnx.Param).flat_state())
    return placed(abstract_model(laid_out(model.config, **how)), mesh, lambda path: weights[path].get_value())


def moved(model: Any, mesh: jax.sharding.Mesh) -> Any:
    """A copy of the model, adapters and all, that lies on another mesh as on its own."""
    graph, state = nnx.split(model)
    return nnx.merge(graph, jax.device_put(state, nnx.get_named_sharding(state, mesh)))
