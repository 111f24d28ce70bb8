"""The schedule, the clipping, and the norm that is kept."""

import itertools
from dataclasses import replace

import pytest

pytest.importorskip("tunix")

import jax.numpy as jnp
from training_runs import CONFIG

from tunix_reasoning.training.optimizer import create_optimizer


def test_the_optimizer_clips_and_follows_its_schedule():
    """Adam's first step has the size of the rate, whatever the gradient's."""
    optimizer = create_optimizer(replace(CONFIG, learning_rate=1.0, max_grad_norm=0.5), updates=100)
    weight, gradient = jnp.array([1.0]), jnp.array([1e6])
    state, sizes = optimizer.init(weight), []
    for _ in range(101):
        update, state = optimizer.update(gradient, state, weight)
        sizes.append(-float(update[0]))
    assert sizes[:11] == pytest.approx([i / 10 for i in range(11)], abs=1e-3), "up over a tenth of the steps"
    assert sizes[100] == pytest.approx(0.1, abs=1e-3), "then down to a tenth"
    assert all(later <= earlier + 1e-6 for earlier, later in itertools.pairwise(sizes[10:]))
