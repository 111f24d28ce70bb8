"""The gradient by hand is JAX's own."""

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

from tunix_reasoning.model import add_lora
from tunix_reasoning.model.feed_forward import gradients_by_hand


@pytest.mark.parametrize("config", [gemmas.gemma2(), gemmas.gemma3()])
def test_output_and_gradients_are_the_modules_own(config):
    model = gemmas.random_policy(config).model
    layer = model.layers[0].mlp
    x = jax.random.normal(jax.random.key(0), (2, 5, config.embed_dim)) * 3

    def found(x):
        return nnx.value_and_grad(lambda layer, x: jnp.sin(layer(x)).sum(), argnums=(0, 1))(layer, x)

    plain = found(x)
    gradients_by_hand(model)
    assert layer.by_hand
    for one, other in zip(jax.tree.leaves(plain), jax.tree.leaves(found(x)), strict=True):
        np.testing.assert_allclose(one, other, atol=2e-5 * max(float(abs(one).max()), 1.0))


def test_adapters_are_left_to_the_module():
    policy = gemmas.random_policy(gemmas.gemma2())
    model = add_lora(policy.model, 2, policy.mesh)
    gradients_by_hand(model)
    assert not any(hasattr(layer.mlp, "by_hand") for layer in model.layers)


@pytest.mark.parametrize("layer", [gemma.FeedForward, gemma3.FeedForward])
def test_tunix_still_has_the_layer_that_is_replaced(layer):
    assert "block" in inspect.unwrap(layer.__call__).__code__.co_names, "it no longer goes through `block`"
