"""A Keras GemmaCausalLM trained and written back, and presets read and written: `make test-keras` brings keras-hub."""

import importlib.util
import sys

import gemmas
import pytest

pytest.importorskip("tunix")

import numpy as np

from tunix_reasoning import GRPOConfig, GRPOTrainer
from tunix_reasoning.generation import Generator
from tunix_reasoning.model import PolicyError, from_keras, load_policy
from tunix_reasoning.model.export import export_hugging_face
from tunix_reasoning.model.keras import export_keras, keras_proto
from tunix_reasoning.prompts import create_prompt

HAS_KERAS = importlib.util.find_spec("keras_hub") is not None
needs_keras = pytest.mark.skipif(not HAS_KERAS, reason="keras-hub is not installed: make test-keras")
QUESTIONS = [
    {"id": f"math/addition/{a}", "question": f"What is {a} + {a + 3}?", "answer": str(2 * a + 3), "type": "math",
     "difficulty": "easy", "metadata": {"split": "train"}}
    for a in range(10, 18)
]


def brevity(completions, **columns):
    return [1 / (1 + len(completion)) for completion in completions]


def keras_logits(gemma_lm, tokens):
    inputs = {"token_ids": np.array([tokens]), "padding_mask": np.ones((1, len(tokens)), int)}
    return np.asarray(gemma_lm(inputs))[0]


@pytest.fixture
def preset(tmp_path):
    """The embedded model with adapters, as a preset, and the policy that it was made of."""
    policy = gemmas.adapted(load_policy("embedded"))
    export_keras(policy, tmp_path / "preset", "# Card\n")
    return policy, tmp_path / "preset"


@needs_keras
def test_a_preset_computes_what_the_policy_does_and_is_read_back(preset):
    import keras_hub

    policy, folder = preset
    tokens = [2, *policy.tokenizer.encode(create_prompt("What is 46 + 18?"))]
    expected = gemmas.logits(policy, tokens)
    gemma_lm = keras_hub.models.GemmaCausalLM.from_preset(str(folder))
    np.testing.assert_allclose(keras_logits(gemma_lm, tokens), expected, atol=1e-4)
    np.testing.assert_allclose(gemmas.logits(load_policy(f"keras:{folder}"), tokens), expected, atol=1e-4)
    assert (folder / "README.md").read_text() == "# Card\n"
    assert "tensorflow" not in sys.modules


@needs_keras
@pytest.mark.slow
def test_a_preset_of_gemma_2_2bs_widths(tmp_path):
    import keras_hub

    policy = gemmas.adapted(gemmas.random_policy(gemmas.gemma2(**gemmas.WIDE), scale=0.02))
    export_keras(policy, tmp_path / "preset", "")
    tokens = [2, *range(7, 40)]
    expected = gemmas.logits(policy, tokens)
    gemma_lm = keras_hub.models.GemmaCausalLM.from_preset(str(tmp_path / "preset"))
    assert np.abs(expected).max() > 1
    np.testing.assert_allclose(keras_logits(gemma_lm, tokens), expected, atol=1e-4)


@needs_keras
def test_keras_reads_a_gemma_3_from_the_hugging_face_layout(tmp_path):
    import keras_hub

    policy = gemmas.adapted(gemmas.random_policy(gemmas.gemma3()))
    export_hugging_face(policy, tmp_path / "model", "")
    tokens = [2, *range(7, 40)]
    expected = gemmas.logits(policy, tokens)
    backbone = keras_hub.models.Gemma3Backbone.from_preset(str(tmp_path / "model"))
    inputs = {"token_ids": np.array([tokens]), "padding_mask": np.ones((1, len(tokens)), int)}
    found = backbone.token_embedding(backbone(inputs), reverse=True)[0]
    assert np.abs(expected).max() > 1
    np.testing.assert_allclose(np.asarray(found), expected, atol=1e-4)


@needs_keras
def test_greedy_text_is_the_same(preset):
    import keras_hub

    policy, folder = preset
    gemma_lm = keras_hub.models.GemmaCausalLM.from_preset(str(folder))
    gemma_lm.compile(sampler="greedy")
    prompt = create_prompt("What is 46 + 18?")
    [[ours]] = Generator(policy, 128, 32, batch_size=4)([prompt])
    length = 1 + len(policy.tokenizer.encode(prompt)) + 32
    theirs = gemma_lm.generate(prompt, max_length=length, stop_token_ids=policy.end_tokens)
    assert theirs.removeprefix(prompt).partition("<end_of_turn>")[0].startswith(ours.text)


@needs_keras
@pytest.mark.parametrize("rank", [0, 4])
def test_it_is_trained_and_written_back(preset, rank):
    import keras_hub

    _, folder = preset
    gemma_lm = keras_hub.models.GemmaCausalLM.from_preset(str(folder))
    gemma_lm.compile(sampler="greedy")
    tokens = [2, *range(7, 40)]
    before = keras_logits(gemma_lm, tokens)
    text = gemma_lm.generate(create_prompt("What is 46 + 18?"), max_length=90)
    config = GRPOConfig(
        num_generations=4, batch_size=4, num_training_steps=3, learning_rate=1e-2, max_prompt_length=128,
        max_response_length=8, lora_rank=rank,
    )
    trainer = GRPOTrainer(model=gemma_lm, config=config, training_data=QUESTIONS, rewards={"brevity": (brevity, 1.0)})
    assert len(trainer.train()) == 3
    after = keras_logits(gemma_lm, tokens)
    assert np.abs(after - before).max() > 0.1, "trained"
    np.testing.assert_allclose(after, gemmas.logits(trainer.policy, tokens), atol=1e-3)
    assert gemma_lm.generate(create_prompt("What is 46 + 18?"), max_length=90) != text, "generate uses the new weights"


@needs_keras
def test_other_models_are_refused(tmp_path):
    import keras_hub

    backbone = keras_hub.models.GemmaBackbone(
        vocabulary_size=1024, num_layers=1, num_query_heads=2, num_key_value_heads=1, hidden_dim=16,
        intermediate_dim=32, head_dim=8,
    )
    with pytest.raises(PolicyError, match="is not a Gemma 2"):  # Gemma 1
        from_keras(keras_hub.models.GemmaCausalLM(backbone))
    with pytest.raises(PolicyError, match="'keras:no/such/preset' could not be loaded") as caught:
        load_policy("keras:no/such/preset")
    assert "\n" not in str(caught.value)
    with pytest.raises(PolicyError, match="--format hf takes Gemma 3"):
        export_keras(gemmas.random_policy(gemmas.gemma3()), tmp_path / "out", "")


@pytest.mark.skipif(HAS_KERAS, reason="keras-hub is installed")
def test_without_keras_it_is_said_what_to_install():
    with pytest.raises(PolicyError, match="pip install --no-deps -r requirements-keras") as caught:
        load_policy("keras:gemma2_instruct_2b_en")
    assert "\n" not in str(caught.value)


def test_the_tokenizer_has_the_names_that_keras_looks_for_and_the_same_ids():
    import sentencepiece

    ours = load_policy("embedded").tokenizer
    theirs = sentencepiece.SentencePieceProcessor(model_proto=keras_proto(ours))
    for text in (create_prompt(q["question"]) for q in QUESTIONS):
        assert theirs.encode(text) == ours.encode(text)
    for name, number in (("<bos>", ours.bos_id()), ("<eos>", ours.eos_id()), ("<pad>", ours.pad_id())):
        assert theirs.piece_to_id(name) == number
    assert theirs.get_piece_size() == ours.get_piece_size()
