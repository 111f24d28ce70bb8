"""Validation asks the same few questions each time, greedily."""

from dataclasses import replace

import pytest

pytest.importorskip("tunix")

from training_runs import CONFIG

from tunix_reasoning.dataset import ReasoningDataset
from tunix_reasoning.generation import Generator
from tunix_reasoning.prompts import create_prompt
from tunix_reasoning.rewards import correctness_reward
from tunix_reasoning.training.validation import Validation


@pytest.mark.slow
def test_accuracy_is_that_of_greedy_answers(policy, examples):
    config = replace(CONFIG, validation_questions=11)
    validation = Validation(policy, config, ReasoningDataset(examples))
    assert len(validation.examples) == 11
    prompts = [create_prompt(e["question"]) for e in validation.examples]
    answers = [group[0].text for group in Generator(policy, 128, 24, batch_size=3)(prompts)]
    right = correctness_reward(prompts, answers, [e["answer"] for e in validation.examples])
    assert validation() == sum(right) / 11 == validation()


def test_the_questions_are_the_same_for_a_seed_and_all_verifiable(policy, examples):
    free = [e | {"id": e["id"] + "x", "metadata": e["metadata"] | {"verification": "non_verifiable"}} for e in examples]
    chosen = [Validation(policy, replace(CONFIG, seed=seed), ReasoningDataset(examples + free)).examples
              for seed in (1, 1, 2)]
    assert chosen[0] == chosen[1] != chosen[2]
    assert len(chosen[0]) == CONFIG.validation_questions
    assert all(e["metadata"]["verification"] == "verifiable" for e in chosen[0])
