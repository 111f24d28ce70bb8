"""Quality by milestones: what a way to the answer is worth, what only looks like one is not, and the shipped file."""

from __future__ import annotations

import importlib.util
import json
import random
import sys
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from tunix_reasoning.prompts import format_completion
from tunix_reasoning.rewards import explain, reasoning_quality_reward
from tunix_reasoning.traces import quality_applies

ROOT = Path(__file__).parents[2]


def _benchmark(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, ROOT / "benchmarks" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


attacks = _benchmark("attacks")

CLIPS = (
    "Natalia sold clips to 48 of her friends in April, and then she sold half as many clips in May. How many "
    "clips did Natalia sell altogether in April and May?"
)
BAKERY = (
    "A bakery bakes 14 trays of rolls with 12 rolls on each tray. By noon it has sold 95 rolls. "
    "How many rolls are left?"
)
TALLEST = "Tess is taller than Wanda. Liam is taller than Tess. Jamal is taller than Liam. Name the shortest of them."
SQUARE = "Is every square a rectangle? Answer yes or no."
LOOP = "What does this program print?\n\ntotal = 3\nfor i in range(4):\n    total += 2 * i\nprint(total)"
SLOGAN = 'Invent a slogan for a paint shop. It has to contain "calm" and "wall". Keep it to 5 words.'
ROUTES = {
    CLIPS: [["24", "72"]],
    BAKERY: [["168", "73"]],
    TALLEST: [["Liam > Tess > Wanda", "Jamal > Liam"], ["Wanda below Tess", "Tess below Liam", "Liam below Jamal"]],
    SQUARE: [["rectangle has four right angles", "square has four right angles"]],
    LOOP: [["3", "5", "9", "15"], ["0 + 1 + 2 + 3 = 6", "12", "15"]],
    SLOGAN: [["calm", "wall", "5", "calm", "wall"]],
}


def quality(trace: str, answer: str, question: str, gold: str | None = None) -> float:
    columns = {} if gold is None else {"answer": [gold]}
    return reasoning_quality_reward(
        ["p"], [format_completion(trace, answer)], [question], milestones=[json.dumps(ROUTES[question])], **columns
    )[0]


SOUND = [  # question, trace, answer: all the way, in whatever style
    (CLIPS, "48 / 2 = 24. 48 + 24 = 72.", "72"),
    (CLIPS, "In May she sold half of 48, that is 48 / 2 = 24 clips.\nIn all she sold 48 + 24 = 72 clips.", "72"),
    (CLIPS, r"$48 \div 2 = 24$ and $48 + 24 = 72$, so the answer is 72.", "72"),
    (CLIPS, "May: 0.5 × 48 = 24 clips. Total: 48 + 24 = 72 clips. Check: 72 - 24 = 48.", "72"),
    (CLIPS, "Roughly 50 + 25 = 75. A year has 365 - 60 = 305 other days. 48 / 2 = 24. 48 + 24 = 72.", "72"),  # asides
    (CLIPS, "She sold half of 48 clips in May, so 24 clips. With the 48 clips of April she sold 72 clips.", "72"),
    (BAKERY, "10 trays hold 120 rolls and 4 trays hold 48, so 120 + 48 = 168 in all. 168 - 95 = 73.", "73"),
    (BAKERY, "Fourteen trays of twelve rolls make one hundred sixty-eight rolls. Ninety-five of those are gone, "
             "which leaves seventy-three.", "73"),
    (TALLEST, "Liam > Tess > Wanda. Jamal > Liam. Order: Jamal > Liam > Tess > Wanda. Shortest: Wanda.", "Wanda"),
    (TALLEST, "Wanda below Tess. Tess below Liam. Liam below Jamal. Shortest: Wanda.", "Wanda"),
    (SQUARE, "A rectangle has four right angles. A square has four right angles too. So yes.", "yes"),
    (LOOP, "3 + 0 = 3. 3 + 2 = 5. 5 + 4 = 9. 9 + 6 = 15. Prints 15.", "15"),
    (LOOP, "i: 0, 1, 2, 3. 0 + 1 + 2 + 3 = 6. 2 × 6 = 12. 3 + 12 = 15.", "15"),
    (SLOGAN, "words: calm, wall. at most 5. slogan: First calm, then the wall", "First calm, then the wall"),
]


@pytest.mark.parametrize(("question", "trace", "answer"), SOUND)
def test_a_sound_way_earns_nearly_everything_in_any_style(question, trace, answer):
    assert quality(trace, answer, question) >= 0.97  # so two of them are at most 0.03 apart, and the same with the gold
    assert quality(trace, answer, question, answer) >= 0.97


UNSOUND = [  # question, trace, answer, the most it may earn
    (CLIPS, "48 / 2 = 34. 48 + 34 = 82.", "82", 0.2),  # a slip, carried on
    (CLIPS, "48 / 2 = 34. 48 + 24 = 72.", "72", 0.6),  # a slip, mended without a word
    (CLIPS, "48 × 2 = 96. 48 + 96 = 144.", "144", 0.6),  # the relation misread; the arithmetic holds
    (CLIPS, "48 / 2 = 24.", "24", 0.65),  # stops on the way
    (CLIPS, "48 / 2 = 24. 48 + 24 = 72.", "24", 0.4),  # another answer than derived
    (CLIPS, "24, 72", "72", 0.1),  # a list
    (CLIPS, "So 24 and 72.", "72", 0.1),
    (CLIPS, "The numbers are 48, 24 and 72.", "72", 0.4),
    (CLIPS, "20 + 4 = 24. 70 + 2 = 72.", "72", 0.1),  # true, and about nothing
    (CLIPS, "24 is two dozen. 72 is six dozen.", "72", 0.1),
    (CLIPS, "24 × 1 = 24. 72 × 1 = 72.", "72", 0.1),
    (CLIPS, ", ".join(f"{n} + 1 = {n + 1}" for n in range(72)), "72", 0.2),  # counting
    (CLIPS, "The answer is 72.", "72", 0.1),
    (CLIPS, CLIPS + " The answer is 72.", "72", 0.1),
    (CLIPS, "48 / 2 = 24. " * 20 + "48 + 24 = 72.", "72", 0.5),  # repeated
    (CLIPS, "48 / 2 = 24. 48 + 24 = 72. Therefore the answer is 37.", "72", 0.5),  # contradicts itself
    (BAKERY, "14 × 12 = 178. 178 - 95 = 83 rolls are left.", "83", 0.2),
    (TALLEST, "Wanda", "Wanda", 0.05),
    (TALLEST, "Liam > Tess > Wanda. Jamal > Liam. Order: Jamal > Liam > Tess > Wanda.", "Olga", 0.5),
    (TALLEST, "Tess > Liam > Wanda. Jamal > Liam. Shortest: Wanda.", "Wanda", 0.5),
    (TALLEST, "Let me think about this. I compare all of them. Therefore it is Wanda.", "Wanda", 0.05),
    (SQUARE, "A square is nice. So yes.", "yes", 0.05),
    (LOOP, "3, 5, 9, 15", "15", 0.1),
    (LOOP, "x starts at 3. The loop adds things. The program prints 15.", "15", 0.4),
    (SLOGAN, "The answer is First calm, then the wall. It has to be First calm, then the wall.",
     "First calm, then the wall", 0.05),
    (SLOGAN, SLOGAN + " So it is First calm, then the wall", "First calm, then the wall", 0.15),
]


@pytest.mark.parametrize(("question", "trace", "answer", "most"), UNSOUND)
def test_what_is_no_way_earns_little(question, trace, answer, most):
    assert quality(trace, answer, question) <= most
    assert quality(trace, answer, question, "the gold") <= most


def test_a_way_of_its_own_is_paid_below_the_full_way_and_more_if_it_ends_right():
    trace = "12 + 12 = 24 rolls lie on two trays. 14 / 2 = 7. 7 × 24 = 168. 168 - 95 = 73."
    other = trace.replace("168", "167").replace("73", "72").replace("7 × 24 = 167", "7 × 24 - 1 = 167")
    own = "95 / 12 = 7.916667 trays are sold. 14 - 7.916667 = 6.083333 trays are left. 6.083333 × 12 = 73."
    assert quality(trace, "73", BAKERY, "73") >= 0.97
    assert 0.3 < quality(own, "73", BAKERY, "73") < 0.8
    assert quality(own, "73", BAKERY, "73") > quality(own, "73", BAKERY)
    assert quality(other, "72", BAKERY, "73") < quality(own, "73", BAKERY, "73")


def test_what_a_check_finds_again_is_not_from_nowhere():
    check = format_completion("24 more in May: 24 + 48 = 72. Check: 72 - 48 = 24 and 24 + 48 = 72.", "72")
    assert "ungrounded" not in explain(check, CLIPS)


def test_what_one_line_comes_through_need_not_be_written():
    assert quality("14 × 12 - 95 = 73 rolls are left.", "73", BAKERY) >= 0.97
    assert quality("(10 + 4) × 12 - 95 = 73 rolls are left.", "73", BAKERY) >= 0.97
    assert quality("14 × 13 - 95 = 87 rolls are left.", "87", BAKERY) <= 0.6
    assert quality("(160 + 8) - 95 = 73.", "73", BAKERY) <= 0.7  # from nowhere


def test_statements_may_come_in_any_order_and_states_may_not():
    routes = [["copper conducts an electric current well", "glass lets no current through"]]
    forth, back = "Copper conducts an electric current well. Glass lets no current through.", (
        "Glass lets no current through. Copper conducts an electric current well.")
    scores = [
        reasoning_quality_reward(["p"], [format_completion(f"{trace} So copper.", "copper")],
                                 ["Which of copper and glass conducts a current?"], milestones=[json.dumps(routes)])
        for trace in (forth, back)
    ]
    assert scores[0] == scores[1] > [0.97]
    out_of_order = "3 + 0 = 3. 9 + 6 = 15. 5 + 4 = 9. 3 + 2 = 5. Prints 15."
    assert quality(out_of_order, "15", LOOP) < quality("3 + 0 = 3. 3 + 2 = 5. 5 + 4 = 9. 9 + 6 = 15.", "15", LOOP)


def test_rows_with_nothing_to_check_earn_nothing_and_say_so():
    question = "Write a letter to a friend about the sea."
    assert not quality_applies(question, "[]")
    assert quality_applies(question, '[["dear"]]')
    assert quality_applies("What is 2 + 3?", None)
    for trace in ("I begin with a greeting and describe the waves.", "x"):
        assert reasoning_quality_reward(["p"], [format_completion(trace, "Dear Ann, …")], [question]) == [0.0]


@pytest.mark.parametrize("names", [("Natalia", "Zsófia"), ("clips", "quilts"), ("April and May", "spring and fall")])
def test_other_names_change_nothing(names):
    old, new = names
    for trace, answer in (("In May 48 / 2 = 24 clips. In all Natalia sold 48 + 24 = 72 clips in April and May.", "72"),
                          ("Natalia sold 48 × 2 = 96 clips.", "96")):
        one, other = (
            reasoning_quality_reward(["p"], [format_completion(said, answer)], [asked], milestones=['[["24"]]'])
            for said, asked in ((trace, CLIPS), (trace.replace(old, new), CLIPS.replace(old, new)))
        )
        assert one == pytest.approx(other)


OPTIONS = "Which of these is the sum of {a} and {b}? A) {x} B) {y} C) {z}"


def test_reordered_options_and_numbers_change_nothing():
    route = '[["12 + 30 = 42"]]'
    scores = []
    for order in (("40", "42", "46"), ("42", "46", "40"), ("46", "40", "42")):
        asked = OPTIONS.format(a=12, b=30, **dict(zip("xyz", order, strict=True)))
        letter = "ABC"[order.index("42")]
        said = format_completion(f"12 + 30 = 42. Option {letter} says 42, so it is {letter}.", letter)
        scores += reasoning_quality_reward(["p"], [said], [asked], milestones=[route], answer=[letter])
    assert max(scores) - min(scores) <= 0.02


UNITS = [("km", "miles"), ("hours", "days"), ("train", "ferry"), ("Oakdale", "Sankt Pölten"), ("Priya", "Jörg")]


@pytest.mark.parametrize(("old", "new"), UNITS)
def test_other_people_places_and_units_change_nothing(old, new):
    asked = "Priya takes a train from Oakdale that travels 80 km each hour for 3 hours. How many km does she travel?"
    for trace, answer in (("Priya travels 80 km × 3 hours = 240 km from Oakdale by train.", "240"),
                          ("80 + 3 = 83 km, so the train is 83 km from Oakdale after 3 hours.", "83")):
        one, other = (
            reasoning_quality_reward(["p"], [format_completion(said, answer)], [question], milestones=['[["240"]]'])[0]
            for said, question in ((trace, asked), (trace.replace(old, new), asked.replace(old, new)))
        )
        assert abs(one - other) <= 0.02


# ---- The shipped file: the bars of every type ----

ROWS = [
    row for row in json.loads((ROOT / "reasoning_training_data.json").read_text()) if row["metadata"]["milestones"]
]
TYPES = sorted({row["type"] for row in ROWS})


def scored(row: dict[str, Any], trace: str, answer: str) -> float:
    [score] = reasoning_quality_reward(
        ["p"], [format_completion(trace, answer)], [row["question"]], answer=[row["answer"]],
        answer_kind=[row["metadata"]["answer_kind"]], milestones=[json.dumps(row["metadata"]["milestones"])],
    )
    return score


@pytest.mark.parametrize("type_", TYPES)
def test_shipped_traces_and_jottings_earn_nearly_everything(type_):
    rows = [row for row in ROWS if row["type"] == type_]
    traces = [scored(row, row["reasoning_trace"], row["answer"]) for row in rows]
    jottings = [scored(row, row["metadata"]["concise"], row["answer"]) for row in rows]
    assert mean(traces) >= 0.9
    assert mean(jottings) >= 0.9
    apart = {row["id"]: (one, other) for row, one, other in zip(rows, traces, jottings, strict=True)
             if abs(one - other) > 0.02}
    assert not apart  # style makes no difference


@pytest.mark.parametrize("attack", attacks.ATTACKS, ids=lambda attack: attack.__name__)
@pytest.mark.parametrize("type_", TYPES)
def test_attacks_on_the_shipped_rows(type_, attack):
    rng = random.Random(f"{type_}/{attack.__name__}")
    rows = [row for row in ROWS if row["type"] == type_]
    tried = [(row, attack(row, rng.choice([other for other in rows if other is not row]), rng)) for row in rows]
    scores = [scored(row, *made) for row, made in tried if made]
    if scores:
        assert mean(scores) <= attacks.ATTACKS[attack]


@pytest.mark.parametrize("corruption", attacks.CORRUPTIONS, ids=lambda corruption: corruption.__name__)
@pytest.mark.parametrize("type_", TYPES)
def test_one_wrong_result_costs_a_fifth(type_, corruption):
    rng = random.Random(f"{type_}/{corruption.__name__}")
    rows = [row for row in ROWS if row["type"] == type_]
    losses = []
    for row in rows * (1 + 150 // len(rows)):  # of fifty rows, one more or less would decide
        if made := corruption(row, row, rng):
            losses.append(scored(row, row["reasoning_trace"], row["answer"]) - scored(row, *made))
    assert mean([loss >= attacks.PENALTY for loss in losses]) >= attacks.LOSING
