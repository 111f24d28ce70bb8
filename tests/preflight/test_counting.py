"""Operations and bytes counted from a jaxpr, against XLA's count and against arithmetic."""

import dataclasses

import pytest

pytest.importorskip("tunix")

import gemmas
import jax
import jax.numpy as jnp
from flax import nnx

from tunix_reasoning.preflight.chips import TPUS
from tunix_reasoning.preflight.counting import work

ONE = dataclasses.replace(TPUS["v5e-8"], devices=1)


def counted(function, *arguments, shares=None, chip=ONE, turns=1):
    traced = jax.jit(function).trace(*arguments)
    return work(traced.jaxpr, shares or [1.0] * len(traced.jaxpr.in_avals), chip, turns)


def test_without_loops_it_is_what_xla_counts():
    """A Gemma's forward pass and its gradient; XLA also counts what is not a product, a few per mille here."""
    model = gemmas.random_policy(gemmas.gemma2(embed_dim=256, hidden_dim=1024, head_dim=64)).model
    graph, state = nnx.split(model)
    tokens, mask = jnp.zeros((2, 64), jnp.int32), jnp.ones((2, 64, 64), bool)

    def loss(state):
        logits, _ = nnx.merge(graph, state)(tokens, tokens, None, mask)
        return logits.sum()

    for function in (loss, jax.grad(loss)):
        xla = jax.jit(function).lower(state).compile().cost_analysis()["flops"]
        assert counted(function, state).flops == pytest.approx(xla, rel=0.02)


def test_what_is_not_used_is_not_counted():
    x = jnp.zeros((16, 16))

    def function(x):
        _ = (x @ x) @ x
        return x + 1

    assert counted(function, x).flops == 0


def test_loops_count_as_often_as_they_run():
    w, x = jnp.zeros((32, 32)), jnp.zeros((8, 32))

    def scanned(w, x):
        return jax.lax.scan(lambda x, _: (x @ w, None), x, length=5)[0]

    def looped(w, x):
        return jax.lax.while_loop(lambda x: x.sum() < 1, lambda x: x @ w, x)

    product = 2 * 8 * 32 * 32
    assert counted(scanned, w, x).flops == 5 * product
    assert counted(looped, w, x, turns=7).flops == 7 * product


def test_a_loop_reads_what_it_is_given_once_a_turn():
    w, x = jnp.zeros((256, 256)), jnp.zeros((1, 256))

    def looped(w, x):
        return jax.lax.while_loop(lambda x: x.sum() < 1, lambda x: x @ w, x)

    more = counted(looped, w, x, turns=11).bytes - counted(looped, w, x, turns=1).bytes
    assert more == 10 * (256 * 256 + 2 * 256) * 4  # the product writes x, too


def test_devices_share_the_work_but_not_what_each_holds_whole():
    w, x = jnp.zeros((512, 512)), jnp.zeros((8, 512))
    eight = counted(lambda w, x: x @ w, w, x, shares=[1.0, 1 / 8], chip=TPUS["v5e-8"])
    assert eight.flops == 2 * 8 * 512 * 512 / 8
    assert eight.bytes == (512 * 512 + 2 * 512) * 4
    split = counted(lambda w, x: x @ w, w, x, shares=[1 / 8, 1 / 8], chip=TPUS["v5e-8"])
    assert split.bytes < eight.bytes / 7


def test_a_product_takes_as_long_as_the_slower_of_its_sides():
    narrow, wide = jnp.zeros((1, 4096), jnp.bfloat16), jnp.zeros((4096, 4096), jnp.bfloat16)
    assert counted(jnp.matmul, narrow, wide).seconds == pytest.approx(2 * 4096 * 4098 / ONE.bandwidth)
    assert counted(jnp.matmul, wide, wide).seconds == pytest.approx(2 * 4096**3 / ONE.flops)
