"""Engines that are not installed are told in a line; what is passed on to them has names that Tunix knows."""

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("tunix")

from helpers import copied
from training_runs import CONFIG

from tunix_reasoning import GRPOTrainer
from tunix_reasoning.setting_limits import CHOICES
from tunix_reasoning.training import engines


@pytest.mark.parametrize(("engine", "package"), [("vllm", "vllm"), ("sglang_jax", "sgl_jax")])
def test_an_engine_that_is_not_installed_is_told_in_a_line(policy, examples, engine, package):
    trainer = GRPOTrainer(copied(policy), replace(CONFIG, rollout_engine=engine), examples)
    with pytest.raises(ValueError, match=rf"^rollout_engine={engine} needs the package {package}, .*not installed"):
        trainer.train()


def test_only_the_own_engine_samples_on_a_mesh_of_its_own(policy):
    apart = copied(policy)
    apart.sampling_mesh = None
    with pytest.raises(ValueError, match=r"^rollout_engine=vllm samples on the mesh that trains: mesh must be one$"):
        engines.rollout_engine(replace(CONFIG, rollout_engine="vllm"), apart)


@pytest.mark.parametrize("engine", CHOICES["rollout_engine"])
@pytest.mark.parametrize("rank", [0, 4])
def test_settings_have_names_that_tunix_knows(policy, engine, rank):
    settings = engines.rollout_settings(replace(CONFIG, rollout_engine=engine, lora_rank=rank), policy)
    assert settings.kv_cache_size == 128 + 24
    assert settings.eos_tokens == policy.end_tokens
    if engine == "vllm":
        assert settings.rollout_vllm_model_version == policy.source
    if engine == "sglang_jax":
        assert settings.rollout_sglang_jax_enable_static_lora == (rank > 0)


def test_an_installed_engine_is_tunixs_own(policy, monkeypatch):
    monkeypatch.setattr(engines.importlib.util, "find_spec", lambda name: object())
    for engine in engines.PACKAGES:
        assert engines.rollout_engine(replace(CONFIG, rollout_engine=engine), policy) == engine


def test_padding_at_the_end_goes_and_nothing_else():
    rows = [np.array([5, 0, 7, 0, 0]), np.array([1, 2]), np.array([0, 0]), np.array([], int)]
    assert [row.tolist() for row in engines.unpadded(rows, 0)] == [[5, 0, 7], [1, 2], [], []]
    assert engines.unpadded([np.array([5, 3, 3])], 3)[0].tolist() == [5]
