"""The SFT warm-up: its loss against a plain forward pass, how it goes on, and what GRPO makes of it."""

import json
import signal

import pytest

pytest.importorskip("tunix")

import jax.numpy as jnp
import numpy as np
import optax
from helpers import copied, weights
from training_runs import assert_same_weights, lines

from tunix_reasoning import GRPOTrainer, ReasoningTrainingConfig, load_policy
from tunix_reasoning.dataset import ReasoningDataset
from tunix_reasoning.evaluation import summary
from tunix_reasoning.files import read_json
from tunix_reasoning.interruption import Interrupted
from tunix_reasoning.prompts import create_prompt, format_completion
from tunix_reasoning.run import TrainingRun
from tunix_reasoning.training import SFTTrainer

CONFIG = ReasoningTrainingConfig.preset(
    "smoke", sft_steps=4, sft_batch_size=4, sft_learning_rate=3e-3, max_prompt_length=128, max_response_length=64,
    checkpoint_every=2, validation_every=0, batch_size=2, num_training_steps=2, evaluation_questions=20,
)


@pytest.fixture(scope="module")
def dataset(examples):
    return ReasoningDataset(examples)


def plain_loss(policy, solutions):
    """Nats a token of the completions, one conversation after the other, without packing."""
    total = count = 0
    for prompt, completion in solutions:
        tokens = jnp.array([*prompt, *completion])[None]
        length = tokens.shape[1]
        mask = jnp.tril(jnp.ones((1, length, length), bool))
        logits, _ = policy.model(tokens, jnp.arange(length)[None], None, mask)
        losses = optax.softmax_cross_entropy_with_integer_labels(logits[0, :-1], tokens[0, 1:])
        total, count = total + float(losses[len(prompt) - 1 :].sum()), count + len(completion)
    return total / count


@pytest.mark.parametrize("rank", [0, 4])
def test_the_loss_is_that_of_a_plain_forward_pass_and_falls(policy, dataset, rank):
    few = ReasoningDataset(dataset.split("train")[:12])
    everything = len(SFTTrainer(policy, CONFIG, few).solutions)
    trained = copied(policy)
    trainer = SFTTrainer(trained, CONFIG.updated(lora_rank=rank, sft_batch_size=everything), few)
    rows = trainer.train()
    assert [row["step"] for row in rows] == [1, 2, 3, 4]
    assert rows[0]["loss"] == pytest.approx(plain_loss(policy, trainer.solutions.values()), rel=1e-4)
    assert rows[0]["tokens"] == sum(len(completion) for _, completion in trainer.solutions.values())
    assert plain_loss(trained, trainer.solutions.values()) < rows[-1]["loss"] < rows[0]["loss"]


