"""Regions of the real line, against membership of points computed by Python."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from tunix_reasoning.answers.intervals import read_region

POINTS = [Fraction(n, 4) for n in range(-60, 61)]
ends = st.tuples(st.integers(-12, 12), st.integers(-12, 12)).filter(lambda pair: pair[0] < pair[1])
slopes = st.sampled_from([1, 2, 3, -1, -2])


def _written(low: int, high: int, low_closed: bool, high_closed: bool, slope: int) -> dict[str, bool]:
    """The interval in five notations, one of them another interval."""
    left, right = "<=" if low_closed else "<", "<=" if high_closed else "<"
    scaled = [slope * low, f"{slope}x", slope * high]
    turned = {"<": ">", "<=": ">="} if slope < 0 else {"<": "<", "<=": "<="}
    return {
        f"{'[' if low_closed else '('}{low}, {high}{']' if high_closed else ')'}": True,
        f"x ∈ {'[' if low_closed else '('}{2 * low}/2; {high}{']' if high_closed else ')'}": True,
        f"{low} {left} x {right} {high}": True,
        f"{scaled[0]} {turned[left]} {scaled[1]} {turned[right]} {scaled[2]}": True,
        f"{low} {left} x {'<' if high_closed else '<='} {high}": False,
    }


@settings(max_examples=100, deadline=None)
@given(ends, st.booleans(), st.booleans(), slopes)
def test_an_interval_is_the_same_in_every_notation(pair, low_closed, high_closed, slope):
    forms = _written(*pair, low_closed, high_closed, slope)
    parts = {text: read_region(text).parts for text in forms}
    first = next(iter(parts.values()))
    assert {text: part == first for text, part in parts.items()} == forms


@settings(max_examples=200, deadline=None)
@given(slopes, st.integers(-9, 9), st.sampled_from(["<", "<=", ">", ">="]), st.integers(-9, 9))
def test_an_inequality_is_the_half_line_of_its_solutions(slope, shift, relation, bound):
    def holds(x):
        left = slope * x + shift
        return {"<": left < bound, "<=": left <= bound, ">": left > bound, ">=": left >= bound}[relation]

    root = Fraction(bound - shift, slope)
    closed, upwards = holds(root), holds(root + 1)
    half_line = f"{'[' if closed else '('}{root}, ∞)" if upwards else f"(-∞, {root}{']' if closed else ')'}"
    assert all(holds(x) == (x > root if upwards else x < root) for x in POINTS if x != root)
    assert read_region(f"{slope}x + {shift} {relation} {bound}").parts == read_region(half_line).parts
    assert read_region(f"{bound} {relation[0].translate({60: 62, 62: 60})}{relation[1:]} {shift} + {slope}x").parts == (
        read_region(half_line).parts
    )


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 9), st.integers(1, 9))
def test_absolute_values_are_two_sided(low, more):
    high = low + more
    assert read_region(f"|x| < {high}").parts == read_region(f"-{high} < x < {high}").parts
    assert read_region(f"|x| >= {low}").parts == read_region(f"x <= -{low} or x >= {low}").parts
    assert read_region(f"{low} <= |z| < {high}").parts == read_region(f"(-{high}, -{low}] ∪ [{low}, {high})").parts
