"""GRPO on a tiny policy: what is logged, what is trained, that a seed decides all of it, and that a run goes on."""

import itertools
import json
import math
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

pytest.importorskip("tunix")

import numpy as np
from helpers import copied, weights

from tunix_reasoning import GRPOConfig, GRPOTrainer, ReasoningTrainingConfig, load_policy
from tunix_reasoning.generation import Generator
from tunix_reasoning.rewards import correctness_reward, format_reward, reasoning_quality_reward
from tunix_reasoning.training.steps import StepLog
from tunix_reasoning.training.trainer import WeightedRewards, create_optimizer

CONFIG = GRPOConfig(
    num_generations=4, batch_size=2, num_training_steps=4, learning_rate=3e-3, max_prompt_length=128,
    max_response_length=24, checkpoint_every=1, temperature=0.9, kl_coef=0.1, seed=3,
)
SHARES = ("format", "correctness", "quality", "accuracy", "zero_variance", "truncated", "unparsed", "reward")
TIMES = ("seconds", "tokens_per_second")


@dataclass
class Run:
    """What a finished run left behind."""

    rows: list
    """As `train` returned them."""
    rollouts: list
    """What Tunix told of each rollout: prompts, completions, rewards, advantages, columns."""
    weights: dict
    output: Path | None


def run(policy, examples, config=CONFIG, output=None, stop=None):
    """Trains a copy of the policy; `stop` ends the data after so many batches."""
    rollouts, policy = [], copied(policy)
    trainer = GRPOTrainer(model=policy, config=config, training_data=examples, output=output)
    with pytest.MonkeyPatch.context() as patch:
        on_rollout = StepLog.on_rollout

        def spy(self, **told):
            rollouts.append(told)
            return on_rollout(self, **told)

        patch.setattr(StepLog, "on_rollout", spy)
        if stop is not None:
            batches = trainer.batches()
            patch.setattr(trainer, "batches", lambda: itertools.islice(batches, stop))
        rows = trainer.train()
    return Run(rows, rollouts, weights(policy.model), output)


def timeless(rows):
    return [{name: value for name, value in row.items() if name not in TIMES} for row in rows]


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def assert_same_weights(one, other, **tolerance):
    assert one.keys() == other.keys()
    for path, value in one.items():
        np.testing.assert_allclose(other[path], value, err_msg=str(path), **(tolerance or {"rtol": 0}))


@pytest.fixture(scope="module")
def unbroken(policy, examples, tmp_path_factory):
    """Four steps in one go."""
    return run(policy, examples, output=tmp_path_factory.mktemp("unbroken"))


def test_metrics_have_a_row_a_step_and_stay_in_range(unbroken):
    assert [row["step"] for row in unbroken.rows] == [1, 2, 3, 4]
    assert lines(unbroken.output / "metrics.jsonl") == unbroken.rows
    for row in unbroken.rows:
        assert all(0.0 <= row[name] <= 1.0 for name in SHARES)
        assert all(row[f"{name}_spread"] >= 0.0 for name in ("reward", "format", "correctness", "quality"))
        assert 0 <= row["length_mean"] <= row["length_max"] <= CONFIG.max_response_length
        assert math.isfinite(row["loss"])
        assert row["tokens_per_second"] > 0
        assert set(row["seconds"]) == {"rollout", "reward", "update", "total"}
        parts = [row["seconds"][phase] for phase in ("rollout", "reward", "update")]
        assert sum(parts) == pytest.approx(row["seconds"]["total"], abs=0.01)
        assert min(parts[0], parts[2]) > 0, "each row has the times of its own step"


def test_metrics_say_what_happened(unbroken):
    for row, told in zip(unbroken.rows, unbroken.rollouts, strict=True):
        texts, columns = (
            told["completions"],
            {name: told[name] for name in ("question", "answer", "answer_kind")},
        )
        parts = {
            "format": format_reward(told["prompts"], texts),
            "correctness": correctness_reward(told["prompts"], texts, **columns),
            "quality": reasoning_quality_reward(told["prompts"], texts, columns["question"]),
        }
        for name, values in parts.items():
            assert row[name] == pytest.approx(np.mean(values))
            assert row[f"{name}_spread"] == pytest.approx(np.std(values))
        total = [0.3 * f + 0.5 * c + 0.2 * q for f, c, q in zip(*parts.values(), strict=True)]
        np.testing.assert_allclose(
            told["rewards"], total, err_msg="weights are applied outside of the rewards"
        )
        assert row["reward"] == pytest.approx(np.mean(total))
        assert row["accuracy"] == row["correctness"]


