"""GRPO on a tiny policy: what is logged, what is trained, and that a seed decides all of it."""

import json
import math
from dataclasses import replace

import pytest

pytest.importorskip("tunix")

import jax
import numpy as np
from helpers import copied, weights
from training_runs import CONFIG, assert_moved_alike, assert_same_weights, counted_updates, lines, run

from tunix_reasoning import GRPOTrainer, ReasoningTrainingConfig, load_policy
from tunix_reasoning.generation import Generator
from tunix_reasoning.rewards import correctness_reward, format_reward, reasoning_quality_reward

SHARES = ("format", "correctness", "quality", "accuracy", "zero_variance", "truncated", "unparsed", "reward",
          "no_signal", "clip_fraction")


def test_metrics_have_a_row_a_step_and_stay_in_range(unbroken):
    assert [row["step"] for row in unbroken.rows] == [1, 2, 3, 4]
    assert lines(unbroken.output / "metrics.jsonl") == unbroken.rows
    for row in unbroken.rows:
        assert all(0.0 <= row[name] <= 1.0 for name in SHARES)
        assert all(row[f"{name}_spread"] >= 0.0 for name in ("reward", "format", "correctness", "quality"))
        assert 0 <= row["length_mean"] <= row["length_max"] <= CONFIG.max_response_length
        assert math.isfinite(row["loss"])
        assert row["tokens_per_second"] > 0
        assert set(row["seconds"]) == {"rollout", "reward", "reference", "update", "total"}
        parts = [row["seconds"][phase] for phase in ("rollout", "reward", "reference", "update")]
        assert sum(parts) <= row["seconds"]["total"] + 0.01
        assert min(parts[0], *parts[2:]) > 0


def test_metrics_say_what_happened(unbroken):
    for row, step in zip(unbroken.rows, unbroken.steps, strict=True):
        texts = step.texts["completions"]
        names = ("question", "answer", "answer_kind", "rubric", "milestones")
        columns = {name: step.texts[name] for name in names}
        parts = {
            "format": format_reward(step.texts["prompts"], texts),
            "correctness": correctness_reward(step.texts["prompts"], texts, **columns),
            "quality": reasoning_quality_reward(step.texts["prompts"], texts, **columns),
        }
        for name, values in parts.items():
            assert row[name] == pytest.approx(np.mean(values))
            assert row[f"{name}_spread"] == pytest.approx(np.std(values))
        total = [0.3 * f + 0.5 * c + 0.2 * q for f, c, q in zip(*parts.values(), strict=True)]
        np.testing.assert_allclose(step.rewards, total, err_msg="weights are applied outside of the rewards")
        assert row["reward"] == pytest.approx(np.mean(total))
        assert row["accuracy"] == row["correctness"]
        assert row["length_max"] == max(step.lengths)
        assert row["truncated"] == np.mean([length == CONFIG.max_response_length for length in step.lengths])


def test_advantages_are_relative_to_the_group(unbroken):
    for step in unbroken.steps:
        prompts, rewards = np.array(step.texts["prompts"]).reshape(2, 4), step.rewards.reshape(2, 4)
        assert (prompts == prompts[:, :1]).all(), "a group answers one prompt"
        for group, advantages in zip(rewards, step.advantages.reshape(2, 4), strict=True):
            deviation = math.sqrt(sum((r - group.mean()) ** 2 for r in group) / 3)
            expected = [(r - group.mean()) / (deviation + 1e-6) for r in group]
            if np.std(group) < CONFIG.min_group_spread:
                expected = [0.0] * 4
            np.testing.assert_allclose(advantages, expected, rtol=1e-4, atol=1e-5)


def test_samples_show_the_first_completion_of_each_step(unbroken):
    for sample, step in zip(lines(unbroken.output / "samples.jsonl"), unbroken.steps, strict=True):
        assert sample["prompt"] == step.texts["prompts"][0]
        assert sample["completion"] == step.texts["completions"][0]
        assert sample["answer"] == step.texts["answer"][0]
        assert sample["reward"] == pytest.approx(step.rewards[0])


def test_the_kl_starts_at_zero_and_is_never_negative(unbroken):
    kl = [row["kl"] for row in unbroken.rows]
    assert kl[0] == pytest.approx(0.0, abs=1e-6), "at first the policy is the reference, at any temperature"
    assert min(kl) >= 0.0
    assert kl[-1] > 1e-5, "then it moves away"


def test_the_first_loss_is_zero(unbroken):
    """Every ratio is 1 and every group's advantages add up to 0; averages over completions keep that."""
    assert unbroken.rows[0]["loss"] == pytest.approx(0.0, abs=1e-5)


def test_the_policy_itself_is_trained(unbroken, policy):
    before = weights(policy.model)
    changed = [path for path, value in unbroken.weights.items() if (value != before[path]).any()]
    assert len(changed) == len(before)


@pytest.mark.slow
def test_a_policy_fresh_from_its_making_is_trained_in_place(untrained, examples):
    """Tunix trains a copy of a model that is not on the mesh yet."""
    before = weights(untrained.model)
    length = {"length": (lambda completions: [len(text) / 9 for text in completions], 1.0)}
    after = run(untrained, examples, replace(CONFIG, num_training_steps=2), rewards=length).weights
    assert any((after[path] != before[path]).any() for path in before)


