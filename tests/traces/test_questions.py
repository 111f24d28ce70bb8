"""What a question gives, against hand-made tables and slow references."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tunix_reasoning.traces.questions import parts, understand
from tunix_reasoning.traces.words import PHRASE, phrases_of, repetition, words_of

QUANTITIES = [  # question, one value of each quantity, how many of them are optional
    ("Ann has 3 apples and buys 1,200 more.", [3, 1200], 0),
    ("It costs $3.50 and 20% tax.", [3.5, 0.2], 0),
    ("He eats 1/4 of 36 sweets.", [0.25, 36], 0),
    ("She has twice as many as her two dozen.", [2, 2, 12], 1),
    ("A third of 60 is his third offense.", [1 / 3, 60], 0),
    ("An mp3 player holds 40 songs.", [40], 0),
    ("Take 4, 8, and 15.", [4], 0),  # a list is one thing to use
    ("At position 4 stands a 7.", [4, 7], 1),
    ("Ten friends, five cakes.", [10, 5], 2),
]


@pytest.mark.parametrize(("question", "values", "optional"), QUANTITIES)
def test_the_quantities_of_a_question(question, values, optional):
    found = understand(question)
    assert len(found.quantities) == len(values)
    assert found.optional == optional
    rest = list(found.quantities)
    for value in values:
        rest.remove(next(quantity for quantity in rest if round(value, 6) in quantity))


CALCULATES = [
    ("Ann has 3 apples and buys 5. How many are left?", True),
    ("She picks 20 apples for use in her house and 5 for her trip: how many are left?", True),
    ("What is 3x^2 at x = 5?", False),
    ("What does this print?\nfor i in range(3):\n    x = i + 5", False),
    ("print(3 + 5)", False),
    ("A train leaves at 8:15 and takes 20 minutes.", False),
    ("Read the passage with 3 men and 5 boats.", False),
    ("Apply n -> 3n and 5 times.", False),
    ("Solve x = 3 + y with y = 5.", False),
    ("How many?", False),
    ("A box of 5 kg is pushed with 20 N. Find the acceleration in m/s^2.", True),  # a unit, and no formula
    ("A newspaper costs $80 and is 45% off. How much is it now?", True),
    ("Sum up for a newspaper: 3 men came in 5 boats.", False),
]


@pytest.mark.parametrize(("question", "calculates"), CALCULATES)
def test_whether_the_numbers_are_there_to_be_computed_with(question, calculates):
    assert understand(question).calculates is calculates


@settings(deadline=None)
@given(st.integers(11, 10**8))
def test_the_parts_of_a_number_are_those_of_its_digits(number):
    digits = str(number)
    expected = set()
    for n in range(1, len(digits)):
        rest = int(digits[-n:])
        expected |= {rest, number - rest, int(digits[-n]) * 10 ** (n - 1)}
    assert set(parts(float(number))) == expected


@settings(deadline=None)
@given(st.text() | st.text("ab1_-. \n×é"))
def test_words_are_runs_of_letters_and_digits(text):
    assert words_of(text) == re.findall(r"[^\W_]+", text)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from("abcdefghij"), max_size=60))
def test_repetition_is_the_share_of_phrases_said_again(words):
    seen, again = set(), 0
    for i in range(len(words) - PHRASE + 1):
        phrase = tuple(words[i : i + PHRASE])
        again += phrase in seen
        seen.add(phrase)
    assert phrases_of(words) == seen
    total = len(words) - PHRASE + 1
    share = again / total if total > 4 else 0.0
    assert repetition(words, seen) == pytest.approx(min(1.0, max(0.0, (share - 0.45) / 0.3)))
