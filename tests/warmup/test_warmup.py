"""The warm-up: the tokenizer, packing against one conversation at a time, habits, and that it teaches."""

import itertools
from random import Random

import pytest

pytest.importorskip("tunix")

import jax.numpy as jnp
import numpy as np
from flax import nnx
from helpers import FAMILIES

from tunix_reasoning.answers import same_answer
from tunix_reasoning.prompts import TAG, create_prompt, format_completion, parse
from tunix_reasoning.rewards import format_reward
from tunix_reasoning.warmup.packing import completion_loss, model_inputs, packed_rows
from tunix_reasoning.warmup.recipe import WarmupConfig, habitual, reasoned
from tunix_reasoning.warmup.roles import with_roles
from tunix_reasoning.warmup.tokenizer import SPECIAL

ROW = 192


def rows_of(examples, tokenizer, count=None):
    return list(itertools.islice(packed_rows(examples, tokenizer, with_roles(reasoned, 0.0), ROW, seed=0), count))


def conversation(example, tokenizer):
    """The example's tokens and where its completion starts, put together by hand."""
    prompt = [2, *tokenizer.encode(create_prompt(example["question"]))]
    completion = tokenizer.encode(format_completion(example["metadata"]["concise"], example["answer"]))
    return prompt + completion + [tokenizer.piece_to_id("<end_of_turn>")], len(prompt)


@nnx.jit
def log_probabilities(model, tokens, positions, attention_mask):  # [B, L - 1]
    logits, _ = model(tokens, positions, None, attention_mask)
    chosen = jnp.take_along_axis(nnx.log_softmax(logits[:, :-1]), tokens[:, 1:, None], axis=-1)
    return chosen[..., 0]


def losses_of(model, row):
    inputs = model_inputs(jnp.array(row)[None])
    return -np.asarray(
        log_probabilities(model, inputs["tokens"], inputs["positions"], inputs["attention_mask"])
    )[0]


@pytest.mark.parametrize("piece", [*SPECIAL, *"0123456789", "\n"])
def test_tags_turns_digits_and_newlines_are_single_tokens(tokenizer, piece):
    assert len(tokenizer.encode(piece)) == 1


@pytest.mark.parametrize(
    ("text", "digits"),
    [("385", 3), ("1024.5", 5), ("What is 385 + 18?", 5), ("x2048y", 4), ("2024-03-17", 8)],
)
def test_every_digit_is_a_token_of_its_own(tokenizer, text, digits):
    pieces = [tokenizer.id_to_piece(token) for token in tokenizer.encode(text)]
    numeric = [piece for piece in pieces if any(character.isdigit() for character in piece)]
    assert len(numeric) == digits
    assert all(len(piece.lstrip("▁")) == 1 for piece in numeric)


@pytest.mark.parametrize(
    "text",
    [
        "def f(n):\n    for i in range(n):\n        print(i)\n\n    return None\n",  # newlines and indentation
        "  two  spaces,   three,\ttab  ",
        "x² ≤ √2, naïve, Ω, 水, 🙂",  # bytes stand in for what the vocabulary lacks
        "e\u0301 is not \u00e9; \ufb01 is not fi",  # no normalization
        "<reasoning>1 + 1 = 2</reasoning><answer>2</answer>",
        "",
    ],
)
def test_text_comes_back_as_it_was(tokenizer, text):
    assert tokenizer.decode(tokenizer.encode(text)) == text


def test_the_special_ids_are_those_of_gemma(tokenizer):
    ids = (tokenizer.pad_id(), tokenizer.eos_id(), tokenizer.bos_id(), tokenizer.unk_id())
    assert ids == (0, 1, 2, 3)


def test_a_packed_row_gives_every_conversation_the_losses_it_has_alone(policy, examples, tokenizer):
    row = next(row for row in rows_of(examples, tokenizer) if row[2].max() >= 2)
    packed = losses_of(policy.model, row)
    start = 0
    contents = {tuple(tokens): first for tokens, first in (conversation(e, tokenizer) for e in examples)}
    for segment in range(1, row[2].max() + 1):
        length = int((row[2] == segment).sum())
        tokens = row[0, start : start + length]
        first = contents[tuple(tokens.tolist())]
        alone = np.zeros_like(row)
        alone[0, :length], alone[1, :length], alone[2, :length] = tokens, np.arange(length) >= first, 1
        expected = losses_of(policy.model, alone)[: length - 1]
        np.testing.assert_allclose(packed[start : start + length - 1], expected, atol=2e-5)
        np.testing.assert_array_equal(
            row[1, start : start + length], alone[1, :length], "targets: completions only"
        )
        start += length
    assert not row[:, start:].any(), "the rest of the row is padding"


