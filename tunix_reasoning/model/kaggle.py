"""Gemma 2 from Kaggle Models: a Flax checkpoint, attached to the notebook or downloaded.

Orbax puts arrays back where they were saved from, on devices that need not be here; so they are read as NumPy
arrays and put on the mesh one by one.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import jax
import numpy as np
import orbax.checkpoint as ocp
from tunix.models.gemma import model as gemma

from tunix_reasoning.model.errors import PolicyError
from tunix_reasoning.model.policy import Policy, assembled, load_tokenizer

HANDLE = re.compile(r"kaggle:google/gemma-2/flax/(gemma2-2b(?:-it)?)(?:/(\d+))?")


def load_kaggle(name: str, dtype: Any, mesh: str) -> Policy:
    """The policy of a handle: from the attached folder if there is one, of the version asked for or the newest there.

    Raises:
        PolicyError: it is no such handle, cannot be had, or is not what it should be; says what to do.
    """
    handle = HANDLE.fullmatch(name)
    if not handle:
        raise PolicyError(f"{name!r}: expected kaggle:google/gemma-2/flax/gemma2-2b-it or …/gemma2-2b")
    folder = attached(handle[1], handle[2]) or _download(name.removeprefix("kaggle:"))
    return load_flax(folder, name, dtype, mesh)


def attached(variation: str, version: str | None = None) -> Path | None:
    """The folder of a model that is attached to the notebook: `…/flax/<variation>/<version>`."""
    root = Path(os.environ.get("KAGGLE_CACHE_MOUNT_FOLDER", "/kaggle/input"))
    found = {
        int(path.name): path for path in root.rglob(f"flax/{variation}/*") if path.is_dir() and path.name.isdecimal()
    }
    return found.get(int(version)) if version else found[max(found)] if found else None


def load_flax(folder: Path, name: str, dtype: Any, mesh: str) -> Policy:
    """The policy of a Flax checkpoint of Gemma 2 and the `tokenizer.model` beside it.

    Raises:
        PolicyError: one of them is not there, or the checkpoint is of another model.
    """
    tokenizer = next(iter(sorted(folder.rglob("tokenizer.model"))), None)
    marks = sorted(folder.rglob("_METADATA"))
    if not tokenizer or not marks:
        missing = "tokenizer.model" if marks else "Orbax checkpoint"
        raise PolicyError(f"{folder} has no {missing}: attach google/gemma-2, framework Flax, variation gemma2-2b-it")
    checkpoint = marks[0].parent
    try:
        reader = ocp.PyTreeCheckpointer()
        tree: Any = reader.metadata(checkpoint).item_metadata.tree
        as_numpy = jax.tree.map(lambda _: ocp.RestoreArgs(restore_type=np.ndarray), tree)
        stored = reader.restore(checkpoint, restore_args=as_numpy)
        config = _config(stored)
        return assembled(config, load_tokenizer(tokenizer), mesh, dtype, lambda path: _value(stored, path), name)
    except PolicyError as error:
        raise PolicyError(f"{checkpoint}: {error}") from None
    except KeyError as error:
        raise PolicyError(f"{checkpoint} is not a checkpoint of Gemma 2: it has no {error.args[0]}") from None
    except (ValueError, OSError, AttributeError) as error:
        raise PolicyError(f"{checkpoint} cannot be read: {str(error).partition(chr(10))[0]}") from None


def _config(stored: dict[str, Any]) -> gemma.ModelConfig:
    """Gemma 2's settings, its sizes from the arrays."""
    rows, width = stored["transformer/embedder"]["input_embedding"].shape
    queries = stored["transformer/layer_0/attn/q_einsum"]["w"]
    layers = len({key.split("/")[1] for key in stored if key.startswith("transformer/layer_")})
    pattern = (gemma.AttentionType.LOCAL_SLIDING, gemma.AttentionType.GLOBAL)
    return gemma.ModelConfig(
        num_layers=layers, num_embed=rows, embed_dim=width,
        hidden_dim=stored["transformer/layer_0/mlp/linear"]["w"].shape[0],
        num_heads=queries.shape[0], head_dim=queries.shape[2],
        num_kv_heads=stored["transformer/layer_0/attn/kv_einsum"]["w"].shape[1],
        final_logit_softcap=30.0, attn_logits_soft_cap=50.0, sliding_window_size=4096,
        attention_types=tuple(pattern[i % 2] for i in range(layers)),
        use_post_attn_norm=True, use_post_ffw_norm=True,
    )


def _value(stored: dict[str, Any], path: tuple[Any, ...]) -> np.ndarray:
    """The array of a path in Tunix's module."""
    *parents, leaf = path
    if parents[0] != "layers":
        return stored[f"transformer/{parents[0]}"][leaf]
    _, i, *parts = parents
    layer = f"transformer/layer_{i}"
    if parts[-1] in ("gate_proj", "up_proj"):
        gate_and_up = stored[f"{layer}/mlp/gating_einsum"]["w"]
        kernel = gate_and_up[int(parts[-1] == "up_proj")]
        width = stored["transformer/embedder"]["input_embedding"].shape[1]
        return kernel if kernel.shape[0] == width else kernel.T  # the larger models have it transposed
    if parts[-1] == "down_proj":
        return stored[f"{layer}/mlp/linear"]["w"]
    names = ["post_attention_norm" if part == "post_attn_norm" else part for part in parts]
    return stored["/".join([layer, *names])][leaf]


def _download(handle: str) -> Path:
    import kagglehub

    page = "https://www.kaggle.com/models/google/gemma-2"
    try:
        return Path(kagglehub.model_download(handle))
    except Exception as error:  # login, network and licence errors share no base class
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        status = getattr(getattr(error, "response", None), "status_code", None)
        if status == 403 or "consent" in str(error):
            advice = f"accept Gemma's licence at {page}"
        elif status == 401 or "authenticat" in str(error).lower() or "credential" in str(error).lower():
            advice = "log in: set KAGGLE_USERNAME and KAGGLE_KEY, or write ~/.kaggle/kaggle.json"
        else:
            advice = f"in a notebook, attach the model ({page}, framework Flax)"
        raise PolicyError(f"kaggle:{handle} could not be downloaded: {advice} ({reason})") from None
