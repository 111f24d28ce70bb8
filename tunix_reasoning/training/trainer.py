"""GRPO through Tunix: `GRPOTrainer` puts policy, rewards and data together and runs them.

Prompts over the length limit are dropped with a count: Tunix would pad and recompile without a word.

    trainer = GRPOTrainer(model=load_policy("embedded"), config=GRPOConfig(), training_data="data.json")
    history = trainer.train(num_steps=100)

A reward of one's own is a function of the completions and of the columns that it names:

    def brevity(completions, **columns):
        return [1 / (1 + len(completion)) for completion in completions]

    GRPOTrainer(…, rewards={"correctness": (correctness_reward, 1.0), "brevity": (brevity, 0.1)})
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tunix_reasoning.config import GRPOConfig
from tunix_reasoning.dataset import Example, ReasoningDataset
from tunix_reasoning.model import Policy, as_policy, from_keras, is_keras, make_trainable, write_back
from tunix_reasoning.training.batches import Batches, columns
from tunix_reasoning.training.budget import Budget
from tunix_reasoning.training.devices import silent_cpu
from tunix_reasoning.training.loop import Loop
from tunix_reasoning.training.scoring import RewardFunction, weighed
from tunix_reasoning.training.tunix import create_learner
from tunix_reasoning.training.validation import Validation

Data = ReasoningDataset | str | Path | Sequence[Mapping[str, Any]]


class GRPOTrainer:
    """Trains a policy in place with Group Relative Policy Optimization."""

    def __init__(
        self,
        model: Any,
        config: GRPOConfig,
        training_data: Data,
        output: Path | str | None = None,
        rewards: Mapping[str, tuple[RewardFunction, float]] | None = None,
        tokenizer: Any = None,
        validation_data: Data | None = None,
    ) -> None:
        """Checks the data against the limits and against what the model knows.

        Args:
            model: the policy, a Gemma module of Tunix, or a GemmaCausalLM of Keras, which has the trained weights when
                training is done; with `config.lora_rank` it gets adapters, and only they are trained. As it is when
                training begins, it is the reference of the KL penalty.
            config: the algorithm's settings.
            training_data: its `train` split is used; of the generator's questions, those of the families that the
                model knows, where it is so small that it says which (`Policy.families`).
            output: the run folder: it receives `metrics.jsonl`, `samples.jsonl` and `checkpoints/`; training goes on
                from the last checkpoint there. None writes nothing.
            rewards: from a name to `(function, weight)`, instead of format, correctness and reasoning quality.
            tokenizer: of a model that is no `Policy`; it must not add begin or end tokens itself.
            validation_data: its `validation` split is what validations ask; that of `training_data` unless given.

        Raises:
            ValueError: no prompt fits into `max_prompt_length`, or the rewards are not as above.
            DataError: the data is missing or malformed.
        """
        self.policy = _as_policy(model, tokenizer)
        self._gemma_lm = model if is_keras(model) else None
        self.config = config
        self.output = Path(output).resolve() if output else None
        self.rewards = weighed(rewards, config)
        known = _known(self.policy, training_data).split("train")
        self.examples = [e for e in known if self._fits(e)]
        self.dropped = len(known) - len(self.examples)
        """Training prompts left out because they are longer than `max_prompt_length`."""
        if not self.examples:
            raise ValueError(
                f"all {self.dropped} training prompts are over max_prompt_length={config.max_prompt_length} tokens"
            )
        held_out = _known(self.policy, training_data if validation_data is None else validation_data)
        self.validation_examples = [e for e in held_out if e["metadata"]["split"] == "validation"]
        self._reference: Any = None

    def train(self, num_steps: int | None = None, max_minutes: float | None = None) -> list[dict[str, Any]]:
        """Runs GRPO for `num_steps` steps in all, `config.num_training_steps` unless given.

        At the end the policy has the weights of the best validation, where there was one and an output folder.

        Args:
            num_steps: counts those before an interruption.
            max_minutes: ends after the step in hand when a further one would end later. The run can be gone on with.

        Returns:
            One row a step, the lines of `metrics.jsonl`.

        Raises:
            ValueError: the run in the output folder was planned for another number of steps.
            Interrupted: Ctrl-C or SIGTERM; the run is saved, and the message says how to go on.
            TrainingStopped: the run went wrong; the message says why. The last good checkpoint is left.
        """
        steps = num_steps or self.config.num_training_steps
        budget = Budget(max_minutes)
        if self._reference is None:
            self._reference = make_trainable(self.policy, self.config.lora_rank, self.config.rematerialize)
        learner = create_learner(self.policy, self._reference, self.config, self.rewards, steps, self.output)
        validation = Validation(self.policy, self.config, self.validation_examples)
        loop = Loop(learner, Batches(self.examples, self.config), validation, self.config, self.output, steps)
        notes = [silent_cpu(self.policy.parameters)]
        history = loop.run(budget, [note for note in notes if note])
        if self._gemma_lm is not None:
            write_back(self.policy, self._gemma_lm)
        return history

    def _fits(self, example: Example) -> bool:
        prompt = columns([example])["prompts"][0]
        return len(self.policy.tokenizer.encode(prompt)) < self.config.max_prompt_length  # and the begin token


def _as_policy(model: Any, tokenizer: Any) -> Policy:
    if isinstance(model, Policy):
        return model
    if is_keras(model):
        return from_keras(model)
    if tokenizer is None:
        raise ValueError(f"a model that is no Policy needs tokenizer=… beside it. Received: {type(model).__name__}")
    return as_policy(model, tokenizer)


def _known(policy: Policy, data: Data) -> ReasoningDataset:
    """What the policy can be asked: of the generator's questions, those of the families it was warmed up on, if any."""
    dataset = ReasoningDataset.load(data)
    return dataset.of_families(policy.families) if policy.families else dataset
