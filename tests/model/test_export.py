"""What is exported: the trained weights, adapters in them, read back bit for bit, and a card that says what it is."""

import json

import gemmas
import pytest

pytest.importorskip("tunix")

import jax.numpy as jnp
import numpy as np
import safetensors.numpy
from flax import nnx

from tunix_reasoning.commands import main
from tunix_reasoning.model import PolicyError, load_policy
from tunix_reasoning.model.export import export_hugging_face
from tunix_reasoning.model.lora import merged
from tunix_reasoning.model.masters import with_masters

CONFIGS = {
    "gemma2": gemmas.gemma2(), "gemma2 of one key-value head": gemmas.gemma2(num_kv_heads=1),
    "gemma2 without grouping": gemmas.gemma2(num_kv_heads=8), "gemma3": gemmas.gemma3(),
}

@pytest.mark.slow
@pytest.mark.parametrize("name", CONFIGS)
@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
def test_it_is_read_back_bit_for_bit_with_the_adapters_in_it(tmp_path, name, dtype):
    policy = gemmas.adapted(gemmas.random_policy(CONFIGS[name], dtype))
    export_hugging_face(policy, tmp_path / "model", "# Card\n")
    expected = merged(policy.model)
    loaded = load_policy(str(tmp_path / "model"), dtype=dtype)
    found = gemmas.flat(loaded.model)
    assert found.keys() == expected.keys()
    untrained = gemmas.flat(gemmas.random_policy(CONFIGS[name], dtype).model)
    for path, weight in found.items():
        np.testing.assert_array_equal(np.asarray(weight[...]), np.asarray(expected[path]), err_msg=str(path))
        adapted = path[-1] in ("w", "kernel")
        assert np.array_equal(np.asarray(weight[...]), np.asarray(untrained[path][...])) != adapted, path
    assert loaded.tokenizer.serialized_model_proto() == policy.tokenizer.serialized_model_proto()
    for ours, theirs in zip(vars_of(policy.model.config), vars_of(loaded.model.config), strict=True):
        assert ours == theirs


def vars_of(config):
    names = [name for name in type(config).__dataclass_fields__ if name not in ("shd_config", "attention_types")]
    return [(name, getattr(config, name)) for name in names]


def test_masters_are_written_as_they_are_trained(tmp_path):
    policy = gemmas.random_policy(gemmas.gemma2(), "bfloat16")
    policy.model = with_masters(policy.model, policy.mesh)
    path, weight = next((p, x) for p, x in gemmas.flat(policy.model).items() if "q_einsum" in p)
    exact = np.asarray(weight.get_raw_value()) + np.float32(1e-6)
    nnx.update(policy.model, nnx.State.from_flat_path({path: weight.replace(jnp.asarray(exact))}))
    export_hugging_face(policy, tmp_path / "model", "")
    loaded = load_policy(str(tmp_path / "model"), dtype=jnp.float32)
    np.testing.assert_array_equal(np.asarray(gemmas.flat(loaded.model)[path][...]), exact)
    assert json.loads((tmp_path / "model" / "config.json").read_text())["torch_dtype"] == "float32"


def test_nothing_is_overwritten(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(PolicyError, match="is not empty: give another --output"):
        export_hugging_face(gemmas.random_policy(gemmas.gemma2()), tmp_path, "")


RUN = {
    "model": "embedded", "data": "my_data.json", "commit": "abc1234", "versions": {"jax": "0.10.2"},
    "hardware": {"devices": 8, "kind": "TPU v5 lite"}, "grpo": {"lora_rank": 0, "num_training_steps": 56, "seed": 3},
}


def entry(value):
    return {"value": value, "low": value - 0.04, "high": value + 0.04, "n": 512}


def test_a_run_is_exported_with_its_weights_and_its_record(tmp_path, capsys):
    from tunix.sft.checkpoint_manager import CheckpointManager

    policy = load_policy("embedded")
    path = ("layers", 0, "attn", "q_einsum", "w")
    weight = gemmas.flat(policy.model)[path]
    nnx.update(policy.model, nnx.State.from_flat_path({path: weight.replace(weight[...] + 1)}))
    run = tmp_path / "run"
    run.mkdir()
    manager = CheckpointManager(str(run / "checkpoints" / "last"))
    manager.save(5, policy.model, force=True)
    manager.close()
    (run / "config.json").write_text(json.dumps(RUN))
    measured = {"before": 0.34, "after": 0.744, "difference": 0.404}
    (run / "evaluation.json").write_text(json.dumps({k: {"accuracy": entry(v)} for k, v in measured.items()}))
    main_exits(["export", str(run), "--output", str(tmp_path / "out")], 0)
    tensors = safetensors.numpy.load_file(tmp_path / "out" / "model.safetensors")
    original = safetensors.numpy.load_file("models/tiny-gemma2/model.safetensors")
    name = "model.layers.0.self_attn.q_proj.weight"
    np.testing.assert_array_equal(tensors[name], original[name] + 1)
    card = (tmp_path / "out" / "README.md").read_text()
    for text in ("| accuracy | 34.0 % [30.0, 38.0] | 74.4 % [70.4, 78.4] | +40.4 % [+36.4, +44.4] |", "`my_data.json`",
                 "| num_training_steps | 56 |", "license: mit", "abc1234", "8 × TPU v5 lite", "vllm serve"):
        assert text in card
    assert {p.name for p in (tmp_path / "out").iterdir()} == {
        "README.md", "config.json", "generation_config.json", "model.safetensors", "tokenizer.json",
        "tokenizer.model", "tokenizer_config.json",
    }


def main_exits(arguments, code):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert (ended.value.code or 0) == code


def test_what_cannot_be_exported_is_said_in_one_line(tmp_path, capsys):
    main_exits(["export", "no-such-model", "--output", str(tmp_path / "out")], 1)
    error = capsys.readouterr().err
    assert error.startswith("error: no model is called 'no-such-model'")
    assert error.count("\n") == 1
    assert not (tmp_path / "out").exists()
