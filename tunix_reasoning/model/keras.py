"""A Keras GemmaCausalLM as a policy, and a policy as one: the weights go over as they are, no axis is turned.

keras-hub works on JAX alone, without TensorFlow (`requirements-keras.txt`). Only Gemma 2 is taken over: what Gemma 1
and 3 compute differs.

    gemma_lm = keras_hub.models.GemmaCausalLM.from_preset("gemma2_instruct_2b_en")
    GRPOTrainer(model=gemma_lm, config=config, training_data=data).train()
    gemma_lm.generate(prompt)  # with the trained weights
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import sentencepiece
from sentencepiece import sentencepiece_model_pb2
from tunix.models.gemma import model as gemma

from tunix_reasoning.model.errors import PolicyError
from tunix_reasoning.model.lora import merged
from tunix_reasoning.model.policy import Policy, assembled

INSTALL = "pip install --no-deps -r requirements-keras.txt"


def is_keras(model: Any) -> bool:
    """Is it a model of keras-hub? Asked without importing it."""
    return type(model).__module__.startswith("keras_hub.")


def load_keras(name: str, dtype: Any, mesh: str) -> Policy:
    """The policy of a preset: `keras:gemma2_instruct_2b_en`, or `keras:` and a folder.

    Raises:
        PolicyError: keras-hub is not installed, there is no such preset, or it is not of Gemma 2.
    """
    preset = name.removeprefix("keras:")
    try:
        gemma_lm = _hub().models.GemmaCausalLM.from_preset(preset)
    except PolicyError:
        raise
    except Exception as error:  # hub, network and licence errors share no base class
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise PolicyError(f"{name!r} could not be loaded by keras-hub: {reason}") from None
    return from_keras(gemma_lm, dtype, mesh, name)


def from_keras(gemma_lm: Any, dtype: Any = None, mesh: str = "", source: str = "GemmaCausalLM") -> Policy:
    """A copy of a GemmaCausalLM as a policy, of the dtype of its weights unless given.

    Raises:
        PolicyError: it is not Gemma 2, or has no tokenizer.
    """
    backbone: Any = getattr(gemma_lm, "backbone", None)
    if type(backbone).__name__ != "GemmaBackbone" or not backbone.use_post_ffw_norm:
        raise PolicyError(f"{source} is not a Gemma 2: only those can be trained from Keras")
    if gemma_lm.preprocessor is None:
        raise PolicyError(f"{source} has no preprocessor, and so no tokenizer")
    pieces = sentencepiece.SentencePieceProcessor(
        model_proto=gemma_lm.preprocessor.tokenizer.proto, add_bos=False, add_eos=False
    )
    local = gemma.AttentionType.LOCAL_SLIDING if backbone.use_sliding_window_attention else gemma.AttentionType.GLOBAL
    pattern = (local, gemma.AttentionType.GLOBAL)
    config = gemma.ModelConfig(
        num_layers=backbone.num_layers, num_embed=backbone.vocabulary_size, embed_dim=backbone.hidden_dim,
        hidden_dim=backbone.intermediate_dim // 2, num_heads=backbone.num_query_heads, head_dim=backbone.head_dim,
        num_kv_heads=backbone.num_key_value_heads, final_logit_softcap=backbone.final_logit_soft_cap,
        attn_logits_soft_cap=backbone.attention_logit_soft_cap, sliding_window_size=backbone.sliding_window_size,
        attention_types=tuple(pattern[i % 2] for i in range(backbone.num_layers)),
        use_post_attn_norm=True, use_post_ffw_norm=True,
    )
    table = _variables(backbone)

    def value(path: tuple[Any, ...]) -> np.ndarray:
        arrays = [np.asarray(variable.value) for variable in table[path]]
        return np.stack(arrays) if len(arrays) > 1 else arrays[0]

    stored = value(("embedder", "input_embedding")).dtype
    return assembled(config, pieces, mesh, dtype or stored, value, source)


def write_back(policy: Policy, gemma_lm: Any) -> None:
    """Gives a GemmaCausalLM the policy's weights, adapters added in, in the dtype that it has."""
    values = merged(policy.model)
    for path, variables in _variables(gemma_lm.backbone).items():
        array = np.asarray(values[path])
        for variable, part in zip(variables, array if len(variables) > 1 else array[None], strict=True):
            rows = np.asarray(variable.value)
            variable.assign(part if len(part) == len(rows) else np.concatenate([part, rows[len(part) :]]))