def test_advantages_are_relative_to_the_group(unbroken):
    for told in unbroken.rollouts:
        prompts, rewards = np.array(told["prompts"]).reshape(2, 4), np.array(told["rewards"]).reshape(2, 4)
        assert (prompts == prompts[:, :1]).all(), "a group answers one prompt"
        for group, advantages in zip(rewards, np.array(told["advantages"]).reshape(2, 4), strict=True):
            deviation = math.sqrt(sum((r - group.mean()) ** 2 for r in group) / 3)
            expected = [(r - group.mean()) / (deviation + 1e-6) for r in group]
            np.testing.assert_allclose(advantages, expected, rtol=1e-4, atol=1e-5)


def test_samples_show_the_first_completion_of_each_step(unbroken):
    for sample, told in zip(lines(unbroken.output / "samples.jsonl"), unbroken.rollouts, strict=True):
        assert sample["prompt"] == told["prompts"][0]
        assert sample["completion"] == told["completions"][0]
        assert sample["answer"] == told["answer"][0]
        assert sample["reward"] == pytest.approx(told["rewards"][0])


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


def test_a_policy_fresh_from_its_making_is_trained_in_place(untrained, examples):
    """Tunix trains a copy of a model that is not on the mesh yet."""
    before = weights(untrained.model)
    after = run(untrained, examples, replace(CONFIG, num_training_steps=2)).weights
    assert any((after[path] != before[path]).any() for path in before)


def test_checkpoints_hold_what_a_run_folder_loads(unbroken, model_folder, policy):
    settings = ReasoningTrainingConfig(model=str(model_folder), grpo=CONFIG).to_dict()
    (unbroken.output / "config.json").write_text(json.dumps(settings))
    steps = sorted(
        path.name for path in (unbroken.output / "checkpoints" / "actor").iterdir() if path.name.isdigit()
    )
    assert steps == ["3", "4"], "the last two"
    loaded = load_policy(str(unbroken.output))
    assert_same_weights(weights(loaded.model), unbroken.weights)


def test_the_same_prompts_are_answered_anew_at_every_step(policy, examples):
    twice = [e for e in examples if e["metadata"]["split"] == "train"][:2]
    first, second = run(policy, twice, replace(CONFIG, num_training_steps=2)).rollouts
    assert set(first["prompts"]) == set(second["prompts"])
    assert not set(first["completions"]) & set(second["completions"])


def test_a_run_that_was_stopped_goes_on_as_if_it_had_not_been(policy, examples, unbroken, tmp_path):
    stopped = run(policy, examples, output=tmp_path, stop=2)
    assert [row["step"] for row in stopped.rows] == [1, 2]
    resumed = run(policy, examples, output=tmp_path)
    assert [told["prompts"] for told in resumed.rollouts] == [
        told["prompts"] for told in unbroken.rollouts[2:]
    ]
    assert timeless(resumed.rows) == timeless(unbroken.rows), "the same seed, the same rows"
    assert timeless(lines(tmp_path / "metrics.jsonl")) == timeless(unbroken.rows)
    assert lines(tmp_path / "samples.jsonl") == lines(unbroken.output / "samples.jsonl")
    assert_same_weights(resumed.weights, unbroken.weights)


def test_a_finished_run_has_nothing_left_to_do(policy, examples, unbroken):
    again = run(policy, examples, output=unbroken.output)
    assert again.rollouts == []
    assert again.rows == unbroken.rows
    assert_same_weights(again.weights, unbroken.weights)


def test_another_seed_gives_another_run(policy, examples, unbroken):
    other = run(policy, examples, replace(CONFIG, seed=4, num_training_steps=1))
    assert other.rollouts[0]["prompts"] != unbroken.rollouts[0]["prompts"]


