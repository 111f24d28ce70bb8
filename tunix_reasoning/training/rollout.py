"""The rollout engine given to Tunix.

Two things differ from Tunix 0.1.7's `VanillaRollout`, which samples with the same random key at
every step and cuts the end token off every completion. Here each call folds its number into the key,
so that a prompt met twice is answered anew; and the end token stays, so that stopping is part of what the
policy is trained on and a truncated completion can be told from a finished one.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable
from typing import Any

import jax
import numpy as np
from flax import nnx
from tunix.rl.rollout import base_rollout, vanilla_rollout

from tunix_reasoning.generation import cache_shape


class SeededRollout(vanilla_rollout.VanillaRollout):
    """Tunix's rollout with a fresh key a call and the end token kept."""

    def __init__(
        self,
        rollout_actor: nnx.Module,
        tokenizer: Any,
        mesh: jax.sharding.Mesh,
        rollout_config: base_rollout.RolloutConfig,
        sampled: Callable[[], nnx.Module] | None = None,
    ) -> None:
        """`sampled` gives the model with the weights of now; without it, that is `rollout_actor`."""
        self._sampled = sampled or (lambda: rollout_actor)
        shape = cache_shape(rollout_actor)
        super().__init__(
            self._sampled(), tokenizer, base_rollout.CacheConfig(rollout_config.kv_cache_size, **shape)
        )
        self.calls = 0
        """Number of calls so far; set on resume, so that a resumed run samples what the unbroken one would have."""
        self.seconds = 0.0
        """Time spent sampling."""
        self._lengths: list[int] = []
        self._truncated: list[bool] = []

    def generate(
        self, prompts: list[str], rollout_config: base_rollout.RolloutConfig, **kwargs: Any
    ) -> base_rollout.RolloutOutput:
        """Samples a completion of each prompt; the same prompt twice in a call gives two samples."""
        start = time.perf_counter()
        key = jax.random.fold_in(jax.random.PRNGKey(rollout_config.seed), self.calls)
        self.calls += 1
        self._sampled()  # renews the copy whose weights the sampler holds
        output = super().generate(prompts, dataclasses.replace(rollout_config, seed=key), **kwargs)
        limit, end = rollout_config.max_tokens_to_generate, rollout_config.eos_tokens[0]
        self._lengths += [len(tokens) for tokens in output.tokens]
        self._truncated += [len(tokens) >= limit for tokens in output.tokens]
        output.tokens = [np.append(t, end) if len(t) < limit else t for t in output.tokens]
        self.seconds += time.perf_counter() - start
        return output

    def take_lengths(self) -> tuple[list[int], list[bool]]:
        """Tokens of each completion since the last call, without the end token, and whether it was cut off."""
        taken = self._lengths, self._truncated
        self._lengths, self._truncated = [], []
        return taken
