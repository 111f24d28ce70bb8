"""The programs that preflight compiles are those that training runs: same text, same shapes, in the same order."""

import pytest

pytest.importorskip("tunix")

import jax
import jax.numpy as jnp
import numpy as np
from flax import nnx

from tunix_reasoning import load_policy
from tunix_reasoning.config import ReasoningTrainingConfig
from tunix_reasoning.dataset import ReasoningDataset
from tunix_reasoning.model import make_trainable
from tunix_reasoning.preflight.abstract import abstract_run, abstract_warmup, bytes_a_device
from tunix_reasoning.preflight.chips import GIB, TPUS, check_libtpu
from tunix_reasoning.preflight.programs import programs, rows, warmup_program
from tunix_reasoning.preflight.report import preflight
from tunix_reasoning.preflight.shapes import model_shape
from tunix_reasoning.preflight.worker import resident
from tunix_reasoning.sampling import Sampler
from tunix_reasoning.training import SFTTrainer, supervised
from tunix_reasoning.training.programs import Update
from tunix_reasoning.training.tunix import create_learner

SMALL = ReasoningTrainingConfig().updated(
    num_generations=4, batch_size=4, micro_batch_size=2, max_prompt_length=32, max_response_length=16, lora_rank=2,
    evaluation_batch_size=8,
)


def brevity(completions, **columns):
    return [0.0 for _ in completions]


@pytest.fixture(scope="module", params=[2, 0], ids=["adapters", "masters"])
def both(request):
    """The same run with values and without: policy, its learner, and the abstract run."""
    config = SMALL.updated(lora_rank=request.param)
    policy = load_policy("embedded", dtype=jnp.bfloat16)
    reference = make_trainable(policy, config.grpo.lora_rank)
    learner = create_learner(policy, reference, config.grpo, [brevity], 100, None)
    return config, policy, learner, abstract_run(model_shape("embedded"), config.grpo, policy.mesh, 100)


def named(run, config):
    return {program.name: program for program in programs(run, config)}


@pytest.mark.slow
def test_update_and_reference_are_the_very_text(both):
    config, policy, learner, run = both
    given = jax.tree.map(lambda x: jax.device_put(np.zeros(x.shape, x.dtype), x.sharding), rows(run, config))
    found = named(run, config)
    with policy.mesh:
        update = learner._train
        theirs = update.program.lower(*update.arguments(), given)
        assert found["update"].trace().lower().as_text() == theirs.as_text()
        unscored = given.replace(reference_logps=None)
        theirs = learner._logps.lower(*nnx.split(learner._reference), unscored)
        assert found["reference"].trace().lower().as_text() == theirs.as_text()
    assert found["update"].runs == found["reference"].runs == 2


@pytest.mark.slow
@pytest.mark.parametrize("rank", [2, 0])
def test_a_warmup_and_the_reference_after_it_are_the_very_text(rank, examples, monkeypatch):
    config = SMALL.updated(lora_rank=rank, sft_steps=2, sft_batch_size=4, max_prompt_length=128, max_response_length=64)
    policy, seen = load_policy("embedded", dtype=jnp.bfloat16), []

    class Untrained(Update):
        """Compiles nothing, and keeps what it was given."""

        def __call__(self, rows):
            seen.append((self, rows))
            return jnp.zeros(()), {"entropy": jnp.zeros(())}

    monkeypatch.setattr(supervised, "Update", Untrained)
    warmup = SFTTrainer(policy, config, ReasoningDataset(examples))
    warmup.train()
    update = seen[0][0]
    longest = np.ones(128, int), np.ones(64, int)
    shape = model_shape("embedded")
    run = abstract_warmup(shape, config, policy.mesh)
    with policy.mesh:
        given = warmup._rows(4 * longest[:1], 4 * longest[1:], np.full(4, 64))
        theirs = update.program.lower(*update.arguments(), given)
        assert warmup_program(run, config).trace().lower().as_text() == theirs.as_text()
        reference = make_trainable(policy, rank)
        learner = create_learner(policy, reference, config.grpo, [brevity], 100, None)
        after = abstract_run(shape, config.grpo, policy.mesh, 100, warmed=True)
        unscored = jax.tree.map(lambda x: jax.device_put(np.zeros(x.shape, x.dtype), x.sharding), rows(after, config))
        theirs = learner._logps.lower(*nnx.split(learner._reference), unscored.replace(reference_logps=None))
        assert named(after, config)["reference"].trace().lower().as_text() == theirs.as_text()
    before, held = resident(run), resident(after)
    assert before.keys() == {"optimizer", *(("weights", "adapters") if rank else ("masters",))}
    assert held["reference"] == (held["adapters"] if rank else held["sampled copy"]), "the reference keeps its own"


