"""Run by `test_eight_devices.py` in a process with eight simulated devices; not collected by itself.

Tunix's modules leave their sharding constraints out where the first device is a CPU; they are put back here, so that
what they would refuse on a TPU is refused.
"""

import flax_checkpoint
import gemmas
import jax
import jax.numpy as jnp
import numpy as np
import pytest
from flax import nnx
from jax.interpreters import pxla
from jax.sharding import NamedSharding, PartitionSpec
from training_runs import counted_updates
from tunix.models.gemma import model as gemma
from tunix.utils import sharding_utils

from reasoning_data.catalog import generate
from tunix_reasoning import GRPOConfig, GRPOTrainer, load_policy
from tunix_reasoning.generation import Generator
from tunix_reasoning.model import PolicyError, make_trainable
from tunix_reasoning.model.masters import Master
from tunix_reasoning.sampling import Sampler
from tunix_reasoning.training import trainer as module

TOKENS = [2, *range(7, 30)]
QUESTIONS = [
    {"question": f"What is {a} + {a + 3}?", "answer": str(2 * a + 3), "type": "math", "difficulty": "easy",
     "metadata": {"split": "train"}}
    for a in range(10, 18)
]
CONFIG = GRPOConfig(
    num_generations=4, batch_size=4, num_training_steps=2, learning_rate=1e-3, max_prompt_length=128,
    max_response_length=8, kl_coef=0.1, micro_batch_size=2,
)


@pytest.fixture(autouse=True)
def constraints(monkeypatch):
    def shard(x, spec, eager=False):
        mesh = pxla.thread_resources.env.physical_mesh
        return x if mesh.empty else jax.lax.with_sharding_constraint(x, NamedSharding(mesh, PartitionSpec(*spec)))

    assert len(jax.devices()) == 8
    monkeypatch.setattr(gemma, "shard", shard)
    monkeypatch.setattr(sharding_utils, "shard", shard)


def brevity(completions, **columns):
    return [1 / (1 + len(completion)) for completion in completions]


def breaks(completions, **columns):
    """What completions of these random weights differ in."""
    return [completion.count("\n") / 8 for completion in completions]


@pytest.mark.parametrize(("rank", "mesh"), [(4, "2x4"), (0, "4x2"), (0, "8x1")])
def test_two_steps(rank, mesh, monkeypatch):
    updates, shapes = counted_updates(monkeypatch)
    policy = gemmas.random_policy(gemmas.gemma2(), "bfloat16", mesh)
    trainer = GRPOTrainer(policy, GRPOConfig(**vars(CONFIG) | {"lora_rank": rank}), QUESTIONS,
                          rewards={"brevity": (brevity, 1.0)})
    make_trainable(policy, rank)
    before = {path: np.asarray(x.get_raw_value()) for path, x in gemmas.flat(policy.model).items()}
    rows = trainer.train()
    assert len(rows) == 2
    assert [update.program._cache_size() for update in updates] == [len(shapes[update]) for update in updates]
    assert all(np.isfinite(row["loss"]) for row in rows)
    for path, weight in gemmas.flat(policy.model).items():
        trained = isinstance(weight, nnx.LoRAParam | Master)
        changed = np.any(np.asarray(weight.get_raw_value()) != before[path])
        assert changed == trained or str(path[-1]).endswith("_lora_a"), path  # B is zero in the first step
        assert weight.get_raw_value().dtype == (jnp.float32 if trained else jnp.bfloat16)
        if isinstance(weight, Master) and "scale" not in path:
            assert not weight.get_raw_value().sharding.is_fully_replicated, path
    if rank == 0:
        for path, weight in gemmas.flat(policy.sampled()).items():
            assert "fsdp" not in weight.get_raw_value().sharding.spec, path
    greedy = Generator(policy, 128, 4, batch_size=8)(["What is 2 + 2?"])
    assert len(greedy[0]) == 1


