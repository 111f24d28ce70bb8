"""Attention by blocks against the module's own, sequence by sequence, for both Gemmas."""

import inspect

import pytest

pytest.importorskip("tunix")

import gemmas
import jax
import jax.numpy as jnp
import numpy as np
from flax import nnx
from tunix.models.gemma import model as gemma
from tunix.models.gemma3 import model as gemma3

from tunix_reasoning.model.attention import NOWHERE, move
from tunix_reasoning.training.rows import RowShape, pack


@pytest.mark.parametrize("config", [
    gemmas.gemma2(), gemmas.gemma2(num_kv_heads=8), gemmas.gemma3(),
    gemmas.gemma2(sliding_window_size=7), gemmas.gemma3(sliding_window_size=7),
])
@pytest.mark.parametrize("rows", [1, 2])
def test_every_sequence_is_computed_as_if_alone(config, rows):
    model = gemmas.random_policy(config).model
    rng = np.random.default_rng(0)
    prompts = [rng.integers(3, 400, n) for n in (5, 17, 1, 9) for _ in range(3)]
    completions = [rng.integers(3, 400, n) for n in (1, 16, 4, 9, 9, 2, 1, 1, 12, 3, 5, 16)]
    prompts = [prompts[i - i % 3] for i in range(len(prompts))]
    zeros = np.zeros(len(prompts))
    packed = pack(prompts, completions, zeros, zeros, RowShape(rows, 4 // rows, 3, 20, 20), 0)
    found, _ = nnx.jit(lambda m: m(jnp.array(packed.tokens), jnp.array(packed.positions), None, packed.blocks))(model)
    for i, (prompt, completion) in enumerate(zip(prompts, completions, strict=True)):
        (row, unit), lane = divmod(i // 3, 4 // rows), i % 3
        tokens = np.zeros((1, 40), int)
        tokens[0, : len(prompt) + len(completion)] = [*prompt, *completion]
        alone, _ = plain(model, tokens)
        size = len(prompt) + len(completion)
        for places, own in ((packed.blocks.prompts[row, unit], slice(0, len(prompt))),
                            (packed.blocks.completions[row, unit, lane], slice(len(prompt), size))):
            np.testing.assert_allclose(found[row, places[places < NOWHERE]], alone[0, own], atol=2e-4)


@nnx.jit
def plain(model, tokens):
    length = tokens.shape[1]
    return model(tokens, jnp.arange(length)[None], None, jnp.tril(jnp.ones((1, length, length), bool)))


def test_a_permutations_gradient_is_that_of_plain_indexing():
    """Also of entries that are moved nowhere: they have none."""
    rng = np.random.default_rng(1)
    x = jnp.array(rng.normal(size=(2, 7, 3)), jnp.float32)
    order = [rng.permutation(7)[:5] for _ in range(2)]
    there, back = np.full((2, 9), NOWHERE), np.full((2, 7), NOWHERE)
    for row, places in enumerate(order):
        slots = rng.permutation(9)[:5]
        there[row, slots], back[row, places] = places, slots
    weight = jnp.array(rng.normal(size=(2, 9, 3)), jnp.float32)

    def plain(x):
        padded = jnp.concatenate([x, jnp.zeros((2, 1, 3))], 1)
        return (jnp.stack([row[np.minimum(p, 7)] for row, p in zip(padded, there, strict=True)]) * weight).sum()

    def ours(x):
        return (move(x, jnp.array(there), jnp.array(back)) * weight).sum()

    for one, other in zip(jax.value_and_grad(plain)(x), jax.value_and_grad(ours)(x), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-6)


@pytest.mark.parametrize("attention", [gemma.Attention, gemma3.Attention])
def test_tunix_still_has_the_attention_that_is_replaced(attention):
    names = list(inspect.signature(attention.block).parameters)
    assert names == ["self", "x", "segment_pos", "cache", "attn_mask"]
    assert "block" in inspect.unwrap(attention.__call__).__code__.co_names, "it no longer goes through `block`"