def test_micro_batches_change_nothing(policy, examples, unbroken):
    small = run(policy, examples, replace(CONFIG, micro_batch_size=1))
    assert [told["completions"] for told in small.rollouts] == [
        told["completions"] for told in unbroken.rollouts
    ]
    assert_same_weights(small.weights, unbroken.weights, rtol=1e-3, atol=1e-4)


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


def test_every_prompt_comes_once_an_epoch(policy, examples):
    trainer = GRPOTrainer(copied(policy), CONFIG, examples)
    batches = trainer.batches()
    count = len(trainer.examples)
    asked = list(itertools.islice((str(q) for batch in batches for q in batch["question"]), 2 * count))
    assert sorted(asked[:count]) == sorted(e["question"] for e in trainer.examples) == sorted(asked[count:])
    assert asked[:count] != asked[count:], "each epoch has an order of its own"


def test_rewards_are_logged_unweighted():
    def one(prompts, completions, **columns):
        return [1.0] * len(completions)

    def half(prompts, completions, **columns):
        return [0.5] * len(completions)

    from tunix.rl.grpo.grpo_learner import GRPOConfig as Algorithm

    manager = WeightedRewards([one, half], Algorithm(num_generations=2), (0.25, 3.0))
    told = manager(["p", "p"], ["a", "b"])
    np.testing.assert_allclose(told["rewards"], [1.75, 1.75])
    np.testing.assert_allclose(manager.parts, [[1.0, 0.5], [1.0, 0.5]])
    np.testing.assert_allclose(told["log_metrics"]["rewards/half"][0], [0.5, 0.5])


def test_the_optimizer_clips_and_follows_its_schedule():
    """Adam's first step has the size of the rate, whatever the gradient's."""
    import jax.numpy as jnp

    optimizer = create_optimizer(replace(CONFIG, learning_rate=1.0, max_grad_norm=0.5), steps=100)
    weight, gradient = jnp.array([1.0]), jnp.array([1e6])
    state, sizes = optimizer.init(weight), []
    for _ in range(101):
        update, state = optimizer.update(gradient, state, weight)
        sizes.append(-float(update[0]))
    assert sizes[:11] == pytest.approx([i / 10 for i in range(11)], abs=1e-3), "up over a tenth of the steps"
    assert sizes[100] == pytest.approx(0.1, abs=1e-3), "then down to a tenth"
    assert all(later <= earlier + 1e-6 for earlier, later in itertools.pairwise(sizes[10:]))


@pytest.mark.slow
def test_a_run_that_was_killed_goes_on_as_if_it_had_not_been(model_folder, policy, examples, tmp_path):
    """The process gets no chance to save anything: SIGKILL, while it trains."""
    data, killed = tmp_path / "data.json", tmp_path / "killed"
    data.write_text(json.dumps(examples))
    changes = {
        "max_prompt_length": 128,
        "max_response_length": 24,
        "learning_rate": 3e-3,
        "evaluation_questions": 0,
    }
    command = [sys.executable, "-m", "tunix_reasoning", "train", "--output", str(killed)]
    settings = [f"--set={name}={value}" for name, value in changes.items()]
    start = [
        *command,
        "--preset",
        "smoke",
        "--steps",
        "40",
        "--model",
        str(model_folder),
        "--data",
        str(data),
    ]
    checkpoints, metrics = killed / "checkpoints" / "actor", killed / "metrics.jsonl"
    with subprocess.Popen(
        [*start, *settings], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while process.poll() is None and not (metrics.exists() and len(lines_written(metrics)) >= 3):
            time.sleep(0.02)
        os.kill(process.pid, signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    saved = max(int(path.name) for path in checkpoints.iterdir() if path.name.isdigit())
    assert 0 < saved < 40
    finished = subprocess.run([*command, "--resume"], capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr
    config = ReasoningTrainingConfig.preset("smoke", num_training_steps=40, **changes).grpo
    whole = run(load_policy(str(model_folder)), examples, config)
    assert timeless(lines(metrics)) == timeless(whole.rows)
    assert_same_weights(weights(load_policy(str(killed)).model), whole.weights)


def lines_written(path):
    return [line for line in path.read_bytes().split(b"\n")[:-1] if line]
