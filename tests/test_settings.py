"""Settings come back as they were, typed, and every one is documented."""

import math
from dataclasses import fields

import pytest

from tunix_reasoning.config import PRESETS, GRPOConfig, ReasoningTrainingConfig
from tunix_reasoning.documented import documentation
from tunix_reasoning.settings import assignment, overview, read_settings


@pytest.mark.parametrize("preset", PRESETS)
def test_settings_come_back_as_they_were_with_the_circumstances_passed_over(preset):
    config = ReasoningTrainingConfig.preset(preset, seed=7, learning_rate=2e-5, output="runs/x")
    saved = config.to_dict() | {"versions": {}, "hardware": {}, "commit": None, "command": "", "questions": {}}
    assert ReasoningTrainingConfig.from_dict(saved) == config


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"outptu": "x", "grpo": {}}, "no setting is called outptu. Did you mean output?"),
        ({"grpo": {"seed": "3"}}, "seed must be of type int. Received: '3'"),
        ({"grpo": {"seed": 3.5}}, "seed must be of type int"),
        ({"grpo": {"seed": True}}, "seed must be of type int. Received: True"),
        ({"grpo": {"num_generations": 1}}, "num_generations must be at least 2"),
        ({"grpo": {"learning_rate": math.nan}}, "learning_rate"),
        ({"grpo": [1]}, "must be a JSON object that holds another one, 'grpo'"),
        ({}, "must be a JSON object"),
        ({"output": 5, "grpo": {}}, "output must be of type str"),
    ],
)
def test_settings_that_cannot_be_read_say_which_and_why(changes, message):
    with pytest.raises(ValueError, match=message):
        read_settings(changes)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("learning_rate=1e-4", 1e-4),
        ("learning_rate=1", 1.0),
        ("num_generations=8", 8),
        ("micro_batch_size=none", None),
        ("micro_batch_size=4", 4),
        ("output=runs/a=b", "runs/a=b"),
    ],
)
def test_an_assignment_has_the_type_of_its_setting(text, value):
    name, found = assignment(text)
    assert name == text.partition("=")[0]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("learning_rate", "NAME=VALUE"),
        ("lerning_rate=1", "Did you mean learning_rate?"),
        ("zzz=1", "settings` lists them"),
        ("grpo=1", "no setting is called grpo"),
        ("num_generations=4.5", "num_generations must be of type int. Received: '4.5'"),
        ("seed=none", "seed must be of type int"),
    ],
)
def test_an_assignment_that_is_none_says_why(text, message):
    with pytest.raises(ValueError, match=message):
        assignment(text)


def test_every_setting_is_documented_where_a_user_looks():
    for kind in (GRPOConfig, ReasoningTrainingConfig):
        texts = documentation(kind)
        assert set(texts) == {field.name for field in fields(kind)}
        for name, text in texts.items():
            assert text
            assert f"{name}: {text}" in (kind.__doc__ or "")
    listed = {name: values for name, values, _ in overview()}
    assert listed["num_training_steps"] == {
        name: preset.grpo.num_training_steps for name, preset in PRESETS.items()
    }
    assert "grpo" not in listed
