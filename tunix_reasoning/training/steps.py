"""A row of metrics a step, from Tunix's rollouts and updates: progress bar, `metrics.jsonl`, `samples.jsonl`."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from tqdm.auto import tqdm
from tunix.rl.grpo.grpo_learner import GRPOLearner

from tunix_reasoning.config import GRPOConfig
from tunix_reasoning.rewards import reward_metrics


class StepLog:
    """Stands in the place of Tunix's progress bar, which is told of every step when its loss has arrived."""

    def __init__(self, config: GRPOConfig, rewards: Sequence[str], steps: int, output: Path | None) -> None:
        """`rewards` names the columns of the learner's `reward_manager.parts`; `output` None writes nothing."""
        self.history: list[dict[str, Any]] = []
        """One row a step so far, as in `metrics.jsonl`."""
        self._config = config
        self._rewards = list(rewards)
        self._steps = steps
        self._output = output
        self._batch: dict[str, Any] = {}

    def start(self, learner: GRPOLearner) -> int:
        """Attaches to a learner; returns the steps it has behind it, whose rows are kept when it resumes."""
        self._learner = learner
        actor = learner.rl_cluster.actor_trainer
        actor._pbar = self  # Tunix 0.1.7 has no public way to replace its bar
        self._step = done = actor.train_steps
        if self._output:
            self._output.mkdir(parents=True, exist_ok=True)
            self.history = _keep(self._output / "metrics.jsonl", done)
            _keep(self._output / "samples.jsonl", done)
        quiet = 0.1 if sys.stderr.isatty() else 15.0
        self._bar = tqdm(total=self._steps, initial=done, desc="GRPO", unit="step", mininterval=quiet)
        self._began = time.perf_counter()
        self._seconds = self._phases()
        return done

    def watched(self, batches: Iterable[dict[str, np.ndarray]]) -> Iterator[dict[str, np.ndarray]]:
        """The batches; where the next one is asked for, the step before it is done and gets its row.

        Left alone, Tunix would report each loss a step late, after the next checkpoint: the seconds would be those of
        another step, and a run that is killed would miss a row.
        """
        actor = self._learner.rl_cluster.actor_trainer
        for batch in batches:
            if actor._prev_buffered_train_metrics is not None:
                actor._write_train_metrics()
            yield batch

    def on_rollout(
        self,
        prompts: list[str],
        completions: list[str],
        rewards: np.ndarray,
        advantages: np.ndarray,
        **columns: Any,
    ) -> dict[str, Any]:
        """Tunix's metric function: called once a step, after the rollout and before the update."""
        lengths, truncated = self._learner.rl_cluster.rollout.take_lengths()
        self._batch = {
            "prompts": prompts,
            "completions": completions,
            "answers": columns["answer"],
            "verifiable": [not rubric for rubric in columns["rubric"]],
            "rewards": rewards,
            "parts": self._learner.reward_manager.parts,
            "lengths": lengths,
            "truncated": truncated,
        }
        return {}

    def update_metrics(self, metric_names: list[str], mode: Any, ndigits: int = 3) -> None:
        """Part of the bar's interface; the row of `update` says more."""

    def update(self, n: int = 1) -> None:
        """The step gets its row."""
        self._step += n
        row = {"step": self._step, **self._row(self._batch)}
        self.history.append(row)
        if self._output:
            _append(self._output / "metrics.jsonl", row)
            _append(self._output / "samples.jsonl", self._sample(self._step, self._batch))
        shown = {"reward": row["reward"], "accuracy": row["accuracy"], "kl": row["kl"]}
        self._bar.set_postfix({name: f"{value:.3f}" for name, value in shown.items()}, refresh=False)
        self._bar.update(n)

    def close(self) -> None:
        """Leaves the bar as it stands."""
        self._bar.close()

    def _row(self, batch: dict[str, Any]) -> dict[str, Any]:
        summary = reward_metrics(
            batch["rewards"].tolist(), self._config.num_generations, batch["completions"], batch["truncated"]
        )
        row: dict[str, Any] = {"reward": summary.pop("mean"), "reward_spread": summary.pop("spread")}
        parts = batch["parts"]  # [completions, rewards]
        for name, values in zip(self._rewards, parts.T, strict=True):
            row |= {name: float(values.mean()), f"{name}_spread": float(values.std())}
        correct = parts[np.asarray(batch["verifiable"]), self._rewards.index("correctness")]
        now, before = self._phases(), self._seconds
        self._seconds = now
        seconds = {name: round(now[name] - before[name], 3) for name in now}
        metrics = self._learner.rl_cluster.actor_trainer.metrics_logger
        return row | {
            "accuracy": float(correct.mean()) if len(correct) else 0.0,
            "kl": float(metrics.get_metric_history("actor", "kl", "train")[-1]),
            "loss": float(metrics.get_metric_history("actor", "loss", "train")[-1]),
            "length_mean": float(np.mean(batch["lengths"])),
            "length_max": int(max(batch["lengths"])),
            **summary,
            "tokens_per_second": round(sum(batch["lengths"]) / max(seconds["total"], 1e-3), 1),
            "seconds": seconds,
        }

    def _sample(self, step: int, batch: dict[str, Any]) -> dict[str, Any]:
        """The step's first completion, with its rewards."""
        texts = {
            "prompt": str(batch["prompts"][0]),
            "completion": batch["completions"][0],
            "answer": str(batch["answers"][0]),
        }
        parts = dict(zip(self._rewards, map(float, batch["parts"][0]), strict=True))
        return {"step": step, **texts, "reward": float(batch["rewards"][0]), **parts}

    def _phases(self) -> dict[str, float]:
        """Seconds since the start; what is neither rollout nor reward is the reference and the update."""
        rollout, reward = self._learner.rl_cluster.rollout.seconds, self._learner.reward_manager.seconds
        total = time.perf_counter() - self._began
        return {"rollout": rollout, "reward": reward, "update": total - rollout - reward, "total": total}


def _append(path: Path, row: dict[str, Any]) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _keep(path: Path, steps: int) -> list[dict[str, Any]]:
    """The file's rows up to a step; later ones, written after the checkpoint, are taken out."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    rows = [row for row in map(json.loads, lines) if row["step"] <= steps]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return rows
