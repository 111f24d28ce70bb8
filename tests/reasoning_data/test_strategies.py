"""Every way of every example: its claims hold by an independent reader, and it comes to the example's answer."""

import operator
import re

import pytest
from arithmetic_claims import claims, false_claims

from reasoning_data.catalog import generate
from reasoning_data.strategies import ways

FAMILIES = {
    "math/addition": {"forward", "decomposition"},
    "math/percent_of": {"forward", "decomposition"},
    "math/linear_equation": {"forward", "backward", "verification"},
    "code/branch_ladder": {"forward", "backward"},
    "logic_puzzle/turns": {"forward", "decomposition"},
    "logic_puzzle/venn": {"forward", "elimination"},
}
COMPARE = {">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le}


@pytest.mark.parametrize("family", FAMILIES)
def test_every_way_is_right_and_comes_to_the_answer(family):
    seen = set()
    for example in generate(200, seed=11, families=[family]):
        for name, trace in ways(example).items():
            seen.add(name)
            assert not false_claims(trace), trace
            for left, sign, right, said in re.findall(r"(\d+) ([<>]=?) (\d+) (yes|no)", trace):
                assert COMPARE[sign](int(left), int(right)) == (said == "yes"), trace
            last = trace.rstrip(".").rsplit(". ", 1)[-1]
            assert last.endswith(example["answer"]) or f" = {example['answer']}: " in f" {last}", trace
            if name == "verification":
                assert trace.endswith("yes")
                assert trace.count("yes") == 1
    assert seen == FAMILIES[family]


def test_trying_values_says_no_to_those_that_are_wrong():
    for example in generate(100, seed=12, families=["math/linear_equation"]):
        letter, right = re.search(r"\d([a-z])\b", example["question"])[1], example["question"].rsplit("= ")[-1]
        for tried in ways(example).get("verification", "").split(". "):
            if tried:
                n, value, said = re.fullmatch(rf"{letter} = (-?\d+): .* = (-?\d+), (yes|no)", tried).groups()
                assert (said == "yes") == (n == example["answer"]) == (value == re.match(r"-?\d+", right)[0]), tried


def test_columns_of_an_addition_carry():
    example = next(e for e in generate(50, seed=1, families=["math/addition"]) if e["difficulty"] == "hard")
    columns = claims(ways(example)["decomposition"])
    digits = "".join(claim.text.rpartition(" ")[2][-1] for claim in reversed(columns[:-1]))
    assert digits[-3:] == example["answer"][-3:]


def test_other_families_have_no_ways():
    assert ways(next(generate(1, families=["science/force"]))) == {}
