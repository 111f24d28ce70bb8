"""The rollout engine: fresh numbers at every call, and end tokens as they were sampled."""

import pytest

pytest.importorskip("tunix")

import jax.numpy as jnp
import numpy as np
from flax import nnx
from tunix.generate.tokenizer_adapter import TokenizerAdapter
from tunix.rl.rollout import base_rollout

from tunix_reasoning.prompts import create_prompt
from tunix_reasoning.training.rollout import GroupRollout

PROMPT, LIMIT, GROUP = 128, 24, 2


@pytest.fixture(scope="module")
def prompts(examples):
    """Four prompts of different lengths, each as often as its group."""
    chosen = sorted((create_prompt(e["question"]) for e in examples[:40]), key=len)
    return [prompt for prompt in (chosen[0], chosen[13], chosen[26], chosen[39]) for _ in range(GROUP)]


@pytest.fixture(scope="module")
def rollout(policy):
    """A maker of rollout engines as Tunix builds them, with the settings of their calls."""

    def make(seed=0, calls=0, group=GROUP, temperature=1.0):
        settings = base_rollout.RolloutConfig(
            max_tokens_to_generate=LIMIT, max_prompt_length=PROMPT, kv_cache_size=PROMPT + LIMIT,
            temperature=temperature, seed=seed, eos_tokens=policy.end_tokens,
        )
        engine = GroupRollout(
            rollout_actor=policy.model, tokenizer=TokenizerAdapter(policy.tokenizer), mesh=policy.mesh,
            rollout_config=settings, group=group,
        )
        engine.calls = calls
        return engine, settings

    return make


def test_a_prompt_met_again_is_answered_anew(rollout, prompts):
    engine, settings = rollout()
    first, second = (engine.generate(prompts, settings).text for _ in range(2))
    for one, other in zip(first, second, strict=True):
        assert one != other


def test_a_prompt_twice_in_a_call_is_answered_twice(rollout, prompts):
    engine, settings = rollout(group=4)
    texts = engine.generate(prompts[:1] * 8, settings).text
    assert len(set(texts)) == 8


def test_prompts_that_are_not_in_groups_are_refused(rollout, prompts):
    engine, settings = rollout()
    with pytest.raises(ValueError, match="2 times in a row"):
        engine.generate([prompts[0], prompts[2]], settings)


def test_the_seed_and_the_number_of_the_call_decide(rollout, prompts):
    unbroken, settings = rollout(seed=5)
    outputs = [unbroken.generate(prompts, settings).text for _ in range(3)]
    resumed, settings = rollout(seed=5, calls=2)
    assert resumed.generate(prompts, settings).text == outputs[2]
    other, settings = rollout(seed=6)
    assert other.generate(prompts, settings).text != outputs[0]


def test_end_tokens_stay_as_sampled_and_texts_are_without(rollout, prompts, policy):
    engine, settings = rollout(seed=1)
    outputs = [engine.generate(prompts, settings) for _ in range(8)]
    tokens = [row for output in outputs for row in output.tokens]
    ends = {int(row[-1]) for row in tokens if row[-1] in policy.end_tokens}
    assert len(ends) >= 1
    assert {True, False} == {row[-1] in policy.end_tokens for row in tokens}, "the seed gives both kinds"
    for row, text in zip(tokens, [text for output in outputs for text in output.text], strict=True):
        own = row[:-1] if row[-1] in policy.end_tokens else row
        assert len(row) <= LIMIT
        assert row[-1] in policy.end_tokens or len(row) == LIMIT
        assert not np.isin(own, policy.end_tokens).any()
        assert text == policy.tokenizer.decode(own.tolist())


def test_prompts_come_back_as_tunix_lays_them_out(rollout, prompts, policy):
    engine, settings = rollout()
    output = engine.generate(prompts, settings)
    assert output.left_padded_prompt_tokens.shape == (len(prompts), PROMPT)
    for row, prompt in zip(output.left_padded_prompt_tokens, prompts, strict=True):
        assert row[row != engine.pad_id()].tolist() == [policy.tokenizer.bos_id(), *policy.tokenizer.encode(prompt)]
        assert row[-1] != engine.pad_id()


def test_its_log_probs_are_those_tunix_computes_at_its_temperature(rollout, prompts):
    engine, settings = rollout(temperature=0.7)
    output = engine.generate(prompts, settings)
    completions = np.zeros((len(prompts), LIMIT), np.int32)
    for row, tokens in zip(completions, output.tokens, strict=True):
        row[: len(tokens)] = tokens
    found = engine.get_per_token_logps(jnp.array(output.left_padded_prompt_tokens), jnp.array(completions))
    for row, logps in zip(found, output.logprobs, strict=True):
        np.testing.assert_allclose(row[: len(logps)], logps, atol=1e-4)


def test_it_takes_over_weights(rollout, prompts, fresh_policy, policy):
    engine, _ = rollout()
    engine._model = fresh_policy.model
    state = nnx.state(policy.model, nnx.Param)
    doubled = nnx.State.from_flat_path({path: leaf.replace(2 * leaf[...]) for path, leaf in state.flat_state()})
    engine.update_params(doubled, (nnx.Param,))
    np.testing.assert_allclose(
        fresh_policy.model.embedder.input_embedding[...], 2 * policy.model.embedder.input_embedding[...]
    )
