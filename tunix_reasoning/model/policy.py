"""A policy: Tunix's Gemma module on a device mesh with its tokenizer."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import sentencepiece
from flax import nnx

from tunix_reasoning.model.errors import PolicyError
from tunix_reasoning.model.layout import abstract_model, choose_meshes, laid_out, moved, placed, relaid
from tunix_reasoning.model.lora import rank
from tunix_reasoning.model.masters import has_masters, renew

SPARE_ROWS = 256
"""Embeddings that a checkpoint may have beyond its tokenizer's pieces: Gemma 2's Flax one 128, Gemma 3's 64."""


@dataclass
class Policy:
    """A language model with its tokenizer, ready for Tunix."""

    model: Any
    """Tunix's Gemma module; called as `model(tokens, positions, cache, attention_mask)`."""
    tokenizer: sentencepiece.SentencePieceProcessor
    """It must not add begin or end tokens itself: Tunix's sampler adds the begin token."""
    mesh: jax.sharding.Mesh
    """Axes `fsdp` and `tp`. It is trained there."""
    source: str
    """The name it was loaded by."""
    families: tuple[str, ...] = ()
    """The generator's families it was warmed up on; empty for a model that knows more than those."""
    sampling_mesh: jax.sharding.Mesh = None  # type: ignore[assignment]
    """It is sampled from there: `mesh` unless given. Rollouts, validations and evaluations all are."""
    _copy: Any = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        self.sampling_mesh = self.sampling_mesh or self.mesh

    @property
    def parameters(self) -> int:
        """How many weights the model has, adapters included."""
        return sum(x.size for x in jax.tree.leaves(nnx.state(self.model, nnx.Param)))

    @property
    def end_tokens(self) -> list[int]:
        """Tokens that end a completion: end of turn, then end of text."""
        turn = self.tokenizer.piece_to_id("<end_of_turn>")
        return (
            [turn, self.tokenizer.eos_id()] if turn != self.tokenizer.unk_id() else [self.tokenizer.eos_id()]
        )

    def sampled(self) -> Any:
        """The model to sample from, with the weights of now: `model`, or where it has masters, or is sampled on a mesh
        of its own, a copy, renewed."""
        if self.sampling_mesh == self.mesh and not has_masters(self.model):
            return self.model
        if self._copy is not None and rank(self._copy) == rank(self.model):
            renew(self._copy, self.model)
        else:
            self._copy = (relaid if has_masters(self.model) else moved)(self.model, self.sampling_mesh)
        return self._copy


def assembled(
    config: Any,
    tokenizer: sentencepiece.SentencePieceProcessor,
    mesh: str,
    dtype: Any,
    value: Callable[[tuple[Any, ...]], np.ndarray],
    source: str,
    families: tuple[str, ...] = (),
) -> Policy:
    """A policy on this machine's devices from its weights.

    Args:
        config: Tunix's `ModelConfig`, as the weights are stored.
        tokenizer: rows of the embedding beyond its pieces are left away: they would be sampled, and nothing decodes
            them. Gemma 2's Flax checkpoint has 128 of those.
        mesh: as `choose_meshes` takes it.
        dtype: of the weights.
        value: from a path in the module's state to the stored array, of any dtype.
        source: what the policy was asked for by.
        families: as in `Policy`.

    Raises:
        PolicyError: fewer embeddings than pieces, a mesh that does not divide the model, or an array's shape is wrong.
    """
    pieces = tokenizer.get_piece_size()
    if config.num_embed < pieces:
        raise PolicyError(f"{config.num_embed} embeddings are fewer than the tokenizer's {pieces} pieces")
    if config.num_embed > pieces + SPARE_ROWS:
        raise PolicyError(f"the tokenizer is of another model: {pieces} pieces for {config.num_embed} embeddings")
    config = dataclasses.replace(config, num_embed=pieces)
    training, sampling = choose_meshes(config, mesh)
    model = abstract_model(laid_out(config))
    shapes = {path: x.get_raw_value().shape for path, x in nnx.state(model).flat_state()}

    def checked(path: tuple[Any, ...]) -> np.ndarray:
        array = value(path)
        array = array[:pieces] if path == ("embedder", "input_embedding") else array
        if array.shape != shapes[path]:
            where = ".".join(map(str, path))
            raise PolicyError(f"{where} has the shape {array.shape}; the model's settings imply {shapes[path]}")
        return array.astype(jnp.dtype(dtype))

    return Policy(placed(model, training, checked), tokenizer, training, source, families, sampling)


def as_policy(model: Any, tokenizer: sentencepiece.SentencePieceProcessor) -> Policy:
    """A Gemma module of Tunix as a policy, laid out for the devices at hand."""
    mesh, _ = choose_meshes(model.config)
    model = model if nnx.state(model, nnx.LoRAParam) else relaid(model, mesh)
    return Policy(model, tokenizer, mesh, source=type(model).__name__)


def load_tokenizer(path: Path) -> sentencepiece.SentencePieceProcessor:
    """A SentencePiece tokenizer that adds no begin or end token, which Tunix's own wrapper does by default."""
    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(path), add_bos=False, add_eos=False)
    except (RuntimeError, OSError):
        raise PolicyError(f"{path} is not a SentencePiece model") from None
