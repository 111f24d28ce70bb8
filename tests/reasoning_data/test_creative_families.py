"""Creative families keep the rules, their gold answers read well, and the rubric evaluator is exact."""

from __future__ import annotations

import re
from itertools import pairwise
from random import Random

import pytest
from family_rules import assert_keeps_the_rules, distinct_share, mean_trace_words

from reasoning_data.creative import FAMILIES
from reasoning_data.rubric import CHECKS, failures, sentences, words
from reasoning_data.schema import RUBRIC_CHECKS
from reasoning_data.summarization import FAMILIES as SUMMARIES

BY_NAME = {family.name: family for family in FAMILIES}


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_family_keeps_the_rules(family):
    assert not family.verifiable
    assert_keeps_the_rules(family)
    assert distinct_share(family) >= 0.95


def _drafts(family, draws=150):
    rng = Random(f"drafts/{family.name}")
    for number in range(draws):
        p = family.parameters(rng, family.difficulties[number % 3])
        yield p, family.write(rng, p)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_gold_answers_are_short_varied_and_well_formed(family):
    answers = [draft.answer for _, draft in _drafts(family)]
    assert max(len(answer.split()) for answer in answers) <= 50
    assert len(set(answers)) >= 0.6 * len(answers)
    for answer in answers:
        assert answer[0].isupper()
        assert not re.search(r"\b[Aa] [aeiou]", answer), answer
        assert not re.search(r"\b[Aa]n [^aeiouhAEIOUH]", answer), answer


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_the_rubric_can_be_failed(family):
    """Neither an empty answer, nor a stock phrase, nor the gold of another question passes."""
    pairs = list(_drafts(family, 30))
    for (_, draft), (_, other) in pairwise(pairs):
        assert failures("", draft.rubric)
        assert failures("I have written it as you asked.", draft.rubric)
        assert failures(other.answer, draft.rubric) or other.answer == draft.answer


SAID = {
    ("max_sentences", 1): r"\b(one|single)[ -]sentence\b", ("min_sentences", 2): r"\bat least two sentences\b",
    ("question_marks", 1): r"\bquestion\b|what am i\?",
}
"""How a question states a check whose value does not stand in it."""


@pytest.mark.parametrize(
    "family", [f for f in (*FAMILIES, *SUMMARIES) if not f.verifiable], ids=lambda family: family.name
)
def test_the_question_states_what_the_rubric_demands(family):
    for _, draft in _drafts(family):
        asked = draft.question.lower()
        for line in draft.rubric:
            check, value = line["check"], line["value"]
            if check == "key_points":
                stated = all(point[0].lower() in asked for point in value)
            elif isinstance(value, list):
                stated = all(one.lower() in asked for one in value)
            elif (check, value) in SAID:
                stated = re.search(SAID[check, value], asked)
            elif isinstance(value, str):
                stated = value.lower() in asked
            else:
                stated = re.search(rf"\b{value}\b", asked)
            assert stated, (line, draft.question)


def test_traces_have_the_intended_length():
    assert 140 <= mean_trace_words((*FAMILIES, *SUMMARIES)) <= 170


# check, value, an answer that meets it, one that does not
CHECKED = [
    ("min_words", 3, "one two three", "one two"),
    ("min_words", 2, "well-known don't", "well-known"),  # a hyphen or an apostrophe joins
    ("max_words", 2, "one two", "one two three"),
    ("min_sentences", 2, "It rains. We stay.", "It rains and we stay."),
    ("min_sentences", 1, "no full stop", ""),  # words without a mark are one sentence
    ("max_sentences", 1, "It costs 3.5 dollars.", "It costs 3. Five more."),  # a decimal point ends nothing
    ("max_sentences", 1, '"Stop!"', '"Stop!" Then "Go!"'),  # the mark inside quotes ends one
    ("lines", 2, "one\n\n  two\n", "one two"),  # empty lines do not count
    ("contains_all", ["key", "old map"], "The Old\nMap and a key", "An old map and a keyhole"),
    ("contains_any", ["like", "as"], "soft as snow", "likely has"),  # whole words only
    ("excludes", ["very"], "every day", "a very good day"),
    ("starts_with", "The key", '"the key turned."', "A key. The key"),
    ("ends_with", "home", "At last, home.", "homeward"),
    ("key_points", [["rowing club", "rowers"], ["Ashford"]], "Rowers met in Ashford.", "Rowers met in Selby."),
    ("dialogue", ["Ann", "Bo"], "Ann: Hello.\nbo: Hi!", "Ann: Hello, Bo: you there?"),
    ("dialogue", ["Ann"], "  ANN: Yes.", "Ann:"),  # nothing said is no line
    ("dialogue", ["Ann"], "Ann: Yes.", "Joann: Yes."),
    ("quoted", 2, '"Yes" and “no”', '"Yes" and no'),
    ("question_marks", 2, "What? Why?", "What? Why."),
    ("distinct_words", 0.75, "one two three three", "one one two two"),
]


@pytest.mark.parametrize(("check", "value", "met", "unmet"), CHECKED)
def test_rubric_checks(check, value, met, unmet):
    rubric = [{"check": check, "value": value}]
    assert failures(met, rubric) == []
    assert failures(unmet, rubric) == [f"{check}: {value}"]


def test_every_rubric_check_is_in_the_table():
    assert {check for check, *_ in CHECKED} == set(RUBRIC_CHECKS) == set(CHECKS)


def test_an_unknown_check_is_an_error():
    with pytest.raises(ValueError, match="vowels"):
        failures("any", [{"check": "vowels", "value": 3}])


# text, its words, its sentences
COUNTED = [
    ("Don't stop, well-known 3rd fox!", ["don't", "stop", "well-known", "3rd", "fox"], 1),
    ("Wait... what? No!", ["wait", "what", "no"], 3),
    ("", [], 0),
    ("... !", [], 0),  # marks without words
    ("Élan vital", ["élan", "vital"], 1),
]


@pytest.mark.parametrize(("text", "spoken", "number"), COUNTED)
def test_words_and_sentences(text, spoken, number):
    assert words(text) == spoken
    assert sentences(text) == number
