"""The Hugging Face layout of a Gemma: its `config.json`, its tokenizer and the names and shapes of its weights."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import safetensors.numpy
import sentencepiece
from tunix.models.gemma import model as gemma
from tunix.models.gemma3 import model as gemma3

from tunix_reasoning.model.policy import Policy, PolicyError

GEMMA3_BY_LAYERS = {18: gemma3.ModelConfig.gemma3_270m, 26: gemma3.ModelConfig.gemma3_1b_it}


def gemma2_config(settings: dict[str, Any]) -> gemma.ModelConfig:
    """Tunix's settings from those in a Hugging Face `config.json` of a Gemma 2 model."""
    layers = settings["num_hidden_layers"]
    pattern = (gemma.AttentionType.LOCAL_SLIDING, gemma.AttentionType.GLOBAL)
    return gemma.ModelConfig(
        num_layers=layers,
        num_embed=settings["vocab_size"],
        embed_dim=settings["hidden_size"],
        hidden_dim=settings["intermediate_size"],
        num_heads=settings["num_attention_heads"],
        head_dim=settings["head_dim"],
        num_kv_heads=settings["num_key_value_heads"],
        final_logit_softcap=settings["final_logit_softcapping"],
        attn_logits_soft_cap=settings["attn_logit_softcapping"],
        sliding_window_size=settings["sliding_window"],
        attention_types=tuple(pattern[i % 2] for i in range(layers)),
        use_post_attn_norm=True,
        use_post_ffw_norm=True,
    )


def load_tokenizer(path: Path) -> sentencepiece.SentencePieceProcessor:
    """A SentencePiece tokenizer that adds no begin or end token, which Tunix's own wrapper does by default."""
    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(path), add_bos=False, add_eos=False)
    except RuntimeError:
        raise PolicyError(f"{path} is not a SentencePiece model") from None


def save_policy(policy: Policy, folder: Path, settings: dict[str, Any]) -> None:
    """Writes a Gemma 2 policy in Hugging Face layout: what `load_policy` and transformers read back.

    Args:
        policy: without adapters.
        folder: receives `config.json`, `model.safetensors` and `tokenizer.model`.
        settings: the `config.json` the model was made from.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
    (folder / "tokenizer.model").write_bytes(policy.tokenizer.serialized_model_proto())
    tensors = {name: np.ascontiguousarray(value) for name, value in hugging_face_tensors(policy.model)}
    safetensors.numpy.save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})


def hugging_face_tensors(model: gemma.Gemma) -> Iterator[tuple[str, np.ndarray]]:
    """Name and value of every weight as `transformers.Gemma2ForCausalLM` calls and shapes it."""

    def rows(weight: np.ndarray) -> np.ndarray:  # [heads, D, head_dim] -> [heads * head_dim, D]
        return np.swapaxes(weight, 1, 2).reshape(-1, weight.shape[1])

    yield "model.embed_tokens.weight", np.asarray(model.embedder.input_embedding[...])
    yield "model.norm.weight", np.asarray(model.final_norm.scale[...])
    for i, layer in enumerate(model.layers):
        prefix = f"model.layers.{i}"
        keys, values = np.asarray(layer.attn.kv_einsum.w[...])
        out = np.asarray(layer.attn.attn_vec_einsum.w[...])  # [heads, head_dim, D]
        yield f"{prefix}.self_attn.q_proj.weight", rows(np.asarray(layer.attn.q_einsum.w[...]))
        yield f"{prefix}.self_attn.k_proj.weight", rows(keys)
        yield f"{prefix}.self_attn.v_proj.weight", rows(values)
        yield f"{prefix}.self_attn.o_proj.weight", out.reshape(-1, out.shape[-1]).T
        for part in ("gate_proj", "up_proj", "down_proj"):
            yield f"{prefix}.mlp.{part}.weight", np.asarray(getattr(layer.mlp, part).kernel[...]).T
        yield f"{prefix}.input_layernorm.weight", np.asarray(layer.pre_attention_norm.scale[...])
        yield f"{prefix}.post_attention_layernorm.weight", np.asarray(layer.post_attn_norm.scale[...])
        yield f"{prefix}.pre_feedforward_layernorm.weight", np.asarray(layer.pre_ffw_norm.scale[...])
        yield f"{prefix}.post_feedforward_layernorm.weight", np.asarray(layer.post_ffw_norm.scale[...])
