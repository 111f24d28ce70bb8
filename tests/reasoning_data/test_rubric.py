"""Every rubric check, held and failed, and the share that an answer meets."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reasoning_data.rubric import CHECKS, failures, score
from reasoning_data.schema import RUBRIC_CHECKS

# check, value, an answer that meets it, an answer that does not
CASES = [
    ("min_words", 3, "one well-known word", "two words"),
    ("min_words", 1, "36", "…"),  # digits are words, dots are none
    ("max_words", 3, "don't stop now", "one two three four"),
    ("max_words", 0, "…", "a"),
    ("min_sentences", 2, "One. Two!", "One, two."),
    ("min_sentences", 2, 'He asked "Why?" She left.', "It is 3.5 km"),
    ("max_sentences", 1, "It costs 3.50 dollars", "It rains. It pours."),
    ("max_sentences", 2, "Wait... what", "Wait... what? Go."),
    ("lines", 2, "one\n\n two\n", "one two"),
    ("lines", 1, "one", "one\ntwo"),
    ("contains_all", ["sea", "silver rain"], "Silver  rain on the SEA.", "Silver sea, no rain"),
    ("contains_all", ["cat"], "a cat", "concatenate"),  # whole words
    ("contains_any", ["sun", "moon"], "The Moon rose", "Moonlight, sunlight"),
    ("excludes", ["like"], "It is likely", "It is like that"),
    ("excludes", ["best", "very good"], "very well", "a very good one"),
    ("starts_with", "The", "the sea", "A sea"),
    ("starts_with", "The boat", '"The boat left."', "Boat"),
    ("ends_with", "home", "They went home.", "home they went"),
    ("ends_with", "home", 'He said: "home."', "homes"),
    ("key_points", [["bees", "insects"], ["died"]], "The insects died", "The bees left"),
    ("dialogue", ["Ann", "Ben"], "Ann: Hello\nben: Bye", "Ann: Hello\nBen went"),
    ("dialogue", ["Ann"], "  Ann: Hi", "Ann:\nnothing said"),
    ("quoted", 1, 'He said "go" then', "He said go"),
    ("quoted", 2, '"a" and “b”', '"a" and b'),
    ("question_marks", 2, "Why? How?", "Why?"),
    ("distinct_words", 0.9, "all of these differ", "the the the the"),
]


@pytest.mark.parametrize(("check", "value", "holds", "fails"), CASES)
def test_checks(check, value, holds, fails):
    rubric = [{"check": check, "value": value}]
    assert score(holds, rubric) == 1.0
    assert score(fails, rubric) == 0.0


def test_every_check_of_the_schema_is_known_and_tested():
    assert set(CHECKS) == set(RUBRIC_CHECKS) == {case[0] for case in CASES}


def test_the_score_is_the_share_of_checks():
    rubric = [
        {"check": "max_words", "value": 5},
        {"check": "starts_with", "value": "The"},
        {"check": "lines", "value": 2},
    ]
    assert score("The sea", rubric) == pytest.approx(2 / 3)


@pytest.mark.parametrize("answer", ["", " \n"])
def test_nothing_meets_nothing(answer):
    assert score(answer, [{"check": "max_words", "value": 5}]) == 0.0


def test_no_rubric_earns_nothing():
    assert score("anything", []) == 0.0


words = st.sampled_from(
    ["the", "sea", "silver", "rain", "Ann:", '"go"', "home", "home.", "Why?", "\n", "…", "like"]
)


@settings(deadline=None)
@given(st.lists(words, min_size=1, max_size=20).map(" ".join))
def test_an_answer_fails_what_it_does_not_score(answer):
    rubric = [{"check": check, "value": value} for check, value, *_ in CASES]
    if answer.strip():
        alone = [score(answer, [line]) for line in rubric]
        assert len(failures(answer, rubric)) == alone.count(0.0)
        assert score(answer, rubric) == pytest.approx(sum(alone) / len(alone))
