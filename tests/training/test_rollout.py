"""Sampling: fresh keys, end tokens, and greedy decoding against a plain forward pass without cache or padding."""

import itertools

import pytest

pytest.importorskip("tunix")

import jax.numpy as jnp
import numpy as np
from flax import nnx
from tunix.generate.tokenizer_adapter import TokenizerAdapter
from tunix.rl.rollout import base_rollout

from tunix_reasoning.generation import Generator
from tunix_reasoning.model import add_lora
from tunix_reasoning.prompts import create_prompt
from tunix_reasoning.training.rollout import SeededRollout

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


@pytest.fixture(scope="module")
def rollout(policy):
    """A maker of rollout engines as Tunix builds them, with the settings of their calls."""

    def make(seed=0, calls=0):
        settings = base_rollout.RolloutConfig(
            max_tokens_to_generate=LIMIT, max_prompt_length=PROMPT, kv_cache_size=PROMPT + LIMIT,
            temperature=1.0, seed=seed, eos_tokens=policy.end_tokens,
        )
        engine = SeededRollout(
            rollout_actor=policy.model, tokenizer=TokenizerAdapter(policy.tokenizer), mesh=policy.mesh,
            rollout_config=settings,
        )
        engine.calls = calls
        return engine, settings

    return make


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


def test_greedy_decoding_is_the_plain_forward_pass(generate, policy, prompts):
    found = generate(prompts)
    for prompt, [completion] in zip(prompts, found, strict=True):
        assert completion.text == greedy_by_hand(policy, prompt, LIMIT)


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


def test_batches_of_samples_use_keys_of_their_own(generate, prompts):
    [group] = generate(prompts[:1], 2 * BATCH, temperature=1.0)
    assert [c.text for c in group[:BATCH]] != [c.text for c in group[BATCH:]]


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


def test_a_prompt_met_again_is_answered_anew(rollout, prompts):
    engine, settings = rollout()
    first, second = (engine.generate(prompts, settings).text for _ in range(2))
    for one, other in zip(first, second, strict=True):
        assert one != other


def test_a_prompt_twice_in_a_call_is_answered_twice(rollout, prompts):
    engine, settings = rollout()
    texts = engine.generate(prompts[:1] * 4, settings).text
    assert len(set(texts)) == 4


def test_the_seed_and_the_number_of_the_call_decide(rollout, prompts):
    unbroken, settings = rollout(seed=5)
    outputs = [unbroken.generate(prompts, settings).text for _ in range(3)]
    resumed, settings = rollout(seed=5, calls=2)
    assert resumed.generate(prompts, settings).text == outputs[2]
    other, settings = rollout(seed=6)
    assert other.generate(prompts, settings).text != outputs[0]


def test_the_end_token_stays_and_truncation_is_told(rollout, prompts, policy):
    engine, settings = rollout(seed=1)
    outputs = [engine.generate(prompts, settings) for _ in range(6)]
    lengths, truncated = engine.take_lengths()
    tokens = [row for output in outputs for row in output.tokens]
    texts = [text for output in outputs for text in output.text]
    assert {True, False} == set(truncated), "the seed gives both kinds"
    for row, text, length, cut in zip(tokens, texts, lengths, truncated, strict=True):
        own = row if cut else row[:-1]
        assert cut == (length == LIMIT)
        assert len(own) == length
        assert not np.isin(own, policy.end_tokens).any()
        assert cut or row[-1] == policy.end_tokens[0]
        assert text == policy.tokenizer.decode(own.tolist())
    assert engine.take_lengths() == ([], []), "taken once"


def test_finished_and_truncated_completions_are_told_apart(generate, prompts):
    completions = [c for group in generate(prompts, 6, temperature=1.0, seed=1) for c in group]
    assert {c.truncated for c in completions} == {True, False}
    for completion in completions:
        assert completion.truncated == (completion.tokens == LIMIT)
