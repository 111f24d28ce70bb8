"""Policies: what is written is what is read, transformers agrees, and what cannot be loaded is named."""

import json
import shutil

import pytest

pytest.importorskip("tunix")

import gemmas
import jax.numpy as jnp
import numpy as np
import safetensors.numpy
from helpers import weights

from tunix_reasoning.model import PolicyError, add_lora, load_policy, model_config

D, FFW, HEADS, KV, HEAD_DIM = 32, 64, 2, 1, 16  # conftest.SHAPE
LAYER = {
    "self_attn.q_proj.weight": (HEADS * HEAD_DIM, D),
    "self_attn.k_proj.weight": (KV * HEAD_DIM, D),
    "self_attn.v_proj.weight": (KV * HEAD_DIM, D),
    "self_attn.o_proj.weight": (D, HEADS * HEAD_DIM),
    "mlp.gate_proj.weight": (FFW, D),
    "mlp.up_proj.weight": (FFW, D),
    "mlp.down_proj.weight": (D, FFW),
    "input_layernorm.weight": (D,),
    "post_attention_layernorm.weight": (D,),
    "pre_feedforward_layernorm.weight": (D,),
    "post_feedforward_layernorm.weight": (D,),
}
"""The names and shapes of `transformers.Gemma2ForCausalLM`, by its documentation."""


def logits_of(policy, tokens):
    """A plain forward pass: causal, no cache, no padding."""
    length = len(tokens)
    mask = jnp.tril(jnp.ones((1, length, length), bool))
    return np.asarray(policy.model(jnp.array([tokens]), jnp.arange(length)[None], None, mask)[0][0])


def test_what_is_saved_is_loaded_bit_for_bit(policy, model_folder):
    loaded = load_policy(str(model_folder))
    before, after = weights(policy.model), weights(loaded.model)
    assert before.keys() == after.keys()
    for path, value in before.items():
        assert after[path].dtype == value.dtype
        np.testing.assert_array_equal(after[path], value, err_msg=str(path))
    assert loaded.tokenizer.serialized_model_proto() == policy.tokenizer.serialized_model_proto()
    assert loaded.families == ("math/addition", "math/subtraction", "math/sharing")
    assert loaded.source == str(model_folder)


def test_the_file_has_the_names_and_shapes_of_hugging_face(model_folder, policy):
    tensors = safetensors.numpy.load_file(model_folder / "model.safetensors")
    vocabulary = policy.tokenizer.get_piece_size()
    expected = {"model.embed_tokens.weight": (vocabulary, D), "model.norm.weight": (D,)}
    expected |= {f"model.layers.{i}.{name}": shape for i in range(2) for name, shape in LAYER.items()}
    assert {name: tensor.shape for name, tensor in tensors.items()} == expected
    assert policy.parameters == sum(tensor.size for tensor in tensors.values())


def test_the_configuration_is_translated():
    """Google's `config.json` of Gemma 2 2B, as far as the shape goes, against Tunix's own settings for it."""
    from tunix.models.gemma.model import ModelConfig

    settings = {
        "model_type": "gemma2", "num_hidden_layers": 26, "vocab_size": 256000, "hidden_size": 2304,
        "intermediate_size": 9216,
        "num_attention_heads": 8, "head_dim": 256, "num_key_value_heads": 4, "sliding_window": 4096,
        "final_logit_softcapping": 30.0, "attn_logit_softcapping": 50.0,
    }
    ours, theirs = model_config(settings), ModelConfig.gemma2_2b()
    for name in (
        "num_layers", "embed_dim", "hidden_dim", "num_heads", "head_dim", "num_kv_heads", "attention_types",
        "final_logit_softcap", "attn_logits_soft_cap", "sliding_window_size", "use_post_attn_norm",
        "use_post_ffw_norm",
    ):
        assert getattr(ours, name) == getattr(theirs, name), name


def test_a_completion_ends_at_the_end_of_turn_or_of_text(policy):
    assert [policy.tokenizer.id_to_piece(token) for token in policy.end_tokens] == ["<end_of_turn>", "</s>"]
    assert policy.tokenizer.encode("2 + 2")[-1] not in policy.end_tokens, "the tokenizer must not add it"


