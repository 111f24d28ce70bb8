"""What the tests of the trainer share: a small run, and how two runs are compared."""

import contextlib
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from helpers import copied, weights

from tunix_reasoning import GRPOConfig

CONFIG = GRPOConfig(
    num_generations=4, batch_size=2, num_training_steps=4, learning_rate=3e-3, max_prompt_length=128,
    max_response_length=24, checkpoint_every=1, temperature=0.9, kl_coef=0.1, seed=4, validation_every=0,
)
TIMES = ("seconds", "tokens_per_second")


@dataclass
class Run:
    """What a run left behind."""

    rows: list
    """As `train` returned them; None if it was stopped."""
    steps: list
    """What each step gave."""
    weights: dict
    output: Path | None


class Stopped(Exception):
    """Ends a run in a test."""


def run(policy, examples, config=CONFIG, output=None, stop=None, **options):
    """Trains a copy of the policy; `stop` ends it when so many steps are done."""
    from tunix_reasoning import GRPOTrainer
    from tunix_reasoning.training.tunix import Learner

    steps, policy, rows = [], copied(policy), None
    trainer = GRPOTrainer(policy, config, examples, output, **options)
    step = Learner.step

    def spy(self, number, columns):
        if stop is not None and number > stop:
            raise Stopped
        steps.append(step(self, number, columns))
        return steps[-1]

    with pytest.MonkeyPatch.context() as patch, contextlib.suppress(Stopped):
        patch.setattr(Learner, "step", spy)
        rows = trainer.train()
    return Run(rows, steps, weights(policy.model), output)


def counted_updates(patch):
    """A list that gets `Update`s of runs from now on, and for each a set of the shapes that it was given."""
    from jax import tree

    from tunix_reasoning.training.programs import Update

    call, updates, shapes = Update.__call__, [], {}

    def spy(self, rows):
        if self not in shapes:
            updates.append(self)
        shapes.setdefault(self, set()).add(tuple(x.shape for x in tree.leaves(rows)))
        return call(self, rows)

    patch.setattr(Update, "__call__", spy)
    return updates, shapes


def timeless(rows):
    return [{name: value for name, value in row.items() if name not in TIMES} for row in rows]


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]


def assert_same_weights(one, other):
    assert one.keys() == other.keys()
    for path, value in one.items():
        np.testing.assert_allclose(other[path], value, err_msg=str(path), rtol=0)


def assert_moved_alike(before, one, other):
    """All weights moved, to the same place but for rounding.

    Adam steps as far on a gradient of rounding errors as on any: a single weight may differ, all of a matrix do not.
    """
    assert before.keys() == one.keys() == other.keys()
    for path, value in before.items():
        moved, apart = np.linalg.norm(one[path] - value), np.linalg.norm(other[path] - one[path])
        assert moved > 1e-3, f"{path} has not moved"
        assert apart < 0.01 * moved, path
