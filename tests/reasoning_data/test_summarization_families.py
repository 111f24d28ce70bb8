"""Summarization families keep the rules; what they ask can be found in their passages, and only there."""

from __future__ import annotations

import re
from random import Random

import pytest
from family_rules import assert_keeps_the_rules, distinct_share

from reasoning_data.rubric import failures
from reasoning_data.summarization import FAMILIES
from reasoning_data.summarization.compare import COMPARED
from reasoning_data.summarization.passages import ACTORS, HAPPENINGS, TOWNS, event, sentences_about

BY_NAME = {family.name: family for family in FAMILIES}
FACTS = {
    "kind": "trees", "actor": "the chess club", "town": "Selby", "day": "Monday", "number": 40,
    "reason": "the hillside had no shade", "next": "Each tree carries a label with its name.",
}
OTHER = {
    "kind": "bus", "actor": "the film club", "town": "Calder", "day": "Friday", "number": 25,
    "reason": "nurses work late shifts", "next": "A ticket costs less than a coffee.",
}


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_family_keeps_the_rules(family):
    assert_keeps_the_rules(family)
    assert distinct_share(family) >= 0.95


def test_at_least_two_families_are_verifiable_and_two_are_not():
    assert sum(family.verifiable for family in FAMILIES) >= 2
    assert sum(not family.verifiable for family in FAMILIES) >= 2


def test_passages_are_short():
    rng = Random(4)
    for _ in range(300):
        assert len(" ".join(sentences_about(rng, event(rng, 990))).split()) <= 80


# Read off the facts above: family, parameters, answer.
WORKED = [
    ("extract_fact", {"events": [FACTS], "about": 0, "ask": "town"}, "Selby"),
    ("extract_fact", {"events": [FACTS], "about": 0, "ask": "number"}, "40"),
    ("extract_fact", {"events": [FACTS, OTHER], "about": 1, "ask": "actor"}, "the film club"),
    ("main_idea", {"facts": FACTS, "options": ["Clubs and schools are important.",
                                              "The chess club planted an orchard in Selby.",
                                              "The chess club launched a night bus in Selby."]}, "B"),
    ("best_title", {"facts": FACTS, "options": ["A Night Bus Is Launched in Selby", "Many Hands Help",
                                                "An Orchard Is Planted in Selby"]}, "C"),
    ("unsupported", {"facts": FACTS, "claims": [["day", "Monday"], ["number", 4], ["town", "Selby"]]}, "B"),
    # each tree has a label, but nobody speaks of apples
    ("unsupported", {"facts": FACTS, "claims": [["number", 40], ["actor", "the chess club"],
                                                ["next", "The first apples are expected in three years."],
                                                ["reason", "the hillside had no shade"]]}, "C"),
    ("totals", {"setting": "books", "towns": ["Selby", "Calder"], "where": [0, 1, 0], "numbers": [12, 30, 25],
                "actors": list(ACTORS[:3]), "days": ["Monday"] * 3, "compare": False}, "37"),
    # 12 + 25 + 20 = 57 in Selby and 30 in Calder
    ("totals", {"setting": "books", "towns": ["Selby", "Calder"], "where": [0, 1, 0, 0], "numbers": [12, 30, 25, 20],
                "actors": list(ACTORS[:4]), "days": ["Monday"] * 4, "compare": True}, "27"),
    ("chronology", {"day": "the jubilee", "name": "Mei", "events": ["race", "dinner", "toast"], "hours": [11, 20, 9],
                    "relative": [False, False, False]}, "toast, race, dinner"),
    # the race at 14, the dinner 5 hours later, the toast 10 hours earlier than the dinner: at 9
    ("chronology", {"day": "the jubilee", "name": "Mei", "events": ["race", "dinner", "toast"], "hours": [14, 19, 9],
                    "relative": [False, True, True]}, "toast, race, dinner"),
    ("comparison", {"thing": "tower", "asked": 0, "name": "Mei", "labels": ["red", "blue", "gray"],
                    "first": [30, 90, 25], "second": [], "limit": 0, "most": True}, "blue"),
    # over 50 years old are the red and the gray one; the lower of them is the gray one
    ("comparison", {"thing": "tower", "asked": 0, "name": "Mei", "labels": ["red", "blue", "gray"],
                    "first": [30, 20, 25], "second": [60, 40, 70], "limit": 50, "most": False}, "gray"),
]


@pytest.mark.parametrize(("name", "p", "answer"), WORKED)
def test_worked_by_hand(name, p, answer):
    family = BY_NAME[name]
    assert family.write(Random(2), p).answer == answer
    assert family.check(p) == answer


def test_summaries_keep_what_was_asked():
    rubric = BY_NAME["one_sentence"].write(Random(1), {"events": [FACTS], "why": True, "spare": 4}).rubric
    good = "In Selby, the chess club planted an orchard because the hillside had no shade."
    assert failures(good, rubric) == []
    cases = [
        good.replace("In Selby, the", "The"),  # the place is missing
        good.replace("chess", "film").replace("club", "team"),  # another group
        good.replace(" because the hillside had no shade", ""),  # no reason
        good.replace(". ", "") + " It was on Monday.",  # a second sentence
        good[:-1] + ", which pleased everyone who happened to walk by there on Monday.",  # too long
    ]
    for case in cases:
        assert failures(case, rubric), case


def test_the_answer_stands_in_the_passage_once():
    """Fact questions have one answer: no other town, day or group of the pools stands in a passage about one event."""
    rng, family = Random(5), BY_NAME["extract_fact"]
    for _ in range(200):
        p = family.parameters(rng, "medium")
        question = family.write(rng, p).question
        assert sum(town in question for town in TOWNS) == 1
        assert sum(actor.lower() in question.lower() for actor in ACTORS) == 1


def test_wrong_options_are_wrong():
    """No option but the right one names the group, the thing and the place of the passage."""
    rng = Random(6)
    for name in ("main_idea", "best_title"):
        family = BY_NAME[name]
        for number in range(300):
            p = family.parameters(rng, family.difficulties[number % 3])
            facts = p["facts"]
            told = [facts["town"], HAPPENINGS[facts["kind"]].object.split()[-1]]
            told += [facts["actor"]] if name == "main_idea" else []
            full = [option for option in p["options"] if all(word.lower() in option.lower() for word in told)]
            assert len(full) == 1, p["options"]


def test_exactly_one_statement_is_unsupported():
    """Its value stands nowhere in the passage; the values of all others do."""
    rng, family = Random(8), BY_NAME["unsupported"]
    for number in range(300):
        p = family.parameters(rng, family.difficulties[number % 3])
        passage = " ".join(sentences_about(rng, p["facts"]))
        told = [re.search(rf"\b{re.escape(str(value).rstrip('.'))}\b", passage, re.I) for _, value in p["claims"]]
        assert told.count(None) == 1


def test_comparisons_have_no_ties():
    rng, family = Random(7), BY_NAME["comparison"]
    for number in range(300):
        p = family.parameters(rng, family.difficulties[number % 3])
        assert len(set(p["first"])) == len(p["first"]) == len(p["labels"])
        assert p["thing"] in COMPARED
        if p["limit"]:
            assert sum(value > p["limit"] for value in p["second"]) == 2
