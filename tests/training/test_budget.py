"""Time is counted by a clock that the test turns."""

import math

import pytest

from tunix_reasoning.training.budget import Budget


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def steps(budget, clock, *seconds):
    for spent in seconds:
        clock.now += spent
        budget.step_done()


def test_it_is_spent_when_a_typical_step_would_end_too_late():
    clock = Clock()
    budget = Budget(1, clock)
    steps(budget, clock, 20, 5, 5, 5)  # the first step compiles, and is not typical
    assert not budget.spent
    steps(budget, clock, 5, 5, 5, 5)
    assert not budget.spent, "55 s; 5 are left"
    clock.now += 0.1
    assert budget.spent


def test_without_minutes_it_is_never_spent():
    clock = Clock()
    budget = Budget(None, clock)
    steps(budget, clock, *[1000] * 5)
    assert not budget.spent
    assert budget.forecast(100) is None


def test_it_says_early_once_when_not_all_steps_fit():
    clock = Clock()
    budget = Budget(2, clock)
    told = []
    for _ in range(6):
        steps(budget, clock, 10)
        told.append(budget.forecast(50))
    assert [text is not None for text in told] == [False, False, False, True, False, False]
    assert "about 8 of the 50 steps to come fit into max_minutes=2 at 10.0 s a step" in told[3]
    assert "num_training_steps=12 would fit" in told[3]


def test_it_says_nothing_when_all_fit():
    clock = Clock()
    budget = Budget(2, clock)
    steps(budget, clock, 10, 10, 10, 10)
    assert budget.forecast(8) is None


@pytest.mark.parametrize("minutes", [0, -1, math.nan, math.inf])
def test_minutes_out_of_range_are_refused(minutes):
    with pytest.raises(ValueError, match=r"max_minutes must be finite and greater than 0\. Received"):
        Budget(minutes)
