"""Numbers in words against a speller written independently, and in digits against Python's own fractions."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tunix_reasoning.answers.numerals import numeral

ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelled(n: int, hyphen: str, conjunction: str) -> str:
    """By cases, from the smallest numbers up."""
    if n < 20:
        return ONES[n]
    if n < 100:
        return TENS[n // 10] + (hyphen + ONES[n % 10] if n % 10 else "")
    for size, name in ((100, "hundred"), (1000, "thousand"), (10**6, "million"), (10**9, "billion")):
        if n < size * (10 if size == 100 else 1000):
            rest = n % size
            return f"{spelled(n // size, hyphen, conjunction)} {name}" + (
                conjunction + spelled(rest, hyphen, conjunction) if rest else ""
            )
    raise AssertionError(n)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.integers(0, 1200), st.integers(0, 10**9 - 1)), st.sampled_from("- "), st.sampled_from([" ", " and "])
)
def test_every_number_is_read_as_it_is_spelled(n, hyphen, conjunction):
    text = spelled(n, hyphen, conjunction)
    assert numeral(text) == (n, "", "", False)
    assert numeral(f"minus {text} eggs") == (-n, "", " eggs", False)
    assert numeral(text.capitalize()).number == n


@settings(max_examples=200, deadline=None)
@given(st.text("0123456789", max_size=4), st.text("0123456789", min_size=1, max_size=6))
def test_a_repeating_decimal_is_its_limit(before, period):
    """Its first hundred decimals agree with the fraction."""
    found = numeral(f"0.{before}({period})").number
    decimals = (before + period * 100)[:100]
    assert abs(found - Fraction(int(decimals), 10**100)) <= Fraction(1, 10**100)


@pytest.mark.parametrize(
    "text", ["three five", "twenty thirty", "five twenty", "hundred", "two and three", "one and one", "zero five"]
)
def test_numbers_in_a_row_are_no_number(text):
    found = numeral(text)
    assert found is None or found.rest, "something is left over"
