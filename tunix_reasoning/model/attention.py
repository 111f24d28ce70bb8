"""Attention among prompts and completions that stand one after the other in a row, every token once.

Tunix's attention scores a row's every token against every other and masks what is foreign: with eight completions
after a prompt, seven eighths of it. Here the row's queries, keys and values are moved into blocks, a prompt or a
completion each; a completion is scored against its prompt and itself; and what comes out is moved back. The layers'
weights, and adapters (qwix) on them, still work on the row.

Tunix has no place to put an attention of one's own, so `Attention.block` of both its Gemmas is replaced. It does what
it did, unless the mask that it is given is a `Blocks`.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import flax
import jax
import jax.numpy as jnp
from tunix.models.gemma import model as gemma
from tunix.models.gemma3 import model as gemma3

NOWHERE = 2**30
"""The place of a token that there is not."""
SAFE = 60.0
"""Scores from -60 to 60 can be exponentiated and added up in float32 without their maximum being taken off."""


@flax.struct.dataclass(frozen=True)
class Blocks:
    """Where the tokens of rows stand as prompts and completions: what R rows of L tokens give a model for a mask.

    A row holds U units, a prompt and K completions each. Places count from the row's start, and are `NOWHERE` where a
    prompt or a completion is shorter than the longest.
    """

    prompts: jax.Array
    """Places of each prompt's tokens: [R, U, P]."""
    completions: jax.Array
    """Places of each completion's tokens: [R, U, K, C]."""
    back: jax.Array
    """Where the row's tokens stand in its blocks laid end to end, all prompts first: [R, L]; `NOWHERE` for padding."""

    @property
    def there(self) -> jax.Array:
        """Places of the blocks' tokens in the row: [R, U·P + U·K·C]."""
        rows = len(self.prompts)
        return jnp.concatenate([self.prompts.reshape(rows, -1), self.completions.reshape(rows, -1)], 1)


def attend(
    query: jax.Array, key: jax.Array, value: jax.Array, blocks: Blocks, cap: float | None, window: int | None
) -> jax.Array:
    """What each token of the rows reads of its sequence up to itself: [R, L, N, H].

    Args:
        query: rotated and scaled: [R, L, N, H].
        key: rotated: [R, L, M, H]; M divides N.
        value: [R, L, M, H].
        blocks: the rows' prompts and completions.
        cap: scores s become cap·tanh(s / cap).
        window: how many tokens a token of a local layer sees, itself the last; None for all.
    """
    rows, units, p = blocks.prompts.shape
    lanes, c = blocks.completions.shape[2:]
    kv, size = key.shape[2:]

    def parted(x: jax.Array) -> Parted:
        x = move(x, blocks.there, blocks.back)
        first = x[:, : units * p].reshape(rows, units, p, kv, -1, size).transpose(0, 1, 3, 2, 4, 5)
        then = x[:, units * p :].reshape(rows, units, lanes, c, kv, -1, size).transpose(0, 1, 4, 2, 3, 5, 6)
        return first.reshape(rows, units, kv, -1, size), then.reshape(rows, units, kv, lanes, -1, size)

    real = (blocks.prompts < NOWHERE)[:, :, None, None]  # [R, U, 1, 1, P]
    window = window if window and window < p + c else None
    first, then = _read(parted(query), parted(key), parted(value), real, cap, window)
    first = first.reshape(rows, units, kv, p, -1, size).transpose(0, 1, 3, 2, 4, 5)
    then = then.reshape(rows, units, kv, lanes, c, -1, size).transpose(0, 1, 3, 4, 2, 5, 6)
    flat = jnp.concatenate([first.reshape(rows, -1, *query.shape[2:]), then.reshape(rows, -1, *query.shape[2:])], 1)
    return move(flat, blocks.back, blocks.there)


Parted = tuple[jax.Array, jax.Array]
"""Of prompts [R, U, M, P·G, H] and of completions [R, U, M, K, C·G, H]; G = N / M queries read a key, else G is 1."""


