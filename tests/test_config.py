"""Settings: the defaults of the design, what is refused and how, the presets."""

import ast
import dataclasses
import itertools
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tunix_reasoning import config as config_module
from tunix_reasoning.config import PRESETS, GRPOConfig, ReasoningTrainingConfig

DEFAULTS = {
    "num_generations": 4, "max_prompt_length": 256, "max_response_length": 512, "learning_rate": 1e-6,
    "num_training_steps": 500, "batch_size": 4, "kl_coef": 0.1, "clip_range": 0.2, "temperature": 0.9,
    "format_reward_weight": 0.3, "correctness_reward_weight": 0.5, "reasoning_quality_weight": 0.2,
}


def test_the_defaults_are_those_of_the_design():
    settings = dataclasses.asdict(GRPOConfig())
    assert {name: settings[name] for name in DEFAULTS} == DEFAULTS
    assert GRPOConfig().reward_weights == (0.3, 0.5, 0.2)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("num_generations", 1),  # a group of one has no advantage
        ("max_prompt_length", 0),
        ("max_response_length", -1),
        ("num_training_steps", 0),
        ("batch_size", 0),
        ("checkpoint_every", 0),
        ("learning_rate", 0.0),
        ("learning_rate", float("nan")),  # no comparison with it is true
        ("temperature", 0.0),  # greedy groups are all alike
        ("clip_range", -0.2),
        ("max_grad_norm", 0.0),
        ("kl_coef", -0.1),
        ("kl_coef", float("nan")),
        ("format_reward_weight", -1.0),
        ("correctness_reward_weight", -0.5),
        ("reasoning_quality_weight", -1e-9),
        ("lora_rank", -1),
        ("seed", -1),
        ("micro_batch_size", 0),
        ("micro_batch_size", 3),  # does not divide 4
    ],
)
def test_a_setting_out_of_range_is_refused_with_its_name_and_value(name, value):
    with pytest.raises(ValueError, match=rf"^{name} .*Received: {value}$"):
        GRPOConfig(**{name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [("evaluation_questions", -1), ("evaluation_samples", -1), ("evaluation_batch_size", 0)],
)
def test_a_run_setting_out_of_range_is_refused(name, value):
    with pytest.raises(ValueError, match=rf"^{name} .*Received: {value}$"):
        ReasoningTrainingConfig(**{name: value})


def test_settings_are_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        GRPOConfig().seed = 1  # type: ignore[misc]


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_survives_json(name):
    saved = json.loads(json.dumps(ReasoningTrainingConfig.preset(name).to_dict()))
    grpo = GRPOConfig(**saved.pop("grpo"))
    assert ReasoningTrainingConfig(**saved, grpo=grpo) == PRESETS[name]


def test_a_preset_takes_changes_of_both_kinds():
    changed = ReasoningTrainingConfig.preset("smoke", output="runs/a", seed=5, micro_batch_size=1)
    assert (changed.output, changed.grpo.seed, changed.grpo.micro_batch_size) == ("runs/a", 5, 1)
    same = dataclasses.replace(PRESETS["smoke"].grpo, seed=5, micro_batch_size=1)
    assert changed.grpo == same, "the rest of the preset stays"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"learning_rat": 1}, "no setting is called learning_rat"),  # a slip
        ({"grpo": GRPOConfig()}, "no setting is called grpo"),  # its fields are named one by one
        ({"temperature": -1}, "temperature must be greater than 0"),  # checked as ever
    ],
)
def test_a_change_that_does_not_fit_is_refused(change, message):
    with pytest.raises(ValueError, match=message):
        ReasoningTrainingConfig().updated(**change)


def test_an_unknown_preset_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match=r"smoke, embedded, kaggle\. Received: tiny"):
        ReasoningTrainingConfig.preset("tiny")


@pytest.mark.parametrize("name", ["GRPOConfig", "ReasoningTrainingConfig"])
def test_every_setting_is_explained(name):
    tree = ast.parse(Path(config_module.__file__).read_text(encoding="utf-8"))
    body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name)
    for setting, text in itertools.pairwise(body):
        if isinstance(setting, ast.AnnAssign):
            assert isinstance(text, ast.Expr), f"{ast.unparse(setting.target)} has no docstring"


def test_settings_data_and_rewards_come_without_jax():
    code = "import sys, tunix_reasoning.rewards, tunix_reasoning.commands; sys.exit('jax' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
