"""What a trace says of its draft and quotes from its question: what is so costs nothing, what is not so does."""

from __future__ import annotations

import pytest

from reasoning_data.catalog import generate
from tunix_reasoning.traces.reading import read_trace
from tunix_reasoning.traces.statements import misquoted, untrue

TASK = 'Write a slogan with "kite" and "island" that begins with "The". At most 8 words.'
DRAFT = "The kite finds its island in the end"  # 8 words, 1 sentence
SUM_UP = "On Friday, the town council repaired a footbridge in Fernley. The work took 14 new boards. Sum this up."
SUMMARY = "The town council repaired a footbridge in Fernley."

TRUE = [
    '"kite" and "island" occur; up to 8 words.',
    '"Kite", "island" and "end" have to be used; at least 3 words, at most 1 sentence.',
    'It uses "kite". It contains "island" and "end". It begins with "The". It ends with "end". I count 8 words.',
    '"sea" and "wind" are never named. It avoids "best". The first word is "The", the last word is "end".',
    "Exactly 8 words.",
    "I have exactly 3 words so far.",
    'It does not contain "sea".',  # what is worded otherwise is passed over,
    '"sea" could come next, and "wind" would sound well. I have 3 words so far.',  # and so are plans
    'It uses "kite" and "island". Later it uses "end".',
]
FALSE = [
    '"kite" and "sea" occur.',
    '"kite" and "kite" occur.',  # one is lost
    '"kite", "island" and "best" have to be used.',
    'It uses "sea".',
    '"kite" is never named.',
    'It avoids "island".',
    'It begins with "Kite".',
    'The last word is "island".',
    "I count 9 words.",
    "At most 7 words.",
    '"kite" occurs; exactly 9 words.',
    "It has exactly 2 sentences.",
    "At least 9 words.",
    "It stands on 2 lines.",
    "Kite and Island speak in turn.",
    '"kite" and "end" occur. It uses "kite" and "island".',  # one of the two is not what was asked
]


@pytest.mark.parametrize("said", TRUE)
def test_what_is_so_of_the_draft_is_no_fault(said):
    for trace in (said, f"{said} The draft: {DRAFT}"):
        assert untrue(read_trace(trace, DRAFT, TASK)) == 0


@pytest.mark.parametrize("said", FALSE)
def test_what_is_not_so_of_the_draft_is_a_fault(said):
    for trace in (said, f"{said} The draft: {DRAFT}"):
        assert untrue(read_trace(trace, DRAFT, TASK)) == 1


def test_an_answer_that_is_no_text_is_no_draft():
    assert untrue(read_trace('"kite" and "sea" occur. I count 9 words.', "B", TASK)) == 0


QUOTES = [  # what is quoted, and whether it is quoted wrongly
    ("On Friday, the town council repaired a footbridge in Fernley.", False),
    ("the town council repaired", False),  # a part
    ("The work took fourteen new boards.", False),  # the same number
    ("On Monday, the town council repaired a footbridge in Fernley.", True),
    ("The work took 15 new boards.", True),
    ("repaired a footbridge in Oakdale", True),
    ("took 15", False),  # too short to be told from words of one's own
    ("A footbridge was mended in Fernley by the council.", False),  # in words of one's own
    ("All work took 15 new boards.", False),  # two words
    ("No work took 14 new boards.", False),  # a statement to be tested
]


@pytest.mark.parametrize(("quote", "wrongly"), QUOTES)
def test_quotations_have_the_words_of_the_question(quote, wrongly):
    for trace in (f'It says: "{quote}" So I keep the council.', f"“{quote}” is what it says."):
        assert misquoted(read_trace(trace, SUMMARY, SUM_UP)) == wrongly


def test_no_trace_of_the_generator_says_or_quotes_what_is_not_so():
    for row in generate(800, seed=11):
        for trace in (row["reasoning_trace"], row["metadata"]["concise"]):
            reading = read_trace(trace, row["answer"], row["question"])
            assert not untrue(reading), trace
            assert not misquoted(reading), trace