def export_keras(policy: Policy, folder: Path, card: str) -> None:
    """Writes a preset that `GemmaCausalLM.from_preset(folder)` reads, with its model card.

    Raises:
        PolicyError: keras-hub is not installed, the folder holds something, or the policy is not a Gemma 2.
    """
    config = policy.model.config
    if not isinstance(config, gemma.ModelConfig):
        raise PolicyError("only Gemma 2 is written for Keras; --format hf takes Gemma 3 too")
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise PolicyError(f"{folder} is not empty: give another --output")
    models = _hub().models
    backbone = models.GemmaBackbone(
        vocabulary_size=config.num_embed, num_layers=config.num_layers, num_query_heads=config.num_heads,
        num_key_value_heads=config.num_kv_heads, hidden_dim=config.embed_dim, intermediate_dim=2 * config.hidden_dim,
        head_dim=config.head_dim, use_post_ffw_norm=True, use_post_attention_norm=True,
        attention_logit_soft_cap=config.attn_logits_soft_cap, final_logit_soft_cap=config.final_logit_softcap,
        use_sliding_window_attention=gemma.AttentionType.LOCAL_SLIDING in tuple(config.attention_types),
        sliding_window_size=config.sliding_window_size, dtype=str(merged(policy.model)["final_norm", "scale"].dtype),
    )
    tokenizer = models.GemmaTokenizer(proto=keras_proto(policy.tokenizer))
    gemma_lm = models.GemmaCausalLM(backbone, preprocessor=models.GemmaCausalLMPreprocessor(tokenizer))
    write_back(policy, gemma_lm)
    gemma_lm.save_to_preset(str(folder))
    (folder / "README.md").write_text(card, encoding="utf-8")


def keras_proto(tokenizer: sentencepiece.SentencePieceProcessor) -> bytes:
    """The tokenizer with the names that Keras looks for, `<bos>`, `<eos>` and `<pad>`; ids stay as they are."""
    proto: Any = sentencepiece_model_pb2
    model = proto.ModelProto.FromString(tokenizer.serialized_model_proto())
    for name in ("bos", "eos", "pad"):
        model.pieces[getattr(model.trainer_spec, f"{name}_id")].piece = f"<{name}>"
        setattr(model.trainer_spec, f"{name}_piece", f"<{name}>")
    return model.SerializeToString()


def _variables(backbone: Any) -> dict[tuple[Any, ...], list[Any]]:
    """From a path in Tunix's module to the Keras variables there; several are stacked along a new first axis."""
    table = {
        ("embedder", "input_embedding"): [backbone.token_embedding.embeddings],
        ("final_norm", "scale"): [backbone.layer_norm.scale],
    }
    for i, layer in enumerate(backbone.transformer_layers):
        attention = layer.attention
        query, key, value = (getattr(attention, f"{n}_dense").kernel for n in ("query", "key", "value"))
        if backbone.num_query_heads == backbone.num_key_value_heads:
            heads = {("attn", "qkv_einsum", "w"): [query, key, value]}
        else:
            heads = {("attn", "q_einsum", "w"): [query], ("attn", "kv_einsum", "w"): [key, value]}
        parts = heads | {
            ("attn", "attn_vec_einsum", "w"): [attention.output_dense.kernel],
            ("mlp", "gate_proj", "kernel"): [layer.gating_ffw.kernel],
            ("mlp", "up_proj", "kernel"): [layer.gating_ffw_2.kernel],
            ("mlp", "down_proj", "kernel"): [layer.ffw_linear.kernel],
            ("pre_attention_norm", "scale"): [layer.pre_attention_norm.scale],
            ("post_attn_norm", "scale"): [layer.post_attention_norm.scale],
            ("pre_ffw_norm", "scale"): [layer.pre_ffw_norm.scale],
            ("post_ffw_norm", "scale"): [layer.post_ffw_norm.scale],
        }
        table |= {("layers", i, *path): variables for path, variables in parts.items()}
    return table


def _hub() -> Any:
    os.environ.setdefault("KERAS_BACKEND", "jax")
    try:
        import keras_hub
    except ImportError as error:
        raise PolicyError(f"keras-hub cannot be imported ({error}): {INSTALL}") from None
    return keras_hub
