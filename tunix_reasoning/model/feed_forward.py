"""The feed-forward layer's gradient by hand, where a CPU computes it.

A layer reads y = (gelu(x G) ⊙ x U) D of x [R, L, D]. Taken by JAX, its weights' gradients are products over two
dimensions at once, rows and tokens, which XLA for CPUs computes at half the speed of a plain product of matrices; they
were a tenth of a training step. Here they are plain products. Layers with adapters (qwix), and other devices, keep
what they have: `FeedForward.block` of Tunix's two Gemmas is replaced, and does what it did in a layer without a mark.
"""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
from tunix.models.gemma import model as gemma
from tunix.models.gemma3 import model as gemma3
from tunix.sft.utils import is_lora_enabled

A, B = (2 / jnp.pi) ** 0.5, 0.044715
"""gelu(x) = x (1 + tanh(A (x + B x³))) / 2, approximately (https://arxiv.org/abs/1606.08415, section 2)."""


@jax.custom_vjp
def gated(x: jax.Array, gate: jax.Array, up: jax.Array, down: jax.Array) -> jax.Array:
    """(gelu(x gate) ⊙ x up) down of x [T, D], gate and up [D, F], down [F, D]."""
    return _forward(x, gate, up, down)[0]


def _forward(x: jax.Array, gate: jax.Array, up: jax.Array, down: jax.Array) -> Any:
    g, u = x @ gate, x @ up
    read = jax.nn.gelu(g) * u
    return read @ down, (x, gate, up, down, g, u, read)


def _backward(kept: Any, gradient: jax.Array) -> tuple[jax.Array, ...]:
    x, gate, up, down, g, u, read = kept
    wanted = gradient @ down.T
    t = jnp.tanh(A * (g + B * g**3))
    slope = 0.5 * (1 + t) + 0.5 * g * (1 - t * t) * A * (1 + 3 * B * g * g)
    by_gate, by_up = wanted * u * slope, wanted * (0.5 * g * (1 + t))
    return by_gate @ gate.T + by_up @ up.T, x.T @ by_gate, x.T @ by_up, read.T @ gradient


gated.defvjp(_forward, _backward)


def gradients_by_hand(model: Any) -> None:
    """Marks a model's layers to take their gradients so, where that pays: on a CPU, and without adapters."""
    if jax.default_backend() == "cpu" and not is_lora_enabled(model):
        for layer in model.layers:
            layer.mlp.by_hand = True


def _replace(layer: Any) -> None:
    tunix = layer.block

    def block(self: Any, x: jax.Array) -> jax.Array:
        if not getattr(self, "by_hand", False):
            return tunix(self, x)
        weights = [part.kernel[...].astype(x.dtype) for part in (self.gate_proj, self.up_proj, self.down_proj)]
        return gated(x.reshape(-1, x.shape[-1]), *weights).reshape(x.shape)

    layer.block = block


_replace(gemma.FeedForward)
_replace(gemma3.FeedForward)
