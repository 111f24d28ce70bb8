"""What values settings may have: types, ranges, choices, and what must go together."""

from __future__ import annotations

import math
from dataclasses import fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tunix_reasoning.config import GRPOConfig, ReasoningTrainingConfig

AT_LEAST_ONE = (
    "max_prompt_length", "max_response_length", "num_training_steps", "batch_size", "checkpoint_every",
    "num_iterations", "validation_questions",
)
POSITIVE = ("learning_rate", "temperature", "clip_range", "max_grad_norm")
NOT_NEGATIVE = (
    "kl_coef", "format_reward_weight", "correctness_reward_weight", "reasoning_quality_weight", "lora_rank", "seed",
    "min_group_spread", "validation_every", "compute_logps_chunk_size",
)
CHOICES = {  # as Tunix calls them
    "loss_agg_mode": ("sequence-mean-token-mean", "token-mean", "sequence-mean-token-scale"),
    "advantage_estimator": ("grpo", "drgrpo", "rloo"),
    "rollout_engine": ("own", "vllm", "sglang_jax"),
}


def check_algorithm(config: GRPOConfig) -> None:
    """Raises ValueError, with the setting's name and the value received, where one is not allowed."""
    for field in fields(config):
        check_type(field.name, getattr(config, field.name), str(field.type))
    for name in AT_LEAST_ONE:
        if getattr(config, name) < 1:
            raise ValueError(f"{name} must be at least 1. Received: {getattr(config, name)}")
    if config.num_generations < 2:
        raise ValueError(
            f"num_generations must be at least 2, to compare within a group. Received: {config.num_generations}"
        )
    for name in POSITIVE:
        if getattr(config, name) <= 0:
            raise ValueError(f"{name} must be greater than 0. Received: {getattr(config, name)}")
    for name in NOT_NEGATIVE:
        if getattr(config, name) < 0:
            raise ValueError(f"{name} must not be negative. Received: {getattr(config, name)}")
    for name, allowed in CHOICES.items():
        if getattr(config, name) not in allowed:
            raise ValueError(f"{name} must be one of {', '.join(allowed)}. Received: {getattr(config, name)}")
    if config.clip_range_high is not None and config.clip_range_high < config.clip_range:
        raise ValueError(
            f"clip_range_high must be at least clip_range ({config.clip_range}). Received: {config.clip_range_high}"
        )
    micro = config.micro_batch_size
    if micro is not None and (micro < 1 or config.batch_size % micro):
        raise ValueError(f"micro_batch_size must divide batch_size ({config.batch_size}). Received: {micro}")


def check_run(config: ReasoningTrainingConfig) -> None:
    """The same of a run's settings."""
    for name in ("training_questions", "evaluation_questions", "evaluation_samples", "sft_steps"):
        if getattr(config, name) < 0:
            raise ValueError(f"{name} must not be negative. Received: {getattr(config, name)}")
    if config.max_minutes is not None and not 0 < config.max_minutes < 1e6:  # NaN too
        raise ValueError(f"max_minutes must be finite and greater than 0. Received: {config.max_minutes}")
    for name in ("evaluation_batch_size", "sft_batch_size"):
        if getattr(config, name) < 1:
            raise ValueError(f"{name} must be at least 1. Received: {getattr(config, name)}")
    if not 0 < config.sft_learning_rate < math.inf:
        raise ValueError(f"sft_learning_rate must be finite and greater than 0. Received: {config.sft_learning_rate}")


def check_type(name: str, value: Any, kind: str) -> None:
    """Refuses what Python would let through: True for 1, 8.0 for 8, an infinite rate."""
    wanted = kind.removesuffix(" | None")
    if value is None and wanted != kind:
        return
    number = isinstance(value, int | float) and not isinstance(value, bool)
    right = {"int": number and isinstance(value, int), "float": number, "bool": isinstance(value, bool)}
    if not right.get(wanted, isinstance(value, str)):
        raise ValueError(f"{name} must be of type {kind}. Received: {value!r}")
    if number and not math.isfinite(value):
        raise ValueError(f"{name} must be finite. Received: {value}")
