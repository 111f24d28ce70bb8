"""A policy as a folder that others load: transformers, vLLM, and llama.cpp's converter to GGUF.

Neither Tunix nor keras-hub writes a Gemma 2 right: Tunix has no writer for it, and keras-hub's leaves weights and
soft-caps out without a word.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jax
import safetensors.numpy
from flax import nnx
from tunix.models.gemma3 import model as gemma3

from tunix_reasoning.model.errors import PolicyError
from tunix_reasoning.model.hugging_face import tensors_of
from tunix_reasoning.model.policy import Policy
from tunix_reasoning.model.tokenizer_json import write_tokenizer


def export_hugging_face(policy: Policy, folder: Path, card: str) -> None:
    """Writes weights, settings, tokenizer and model card; adapters are added to the weights, which keep their dtype.

    Args:
        policy: Gemma 2 or Gemma 3.
        folder: new or empty.
        card: becomes `README.md`.

    Raises:
        PolicyError: the folder holds something, or the tokenizer is of a kind that Gemma's is not.
    """
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise PolicyError(f"{folder} is not empty: give another --output")
    folder.mkdir(parents=True, exist_ok=True)
    write_tokenizer(policy.tokenizer, folder)
    _write(folder / "config.json", settings_of(policy))
    _write(folder / "generation_config.json", {
        "bos_token_id": policy.tokenizer.bos_id(), "eos_token_id": policy.end_tokens,
        "pad_token_id": policy.tokenizer.pad_id(), "do_sample": False,
    })
    (folder / "README.md").write_text(card, encoding="utf-8")
    tensors = tensors_of(policy.model)
    temporary = folder / "model.safetensors.part"
    safetensors.numpy.save_file(tensors, temporary, metadata={"format": "pt"})
    temporary.rename(folder / "model.safetensors")  # last: a folder with weights is whole


def settings_of(policy: Policy) -> dict[str, Any]:
    """The `config.json` of a policy, from what its module computes."""
    config = policy.model.config
    weight = jax.tree.leaves(nnx.state(policy.model, nnx.Param))[0]
    settings = {
        "vocab_size": config.num_embed, "num_hidden_layers": config.num_layers, "hidden_size": config.embed_dim,
        "intermediate_size": config.hidden_dim, "num_attention_heads": config.num_heads,
        "num_key_value_heads": config.num_kv_heads, "head_dim": config.head_dim,
        "query_pre_attn_scalar": config.head_dim, "sliding_window": config.sliding_window_size,
        "hidden_activation": "gelu_pytorch_tanh", "rms_norm_eps": 1e-6, "attention_bias": False,
        "tie_word_embeddings": True, "bos_token_id": policy.tokenizer.bos_id(),
        "eos_token_id": policy.end_tokens, "pad_token_id": policy.tokenizer.pad_id(),
        "torch_dtype": weight.dtype.name,
    }
    if isinstance(config, gemma3.ModelConfig):
        settings |= {
            "architectures": ["Gemma3ForCausalLM"], "model_type": "gemma3_text", "max_position_embeddings": 32768,
            "rope_theta": float(config.global_base_frequency), "sliding_window_pattern": 6,
            "rope_local_base_freq": float(config.local_base_frequency),
            "attn_logit_softcapping": None, "final_logit_softcapping": None,
        }
        if config.global_scale_factor != 1:
            settings["rope_scaling"] = {"rope_type": "linear", "factor": config.global_scale_factor}
    else:
        settings |= {
            "architectures": ["Gemma2ForCausalLM"], "model_type": "gemma2", "max_position_embeddings": 8192,
            "rope_theta": 10000.0, "attn_logit_softcapping": config.attn_logits_soft_cap,
            "final_logit_softcapping": config.final_logit_softcap,
        }
    return settings | ({"warmup_families": list(policy.families)} if policy.families else {})


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
