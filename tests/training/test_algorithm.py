"""What is trained, beside a slow reference: advantages, groups without signal, iterations and clipping."""

import itertools
import math
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

pytest.importorskip("tunix")

from helpers import copied, weights
from training_runs import CONFIG, run

from tunix_reasoning import GRPOTrainer, Policy
from tunix_reasoning.training.tunix import Learner


def estimated(rewards, group, **changes):
    """The learner's advantages of rewards [questions * group]."""
    config = replace(CONFIG, num_generations=group, **changes)
    stub = SimpleNamespace(
        _config=config, algo_config=SimpleNamespace(advantage_estimator=config.advantage_estimator)
    )
    return Learner._advantages(stub, np.array(rewards))


def by_hand(rewards, group, estimator):
    """One completion after the other."""
    found = []
    for start in range(0, len(rewards), group):
        own = rewards[start : start + group]
        mean = sum(own) / group
        deviation = math.sqrt(sum((r - mean) ** 2 for r in own) / (group - 1))
        for i, reward in enumerate(own):
            others = [r for j, r in enumerate(own) if j != i]
            found.append({
                "grpo": (reward - mean) / (deviation + 1e-6),  # Shao et al. 2024
                "drgrpo": reward - mean,  # Liu et al. 2025
                "rloo": reward - sum(others) / len(others),  # Ahmadian et al. 2024
            }[estimator])
    return found


@pytest.mark.parametrize(("estimator", "group"), itertools.product(("grpo", "drgrpo", "rloo"), (2, 5)))
def test_advantages_are_those_of_the_papers(estimator, group):
    rewards = np.random.default_rng(group).random(4 * group).tolist()
    advantages, signal = estimated(rewards, group, advantage_estimator=estimator, min_group_spread=0.0)
    np.testing.assert_allclose(advantages, by_hand(rewards, group, estimator), rtol=1e-5, atol=1e-6)
    assert signal.tolist() == [True] * 4


def test_noise_is_no_gradient():
    """All correct, and quality's third digit differs: divided by its spread, that would be advantages near 1."""
    noisy, apart, alike = [0.991, 0.994, 0.992, 0.990], [1.0, 0.5, 1.0, 1.0], [0.3] * 4
    advantages, signal = estimated([*noisy, *apart, *alike], 4)
    assert signal.tolist() == [False, True, False]
    assert not advantages[:4].any()
    assert not advantages[8:].any()
    np.testing.assert_allclose(advantages[4:8], by_hand(apart, 4, "grpo"), rtol=1e-5)
    kept, signal = estimated([*noisy, *apart, *alike], 4, min_group_spread=0.0)
    assert signal.tolist() == [True, True, False], "exactly alike is never a signal"
    assert abs(kept[:4]).max() > 0.8


@pytest.mark.slow
def test_further_iterations_move_the_ratio_and_are_clipped(policy, examples):
    config = replace(CONFIG, learning_rate=2e-2, num_training_steps=3, clip_range=0.02)
    once = run(policy, examples, config)
    twice = run(policy, examples, replace(config, num_iterations=3))
    wide = run(policy, examples, replace(config, num_iterations=3, clip_range=0.9, clip_range_high=5.0))
    assert [row["clip_fraction"] for row in once.rows] == [0.0] * 3, "the ratio is 1"
    assert max(row["clip_fraction"] for row in twice.rows) > 0.05
    assert max(row["clip_fraction"] for row in wide.rows) < max(row["clip_fraction"] for row in twice.rows)
    assert once.steps[0].texts == twice.steps[0].texts, "one rollout a step"
    assert any((once.weights[path] != twice.weights[path]).any() for path in once.weights)


@pytest.mark.slow
def test_truncated_completions_are_masked_and_no_others(policy, examples, monkeypatch):
    """Nothing is learned where no token ends a completion; something is without the mask, and from those that end."""
    config = replace(CONFIG, max_response_length=8, num_training_steps=2, kl_coef=0.0, temperature=2.0)
    ranked = {"ranked": (lambda completions: list(range(len(completions))), 1.0)}
    before = weights(policy.model)

    def changed(ends, mask):
        monkeypatch.setattr(Policy, "end_tokens", ends)
        trained = run(policy, examples, replace(config, mask_truncated=mask), rewards=ranked)
        truncated = np.concatenate([step.truncated for step in trained.steps])
        return truncated, any((trained.weights[path] != value).any() for path, value in before.items())

    never, often = [policy.tokenizer.pad_id()], list(range(4, policy.tokenizer.get_piece_size(), 2))
    truncated, learned = changed(never, mask=True)  # padding is never sampled
    assert truncated.all()
    assert not learned
    assert changed(never, mask=False)[1]
    truncated, learned = changed(often, mask=True)
    assert not truncated.all()
    assert learned


@pytest.mark.slow
def test_a_module_of_tunix_with_its_tokenizer_is_trained_too(policy, examples):
    own = copied(policy)
    config = replace(CONFIG, num_training_steps=2)
    rows = GRPOTrainer(own.model, config, examples, tokenizer=own.tokenizer).train()
    same = run(policy, examples, config)
    assert [row["reward"] for row in rows] == [row["reward"] for row in same.rows]
    with pytest.raises(ValueError, match="needs tokenizer"):
        GRPOTrainer(own.model, config, examples)


def test_a_small_model_is_asked_only_what_it_knows(policy, examples):
    assert policy.families
    train = [e for e in examples if e["metadata"]["split"] == "train"]
    foreign = [e | {"id": f"logic/zebra/{i}"} for i, e in enumerate(train)]
    own = [{"question": f"{i} + 1?", "answer": f"{i + 1}", "type": "math", "difficulty": "easy",
            "metadata": {"split": "train"}} for i in range(3)]
    trainer = GRPOTrainer(copied(policy), CONFIG, train + foreign + own)
    assert len(trainer.examples) == len(train) + 3, "a user's own rows are left in"
    assert not any(e["id"].startswith("logic") for e in trainer.examples)
    with pytest.raises(ValueError, match="no example is of the families"):
        GRPOTrainer(copied(policy), CONFIG, foreign)
    everything = Policy(copied(policy).model, policy.tokenizer, policy.mesh, "mine")
    assert len(GRPOTrainer(everything, CONFIG, train + foreign).examples) == len(train + foreign)
