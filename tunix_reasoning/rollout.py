"""Sampling completions: the rollout engine given to Tunix, and `Generator` for everything else.

Two things differ from Tunix 0.1.7's `VanillaRollout`, which samples with the same random key at
every step and cuts the end token off every completion. Here each call folds its number into the key,
so that a prompt met twice is answered anew; and the end token stays, so that stopping is part of what the
policy is trained on and a truncated completion can be told from a finished one.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Sequence
from typing import Any

import jax
import numpy as np
from flax import nnx
from tunix.generate import sampler
from tunix.rl.rollout import base_rollout, vanilla_rollout

from tunix_reasoning.policy import Policy


@dataclasses.dataclass(frozen=True, slots=True)
class Completion:
    """One sampled continuation of a prompt."""

    text: str
    tokens: int
    """Tokens generated, without the end token."""
    truncated: bool
    """It ran into the token limit before it ended."""


class SeededRollout(vanilla_rollout.VanillaRollout):
    """Tunix's rollout with a fresh key a call and the end token kept."""

    def __init__(
        self,
        rollout_actor: nnx.Module,
        tokenizer: Any,
        mesh: jax.sharding.Mesh,
        rollout_config: base_rollout.RolloutConfig,
    ) -> None:
        shape = _cache_shape(rollout_actor)
        super().__init__(
            rollout_actor, tokenizer, base_rollout.CacheConfig(rollout_config.kv_cache_size, **shape)
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


class Generator:
    """`generate(prompts, n, …)` of a policy, for evaluation and search. It always uses the current weights."""

    def __init__(
        self, policy: Policy, max_prompt_length: int, max_tokens: int, batch_size: int = 128
    ) -> None:
        """Sizes are in tokens; `batch_size` completions are sampled at once."""
        self._policy = policy
        self._max_prompt_length = max_prompt_length
        self._max_tokens = max_tokens
        self._batch_size = batch_size
        self._model: nnx.Module | None = None

    def fits(self, prompt: str) -> bool:
        """Is the prompt, with the begin token, within `max_prompt_length`?"""
        return len(self._policy.tokenizer.encode(prompt)) < self._max_prompt_length

    def __call__(
        self, prompts: Sequence[str], n: int = 1, *, temperature: float = 0.0, seed: int = 0
    ) -> list[list[Completion]]:
        """Samples `n` completions of each prompt, or the greedy one at temperature 0.

        Raises:
            ValueError: a prompt is longer than `max_prompt_length`.
        """
        for prompt in prompts:
            if not self.fits(prompt):
                length = len(self._policy.tokenizer.encode(prompt)) + 1
                raise ValueError(
                    f"a prompt has {length} tokens, over max_prompt_length={self._max_prompt_length}: {prompt[:80]!r}…"
                )
        if self._model is not self._policy.model:  # the first call, or the policy has got adapters
            self._model = self._policy.model
            size = self._max_prompt_length + self._max_tokens
            cache = sampler.CacheConfig(cache_size=size, **_cache_shape(self._model))
            self._sampler = sampler.Sampler(self._model, self._policy.tokenizer, cache)
        queue = [prompt for prompt in prompts for _ in range(n)]
        completions: list[Completion] = []
        with self._policy.mesh:
            for number, start in enumerate(range(0, len(queue), self._batch_size)):
                batch = queue[start : start + self._batch_size]
                completions += self._sample(batch, temperature, seed, number)[: len(batch)]
        return [completions[i : i + n] for i in range(0, len(completions), n)]

    def _sample(self, batch: list[str], temperature: float, seed: int, number: int) -> list[Completion]:
        padded = batch + batch[-1:] * (self._batch_size - len(batch))  # one shape, one compilation
        output = self._sampler(
            padded,
            max_generation_steps=self._max_tokens,
            max_prompt_length=self._max_prompt_length,
            temperature=temperature,
            top_p=1.0 if temperature else None,  # None is greedy
            seed=jax.random.fold_in(jax.random.PRNGKey(seed), number),
            eos_tokens=self._policy.end_tokens,
        )
        return [
            Completion(text, len(tokens), len(tokens) >= self._max_tokens)
            for text, tokens in zip(output.text, output.tokens, strict=True)
        ]


def _cache_shape(model: Any) -> dict[str, int]:
    config = model.config
    return {
        "num_layers": config.num_layers, "num_kv_heads": config.num_kv_heads, "head_dim": config.head_dim,
    }  # fmt: skip
