"""Sequence packing for supervised training: several conversations share a row and see only themselves.

Conversations of this project have about a hundred tokens; padded to the longest, two thirds of a batch would
be padding. Packed, each keeps positions of its own, and attention is blocked between neighbours, so that the
loss of every token is what it would be alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from random import Random
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
import sentencepiece
from flax import nnx

POOL = 64
"""Conversations a row is filled from."""


def packed_rows(
    examples: Iterable[dict[str, Any]],
    tokenizer: sentencepiece.SentencePieceProcessor,
    converse: Callable[[dict[str, Any], Random], tuple[str, str]],
    row_length: int,
    seed: int,
) -> Iterator[np.ndarray]:
    """Rows `[3, row_length]` of tokens, targets and segments; conversations are never split.

    `converse` makes a prompt and its completion of an example. Each row takes the longest conversations that fit, out
    of a pool; one longer than a row is left out. Targets mark the tokens to learn, those of completions. Segments
    number the conversations of a row from 1; 0 is padding.
    """
    rng = Random(f"{seed}/warmup")
    end_of_turn = tokenizer.piece_to_id("<end_of_turn>")

    def conversations() -> Iterator[tuple[list[int], list[int]]]:
        for example in examples:
            asked, said = converse(example, rng)
            prompt = [tokenizer.bos_id(), *tokenizer.encode(asked)]
            answer = [*tokenizer.encode(said), end_of_turn]
            if len(prompt) + len(answer) <= row_length:
                yield prompt + answer, [0] * len(prompt) + [1] * len(answer)

    stream = conversations()
    pool = list(islice(stream, POOL))
    while pool:
        row = np.zeros((3, row_length), np.int32)
        used = count = 0
        left = []
        for tokens, targets in sorted(pool, key=lambda conversation: -len(conversation[0])):
            end = used + len(tokens)
            if end > row_length:
                left.append((tokens, targets))
                continue
            count += 1
            row[:, used:end] = tokens, targets, [count] * len(tokens)
            used = end
        pool = [*left, *islice(stream, POOL - len(left))]
        yield row


def model_inputs(rows: jax.Array) -> dict[str, jax.Array]:
    """What the model and the loss take, from rows `[B, 3, L]`: each segment has positions of its own
    and sees only itself."""
    tokens, targets, segments = rows[:, 0], rows[:, 1], rows[:, 2]  # [B, L]
    length = tokens.shape[1]
    index = jnp.arange(length)
    starts = jnp.where(segments != jnp.pad(segments[:, :-1], ((0, 0), (1, 0))), index, 0)
    same = segments[:, :, None] == segments[:, None, :]  # [B, L, L]
    return {
        "tokens": tokens,
        "targets": targets,
        "positions": index - jax.lax.cummax(starts, axis=1),
        "attention_mask": same & jnp.tril(jnp.ones((length, length), bool)),
    }


def completion_loss(
    model: nnx.Module, tokens: jax.Array, targets: jax.Array, positions: jax.Array, attention_mask: jax.Array
) -> jax.Array:
    """Mean negative log-likelihood of the completions' tokens, in nats."""
    logits, _ = model(tokens, positions, None, attention_mask)
    losses = optax.softmax_cross_entropy_with_integer_labels(logits[:, :-1], tokens[:, 1:])  # [B, L - 1]
    return (losses * targets[:, 1:]).sum() / targets[:, 1:].sum()
