"""Training every weight of a model: float32 masters split over all devices, and a copy that is sampled from.

In bfloat16 a step of 1e-6 changes nothing: 98 % of Gemma's weights would never move. So the weights that AdamW
changes are float32, and read as bfloat16 by the forward pass. They are split over both axes of the mesh, as their
moments are; a decoded token would gather them again and again, so that sampling uses a copy of its own.
"""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
from flax import nnx

from tunix_reasoning.model.errors import PolicyError
from tunix_reasoning.model.layout import abstract_model, laid_out, placed
from tunix_reasoning.model.lora import has_adapters


class Master(nnx.Param):
    """A float32 weight that is read in the dtype its metadata `read_as` names; gradients and steps are float32."""

    def get_value(self, *args: Any, **kwargs: Any) -> Any:
        return super().get_value(*args, **kwargs).astype(self.get_metadata("read_as"))


def with_masters(model: Any, mesh: jax.sharding.Mesh, rematerialize: bool = False) -> Any:
    """The model with masters in place of its weights, which stay as they are.

    Raises:
        PolicyError: `fsdp` does not divide the model's width.
    """
    weights = dict(nnx.state(model, nnx.Param).flat_state())
    dtype = next(iter(weights.values())).get_raw_value().dtype
    fsdp, width = mesh.shape["fsdp"], model.config.embed_dim
    if width % fsdp:
        raise PolicyError(f"fsdp={fsdp} does not divide the model's width ({width}): give another mesh")
    abstract = abstract_model(laid_out(model.config, split=True, rematerialize=rematerialize))
    for _, module in nnx.iter_modules(abstract):
        for name, weight in list(vars(module).items()):
            if isinstance(weight, nnx.Param):
                setattr(module, name, Master(weight.get_raw_value(), **weight.get_metadata(), read_as=dtype))
    return placed(abstract, mesh, lambda path: jnp.array(weights[path].get_raw_value(), jnp.float32))


def widen(optimizer: nnx.Optimizer) -> None:
    """Makes moments and accumulated gradients float32: flax starts them in the dtype that masters are read in."""
    state = nnx.state(optimizer, nnx.optimizer.OptState)
    nnx.update(optimizer, jax.tree.map(lambda x: x.astype(jnp.float32) if x.dtype == jnp.bfloat16 else x, state))


def has_masters(model: Any) -> bool:
    return any(isinstance(weight, Master) for _, weight in nnx.state(model, nnx.Param).flat_state())


def renew(copy: Any, model: Any) -> None:
    """Gives a copy that is sampled from the weights of now; the old ones make room one by one."""
    weights = dict(nnx.state(model, nnx.Param).flat_state())
    fresh, trained = {}, nnx.LoRAParam if has_adapters(copy) else nnx.Param
    for path, old in nnx.state(copy, trained).flat_state():
        now, sharding = weights[path].get_value(), old.get_raw_value().sharding
        shared = now is weights[path].get_raw_value() and sharding.is_equivalent_to(now.sharding, now.ndim)
        if not shared:  # a float32 weight that lies as its master does is the master
            old.get_raw_value().delete()
        fresh[path] = old.replace(jax.device_put(now, sharding))
    nnx.update(copy, nnx.State.from_flat_path(fresh))
