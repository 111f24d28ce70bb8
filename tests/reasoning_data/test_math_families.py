"""Every mathematics family: checked answers, true claims, word limits, paraphrases, distinct questions."""

from __future__ import annotations

import json
import re
from random import Random

import pytest
from arithmetic_claims import claims, false_claims

from reasoning_data.math import FAMILIES
from reasoning_data.schema import ANSWER_KINDS, TEMPLATES, Family
from tunix_reasoning.traces.milestones import progress

DRAWS = 300
CLAIM_DRAWS = 25  # the claim checker is thorough, not fast
BY_NAME = {family.name: family for family in FAMILIES}

KIND_PATTERNS = {
    "number": r"-?\d+(\.\d+|/\d+|%)?",
    "quantity": r"\d+(\.\d+)? [A-Za-z]+",
    "time": r"\d\d:\d\d",
    "date": r"[A-Z][a-z]+ \d{1,2}, \d{4}",
    "ratio": r"\d+:\d+",
    "list": r"-?\d+(, -?\d+)+",
    "set": r"-?\d+(, -?\d+)+",
    "boolean": r"yes|no",
    "expression": r"\d*[a-z]\^2 [+-] \d*[a-z] [+-] \d+",
    "text": r"[A-Z][a-z]+",
}

# Worked by hand: the family, its parameters, the answer.
GOLDEN = [
    ("addition", {"setting": "numbers", "name": "Ben", "a": 47, "b": 38}, "85"),
    ("subtraction", {"setting": "bakery", "name": "Ben", "a": 205, "b": 38}, "167"),
    ("multiplication", {"setting": "boxes", "name": "Ben", "a": 24, "b": 15}, "360"),
    ("order_of_operations", {"shape": "bc-a", "a": 5, "b": 6, "c": 4, "d": 2}, "19"),
    ("order_of_operations", {"shape": "b(c+a)-d", "a": 3, "b": 5, "c": 4, "d": 7}, "28"),
    ("percent_of", {"setting": "numbers", "name": "Ben", "percent": 15, "whole": 240}, "36"),
    ("discount", {"setting": "clothes", "item": 0, "name": "Ben", "price": 80, "percent": 25}, "60"),
    ("percent_change", {"setting": "price", "name": "Ben", "old": 200, "new": 150}, "25%"),
    ("fraction_sum", {"name": "Ben", "sign": "+", "x": [1, 2], "y": [1, 3]}, "5/6"),
    ("fraction_sum", {"name": "Ben", "sign": "-", "x": [3, 4], "y": [1, 12]}, "2/3"),
    ("fraction_of", {"setting": "numbers", "name": "Ben", "top": 3, "bottom": 4, "whole": 48}, "36"),
    ("decimal_prices", {"setting": "fruit", "name": "Ben", "items": [0, 1], "sign": "-", "x": 505, "y": 475}, "0.30"),
    ("ratio_share", {"setting": "coins", "names": ["Ben", "Uma"], "ratio": [2, 3], "total": 35, "who": 1}, "21"),
    ("ratio_simplify", {"setting": "books", "name": "Ben", "a": 18, "b": 24}, "3:4"),
    (
        "expand_brackets",
        {"letter": "x", "name": "Ben", "first": [2, 3], "second": [4, -5]},
        "8x^2 + 2x - 15",
    ),
    ("expand_brackets", {"letter": "k", "name": "Ben", "first": [1, -4], "second": [1, 3]}, "k^2 - k - 12"),
    ("linear_equation", {"letter": "x", "a": 3, "b": 7, "c": 0, "d": 22}, "5"),
    ("linear_equation", {"letter": "x", "a": 5, "b": -3, "c": 2, "d": -12}, "-3"),
    ("quadratic_equation", {"letter": "x", "a": 2, "b": -2, "c": -12}, "-2, 3"),
    ("linear_system", {"x": "x", "y": "y", "first": [1, 2, 11], "second": [3, -1, 5]}, "3, 4"),
    ("two_kinds", {"setting": "farm", "name": "Ben", "n": 10, "more": 4}, "4"),
    ("function_value", {"name": "Ben", "f": "f", "rule": [2, -3, 1], "x": -2}, "15"),
    ("function_composition", {"name": "Ben", "f": "f", "g": "g", "first": [3, 1], "second": [2, -4], "x": 5}, "19"),
    ("arithmetic_sequence", {"first": 4, "step": -3, "n": 11}, "-26"),
    ("geometric_sequence", {"first": 3, "ratio": -2, "n": 6}, "-96"),
    ("growing_steps", {"first": 1, "step": 1, "growth": 2}, "26"),  # the squares 1, 2, 5, 10, 17: one more than n²
    ("remainder", {"setting": "eggs", "name": "Ben", "a": 50, "b": 12}, "2"),
    ("greatest_common_divisor", {"setting": "numbers", "name": "Ben", "a": 84, "b": 36}, "12"),
    ("least_common_multiple", {"setting": "buses", "name": "Ben", "a": 12, "b": 18}, "36"),
    ("prime_factors", {"name": "Ben", "n": 84}, "2, 2, 3, 7"),
    ("base_conversion", {"name": "Ben", "digits": "45", "old": 10, "new": 2}, "101101"),
    ("base_conversion", {"name": "Ben", "digits": "2102", "old": 3, "new": 10}, "65"),
    ("is_prime", {"name": "Ben", "n": 91}, "no"),
    ("is_prime", {"name": "Ben", "n": 97}, "yes"),
    ("independent_choices", {"setting": "menu", "name": "Ben", "items": [0, 1, 2], "counts": [2, 3, 4]}, "24"),
    ("selections", {"setting": "team", "name": "Ben", "n": 6, "k": 3, "ordered": False}, "20"),
    ("selections", {"setting": "team", "name": "Ben", "n": 6, "k": 3, "ordered": True}, "120"),
    (
        "random_draw",
        {"setting": "socks", "name": "Ben", "kinds": [0, 1], "counts": [4, 6], "target": 0, "draws": 2},
        "2/15",
    ),
    ("dice_sum", {"setting": "class", "name": "Ben", "a": 6, "b": 6, "sum": 7}, "1/6"),
    ("mean", {"setting": "points", "name": "Ben", "values": [3, 8, 7]}, "6"),
    ("median", {"setting": "points", "name": "Ben", "values": [9, 2, 7, 4, 12, 3]}, "5.5"),
    ("range", {"setting": "points", "name": "Ben", "values": [9, 2, 7]}, "7"),
    ("perimeter", {"setting": "garden", "name": "Ben", "a": 8, "b": 5}, "26"),
    ("rectangle_area", {"setting": "garden", "name": "Ben", "a": 8, "b": 5, "cut": 2}, "36"),
    ("triangle_area", {"setting": "flag", "name": "Ben", "b": 7, "h": 5}, "17.5"),
    ("box_volume", {"setting": "brick", "name": "Ben", "a": 4, "b": 3, "c": 5}, "60"),
    ("missing_angle", {"name": "Ben", "angles": [80, 95, 110]}, "75"),
    ("speed", {"mover": "car", "name": "Ben", "asked": "speed", "speed": 60, "time": 3}, "60"),
    ("work_together", {"setting": "pool", "names": ["Ben", "Uma"], "a": 2, "b": 3}, "6/5"),
    ("mixture", {"setting": "juice", "name": "Ben", "a": 2, "b": 3, "p": 10, "q": 20}, "16%"),
    (
        "simple_interest",
        {"setting": "bank", "name": "Ben", "sum": 500, "rate": 4, "years": 3, "whole": True},
        "560",
    ),
    ("unit_conversion", {"kind": "length", "name": "Ben", "unit": 0, "tenths": 35, "up": False}, "3500 m"),
    ("unit_conversion", {"kind": "time", "name": "Ben", "unit": 3, "tenths": 40, "up": True}, "4 weeks"),
    ("weekday", {"setting": "trip", "name": "Ben", "day": 0, "n": 10, "back": False}, "Thursday"),
    ("weekday", {"setting": "trip", "name": "Ben", "day": 0, "n": 10, "back": True}, "Friday"),
    ("later_date", {"setting": "rent", "name": "Ben", "start": [2024, 2, 20], "n": 10}, "March 1, 2024"),
    ("later_time", {"setting": "film", "name": "Ben", "start": 23 * 60 + 30, "length": 45}, "00:15"),
    ("duration", {"setting": "film", "name": "Ben", "start": 9 * 60 + 50, "end": 11 * 60 + 5}, "75"),
    (
        "shopping",
        {"setting": "toys", "name": "Ben", "items": [0, 1], "counts": [2, 3], "prices": [5, 4]},
        "22",
    ),
    (
        "change",
        {"setting": "toys", "name": "Ben", "items": [0], "counts": [3], "prices": [4], "paid": 20},
        "8",
    ),
    ("sharing", {"setting": "beads", "name": "Ben", "bags": 4, "inside": 6, "gone": 3, "people": 7}, "3"),
    ("saving", {"setting": "reading", "name": "Ben", "goal": 100, "start": 16, "rate": 12}, "7"),
]


