"""The sampler against plain forward passes: what it says of its tokens, and that company and layout change nothing."""

import numpy as np
import pytest

pytest.importorskip("tunix")

import jax
import jax.numpy as jnp
from flax import nnx
from tunix.models.gemma3 import model as gemma3

from tunix_reasoning import sampling
from tunix_reasoning.model import add_lora
from tunix_reasoning.model.forward import check_window, lanes
from tunix_reasoning.next_token import pick
from tunix_reasoning.sampling import Sampler

PROMPT, LIMIT, PAD, ENDS = 24, 18, 0, tuple(range(1, 60))


@nnx.jit
def scores(model, tokens):  # [N, L] -> [N, L, V]
    (count, length) = tokens.shape
    mask = jnp.broadcast_to(jnp.tril(jnp.ones((length, length), bool)), (count, length, length))
    return model(tokens, jnp.broadcast_to(jnp.arange(length), tokens.shape), None, mask)[0]


def plain_logps(model, prompts, samples, temperature):
    """The log-probability of each sampled token by a forward pass over each completion alone."""
    tokens = np.zeros((len(samples), PROMPT + LIMIT), np.int32)
    for row, prompt, sample in zip(tokens, prompts, samples, strict=True):
        row[: len(prompt) + len(sample.tokens)] = [*prompt, *sample.tokens]
    found = jax.nn.log_softmax(scores(model, tokens).astype(jnp.float32) / temperature)
    return [
        np.array([found[i, len(prompt) - 1 + t, token] for t, token in enumerate(sample.tokens)])
        for i, (prompt, sample) in enumerate(zip(prompts, samples, strict=True))
    ]


@pytest.fixture(scope="module")
def model(untrained):
    """Its random weights, larger, so that choices are clear; a Gemma 2."""
    model = nnx.clone(untrained.model)
    embedding = model.embedder.input_embedding
    embedding[...] = embedding[...] * 12
    return model


@pytest.fixture(scope="module")
def prompts(untrained):
    rng = np.random.default_rng(1)
    return [[2, *rng.integers(60, 400, n).tolist()] for n in (PROMPT - 1, 1, 6, 13, 0, 9)]


@pytest.fixture(scope="module")
def uniforms(prompts):
    return np.random.default_rng(2).random((len(prompts) * 4, LIMIT), np.float32)


def sampler(model, mesh, limit=LIMIT, prompt=PROMPT):
    return Sampler(lambda: model, mesh, PAD, ENDS, prompt, limit)


def same(one, other):
    for a, b in zip(one, other, strict=True):
        np.testing.assert_array_equal(a.tokens, b.tokens)
        np.testing.assert_allclose(a.logps, b.logps, atol=1e-4)


@pytest.fixture(scope="module")
def samples(model, untrained, prompts, uniforms):
    return sampler(model, untrained.mesh)(prompts, 4, 1.3, uniforms)


def test_log_probs_are_those_of_the_plain_model(model, prompts, samples):
    expected = plain_logps(model, [p for p in prompts for _ in range(4)], samples, 1.3)
    for sample, logps in zip(samples, expected, strict=True):
        np.testing.assert_allclose(sample.logps, logps, atol=1e-4)


def test_completions_end_where_they_should(samples):
    lengths = {len(sample.tokens) for sample in samples}
    assert LIMIT in lengths
    assert len(lengths) > 3, "the seed gives different lengths"
    for sample in samples:
        assert not np.isin(sample.tokens[:-1], (PAD, *ENDS)).any()
        assert len(sample.tokens) == LIMIT or sample.tokens[-1] in ENDS
        assert len(sample.logps) == len(sample.tokens)


@pytest.mark.slow
def test_a_completion_depends_on_its_own_numbers_alone(model, untrained, prompts, uniforms, samples):
    alone = sampler(model, untrained.mesh)
    for i in (0, 3):
        same(alone(prompts[i : i + 1], 4, 1.3, uniforms[4 * i : 4 * i + 4]), samples[4 * i : 4 * i + 4])
    same(alone(prompts, 1, 1.3, uniforms[::4]), samples[::4])
    same(alone(prompts[:3], 4, 1.3, uniforms[:12], rows=8), samples[:12])


@pytest.mark.slow
@pytest.mark.parametrize("smallest", [1, 100])
def test_going_on_with_fewer_changes_nothing(model, untrained, prompts, uniforms, samples, monkeypatch, smallest):
    monkeypatch.setattr(sampling, "SMALLEST", smallest)
    same(sampler(model, untrained.mesh)(prompts, 4, 1.3, uniforms), samples)


def test_greedy_takes_the_likeliest(model, untrained, prompts):
    found = sampler(model, untrained.mesh)(prompts, 1, 0.0, np.zeros((len(prompts), LIMIT)))
    for prompt, sample in zip(prompts, found, strict=True):
        tokens = np.zeros((1, PROMPT + LIMIT), np.int32)
        tokens[0, : len(prompt) + len(sample.tokens)] = [*prompt, *sample.tokens]
        best = scores(model, tokens)[0].at[:, PAD].set(-jnp.inf).argmax(-1)
        first = len(prompt) - 1
        np.testing.assert_array_equal(sample.tokens, best[first : first + len(sample.tokens)])


