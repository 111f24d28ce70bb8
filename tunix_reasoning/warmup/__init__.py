"""The SFT warm-up that makes the embedded model: `warm_up` with a `WarmupConfig`."""

from tunix_reasoning.warmup.narrow import NARROW, running_sums
from tunix_reasoning.warmup.recipe import WarmupConfig, warm_up

__all__ = ["NARROW", "WarmupConfig", "running_sums", "warm_up"]