def samples(policy, temperature):
    """Tokens and their log-probs, eight of each of two prompts."""
    sampler = Sampler(policy.sampled, policy.sampling_mesh, 0, [1], 32, 8)
    uniforms = np.random.default_rng(5).random((16, 8))
    found = sampler([TOKENS, TOKENS[:9]], 8, temperature, uniforms)
    return [one.tokens.tolist() for one in found], np.concatenate([one.logps for one in found])


def devices_of(model):
    return set().union(*(x.get_raw_value().devices() for x in gemmas.flat(model).values()))


@pytest.mark.parametrize(("rank", "mesh", "training"), [(4, "2x2+4x1", 4), (0, "2x2+2x1", 4), (0, "1x1+1x1", 1)])
def test_rollouts_on_a_mesh_of_their_own(rank, mesh, training):
    """With adapters, masters, or weights of one device: losses and samples are those of a single mesh."""
    together, apart = (gemmas.random_policy(gemmas.gemma2(), mesh=shape) for shape in ("8x1", mesh))
    config = GRPOConfig(**vars(CONFIG) | {"lora_rank": rank, "num_training_steps": 3})
    for policy in (together, apart):
        policy.untrained = samples(policy, 1.0)[1]
        policy.rows = GRPOTrainer(policy, config, QUESTIONS, rewards={"breaks": (breaks, 1.0)}).train()
    for row, same in zip(together.rows, apart.rows, strict=True):
        for name in ("reward", "loss", "kl", "entropy", "gradient_norm"):
            assert same[name] == pytest.approx(row[name], abs=1e-4), (row["step"], name)
    sampled = apart.sampled()
    assert devices_of(apart.model) == set(jax.devices()[:training])
    assert devices_of(sampled) == set(apart.sampling_mesh.devices.flat)
    assert not devices_of(sampled) & devices_of(apart.model)
    for path, weight in gemmas.flat(sampled).items():
        assert "fsdp" not in weight.get_raw_value().sharding.spec, path
        np.testing.assert_array_equal(weight.get_raw_value(), gemmas.flat(apart.model)[path].get_value())
    held = {path: x.get_raw_value() for path, x in gemmas.flat(sampled).items()}
    assert apart.sampled() is sampled
    kept = {path for path, x in gemmas.flat(sampled).items() if x.get_raw_value() is held[path]}
    assert kept == {path for path in held if rank and "lora" not in str(path[-1])}, "what is not trained stays there"
    for temperature in (0.0, 1.0):
        (tokens, logps), (expected, theirs) = samples(apart, temperature), samples(together, temperature)
        assert tokens == expected
        np.testing.assert_allclose(logps, theirs, atol=1e-3)
    assert np.abs(theirs[: len(apart.untrained)] - apart.untrained[: len(theirs)]).max() > 1e-2, "it has learned"


@pytest.mark.parametrize(("rank", "rate"), [(16, 3e-3), (0, 5e-4)])
def test_the_embedded_model_learns_beside_bfloat16_weights(rank, rate):
    """Of the same eight questions at every step, so that nothing but learning raises their reward."""
    policy = load_policy("embedded", dtype=jnp.bfloat16, mesh="4x2")
    questions = list(generate(8, seed=5, families=("math/addition", "math/change")))
    config = GRPOConfig(
        num_generations=8, batch_size=8, num_training_steps=6, learning_rate=rate, max_prompt_length=128,
        max_response_length=48, kl_coef=0.0, temperature=1.0, lora_rank=rank, validation_every=0,
    )
    make_trainable(policy, rank)
    before = {path: np.asarray(x.get_raw_value()) for path, x in gemmas.flat(policy.model).items()}
    rewards = [row["reward"] for row in GRPOTrainer(policy, config, questions).train()]
    assert np.mean(rewards[-2:]) > np.mean(rewards[:2]) + 0.1, rewards
    for path, weight in gemmas.flat(policy.model).items():
        trained = isinstance(weight, nnx.LoRAParam | Master)
        assert weight.get_raw_value().dtype == (jnp.float32 if trained else jnp.bfloat16)
        assert np.any(np.asarray(weight.get_raw_value()) != before[path]) == trained, path


