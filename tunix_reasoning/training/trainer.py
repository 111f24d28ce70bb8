"""GRPO through Tunix: `GRPOTrainer` puts policy, rewards and data together and runs the steps.

A step samples completions, rewards them and updates the policy; then its row is written, and where one is due a
checkpoint. Prompts over the length limit are dropped with a count: Tunix would pad and recompile without a word.

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

from flax import nnx
from tqdm.auto import tqdm

from tunix_reasoning.config import GRPOConfig
from tunix_reasoning.dataset import ReasoningDataset
from tunix_reasoning.model import Policy, add_lora, create_mesh
from tunix_reasoning.training.batches import Batches, columns
from tunix_reasoning.training.checkpoints import LAST, Checkpoints, forget_after
from tunix_reasoning.training.history import History
from tunix_reasoning.training.scoring import RewardFunction, weighed
from tunix_reasoning.training.steps import metrics_row, sample_row
from tunix_reasoning.training.tunix import Learner, create_learner

Example = dict[str, Any]


class GRPOTrainer:
    """Trains a policy in place with Group Relative Policy Optimization."""

    def __init__(
        self,
        model: Policy | nnx.Module,
        config: GRPOConfig,
        training_data: ReasoningDataset | str | Path | Sequence[Mapping[str, Any]],
        output: Path | str | None = None,
        rewards: Mapping[str, tuple[RewardFunction, float]] | None = None,
        tokenizer: Any = None,
    ) -> None:
        """Checks the data against the limits and against what the model knows.

        Args:
            model: the policy, or a Gemma module of Tunix; with `config.lora_rank` it gets adapters, and only they are
                trained. As it is now, it is the reference of the KL penalty.
            config: the algorithm's settings.
            training_data: its `train` split is used; of the generator's questions, those of the families that the
                model knows, where it is so small that it says which (`Policy.families`).
            output: the run folder: it receives `metrics.jsonl`, `samples.jsonl` and `checkpoints/`; training goes on
                from the last checkpoint there. None writes nothing.
            rewards: from a name to `(function, weight)`, instead of format, correctness and reasoning quality.
            tokenizer: of a model that is no `Policy`; it must not add begin or end tokens itself.

        Raises:
            ValueError: no prompt fits into `max_prompt_length`, or the rewards are not as above.
            DataError: the data is missing or malformed.
        """
        self.policy = _as_policy(model, tokenizer)
        self.config = config
        self.output = Path(output).resolve() if output else None
        self.rewards = weighed(rewards, config)
        known = [e for e in ReasoningDataset.load(training_data).split("train") if _known(self.policy, e)]
        self.examples = [e for e in known if self._fits(e)]
        self.dropped = len(known) - len(self.examples)
        """Training prompts left out because they are longer than `max_prompt_length`."""
        if not self.examples:
            reason = (
                f"all {self.dropped} training prompts are over max_prompt_length={config.max_prompt_length} tokens"
                if known else f"no training question is of the families this model knows: {self.policy.families}"
            )
            raise ValueError(reason)
        self._batches = Batches(self.examples, config)
        if config.lora_rank:
            self._reference = self.policy.model
            self.policy.model = add_lora(self.policy.model, config.lora_rank, self.policy.mesh)
        else:
            self._reference = nnx.clone(self.policy.model)

    def train(self, num_steps: int | None = None) -> list[dict[str, Any]]:
        """Runs GRPO for `num_steps` steps in all, `config.num_training_steps` unless given.

        Returns:
            One row a step, the lines of `metrics.jsonl`.

        Raises:
            ValueError: the run in the output folder was planned for another number of steps.
        """
        steps = num_steps or self.config.num_training_steps
        history = History(self.output)
        learner = create_learner(self.policy, self._reference, self.config, self.rewards, steps)
        if self.output:
            forget_after(self.output, LAST, len(history.rows))
        checkpoints = Checkpoints(self.output, LAST, keep=2)
        done = self._go_on(learner, checkpoints, steps)
        history.cut(done)
        for number in tqdm(range(done + 1, steps + 1), initial=done, total=steps, desc="GRPO", unit="step"):
            step = learner.step(number, columns(self._batches[number]))
            history.add(metrics_row(step), sample_row(step))
            if number % self.config.checkpoint_every == 0 or number == steps:
                checkpoints.save(number, learner.model, learner.optimizer, {"planned_steps": steps})
        checkpoints.close()
        return history.rows

    def _go_on(self, learner: Learner, checkpoints: Checkpoints, steps: int) -> int:
        """Restores the last checkpoint, if there is one; returns the steps behind it."""
        done, facts = checkpoints.restore(learner.model, learner.optimizer)
        if done and facts["planned_steps"] != steps:
            raise ValueError(
                f"the run in {self.output} was planned for {facts['planned_steps']} steps, and its learning rate falls "
                f"by that plan: go on with as many. Received: {steps}. Or train further in a new run that starts "
                f"from this one, with model={self.output}"
            )
        return done

    def _fits(self, example: Example) -> bool:
        prompt = columns([example])["prompts"][0]
        return len(self.policy.tokenizer.encode(prompt)) < self.config.max_prompt_length  # and the begin token


def _as_policy(model: Policy | nnx.Module, tokenizer: Any) -> Policy:
    if isinstance(model, Policy):
        return model
    if tokenizer is None:
        raise ValueError(f"a model that is no Policy needs tokenizer=… beside it. Received: {type(model).__name__}")
    return Policy(model, tokenizer, create_mesh(), source=type(model).__name__)


def _known(policy: Policy, example: Example) -> bool:
    """Can the policy be asked this? A model warmed up on a few of the generator's families, only those."""
    generated = example["metadata"]["source"] == "synthetic"
    return not policy.families or not generated or example["id"].rpartition("/")[0] in policy.families
