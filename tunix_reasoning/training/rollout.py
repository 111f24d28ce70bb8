"""The rollout engine given to Tunix: `GroupRollout`, by this project's sampler.

Tunix 0.1.7's `VanillaRollout` samples with the same random key at every step, reads each prompt once a completion,
and cuts the end token off, whichever it was. Here each call has numbers of its own, so that a prompt met twice
is answered anew; a group's prompt is read once; and the end token stays as it was sampled, so that stopping is
part of what the policy is trained on, and a truncated completion can be told from a finished one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import numpy as np
from flax import nnx
from tunix.rl import common, reshard
from tunix.rl.rollout import base_rollout

from tunix_reasoning.sampling import Sampler


class GroupRollout(base_rollout.BaseRollout):
    """Samples `group` completions of each prompt; bound to its group by `functools.partial`, an engine of Tunix."""

    def __init__(
        self,
        rollout_actor: nnx.Module,
        tokenizer: Any,
        mesh: jax.sharding.Mesh,
        rollout_config: base_rollout.RolloutConfig,
        *,
        group: int,
        sampled: Callable[[], nnx.Module] | None = None,
    ) -> None:
        """`sampled` gives the model with the weights of now; without it, that is `rollout_actor`."""
        config = rollout_config
        self._model, self._tokenizer, self._group = rollout_actor, tokenizer, group
        self._temperature = config.temperature
        ends = config.eos_tokens or [tokenizer.eos_id()]
        self._sampler = Sampler(
            sampled or (lambda: rollout_actor), mesh, tokenizer.pad_id(), ends, config.max_prompt_length,
            config.max_tokens_to_generate,
        )
        self.calls = 0
        """Number of calls so far; set on resume, so that a resumed run samples what the unbroken one would have."""

    def generate(
        self, prompts: list[str], rollout_config: base_rollout.RolloutConfig, **kwargs: Any
    ) -> base_rollout.RolloutOutput:
        """Samples a completion of each prompt; prompts come in groups of the same, `group` times in a row.

        Raises:
            ValueError: they do not.
        """
        config, first = rollout_config, prompts[:: self._group]
        if list(prompts) != [prompt for prompt in first for _ in range(self._group)]:
            raise ValueError(f"prompts must come {self._group} times in a row, as many as num_generations")
        tokens = [[self._tokenizer.bos_id(), *self._tokenizer.encode(prompt)] for prompt in first]
        rng = np.random.default_rng([config.seed, self.calls])
        uniforms = rng.random((len(prompts), config.max_tokens_to_generate), np.float32)
        self.calls += 1
        samples = self._sampler(tokens, self._group, config.temperature, uniforms)
        ends = config.eos_tokens or [self._tokenizer.eos_id()]
        texts = [self._tokenizer.decode(s.tokens[: -1 if s.tokens[-1] in ends else None].tolist()) for s in samples]
        padded = np.full((len(prompts), config.max_prompt_length), self.pad_id(), np.int32)
        for row, own in zip(padded, np.repeat(np.arange(len(first)), self._group), strict=True):
            row[len(row) - len(tokens[own]) :] = tokens[own]
        return base_rollout.RolloutOutput(
            text=texts, logits=[], tokens=[s.tokens for s in samples], left_padded_prompt_tokens=padded,
            logprobs=[s.logps for s in samples],
        )

    def get_per_token_logps(self, prompt_tokens: jax.Array, completion_tokens: jax.Array) -> jax.Array:
        """Log-probs of the completions [N, C] at the temperature of sampling, which Tunix's own forgets."""
        return common.compute_per_token_logps(
            *nnx.split(self._model), prompt_tokens, completion_tokens, self.pad_id(), self.eos_id(),
            temperature=self._temperature,
        )

    def update_params(self, params: Any, filter_types: tuple[Any, ...] | None = None) -> None:
        """Takes over weights, all of them or those of the given types, from another layout."""
        own = nnx.state(self._model, *(filter_types or (nnx.Param,)))
        nnx.update(self._model, reshard.reshard_pytree(params, own))

    def pad_id(self) -> int:
        return self._tokenizer.pad_id()

    def eos_id(self) -> int:
        return self._tokenizer.eos_id()

    def model(self) -> nnx.Module:
        return self._model
