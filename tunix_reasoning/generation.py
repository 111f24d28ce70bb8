"""Completions of a policy as text: `Generator` samples them for evaluation, for a question asked, and for search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from tunix_reasoning.model import Policy
from tunix_reasoning.sampling import Sample, Sampler


@dataclass(frozen=True, slots=True)
class Completion:
    """One sampled continuation of a prompt."""

    text: str
    tokens: int
    """Tokens generated, without the end token."""
    truncated: bool
    """It ran into the token limit before it ended."""


class Generator:
    """`generate(prompts, n, …)` of a policy, for evaluation and search. It always uses the current weights.

    The greedy completion of a prompt depends on nothing else; a sampled one also on the seed, on its prompt's place
    among those asked and on its own place among that prompt's.
    """

    def __init__(
        self, policy: Policy, max_prompt_length: int, max_tokens: int, batch_size: int = 128
    ) -> None:
        """Sizes are in tokens; at most `batch_size` completions are sampled at once.

        Raises:
            ValueError: the limits do not fit the model's sliding window.
        """
        self._policy = policy
        self._max_prompt_length = max_prompt_length
        self._max_tokens = max_tokens
        self._batch_size = batch_size
        self._sampler = Sampler(
            policy.sampled, policy.sampling_mesh, policy.tokenizer.pad_id(), policy.end_tokens, max_prompt_length,
            max_tokens,
        )

    def fits(self, prompt: str) -> bool:
        """Is the prompt, with the begin token, within `max_prompt_length`?"""
        return len(self._tokens(prompt)) <= self._max_prompt_length

    def __call__(
        self, prompts: Sequence[str], n: int = 1, *, temperature: float = 0.0, seed: int = 0,
        done: Callable[[int], object] | None = None,
    ) -> list[list[Completion]]:
        """Samples `n` completions of each prompt, or the greedy one at temperature 0.

        `done` is told, batch by batch, how many completions have come.

        Raises:
            ValueError: a prompt is longer than `max_prompt_length`, or the model computes what is no number.
        """
        tokens = [self._fitting(prompt) for prompt in prompts]
        found: dict[int, list[Completion]] = {}
        order = sorted(range(len(prompts)), key=lambda i: len(tokens[i]))  # alike in length, so less padding
        size = max(1, self._batch_size // n)
        for begin in range(0, len(order), size):
            batch = order[begin : begin + size]
            uniforms = np.concatenate([_uniforms(seed, i, n, self._max_tokens) for i in batch])
            rows = min(size, 1 << (len(batch) - 1).bit_length())
            samples = self._sampler([tokens[i] for i in batch], n, temperature, uniforms, rows)
            for place, i in enumerate(batch):
                found[i] = [self._completion(sample) for sample in samples[place * n : (place + 1) * n]]
            if done:
                done(len(batch) * n)
        return [found[i] for i in range(len(prompts))]

    def stream(self, prompt: str, heard: Callable[[str], None]) -> Completion:
        """The greedy completion, the same as of a call; `heard` is given the text so far, every few tokens.

        Raises:
            ValueError: as of a call.
        """
        decode = self._policy.tokenizer.decode
        one = [self._fitting(prompt)]
        ends = [self._policy.tokenizer.pad_id(), *self._policy.end_tokens]

        def so_far(tokens: np.ndarray) -> None:
            text = decode([token for token in tokens[0].tolist() if token not in ends])
            heard(text.rstrip("\N{REPLACEMENT CHARACTER}"))  # a character whose bytes have not all come

        uniforms = _uniforms(0, 0, 1, self._max_tokens)
        [sample] = self._sampler(one, 1, 0.0, uniforms, heard=so_far)
        return self._completion(sample)

    def _fitting(self, prompt: str) -> list[int]:
        tokens = self._tokens(prompt)
        if len(tokens) > self._max_prompt_length:
            raise ValueError(
                f"a prompt has {len(tokens)} tokens, over max_prompt_length={self._max_prompt_length}: "
                f"{prompt[:80]!r}…"
            )
        return tokens

    def _tokens(self, prompt: str) -> list[int]:
        tokenizer = self._policy.tokenizer
        return [tokenizer.bos_id(), *tokenizer.encode(prompt)]

    def _completion(self, sample: Sample) -> Completion:
        if not np.isfinite(sample.logps).all():
            raise ValueError(f"{self._policy.source} computes what is no number: its weights are damaged or overflow")
        tokens = sample.tokens.tolist()
        truncated = tokens[-1] not in self._policy.end_tokens
        own = tokens if truncated else tokens[:-1]
        return Completion(self._policy.tokenizer.decode(own), len(own), truncated)


def _uniforms(seed: int, prompt: int, n: int, tokens: int) -> np.ndarray:
    """The numbers that decide a prompt's completions [n, tokens]; the first ones are the same for any n."""
    return np.random.default_rng([seed, prompt]).random((n, tokens), np.float32)
