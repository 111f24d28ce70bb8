"""Rewards under their names, each with its weight: Tunix's reward manager for them.

Tunix's own manager names rewards after `__name__`, which lambdas share and partials lack, and takes any shape
that NumPy can broadcast. Here a reward is what the mapping calls it, is asked only for the columns that it names,
and has to give one finite number a completion.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from tunix.rl import function_registry, reward_manager

from tunix_reasoning.config import GRPOConfig
from tunix_reasoning.rewards import REWARDS

MANAGER = "named"
"""The manager's name in Tunix's registry."""

TAKEN = (
    "step", "reward", "accuracy", "loss", "kl", "entropy", "clip_fraction", "gradient_norm", "length_mean",
    "length_max", "zero_variance", "truncated", "unparsed", "no_signal",
    "tokens_per_second", "seconds", "validation", "prompt",
    "completion", "answer",
)
"""Columns of `metrics.jsonl` and `samples.jsonl` besides the rewards."""

RewardFunction = Callable[..., Sequence[float]]


@dataclass(frozen=True)
class Reward:
    """A reward as it is trained on."""

    name: str
    function: RewardFunction
    """Called as `function(prompts=…, completions=…, **columns)`, with those of the columns that it takes."""
    weight: float

    def __call__(self, texts: Mapping[str, Sequence[str]]) -> np.ndarray:
        """One number a completion, unweighted: [completions].

        Raises:
            ValueError: the function returned something else.
        """
        values = self.function(**self._taken(texts))
        count = len(texts["completions"])
        try:
            array = np.asarray(values, dtype=float)
        except (TypeError, ValueError):
            raise ValueError(f"reward {self.name!r} must return numbers. Received: {values!r:.80}") from None
        if array.shape != (count,):
            raise ValueError(f"reward {self.name!r} must return one number for each of {count} completions. "
                             f"Received: shape {array.shape}")
        if not np.isfinite(array).all():
            raise ValueError(f"reward {self.name!r} must be finite. Received: {array[~np.isfinite(array)][0]}")
        return array

    def _taken(self, texts: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
        parameters = inspect.signature(self.function).parameters
        if any(p.kind is inspect.Parameter.VAR_KEYWORD for p in parameters.values()):
            return {name: list(column) for name, column in texts.items()}
        return {name: list(column) for name, column in texts.items() if name in parameters}


def weighed(rewards: Mapping[str, tuple[RewardFunction, float]] | None, config: GRPOConfig) -> list[Reward]:
    """The rewards to train on: the three with the configuration's weights, or those given instead.

    Raises:
        ValueError: a name is not a text, a function cannot be called, or a weight is not a finite number.
    """
    if rewards is None:
        pairs = zip(REWARDS.items(), config.reward_weights, strict=True)
        return [Reward(name, function, weight) for (name, function), weight in pairs]
    if not rewards:
        raise ValueError("rewards must map at least one name to (function, weight). Received: none")
    chosen = []
    for name, pair in rewards.items():
        if not (isinstance(name, str) and name.isidentifier()):
            raise ValueError(f"the name of a reward must be a word such as 'brevity'. Received: {name!r}")
        if name in TAKEN or name.endswith("_spread"):
            raise ValueError(f"a reward needs a name of its own: {name!r} is the name of another column")
        if not (isinstance(pair, tuple | list) and len(pair) == 2 and callable(pair[0])):
            raise ValueError(f"reward {name!r} must be (function, weight). Received: {pair!r}")
        function, weight = pair
        if isinstance(weight, bool) or not isinstance(weight, int | float) or not np.isfinite(weight):
            raise ValueError(f"the weight of reward {name!r} must be a finite number. Received: {weight!r}")
        chosen.append(Reward(name, function, float(weight)))
    return chosen


@function_registry.register_reward_manager(MANAGER)
class NamedRewards(reward_manager.AbstractRewardManager):
    """Tunix's sum of rewards, each times its weight; each by itself stays unweighted."""

    def __call__(self, prompts: list[str], completions: list[str], **columns: Any) -> dict[str, Any]:
        """`rewards`, weighted sums [completions]; `parts`, the values by name; `log_metrics`, as Tunix logs them."""
        texts = {"prompts": prompts, "completions": completions, **columns}
        parts = {reward.name: reward(texts) for reward in self.reward_fns}
        total = sum(reward.weight * parts[reward.name] for reward in self.reward_fns)
        logged = {f"rewards/{name}": (values, np.mean) for name, values in parts.items()}
        return {"rewards": total, "parts": parts, "log_metrics": logged}
