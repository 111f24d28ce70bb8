"""SFT: a policy learns from worked solutions what form a completion has, before GRPO rewards what it writes.

A base model that never writes the tags earns nothing that GRPO could tell apart. A few steps on worked solutions
bring it into the form; they are packed, scored and updated as GRPO's completions are, a single one after each prompt.

    SFTTrainer(policy, config, ReasoningDataset(config), Path("runs/mine/sft")).train()
"""

from __future__ import annotations

import math
import sys
import time
from dataclasses import replace
from pathlib import Path

import jax
import numpy as np
from jax.sharding import NamedSharding, PartitionSpec
from tqdm.auto import tqdm

from tunix_reasoning.config import GRPOConfig, ReasoningTrainingConfig
from tunix_reasoning.dataset import Example, ReasoningDataset
from tunix_reasoning.files import Row
from tunix_reasoning.hosts import on_any
from tunix_reasoning.interruption import Interruption, TrainingStopped, interrupted
from tunix_reasoning.model import Policy, make_trainable
from tunix_reasoning.prompts import create_prompt, format_completion
from tunix_reasoning.training.batches import Batches
from tunix_reasoning.training.checkpoints import Checkpoints
from tunix_reasoning.training.guards import require_finite_weights
from tunix_reasoning.training.history import History
from tunix_reasoning.training.loss import completion_weights, supervised_loss
from tunix_reasoning.training.optimizer import gradient_norm
from tunix_reasoning.training.programs import Update, lone_trainer
from tunix_reasoning.training.rows import Rows, RowShape, pack
from tunix_reasoning.training.tunix import shard_optimizer


def supervised_settings(config: ReasoningTrainingConfig) -> GRPOConfig:
    """What GRPO's settings are while the warm-up runs its update."""
    return replace(
        config.grpo, batch_size=config.sft_batch_size, micro_batch_size=None, num_iterations=1,
        learning_rate=config.sft_learning_rate,
    )


def solution_shape(config: GRPOConfig, solutions: int, parts: int) -> RowShape:
    """How so many worked solutions are laid out in as many rows as they are split into `parts`."""
    return RowShape(parts, -(-solutions // parts), 1, config.max_prompt_length, config.max_response_length)


class SFTTrainer:
    """Trains a policy in place on worked solutions, each the trace of a training question and its answer."""

    def __init__(
        self, policy: Policy, config: ReasoningTrainingConfig, data: ReasoningDataset, output: Path | None = None
    ) -> None:
        """Chooses the solutions: a row's trace, or its concise one where only that is within the limits.

        Args:
            policy: gets adapters with `lora_rank`; GRPO goes on with them.
            config: its `sft_…` settings, and of `grpo` the limits, the rank and the seed.
            data: its `train` split is used.
            output: receives `metrics.jsonl` and `checkpoints/`; training goes on from the last checkpoint there.

        Raises:
            ValueError: no solution is within `max_prompt_length` and `max_response_length`.
        """
        self.policy, self.steps, self._output = policy, config.sft_steps, output
        self._config = supervised_settings(config)
        self.solutions = {e["id"]: found for e in data.split("train") if (found := self._solution(e))}
        """Prompt and completion of each training question, as tokens."""
        if not self.solutions:
            raise ValueError(
                f"no training question has a worked solution within max_prompt_length={config.grpo.max_prompt_length} "
                f"and max_response_length={config.grpo.max_response_length} tokens"
            )
        self._batches = Batches([e for e in data.split("train") if e["id"] in self.solutions], self._config)

    def train(self) -> list[Row]:
        """Runs the steps that are left; returns a row a step: `loss` in nats a token, `tokens`, `seconds` and more.

        Raises:
            Interrupted: Ctrl-C or SIGTERM; what is done is saved.
            TrainingStopped: a number is not finite.
        """
        make_trainable(self.policy, self._config.lora_rank, self._config.rematerialize)
        trainer = lone_trainer(self.policy.model, self._config, self.steps, supervised_loss)
        shard_optimizer(trainer, self.policy.mesh)
        history = History(self._output)
        checkpoints = Checkpoints(self._output, len(history.rows))
        try:
            done, _ = checkpoints.go_on(trainer.model, trainer.optimizer)
            history.cut(done)
            update = Update(trainer, trainer.model, trainer.optimizer)
            bar = tqdm(range(done + 1, self.steps + 1), "SFT", unit="step", initial=done, total=self.steps,
                       mininterval=0.1 if sys.stderr.isatty() else 15.0)
            with Interruption() as interruption, self.policy.mesh:
                for step in bar:
                    row = {"step": step} | self._step(update, self._batches[step])
                    if not math.isfinite(row["loss"]):
                        raise TrainingStopped(f"step {step} of the warm-up went wrong: loss is {row['loss']}. "
                                              "A lower sft_learning_rate helps")
                    row["gradient_norm"] = float(gradient_norm(trainer.optimizer))
                    history.add(row)
                    bar.set_postfix(loss=f"{row['loss']:.3f}", refresh=False)
                    stopping = on_any(interruption.asked)
                    if step == self.steps or step % self._config.checkpoint_every == 0 or stopping:
                        require_finite_weights(trainer.model, f"after step {step} of the warm-up")
                        checkpoints.save(step, trainer.model, trainer.optimizer, {})
                    if stopping:
                        raise interrupted(f"step {step} of the warm-up", self._output and self._output.parent)
        finally:
            checkpoints.close()
        self.policy.model = trainer.model
        return history.rows

    def _step(self, update: Update, asked: list[Example]) -> Row:
        began = time.perf_counter()
        prompts, completions = zip(*(self.solutions[e["id"]] for e in asked), strict=True)
        lengths = np.array([len(tokens) for tokens in completions])
        loss, told = update(self._rows(prompts, completions, lengths))
        return {"loss": float(loss), "entropy": float(told["entropy"]), "tokens": int(lengths.sum()),
                "seconds": time.perf_counter() - began}

    def _rows(self, prompts: tuple[np.ndarray, ...], completions: tuple[np.ndarray, ...], lengths: np.ndarray) -> Rows:
        shape = solution_shape(self._config, len(prompts), self.policy.mesh.shape["fsdp"])
        weights = completion_weights(lengths, "token-mean", shape.response)
        pad = self.policy.tokenizer.pad_id()
        rows = pack(prompts, completions, np.ones(len(prompts)), weights, shape, pad)
        return jax.device_put(rows, NamedSharding(self.policy.mesh, PartitionSpec("fsdp")))

    def _solution(self, example: Example) -> tuple[np.ndarray, np.ndarray] | None:
        encode, begin = self.policy.tokenizer.encode, self.policy.tokenizer.bos_id()
        prompt = [begin, *encode(create_prompt(example["question"]))]
        for trace in (example["reasoning_trace"], example["metadata"].get("concise")):
            tokens = [*encode(format_completion(trace, example["answer"])), self.policy.end_tokens[0]] if trace else []
            if 0 < len(tokens) <= self._config.max_response_length and len(prompt) <= self._config.max_prompt_length:
                return np.array(prompt), np.array(tokens)
        return None
