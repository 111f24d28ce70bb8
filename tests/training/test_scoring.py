"""Rewards of one's own: any function under any name, checked for what it returns."""

import functools

import numpy as np
import pytest

pytest.importorskip("tunix")

from training_runs import CONFIG, lines, run

from tunix_reasoning.rewards import REWARDS, correctness_reward
from tunix_reasoning.training.scoring import NamedRewards, weighed

TEXTS = {"prompts": ["p", "p"], "completions": ["a", "bcd"], "answer": ["3", "4"]}


def scale(completions, by):
    return [by * len(text) for text in completions]


class Callable:
    def __call__(self, prompts, completions, answer, **columns):
        return tuple(float(text) for text in answer)


@pytest.mark.parametrize(
    ("function", "values"),
    [
        (lambda completions: [1, 2], [1, 2]),
        (lambda completions, **_: np.array([0.5, 1.5], np.float32), [0.5, 1.5]),
        (lambda prompts, completions, **columns: [float(x) for x in columns["answer"]], [3, 4]),
        (functools.partial(scale, by=2.0), [2, 6]),
        (Callable(), [3, 4]),
    ],
)
def test_any_function_is_a_reward(function, values):
    manager = NamedRewards(weighed({"mine": (function, 0.5)}, CONFIG), None)
    told = manager(**TEXTS)
    np.testing.assert_allclose(told["parts"]["mine"], values)
    np.testing.assert_allclose(told["rewards"], np.array(values) * 0.5)


def test_weights_are_applied_outside_and_order_does_not_matter():
    one, half = (lambda completions: [1.0, 1.0]), (lambda completions: [0.5, 0.5])  # two functions of one name
    pairs = {"one": (one, 0.25), "half": (half, 3.0)}
    for rewards in (pairs, dict(reversed(pairs.items()))):
        told = NamedRewards(weighed(rewards, CONFIG), None)(**TEXTS)
        np.testing.assert_allclose(told["rewards"], [1.75, 1.75])
        np.testing.assert_allclose(told["parts"]["half"], [0.5, 0.5])
        np.testing.assert_allclose(told["log_metrics"]["rewards/one"][0], [1.0, 1.0])


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (lambda completions: [1.0], r"'mine' must return one number for each of 2 completions.*\(1,\)"),
        (lambda completions: 1.0, "one number for each of 2"),
        (lambda completions: None, "one number for each of 2"),
        (lambda completions: ["x", "y"], "must return numbers"),
        (lambda completions: [1.0, float("nan")], "must be finite. Received: nan"),
        (lambda completions: [[1.0], [2.0]], "one number for each of 2"),
    ],
)
def test_a_reward_that_returns_something_else_is_named(function, message):
    [reward] = weighed({"mine": (function, 1.0)}, CONFIG)
    with pytest.raises(ValueError, match=message):
        reward(TEXTS)


@pytest.mark.parametrize(
    ("rewards", "message"),
    [
        ({}, "at least one"),
        ({"a": correctness_reward}, r"'a' must be \(function, weight\)"),
        ({"a": (1.0, correctness_reward)}, r"'a' must be \(function, weight\)"),
        ({"a": (correctness_reward, float("inf"))}, "weight of reward 'a' must be a finite number"),
        ({"a": (correctness_reward, True)}, "weight of reward 'a' must be a finite number"),
        ({"": (correctness_reward, 1.0)}, "name of a reward"),
        ({3: (correctness_reward, 1.0)}, "name of a reward"),
        ({"kl": (correctness_reward, 1.0)}, "'kl' is the name of another column"),
    ],
)
def test_rewards_that_are_no_mapping_to_functions_and_weights_are_refused(rewards, message):
    with pytest.raises(ValueError, match=message):
        weighed(rewards, CONFIG)


def test_without_any_the_three_have_the_weights_of_the_configuration():
    assert [(r.name, r.function, r.weight) for r in weighed(None, CONFIG)] == [
        (name, REWARDS[name], weight)
        for name, weight in (("format", 0.3), ("correctness", 0.5), ("quality", 0.2))
    ]


@pytest.mark.slow
def test_a_reward_of_ones_own_is_trained_logged_and_sampled(policy, examples, tmp_path):
    def brevity(completions, **columns):
        return [1 / (1 + len(completion)) for completion in completions]

    trained = run(policy, examples, output=tmp_path, stop=3, rewards={"brevity": (brevity, 2.0)})
    for row, sample, step in zip(
        lines(tmp_path / "metrics.jsonl"), lines(tmp_path / "samples.jsonl"), trained.steps, strict=True
    ):
        values = brevity(step.texts["completions"])
        assert row["brevity"] == pytest.approx(np.mean(values))
        assert row["brevity_spread"] == pytest.approx(np.std(values))
        assert row["reward"] == pytest.approx(2 * np.mean(values))
        assert sample["brevity"] == pytest.approx(values[0])
        assert row["accuracy"] == pytest.approx(np.mean(correctness_reward(**step.texts)))
        assert not {"format", "correctness", "quality"} & set(row)
