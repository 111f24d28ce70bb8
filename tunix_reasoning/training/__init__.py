"""GRPO through Tunix: `GRPOTrainer`."""

from tunix_reasoning.training.trainer import GRPOTrainer

__all__ = ["GRPOTrainer"]
