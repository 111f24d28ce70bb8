"""A model to be asked: the settings that it is asked with, and its completions within them.

Apart from `run.py`, which needs SciPy and Matplotlib besides, so that `tunix-reasoning ask` answers sooner.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import jax

from tunix_reasoning.config import ReasoningTrainingConfig
from tunix_reasoning.dataset import Example
from tunix_reasoning.files import read_json
from tunix_reasoning.generation import Generator
from tunix_reasoning.model import Policy
from tunix_reasoning.prompts import create_prompt


def run_settings(model: str, preset: str | None = None) -> ReasoningTrainingConfig:
    """The settings to ask a model with: a run folder's own; of another model, those of a preset.

    Raises:
        ValueError: the folder's `config.json` holds no settings.
    """
    path = Path(model) / "config.json"
    if (Path(model) / "checkpoints").is_dir() and path.is_file():
        try:
            return ReasoningTrainingConfig.from_dict(read_json(path))
        except ValueError as error:
            raise ValueError(f"{path} does not hold the settings of a run: {error}") from None
    return ReasoningTrainingConfig.preset(preset or default_preset(), model=model)


def default_preset() -> str:
    """`embedded` where JAX has no accelerator, else `kaggle`."""
    return "embedded" if jax.default_backend() == "cpu" else "kaggle"


def with_room(
    policy: Policy, config: ReasoningTrainingConfig, examples: Iterable[Example]
) -> ReasoningTrainingConfig:
    """The settings with prompts as long as the longest of the examples', if they are shorter."""
    lengths = [1 + len(policy.tokenizer.encode(create_prompt(e["question"]))) for e in examples]  # and the begin token
    longest = max(lengths, default=0)
    return config.updated(max_prompt_length=max(config.grpo.max_prompt_length, longest))


def generator(policy: Policy, config: ReasoningTrainingConfig) -> Generator:
    """Completions of the policy within the limits of the settings."""
    grpo = config.grpo
    return Generator(policy, grpo.max_prompt_length, grpo.max_response_length, config.evaluation_batch_size)
