"""The logic families: every puzzle has one answer, and two methods find it."""

from __future__ import annotations

from itertools import combinations
from random import Random
from statistics import mean

import pytest
from family_rules import assert_keeps_the_contract, assert_milestones_can_be_missed, drafts

from reasoning_data.logic import FAMILIES
from reasoning_data.logic.syllogism_forms import FORMS, THEMES

NAMED = {family.name: family for family in FAMILIES}


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_family_keeps_the_contract(family):
    assert family.type == "logic_puzzle"
    assert_keeps_the_contract(family, lambda draft: draft.concise.rstrip(".").endswith(draft.answer))


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_milestones_are_stated_and_can_be_missed(family):
    assert_milestones_can_be_missed(family)


def test_traces_have_the_promised_mean_length():
    lengths = [len(draft.trace.split()) for family in FAMILIES for _, draft in drafts(family, 30)]
    assert 140 <= mean(lengths) <= 162


def test_many_families_and_distinct_names():
    assert len(FAMILIES) >= 12
    assert len(NAMED) == len(FAMILIES)
    assert sum(family.domain == "common_sense" for family in FAMILIES) >= 2


GOLDEN = [
    # family, parameters, answer worked out by hand
    ("ordering", {"setting": "age", "order": ["Ana", "Ben", "Zoe"], "clues": [[1, 2, True], [0, 1, False]],
                  "rank": 2}, "Zoe"),
    # 2, 5, 11, 23: double and add 1
    ("number_pattern", {"kind": "times plus", "terms": [2, 5, 11, 23, 47], "step": 2, "other": 1}, "95"),
    ("repeating_row", {"setting": "beads", "group": [0, 1, 2], "place": 20}, "blue"),
    # north, left is west, around is east, right is south
    ("turns", {"setting": "person", "name": "Ana", "start": "north", "turns": ["left", "around", "right"]}, "south"),
    # 3 east and 4 north
    ("grid_walk", {"setting": "blocks", "name": "Ana", "legs": [["east", 5], ["north", 4], ["west", 2]]}, "7"),
    # straight on it is 9, by way of B 4 + 2 = 6, and from there 3 more
    ("shortest_path", {"setting": "huts", "letters": "ABCD", "goal": 3,
                       "roads": [[0, 1, 4], [0, 2, 9], [1, 2, 2], [2, 3, 3]]}, "9"),
    # Ana says Ben lies, Ben says both are honest: Ana is the honest one
    ("knights", {"setting": "island", "names": ["Ana", "Ben"], "claims": [["is not", 1], ["both", 0]]}, "Ana"),
    # the classic night at the bridge
    ("bridge", {"setting": "bridge", "names": ["Ana", "Ben", "Zoe", "Omar"], "times": [1, 2, 5, 10]}, "17"),
    # the wolf, the goat and the cabbage
    ("guarded", {"setting": "farm", "name": "Ana", "chain": True, "free": []}, "7"),
    # two children ferry a single adult: two over, one back, adult over, one back, two over
    ("ferry", {"setting": "river", "name": "Ana", "kind": "sizes", "bigs": 1, "smalls": 2,
               "seats": 2, "people": 5}, "5"),
    ("day_riddle", {"setting": "plain", "name": "Ana", "known": 2, "wanted": -1, "day": 1}, "Saturday"),
    # P and not Q, or neither: true in 2 of 4 rows
    ("truth_rows", {"formula": ["not", "B"], "letters": "AB"}, "2"),
    ("truth_value", {"formula": ["implies", "A", ["not", "B"]], "letters": "AB", "values": [True, True]}, "false"),
    ("relation", {"chain": ["child", "sibling", "parent"], "people": ["Ben", "Mei", "Rosa", "Hugo"],
                  "order": [2, 0, 1]}, "cousin"),
    ("false_belief", {"room": "kitchen", "thing": "key", "spots": ["tin", "box", "bag"],
                      "names": ["Ana", "Ben", "Zoe"], "leaves": 1, "movers": ["Ben", "Zoe"]}, "box"),
    # Ana picks the key up, carries it to the attic, leaves it there and goes on without it
    ("where_is", {"thing": "key", "events": [["start", "Ana", "cellar"], ["go", "Ana", "attic"],
                  ["drop", "Ana", "attic"], ["go", "Ana", "garden"]]}, "attic"),
    # Ben in the middle, Ana before Zoe
    ("seating", {"setting": "chairs", "names": ["Ana", "Ben", "Zoe"], "clues": [["seat", 1, 1], ["before", 0, 2]],
                 "place": 2}, "Zoe"),
    ("who_has", {"setting": "pets", "names": ["Ana", "Ben", "Zoe"], "things": [0, 1, 2],
                 "clues": [["not", 0, 0], ["not", 0, 1], ["not", 1, 0]], "asked": 1}, "Ben"),
    ("queue", {"setting": "bus", "names": ["Ana", "Ben"], "kind": "total", "first": 5, "second": 8, "gap": 2}, "12"),
    ("venn", {"setting": "class", "parts": [4, 3, 2, 6], "kind": "neither"}, "6"),
    # one short of three of each of two colors, and one more
    ("certain", {"setting": "socks", "kinds": [0, 2], "amounts": [5, 9], "goal": "same", "many": 3,
                 "which": 0}, "5"),
    # 9 coins need two weighings, 10 need three
    ("odd_coin", {"thing": "coin", "name": "Ana", "n": 9, "odd": "heavier"}, "2"),
    ("odd_coin", {"thing": "coin", "name": "Ana", "n": 10, "odd": "lighter"}, "3"),
    ("balance", {"goods": 0, "big": 3, "middle": 4, "times": 2, "also": 5, "asked": 2}, "24"),
    ("riddle", {"kind": "digits", "tens": 7, "ones": 2}, "72"),
]


@pytest.mark.parametrize(
    ("name", "parameters", "answer"), GOLDEN, ids=[f"{row[0]}-{row[2]}" for row in GOLDEN]
)
def test_answers_worked_out_by_hand(name, parameters, answer):
    assert NAMED[name].write(Random(7), parameters).answer == answer
    assert NAMED[name].check(parameters) == answer


@pytest.mark.parametrize("name", FORMS)
def test_syllogism_forms_do_not_hang_on_empty_groups(name):
    """Valid forms hold in every world of up to three things; invalid ones fail in one where no group is empty."""
    form = FORMS[name]
    letters = sorted({letter for statement in (*form.premises, form.conclusion) for letter in statement[1:]})
    kinds = [frozenset(some) for size in range(len(letters) + 1) for some in combinations(letters, size)]

    def holds(statement, world):
        quantifier, subject, predicate = statement
        inside = [predicate in thing for thing in world if subject in thing]
        return {"all": all(inside), "no": not any(inside), "some": any(inside), "some not": not all(inside)}[
            quantifier
        ]

    broken = [
        world
        for size in range(4)
        for world in combinations(kinds, size)
        if all(holds(premise, world) for premise in form.premises) and not holds(form.conclusion, world)
    ]
    assert bool(form.why) == (broken == [])
    if not form.why:
        assert any(all(any(letter in thing for thing in world) for letter in letters) for world in broken)
        world = [frozenset(thing) for thing in form.world]
        assert all(holds(premise, world) for premise in form.premises)
        assert not holds(form.conclusion, world)


def test_every_theme_has_room_for_four_groups():
    assert all(len(set(groups)) >= 12 for groups in THEMES.values())