@pytest.mark.slow
def test_adapters_start_as_nothing_and_are_counted(fresh_policy, policy):
    tokens = [2, *policy.tokenizer.encode("What is 385 + 18?")]
    adapted = add_lora(fresh_policy.model, 4, fresh_policy.mesh)
    before, after = weights(policy.model), weights(adapted)
    extra = set(after) - set(before)
    assert extra
    assert all("lora" in path[-1] for path in extra)
    for path in before:
        np.testing.assert_array_equal(after[path], before[path])
    fresh_policy.model = adapted
    assert fresh_policy.parameters == policy.parameters + sum(after[path].size for path in extra)
    np.testing.assert_allclose(logits_of(fresh_policy, tokens), logits_of(policy, tokens), atol=1e-6)


def edited(folder, target, **changes):
    """A copy of a model folder with other entries in its `config.json`."""
    shutil.copytree(folder, target)
    settings = json.loads((target / "config.json").read_text()) | changes
    kept = {name: value for name, value in settings.items() if value is not None}
    (target / "config.json").write_text(json.dumps(kept))
    return target


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("no-such-model", "no model is called 'no-such-model'"),  # neither folder nor owner/name
        ("./no/such/folder", "no model is called './no/such/folder'"),  # a path is never looked up in the hub
        ("kaggle:google/gemma/flax/7b", "kaggle:google/gemma/flax/7b"),  # not Gemma 2 2B
        ("kaggle:gemma", "kaggle:gemma"),  # not a handle
    ],
)
def test_an_unknown_model_is_named_in_one_line(name, message):
    with pytest.raises(PolicyError) as caught:
        load_policy(name)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_model_that_the_hub_does_not_have_is_named_in_one_line(monkeypatch):
    import huggingface_hub

    def refuse(*args, **kwargs):
        raise OSError("401 Client Error.\n\nRepository Not Found for url: …")

    monkeypatch.setattr(huggingface_hub, "snapshot_download", refuse)
    with pytest.raises(PolicyError) as caught:
        load_policy("nobody/nothing")
    assert str(caught.value).startswith("'nobody/nothing' could not be downloaded from Hugging Face: 401")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda f: (f / "config.json").unlink(), "has no config.json"),
        (lambda f: (f / "config.json").write_text("{"), "config.json is not JSON"),
        (lambda f: (f / "config.json").write_text("[]"), "config.json"),  # JSON, but no settings
        (lambda f: (f / "tokenizer.model").unlink(), "has no tokenizer.model"),
        (lambda f: (f / "tokenizer.model").write_bytes(b"none"), "tokenizer.model"),
        (lambda f: (f / "model.safetensors").unlink(), "has no model.safetensors"),
        (lambda f: (f / "model.safetensors").write_bytes(b"none"), "cannot be loaded"),
    ],
)
def test_a_broken_folder_is_named_in_one_line(model_folder, tmp_path, change, message):
    folder = tmp_path / "model"
    shutil.copytree(model_folder, folder)
    change(folder)
    with pytest.raises(PolicyError) as caught:
        load_policy(str(folder))
    assert message in str(caught.value)
    assert str(folder) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"model_type": "llama"}, "model_type must be gemma2.* Found: llama"),
        ({"model_type": None}, "model_type must be gemma2.* Found: None"),
        (
            {"model_type": "gemma3_text", "num_hidden_layers": 34},
            "there is no model.layers",
        ),  # the settings of one, the weights of another
        ({"head_dim": None}, "config.json.*head_dim"),  # an entry is missing
    ],
)
def test_another_architecture_is_refused(model_folder, tmp_path, changes, message):
    with pytest.raises(PolicyError, match=message):
        load_policy(str(edited(model_folder, tmp_path / "model", **changes)))


@pytest.mark.parametrize("settings", ["{}", '{"model": "embedded"}'])
def test_a_folder_that_only_looks_like_a_run_is_refused(tmp_path, settings):
    (tmp_path / "checkpoints").mkdir()
    (tmp_path / "config.json").write_text(settings)
    with pytest.raises(PolicyError, match=r"config.json"):
        load_policy(str(tmp_path))


@pytest.mark.parametrize("begun", [True, False])
def test_a_run_without_a_checkpoint_is_said_to_be_one(tmp_path, model_folder, begun):
    if begun:
        (tmp_path / "checkpoints").mkdir()
    (tmp_path / "config.json").write_text(json.dumps({"model": str(model_folder), "grpo": {"lora_rank": 0}}))
    with pytest.raises(PolicyError, match=r"is a run that has no checkpoint: .* train --resume --output"):
        load_policy(str(tmp_path))


def test_a_tokenizer_of_another_model_is_refused():
    with pytest.raises(PolicyError, match="the tokenizer is of another model: 1024 pieces for 2048 embeddings"):
        gemmas.random_policy(gemmas.gemma2(num_embed=2048))
