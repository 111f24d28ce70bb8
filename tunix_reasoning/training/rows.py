"""Completions packed into rows for training: a prompt once, then its completions, each seeing the prompt and itself.

Tunix 0.1.7 lays out a row a completion, prompt and completion padded to their limits. Prompts and completions of
everyday lengths fill a fifth of that, and all completions of a group repeat its prompt. Here a row is as long as
the longest needs, rounded up to one of `BUCKETS` lengths, so that few are compiled; positions and mask make the
module compute each completion as if it stood alone after its prompt.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import flax
import jax
import jax.numpy as jnp
import numpy as np

BUCKETS = 8
"""Lengths that rows can have: eighths of the longest possible."""


@flax.struct.dataclass(frozen=True)
class Rows:
    """What an update reads: R rows of L tokens. A row takes several completions of one prompt, or one."""

    tokens: jax.Array
    """Prompt, completions, padding: [R, L]."""
    positions: jax.Array
    """Of each token in its own sequence, prompt and completion: [R, L]."""
    segments: jax.Array
    """0 for the prompt, 1, 2, … for completions, -1 for padding: [R, L]."""
    previous: jax.Array
    """Where in the row the token stands that comes before it in its sequence: [R, L]."""
    advantages: jax.Array
    """Of the completion that a token is of; 0 elsewhere: [R, L]."""
    weights: jax.Array
    """What a token's loss counts; 0 outside of completions: [R, L]."""
    reference_logps: jax.Array | None = None
    """Of the reference of the KL penalty: [R, L]."""
    old_logps: jax.Array | None = None
    """Of the policy that sampled the completions: [R, L]; None where it is still the one that is trained."""


def pack(
    prompts: Sequence[np.ndarray],
    completions: Sequence[np.ndarray],
    advantages: np.ndarray,
    weights: np.ndarray,
    lanes: int,
    longest: int,
    pad: int,
) -> Rows:
    """Lays completions out.

    Args:
        prompts: tokens of each completion's prompt [N]; `lanes` in a row are the same.
        completions: tokens as sampled, end token included [N].
        advantages: [N].
        weights: what each token of a completion counts in the loss [N].
        lanes: completions a row.
        longest: the length of a row whose prompt and completions all reach their limits.
        pad: the token that fills rows up.
    """
    count = len(completions) // lanes
    sizes = np.array([len(c) for c in completions]).reshape(count, lanes).sum(1) + [len(p) for p in prompts[::lanes]]
    length = bucket(int(sizes.max()), longest)
    names = ("tokens", "positions", "segments", "previous", "advantages", "weights")
    kinds = dict.fromkeys(names, np.int32) | dict.fromkeys(names[4:], np.float32)
    laid: dict[str, Any] = {name: np.zeros((count, length), kind) for name, kind in kinds.items()}
    laid["tokens"][:], laid["segments"][:] = pad, -1
    for row in range(count):
        own = prompts[row * lanes]
        end, first = len(own), len(own) - 1
        laid["tokens"][row, :end], laid["segments"][row, :end] = own, 0
        laid["positions"][row, :end] = np.arange(end)
        for lane in range(lanes):
            i = row * lanes + lane
            begin, end = end, end + len(completions[i])
            here = (row, slice(begin, end))
            laid["tokens"][here], laid["segments"][here] = completions[i], lane + 1
            laid["positions"][here] = len(own) + np.arange(end - begin)
            laid["previous"][here] = np.arange(begin, end) - 1
            laid["previous"][row, begin] = first
            laid["advantages"][here], laid["weights"][here] = advantages[i], weights[i]
    return Rows(**laid)


def bucket(length: int, longest: int) -> int:
    """The shortest of the lengths that rows can have that takes so many tokens; multiples of 16."""
    lengths = (-(-longest * part // (16 * BUCKETS)) * 16 for part in range(1, BUCKETS + 1))
    return next(size for size in lengths if size >= length)


def attention_mask(segments: jax.Array) -> jax.Array:
    """Which tokens a token sees [R, L, L]: those before it of its prompt and of its own completion, and itself."""
    place = jnp.arange(segments.shape[1])
    query, key = segments[:, :, None], segments[:, None, :]
    seen = (key == query) | (key == 0)
    return (place[:, None] >= place) & seen & (query >= 0) | jnp.eye(segments.shape[1], dtype=bool)