def test_a_solution_is_the_trace_or_the_concise_one_where_only_that_is_short_enough(policy, dataset):
    encode, decode = policy.tokenizer.encode, policy.tokenizer.decode

    def texts(example):
        traces = (example["reasoning_trace"], example["metadata"]["concise"])
        return [format_completion(trace, example["answer"]) for trace in traces]

    def length(text):
        return len(encode(text)) + 1  # and the end of the turn

    asked = {e["id"]: e for e in dataset.split("train")}
    middle = sorted(length(texts(e)[0]) for e in asked.values())[len(asked) // 2]
    few = sorted(length(texts(e)[1]) for e in asked.values())[1]
    kinds = []
    for limit in (middle, few):
        solutions = SFTTrainer(policy, CONFIG.updated(max_response_length=limit), dataset).solutions
        for name, example in asked.items():
            fitting = [text for text in texts(example) if length(text) <= limit]
            assert (name in solutions) == bool(fitting)
            if fitting:
                prompt, completion = solutions[name]
                assert prompt[0] == policy.tokenizer.bos_id()
                assert decode(prompt[1:].tolist()) == create_prompt(example["question"])
                assert completion[-1] == policy.end_tokens[0]
                assert decode(completion[:-1].tolist()) == fitting[0]
            kinds.append(texts(example).index(fitting[0]) if fitting else None)
    assert set(kinds) == {0, 1, None}


def test_limits_that_no_solution_is_within_are_refused(policy, dataset):
    with pytest.raises(ValueError, match=r"no training question has a worked solution .*max_response_length=3 "):
        SFTTrainer(policy, CONFIG.updated(max_response_length=3), dataset)


@pytest.mark.parametrize("rank", [0, 2])
def test_an_interrupted_warmup_goes_on_as_if_it_had_not_been(policy, dataset, tmp_path, monkeypatch, rank):
    config = CONFIG.updated(lora_rank=rank, checkpoint_every=50)
    whole = copied(policy)
    expected = SFTTrainer(whole, config, dataset).train()
    step = SFTTrainer._step

    def interrupting(self, update, asked):
        row = step(self, update, asked)
        if len(interrupting.seen) == 1:
            signal.raise_signal(signal.SIGINT)
        interrupting.seen.append(row)
        return row

    interrupting.seen = []
    monkeypatch.setattr(SFTTrainer, "_step", interrupting)
    with pytest.raises(Interrupted, match=r"interrupted at step 2 of the warm-up; go on with: .*--resume"):
        SFTTrainer(copied(policy), config, dataset, tmp_path / "sft").train()
    assert len(lines(tmp_path / "sft" / "metrics.jsonl")) == 2
    resumed = copied(policy)
    rows = SFTTrainer(resumed, config, dataset, tmp_path / "sft").train()
    assert len(interrupting.seen) == 4
    assert [row["loss"] for row in rows] == [row["loss"] for row in expected]
    assert_same_weights(weights(whole.model), weights(resumed.model))


@pytest.mark.parametrize("rank", [0, 2])
def test_the_reference_of_grpo_is_the_model_after_its_warmup(policy, dataset, rank):
    config = CONFIG.updated(lora_rank=rank, learning_rate=3e-3, kl_coef=0.01, min_group_spread=0.0)
    warmed = copied(policy)
    SFTTrainer(warmed, config, dataset).train()
    before = weights(warmed.model)
    rows = GRPOTrainer(warmed, config.grpo, dataset).train(3)
    assert rows[0]["kl"] == pytest.approx(0.0, abs=1e-6)
    assert rows[-1]["kl"] > 1e-6, "a reference that moves with the policy would leave it at 0"
    after = weights(warmed.model)
    changed = {path for path in before if not np.array_equal(before[path], after[path])}
    assert changed
    assert all("lora" in str(path) for path in changed) == bool(rank)


def test_a_run_with_a_warmup_leaves_what_each_part_gained(model_folder, examples, tmp_path):
    (tmp_path / "data.json").write_text(json.dumps(examples), encoding="utf-8")
    config = CONFIG.updated(model=str(model_folder), data=str(tmp_path / "data.json"), output=str(tmp_path / "run"),
                            lora_rank=2, checkpoint_every=1)
    run = TrainingRun(config, say=lambda text: None)
    run.before()
    assert [row["step"] for row in run.warm_up()] == [1, 2, 3, 4]
    warmed = weights(run.policy.model)
    run.train()
    after = run.after()
    folder = tmp_path / "run"
    answers = {name: read_json(folder / f"{name}.json") for name in ("before", "after_sft", "after")}
    assert answers["after"] == after
    assert run.evaluation["before"]["accuracy"] == summary(answers["before"])["accuracy"]
    assert run.evaluation_sft["before"]["accuracy"] == summary(answers["after_sft"])["accuracy"]
    assert run.evaluation["after"] == run.evaluation_sft["after"]
    page = run.report().read_text(encoding="utf-8")
    assert "What GRPO added to the SFT warm-up" in page
    assert (folder / "plots" / "sft.png").is_file()
    assert_same_weights(weights(load_policy(str(folder)).model), weights(run.policy.model))
    again = TrainingRun(config, resume=True, say=lambda text: None)
    again.warm_up()
    assert_same_weights(warmed, weights(again.policy.model))
    again.train()
    assert again.after() == after
