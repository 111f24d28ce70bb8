"""A Gemma policy from anywhere: the embedded model, a local folder, Hugging Face, Kaggle, a run.

Every source ends in the same place, Tunix's own Gemma module on a device mesh with its tokenizer, so the embedded
model and Gemma 2 2B share one code path. Weights are read from safetensors or by Orbax: nothing is unpickled, and
no code of a model's is run.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp

from tunix_reasoning.model.compiled import keep_compiled
from tunix_reasoning.model.errors import PolicyError
from tunix_reasoning.model.hugging_face import load_folder
from tunix_reasoning.model.kaggle import load_flax, load_kaggle
from tunix_reasoning.model.keras import load_keras
from tunix_reasoning.model.lora import add_lora, rank
from tunix_reasoning.model.policy import Policy
from tunix_reasoning.model.trainable import without_adapters

_KNOWN = (
    "embedded, a folder in Hugging Face layout or with a Flax checkpoint, a run folder, an owner/name on "
    "Hugging Face such as google/gemma-2-2b-it, kaggle:google/gemma-2/flax/gemma2-2b-it, or "
    "keras:gemma2_instruct_2b_en"
)

EMBEDDED = Path(__file__).resolve().parents[2] / "models" / "tiny-gemma2"


def load_policy(name: str, *, lora_rank: int = 0, dtype: Any = None, mesh: str = "") -> Policy:
    """Loads a policy by name. From then on what JAX compiles is kept for the next run.

    Args:
        name: `embedded`, a folder, a run folder, `owner/name` on Hugging Face, `kaggle:…` or `keras:…`.
        lora_rank: adds LoRA adapters of this rank; the base weights then stay as they are.
        dtype: of the weights; float32 on a CPU and bfloat16 elsewhere unless given.
        mesh: of the devices, such as `2x4`: 2 parts of a batch times 4 parts of the heads; chosen unless given.
            `2x2+4x1` trains on the first four devices and samples on the next four.

    Raises:
        PolicyError: there is no such model, it is of another architecture, or the mesh does not divide it.
    """
    keep_compiled()
    dtype = dtype or (jnp.float32 if jax.default_backend() == "cpu" else jnp.bfloat16)
    folder = EMBEDDED if name == "embedded" else Path(name)
    if (folder / "checkpoints").is_dir():
        return _from_run(folder, dtype, mesh)
    if name.startswith("kaggle:"):
        policy = load_kaggle(name, dtype, mesh)
    elif name.startswith("keras:"):
        policy = load_keras(name, dtype, mesh)
    elif folder.is_dir():
        policy = _from_folder(folder, name, dtype, mesh)
    elif name == "embedded":
        raise PolicyError(f"the embedded model is not at {EMBEDDED}: run from a checkout of the project")
    elif name.count("/") == 1 and not name.startswith((".", "/", "~")):
        policy = _from_folder(_download(name), name, dtype, mesh)
    else:
        raise PolicyError(f"no model is called {name!r}. A model is {_KNOWN}")
    if lora_rank:
        policy.model = add_lora(policy.model, lora_rank, policy.mesh)
    return policy


def _from_folder(folder: Path, name: str, dtype: Any, mesh: str) -> Policy:
    if not (folder / "config.json").exists() and any(folder.rglob("_METADATA")):
        return load_flax(folder, name, dtype, mesh)
    settings = _read_config(folder)
    if "grpo" in settings and "model_type" not in settings:
        raise PolicyError(_without_checkpoint(folder))
    for needed in (folder / "tokenizer.model", next(folder.glob("*.safetensors"), folder / "model.safetensors")):
        if not needed.is_file():
            raise PolicyError(f"{folder} has no {needed.name}; a model is {_KNOWN}")
    return load_folder(folder, settings, name, dtype, mesh)


def _from_run(folder: Path, dtype: Any, mesh: str) -> Policy:
    """The policy a run started from, with the weights of its best checkpoint, or its last where none was validated."""
    from tunix.sft.checkpoint_manager import CheckpointManager  # with Orbax, which takes its time

    settings = _read_config(folder)
    try:
        model, lora_rank = settings["model"], settings["grpo"]["lora_rank"]
    except KeyError as error:
        raise PolicyError(f"{folder}/config.json is not that of a run: it has no {error.args[0]}") from None
    policy = load_policy(model, dtype=dtype, mesh=mesh)
    if rank(policy.model) not in (0, lora_rank):  # of an earlier run, which this one went on from with another rank
        policy.model = without_adapters(policy)
    if lora_rank and not rank(policy.model):
        policy.model = add_lora(policy.model, lora_rank, policy.mesh)
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
        raise PolicyError(_without_checkpoint(folder))
    policy.source = str(folder)
    return policy


def _without_checkpoint(folder: Path) -> str:
    command = f"tunix-reasoning train --resume --output {folder}"
    return f"{folder} is a run that has no checkpoint: go on with it by {command}"


def _download(name: str) -> Path:
    import huggingface_hub

    try:
        return Path(
            huggingface_hub.snapshot_download(name, allow_patterns=["*.json", "*.safetensors", "*.model"])
        )
    except Exception as error:  # hub, network and licence errors share no base class
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise PolicyError(
            f"{name!r} could not be downloaded from Hugging Face: {reason}. A model is {_KNOWN}"
        ) from None


def _read_config(folder: Path) -> dict[str, Any]:
    path = folder / "config.json"
    try:
        settings = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise PolicyError(f"{folder} has no config.json; a model is {_KNOWN}") from None
    except ValueError as error:
        raise PolicyError(f"{path} is not JSON: {error}") from None
    if not isinstance(settings, dict):
        raise PolicyError(f"{path} is not a JSON object")
    return settings