@partial(jax.custom_vjp, nondiff_argnums=(4, 5))
def _read(
    query: Parted, key: Parted, value: Parted, real: jax.Array, cap: float | None, window: int | None
) -> Parted:
    """Attention of prompts to themselves, and of completions to their prompt and to themselves.

    Its gradient computes the scores anew: to keep them takes longer, they are most of what there is.
    """
    return _forward(query, key, value, real, cap, window)[0]


def _forward(
    query: Parted, key: Parted, value: Parted, real: jax.Array, cap: float | None, window: int | None
) -> Any:
    (own, shared, among), _ = _scores(query, key, real, cap, window)
    first = jax.nn.logsumexp(own, -1, keepdims=True)
    if cap is None or cap > SAFE:
        top = jnp.maximum(shared.max(-1, keepdims=True), _flat(among.max(-1, keepdims=True), shared))
    else:
        top = jnp.zeros((*shared.shape[:-1], 1))
    seen, self_seen = jnp.exp(shared - top), jnp.exp(among - _flat(top, among))
    total = seen.sum(-1, keepdims=True) + _flat(self_seen.sum(-1, keepdims=True), shared)
    then = _dot(seen, value[0]) + _flat(_dot(self_seen, value[1]), shared)
    read = _dot(jnp.exp(own - first), value[0]), _flat(then / total, query[1])
    read = jax.tree.map(lambda x: x.astype(value[0].dtype), read)
    return read, (query, key, value, real, read, (first, jnp.log(total) + top))


def _backward(cap: float | None, window: int | None, kept: Any, gradient: Parted) -> Any:
    query, key, value, real, read, norms = kept
    (own, shared, among), slopes = _scores(query, key, real, cap, window)
    weights = [jnp.exp(own - norms[0]), jnp.exp(shared - norms[1]), jnp.exp(among - _flat(norms[1], among))]
    mean = [(g.astype(jnp.float32) * r).sum(-1, keepdims=True) for g, r in zip(gradient, read, strict=True)]
    asked = query[0], _flat(query[1], shared), query[1]
    wanted = gradient[0], _flat(gradient[1], shared), gradient[1]
    read_from = value[0], value[0], value[1]
    means = mean[0], _flat(mean[1], shared), mean[1]
    s = [
        w * (_dot(g, v, turned=True) - m) * slope
        for w, g, v, m, slope in zip(weights, wanted, read_from, means, slopes, strict=True)
    ]
    by_key = [_gathered(x, q) for x, q in zip(s, asked, strict=True)]
    by_value = [_gathered(w, g) for w, g in zip(weights, wanted, strict=True)]
    dq = _dot(s[0], key[0]), _flat(_dot(s[1], key[0]), query[1]) + _dot(s[2], key[1])
    dk = by_key[0] + by_key[1], by_key[2]
    dv = by_value[0] + by_value[1], by_value[2]
    return *jax.tree.map(lambda x: x.astype(value[0].dtype), (dq, dk, dv)), None


_read.defvjp(_forward, _backward)


def _scores(
    query: Parted, key: Parted, real: jax.Array, cap: float | None, window: int | None
) -> tuple[list[jax.Array], list[Any]]:
    """Scores of prompts with themselves, of completions with their prompt and with themselves; and the cap's slopes."""
    flat = query[1].reshape(*query[0].shape[:3], -1, query[0].shape[-1])
    raw = [_dot(q, k, turned=True) for q, k in ((query[0], key[0]), (flat, key[0]), (query[1], key[1]))]
    capped = raw if cap is None else [cap * jnp.tanh(s * (1 / cap)) for s in raw]
    slopes = [1.0] * 3 if cap is None else [1 - jnp.square(s * (1 / cap)) for s in capped]
    if window:  # a completion's first token stands where its prompt has ended
        away = jnp.tile(_places(raw[2]), key[1].shape[3])[:, None] - jnp.arange(real.shape[-1])  # [K·C·G, P]
        real = real & (real.sum(-1, keepdims=True) + away < window)
    seen = _before(raw[0], window), real, _before(raw[2], window)
    return [jnp.where(m, s, gemma.K_MASK) for m, s in zip(seen, capped, strict=True)], slopes


