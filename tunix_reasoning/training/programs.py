"""What a step compiles: log-probs of packed rows, and the update. Training runs these, and preflight compiles them.

Everything here is decided by the settings and by the model's shape, so that it can be lowered without a weight.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import jax
from flax import nnx
from tunix.rl import rl_cluster, trainer
from tunix.rl.grpo import grpo_learner
from tunix.sft.utils import is_lora_enabled

from tunix_reasoning.config import GRPOConfig
from tunix_reasoning.model import widen
from tunix_reasoning.training.loss import LOSS, policy_loss, token_logps
from tunix_reasoning.training.optimizer import create_optimizer
from tunix_reasoning.training.rows import Rows, RowShape
from tunix_reasoning.training.scoring import MANAGER
from tunix_reasoning.training.tracking import tracking


@dataclasses.dataclass(kw_only=True)
class Algorithm(grpo_learner.GRPOConfig):
    """Tunix's settings of GRPO, with the ones that its loss reads and its class lacks."""

    epsilon_high: float = 0.2
    compute_logps_chunk_size: int = 0
    temperature: float = 1.0


def algorithm(config: GRPOConfig) -> Algorithm:
    """The settings in Tunix's terms."""
    return Algorithm(
        num_generations=config.num_generations,
        num_iterations=config.num_iterations,
        beta=config.kl_coef,
        epsilon=config.clip_range,
        epsilon_high=config.clip_range if config.clip_range_high is None else config.clip_range_high,
        temperature=config.temperature,
        kl_loss_mode="low_var_kl",
        policy_loss_fn=LOSS,
        compute_logps_chunk_size=config.compute_logps_chunk_size,
        loss_agg_mode=config.loss_agg_mode,
        advantage_estimator=config.advantage_estimator,
        reward_manager=MANAGER,
    )


def training_config(config: GRPOConfig, steps: int, output: Path | None) -> rl_cluster.RLTrainingConfig:
    """Optimizer, batches and where metrics go; gradients are accumulated over the micro-batches of a batch."""
    return rl_cluster.RLTrainingConfig(
        actor_optimizer=create_optimizer(config, steps * config.num_iterations),
        eval_every_n_steps=steps,
        mini_batch_size=config.batch_size,
        train_micro_batch_size=config.micro_batch_size or config.batch_size,
        metrics_logging_options=tracking(output) if output else None,
    )


def row_shape(config: GRPOConfig, parts: int) -> RowShape:
    """How a micro-batch is laid out in as many rows as it is split into `parts`, with as many units in each.

    A unit takes a whole group if that works out even, else a part of one, whose prompt is then read more than once.
    """
    micro, group = config.micro_batch_size or config.batch_size, config.num_generations
    lanes = next((k for k in range(group, 0, -1) if group % k == 0 and micro * group // k % parts == 0), 1)
    units = -(-micro * group // (lanes * parts))
    return RowShape(parts, units, lanes, config.max_prompt_length, config.max_response_length)


def compiled_logps(config: GRPOConfig) -> Any:
    """The jitted function from a model's graph, its state and rows to log-probs [R, L]."""

    def logps(graph: Any, state: Any, rows: Rows) -> jax.Array:
        return token_logps(nnx.merge(graph, state), rows, config.temperature, config.compute_logps_chunk_size)[0]

    return jax.jit(logps)


def lone_trainer(model: Any, config: GRPOConfig, steps: int, loss: Any = policy_loss) -> trainer.Trainer:
    """Tunix's trainer with its optimizer as a learner has it, without cluster, rollouts and rewards."""
    settings, terms = training_config(config, steps, None), algorithm(config)
    alone = trainer.Trainer(model, settings.actor_optimizer, settings, dict)
    alone.with_loss_fn(lambda model, train_example: loss(model, train_example, terms), has_aux=True)
    alone.with_gen_model_input_fn(lambda rows: {"train_example": rows})
    widen(alone.optimizer)
    return alone


class Update:
    """Tunix's update of a model and its optimizer, jitted here.

    `nnx.jit` would give every weight back, those beside adapters as copies: the reference would no longer share them.
    """

    def __init__(self, trainer: trainer.Trainer, model: Any, optimizer: Any) -> None:
        """`model` and `optimizer` are the trainer's, on their devices already, or modules of shapes like theirs."""
        self._trained = (model, optimizer)
        frozen = nnx.All(nnx.Param, nnx.Not(nnx.LoRAParam)) if is_lora_enabled(model) else nnx.Nothing()
        self._filters = (nnx.Not(frozen), frozen)
        step = trainer.create_train_step_fn()

        def update(graph: Any, optimizer: Any, model: Any, frozen: Any, rows: Rows) -> Any:
            trained = nnx.merge(graph, optimizer, model, frozen)
            loss, told, _ = step(*trained, rows)
            return loss, told, nnx.state(trained, self._filters[0])

        # they stay where they lie: left to the compiler, what comes back is split otherwise, and compiled for once more
        places = jax.tree.map(lambda x: x.sharding, nnx.state(self._trained, self._filters[0]))
        self.program = jax.jit(update, donate_argnames="optimizer", out_shardings=(None, None, places))

    def arguments(self) -> tuple[Any, ...]:
        """What `program` takes before the rows."""
        changing, frozen = self._filters
        moments, weights = nnx.All(changing, nnx.Not(nnx.Param)), nnx.All(changing, nnx.Param)
        return nnx.split(self._trained, moments, weights, frozen)

    def __call__(self, rows: Rows) -> tuple[jax.Array, dict[str, jax.Array]]:
        """Trains on rows; returns the loss and what it reports."""
        loss, told, new = self.program(*self.arguments(), rows)
        nnx.update(self._trained, new)
        return loss, told
