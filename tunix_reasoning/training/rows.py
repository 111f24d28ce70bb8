"""Completions packed for training: a row of units, each a prompt once and completions of it, end to end.

Tunix 0.1.7 lays out a row a completion, prompt and completion padded to their limits. Prompts and completions of
everyday lengths fill a fifth of that, and all completions of a group repeat its prompt. Here only the row's end is
padding, and attention finds prompts and completions by `Blocks`, so that each is computed as if it stood alone after
its prompt. Lengths are rounded up to few, since each of them is compiled, which takes as long as six steps.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, cast

import flax
import jax
import numpy as np

from tunix_reasoning.model.attention import NOWHERE, Blocks

ROW_LENGTHS = tuple(part / 8 for part in range(1, 9))
BLOCK_LENGTHS = 3 / 4, 1
"""Lengths of rows, and of prompts and completions in blocks, in parts of the longest possible."""


class RowShape(NamedTuple):
    """How the completions of a micro-batch are laid out, whatever their lengths."""

    rows: int
    units: int
    """In a row."""
    lanes: int
    """Completions of a unit."""
    prompt: int
    """Tokens of the longest prompt."""
    response: int
    """Tokens of the longest completion."""

    @property
    def longest(self) -> int:
        """Tokens of a row whose prompts and completions all reach their limits."""
        return self.units * (self.prompt + self.lanes * self.response)

    def lengths(self, row: int, prompt: int, response: int) -> tuple[int, int, int]:
        """Of rows, and of prompts and completions in blocks, for what these need at least."""
        return (bucket(row, self.longest, ROW_LENGTHS), bucket(prompt, self.prompt, BLOCK_LENGTHS),
                bucket(response, self.response, BLOCK_LENGTHS))


@flax.struct.dataclass(frozen=True)
class Rows:
    """What an update reads: R rows of L tokens."""

    tokens: jax.Array
    """[R, L]."""
    positions: jax.Array
    """Of each token in its own sequence, prompt and completion: [R, L]."""
    segments: jax.Array
    """0 for prompts, 1, 2, … for the row's completions, -1 for padding: [R, L]."""
    previous: jax.Array
    """Where in the row the token stands that comes before it in its sequence: [R, L]."""
    advantages: jax.Array
    """Of the completion that a token is of; 0 elsewhere: [R, L]."""
    weights: jax.Array
    """What a token's loss counts; 0 outside of completions: [R, L]."""
    blocks: Blocks
    """Where prompts and completions stand."""
    reference_logps: jax.Array | None = None
    """Of the reference of the KL penalty: [R, L]."""
    old_logps: jax.Array | None = None
    """Of the policy that sampled the completions: [R, L]; None where it is still the one that is trained."""


def pack(
    prompts: Sequence[np.ndarray],
    completions: Sequence[np.ndarray],
    advantages: np.ndarray,
    weights: np.ndarray,
    shape: RowShape,
    pad: int,
) -> Rows:
    """Lays completions out.

    Args:
        prompts: tokens of each completion's prompt [N]; `shape.lanes` in a row are the same.
        completions: tokens as sampled, end token included [N].
        advantages: [N].
        weights: what each token of a completion counts in the loss [N].
        shape: takes N completions or more.
        pad: the token that fills rows up.
    """
    lanes, units = shape.lanes, shape.units
    sizes = np.array([len(c) for c in completions]).reshape(-1, lanes).sum(1) + [len(p) for p in prompts[::lanes]]
    needed = max(sizes[first : first + units].sum() for first in range(0, len(sizes), units))
    length, p, c = shape.lengths(needed, max(map(len, prompts)), max(map(len, completions)))
    names = ("tokens", "positions", "segments", "previous", "advantages", "weights")
    kinds = dict.fromkeys(names, np.int32) | dict.fromkeys(names[4:], np.float32)
    laid: dict[str, Any] = {name: np.zeros((shape.rows, length), kind) for name, kind in kinds.items()}
    laid["tokens"][:], laid["segments"][:] = pad, -1
    first, then, back = places = [
        np.full((shape.rows, *size), NOWHERE, np.int32) for size in ((units, p), (units, lanes, c), (length,))
    ]
    end = 0
    for i, (prompt, completion) in enumerate(zip(prompts, completions, strict=True)):
        (row, unit), lane = divmod(i // lanes, units), i % lanes
        if not lane:
            begin, end = (end if unit else 0), (end if unit else 0) + len(prompt)
            here, last = (row, slice(begin, end)), end - 1
            laid["tokens"][here], laid["segments"][here], laid["positions"][here] = prompt, 0, np.arange(len(prompt))
            first[row, unit, : len(prompt)] = np.arange(begin, end)
            back[here] = unit * p + np.arange(len(prompt))
        begin, end = end, end + len(completion)
        here, own = (row, slice(begin, end)), np.arange(len(completion))
        laid["tokens"][here], laid["segments"][here] = completion, 1 + unit * lanes + lane
        laid["positions"][here] = len(prompt) + own
        laid["previous"][here] = np.where(own, begin + own - 1, last)
        laid["advantages"][here], laid["weights"][here] = advantages[i], weights[i]
        then[row, unit, lane, : len(completion)] = begin + own
        back[here] = units * p + (unit * lanes + lane) * c + own
    return Rows(**laid, blocks=Blocks(*cast(list[Any], places)))


def bucket(length: int, longest: int, parts: Sequence[float]) -> int:
    """The shortest of parts of the longest, rounded up to whole multiples of 16, that takes so many tokens."""
    return next(size for size in (-(-int(longest * part) // 16) * 16 for part in parts) if size >= length)