def test_checkpoints_hold_what_a_run_folder_loads(unbroken, model_folder, policy):
    settings = ReasoningTrainingConfig(model=str(model_folder), grpo=CONFIG).to_dict()
    (unbroken.output / "config.json").write_text(json.dumps(settings))
    steps = sorted(
        path.name for path in (unbroken.output / "checkpoints" / "last").iterdir() if path.name.isdigit()
    )
    assert steps == ["3", "4"], "the last two"
    loaded = load_policy(str(unbroken.output))
    assert_same_weights(weights(loaded.model), unbroken.weights)


@pytest.mark.slow
def test_the_same_prompts_are_answered_anew_at_every_step(policy, examples):
    twice = [e for e in examples if e["metadata"]["split"] == "train"][:2]
    first, second = (step.texts for step in run(policy, twice, replace(CONFIG, num_training_steps=2)).steps)
    assert set(first["prompts"]) == set(second["prompts"])
    assert not set(first["completions"]) & set(second["completions"])


def test_another_seed_gives_another_run(policy, examples, unbroken):
    other = run(policy, examples, replace(CONFIG, seed=CONFIG.seed + 1, num_training_steps=1))
    assert other.steps[0].texts["prompts"] != unbroken.steps[0].texts["prompts"]


@pytest.mark.slow
def test_micro_batches_change_nothing(policy, examples, unbroken):
    small = run(policy, examples, replace(CONFIG, micro_batch_size=1))
    assert [s.texts["completions"] for s in small.steps] == [s.texts["completions"] for s in unbroken.steps]
    assert_moved_alike(weights(policy.model), unbroken.weights, small.weights)


@pytest.mark.slow
def test_adapters_are_trained_and_nothing_else(policy, examples, tmp_path, model_folder):
    adapted = copied(policy)
    config = replace(CONFIG, lora_rank=2, num_training_steps=3)
    trainer = GRPOTrainer(adapted, config, examples, tmp_path)
    generate = Generator(adapted, 128, 24, 4)
    prompts = [trainer.examples[0]["question"]]
    rows = trainer.train()
    assert rows[0]["kl"] == pytest.approx(0.0, abs=1e-6)
    assert rows[-1]["kl"] > 0
    before, after = weights(policy.model), weights(adapted.model)
    for path, value in before.items():
        np.testing.assert_array_equal(after[path], value, err_msg=f"{path}: the base stays, bit for bit")
    assert any(np.abs(after[path]).max() > 0 for path in after if path[-1].endswith("lora_b"))
    settings = ReasoningTrainingConfig(model=str(model_folder), grpo=config).to_dict()
    (tmp_path / "config.json").write_text(json.dumps(settings))
    loaded = load_policy(str(tmp_path))
    assert_same_weights(weights(loaded.model), after)
    assert Generator(loaded, 128, 24, 4)(prompts) == generate(prompts)


def test_prompts_over_the_limit_are_dropped_with_a_count(policy, examples):
    train = [e for e in examples if e["metadata"]["split"] == "train"]
    long = [
        e | {"question": e["question"] + " really" * 100, "id": f"{e['id']}{n}"}
        for n, e in enumerate(train[:3])
    ]
    trainer = GRPOTrainer(copied(policy), CONFIG, train + long)
    assert trainer.dropped == 3
    assert trainer.examples == [e for e in trainer.examples if "really" not in e["question"]]
    with pytest.raises(ValueError, match=r"all 3 training prompts are over max_prompt_length=128 tokens"):
        GRPOTrainer(copied(policy), CONFIG, long)


@pytest.mark.parametrize("rank", [0, 4])
def test_an_update_is_compiled_once_for_its_shapes(policy, examples, rank, monkeypatch):
    """What it gives back lies where it lay: otherwise the second call would compile for that."""
    updates, shapes = counted_updates(monkeypatch)
    run(policy, examples, replace(CONFIG, lora_rank=rank, num_training_steps=1, num_iterations=2))
    [update] = updates
    assert update.program._cache_size() == len(shapes[update])


@pytest.mark.slow
def test_nothing_is_compiled_but_for_a_shape_of_rows(policy, examples, monkeypatch):
    """Completions have other lengths at every step; few of them make rows of another shape."""
    compiled, counts = [], []
    jax.monitoring.register_event_duration_secs_listener(
        lambda event, *_, **__: compiled.append(event) if event.endswith("backend_compile_duration") else None
    )
    _, shapes = counted_updates(monkeypatch)

    def noted(*_, **__):
        counts.append(len(compiled))
        return [0.0] * CONFIG.batch_size * CONFIG.num_generations

    run(policy, examples, replace(CONFIG, num_training_steps=40), rewards={"nothing": (noted, 1.0)})
    assert counts[0] > 0
    (given,) = shapes.values()
    assert counts[-1] - counts[0] <= 2 * len(given) + 8, "the update and the reference of each; and how it is sampled"
    assert len(given) < 20
