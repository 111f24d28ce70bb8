"""What sampling keeps: completions under way, a `Stage`, and those that are done, each a `Sample`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class Sample:
    """One completion as tokens."""

    tokens: np.ndarray
    """With the end token, if it came within the limit: [T]."""
    logps: np.ndarray
    """The log-probability of each at the temperature of sampling (1 where greedy): [T]."""


@dataclass
class Stage:
    """Completions under way: R rows of K lanes each, one lane a completion."""

    cache: Any
    """[R, S, …] a layer: the prompt ends at slot `max_prompt_length`, from there on a token of each lane in turn."""
    owner: np.ndarray
    """The completion that a lane writes, -1 for none: [R, K]."""
    room: int
    """Tokens that the cache holds of each lane."""
