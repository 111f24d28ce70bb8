"""What a step gave, and the two rows that are kept of it: a line of `metrics.jsonl` and one of `samples.jsonl`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tunix_reasoning.files import Row
from tunix_reasoning.rewards import correctness_reward, reward_metrics
from tunix_reasoning.traces import quality_applies


@dataclass(frozen=True)
class Step:
    """A step's completions, what they earned and what the update said; N is batch_size × num_generations."""

    number: int
    texts: dict[str, list[str]]
    """`prompts`, `completions` and the columns that rewards read, N of each; a group stands together."""
    lengths: np.ndarray
    """Tokens of each completion without its end token: [N]."""
    truncated: np.ndarray
    """Which completions ran into the limit: [N]."""
    parts: dict[str, np.ndarray]
    """Every reward by its name, unweighted: [N]."""
    rewards: np.ndarray
    """The weighted sums: [N]."""
    advantages: np.ndarray
    """[N]"""
    signal: np.ndarray
    """Which groups teach something, by the spread of their rewards: [batch_size]."""
    update: dict[str, float]
    """`loss`, `kl`, `entropy`, `clip_fraction`, `gradient_norm`: means over the updates."""
    seconds: dict[str, float]
    """Measured, by phase, and `total`."""

    @property
    def group(self) -> int:
        return len(self.rewards) // len(self.signal)

    @cached_property
    def correct(self) -> np.ndarray:
        """Correctness of every completion, whatever is trained on: [N]."""
        return np.asarray(correctness_reward(**self.texts))

    @cached_property
    def checkable(self) -> np.ndarray:
        """Which completions are of rows whose reasoning can be checked: [N]."""
        rows = zip(self.texts["question"], self.texts["milestones"], strict=True)
        return np.array([quality_applies(*row) for row in rows])


def metrics_row(step: Step) -> Row:
    """The step's line of `metrics.jsonl`."""
    summary = reward_metrics(step.rewards.tolist(), step.group, step.texts["completions"], step.truncated.tolist())
    row: Row = {"step": step.number, "reward": summary.pop("mean"), "reward_spread": summary.pop("spread")}
    for name, values in step.parts.items():
        counted = values[step.checkable] if name == "quality" and step.checkable.any() else values
        row |= {name: float(counted.mean()), f"{name}_spread": float(counted.std())}
    return row | {
        "accuracy": _accuracy(step),
        **step.update,
        "length_mean": float(step.lengths.mean()),
        "length_max": int(step.lengths.max()),
        **summary,
        "no_signal": float(1.0 - step.signal.mean()),
        "tokens_per_second": round(float(step.lengths.sum()) / step.seconds["total"], 1),
        "seconds": {phase: round(spent, 3) for phase, spent in step.seconds.items()},
    }


def sample_row(step: Step) -> Row:
    """The step's line of `samples.jsonl`: its first completion, with its rewards."""
    texts = {"prompt": step.texts["prompts"][0], "completion": step.texts["completions"][0],
             "answer": step.texts["answer"][0]}
    parts = {name: float(values[0]) for name, values in step.parts.items()}
    return {"step": step.number, **texts, "reward": float(step.rewards[0]), **parts}


def _accuracy(step: Step) -> float:
    """The share of right answers among completions of verifiable questions, whatever is trained on; 0 without any."""
    verifiable = np.array([not rubric for rubric in step.texts["rubric"]])
    return float(step.correct[verifiable].mean()) if verifiable.any() else 0.0
