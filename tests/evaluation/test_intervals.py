"""Intervals against simulated truth, other libraries and brute force."""

import math

import numpy as np
import pytest
import scipy.stats

from tunix_reasoning.evaluation.intervals import (
    FEWEST,
    mean,
    mean_difference,
    over_seeds,
    share,
    share_difference,
)

SHARES = (0.05, 0.5, 0.95)
SIZES = (25, 100, 512)
NOMINAL, LEAST = 0.95, 0.935


def covers(score, truth):
    return score["low"] <= truth <= score["high"]


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("p", SHARES)
def test_the_interval_of_a_share_covers_the_truth(n, p):
    """Exactly: every count with its probability."""
    counts = np.arange(n + 1)
    held = [covers(share([1.0] * k + [0.0] * (n - k)), p) for k in counts]
    coverage = scipy.stats.binom.pmf(counts, n, p)[held].sum()
    assert coverage >= LEAST, coverage


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("before", SHARES)
@pytest.mark.parametrize("after", SHARES)
@pytest.mark.parametrize("likeness", [0.0, 0.6])
def test_the_interval_of_a_paired_difference_covers_the_truth(n, before, after, likeness):
    """Simulated: 4,000 sets of n pairs whose outcomes are independent, or alike as far as the shares allow."""
    both = before * after + likeness * (min(before, after) - before * after)
    cells = [both, before - both, after - both, 1 - before - after + both]
    draws = np.random.default_rng(n).multinomial(n, cells, 4000)
    seen = {}
    for agree, lost, gained, neither in draws:
        if (gained, lost) not in seen:
            first = [1.0] * agree + [1.0] * lost + [0.0] * gained + [0.0] * neither
            second = [1.0] * agree + [0.0] * lost + [1.0] * gained + [0.0] * neither
            seen[gained, lost] = covers(share_difference(first, second), after - before)
    coverage = np.mean([seen[gained, lost] for _, lost, gained, _ in draws])
    assert coverage >= LEAST, coverage


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("p", SHARES)
def test_the_interval_of_a_mean_covers_the_truth(n, p, monkeypatch):
    """Simulated: means of two samples a question, questions of differing difficulty."""
    monkeypatch.setattr("tunix_reasoning.evaluation.intervals.RESAMPLES", 999)
    rng = np.random.default_rng(n)
    sets = 300
    data = rng.binomial(2, rng.beta(2 * p, 2 * (1 - p), (sets, n))) / 2
    coverage = np.mean([covers(mean(values), p) for values in data])
    assert coverage >= LEAST - 2 * math.sqrt(0.95 * 0.05 / sets), coverage


def test_tangos_interval_is_where_the_score_test_rejects():
    """Against a scan over differences with the restricted likelihood maximised numerically; his own example."""
    gained, lost, n = 16, 3, 40
    kept = [1.0] * (n - gained - lost)
    score = share_difference([0.0] * gained + [1.0] * lost + kept, [1.0] * gained + [0.0] * lost + kept)

    def rejected(difference):
        shares = np.linspace(max(0, -difference) + 1e-6, (1 - difference) / 2 - 1e-6, 20_001)  # of losing
        likelihood = (gained * np.log(shares + difference) + lost * np.log(shares)
                      + (n - gained - lost) * np.log(np.maximum(1 - 2 * shares - difference, 1e-12)))
        losing = shares[likelihood.argmax()]
        variance = n * (2 * losing + difference * (1 - difference))
        return abs(gained - lost - n * difference) > 1.959964 * math.sqrt(variance)

    for bound, inside in ((score["low"], 0.002), (score["high"], -0.002)):
        assert not rejected(bound + inside)
        assert rejected(bound - inside)


def test_mcnemar_is_the_sign_test_of_the_changes():
    before, after = [0.0] * 9 + [1.0] * 2 + [1.0] * 20, [1.0] * 9 + [0.0] * 2 + [1.0] * 20
    exact = 2 * sum(math.comb(11, k) for k in range(3)) / 2**11
    assert share_difference(before, after)["p"] == pytest.approx(exact)
    assert share_difference([1.0] * 30, [1.0] * 30)["p"] == 1


def test_nothing_is_certain_at_the_edges():
    unchanged = share_difference([0.0] * 25, [0.0] * 25)
    assert unchanged["value"] == 0
    assert unchanged["low"] == pytest.approx(-unchanged["high"])
    assert 0.1 < unchanged["high"] < 0.2
    everything = share_difference([0.0] * 25, [1.0] * 25)
    assert (everything["value"], everything["high"]) == (1.0, 1.0)
    assert 0.7 < everything["low"] < 0.95
    nothing = share_difference([1.0] * 25, [0.0] * 25)
    assert nothing["low"] == -1.0
    assert nothing["high"] == pytest.approx(-everything["low"])
    perfect = mean([1.0] * 25)
    assert (perfect["low"], perfect["high"]) == (pytest.approx(1 - 3 / 25), 1.0)
    same = mean_difference([0.5] * 25, [0.5] * 25)
    assert same["low"] < 0 < same["high"]


@pytest.mark.parametrize("n", [1, 5, FEWEST - 1])
def test_below_twenty_questions_there_is_no_interval(n):
    for score in (share([1.0] * n), share_difference([0.0] * n, [1.0] * n), mean([0.5] * n)):
        assert (score["low"], score["high"], score["n"]) == (None, None, n)


@pytest.mark.parametrize(("seed_spread", "question_spread"), [(0.0, 0.2), (0.05, 0.2), (0.05, 0.0)])
def test_the_pooled_interval_covers_the_truth_of_further_seeds_and_questions(seed_spread, question_spread):
    rng, truth, sets = np.random.default_rng(5), 0.5, 1500
    covered = 0
    for _ in range(sets):
        seeds, questions = rng.normal(0, seed_spread, (3, 1)), rng.normal(0, question_spread, (1, 60))
        values = truth + seeds + questions + rng.normal(0, 0.1, (3, 60))
        score = over_seeds(values, low=-9, high=9)
        covered += covers(score, truth)
        assert score["value"] == pytest.approx(values.mean())
    assert covered / sets >= LEAST - 0.01, covered / sets


def test_pooling_knows_that_more_seeds_are_not_more_questions():
    values = np.random.default_rng(0).random((1, 80))
    tripled = over_seeds(np.repeat(values, 3, axis=0))
    once = mean(values[0])
    assert tripled["high"] - tripled["low"] == pytest.approx(once["high"] - once["low"], rel=0.1)
    with pytest.raises(ValueError, match=r"at least 2 seeds\. Received: 1"):
        over_seeds(values)


def test_intervals_stay_within_their_range():
    rng = np.random.default_rng(3)
    for _ in range(30):
        values = (rng.random((3, 25)) < 0.04).astype(float)
        for score in (mean(values[0]), share(values[0]), over_seeds(values)):
            assert 0 <= score["low"] <= score["value"] <= score["high"] <= 1
