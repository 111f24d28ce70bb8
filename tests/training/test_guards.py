"""Runs that are unsound are stopped or warned of, sound ones are left alone."""

import math

import pytest

pytest.importorskip("tunix")

from helpers import copied

from tunix_reasoning.interruption import TrainingStopped
from tunix_reasoning.training.guards import (
    IDLE_LIMIT,
    IDLE_WARNING,
    require_finite,
    require_finite_weights,
    require_sound,
)

SOUND = {"loss": 0.0, "kl": 0.01, "gradient_norm": 0.3, "unparsed": 0.1, "no_signal": 0.4, "entropy": 0.3,
         "reward": 0.6, "reward_spread": 0.3}


def rows(count, last=0, **changed):
    """Sound rows, the last ones changed."""
    return [{**SOUND, "step": n, **(changed if n > count - last else {})} for n in range(1, count + 1)]


@pytest.mark.parametrize("name", ["loss", "kl", "gradient_norm"])
@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_numbers_that_are_not_finite_stop_the_run(name, value):
    with pytest.raises(TrainingStopped, match=rf"step 7 went wrong: {name} is -?(nan|inf)"):
        require_finite({**SOUND, "step": 7, name: value})
    require_finite({**SOUND, "step": 7})


@pytest.mark.parametrize(
    ("history", "message"),
    [
        (rows(20, last=5, kl=7.0), r"step 20: the policy is 7\.0 nats a token away"),
        (rows(20, last=5, unparsed=1.0), "100% of the completions have no answer any more"),
        (rows(IDLE_LIMIT + 3, last=IDLE_LIMIT, no_signal=1.0), f"no group has had a signal for {IDLE_LIMIT} steps"),
    ],
)
def test_a_collapse_stops_the_run(history, message):
    with pytest.raises(TrainingStopped, match=message):
        require_sound(history)


@pytest.mark.parametrize(
    "history",
    [
        rows(200),
        rows(20, last=1, kl=7.0),  # one accident
        rows(20, last=4, unparsed=1.0),
        rows(20, last=20, unparsed=1.0),  # a model that has yet to learn the format
        rows(IDLE_WARNING + 3, last=IDLE_WARNING - 1, no_signal=1.0),
        rows(IDLE_WARNING + 3, last=IDLE_WARNING + 1, no_signal=1.0),  # warned of a step ago
        rows(3, last=3, kl=7.0),  # too early to tell
    ],
)
def test_a_sound_run_is_left_alone(history):
    assert require_sound(history) is None


def test_warnings_come_once():
    idle = rows(40, last=30, no_signal=1.0, reward_spread=0.0, reward=0.99)
    told = [require_sound(idle[:n]) for n in range(1, 41)]
    [warning] = [text for text in told if text]
    assert "every completion earns nearly the same (mean reward 0.99)" in warning
    assert told.index(warning) == 10 + IDLE_WARNING - 1
    sure = rows(40, last=20, entropy=0.0005)
    assert len([text for n in range(1, 41) if (text := require_sound(sure[:n]))]) == 1


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_weights_that_are_not_finite_stop_the_run(policy, value):
    broken = copied(policy)
    require_finite_weights(broken.model, "at the start")
    scale = broken.model.final_norm.scale
    scale[...] = scale[...].at[3].set(value)
    with pytest.raises(TrainingStopped, match="at the start, weights of the model are not finite"):
        require_finite_weights(broken.model, "at the start")
