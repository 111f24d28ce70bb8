"""The loss against Tunix's own and against plain Python, and that no way of laying out completions changes it."""

import math
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace

import pytest

pytest.importorskip("tunix")

import jax
import jax.numpy as jnp
import numpy as np
from flax import nnx
from tunix.rl import algo_core
from tunix.rl.grpo.grpo_learner import TrainExample

from tunix_reasoning.model import add_lora
from tunix_reasoning.training.loss import completion_weights, policy_loss, supervised_loss, token_logps
from tunix_reasoning.training.rows import RowShape, pack

GROUP, PROMPTS, PROMPT, RESPONSE, PAD, TEMPERATURE = 4, 3, 20, 16, 0, 0.8
MODES = ("sequence-mean-token-mean", "token-mean", "sequence-mean-token-scale")


@dataclass
class Batch:
    """Completions of lengths from 1 to the limit, as sampled by a policy that has moved since."""

    prompts: list
    completions: list
    advantages: np.ndarray
    reference: list
    old: list

    @property
    def lengths(self):
        return np.array([len(c) for c in self.completions])


@pytest.fixture(scope="module")
def batch(policy):
    rng = np.random.default_rng(0)
    vocabulary = policy.model.config.num_embed
    lengths = rng.integers(1, RESPONSE + 1, GROUP * PROMPTS)
    lengths[:2] = 1, RESPONSE
    prompts = [rng.integers(3, vocabulary, n).astype(np.int32) for n in (PROMPT, 3, 11) for _ in range(GROUP)]
    prompts = [prompts[i - i % GROUP] for i in range(len(prompts))]
    completions = [rng.integers(1, vocabulary, n).astype(np.int32) for n in lengths]
    now = [plain_logps(policy.model, p, c) for p, c in zip(prompts, completions, strict=True)]
    moved = [(x + rng.normal(0, 0.3, len(x))).astype(np.float32) for x in now]
    reference = [(x + rng.normal(0, 0.2, len(x))).astype(np.float32) for x in now]
    return Batch(prompts, completions, rng.normal(size=len(prompts)).astype(np.float32), reference, moved)


@nnx.jit
def whole_logits(model, tokens):  # [1, L] -> [1, L, V]
    length = tokens.shape[1]
    return model(tokens, jnp.arange(length)[None], None, jnp.tril(jnp.ones((1, length, length), bool)))[0]


def plain_logps(model, prompt, completion):
    """Each token's log-probability by a forward pass of this completion alone."""
    tokens = np.zeros(PROMPT + RESPONSE, np.int32)
    sequence = np.concatenate([prompt, completion])
    tokens[: len(sequence)] = sequence
    scores = np.asarray(whole_logits(model, tokens[None]), float)[0] / TEMPERATURE
    rows = scores[len(prompt) - 1 : len(sequence) - 1]
    return np.array([row[t] - np.log(np.exp(row).sum()) for row, t in zip(rows, completion, strict=True)])


def settings(mode="sequence-mean-token-mean", **changes):
    return SimpleNamespace(**({
        "epsilon": 0.2, "epsilon_high": 0.28, "beta": 0.1, "temperature": TEMPERATURE, "compute_logps_chunk_size": 0,
        "loss_agg_mode": mode, "loss_algo": "grpo", "kl_loss_mode": "low_var_kl", "kl_clamp_value": None,
    } | changes))


