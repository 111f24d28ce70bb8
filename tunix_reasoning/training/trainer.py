"""GRPO through Tunix: `GRPOTrainer` puts policy, rewards and data into `RLCluster` and `GRPOLearner`.

Tunix runs the algorithm. What is set here beyond its defaults, and why:

- the KL estimator is `low_var_kl`, the GRPO paper's; Tunix's default has no gradient in expectation;
- rollouts come from `SeededRollout`; Tunix's own would repeat the same samples at every step;
- rewards are logged unweighted, and weighted in one place, `WeightedRewards`;
- prompts over the length limit are dropped with a count; Tunix would pad and recompile without a word.

    trainer = GRPOTrainer(model=load_policy("embedded"), config=GRPOConfig(), training_data="data.json")
    history = trainer.train(num_steps=100)
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import optax
import orbax.checkpoint as ocp
from flax import nnx
from tunix.rl import reward_manager, rl_cluster
from tunix.rl.grpo import grpo_learner
from tunix.rl.rollout import base_rollout

from tunix_reasoning.config import GRPOConfig
from tunix_reasoning.dataset import ReasoningDataset
from tunix_reasoning.model import Policy, add_lora
from tunix_reasoning.rewards import correctness_reward, format_reward, reasoning_quality_reward
from tunix_reasoning.training.rollout import SeededRollout
from tunix_reasoning.training.steps import StepLog

REWARDS = {"format": format_reward, "correctness": correctness_reward, "quality": reasoning_quality_reward}


class GRPOTrainer:
    """Trains a policy in place with Group Relative Policy Optimization."""

    def __init__(
        self,
        model: Policy,
        config: GRPOConfig,
        training_data: ReasoningDataset | str | Path | Sequence[Mapping[str, Any]],
        output: Path | str | None = None,
    ) -> None:
        """Checks the data against the limits.

        Args:
            model: the policy; with `config.lora_rank` it gets adapters, and only they are trained. As it is now, it
                is the reference of the KL penalty.
            config: the algorithm's settings.
            training_data: its `train` split is used.
            output: receives `metrics.jsonl`, `samples.jsonl` and `checkpoints/`; training goes on from the
                last checkpoint there. None writes nothing.

        Raises:
            ValueError: no prompt fits into `max_prompt_length`.
            DataError: the data is missing or malformed.
        """
        self.policy = model
        self.config = config
        self.output = Path(output).resolve() if output else None
        examples = ReasoningDataset.load(training_data).split("train")
        self.examples = [e for e in examples if self._fits(examples.create_prompt(e))]
        self.dropped = len(examples) - len(self.examples)
        """Training prompts left out because they are longer than `max_prompt_length`."""
        if not self.examples:
            raise ValueError(
                f"all {self.dropped} training prompts are over max_prompt_length={config.max_prompt_length} tokens"
            )
        self._create_prompt = examples.create_prompt
        if config.lora_rank:
            self._reference, model.model = model.model, add_lora(model.model, config.lora_rank, model.mesh)
        else:
            self._reference = nnx.clone(model.model)

    def _fits(self, prompt: str) -> bool:
        return (
            len(self.policy.tokenizer.encode(prompt)) < self.config.max_prompt_length
        )  # and the begin token

    def train(self, num_steps: int | None = None) -> list[dict[str, Any]]:
        """Runs GRPO for `num_steps` optimizer steps in all, `config.num_training_steps` unless given.

        Returns:
            One row a step, the lines of `metrics.jsonl`.
        """
        steps = num_steps or self.config.num_training_steps
        log = StepLog(self.config, list(REWARDS), steps, self.output)
        learner = self._learner(steps, log)
        if log.start(learner) < steps:
            learner.train(log.watched(self.batches()))
        return log.history

    def batches(self) -> Iterator[dict[str, np.ndarray]]:
        """Batches of prompts with the columns that rewards read; each pass over the data in an order of its own."""
        size, epoch = self.config.batch_size, 0
        queue: list[dict[str, Any]] = []
        while True:
            while len(queue) < size:
                order = list(self.examples)
                Random(f"{self.config.seed}/epoch/{epoch}").shuffle(order)
                queue += order
                epoch += 1
            batch, queue = queue[:size], queue[size:]
            yield {
                "prompts": np.array([self._create_prompt(e) for e in batch]),
                "question": np.array([e["question"] for e in batch]),
                "answer": np.array([e["answer"] for e in batch]),
                "answer_kind": np.array([e["metadata"]["answer_kind"] or "" for e in batch]),
                "rubric": np.array([_as_json(e["metadata"].get("rubric")) for e in batch]),
            }

    def _learner(self, steps: int, log: StepLog) -> grpo_learner.GRPOLearner:
        config, policy = self.config, self.policy
        micro = config.micro_batch_size or config.batch_size
        cluster = rl_cluster.RLCluster(
            actor=policy.model,
            reference=self._reference if config.kl_coef else None,
            tokenizer=policy.tokenizer,
            cluster_config=rl_cluster.ClusterConfig(
                role_to_mesh=dict.fromkeys(rl_cluster.Role, policy.mesh),
                rollout_engine=SeededRollout,
                rollout_config=base_rollout.RolloutConfig(
                    max_tokens_to_generate=config.max_response_length,
                    max_prompt_length=config.max_prompt_length,
                    kv_cache_size=config.max_prompt_length + config.max_response_length,
                    temperature=config.temperature,
                    seed=config.seed,
                    eos_tokens=policy.end_tokens,
                ),
                training_config=rl_cluster.RLTrainingConfig(
                    actor_optimizer=create_optimizer(config, steps),
                    eval_every_n_steps=steps,
                    max_steps=steps,
                    mini_batch_size=config.batch_size,
                    train_micro_batch_size=micro,
                    rollout_micro_batch_size=config.batch_size,  # so that micro-batches do not change the samples
                    compute_logps_micro_batch_size=micro,
                    checkpoint_root_directory=str(self.output / "checkpoints") if self.output else None,
                    checkpointing_options=ocp.CheckpointManagerOptions(
                        save_interval_steps=config.checkpoint_every, max_to_keep=2
                    ),
                ),
            ),
        )
        actor = cluster.actor_trainer
        policy.model = actor.model  # Tunix trains a copy of a model that was not on the mesh yet
        cluster.rollout.calls = actor.train_steps
        algorithm = grpo_learner.GRPOConfig(
            num_generations=config.num_generations,
            beta=config.kl_coef,
            epsilon=config.clip_range,
            kl_loss_mode="low_var_kl",
        )
        learner = grpo_learner.GRPOLearner(
            cluster, algorithm, list(REWARDS.values()), metric_fns=[log.on_rollout]
        )
        cluster.global_steps = actor.train_steps
        learner.reward_manager = WeightedRewards(list(REWARDS.values()), algorithm, config.reward_weights)
        return learner


def create_optimizer(config: GRPOConfig, steps: int) -> optax.GradientTransformation:
    """AdamW with clipped gradients; the rate rises over a tenth of the steps, then falls to a tenth of its peak."""
    schedule = optax.warmup_cosine_decay_schedule(
        init_value=0.0,
        peak_value=config.learning_rate,
        warmup_steps=max(1, steps // 10),
        decay_steps=max(2, steps),
        end_value=0.1 * config.learning_rate,
    )
    return optax.chain(
        optax.clip_by_global_norm(config.max_grad_norm),
        optax.adamw(schedule, b1=0.9, b2=0.99, weight_decay=0.0),
    )


class WeightedRewards(reward_manager.SequenceRewardManager):
    """Tunix's sum of rewards, each times its weight; what is logged of each stays unweighted, in [0, 1]."""

    def __init__(self, reward_fns: list[Any], algo_config: Any, weights: Sequence[float]) -> None:
        super().__init__(reward_fns, algo_config)
        self.weights = np.array(weights)
        self.seconds = 0.0
        """Time spent on rewards."""
        self.parts = np.zeros((0, len(weights)))
        """The last call's rewards, unweighted: `[completions, rewards]`."""

    def __call__(self, prompts: list[str], completions: list[str], **columns: Any) -> dict[str, Any]:
        start = time.perf_counter()
        info = super().__call__(prompts, completions, **columns)
        self.parts = np.stack(
            [info["log_metrics"][f"rewards/{fn.__name__}"][0] for fn in self.reward_fns], axis=1
        )
        self.seconds += time.perf_counter() - start
        return info | {"rewards": self.parts @ self.weights}


def _as_json(rubric: Any) -> str:
    return rubric if isinstance(rubric, str) else json.dumps(rubric) if rubric else ""
