"""Train Gemma models to reason in the open with GRPO through Google's Tunix.

The trainer is imported when it is first asked for: configuration, data and rewards work without JAX.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from tunix_reasoning.config import GRPOConfig, ReasoningTrainingConfig
from tunix_reasoning.dataset import ReasoningDataset

if TYPE_CHECKING:
    from tunix_reasoning.model import Policy, load_policy
    from tunix_reasoning.training import GRPOTrainer

__all__ = [
    "GRPOConfig",
    "GRPOTrainer",
    "Policy",
    "ReasoningDataset",
    "ReasoningTrainingConfig",
    "load_policy",
]

_WITH_JAX = {"GRPOTrainer": "training", "Policy": "model", "load_policy": "model"}


def __getattr__(name: str) -> Any:
    if name in _WITH_JAX:
        return getattr(import_module(f"tunix_reasoning.{_WITH_JAX[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
