"""Exported policies in transformers: the same logits, the same greedy text. `make test-peers` brings PyTorch."""

import gemmas
import pytest

pytest.importorskip("tunix")
pytest.importorskip("transformers")
pytest.importorskip("torch", reason="PyTorch is not installed: make test-peers")

import jax.numpy as jnp
import numpy as np
import torch
import transformers
from flax import nnx

from tunix_reasoning.generation import Generator
from tunix_reasoning.model import load_policy
from tunix_reasoning.model.export import export_hugging_face
from tunix_reasoning.prompts import create_prompt


def embedded():
    return gemmas.adapted(load_policy("embedded"))


def random(config, scale=0.2):
    return lambda: gemmas.adapted(gemmas.random_policy(config, scale=scale))


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(embedded, id="embedded"),
        pytest.param(random(gemmas.gemma2()), id="gemma2"),
        pytest.param(random(gemmas.gemma2(num_kv_heads=1)), id="gemma2 with one key-value head"),
        pytest.param(random(gemmas.gemma3()), id="gemma3"),
        pytest.param(random(gemmas.gemma2(**gemmas.WIDE), 0.02), id="two layers of Gemma 2 2B's widths",
                     marks=pytest.mark.slow),
    ],
)
def test_logits_are_the_same(tmp_path, make):
    policy = make()
    export_hugging_face(policy, tmp_path / "model", "")
    theirs = peer(tmp_path / "model")
    tokens = [2, *policy.tokenizer.encode(create_prompt("A box holds 12 pens. How many pens do 15 boxes hold?"))]
    with torch.no_grad():
        expected = theirs(torch.tensor([tokens])).logits[0].numpy()
    found = gemmas.logits(policy, tokens)
    assert np.abs(expected).max() > 1
    print("largest difference", np.abs(found - expected).max())
    np.testing.assert_allclose(found, expected, atol=1e-4)


def peer(folder):
    return transformers.AutoModelForCausalLM.from_pretrained(
        folder, attn_implementation="eager", dtype=torch.float32
    )


def test_greedy_text_is_the_same(tmp_path):
    policy = load_policy("embedded")
    for path, weight in gemmas.flat(policy.model).items():  # so that it is not the folder it came from
        if "q_einsum" in path:
            nnx.update(policy.model, nnx.State.from_flat_path({path: weight.replace(jnp.asarray(weight[...]) * 1.02)}))
    export_hugging_face(policy, tmp_path / "model", "")
    model, tokenizer = peer(tmp_path / "model"), transformers.AutoTokenizer.from_pretrained(tmp_path / "model")
    questions = ["What is 46 + 18?", "Solve for x: 3x + 4 = 19", "A rectangle is 7 cm by 12 cm. What is its perimeter?"]
    prompts = [create_prompt(question) for question in questions]
    ours = [group[0].text for group in Generator(policy, 128, 64, batch_size=4)(prompts)]
    for prompt, text in zip(prompts, ours, strict=True):
        inputs = tokenizer(prompt, return_tensors="pt")
        tokens = model.generate(**inputs, max_new_tokens=64)[0, inputs["input_ids"].shape[1] :]
        ends = [tokenizer.decode([end]) for end in policy.end_tokens]
        theirs = tokenizer.decode(tokens)
        for end in ends:
            theirs = theirs.partition(end)[0]
        assert theirs == text
