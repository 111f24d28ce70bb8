"""The verifier finds what is wrong, and nothing else; the arithmetic reader against two independent truths."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import arithmetic_claims
import pytest

from reasoning_data.arithmetic import claims, untrue_claims
from reasoning_data.catalog import generate
from reasoning_data.duplicates import near_duplicates
from reasoning_data.verify import Verifier, problems

ROOT = Path(__file__).parents[2]
GSM8K = ROOT / "benchmarks" / "data" / "gsm8k_sample.jsonl"
SHIPPED = ROOT / "reasoning_training_data.json"


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    return list(generate(200, seed=11))


def of_kind(rows: list[dict[str, Any]], kind: str) -> int:
    return next(i for i, row in enumerate(rows) if row["metadata"]["answer_kind"] == kind)


def test_sound_rows_have_no_problems(rows: list[dict[str, Any]]) -> None:
    verifier = Verifier()
    assert list(verifier.problems(rows)) == []
    assert verifier.done["rows"] == 200
    assert verifier.done["recomputed"] + verifier.done["rubrics"] == 200
    assert verifier.done["programs"] > 20


def _number(row: dict[str, Any]) -> None:
    row["answer"] += "1"


def _arithmetic(row: dict[str, Any]) -> None:
    row["reasoning_trace"] += "\nSo 3 × 4 = 13."


def _short(row: dict[str, Any]) -> None:
    row["reasoning_trace"] = "Clear."


def _split(row: dict[str, Any]) -> None:
    row["metadata"]["split"] = {"train": "test"}.get(row["metadata"]["split"], "train")


def _question(row: dict[str, Any]) -> None:
    row["question"] += "?"


def _type(row: dict[str, Any]) -> None:
    row["type"] = "maths"


def _no_domain(row: dict[str, Any]) -> None:
    del row["domain"]


def _parameters(row: dict[str, Any]) -> None:
    row["metadata"]["parameters"] = "{}"


def _level(row: dict[str, Any]) -> None:
    row["metadata"]["level"] += 1


def _endless(row: dict[str, Any]) -> None:
    row["metadata"]["parameters"] = '{"setting":"numbers","name":"Ben","a":9,"b":9000000000000000}'


def _milestones(row: dict[str, Any]) -> None:
    row["metadata"]["milestones"] = [["24"], []]


def _parent(row: dict[str, Any]) -> None:
    row["metadata"].update(augmentation="paraphrase", parent="math/addition/000000000000")


def _family(row: dict[str, Any]) -> None:
    row["id"] = "math/astrology/" + row["id"].rpartition("/")[2]


def _free(row: dict[str, Any]) -> None:
    row["answer"] = "No"


@pytest.mark.parametrize(
    ("damage", "kind", "said"),
    [
        (_number, "number", "answer: is '"),
        (_number, "code", "the program prints"),  # seen by running it, beside the check
        (_arithmetic, "number", "reasoning_trace: 3 × 4 = 13 is false"),
        (_short, "number", "reasoning_trace: 1 words; must be 50 to 400"),
        (_split, "number", "split: is "),
        (_question, "number", "id: does not belong to this question"),
        (_type, "number", "type: must be one of math, code"),
        (_no_domain, "number", "domain: is missing"),
        (_parameters, "number", "metadata: its parameters or rubric are damaged"),
        (_level, "number", "level: is "),
        (_endless, "number", "metadata: its parameters or rubric are damaged (ValueError: a number of eight"),
        (_milestones, "number", "milestones: must be a list of routes"),
        (_parent, "number", "parent: math/addition/000000000000 does not stand above"),
        (_family, "number", "id: there is no family math/astrology"),
        (_free, "free", "answer: does not meet its rubric"),
    ],
)
def test_damage_is_found_in_its_row(
    damage: Callable[[dict[str, Any]], None], kind: str, said: str, rows: list[dict[str, Any]]
) -> None:
    damaged = copy.deepcopy(rows)
    place = of_kind(damaged, kind)
    damage(damaged[place])
    found = list(problems(damaged))
    assert {problem.row for problem in found} == {place + 1}
    assert any(said in str(problem) for problem in found)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (7, "row 1: an example must be a JSON object, not int"),
        ({"question": "q"}, "row 1: answer: must be a text that is not empty. Received: None"),
        (
            {"question": "2 + 2?", "answer": "4", "type": "math", "difficulty": "trivial"},
            "difficulty: must be one of",
        ),
        ({"question": "2 + 2?", "answer": "2 + 2 = 5\n#### 5"}, "row 1: answer: 2 + 2 = 5 is false"),  # GSM8K
    ],
)
def test_rows_of_other_origin_are_checked_as_far_as_they_go(row: Any, said: str) -> None:
    assert said in "\n".join(map(str, problems([row])))


def test_a_second_copy_is_named(rows: list[dict[str, Any]]) -> None:
    found = list(problems([*rows[:5], rows[2]]))
    assert [(problem.row, problem.text) for problem in found] == [(6, "question: the same as in row 3")]


READ = [
    ("12 apples / 4 = 3 apples", ["12 apples / 4 = 3 apples"]),  # units are passed over
    ("15 km/h × 2 h = 30 km", ["15 km/h × 2 h = 30 km"]),
    ("3 km = 3000 m; 5 km + 300 m = 5300 m; 2 h 30 min = 150 min", []),  # other units: no claim
    ("36 / 240 × 100 = 15%", ["36 / 240 × 100 = 15%"]),  # as people write it
    ("17 / 5 = 3 remainder 2", []),
    ("Is 3 × 4 = 13?", []),  # a question claims nothing
    ("198 × 5 ≈ 1000", ["198 × 5 ≈ 1000"]),  # an estimate
    ("step 2 3 + 4 = 7", ["3 + 4 = 7"]),
    ("It takes 2 1/2 × 60 = 150 minutes", ["2 1/2 × 60 = 150 minutes"]),
    ("so -45 and -3 + 15 = 12", ["-3 + 15 = 12"]),
    ("(4 - 8) / 2 = -2 and (4 + 8) / 2 = 6", ["(4 - 8) / 2 = -2", "(4 + 8) / 2 = 6"]),
    ("2 × (3 + 4) = 14 (as before)", ["2 × (3 + 4) = 14"]),
    ("(so 3 + 4 = 7)", ["3 + 4 = 7"]),
    ("s[1] - 3 = 4, x == 5, total += 3, 7 - x = 3, 2x + 3 = 11", []),
    ("1011 in binary = 11", []),
    ("f(3) = 2 × 3 + 1 = 7", ["2 × 3 + 1 = 7"]),
]


@pytest.mark.parametrize(("text", "read"), READ)
def test_claims_are_read_where_they_are(text: str, read: list[str]) -> None:
    assert [str(claim) for claim in claims(text)] == read
    assert untrue_claims(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "3 × 4 = 13", "1/2 + 1/3 = 2/5", "22 / 7 = 3.14", "22 / 7 ≈ 3.15", "3 apples × 4 = 13 apples",
        "15% of 240 = 35", "then -3 + 5 = 3", "198 × 5 ≈ 2000", "x = 4 × 3 = 7", "2 3/4 = 2.5", "4! = 12",
    ],
)
def test_false_claims_are_found(text: str) -> None:
    assert len(untrue_claims(text)) == 1


def test_the_calculator_of_gsm8k_agrees() -> None:
    """GSM8K's authors noted the calculations with their results; Python's own arithmetic is the judge."""
    notes = re.findall(r"<<([^=<>]+)=([^=<>]+)>>", GSM8K.read_text(encoding="utf-8").replace("\\/", "/"))
    assert len(notes) > 500
    plain = re.compile(r"\d+(?:\.\d+)?([-+*/])\d+(?:\.\d+)?")
    judge = {"+": Fraction.__add__, "-": Fraction.__sub__, "*": Fraction.__mul__, "/": Fraction.__truediv__}
    decided = 0
    for left, right in notes:
        if (match := plain.fullmatch(left)) and re.fullmatch(r"-?\d+(?:\.\d+)?", right):
            a, b = map(Fraction, re.split(r"[-+*/]", left))
            truth = judge[match.group(1)](a, b) == Fraction(right)
            assert [claim.true for claim in claims(f"{left} = {right}")] == [truth], f"{left} = {right}"
            decided += 1
    assert decided > 250


def test_two_readers_of_arithmetic_agree(rows: list[dict[str, Any]]) -> None:
    """A false claim planted in each trace is found by this reader and by the one the tests have."""
    for row in rows:
        trace = row["reasoning_trace"]
        assert untrue_claims(trace) == []
        assert arithmetic_claims.false_claims(trace) == []
        written = arithmetic_claims.claims(trace)
        for line in trace.splitlines():
            for claim in arithmetic_claims.claims(line):
                wrong = line.replace(claim.text, claim.text + "1", 1)
                if wrong != line and arithmetic_claims.false_claims(wrong):
                    assert untrue_claims(wrong), wrong
        assert written or row["type"] != "math"


def brute_near_duplicates(questions: list[str], threshold: float) -> list[tuple[int, int]]:
    def grams(text: str) -> set[tuple[str, ...]]:
        words = text.lower().split()
        return {tuple(words[i : i + 3]) for i in range(max(1, len(words) - 2))}

    sets = [grams(question) for question in questions]
    return [
        (i, j)
        for j in range(len(sets))
        for i in range(j)
        if len(sets[i] & sets[j]) / len(sets[i] | sets[j]) >= threshold
    ]


@pytest.mark.parametrize("threshold", [0.5, 0.9])
def test_near_duplicates_equal_brute_force(threshold: float, rows: list[dict[str, Any]]) -> None:
    questions = [row["question"] for row in rows]
    questions += [question.replace(" the ", " a ", 1) for question in questions[:60]] + questions[:3]
    fast = near_duplicates(questions, threshold)
    assert sorted(fast) == sorted(brute_near_duplicates(questions, threshold))
    assert fast


def test_the_shipped_file_is_sound() -> None:
    verifier = Verifier()
    assert list(map(str, verifier.problems(json.loads(SHIPPED.read_text(encoding="utf-8"))))) == []
    assert verifier.done["rows"] == 1000


@pytest.mark.slow
def test_twenty_thousand_fresh_examples_are_sound() -> None:
    assert list(map(str, problems(generate(20_000, seed=20_000)))) == []
