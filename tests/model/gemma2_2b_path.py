"""The way of Gemma 2 2B from a checkpoint to an export on eight simulated devices: its widths, two layers.

The vocabulary is an eighth of its 256,000 pieces: eight devices in one memory hold copies that a TPU does not, over
17 GB with all of them. Run by `test_eight_devices.py`.
"""

import flax_checkpoint
import gemmas
import jax
import jax.numpy as jnp
import numpy as np
import safetensors
from sentencepiece import sentencepiece_model_pb2

from tunix_reasoning import GRPOConfig, GRPOTrainer, load_policy
from tunix_reasoning.model.export import export_hugging_face

PIECES, ROWS = 32_000, 32_128
QUESTIONS = [
    {"question": f"What is {a} + {a + 3}?", "answer": str(2 * a + 3), "type": "math", "difficulty": "easy",
     "metadata": {"split": "train"}}
    for a in range(10, 18)
]


def brevity(completions, **columns):
    return [1 / (1 + len(completion)) for completion in completions]


def test_load_shard_sample_update_export(tmp_path):
    assert len(jax.devices()) == 8
    config = gemmas.gemma2(num_embed=PIECES, **gemmas.WIDE)
    folder = tmp_path / "2"
    flax_checkpoint.write(folder, config, ROWS)
    grown = sentencepiece_model_pb2.ModelProto.FromString(gemmas.TOKENIZER.read_bytes())
    for number in range(len(grown.pieces), PIECES):
        grown.pieces.add(piece=f"⟨{number}⟩", score=-1e6 - number, type=1)
    grown.trainer_spec.vocab_size = PIECES
    (folder / "tokenizer.model").write_bytes(grown.SerializeToString())
    policy = load_policy(str(folder), dtype=jnp.float32)  # a CPU would widen bfloat16 weights on every device
    assert dict(policy.mesh.shape) == {"fsdp": 2, "tp": 4}
    embedding = gemmas.flat(policy.model)["embedder", "input_embedding"].get_raw_value()
    assert embedding.shape == (PIECES, 2304)
    assert {shard.data.shape for shard in embedding.addressable_shards} == {(PIECES // 4, 2304)}
    before = np.asarray(gemmas.flat(policy.model)["layers", 1, "attn", "q_einsum", "w"].get_raw_value())
    settings = GRPOConfig(
        num_generations=2, batch_size=2, num_training_steps=2, learning_rate=1e-2, max_prompt_length=64,
        max_response_length=4, lora_rank=4,
    )
    rows = GRPOTrainer(policy, settings, QUESTIONS, rewards={"brevity": (brevity, 1.0)}).train()
    assert len(rows) == 2
    assert all(np.isfinite(row["loss"]) for row in rows)
    export_hugging_face(policy, tmp_path / "out", "")
    with safetensors.safe_open(tmp_path / "out" / "model.safetensors", "numpy") as file:
        assert file.get_slice("model.embed_tokens.weight").get_shape() == [PIECES, 2304]
        queries = file.get_tensor("model.layers.1.self_attn.q_proj.weight")
    assert queries.dtype == before.dtype
    stored = before.swapaxes(1, 2).reshape(-1, 2304)
    changed = np.mean(queries != stored)
    print("changed share of query weights", changed, rows)
    assert changed > 0
