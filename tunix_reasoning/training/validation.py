"""Validation during training: greedy answers to the same few questions, cheap enough to choose a checkpoint by."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from random import Random

from tunix_reasoning.config import GRPOConfig
from tunix_reasoning.dataset import Example
from tunix_reasoning.generation import Generator
from tunix_reasoning.model import Policy
from tunix_reasoning.rewards import correctness_reward
from tunix_reasoning.training.batches import columns


class Validation:
    """The share of questions that the policy, as it is now, answers right."""

    def __init__(self, policy: Policy, config: GRPOConfig, examples: Sequence[Example]) -> None:
        """Of the examples, the first verifiable ones in an order of the seed's that fit into `max_prompt_length`."""
        size = min(config.validation_questions, config.batch_size * config.num_generations)
        self._generate = Generator(policy, config.max_prompt_length, config.max_response_length, size)
        pool = [e for e in examples if e["metadata"]["verification"] == "verifiable"]
        Random(f"{config.seed}/validation").shuffle(pool)
        fitting = (e for e in pool if self._generate.fits(columns([e])["prompts"][0]))
        self.examples = list(islice(fitting, config.validation_questions))

    def __call__(self) -> float:
        """Accuracy, in [0, 1]."""
        asked = columns(self.examples)
        answers = [best.text for (best,) in self._generate(asked["prompts"])]
        return sum(correctness_reward(completions=answers, **asked)) / len(answers)