def _places(scores: jax.Array) -> jax.Array:
    """Of the queries of scores [..., T·G, S] in their sequence of S tokens: G stand at one place."""
    queries, keys = scores.shape[-2:]
    return jnp.arange(queries) // (queries // keys)


def _before(scores: jax.Array, window: int | None) -> jax.Array:
    """Which keys come no later than the queries, and in their window: [T·G, S]."""
    away = _places(scores)[:, None] - jnp.arange(scores.shape[-1])
    return (away >= 0) & (away < window) if window else away >= 0


def _flat(x: jax.Array, like: jax.Array) -> jax.Array:
    """x [..., H] with the leading dimensions of another."""
    return x.reshape(*like.shape[:-1], x.shape[-1])


def _dot(a: jax.Array, b: jax.Array, turned: bool = False) -> jax.Array:
    """[..., T, S] times [..., S, H], or times [..., H, S] turned, in float32: [..., T, H]."""
    n = a.ndim - 2
    batch, dims = tuple(range(n)), ((n + 1,), (n + 1 if turned else n,))
    return jax.lax.dot_general(a.astype(b.dtype), b, (dims, (batch, batch)), preferred_element_type=jnp.float32)


def _gathered(a: jax.Array, b: jax.Array) -> jax.Array:
    """[..., T, S] turned, times [..., T, H], in float32: [..., S, H]."""
    n = a.ndim - 2
    batch = tuple(range(n))
    return jax.lax.dot_general(a.astype(b.dtype), b, (((n,), (n,)), (batch, batch)), preferred_element_type=jnp.float32)


@jax.custom_vjp
def move(x: jax.Array, there: jax.Array, back: jax.Array) -> jax.Array:
    """Entries `there` [R, A] of x [R, B, …], zeros for `NOWHERE`; `back` [R, B] would undo it.

    A gather's gradient is a scatter, which adds up one entry after the other; a permutation's is a gather, `back`.
    """
    return jax.vmap(lambda row, places: row.at[places].get(mode="fill", fill_value=0))(x, there)


move.defvjp(
    lambda x, there, back: (move(x, there, back), (there, back)),
    lambda places, gradient: (move(gradient, places[1], places[0]), None, None),
)


def _block(tunix: Any, self: Any, x: jax.Array, positions: jax.Array, cache: Any, mask: Any) -> Any:
    if not isinstance(mask, Blocks):
        return tunix(self, x, positions, cache, mask)
    if self.use_qkv_einsum:
        query, key, value = self.qkv_einsum(x)
    else:
        query, (key, value) = self.q_einsum(x), self.kv_einsum(x)
    if isinstance(self, gemma3.Attention):
        query, key = self._query_norm(query), self._key_norm(key)
        rope = partial(gemma3.apply_rope, positions=positions, head_dim=self.head_dim,
                       base_frequency=self.rope_base_frequency, scale_factor=self.rope_scale_factor)
        scale, cap = self.query_pre_attn_scalar, None
    else:
        rope = partial(gemma.apply_rope, positions=positions, head_dim=self.head_dim)
        scale, cap = self.head_dim**-0.5, self.attn_logits_soft_cap
    window = self.sliding_window_size if self.attn_type.name == "LOCAL_SLIDING" else None
    return None, self.attn_vec_einsum(attend(rope(query) * scale, rope(key), value, mask, cap, window))


def _replace(attention: Any) -> None:
    tunix = attention.block

    def block(self: Any, x: jax.Array, segment_pos: jax.Array, cache: Any, attn_mask: Any) -> Any:
        return _block(tunix, self, x, segment_pos, cache, attn_mask)

    attention.block = block


_replace(gemma.Attention)
_replace(gemma3.Attention)
