"""What is trained of a policy: adapters beside its weights, or float32 masters of all of them."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
from flax import nnx

from tunix_reasoning.model.layout import abstract_model, laid_out, placed, relaid
from tunix_reasoning.model.lora import add_lora, held_still, merged, rank
from tunix_reasoning.model.masters import has_masters, with_masters
from tunix_reasoning.model.policy import Policy


def make_trainable(policy: Policy, lora_rank: int = 0, rematerialize: bool | None = None) -> Any:
    """Makes every value of `policy.model` that is trained float32, and lays it out for training.

    A policy that has been trained already goes on with its masters, or with its adapters if they are of the rank;
    other adapters are added into its weights first.

    Args:
        policy: gets another `model`, which computes the same.
        lora_rank: of the adapters that are trained; 0 trains every weight.
        rematerialize: each layer is computed again in the backward pass; where all weights of a bfloat16 model are
            trained, unless said.

    Returns:
        The model as it was: the reference of the KL penalty. It shares the weights that are not trained.
    """
    if has_masters(policy.model) and lora_rank:
        policy.model = relaid(policy.model, policy.mesh)  # in the dtype that masters are read in
    elif rank(policy.model) not in (0, lora_rank):
        policy.model = without_adapters(policy)
    if rank(policy.model):
        return held_still(policy.model)
    if has_masters(policy.model):
        return relaid(policy.model, policy.mesh)
    weights = nnx.state(policy.model, nnx.Param).flat_state()
    narrow = any(weight.get_raw_value().dtype != jnp.float32 for _, weight in weights)
    again = (narrow and not lora_rank) if rematerialize is None else rematerialize
    reference = relaid(policy.model, policy.mesh, rematerialize=True) if again else policy.model
    if lora_rank:
        policy.model = add_lora(reference, lora_rank, policy.mesh)
    elif narrow or policy.mesh.size > 1:
        policy.model = with_masters(reference, policy.mesh, again)
    else:
        policy.model, reference = reference, nnx.clone(reference)
    return reference


def without_adapters(policy: Policy) -> Any:
    """The policy's model with its adapters added into the weights."""
    values = merged(policy.model)
    return placed(abstract_model(laid_out(policy.model.config)), policy.mesh, values.__getitem__)
