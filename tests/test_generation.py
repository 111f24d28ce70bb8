"""Sampling for evaluation: greedy decoding against a plain forward pass without cache or padding, and seeds."""

import itertools

import pytest

pytest.importorskip("tunix")

import jax.numpy as jnp
from flax import nnx

from tunix_reasoning.generation import Generator
from tunix_reasoning.model import add_lora
from tunix_reasoning.prompts import create_prompt

PROMPT, LIMIT, BATCH = 128, 24, 4


@pytest.fixture(scope="module")
def prompts(examples):
    """Four prompts of different lengths."""
    chosen = sorted((create_prompt(e["question"]) for e in examples[:40]), key=len)
    return [chosen[0], chosen[13], chosen[26], chosen[39]]


@pytest.fixture(scope="module")
def generate(policy):
    """A generator over the shared policy."""
    return Generator(policy, PROMPT, LIMIT, BATCH)


@nnx.jit
def next_tokens(model, tokens, positions, mask):  # [1, L]
    return model(tokens, positions, None, mask)[0].argmax(-1)


def greedy_by_hand(policy, prompt, steps):
    """The most likely token after each prefix, by a whole forward pass a token."""
    length = PROMPT + steps
    tokens = [2, *policy.tokenizer.encode(prompt)]
    start = len(tokens)
    mask, positions = jnp.tril(jnp.ones((1, length, length), bool)), jnp.arange(length)[None]
    for _ in range(steps):
        padded = jnp.array([tokens + [0] * (length - len(tokens))])
        following = int(next_tokens(policy.model, padded, positions, mask)[0, len(tokens) - 1])
        if following in policy.end_tokens:
            break
        tokens.append(following)
    return policy.tokenizer.decode(tokens[start:])


@pytest.mark.slow
def test_greedy_decoding_is_the_plain_forward_pass(generate, policy, prompts):
    found = generate(prompts)
    for prompt, [completion] in zip(prompts, found, strict=True):
        assert completion.text == greedy_by_hand(policy, prompt, LIMIT)


@pytest.mark.slow
def test_greedy_completions_depend_on_neither_batch_nor_padding(generate, policy, prompts):
    together = generate(prompts)
    assert generate(prompts) == together, "the same again"
    assert generate(prompts[:1]) + generate(prompts[1:]) == together, "a batch that is filled up"
    assert generate(prompts + prompts[:2]) == together + together[:2], "more than one batch"
    assert Generator(policy, PROMPT + 32, LIMIT, batch_size=1)(prompts) == together, (
        "alone, with more padding"
    )


def test_samples_of_a_prompt_differ_and_a_seed_repeats_them(generate, prompts):
    def sample(seed):
        return generate(prompts[:2], 3, temperature=1.0, seed=seed)

    first = sample(0)
    assert [len(group) for group in first] == [3, 3]
    for group in first:
        assert len({completion.text for completion in group}) == 3
    assert sample(0) == first
    assert sample(1) != first


@pytest.mark.slow
def test_samples_depend_on_neither_the_batch_nor_their_number(generate, policy, prompts):
    few = generate(prompts, 2, temperature=1.0, seed=3)
    many = Generator(policy, PROMPT, LIMIT, batch_size=64)(prompts, 4, temperature=1.0, seed=3)
    assert [group[:2] for group in many] == few


def test_more_samples_than_a_batch_takes(generate, prompts):
    [group] = generate(prompts[:1], 2 * BATCH, temperature=1.0)
    assert len({c.text for c in group}) > BATCH


def test_it_tells_how_many_completions_have_come(generate, prompts):
    told = []
    generate(prompts, 3, temperature=1.0, done=told.append)
    assert sum(told) == 3 * len(prompts)
    assert len(told) > 1, "batch by batch"


def test_no_prompts_give_no_completions(generate):
    assert generate([]) == []


def test_a_prompt_over_the_limit_is_refused_with_its_length(generate, policy):
    def prompt_of(length):  # tokens, the begin token included
        return next(
            text for n in itertools.count() if len(policy.tokenizer.encode(text := "7" * n)) == length - 1
        )

    assert generate.fits(prompt_of(PROMPT))
    assert not generate.fits(prompt_of(PROMPT + 1))
    with pytest.raises(ValueError, match=f"has {PROMPT + 1} tokens, over max_prompt_length={PROMPT}"):
        generate(["7", prompt_of(PROMPT + 1)])


def test_it_follows_the_weights(fresh_policy, prompts):
    generate = Generator(fresh_policy, PROMPT, LIMIT, BATCH)
    before = generate(prompts)
    embedding = fresh_policy.model.embedder.input_embedding
    embedding[...] = embedding[...] * jnp.linspace(0.2, 2.0, embedding.shape[0])[:, None]
    after = generate(prompts)
    assert after != before
    assert after[0][0].text == greedy_by_hand(fresh_policy, prompts[0], LIMIT)


def test_it_follows_adapters_that_come_later(fresh_policy, prompts):
    generate = Generator(fresh_policy, PROMPT, LIMIT, BATCH)
    before = generate(prompts)
    fresh_policy.model = add_lora(fresh_policy.model, 2, fresh_policy.mesh)
    assert generate(prompts) == before, "new adapters are zero"
    for path, weight in nnx.state(fresh_policy.model, nnx.LoRAParam).flat_state():
        nnx.update(fresh_policy.model, nnx.State.from_flat_path({path: weight.replace(weight[...] + 0.3)}))
    assert generate(prompts) != before


@pytest.mark.slow
def test_finished_and_truncated_completions_are_told_apart(generate, prompts):
    completions = [c for group in generate(prompts, 6, temperature=1.0, seed=1) for c in group]
    assert {c.truncated for c in completions} == {True, False}
    for completion in completions:
        assert completion.truncated == (completion.tokens == LIMIT)


def test_a_streamed_completion_is_the_greedy_one_and_grows(generate, prompts):
    for prompt in prompts:
        heard = []
        completion = generate.stream(prompt, heard.append)
        assert [[completion]] == generate([prompt])
        assert heard[-1] == completion.text
        assert len(heard) >= completion.tokens // 4
        for less, more in itertools.pairwise(heard):
            assert more.startswith(less)
