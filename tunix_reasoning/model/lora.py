"""LoRA adapters (Hu et al. 2021) in float32 beside weights of any dtype, and the weights with them added in.

qwix makes adapters in the dtype of the weights. In bfloat16 they never learn: a step of 3e-6 is lost in values of
0.1, whose neighbours are 5e-4 apart. Here adapters, and so AdamW's moments, are float32. What they add is added in
float32 and the sum rounded to the activations' dtype: left alone, it would make the residual stream float32, and
float32 keys do not fit a bfloat16 cache.
"""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import qwix
from flax import nnx

MODULES = ".*q_einsum|.*kv_einsum|.*qkv_einsum|.*attn_vec_einsum|.*gate_proj|.*up_proj|.*down_proj"
ALPHA = 2.0
"""α divided by the rank: the factor before A·B."""


class _RoundedSum(qwix.LoraProvider):
    """qwix's way of applying adapters, with the sum in the dtype of the activations."""

    def dot_general(self, lhs: jax.Array, *args: Any, **kwargs: Any) -> jax.Array:
        dtype = kwargs.get("preferred_element_type") or lhs.dtype
        return super().dot_general(lhs, *args, **kwargs).astype(dtype)

    def einsum(self, formula: str, *operands: Any, **kwargs: Any) -> jax.Array:
        dtype = kwargs.get("preferred_element_type") or operands[0].dtype
        return super().einsum(formula, *operands, **kwargs).astype(dtype)


def add_lora(model: Any, rank: int, mesh: jax.sharding.Mesh) -> Any:
    """The model with adapters of a rank on every attention and feed-forward matrix; its weights are shared."""
    provider = _RoundedSum(module_path=MODULES, rank=rank, alpha=ALPHA * rank)
    rows = 2 * mesh.shape["fsdp"]  # Tunix's own two rows cannot be split over more than two devices
    inputs = {
        "last_tokens": jnp.ones((rows, 1), jnp.int32), "positions": jnp.ones((rows, 1), jnp.int32),
        "cache": None, "attention_mask": jnp.ones((rows, 1, 1), bool),
    }
    with mesh:
        adapted = qwix.apply_lora_to_model(model, provider, rngs=nnx.Rngs(params=0), **inputs)
    adapters = jax.tree.map(lambda x: x.astype(jnp.float32), nnx.state(adapted, nnx.LoRAParam))
    nnx.update(adapted, jax.device_put(adapters, nnx.get_named_sharding(adapters, mesh)))
    return adapted


def has_adapters(model: Any) -> bool:
    return bool(nnx.state(model, nnx.LoRAParam))


def rank(model: Any) -> int:
    """Of a model's adapters; 0 where it has none."""
    flat = nnx.state(model, nnx.LoRAParam).flat_state()
    return next((x.get_raw_value().shape[-1] for path, x in flat if str(path[-1]).endswith("_lora_a")), 0)


def held_still(model: Any) -> Any:
    """The model as it is now, whatever the model is given later: arrays are shared, but not the variables."""
    return nnx.merge(*nnx.split(model), copy=True)


def merged(model: Any) -> dict[tuple[Any, ...], jax.Array]:
    """The weights by their path, adapters added in: computed in float32, rounded once to the weights' dtype."""
    flat = dict(nnx.state(model, nnx.Param).flat_state())
    weights = {path: x.get_raw_value() for path, x in flat.items() if not isinstance(x, nnx.LoRAParam)}
    for path in [path for path in flat if str(path[-1]).endswith("_lora_a")]:
        *parents, last = path
        name = str(last).removesuffix("_lora_a")
        a, b = (flat[*parents, f"{name}_lora_{which}"].get_raw_value() for which in "ab")
        weight = weights[*parents, name]
        delta = jnp.einsum(_formula(model, parents, name), a, b, precision="highest")
        total = weight.astype(jnp.float32) + ALPHA * delta
        weights[*parents, name] = total.astype(weight.dtype)
    return weights


def _formula(model: Any, parents: list[Any], name: str) -> str:
    """The product of A and B that has the weight's shape."""
    module = model
    for part in parents:
        module = module[part] if isinstance(part, int) else getattr(module, part)
    if name == "kernel":
        return "ir,ro->io"
    _, a, b = getattr(module, f"{name}_lora_einsum_str").partition("->")[0].split(",")
    return f"{a},{b}->{module.einsum_str.partition('->')[0].split(',')[1]}"