@pytest.mark.slow
def test_what_is_held_is_what_training_holds(both):
    _, policy, learner, run = both
    held = resident(run)
    arrays = {}
    for module in (learner.model, learner.optimizer, learner._reference, policy.sampled()):
        for leaf in jax.tree.leaves(nnx.state(module)):
            arrays[leaf.unsafe_buffer_pointer()] = leaf.nbytes  # adapters share the reference's weights
    assert sum(held.values()) == pytest.approx(sum(arrays.values()), rel=1e-3)


@pytest.mark.slow
def test_an_update_leaves_weights_beside_adapters_where_they_are(both):
    config, policy, learner, run = both
    given = jax.tree.map(lambda x: jax.device_put(np.zeros(x.shape, x.dtype), x.sharding), rows(run, config))
    ones = given.weights + 1
    given = given.replace(segments=given.segments.at[:, 8:].set(1), weights=1e-2 * ones, advantages=ones)
    before = {path: x.get_raw_value() for path, x in nnx.state(learner.model, nnx.Param).flat_state()}
    with policy.mesh:
        for _ in range(2 * 3):
            learner._train(given)
    after = {path: x.get_raw_value() for path, x in nnx.state(learner.model, nnx.Param).flat_state()}
    for path, value in before.items():
        trained = config.grpo.lora_rank == 0 or "lora" in str(path[-1])
        assert (after[path] is value) == (not trained), path


@pytest.mark.slow
@pytest.mark.parametrize(("phase", "prompts", "n", "greedy"), [("rollout", 4, 4, False), ("evaluation", 8, 1, True)])
def test_sampling_runs_these_programs(both, phase, prompts, n, greedy):
    """Completions that never end call prefill, regroup and decode with the shapes of the programs, in their order."""
    config, policy, _, run = both
    expected = [
        (program.trace().jaxpr.in_avals, program.turns) for program in programs(run, config) if program.phase == phase
    ]
    grpo, called = config.grpo, []
    sampler = Sampler(policy.sampled, policy.mesh, 0, [], grpo.max_prompt_length, grpo.max_response_length)

    def recorded(function):
        def call(*arguments, **named):
            called.append(function.trace(*arguments, **named).jaxpr.in_avals)
            return function(*arguments, **named)

        return call

    for name in ("prefill", "regroup", "decode"):
        setattr(sampler, name, recorded(getattr(sampler, name)))
    prompt = [2, *range(10, 10 + grpo.max_prompt_length - 1)]
    sampler([prompt] * prompts, n, 0.0 if greedy else 1.0, np.zeros((prompts * n, grpo.max_response_length)))
    shapes = lambda avals: [(x.shape, x.dtype) for x in avals]  # noqa: E731
    assert [shapes(avals) for avals in called] == [shapes(avals) for avals, _ in expected]
    assert sum(turns for _, turns in expected if turns > 1) == grpo.max_response_length


def libtpu():
    try:
        check_libtpu()
    except ValueError as error:
        return str(error)
    return ""


@pytest.mark.slow
@pytest.mark.skipif(bool(libtpu()), reason=libtpu() or "there")
@pytest.mark.parametrize("rank", [4, 0])
def test_the_embedded_model_on_a_v5e_8(tmp_path, rank, monkeypatch):
    monkeypatch.delenv("XLA_FLAGS", raising=False)  # the compiler as it is for users
    config = SMALL.updated(lora_rank=rank, batch_size=8, micro_batch_size=4, mesh="4x2", sft_steps=2)
    report = preflight(config, "v5e-8", "embedded", tmp_path / "cache", print)
    assert report["fits"]
    assert any((tmp_path / "cache").iterdir())
    for row in report["phases"].values():
        assert row["optimal_seconds"] < row["compute_seconds"] + row["collective_seconds"]
        assert 0 < row["peak_bytes"] < GIB
        gathered = row["collectives_in_loops"].get("all-gather", {"bytes": 0})["bytes"]
        assert row["phase"] != "rollout" or gathered < 1e5, "weights are gathered while tokens are decoded"
    assert TPUS["v5e-8"].memory == report["hbm_bytes"]
    assert bytes_a_device  # bytes of arguments are compared with the compiler's in what follows
    for name in ("rollout prefill", "sft", "update"):
        row = report["phases"][name]
        own = sum(row["memory"].values()) - row["memory"]["temporaries"]
        assert row["argument_bytes"] <= own * 1.05
