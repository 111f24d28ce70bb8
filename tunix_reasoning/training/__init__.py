"""SFT and GRPO through Tunix: `SFTTrainer`, then `GRPOTrainer`, with rewards of one's own as `RewardFunction`s."""

from tunix_reasoning.training.scoring import RewardFunction
from tunix_reasoning.training.supervised import SFTTrainer
from tunix_reasoning.training.trainer import GRPOTrainer

__all__ = ["GRPOTrainer", "RewardFunction", "SFTTrainer"]