@pytest.mark.slow
def test_it_follows_weights_and_adapters(untrained, prompts, uniforms):
    model = add_lora(nnx.clone(untrained.model), 2, untrained.mesh)
    sample = sampler(model, untrained.mesh)
    before = sample(prompts, 4, 1.0, uniforms)
    for path, weight in nnx.state(model, nnx.LoRAParam).flat_state():
        nnx.update(model, nnx.State.from_flat_path({path: weight.replace(weight[...] + 0.3)}))
    after = sample(prompts, 4, 1.0, uniforms)
    assert any(a.tokens.tolist() != b.tokens.tolist() for a, b in zip(before, after, strict=True))
    expected = plain_logps(model, [p for p in prompts for _ in range(4)], after, 1.0)
    for found, logps in zip(after, expected, strict=True):
        np.testing.assert_allclose(found.logps, logps, atol=1e-4)


@pytest.fixture(scope="module")
def gemma3_model():
    """Six layers, the last one global, of a window that prompts and completions do not fit."""
    config = gemma3.ModelConfig(
        num_layers=6, num_embed=420, embed_dim=32, hidden_dim=64, num_heads=2, head_dim=16, num_kv_heads=1,
        sliding_window_size=16, param_dtype=jnp.float32,
    )
    model = gemma3.Gemma3(config, rngs=nnx.Rngs(params=0))
    for seed, (path, weight) in enumerate(nnx.state(model).flat_state()):
        value = jax.random.normal(jax.random.key(seed), weight.shape) * 0.3
        nnx.update(model, nnx.State.from_flat_path({path: weight.replace(value)}))
    return model


@pytest.mark.slow
def test_gemma_3_beyond_its_window(gemma3_model, untrained, prompts, uniforms):
    assert lanes(gemma3_model.config, PROMPT, LIMIT, 4, 6, 1) == 1
    found = sampler(gemma3_model, untrained.mesh)(prompts, 4, 1.0, uniforms)
    expected = plain_logps(gemma3_model, [p for p in prompts for _ in range(4)], found, 1.0)
    for sample, logps in zip(found, expected, strict=True):
        np.testing.assert_allclose(sample.logps, logps, atol=1e-4)


def test_lanes_fit_the_window_and_the_devices(model):
    window = model.config.sliding_window_size
    assert lanes(model.config, window - 8 * 40, 40, 8, 8, 1) == 8
    assert lanes(model.config, window - 8 * 40 + 1, 40, 8, 8, 1) == 4
    assert lanes(model.config, window, 40, 8, 8, 1) == 1
    assert lanes(model.config, 24, 8, 4, 2, 8) == 1, "two prompts of four on eight devices: a row each"
    assert lanes(model.config, 24, 8, 4, 4, 2) == 4
    check_window(model.config, window)
    with pytest.raises(ValueError, match=f"at most {window}, the model's sliding window. Received: {window + 1}"):
        check_window(model.config, window + 1)


@pytest.mark.slow
def test_few_programs_are_compiled_and_all_in_the_first_calls(model, untrained, prompts, uniforms, monkeypatch):
    monkeypatch.setattr(sampling, "SMALLEST", 2)
    sample = sampler(model, untrained.mesh)
    rng = np.random.default_rng(3)

    def programs():
        return sum(f._cache_size() for f in (sample.prefill, sample.regroup, sample.decode))

    counts = []
    for call in range(8):
        sample(prompts, 4, 1.0 + 0.1 * call, rng.random(uniforms.shape, np.float32))
        counts.append(programs())
    assert counts[-1] == counts[4]
    assert counts[-1] <= 14


@pytest.mark.parametrize("vocabulary", [5, 64, 420, 1000])
def test_draws_have_the_probabilities_of_the_softmax(vocabulary):
    """Of evenly spaced numbers, each token gets its share, up to one."""
    rng = np.random.default_rng(vocabulary)
    logits, never, count = rng.normal(0, 2, vocabulary).astype(np.float32), 1, 20_000
    uniform = (jnp.arange(count) + 0.5) / count
    tokens, logps = pick(jnp.broadcast_to(logits, (count, vocabulary)), uniform, 0.7, False, never)
    probabilities = np.exp(logits / 0.7) / np.exp(logits / 0.7).sum()
    np.testing.assert_allclose(logps, np.log(probabilities)[tokens], atol=1e-5)
    allowed = np.where(np.arange(vocabulary) == never, 0, probabilities)
    shares = np.bincount(tokens, minlength=vocabulary) / count
    np.testing.assert_allclose(shares, allowed / allowed.sum(), atol=1.5 / count)


@pytest.mark.parametrize("uniform", [0.0, 0.99999994])
def test_the_ends_of_the_unit_interval_give_tokens_of_some_probability(uniform):
    logits = jnp.full((1, 100), -jnp.inf).at[0, 37].set(0.0).at[0, 61].set(-3.0)
    token, _ = pick(logits, jnp.full(1, uniform), 1.0, False, 37 if uniform == 0.0 else 99)
    assert int(token[0]) == 61


@pytest.mark.slow
def test_listening_changes_nothing(model, untrained, prompts, uniforms, samples, monkeypatch):
    monkeypatch.setattr(sampling, "SMALLEST", 1)
    heard = []
    same(sampler(model, untrained.mesh)(prompts, 4, 1.3, uniforms, heard=lambda t: heard.append(t.copy())), samples)
    lengths = [tokens.shape[1] for tokens in heard]
    assert lengths == sorted(set(lengths)), "every look sees something new"
    assert max(b - a for a, b in zip([0, *lengths], lengths, strict=False)) <= sampling.EVERY
    for tokens in heard:
        for row, sample in zip(tokens, samples, strict=True):
            own = row[row != PAD]
            np.testing.assert_array_equal(own, sample.tokens[: len(own)])