def rows_of(batch, mode="sequence-mean-token-mean", lanes=GROUP, rows=PROMPTS, part=slice(None), parts=1, kept=None,
            limits=(PROMPT, RESPONSE)):
    lengths = batch.lengths if kept is None else np.where(kept, batch.lengths, 0)
    weights = completion_weights(lengths, mode, RESPONSE) * parts
    prompts = batch.prompts[part]
    shape = RowShape(rows, -(-len(prompts) // (lanes * rows)), lanes, *limits)
    packed = pack(prompts, batch.completions[part], batch.advantages[part], weights[part], shape, PAD)
    return packed.replace(reference_logps=laid_out(packed, batch.reference[part]),
                          old_logps=laid_out(packed, batch.old[part]))


def laid_out(rows, values):
    """Values of each completion's tokens where the rows have them."""
    found = np.zeros(rows.tokens.shape, np.float32)
    for i, own in enumerate(values):
        row, place = divmod(i, np.prod(rows.blocks.completions.shape[1:3]))
        found[row, rows.segments[row] == place + 1] = own
    return found


@cache
def compiled(**changes):
    config = settings(**changes)
    return nnx.jit(nnx.value_and_grad(lambda model, rows: policy_loss(model, rows, config), has_aux=True))


def loss_and_gradient(model, rows, **changes):
    (value, told), gradient = compiled(**changes)(model, rows)
    return float(value), told, flat(gradient)


def flat(state):
    return {path: np.asarray(leaf.get_value()) for path, leaf in state.flat_state()}


def assert_close(one, other, tolerance=2e-5):
    assert one.keys() == other.keys()
    for path, value in one.items():
        scale = max(np.abs(value).max(), 1e-3)
        np.testing.assert_allclose(other[path] / scale, value / scale, atol=tolerance, err_msg=str(path))


def tunix_example(batch, mask):
    """As Tunix lays it out: a row a completion, prompts padded on the left."""
    count = len(batch.prompts)
    prompts, completions = np.zeros((count, PROMPT), np.int32), np.zeros((count, RESPONSE), np.int32)
    reference, old = np.zeros((count, RESPONSE), np.float32), np.zeros((count, RESPONSE), np.float32)
    for i, (prompt, completion) in enumerate(zip(batch.prompts, batch.completions, strict=True)):
        prompts[i, PROMPT - len(prompt) :] = prompt
        completions[i, : len(completion)] = completion
        reference[i, : len(completion)], old[i, : len(completion)] = batch.reference[i], batch.old[i]
    return TrainExample(
        prompt_ids=jnp.array(prompts), prompt_mask=jnp.array(prompts != PAD), completion_ids=jnp.array(completions),
        completion_mask=jnp.array((completions != PAD) & mask[:, None]), advantages=jnp.array(batch.advantages),
        ref_per_token_logps=jnp.array(reference), old_per_token_logps=jnp.array(old),
    )


@pytest.mark.slow
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("masked", [False, True])
def test_loss_and_gradient_are_those_of_tunix(policy, batch, mode, masked):
    config = settings(mode)
    kept = np.arange(len(batch.prompts)) % 5 != 0 if masked else np.ones(len(batch.prompts), bool)
    example = tunix_example(batch, kept)

    def theirs(model):
        return algo_core.grpo_loss_fn(model, example, config, PAD, 1)

    (value, aux), gradient = nnx.jit(nnx.value_and_grad(theirs, has_aux=True))(policy.model)
    ours, told, own_gradient = loss_and_gradient(policy.model, rows_of(batch, mode, kept=kept))
    assert ours == pytest.approx(float(value), rel=1e-5, abs=1e-6)
    assert_close(flat(gradient), own_gradient)
    for name in ("kl", "pg_clipfrac"):
        assert float(told[name]) == pytest.approx(float(aux[name]), rel=1e-4, abs=1e-6)
    if mode == "token-mean":  # Tunix gives the entropy as it gives the loss, ours is a mean over tokens
        assert float(told["entropy"]) == pytest.approx(float(aux["entropy"]), rel=1e-5)


@pytest.mark.parametrize("mode", MODES)
def test_the_loss_is_the_papers_word_for_word(policy, batch, mode):
    config = settings(mode)
    sums = []
    for prompt, completion, advantage, reference, old in zip(
        batch.prompts, batch.completions, batch.advantages, batch.reference, batch.old, strict=True
    ):
        losses = []
        for now, then, anchor in zip(plain_logps(policy.model, prompt, completion), old, reference, strict=True):
            ratio = math.exp(now - then)
            clipped = min(max(ratio, 1 - config.epsilon), 1 + config.epsilon_high)
            kl = math.exp(anchor - now) - (anchor - now) - 1
            losses.append(-min(ratio * advantage, clipped * advantage) + config.beta * kl)
        sums.append(losses)
    expected = {
        "sequence-mean-token-mean": np.mean([np.mean(losses) for losses in sums]),
        "token-mean": np.mean([loss for losses in sums for loss in losses]),
        "sequence-mean-token-scale": np.mean([sum(losses) / RESPONSE for losses in sums]),
    }[mode]
    assert loss_and_gradient(policy.model, rows_of(batch, mode))[0] == pytest.approx(expected, rel=1e-5)


def test_entropies_and_log_probs_are_those_of_each_completion_alone(policy, batch):
    rows = rows_of(batch)
    logps, entropy = nnx.jit(lambda model: token_logps(model, rows, TEMPERATURE, 0))(policy.model)
    expected = [plain_logps(policy.model, p, c) for p, c in zip(batch.prompts, batch.completions, strict=True)]
    np.testing.assert_allclose(logps, laid_out(rows, expected), atol=2e-5)
    assert (np.asarray(entropy)[rows.segments > 0] > 0).all()
    assert (np.asarray(entropy)[rows.segments <= 0] == 0).all()


@pytest.mark.slow
@pytest.mark.parametrize("chunk", [1, 7, 1000])
def test_chunks_change_nothing(policy, batch, chunk):
    rows = rows_of(batch)
    whole = loss_and_gradient(policy.model, rows)
    parts = loss_and_gradient(policy.model, rows, compute_logps_chunk_size=chunk)
    assert parts[0] == pytest.approx(whole[0], rel=1e-6)
    assert float(parts[1]["entropy"]) == pytest.approx(float(whole[1]["entropy"]), rel=1e-6)
    assert_close(whole[2], parts[2])


def test_more_chunks_take_no_more_memory(policy, batch):
    """Where the head is trained, too: a copy of it is not kept for every chunk."""
    rows = rows_of(batch)

    def temporaries(chunk):
        graph, state = nnx.split(policy.model)
        config = settings(compute_logps_chunk_size=chunk)
        gradient = jax.jit(jax.grad(lambda state: policy_loss(nnx.merge(graph, state), rows, config)[0]))
        return gradient.lower(state).compile().memory_analysis().temp_size_in_bytes

    head = policy.model.embedder.input_embedding.get_value().nbytes
    assert temporaries(2) < temporaries(16) + head


@pytest.mark.slow
@pytest.mark.parametrize(("lanes", "rows"), [(GROUP, 1), (GROUP, 2), (2, 3), (1, 12), (1, 5)])
def test_other_rows_change_nothing(policy, batch, lanes, rows):
    """Also where the last row is left with fewer units than the others, or with none."""
    shared = loss_and_gradient(policy.model, rows_of(batch))
    other = loss_and_gradient(policy.model, rows_of(batch, lanes=lanes, rows=rows))
    assert other[0] == pytest.approx(shared[0], rel=1e-5)
    assert_close(shared[2], other[2])


@pytest.mark.slow
@pytest.mark.parametrize("mode", MODES)
def test_micro_batches_add_up_to_the_batch(policy, batch, mode):
    """Their mean, which gradient accumulation takes, is the whole, in every mode."""
    whole = loss_and_gradient(policy.model, rows_of(batch, mode))
    parts = [
        loss_and_gradient(
            policy.model, rows_of(batch, mode, rows=1, part=slice(i * GROUP, (i + 1) * GROUP), parts=PROMPTS)
        )
        for i in range(PROMPTS)
    ]
    assert np.mean([part[0] for part in parts]) == pytest.approx(whole[0], rel=1e-5)
    assert_close(whole[2], {path: np.mean([part[2][path] for part in parts], 0) for path in whole[2]})


def test_padding_changes_nothing(policy, batch):
    rows, longer = rows_of(batch), rows_of(batch, limits=(10 * PROMPT, 8 * RESPONSE))
    assert all(one.shape < other.shape for one, other in zip(*map(jax.tree.leaves, (rows, longer)), strict=True))
    whole, other = (loss_and_gradient(policy.model, r) for r in (rows, longer))
    assert other[0] == pytest.approx(whole[0], rel=1e-6)
    assert_close(whole[2], other[2])


def test_without_an_old_policy_every_ratio_is_one(policy, batch):
    rows = rows_of(batch).replace(old_logps=None, reference_logps=None)
    value, told, gradient = loss_and_gradient(policy.model, rows, beta=0.0)
    assert value == pytest.approx(-np.mean(batch.advantages), rel=1e-5)
    assert float(told["pg_clipfrac"]) == float(told["kl"]) == 0.0
    assert max(np.abs(value).max() for value in gradient.values()) > 1e-3, "the gradient is not"


def test_the_kl_is_never_negative_near_the_reference(policy, batch):
    rows = rows_of(batch)
    now = nnx.jit(lambda model: token_logps(model, rows, TEMPERATURE, 0)[0])(policy.model)
    near = rows.replace(reference_logps=now + np.float32(1e-4), old_logps=None, advantages=0 * rows.advantages)
    value, told, _ = loss_and_gradient(policy.model, near, beta=1.0)
    assert float(told["kl"]) == pytest.approx(5e-9, rel=0.2)
    assert value == pytest.approx(5e-9, rel=0.2)


@pytest.mark.slow
def test_adapters_have_a_gradient(fresh_policy, batch):
    """A forward pass around the module's own call would leave them out without a word."""
    model = add_lora(fresh_policy.model, 2, fresh_policy.mesh)
    for path, weight in nnx.state(model, nnx.LoRAParam).flat_state():
        nnx.update(model, nnx.State.from_flat_path({path: weight.replace(weight[...] + 0.05)}))

    def gradient(rows, chunk):
        def loss(model):
            return policy_loss(model, rows, settings(compute_logps_chunk_size=chunk))[0]

        return flat(nnx.jit(nnx.grad(loss, argnums=nnx.DiffState(0, nnx.LoRAParam)))(model))

    shared, alone = gradient(rows_of(batch), 8), gradient(rows_of(batch, lanes=1, rows=1), 0)
    assert_close(shared, alone)
    assert all(np.abs(value).max() > 1e-5 for value in shared.values())


@pytest.mark.parametrize("chunk", [0, 8])
def test_adapters_have_the_gradient_of_the_plain_model(fresh_policy, batch, chunk):
    """Though it is taken together with the log-probs, and by chunks that have completions in them."""
    model = add_lora(fresh_policy.model, 2, fresh_policy.mesh)
    for path, weight in nnx.state(model, nnx.LoRAParam).flat_state():
        nnx.update(model, nnx.State.from_flat_path({path: weight.replace(weight[...] + 0.05)}))
    length, weights = PROMPT + RESPONSE, completion_weights(batch.lengths, MODES[0], RESPONSE)
    tokens, counts = np.zeros((len(batch.prompts), length), np.int32), np.zeros((len(batch.prompts), length))
    for i, (prompt, completion) in enumerate(zip(batch.prompts, batch.completions, strict=True)):
        end = len(prompt) + len(completion)
        tokens[i, :end], counts[i, len(prompt) : end] = np.concatenate([prompt, completion]), weights[i]

    def plain(model):
        mask = jnp.broadcast_to(jnp.tril(jnp.ones((length, length), bool)), (len(tokens), length, length))
        positions = jnp.broadcast_to(jnp.arange(length), tokens.shape)
        scores = jax.nn.log_softmax(model(tokens, positions, None, mask)[0].astype(jnp.float32))[:, :-1]
        own = jnp.take_along_axis(scores, tokens[:, 1:, None], -1)[..., 0]
        return -(own * counts[:, 1:]).sum()

    def packed(model):
        return supervised_loss(model, rows_of(batch), settings(compute_logps_chunk_size=chunk))[0]

    expected, found = (nnx.jit(nnx.value_and_grad(loss, argnums=nnx.DiffState(0, nnx.LoRAParam)))(model)
                       for loss in (plain, packed))
    assert float(found[0]) == pytest.approx(float(expected[0]), rel=1e-6)
    assert_close(flat(expected[1]), flat(found[1]))


def test_weights_of_left_out_completions_are_zero_and_the_others_make_a_mean():
    lengths = np.array([3, 0, 5, 2])
    for mode, total in zip(MODES, (1.0, 1.0, 10 / 30), strict=True):
        weights = completion_weights(lengths, mode, 10)
        assert weights[1] == 0.0
        assert (weights * lengths).sum() == pytest.approx(total)
    assert completion_weights(np.zeros(3, int), "token-mean", 10).tolist() == [0.0] * 3
