"""The one file that touches Tunix's internals: its cluster and learner, put together, and a step of them.

Tunix holds the models on their meshes, samples, computes log-probs and runs the jitted update; the order of a step
is ours. Tunix 0.1.7's own loop samples in a second thread, reports a loss a step late and after the checkpoint,
and counts micro-batches where it should count batches when it resumes with `num_iterations` above 1.

What is set beyond Tunix's defaults, and why:

- the KL estimator is `low_var_kl`, the GRPO paper's; Tunix's default has no gradient in expectation;
- rollouts come from `GroupRollout`; Tunix's own would repeat the same samples at every step;
- the loss is ours (`loss.py`), over rows that hold a prompt once and no more padding than they must;
- a group whose rewards hardly differ has no advantages: divided by its spread, noise would look like signal.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jax
import numpy as np
from flax import nnx
from jax.sharding import NamedSharding, PartitionSpec
from tunix.rl import function_registry, rl_cluster, utils
from tunix.rl.grpo import grpo_learner
from tunix.rl.rollout import base_rollout
from tunix.sft import metrics_logger

from tunix_reasoning.config import GRPOConfig
from tunix_reasoning.model import Policy, widen
from tunix_reasoning.training.engines import rollout_engine, rollout_settings, unpadded
from tunix_reasoning.training.loss import completion_weights
from tunix_reasoning.training.optimizer import gradient_norm
from tunix_reasoning.training.programs import Update, algorithm, compiled_logps, row_shape, training_config
from tunix_reasoning.training.rows import Rows, pack
from tunix_reasoning.training.scoring import Reward
from tunix_reasoning.training.steps import Step

UPDATE_METRICS = {"kl": "kl", "entropy": "entropy", "pg_clipfrac": "clip_fraction"}
"""What the loss reports besides itself, and how rows call it."""


def _about_more_than_memory(record: logging.LogRecord) -> bool:
    """Leaves out what Tunix says where it cannot tell the memory in use: that a CPU is no TPU."""
    return not str(record.msg).startswith("Skipping non-TPU device")


class Learner(grpo_learner.GRPOLearner):
    """Tunix's learner with a step in a straight line: sample, reward, reference, update."""

    def __init__(self, cluster: rl_cluster.RLCluster, config: GRPOConfig, rewards: list[Reward]) -> None:
        self._config = config
        logging.getLogger("absl").addFilter(_about_more_than_memory)
        super().__init__(cluster, algorithm(config), rewards)
        self._reference = cluster.inference_worker.get_model("reference") if config.kl_coef else None
        self._logps = compiled_logps(config)
        self._train = Update(cluster.actor_trainer, self.model, self.optimizer)

    @property
    def model(self) -> Any:
        """What is trained."""
        return self.rl_cluster.actor_trainer.model

    @property
    def optimizer(self) -> nnx.Optimizer:
        return self.rl_cluster.actor_trainer.optimizer

    @property
    def logger(self) -> metrics_logger.MetricsLogger:
        """Tunix's, for TensorBoard and the like."""
        return self.rl_cluster.actor_trainer.metrics_logger

    def step(self, number: int, columns: dict[str, list[str]]) -> Step:
        """Runs one step.

        Args:
            number: counts from 1; with the seed it decides what is sampled.
            columns: `prompts` and what rewards read, one entry a question.
        """
        clock = Clock()
        group = self._config.num_generations
        texts = {name: [value for value in column for _ in range(group)] for name, column in columns.items()}
        with clock("rollout"):
            self.rl_cluster.rollout.calls = number - 1  # engines other than ours pass over it
            output = self.rl_cluster.generate(texts["prompts"])
        output.tokens = unpadded(output.tokens, self.rl_cluster.rollout.pad_id())
        texts["completions"] = output.text
        with clock("reward"):
            scores = self.reward_manager(**texts)
        ends = self.rl_cluster.get_rollout_config(rl_cluster.Mode.TRAIN).eos_tokens
        truncated = np.array([len(tokens) == 0 or tokens[-1] not in ends for tokens in output.tokens])
        lengths = np.array([len(tokens) for tokens in output.tokens]) - ~truncated
        advantages, signal = self._advantages(scores["rewards"])
        with clock("reference"):
            parts = self._packed(output, advantages, truncated)
        with clock("update"):
            update = self._update(parts)
        return Step(number, texts, lengths, truncated, scores["parts"], scores["rewards"], advantages, signal, update,
                    clock.seconds)

    def _advantages(self, rewards: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Tunix's estimate [N], 0 in groups without signal, and which groups have some [N / group]."""
        group = self._config.num_generations
        estimator = function_registry.get_advantage_estimator(self.algo_config.advantage_estimator)
        signal = rewards.reshape(-1, group).std(axis=1) >= max(self._config.min_group_spread, 1e-9)
        advantages = np.asarray(estimator(rewards=rewards, num_generations=group))
        return np.where(signal.repeat(group), advantages, 0.0), signal

    def _packed(
        self, output: base_rollout.RolloutOutput, advantages: np.ndarray, truncated: np.ndarray
    ) -> list[Rows]:
        """What an update reads, a micro-batch each, with log-probs of the reference and of the policy as sampled."""
        config, mesh, pad = self._config, self.rl_cluster.r2m[rl_cluster.Role.ACTOR], self.rl_cluster.rollout.pad_id()
        group, micro = config.num_generations, config.micro_batch_size or config.batch_size
        counted = np.array([len(tokens) for tokens in output.tokens])
        if config.mask_truncated:
            counted = np.where(truncated, 0, counted)
        weights = completion_weights(counted, config.loss_agg_mode, config.max_response_length)
        weights *= config.batch_size // micro
        prompts = [row[row != pad] for row in output.left_padded_prompt_tokens]
        shape = row_shape(config, mesh.shape["fsdp"])
        parts = []
        with mesh:
            for part in utils.chunk_slices_by_size(len(prompts), micro * group):
                rows = pack(prompts[part], output.tokens[part], advantages[part], weights[part], shape, pad)
                rows = jax.device_put(rows, NamedSharding(mesh, PartitionSpec("fsdp")))
                if config.kl_coef:
                    rows = rows.replace(reference_logps=self._logps(*nnx.split(self._reference), rows))
                if config.num_iterations > 1:
                    rows = rows.replace(old_logps=self._logps(*nnx.split(self.model), rows))
                parts.append(rows)
        return jax.block_until_ready(parts)

    def _update(self, parts: list[Rows]) -> dict[str, float]:
        """Trains on the completions `num_iterations` times, a micro-batch after the other; means of what it reports."""
        trainer, reports = self.rl_cluster.actor_trainer, []
        with self.rl_cluster.r2m[rl_cluster.Role.ACTOR]:
            for _ in range(self._config.num_iterations):
                for rows in parts:
                    loss, aux = self._train(rows)
                    reports.append({"loss": loss} | {ours: aux[name] for name, ours in UPDATE_METRICS.items()})
                reports[-1]["gradient_norm"] = gradient_norm(trainer.optimizer)
        names = reports[-1]
        return {name: float(np.mean([report[name] for report in reports if name in report])) for name in names}


def create_learner(
    policy: Policy, reference: nnx.Module, config: GRPOConfig, rewards: list[Reward], steps: int, output: Path | None
) -> Learner:
    """Puts policy, reference and rewards into Tunix; from then on `policy.model` is what is trained."""
    cluster = rl_cluster.RLCluster(
        actor=policy.model,
        reference=reference if config.kl_coef else None,
        tokenizer=policy.tokenizer,
        cluster_config=rl_cluster.ClusterConfig(
            role_to_mesh=dict.fromkeys(rl_cluster.Role, policy.mesh) | {rl_cluster.Role.ROLLOUT: policy.sampling_mesh},
            rollout_engine=rollout_engine(config, policy),
            rollout_config=rollout_settings(config, policy),
            training_config=training_config(config, steps, output),
        ),
    )
    trainer = cluster.actor_trainer
    widen(trainer.optimizer)
    shard_optimizer(trainer, policy.mesh)
    policy.model = trainer.model  # Tunix trains a copy of a model that was not on the mesh yet
    return Learner(cluster, config, rewards)


def shard_optimizer(trainer: Any, mesh: jax.sharding.Mesh) -> None:
    """Puts the optimizer's state on the mesh, as Tunix does before its own first step."""
    with mesh:
        trainer._shard_optimizer(mesh)


class Clock:
    """Seconds by phase, as measured, and in all."""

    def __init__(self) -> None:
        self._began = time.perf_counter()
        self._phases: dict[str, float] = {}

    @contextmanager
    def __call__(self, phase: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self._phases[phase] = self._phases.get(phase, 0.0) + time.perf_counter() - start

    @property
    def seconds(self) -> dict[str, Any]:
        return self._phases | {"total": time.perf_counter() - self._began}
