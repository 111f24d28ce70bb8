"""Completions of a policy: `Generator` samples them for evaluation, for a question asked, and for search."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

import jax
from flax import nnx
from tunix.generate import sampler

from tunix_reasoning.model import Policy


@dataclasses.dataclass(frozen=True, slots=True)
class Completion:
    """One sampled continuation of a prompt."""

    text: str
    tokens: int
    """Tokens generated, without the end token."""
    truncated: bool
    """It ran into the token limit before it ended."""


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
        model = self._policy.sampled()
        if self._model is not model:  # the first call, or the policy has got adapters
            self._model = model
            size = self._max_prompt_length + self._max_tokens
            cache = sampler.CacheConfig(cache_size=size, **cache_shape(self._model))
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


def cache_shape(model: Any) -> dict[str, int]:
    config = model.config
    return {
        "num_layers": config.num_layers, "num_kv_heads": config.num_kv_heads, "head_dim": config.head_dim,
    }
