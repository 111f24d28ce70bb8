"""A Gemma policy from anywhere: the embedded model, a local folder, Hugging Face, Kaggle, a run.

Every source ends in the same place, Tunix's own Gemma module on a device mesh with its tokenizer, so
the embedded model and Gemma 2 2B share one code path. Tunix's `AutoModel` refuses Gemma 2 from Hugging
Face; its safetensors loader underneath does not, given a config.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import qwix
import safetensors
import safetensors.numpy
import sentencepiece
from flax import nnx
from tunix.models.gemma import model as gemma
from tunix.models.gemma import params as gemma_params
from tunix.models.gemma import params_safetensors as gemma_safetensors
from tunix.models.gemma3 import model as gemma3
from tunix.models.gemma3 import params_safetensors as gemma3_safetensors
from tunix.sft.checkpoint_manager import CheckpointManager

EMBEDDED = Path(__file__).resolve().parent.parent / "models" / "tiny-gemma2"
KNOWN = (
    "embedded, a folder in Hugging Face layout, a run folder, an owner/name on Hugging Face such as "
    "google/gemma-2-2b-it, or kaggle:google/gemma-2/flax/gemma2-2b-it"
)
LORA_MODULES = ".*q_einsum|.*kv_einsum|.*attn_vec_einsum|.*gate_proj|.*up_proj|.*down_proj"


class PolicyError(ValueError):
    """A model that cannot be loaded; the message names it and says what can be."""


@dataclass
class Policy:
    """A language model with its tokenizer, ready for Tunix."""

    model: Any
    """Tunix's Gemma module; called as `model(tokens, positions, cache, attention_mask)`."""
    tokenizer: sentencepiece.SentencePieceProcessor
    """It must not add begin or end tokens itself: Tunix's sampler adds the begin token."""
    mesh: jax.sharding.Mesh
    """Axes `fsdp` and `tp`."""
    source: str
    """The name it was loaded by."""
    families: tuple[str, ...] = ()
    """The generator's families it was warmed up on; empty for a model that knows more than those."""

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


def create_mesh() -> jax.sharding.Mesh:
    """All devices on the `fsdp` axis: weights sharded, batches split."""
    return jax.sharding.Mesh(np.array(jax.devices()).reshape(-1, 1), ("fsdp", "tp"))


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


def add_lora(model: Any, rank: int, mesh: jax.sharding.Mesh) -> nnx.Module:
    """The model with LoRA adapters (Hu et al. 2021) on every attention and feed-forward matrix, α = 2 rank."""
    provider = qwix.LoraProvider(module_path=LORA_MODULES, rank=rank, alpha=2.0 * rank)
    adapted = qwix.apply_lora_to_model(model, provider, rngs=nnx.Rngs(params=0), **model.get_model_input())
    with mesh:
        state = nnx.state(adapted)
        nnx.update(adapted, jax.lax.with_sharding_constraint(state, nnx.get_partition_spec(state)))
    return adapted


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
    """The policy a run started from, with the weights of the run's last checkpoint."""
    settings = _read_config(folder)
    try:
        model, lora_rank = settings["model"], settings["grpo"]["lora_rank"]
    except KeyError as error:
        raise PolicyError(f"{folder}/config.json is not that of a run: it has no {error.args[0]}") from None
    policy = load_policy(model, lora_rank=lora_rank)
    manager = CheckpointManager(str((folder / "checkpoints" / "actor").resolve()))
    step, _ = manager.maybe_restore(policy.model, restore_only_lora_params=lora_rank > 0)
    manager.close()
    if not step:
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


def load_tokenizer(path: Path) -> sentencepiece.SentencePieceProcessor:
    """A SentencePiece tokenizer that adds no begin or end token, which Tunix's own wrapper does by default."""
    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(path), add_bos=False, add_eos=False)
    except RuntimeError:
        raise PolicyError(f"{path} is not a SentencePiece model") from None


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


GEMMA3_BY_LAYERS = {18: gemma3.ModelConfig.gemma3_270m, 26: gemma3.ModelConfig.gemma3_1b_it}


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
