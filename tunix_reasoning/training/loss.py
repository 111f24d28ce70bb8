"""The loss of GRPO, token by token (Shao et al. 2024, https://arxiv.org/abs/2402.03300, equation 3).

A completion that earned more than the others of its group has a positive advantage A, and its tokens are made
likelier; one that earned less, less likely. With r the ratio of a token's probability now to that when it was
sampled, and ε the clip range, a token's loss is

    -min(r A, clip(r, 1 - ε, 1 + ε) A) + β KL

where KL, Schulman's estimator `exp(d) - 1 - d` with d = log π_ref - log π, holds the policy near the reference.
It is computed as `expm1(d) - d`: as written, float32 rounds it below zero near the reference.

How tokens add up to a loss is one weight a completion, `completion_weights`, and so is leaving one out. The weights
are taken over a whole batch, so that micro-batches change nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from flax import nnx
from tunix.rl import function_registry
from tunix.sft.utils import is_lora_enabled

from tunix_reasoning.model.feed_forward import gradients_by_hand
from tunix_reasoning.model.forward import hidden_states, logits
from tunix_reasoning.training.rows import Rows

LOSS = "rows"
"""The loss's name in Tunix's registry."""

_Score = Callable[[jax.Array, jax.Array, Any], tuple[jax.Array, jax.Array]]
"""Log-probs [R, C] of tokens [R, C], and entropies, after hidden states [R, C, D], by a head."""


def completion_weights(lengths: np.ndarray, mode: str, limit: int) -> np.ndarray:
    """What each token of a completion counts in the loss, so that losses only need adding up: [N].

    Args:
        lengths: tokens of each completion that count, 0 for one that is left out: [N].
        mode: `sequence-mean-token-mean`, a mean over completions of means over tokens, the GRPO paper's; `token-mean`,
            one mean over all tokens (DAPO, https://arxiv.org/abs/2503.14476); `sequence-mean-token-scale`, the sum
            over tokens by the constant `limit` (Dr. GRPO, https://arxiv.org/abs/2503.20783).
        limit: most tokens a completion can have.
    """
    kept = lengths > 0
    count = max(kept.sum(), 1)
    scale = {
        "sequence-mean-token-mean": count * np.maximum(lengths, 1),
        "token-mean": max(lengths.sum(), 1),
        "sequence-mean-token-scale": count * limit,
    }[mode]
    return np.where(kept, 1.0 / scale, 0.0)


@function_registry.register_policy_loss_fn(LOSS)
def policy_loss(
    model: nnx.Module, train_example: Rows, algo_config: Any, **_: Any
) -> tuple[jax.Array, dict[str, jax.Array]]:
    """The loss of a batch of rows, and means over tokens: `kl`, `entropy`, `pg_clipfrac`. Tunix calls it.

    `algo_config` has Tunix's names: `epsilon` and `epsilon_high` (ε below and above 1), `beta` (β), `temperature`,
    `compute_logps_chunk_size`.
    """
    rows, config = train_example, algo_config
    logps, entropy = token_logps(model, rows, config.temperature, config.compute_logps_chunk_size)  # [R, L]
    old = jax.lax.stop_gradient(logps) if rows.old_logps is None else rows.old_logps
    ratio = jnp.exp(jnp.clip(logps - old, -20.0, 20.0))
    clipped = jnp.clip(ratio, 1 - config.epsilon, 1 + config.epsilon_high)
    losses = -jnp.minimum(ratio * rows.advantages, clipped * rows.advantages)
    counted = rows.weights > 0
    share = counted / jnp.maximum(counted.sum(), 1)
    told = {
        "entropy": (entropy * share).sum(),
        "pg_clipfrac": ((ratio * rows.advantages > clipped * rows.advantages) * share).sum(),
        "kl": jnp.zeros(()),
    }
    if rows.reference_logps is not None:
        distance = rows.reference_logps - logps
        kl = jnp.expm1(distance) - distance
        losses += config.beta * kl
        told["kl"] = (kl * share).sum()
    return (losses * rows.weights).sum(), told


def supervised_loss(model: nnx.Module, rows: Rows, algo_config: Any) -> tuple[jax.Array, dict[str, jax.Array]]:
    """The negative log-likelihood of completions that were given, in nats by `weights`; and their entropy."""
    logps, entropy = token_logps(model, rows, 1.0, algo_config.compute_logps_chunk_size)  # [R, L]
    return -(logps * rows.weights).sum(), {"entropy": (entropy * rows.weights).sum()}


def token_logps(
    model: Any, rows: Rows, temperature: float, chunk: int
) -> tuple[jax.Array, jax.Array]:
    """The log-probability of every token after those before it, and the entropy of what could have stood there.

    Args:
        model: the policy.
        rows: R rows of L tokens.
        temperature: of sampling; it divides the logits, as it did then.
        chunk: tokens of completions, in each row, whose logits are held at once; 0 holds all. Those of Gemma, 256,000 a
            token, are what training runs out of memory by.

    Returns:
        Both [R, L]; 0 outside of completions, and the entropy without a gradient.
    """
    model = nnx.merge(*nnx.split(model))  # hidden states are noted in a copy, and it is marked; it is thrown away
    gradients_by_hand(model)
    hidden, _ = hidden_states(model, rows.tokens, rows.positions, rows.blocks)
    order = jnp.argsort(rows.segments <= 0, 1, stable=True)  # [R, L]: completions come first, for chunks full of them
    previous, tokens, counted = (jnp.take_along_axis(x, order, 1) for x in (rows.previous, rows.tokens, rows.segments))
    before = jnp.take_along_axis(hidden, previous[..., None], 1)  # [R, L, D]: what each token was drawn from

    graph, head = nnx.split(model.embedder)

    def score(hidden: jax.Array, tokens: jax.Array, head: Any) -> tuple[jax.Array, jax.Array]:
        scores = logits(model, hidden, nnx.merge(graph, head)) / temperature  # [R, chunk, V]
        norm = jax.nn.logsumexp(scores, -1)
        own = jnp.take_along_axis(scores, tokens[..., None], -1)[..., 0]
        entropy = norm - (jnp.exp(scores - norm[..., None]) * scores).sum(-1)
        return own - norm, jax.lax.stop_gradient(entropy)

    trained = not is_lora_enabled(model)  # the head as well
    scored = score if trained else _with_gradient(score)
    once_more = jax.checkpoint if trained else lambda function: function

    def scored_if_any(part: tuple[jax.Array, ...]) -> tuple[jax.Array, jax.Array]:
        none = jnp.zeros(part[1].shape)
        return jax.lax.cond((part[2] > 0).any(), scored, lambda *_: (none, none), *part[:2], head)

    if 0 < chunk < before.shape[1]:
        parts = jax.tree.map(lambda x: _chunks(x, chunk), (before, tokens, counted))
        # around the condition: out of it, the head, two gigabytes of Gemma 2 2B, would be kept for every chunk
        found = jax.tree.map(lambda x: _unchunked(x, tokens.shape), jax.lax.map(once_more(scored_if_any), parts))
    else:
        found = once_more(scored)(before, tokens, head)
    place = jnp.argsort(order, 1)
    found = jax.tree.map(lambda x: jnp.take_along_axis(x, place, 1), found)
    return jax.tree.map(lambda x: jnp.where(rows.segments > 0, x, 0.0), found)


def _with_gradient(score: _Score) -> _Score:
    """Takes a token's gradient by its hidden state together with its score, from the same logits.

    They are then neither kept nor computed again for the backward pass, which only multiplies. So it is where the head
    has no gradient of its own (https://arxiv.org/abs/2410.10989, section 3.2).
    """
    scored = jax.custom_vjp(score)

    def forward(hidden: jax.Array, tokens: jax.Array, head: Any) -> Any:
        logps, pull, entropy = jax.vjp(lambda hidden: score(hidden, tokens, head), hidden, has_aux=True)
        return (logps, entropy), pull(jnp.ones_like(logps))[0]

    def backward(slope: jax.Array, gradient: tuple[jax.Array, jax.Array]) -> tuple[Any, ...]:
        return (gradient[0][..., None] * slope).astype(slope.dtype), None, None

    scored.defvjp(forward, backward)
    return scored


def _chunks(x: jax.Array, size: int) -> jax.Array:
    """[R, L, …] as [chunks, R, size, …], the last one filled up with zeros."""
    padded = jnp.pad(x, [(0, 0), (0, -x.shape[1] % size)] + [(0, 0)] * (x.ndim - 2))
    return jnp.moveaxis(padded.reshape(x.shape[0], -1, size, *x.shape[2:]), 1, 0)


def _unchunked(x: jax.Array, shape: tuple[int, ...]) -> jax.Array:
    return jnp.moveaxis(x, 0, 1).reshape(shape[0], -1)[:, : shape[1]]
