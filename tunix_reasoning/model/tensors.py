"""The weights of Gemma 2 and Gemma 3 under the names and in the shapes of Hugging Face, and as Tunix's module has them.

One table is read in both directions. A linear map is stored as [out, in] in a file and as [in, out] in the module;
attention has its heads as an axis of their own there, and keys and values stacked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from tunix.models.gemma3 import model as gemma3

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Weight:
    """A weight of the module, and where a file has it."""

    path: Path
    """In the module's state."""
    names: tuple[str, ...]
    """In the file; several are stacked in the module, along a new first axis."""
    kind: str = "same"
    """`same`; `linear`: [out, in] ↔ [in, out]; `heads`: [N·H, D] ↔ [N, D, H]; `output`: [D, N·H] ↔ [N, H, D]."""
    heads: int = 0
    """N of `heads` and `output`."""

    def from_file(self, tensors: Mapping[str, np.ndarray]) -> np.ndarray:
        """As the module has it."""
        parts = [self._in_module(tensors[name]) for name in self.names]
        return np.stack(parts) if len(parts) > 1 else parts[0]

    def to_file(self, value: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
        """The names in the file, each with its array."""
        parts = value if len(self.names) > 1 else value[None]
        for name, part in zip(self.names, parts, strict=True):
            yield name, np.ascontiguousarray(self._in_file(part))

    def _in_module(self, x: np.ndarray) -> np.ndarray:
        if self.kind == "linear":
            return x.T
        if self.kind == "heads":
            return x.reshape(self.heads, -1, x.shape[1]).swapaxes(1, 2)
        return x.T.reshape(self.heads, -1, x.shape[0]) if self.kind == "output" else x

    def _in_file(self, x: np.ndarray) -> np.ndarray:
        if self.kind == "linear":
            return x.T
        if self.kind == "heads":
            return x.swapaxes(1, 2).reshape(-1, x.shape[1])
        return x.reshape(-1, x.shape[2]).T if self.kind == "output" else x


def weights(config: Any) -> Iterator[Weight]:
    """Every weight of a model with Tunix's `ModelConfig`; the head is the embedding, transposed."""
    is_gemma3 = isinstance(config, gemma3.ModelConfig)
    yield Weight(("embedder", "input_embedding"), ("model.embed_tokens.weight",))
    yield Weight(("final_norm", "scale"), ("model.norm.weight",))
    norms = {
        "pre_attention_norm": "input_layernorm",
        "post_attention_norm" if is_gemma3 else "post_attn_norm": "post_attention_layernorm",
        "pre_ffw_norm": "pre_feedforward_layernorm",
        "post_ffw_norm": "post_feedforward_layernorm",
    }
    queries, keys = config.num_heads, config.num_kv_heads
    for i in range(config.num_layers):
        layer, file = ("layers", i), f"model.layers.{i}"
        q, k, v, o = (f"{file}.self_attn.{name}_proj.weight" for name in "qkvo")
        if queries == keys:
            yield Weight((*layer, "attn", "qkv_einsum", "w"), (q, k, v), "heads", queries)
        else:
            yield Weight((*layer, "attn", "q_einsum", "w"), (q,), "heads", queries)
            yield Weight((*layer, "attn", "kv_einsum", "w"), (k, v), "heads", keys)
        yield Weight((*layer, "attn", "attn_vec_einsum", "w"), (o,), "output", queries)
        if is_gemma3:
            yield Weight((*layer, "attn", "_query_norm", "scale"), (f"{file}.self_attn.q_norm.weight",))
            yield Weight((*layer, "attn", "_key_norm", "scale"), (f"{file}.self_attn.k_norm.weight",))
        for part in ("gate_proj", "up_proj", "down_proj"):
            yield Weight((*layer, "mlp", part, "kernel"), (f"{file}.mlp.{part}.weight",), "linear")
        for ours, theirs in norms.items():
            yield Weight((*layer, ours, "scale"), (f"{file}.{theirs}.weight",))
