"""What is trained is float32, whatever the weights are: adapters, masters, moments; and gradients reach it."""

from dataclasses import replace

import pytest

pytest.importorskip("tunix")

import gemmas
import jax
import jax.numpy as jnp
import numpy as np
import optax
from flax import nnx

from tunix_reasoning.model import make_trainable, widen
from tunix_reasoning.model.layout import abstract_model, laid_out, placed
from tunix_reasoning.model.lora import merged
from tunix_reasoning.model.masters import Master, with_masters

TOKENS = [2, *range(7, 30)]


def bfloat16_policy(config=None):
    return gemmas.random_policy(config or gemmas.gemma2(), "bfloat16")


def loss(model):
    """Not linear in the logits, so that no gradient is zero by symmetry."""
    length = len(TOKENS)
    mask = jnp.tril(jnp.ones((1, length, length), bool))
    out, _ = model(jnp.array([TOKENS]), jnp.arange(length)[None], None, mask)
    return jnp.square(out.astype(jnp.float32) - 1).mean()


def step(model, kind, rate):
    """One step of AdamW, whose first is ± the rate for every value with a gradient; returns the gradients."""
    optimizer = nnx.Optimizer(model, optax.adamw(rate, weight_decay=0.0, eps=1e-20), wrt=kind)
    widen(optimizer)
    gradients = nnx.grad(loss, argnums=nnx.DiffState(0, kind))(model)
    optimizer.update(model, gradients)
    return dict(gradients.flat_state()), optimizer


@pytest.mark.slow
@pytest.mark.parametrize("make", [gemmas.gemma2, gemmas.gemma3])
def test_a_small_step_changes_float32_adapters_beside_bfloat16_weights(make):
    policy = bfloat16_policy(make())
    make_trainable(policy, lora_rank=4)
    before = {path: np.asarray(x.get_raw_value()) for path, x in gemmas.flat(policy.model).items()}
    for path, x in gemmas.flat(policy.model).items():  # B is zero at first, and with it A's gradient
        if str(path[-1]).endswith("_lora_b"):
            nnx.update(policy.model, nnx.State.from_flat_path({path: x.replace(0.1 * gemmas.array(path, x.shape))}))
    gradients, optimizer = step(policy.model, nnx.LoRAParam, 3e-6)
    assert {x.get_raw_value().dtype for x in gradients.values()} == {jnp.dtype("float32")}
    moments = jax.tree.leaves(nnx.state(optimizer, nnx.optimizer.OptState))
    assert {x.dtype for x in moments if x.ndim} == {jnp.dtype("float32")}
    for path, x in gemmas.flat(policy.model).items():
        if path in gradients:
            assert x.get_raw_value().dtype == jnp.float32
            assert np.abs(np.asarray(gradients[path].get_raw_value())).mean() > 0, path
            if str(path[-1]).endswith("_lora_a"):
                assert np.mean(np.asarray(x.get_raw_value()) != before[path]) > 0.99, path
        else:
            assert x.get_raw_value().dtype == jnp.bfloat16
            np.testing.assert_array_equal(np.asarray(x.get_raw_value()), before[path])


@pytest.mark.slow
def test_the_stream_stays_bfloat16_beside_float32_adapters():
    policy = bfloat16_policy()
    make_trainable(policy, lora_rank=4)
    _, cache = policy.model(
        jnp.array([[5]]), jnp.array([[0]]), policy.model.init_cache(1, 8, jnp.bfloat16), jnp.ones((1, 1, 8), bool)
    )
    assert {x.dtype for x in jax.tree.leaves(cache) if x.ndim > 1} == {jnp.dtype("bfloat16")}


def with_adapters(config):
    policy = gemmas.random_policy(config)
    make_trainable(policy, lora_rank=4)
    for path, x in gemmas.flat(policy.model).items():
        if isinstance(x, nnx.LoRAParam):
            nnx.update(policy.model, nnx.State.from_flat_path({path: x.replace(gemmas.array(path, x.shape))}))
    return policy


@pytest.mark.slow
@pytest.mark.parametrize("config", [gemmas.gemma2(), gemmas.gemma2(num_kv_heads=8), gemmas.gemma3()])
def test_merged_weights_compute_what_adapters_do(config):
    policy = with_adapters(config)
    expected = gemmas.logits(policy, TOKENS)
    untouched = gemmas.logits(gemmas.random_policy(config), TOKENS)
    values = merged(policy.model)
    policy.model = placed(abstract_model(laid_out(config)), policy.mesh, values.__getitem__)
    np.testing.assert_allclose(gemmas.logits(policy, TOKENS), expected, atol=1e-4)
    assert np.abs(untouched - expected).max() > 0.1


