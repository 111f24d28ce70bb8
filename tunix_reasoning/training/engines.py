"""Which engine samples: this project's, or vLLM's or SGLang-JAX's by Tunix's classes for them, where installed.

The others were written for accelerators and have not been run here: what Tunix 0.1.7 asks of them is passed on, and
tests hold the names.
"""

from __future__ import annotations

import importlib.util
from functools import partial
from typing import Any

import numpy as np
from tunix.rl.rollout import base_rollout

from tunix_reasoning.config import GRPOConfig
from tunix_reasoning.model import Policy
from tunix_reasoning.training.rollout import GroupRollout

PACKAGES = {"vllm": "vllm", "sglang_jax": "sgl_jax"}
"""Besides `own`, and what has to be importable for them."""


def rollout_engine(config: GRPOConfig, policy: Policy) -> Any:
    """What Tunix's cluster takes for an engine.

    Raises:
        ValueError: it is not installed, or would have to sample on a mesh of its own.
    """
    if config.rollout_engine == "own":
        return partial(GroupRollout, group=config.num_generations, sampled=policy.sampled)
    if policy.sampling_mesh != policy.mesh:
        raise ValueError(f"rollout_engine={config.rollout_engine} samples on the mesh that trains: mesh must be one")
    package = PACKAGES[config.rollout_engine]
    if importlib.util.find_spec(package) is None:
        raise ValueError(f"rollout_engine={config.rollout_engine} needs the package {package}, which is not installed. "
                         "rollout_engine=own needs none")
    return config.rollout_engine


def rollout_settings(config: GRPOConfig, policy: Policy) -> base_rollout.RolloutConfig:
    """Limits, temperature and end tokens for every engine, and for the others where they find the model."""
    length = config.max_prompt_length + config.max_response_length
    own: dict[str, Any] = {}
    if config.rollout_engine == "vllm":
        own = {
            "rollout_vllm_model_version": policy.source,
            "rollout_vllm_sampling_kwargs": {"stop_token_ids": policy.end_tokens},
        }
        if config.lora_rank:
            own["rollout_vllm_lora_config"] = {"rank": config.lora_rank, "alpha": 2.0 * config.lora_rank}
    elif config.rollout_engine == "sglang_jax":
        own = {
            "rollout_sglang_jax_model_version": policy.source,
            "rollout_sglang_jax_context_length": length,
            "rollout_sglang_jax_enable_static_lora": config.lora_rank > 0,
            "rollout_sglang_jax_lora_target_modules": ["all"] if config.lora_rank else None,
            "rollout_sglang_jax_max_lora_rank": config.lora_rank or None,
            "rollout_sglang_jax_lora_scaling": 2.0 if config.lora_rank else None,
        }
    return base_rollout.RolloutConfig(
        max_tokens_to_generate=config.max_response_length,
        max_prompt_length=config.max_prompt_length,
        kv_cache_size=length,
        temperature=config.temperature,
        seed=config.seed,
        eos_tokens=policy.end_tokens,
        **own,
    )


def unpadded(tokens: list[np.ndarray], pad: int) -> list[np.ndarray]:
    """Completions without the padding that the other engines leave at their ends."""
    return [np.trim_zeros(np.asarray(row) - pad, "b") + pad for row in tokens]
