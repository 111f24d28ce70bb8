"""A Gemma policy from anywhere: the embedded model, a local folder, Hugging Face, Kaggle, a run.

Every source ends in the same place, Tunix's own Gemma module on a device mesh with its tokenizer, so
the embedded model and Gemma 2 2B share one code path. Tunix's `AutoModel` refuses Gemma 2 from Hugging
Face; its safetensors loader underneath does not, given a config.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import safetensors
from flax import nnx
from tunix.models.gemma import model as gemma
from tunix.models.gemma import params as gemma_params
from tunix.models.gemma import params_safetensors as gemma_safetensors
from tunix.models.gemma3 import params_safetensors as gemma3_safetensors
from tunix.sft.checkpoint_manager import CheckpointManager

from tunix_reasoning.model.hugging_face import GEMMA3_BY_LAYERS, gemma2_config, load_tokenizer
from tunix_reasoning.model.policy import Policy, PolicyError, add_lora, create_mesh

KNOWN = (
    "embedded, a folder in Hugging Face layout, a run folder, an owner/name on Hugging Face such as "
    "google/gemma-2-2b-it, or kaggle:google/gemma-2/flax/gemma2-2b-it"
)

EMBEDDED = Path(__file__).resolve().parents[2] / "models" / "tiny-gemma2"


def load_policy(name: str, *, lora_rank: int = 0, dtype: Any = None) -> Policy:
    """Loads a policy by name.

    Args:
        name: `embedded`, a folder, a run folder, `owner/name` on Hugging Face, or `kaggle:…`.
        lora_rank: adds LoRA adapters of this rank; the base weights then stay as they are.
        dtype: of the weights; float32 on a CPU and bfloat16 elsewhere unless given.

    Raises:
        PolicyError: there is no such model, or it is of another architecture.
    """
    dtype = dtype or (jnp.float32 if jax.default_backend() == "cpu" else jnp.bfloat16)
    mesh = create_mesh()
    folder = EMBEDDED if name == "embedded" else Path(name)
    if (folder / "checkpoints").is_dir():
        return _from_run(folder)
    if name.startswith("kaggle:"):
        policy = _from_kaggle(name, mesh, dtype)
    elif folder.is_dir():
        policy = _from_folder(folder, name, mesh, dtype)
    elif name == "embedded":
        raise PolicyError(f"the embedded model is not at {EMBEDDED}: run from a checkout of the project")
    elif name.count("/") == 1 and not name.startswith((".", "/", "~")):
        policy = _from_folder(_download(name), name, mesh, dtype)
    else:
        raise PolicyError(f"no model is called {name!r}. A model is {KNOWN}")
    if lora_rank:
        policy.model = add_lora(policy.model, lora_rank, mesh)
    return policy


def _from_folder(folder: Path, name: str, mesh: jax.sharding.Mesh, dtype: Any) -> Policy:
    settings = _read_config(folder)
    tokenizer_file = folder / "tokenizer.model"
    for needed in (tokenizer_file, next(folder.glob("*.safetensors"), folder / "model.safetensors")):
        if not needed.is_file():
            raise PolicyError(f"{folder} has no {needed.name}; a model is {KNOWN}")
    kind = settings.get("model_type")
    try:
        if kind == "gemma2":
            load, config = gemma_safetensors.create_model_from_safe_tensors, gemma2_config(settings)
        elif kind == "gemma3_text" and (make := GEMMA3_BY_LAYERS.get(settings["num_hidden_layers"])):
            load, config = gemma3_safetensors.create_model_from_safe_tensors, make()
        else:
            raise PolicyError(
                f"{folder}/config.json: model_type must be gemma2, or gemma3_text of 270M or 1B. Found: {kind}"
            )
    except KeyError as error:
        raise PolicyError(f"{folder}/config.json has no {error.args[0]}") from None
    try:
        model = load(str(folder), config, mesh, dtype)
    except (safetensors.SafetensorError, RuntimeError, ValueError) as error:
        reason = str(error).partition("\n")[0]
        raise PolicyError(f"{folder}/*.safetensors cannot be loaded: {reason}") from None
    families = tuple(settings.get("warmup_families", ()))
    return Policy(model, load_tokenizer(tokenizer_file), mesh, name, families)


def _from_run(folder: Path) -> Policy:
    """The policy a run started from, with the weights of its best checkpoint, or its last where none was validated."""
    settings = _read_config(folder)
    try:
        model, lora_rank = settings["model"], settings["grpo"]["lora_rank"]
    except KeyError as error:
        raise PolicyError(f"{folder}/config.json is not that of a run: it has no {error.args[0]}") from None
    policy = load_policy(model, lora_rank=lora_rank)
    for kind in ("best", "last"):
        path = folder / "checkpoints" / kind
        if not path.is_dir():
            continue
        manager = CheckpointManager(str(path.resolve()))
        step, _ = manager.maybe_restore(policy.model, restore_only_lora_params=lora_rank > 0)
        manager.close()
        if step:
            break
    else:
        raise PolicyError(f"{folder}/checkpoints holds no checkpoint yet")
    policy.source = str(folder)
    return policy


def _from_kaggle(name: str, mesh: jax.sharding.Mesh, dtype: Any) -> Policy:
    """A Flax checkpoint from Kaggle Models, found attached under /kaggle/input or downloaded."""
    import kagglehub

    handle = name.removeprefix("kaggle:")
    variation = handle.split("/")[3] if handle.count("/") >= 3 else ""
    if not variation.startswith("gemma2-2b"):
        raise PolicyError(f"{name!r}: expected kaggle:google/gemma-2/flax/gemma2-2b-it or …/gemma2-2b")
    folder = Path(kagglehub.model_download(handle))
    params = gemma_params.load_and_format_params(str(folder / variation))
    model = gemma.Gemma.from_params(params, version="2-2b")
    state = jax.tree.map(lambda x: x.astype(dtype), nnx.state(model))
    with mesh:
        nnx.update(model, jax.lax.with_sharding_constraint(state, nnx.get_partition_spec(state)))
    return Policy(model, load_tokenizer(next(folder.rglob("tokenizer.model"))), mesh, name)


def _download(name: str) -> Path:
    import huggingface_hub

    try:
        return Path(
            huggingface_hub.snapshot_download(name, allow_patterns=["*.json", "*.safetensors", "*.model"])
        )
    except Exception as error:  # hub, network and licence errors share no base class
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise PolicyError(
            f"{name!r} could not be downloaded from Hugging Face: {reason}. A model is {KNOWN}"
        ) from None


def _read_config(folder: Path) -> dict[str, Any]:
    path = folder / "config.json"
    try:
        settings = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise PolicyError(f"{folder} has no config.json; a model is {KNOWN}") from None
    except ValueError as error:
        raise PolicyError(f"{path} is not JSON: {error}") from None
    if not isinstance(settings, dict):
        raise PolicyError(f"{path} is not a JSON object")
    return settings