def draw(family: Family, difficulty: str, i: int):
    rng = Random(f"{family.name}/{difficulty}/{i}")
    parameters = family.parameters(rng, difficulty)
    return parameters, family.write(rng, parameters)


def test_the_registry_is_large_and_its_names_are_unique() -> None:
    assert len(FAMILIES) >= 24
    assert len(BY_NAME) == len(FAMILIES)


@pytest.mark.parametrize(("name", "parameters", "answer"), GOLDEN)
def test_answers_worked_by_hand(name: str, parameters: dict, answer: str) -> None:
    family = BY_NAME[name]
    assert family.write(Random(1), parameters).answer == answer
    assert family.check is not None
    assert family.check(parameters) == answer


def test_every_family_has_an_answer_worked_by_hand() -> None:
    assert {row[0] for row in GOLDEN} == set(BY_NAME)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_family(family: Family) -> None:
    assert family.type == "math"
    assert family.answer_kind in ANSWER_KINDS
    assert family.check is not None
    for difficulty in family.difficulties:
        for i in range(DRAWS):
            parameters, draft = draw(family, difficulty, i)
            context = f"{family.name} {difficulty} {parameters}"
            # the answer is right, canonical, and reached by both traces
            assert draft.answer == family.check(parameters), context
            assert re.fullmatch(KIND_PATTERNS[family.answer_kind], draft.answer), context
            assert draft.concise.endswith(draft.answer), context
            assert draft.answer in draft.trace.splitlines()[-1], context
            # lengths and form
            assert 6 <= len(draft.concise.split()) <= 60, draft.concise
            assert 50 <= len(draft.trace.split()) <= 400, draft.trace
            assert len(draft.question.split()) <= 60, draft.question
            assert draft.question[0].isupper() or draft.question[0].isdigit(), draft.question
            assert draft.question[-1] in ".?)", draft.question
            assert "{" not in draft.question + draft.concise + draft.trace, context
            assert "  " not in draft.question + draft.concise + draft.trace, context
            assert draft.template in TEMPLATES
            lines = draft.trace.splitlines()
            assert len(set(lines)) == len(lines), draft.trace


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_claims_are_true(family: Family) -> None:
    number = 0
    for difficulty in family.difficulties:
        for i in range(CLAIM_DRAWS):
            _, draft = draw(family, difficulty, i)
            for text in (draft.question, draft.concise, draft.trace):
                assert false_claims(text) == [], text
            number += len(claims(draft.trace))
    assert number >= CLAIM_DRAWS * len(family.difficulties)  # at least one claim a trace on average


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_a_changed_result_loses_its_milestone(family: Family) -> None:
    """Wherever the number of a milestone stands in the trace, another one is put; that route is not full any more."""
    changed = lost = 0
    for difficulty in family.difficulties:
        for i in range(10):
            _, draft = draw(family, difficulty, i)
            for text in (draft.trace, draft.concise):
                assert progress(text, draft.milestones) == 1, (draft.milestones, text)
            for route in draft.milestones:
                if progress(draft.trace, [route]) < 1:
                    continue  # another way than this trace goes
                for number in {match for text in route for match in re.findall(r"\d+(?:\.\d+)?", text)[-1:]}:
                    standing = rf"(?<![\d.]){re.escape(number)}(?!\d|\.\d)"
                    wrong = re.sub(standing, f"{float(number) + 70000:g}", draft.trace)
                    assert progress(wrong, [route]) < 1, (route, number, wrong)
                    changed += 1
                    lost += progress(wrong, draft.milestones) < 1
    assert lost >= 0.85 * changed  # now and then another way meets the same numbers


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_parameters_decide_the_answer_and_survive_json(family: Family) -> None:
    for difficulty in family.difficulties:
        for i in range(20):
            parameters, draft = draw(family, difficulty, i)
            assert json.loads(json.dumps(parameters)) == parameters
            for seed in range(5):
                assert family.write(Random(seed), parameters).answer == draft.answer
            assert draw(family, difficulty, i)[1] == draft


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_questions_are_distinct_and_difficulties_differ(family: Family) -> None:
    per_difficulty = 1000 // len(family.difficulties)
    questions = [{draw(family, d, i)[1].question for i in range(per_difficulty)} for d in family.difficulties]
    assert len(set().union(*questions)) >= 0.95 * per_difficulty * len(family.difficulties)


