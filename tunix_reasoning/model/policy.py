"""A policy: Tunix's Gemma module on a device mesh with its tokenizer, and the adapters that can be put on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import jax
import numpy as np
import qwix
import sentencepiece
from flax import nnx

LORA_MODULES = ".*q_einsum|.*kv_einsum|.*attn_vec_einsum|.*gate_proj|.*up_proj|.*down_proj"


class PolicyError(ValueError):
    """A model that cannot be loaded; the message names it and says what can be."""


@dataclass
class Policy:
    """A language model with its tokenizer, ready for Tunix."""

    model: Any
    """Tunix's Gemma module; called as `model(tokens, positions, cache, attention_mask)`."""
    tokenizer: sentencepiece.SentencePieceProcessor
    """It must not add begin or end tokens itself: Tunix's sampler adds the begin token."""
    mesh: jax.sharding.Mesh
    """Axes `fsdp` and `tp`."""
    source: str
    """The name it was loaded by."""
    families: tuple[str, ...] = ()
    """The generator's families it was warmed up on; empty for a model that knows more than those."""

    @property
    def parameters(self) -> int:
        """How many weights the model has, adapters included."""
        return sum(x.size for x in jax.tree.leaves(nnx.state(self.model, nnx.Param)))

    @property
    def end_tokens(self) -> list[int]:
        """Tokens that end a completion: end of turn, then end of text."""
        turn = self.tokenizer.piece_to_id("<end_of_turn>")
        return (
            [turn, self.tokenizer.eos_id()] if turn != self.tokenizer.unk_id() else [self.tokenizer.eos_id()]
        )


def create_mesh() -> jax.sharding.Mesh:
    """All devices on the `fsdp` axis: weights sharded, batches split."""
    return jax.sharding.Mesh(np.array(jax.devices()).reshape(-1, 1), ("fsdp", "tp"))


def add_lora(model: Any, rank: int, mesh: jax.sharding.Mesh) -> nnx.Module:
    """The model with LoRA adapters (Hu et al. 2021) on every attention and feed-forward matrix, α = 2 rank."""
    provider = qwix.LoraProvider(module_path=LORA_MODULES, rank=rank, alpha=2.0 * rank)
    adapted = qwix.apply_lora_to_model(model, provider, rngs=nnx.Rngs(params=0), **model.get_model_input())
    with mesh:
        state = nnx.state(adapted)
        nnx.update(adapted, jax.lax.with_sharding_constraint(state, nnx.get_partition_spec(state)))
    return adapted