def test_positions_start_anew_and_attention_stays_inside(examples, tokenizer):
    row = next(row for row in rows_of(examples, tokenizer) if row[2].max() >= 2)
    inputs = model_inputs(jnp.array(row)[None])
    positions, mask = np.asarray(inputs["positions"])[0], np.asarray(inputs["attention_mask"])[0]
    seen = {}
    for i, segment in enumerate(row[2]):
        assert positions[i] == seen.get(segment, 0)
        seen[segment] = positions[i] + 1
        allowed = [j <= i and row[2, j] == segment for j in range(ROW)]
        np.testing.assert_array_equal(mask[i], allowed)


def test_another_conversation_in_the_row_changes_nothing(policy, examples, tokenizer):
    row = next(row for row in rows_of(examples, tokenizer) if row[2].max() >= 2)
    changed = row.copy()
    changed[0, row[2] == 1] = 7
    second = np.flatnonzero(row[2] == 2)[:-1]
    np.testing.assert_array_equal(
        losses_of(policy.model, row)[second], losses_of(policy.model, changed)[second]
    )


@pytest.mark.slow
def test_the_loss_is_the_mean_over_completion_tokens(policy, examples, tokenizer):
    rows = rows_of(examples, tokenizer, 3)
    total = count = 0.0
    for row in rows:
        for position, loss in enumerate(losses_of(policy.model, row), start=1):
            total += loss * row[1, position]
            count += row[1, position]
    found = completion_loss(policy.model, **model_inputs(jnp.array(rows)))
    assert float(found) == pytest.approx(total / count, rel=1e-5)


def test_every_conversation_comes_once_and_whole(examples, tokenizer):
    rows = rows_of(examples, tokenizer)
    found = [row[0, row[2] == s].tolist() for row in rows for s in range(1, row[2].max() + 1)]
    expected = [tokens for tokens, _ in (conversation(e, tokenizer) for e in examples) if len(tokens) <= ROW]
    assert sorted(found) == sorted(expected)


def test_rows_are_fuller_than_in_the_order_of_arrival(examples, tokenizer):
    lengths = [len(conversation(e, tokenizer)[0]) for e in examples]
    in_order, used = 1, 0
    for length in lengths:
        in_order, used = (in_order, used + length) if used + length <= ROW else (in_order + 1, length)
    rows = len(rows_of(examples, tokenizer))
    assert -(-sum(lengths) // ROW) <= rows < in_order


def test_a_conversation_longer_than_a_row_is_left_out(examples, tokenizer):
    long = examples[0] | {"question": "Why? " * 200}
    kept = rows_of([long, *examples[:2], long], tokenizer)
    assert sum(row[2].max() for row in kept) == 2


def test_habits_come_in_the_shares_asked_for_and_every_label_is_right(examples):
    config = WarmupConfig(jump_share=0.55, botch_share=0.22)
    completion, rng, n = habitual(config), Random(3), 4000
    texts = [
        (example, completion(example, rng)) for example in itertools.islice(itertools.cycle(examples), n)
    ]
    jumps = sum("The answer is" in text for _, text in texts) / n
    botched = sum(score < 1 for score in format_reward([], [text for _, text in texts])) / n
    for share, wanted in ((jumps, 0.55), (botched, 0.22)):
        assert abs(share - wanted) < 4 * (wanted * (1 - wanted) / n) ** 0.5  # four standard errors
    for example, text in texts:
        stated = parse(text).answer or TAG.split(text.removesuffix("</answer>"))[-1]
        assert same_answer(stated, example["answer"], example["metadata"]["answer_kind"]), text


def test_every_lesson_one_completion_is_in_the_format(examples):
    texts = [reasoned(example, Random()) for example in examples]
    assert format_reward([], texts) == [1.0] * len(texts)


def test_the_lesson_teaches(untrained, policy, examples, tokenizer):
    batch = model_inputs(jnp.array(rows_of(examples, tokenizer, 4)))
    before, after = (float(completion_loss(p.model, **batch)) for p in (untrained, policy))
    assert before == pytest.approx(np.log(tokenizer.get_piece_size()), rel=0.25), (
        "random weights know nothing"
    )
    assert after < 0.6 * before


def test_random_weights_differ_by_seed_and_are_not_zero(warmup_config, untrained, tokenizer):
    from dataclasses import replace

    from helpers import weights

    from tunix_reasoning.warmup.recipe import create_policy

    other = weights(create_policy(replace(warmup_config, seed=1), tokenizer).model)
    for path, value in weights(untrained.model).items():
        if value.ndim > 1:
            assert value.std() > 0, f"{path}: zero kernels would never learn"
            assert (value != other[path]).any(), path


def test_the_model_knows_its_families(warmup_config):
    assert tuple(warmup_config.hugging_face(420)["warmup_families"]) == FAMILIES
