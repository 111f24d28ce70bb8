"""A folder in Hugging Face layout: its `config.json`, its tokenizer, its weights; read and written.

Tunix's `AutoModel` refuses Gemma 2 from Hugging Face, and its loader takes every tensor of a file to have the
dtype of the first; so the weights are read by this project's own table (`tensors.py`).
"""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import safetensors
import safetensors.numpy
from tunix.models.gemma import model as gemma
from tunix.models.gemma3 import model as gemma3

from tunix_reasoning.model.errors import PolicyError
from tunix_reasoning.model.lora import merged
from tunix_reasoning.model.policy import Policy, assembled, load_tokenizer
from tunix_reasoning.model.tensors import Path as WeightPath
from tunix_reasoning.model.tensors import weights


def model_config(settings: dict[str, Any]) -> Any:
    """Tunix's settings from those in a `config.json`.

    Raises:
        PolicyError: it is neither of Gemma 2 nor of the text part of Gemma 3, or unlike them in something that
            Tunix's module has fixed.
        KeyError: an entry is missing.
    """
    kind = settings.get("model_type")
    if kind not in ("gemma2", "gemma3_text"):
        raise PolicyError(f"model_type must be gemma2 or gemma3_text. Found: {kind}")
    scale = settings.get("query_pre_attn_scalar", settings["head_dim"])
    if scale != settings["head_dim"]:
        raise PolicyError(f"query_pre_attn_scalar must be the head_dim, {settings['head_dim']}. Found: {scale}")
    sizes = {
        "num_layers": settings["num_hidden_layers"], "num_embed": settings["vocab_size"],
        "embed_dim": settings["hidden_size"], "hidden_dim": settings["intermediate_size"],
        "num_heads": settings["num_attention_heads"], "head_dim": settings["head_dim"],
        "num_kv_heads": settings["num_key_value_heads"], "sliding_window_size": settings["sliding_window"],
    }
    if kind == "gemma3_text":
        return _gemma3_config(settings, sizes)
    pattern = (gemma.AttentionType.LOCAL_SLIDING, gemma.AttentionType.GLOBAL)
    return gemma.ModelConfig(
        **sizes,
        final_logit_softcap=settings["final_logit_softcapping"],
        attn_logits_soft_cap=settings["attn_logit_softcapping"],
        attention_types=tuple(pattern[i % 2] for i in range(sizes["num_layers"])),
        use_post_attn_norm=True,
        use_post_ffw_norm=True,
    )


def _gemma3_config(settings: dict[str, Any], sizes: dict[str, Any]) -> gemma3.ModelConfig:
    rope = settings.get("rope_parameters") or {}  # as transformers 5 writes it; before, each had a name of its own
    whole, local = rope.get("full_attention", {}), rope.get("sliding_attention", {})
    scaling = whole if "factor" in whole else settings.get("rope_scaling") or {}
    period = settings.get("sliding_window_pattern", settings.get("_sliding_window_pattern", 6))
    if period != 6:
        raise PolicyError(f"sliding_window_pattern must be 6. Found: {period}")
    return gemma3.ModelConfig(
        **sizes,
        global_base_frequency=int(whole.get("rope_theta", settings.get("rope_theta", 1_000_000))),
        local_base_frequency=int(local.get("rope_theta", settings.get("rope_local_base_freq", 10_000))),
        global_scale_factor=float(scaling.get("factor", 1.0)),
    )


def load_folder(folder: Path, settings: dict[str, Any], name: str, dtype: Any, mesh: str) -> Policy:
    """The policy in a folder, on its devices.

    Args:
        folder: with `tokenizer.model` and `*.safetensors`.
        settings: its `config.json`.
        name: what it was asked for by.
        dtype: of the weights.
        mesh: as `choose_meshes` takes it.

    Raises:
        PolicyError: a file is missing, broken or of another model.
    """
    try:
        config = model_config(settings)
        table = {weight.path: weight for weight in weights(config)}
    except KeyError as error:
        raise PolicyError(f"{folder}/config.json has no {error.args[0]}") from None
    except PolicyError as error:
        raise PolicyError(f"{folder}/config.json: {error}") from None
    tokenizer = load_tokenizer(folder / "tokenizer.model")
    with ExitStack() as files:
        try:
            opened = [
                files.enter_context(safetensors.safe_open(file, "numpy"))
                for file in sorted(folder.glob("*.safetensors"))
            ]
            tensors = {name: file for file in opened for name in file.keys()}  # noqa: SIM118, not a dict

            def value(path: WeightPath) -> np.ndarray:
                weight = table[path]
                return weight.from_file({n: tensors[n].get_tensor(n) for n in weight.names})

            families = tuple(settings.get("warmup_families", ()))
            return assembled(config, tokenizer, mesh, dtype, value, name, families)
        except KeyError as error:
            raise PolicyError(f"{folder}/*.safetensors cannot be loaded: there is no {error.args[0]}") from None
        except PolicyError as error:
            raise PolicyError(f"{folder}: {error}") from None
        except (safetensors.SafetensorError, ValueError) as error:
            reason = str(error).partition("\n")[0]
            raise PolicyError(f"{folder}/*.safetensors cannot be loaded: {reason}") from None


def save_policy(policy: Policy, folder: Path, settings: dict[str, Any]) -> None:
    """Writes a policy in Hugging Face layout, adapters added to the weights: `load_policy` and transformers read it.

    Args:
        policy: whose weights keep their dtype.
        folder: receives `config.json`, `model.safetensors` and `tokenizer.model`.
        settings: the `config.json` the model was made from.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
    (folder / "tokenizer.model").write_bytes(policy.tokenizer.serialized_model_proto())
    safetensors.numpy.save_file(tensors_of(policy.model), folder / "model.safetensors", metadata={"format": "pt"})


def tensors_of(model: Any) -> dict[str, np.ndarray]:
    """Every weight by its name in a file, shaped as there, adapters added in."""
    values = merged(model)
    return {
        name: array
        for weight in weights(model.config)
        for name, array in weight.to_file(np.asarray(values[weight.path]))
    }
