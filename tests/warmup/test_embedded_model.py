"""The model that ships: its size, its architecture, its tokenizer, and that it writes in the format."""

import json
from random import Random

import pytest

pytest.importorskip("tunix")

from reasoning_data.catalog import generate
from tunix_reasoning.config import PRESETS
from tunix_reasoning.model import load_policy
from tunix_reasoning.model.sources import EMBEDDED
from tunix_reasoning.prompts import create_prompt, parse
from tunix_reasoning.warmup.recipe import reasoned

TOKENS = ["<start_of_turn>", "<end_of_turn>", "<reasoning>", "</reasoning>", "<answer>", "</answer>"]


@pytest.fixture(scope="module")
def policy():
    return load_policy("embedded")


def test_it_is_small(policy):
    assert policy.parameters <= 6_000_000
    assert sum(path.stat().st_size for path in EMBEDDED.iterdir()) <= 16_000_000


def test_it_has_the_architecture_of_gemma_2(policy):
    settings = json.loads((EMBEDDED / "config.json").read_text())
    assert settings["model_type"] == "gemma2"
    assert settings["num_key_value_heads"] < settings["num_attention_heads"]
    assert settings["attn_logit_softcapping"] == 50.0
    assert settings["final_logit_softcapping"] == 30.0
    assert settings["tie_word_embeddings"]
    kinds = [layer.attn.attn_type.name for layer in policy.model.layers]
    assert kinds == ["LOCAL_SLIDING", "GLOBAL"] * (len(kinds) // 2)
    layer = policy.model.layers[0]
    for norm in ("pre_attention_norm", "post_attn_norm", "pre_ffw_norm", "post_ffw_norm"):
        assert hasattr(layer, norm)
    assert policy.model.embedder.num_embed == policy.tokenizer.get_piece_size()  # no id without a piece


@pytest.mark.parametrize("token", TOKENS)
def test_turns_and_tags_are_single_tokens(policy, token):
    assert len(policy.tokenizer.encode(token)) == 1


def test_digits_stand_alone_and_code_survives(policy):
    pieces = policy.tokenizer.encode("x = 1234 + 56", out_type=str)
    assert all(sum(character.isdigit() for character in piece) <= 1 for piece in pieces)
    code = "for x in items:\n    if x:\n        total += x  # ünï"
    assert policy.tokenizer.decode(policy.tokenizer.encode(code)) == code


def test_it_answers_in_the_format(policy):
    from tunix_reasoning.generation import Generator

    prompts = [create_prompt(f"What is the sum of {n} and {n + 9}?") for n in range(11, 19)]
    completions = Generator(policy, max_prompt_length=64, max_tokens=64, batch_size=8)(prompts)
    assert sum(parse(completion.text).well_formed for (completion,) in completions) >= 6


def test_the_preset_has_room_for_every_trace(policy):
    """A limit below a family's traces would punish its reasoning."""
    limit = PRESETS["embedded"].grpo.max_response_length
    for example in generate(3000, seed=5, families=policy.families):
        assert len(policy.tokenizer.encode(reasoned(example, Random()))) < limit, example["id"]
