"""AdamW with clipped gradients, whose norm is kept for the record."""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp
import optax
from flax import nnx

from tunix_reasoning.config import GRPOConfig


def create_optimizer(config: GRPOConfig, updates: int) -> optax.GradientTransformation:
    """AdamW with clipped gradients; the rate rises over a tenth of the updates, then falls to a tenth of its peak."""
    schedule = optax.warmup_cosine_decay_schedule(
        init_value=0.0,
        peak_value=config.learning_rate,
        warmup_steps=max(1, updates // 10),
        decay_steps=max(2, updates),
        end_value=0.1 * config.learning_rate,
    )
    return optax.chain(
        _measured(),
        optax.clip_by_global_norm(config.max_grad_norm),
        optax.adamw(schedule, b1=0.9, b2=0.99, weight_decay=0.0),
    )


class _Measured(NamedTuple):
    gradient_norm: jax.Array


def _measured() -> optax.GradientTransformation:
    """Keeps the norm of the gradient that it passes on, accumulated over micro-batches and not yet clipped."""
    return optax.GradientTransformation(
        lambda parameters: _Measured(jnp.zeros(())),
        lambda gradient, state, parameters=None: (gradient, _Measured(optax.global_norm(gradient))),
    )


def gradient_norm(optimizer: nnx.Optimizer) -> jax.Array:
    """The norm of the last update's gradient."""
    return optax.tree_utils.tree_get(optimizer.opt_state, "gradient_norm")
