"""A Gemma module asked for what training and sampling need of it, itself untouched.

The module computes logits of every token it is given. Here it is asked for its last hidden states instead; its
own logits are then unused, and the compiler leaves them out. Everything in a layer still happens inside the
module's `__call__`, where adapters (qwix) act.
"""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
from flax import nnx
from tunix.models.gemma import model as gemma

from tunix_reasoning.model.attention import Blocks


def hidden_states(
    model: Any, tokens: jax.Array, positions: jax.Array, mask: jax.Array | Blocks, cache: Any = None
) -> tuple[jax.Array, Any]:
    """The hidden states after the last norm [B, L, D], and the cache with keys and values of these tokens.

    Args:
        model: merged inside the traced function that calls this.
        tokens: [B, L].
        positions: of the tokens in their sequences [B, L].
        mask: which of S keys a token sees [B, L, S], S the cache's slots; without a cache [B, L, L], or `Blocks`.
        cache: as `empty_cache` makes it, written from its `end_index` on; None for none.
    """
    _, cache = model(tokens, positions, cache, mask, output_hidden_states=True)
    noted: Any = nnx.pop(model, nnx.Intermediate)
    return noted["all_hidden_states"].get_value()[-1], cache


def transposed(state: nnx.State) -> nnx.State:
    """The state with attention's weights as a CPU multiplies by them; the same again undoes it.

    XLA for CPUs would lay them out so at every token of a decoding loop, a fourth of its time. What is done before the
    loop, and undone in it, is done once.
    """
    turns = {"q_einsum": (0, 1), "attn_vec_einsum": (0, 1), "kv_einsum": (-1, -2), "qkv_einsum": (-1, -2)}
    return nnx.State.from_flat_path({
        path: weight.replace(jnp.swapaxes(weight.get_value(), *turns[str(path[-2])])) if path[-1] == "w" else weight
        for path, weight in state.flat_state()
    })


def empty_cache(model: Any, rows: int, slots: int) -> dict[str, dict[str, jax.Array]]:
    """A cache of keys and values, of the dtype of the embedding: `k` and `v` [rows, slots, heads, head_dim] a layer."""
    config = model.config
    shape = (rows, slots, config.num_kv_heads, config.head_dim)
    keys = jnp.zeros(shape, model.embedder.input_embedding.get_value().dtype)
    layer = {"k": keys, "v": keys, "end_index": jnp.zeros(rows, jnp.int32)}
    return {f"layer_{i}": layer for i in range(config.num_layers)}


def logits(model: Any, hidden: jax.Array, embedder: Any = None) -> jax.Array:
    """The logits after hidden states [..., D] in float32, by the model's embedder or the one given: [..., V]."""
    scores = (embedder or model.embedder).decode(hidden).astype(jnp.float32)
    cap = model.final_logits_softcap if isinstance(model, gemma.Gemma) else None  # Gemma 3 has none
    return scores if cap is None else cap * jnp.tanh(scores / cap)


def check_window(config: Any, length: int) -> None:
    """Refuses sequences for which Tunix's mask of a local layer would not be the model's.

    Raises:
        ValueError: `config` is Gemma 2's, whose mask compares slots of the cache with positions, and sequences of
            `length` tokens do not fit its sliding window.
    """
    window = config.sliding_window_size
    if isinstance(config, gemma.ModelConfig) and window and length > window:
        raise ValueError(
            f"max_prompt_length + max_response_length must be at most {window}, the model's sliding window. "
            f"Received: {length}"
        )


def lanes(config: Any, prompt: int, response: int, group: int, prompts: int, devices: int) -> int:
    """How many completions of a prompt share a row, the prompt first, then they: a divisor of their group.

    The masks of local layers count slots, not positions, so such a row may not be longer than the sliding window. One
    completion a row always can: prompt and completion then stand as they would alone.

    Args:
        config: Tunix's `ModelConfig`.
        prompt: most tokens of a prompt.
        response: most tokens of a completion.
        group: completions a prompt.
        prompts: how many there are.
        devices: a batch is split over so many; as many rows have to be there, or a multiple, if that can be.
    """
    window = config.sliding_window_size or prompt + group * response
    fitting = [k for k in range(1, group + 1) if group % k == 0 and prompt + k * response <= window] or [1]
    return max([k for k in fitting if prompts * (group // k) % devices == 0] or fitting)
