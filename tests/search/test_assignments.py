"""What elimination rules out, brute force finds in no ground state; what it leaves has the same ground state; and
where the descent ends, no kind gains by another strategy."""

from itertools import product

import numpy as np
import pytest

from tunix_reasoning.search.assignments import bound_up, contenders, descended


def problem(seed, kinds=5, strategies=4):
    rng = np.random.default_rng(seed)
    upper = np.triu(rng.random((kinds, kinds)) * (rng.random((kinds, kinds)) < 0.5) * 0.4, 1)
    return rng.random((kinds, strategies)), upper + upper.T


def best(fields, couplings):
    """By trying every choice: the choice, and what it gains."""
    def gain(choice):
        alike = np.equal.outer(choice, choice)
        return sum(fields[k, s] for k, s in enumerate(choice)) + (couplings * alike).sum() / 2

    choice = max(product(range(fields.shape[1]), repeat=len(fields)), key=gain)
    return choice, gain(choice)


@pytest.mark.parametrize("seed", range(30))
def test_the_ground_state_is_left(seed):
    fields, couplings = problem(seed)
    choice, _ = best(fields, couplings)
    left = contenders(fields, couplings)
    assert all(left[kind, strategy] for kind, strategy in enumerate(choice))
    assert left.sum() < left.size
    for place in range(len(fields)):
        members, reduced = bound_up(place, fields, couplings)
        again, _ = best(reduced, couplings[np.ix_(members, members)])
        assert again == tuple(choice[member] for member in members)


def test_kinds_without_relatives_are_decided_by_their_fields():
    fields, _ = problem(0)
    left = contenders(fields, np.zeros((5, 5)))
    assert (left.sum(1) == 1).all()
    assert (left.argmax(1) == fields.argmax(1)).all()


def test_what_falls_for_one_kind_lets_more_fall_for_another():
    """A strong pull towards b holds the second kind only while the first may have b."""
    couplings = np.array([[0.0, 0.3], [0.3, 0.0]])
    assert contenders(np.array([[0.5, 0.5], [0.6, 0.5]]), couplings).all()
    decided = contenders(np.array([[1.0, 0.5], [0.6, 0.5]]), couplings)
    assert decided.tolist() == [[True, False], [True, False]]


def test_only_kinds_that_are_bound_up_are_left_together():
    fields = np.array([[0.5, 0.5], [0.5, 0.5], [0.5, 0.5], [0.5, 0.9]])
    couplings = np.zeros((4, 4))
    for one, other in ((0, 1), (1, 3), (2, 3)):
        couplings[one, other] = couplings[other, one] = 0.1
    members, reduced = bound_up(0, fields, couplings)
    assert members.tolist() == [0, 1], "the last is decided, and keeps the third apart"
    assert reduced.tolist() == pytest.approx(np.array([[0.5, 0.5], [0.5, 0.6]]))


@pytest.mark.parametrize("seed", range(10))
def test_the_descent_ends_where_no_exchange_gains_and_takes_the_best_end(seed):
    fields, couplings = problem(seed)
    fields[0, 1] = -np.inf
    starts = np.array([choice for choice in product(range(4), repeat=5) if choice[0] != 1])
    assert tuple(descended(starts, fields, couplings)) == best(fields, couplings)[0], "from everywhere, the best of all"
    ends = [descended(start[None], fields, couplings) for start in starts[::37]]
    for end in ends:
        for kind in range(5):
            pull = [couplings[kind][end == strategy].sum() for strategy in range(4)]
            assert end[kind] == (fields[kind] + pull).argmax()