def moments_of(policy, steps):
    """Trains, and gives the rows and the moments of AdamW; after a step, the first ones are its gradient."""
    learners, create = [], module.create_learner
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "create_learner", lambda *args: learners.append(create(*args)) or learners[0])
        rows = GRPOTrainer(policy, CONFIG, QUESTIONS, rewards={"breaks": (breaks, 1.0)}).train(steps)
    return rows, [x for x in jax.tree.leaves(nnx.state(learners[0].optimizer, nnx.optimizer.OptState)) if x.ndim > 1]


def test_a_mesh_gives_the_loss_and_the_gradient_of_one_device(monkeypatch):
    """In float32, so that they can be told apart from those of another computation."""
    first = jax.devices()[:1]
    with monkeypatch.context() as patch:
        patch.setattr(jax, "devices", lambda *_: first)
        [row], expected = moments_of(gemmas.random_policy(gemmas.gemma2()), 1)
    assert row["gradient_norm"] > 0.01
    for mesh in ("8x1", "4x2", "2x4"):
        [same], found = moments_of(gemmas.random_policy(gemmas.gemma2(), mesh=mesh), 1)
        for name in ("reward", "loss", "kl", "entropy", "gradient_norm"):
            assert same[name] == pytest.approx(row[name], abs=1e-5), (mesh, name)
        for moment, other in zip(expected, found, strict=True):
            np.testing.assert_allclose(other, moment, atol=1e-6, err_msg=mesh)


def test_moments_lie_as_their_masters():
    policy = gemmas.random_policy(gemmas.gemma2(), "bfloat16", "4x2")
    _, moments = moments_of(policy, 2)
    shapes = {x.shape: x.get_raw_value().sharding for path, x in gemmas.flat(policy.model).items() if len(x.shape) > 1}
    assert len(moments) >= 2 * len(shapes)
    for moment in moments:
        assert moment.dtype == jnp.float32
        assert moment.sharding.is_equivalent_to(shapes[moment.shape], moment.ndim)


@pytest.mark.parametrize("mesh", ["8x1", "4x2", "2x4"])
def test_logits_do_not_depend_on_the_mesh(mesh):
    one = gemmas.random_policy(gemmas.gemma2())
    other = gemmas.random_policy(gemmas.gemma2(), mesh=mesh)
    np.testing.assert_allclose(gemmas.logits(other, TOKENS), gemmas.logits(one, TOKENS), atol=1e-4)


def test_a_width_that_cannot_be_split_is_refused():
    policy = gemmas.random_policy(gemmas.gemma2(embed_dim=36), "bfloat16", "8x1")
    with pytest.raises(PolicyError, match=r"fsdp=8 does not divide the model's width \(36\)"):
        make_trainable(policy)


@pytest.mark.parametrize("dtype", ["bfloat16", "float32"])
def test_a_flax_checkpoint_loads_whatever_devices_it_was_saved_from(tmp_path, dtype):
    mesh = jax.sharding.Mesh(np.array(jax.devices()), ("x",))

    def split(x):
        axis = next(i for i, size in enumerate(x.shape) if size % 8 == 0)
        return jax.device_put(x, NamedSharding(mesh, PartitionSpec(*[None] * axis, "x")))

    flax_checkpoint.write(tmp_path / "1", gemmas.gemma2(), gemmas.PIECES + 128, dtype, split)
    np.save(tmp_path / "logits.npy", gemmas.logits(load_policy(str(tmp_path / "1"), dtype=jnp.float32), TOKENS))
    policy = load_policy(str(tmp_path / "1"), dtype=jnp.float32, mesh="2x4")
    assert not gemmas.flat(policy.model)["embedder", "input_embedding"].get_raw_value().sharding.is_fully_replicated
    np.testing.assert_allclose(gemmas.logits(policy, TOKENS), np.load(tmp_path / "logits.npy"), atol=1e-5)