@pytest.mark.parametrize(
    "family", [f for f in FAMILIES if "setting" in f.parameters(Random(0), "easy")], ids=lambda f: f.name
)
def test_another_setting_keeps_the_numbers_and_the_answer(family: Family) -> None:
    settings = {family.parameters(Random(i), "medium")["setting"] for i in range(200)}
    assert len(settings) >= 4
    if family.name in ("unit_conversion", "two_kinds"):
        return  # there the setting carries the units
    parameters, draft = draw(family, "medium", 0)
    moved = [family.write(Random(0), {**parameters, "setting": setting}) for setting in sorted(settings)]
    assert {other.answer for other in moved} == {draft.answer}
    assert len({other.question for other in moved}) == len(settings)


def test_traces_are_150_words_long_on_average() -> None:
    mix = [("easy", 6), ("medium", 10), ("hard", 4)]
    lengths = [len(draw(f, d, i)[1].trace.split()) for f in FAMILIES for d, n in mix for i in range(n)]
    assert 140 <= sum(lengths) / len(lengths) <= 160


def test_a_third_of_the_families_reasons_in_two_ways() -> None:
    several = [f for f in FAMILIES if len({draw(f, "medium", i)[1].template for i in range(40)}) > 1]
    assert len(several) * 3 >= len(FAMILIES)