@pytest.mark.slow
@pytest.mark.parametrize("rank", [0, 4])
def test_rematerialized_gradients_are_the_same(rank):
    gradients = []
    for again in (False, True):
        policy = gemmas.random_policy(gemmas.gemma2())
        make_trainable(policy, rank, rematerialize=again)
        kind = nnx.LoRAParam if rank else nnx.Param
        gradients.append(step(policy.model, kind, 1e-3)[0])
    for path, value in gradients[0].items():
        np.testing.assert_allclose(value.get_raw_value(), gradients[1][path].get_raw_value(), atol=1e-6)


@pytest.mark.slow
def test_a_small_step_changes_masters_and_not_bfloat16_weights():
    policy = bfloat16_policy()
    plain = nnx.clone(policy.model)
    kept = make_trainable(policy)
    for model, share in ((plain, 0.05), (policy.model, 1.0)):
        before = {path: np.asarray(x.get_raw_value()) for path, x in gemmas.flat(model).items()}
        step(model, nnx.Param, 1e-6)
        changed = [
            np.mean(np.asarray(x.get_raw_value()) != before[path])
            for path, x in gemmas.flat(model).items()
            if "input_embedding" not in path and "scale" not in path
        ]
        assert max(changed) < share if share < 1 else min(changed) > 0.9
    for path, x in gemmas.flat(kept).items():
        assert x.get_raw_value().dtype == jnp.bfloat16, "the reference stays as it was"
        np.testing.assert_array_equal(np.asarray(x[...]), np.asarray(gemmas.flat(bfloat16_policy().model)[path][...]))


def test_masters_compute_what_the_weights_do_and_are_read_as_them():
    policy = bfloat16_policy()
    expected = gemmas.logits(policy, TOKENS)
    policy.model = with_masters(policy.model, policy.mesh)
    np.testing.assert_array_equal(gemmas.logits(policy, TOKENS), expected)
    for weight in gemmas.flat(policy.model).values():
        assert isinstance(weight, Master)
        assert (weight.get_raw_value().dtype, weight[...].dtype) == (jnp.float32, jnp.bfloat16)


def test_what_is_sampled_from_follows_the_masters():
    policy = bfloat16_policy()
    make_trainable(policy)
    first = policy.sampled()
    step(policy.model, nnx.Param, 0.1)
    assert policy.sampled() is first, "renewed in place, so that samplers that hold it follow"
    for path, weight in gemmas.flat(first).items():
        assert not isinstance(weight, Master)
        np.testing.assert_array_equal(np.asarray(weight[...]), np.asarray(gemmas.flat(policy.model)[path][...]))


@pytest.mark.slow
def test_with_adapters_or_float32_on_one_device_nothing_is_copied():
    policy = gemmas.random_policy(gemmas.gemma2())
    model = policy.model
    make_trainable(policy)
    assert policy.model is model
    assert policy.sampled() is model
    policy = bfloat16_policy()
    reference = make_trainable(policy, lora_rank=2)
    assert policy.sampled() is policy.model
    shared = gemmas.flat(reference)
    for path, x in gemmas.flat(policy.model).items():
        assert isinstance(x, nnx.LoRAParam) or x.get_raw_value() is shared[path].get_raw_value()


@pytest.mark.parametrize("rank", [0, 2, 4])
def test_adapters_of_an_earlier_training_go_on_or_are_added_into_the_weights(rank):
    policy = gemmas.adapted(gemmas.random_policy(gemmas.gemma2()))
    expected = gemmas.logits(policy, TOKENS)
    earlier = {path: np.asarray(x.get_raw_value()) for path, x in gemmas.flat(policy.model).items()}
    reference = make_trainable(policy, rank)
    for model in (policy.model, reference):
        np.testing.assert_allclose(gemmas.logits(replace(policy, model=model), TOKENS), expected, atol=2e-4)
    kept = {path for path in gemmas.flat(policy.model) if "lora" in str(path)}
    assert bool(kept) == bool(rank)
    if rank == 4:
        assert kept <= earlier.keys()
    for path, x in gemmas.flat(policy.model).items():  # trained further, the reference stays
        if not rank or path in kept:
            x.set_value(x.get_raw_value() + 0.1)
    np.testing.assert_allclose(gemmas.logits(replace(policy, model=reference), TOKENS), expected, atol=2e-4)


def test_masters_are_given_up_for_adapters_beside_weights_of_the_dtype_they_were_read_in():
    policy = bfloat16_policy()
    make_trainable(policy)
    expected = gemmas.logits(policy, TOKENS)
    make_trainable(policy, lora_rank=2)
    assert {x.get_raw_value().dtype for path, x in gemmas.flat(policy.model).items() if "lora" not in str(path)} == {
        jnp.dtype("bfloat16")
    }
    np.testing.assert_array_equal(gemmas.logits(policy, TOKENS), expected)
