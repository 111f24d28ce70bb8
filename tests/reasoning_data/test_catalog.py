"""The catalog: exact mixes, names that decide everything, splits that never touch, no question twice."""

from __future__ import annotations

import hashlib
import json
import os
import statistics
import subprocess
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest

from reasoning_data import catalog, mix
from reasoning_data.augment import variants
from reasoning_data.card import card
from reasoning_data.catalog import FAMILIES, example, examples, generate, make_plan
from reasoning_data.duplicates import near_duplicates
from reasoning_data.families import WORDING, draw, split_of, split_of_question
from reasoning_data.levels import LEVELS, level_of
from reasoning_data.mix import DIFFICULTY_SHARES, TYPE_SHARES, apportion, spread
from reasoning_data.schema import (
    ANSWER_KINDS,
    COLUMNS,
    DIFFICULTIES,
    METADATA,
    SPLITS,
    TYPES,
    Family,
    family_of,
)

ROOT = Path(__file__).parents[2]
GSM8K = ROOT / "benchmarks" / "data" / "gsm8k_sample.jsonl"


@pytest.fixture(scope="module")
def thousand() -> list[dict[str, Any]]:
    return list(generate(1000, seed=42))


def test_a_thousand_are_exactly_the_promised_mix(thousand: list[dict[str, Any]]) -> None:
    assert Counter(item["type"] for item in thousand) == {
        "math": 400, "code": 200, "logic_puzzle": 150, "science": 100, "creative": 100, "summarization": 50,
    }
    assert Counter(item["difficulty"] for item in thousand) == {"easy": 300, "medium": 500, "hard": 200}
    assert Counter(item["metadata"]["split"] for item in thousand) == {
        "train": 800,
        "validation": 100,
        "test": 100,
    }
    assert len({(item["type"], item["difficulty"]) for item in thousand}) == 18
    assert len({item["question"] for item in thousand}) == len({item["id"] for item in thousand}) == 1000


def test_families_share_their_type_evenly(thousand: list[dict[str, Any]]) -> None:
    for type_ in TYPES:
        names = Counter(item["id"] for item in thousand if item["type"] == type_)
        families = Counter(family_of(name) for name in names.elements())
        assert len(families) == sum(family.type == type_ for family in FAMILIES)
        assert max(families.values()) - min(families.values()) <= 3


def test_there_are_enough_families() -> None:
    least = {"math": 20, "code": 12, "logic_puzzle": 12, "science": 10, "creative": 6, "summarization": 5}
    numbers = Counter(family.type for family in FAMILIES)
    assert {type_: numbers[type_] >= number for type_, number in least.items()} == dict.fromkeys(least, True)
    assert len({(family.type, family.name) for family in FAMILIES}) == len(FAMILIES) >= 65


@pytest.mark.parametrize(
    ("total", "shares", "parts"),
    [
        (10, {"a": 0.5, "b": 0.5}, {"a": 5, "b": 5}),
        (3, {"a": 0.5, "b": 0.5}, {"a": 2, "b": 1}),  # a tie goes to the first
        (10, {"a": 0.333, "b": 0.667}, {"a": 3, "b": 7}),
        (7, {"a": 3, "b": 5, "c": 2}, {"a": 2, "b": 4, "c": 1}),  # 2.1, 3.5, 1.4: the .5 gets the seat
        (
            1,
            TYPE_SHARES,
            {"math": 1, "code": 0, "logic_puzzle": 0, "science": 0, "creative": 0, "summarization": 0},
        ),
        (2, {"a": 0.1, "b": 0.1, "c": 0.1}, {"a": 1, "b": 1, "c": 0}),
    ],
)
def test_largest_remainder(total: int, shares: dict[str, float], parts: dict[str, int]) -> None:
    assert apportion(total, shares) == parts


def test_spread_keeps_the_proportions_in_every_stretch() -> None:
    lane = list(spread({"easy": 30, "medium": 50, "hard": 20}))
    assert Counter(lane) == {"easy": 30, "medium": 50, "hard": 20}
    assert all(Counter(lane[i : i + 10]) == {"easy": 3, "medium": 5, "hard": 2} for i in range(0, 100, 10))


@pytest.mark.parametrize("count", [1, 7, 60, 333, 2001])
def test_other_counts_keep_the_proportions(count: int) -> None:
    cells = [job[:2] for job in make_plan(count).jobs(0, count)]
    assert len(cells) == count
    assert Counter(name.split("/")[0] for name, _ in cells) == +Counter(apportion(count, TYPE_SHARES))
    assert Counter(difficulty for _, difficulty in cells) == +Counter(apportion(count, DIFFICULTY_SHARES))
    if count >= 60:
        assert len({(name.split("/")[0], difficulty) for name, difficulty in cells}) == 18


def test_mixes_can_be_chosen() -> None:
    items = list(generate(90, types={"math": 2, "code": 1}, difficulties=["easy"], split="test"))
    assert Counter(item["type"] for item in items) == {"math": 60, "code": 30}
    assert {(item["difficulty"], item["metadata"]["split"]) for item in items} == {("easy", "test")}
    usual = Counter(item["type"] for item in generate(90, types=["math", "code"]))
    assert usual == {"math": 60, "code": 30}  # without shares, types keep their usual 0.4 to 0.2
    assert {item["id"].split("/")[1] for item in generate(20, families=["percent_of"])} == {"percent_of"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"count": 0}, "count must be at least 1. Received: 0"),
        ({"split": "dev"}, "split must be one of train, validation, test. Received: dev"),
        ({"types": ["maths"]}, "types must be among math, code.*Received: maths"),
        ({"types": {"math": 0}}, "the share of math must be above 0. Received: 0"),
        ({"types": {"math": float("nan")}}, "the share of math must be above 0. Received: nan"),
        ({"difficulties": ["extreme"]}, "difficulties must be among easy, medium, hard. Received: extreme"),
        ({"families": ["percents"]}, "unknown family percents; did you mean .*percent_of.*--list"),
        ({"levels": [0]}, r"levels must be whole numbers from 1 to 10. Received: \[0\]"),
        ({"levels": []}, "levels must be whole numbers from 1 to 10"),
        ({"levels": [10], "families": ["title"]}, "no chosen family has work of level 10"),
        ({"types": []}, "types must name at least one of math"),
        ({"families": []}, "families must name at least one"),
        ({"types": ["code"], "families": ["percent_of"]}, "types must be among math. Received: code"),
    ],
)
def test_wrong_arguments_say_what_is_allowed(arguments: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        make_plan(**{"count": 10, **arguments})


def test_an_example_is_named_and_nothing_else_decides_it() -> None:
    family = catalog.BY_NAME["math/percent_of"]
    assert example(family, "easy", 42, "train", 7) == example(family, "easy", 42, "train", 7)
    others = [example(family, "easy", 42, "train", 8), example(family, "easy", 43, "train", 6)]
    assert example(family, "easy", 42, "train", 7)["question"] not in [item["question"] for item in others]


def test_the_same_under_any_hash_seed_and_without_any_package() -> None:
    """A bare interpreter (-S: no site-packages) with different hash seeds writes the same bytes."""
    program = (
        "import sys, json, hashlib; sys.path.insert(0, '.');"
        "from reasoning_data.catalog import *; from reasoning_data.augment import variants;"
        "text = json.dumps(list(examples(make_plan(300, 5), grow=variants)));"
        "print(hashlib.sha256(text.encode()).hexdigest())"
    )
    here = json.dumps(list(examples(make_plan(300, 5), grow=variants)))
    for seed in ("1", "2"):
        command = [sys.executable, "-S", "-c", program]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        out = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        ).stdout
        assert out.strip() == hashlib.sha256(here.encode()).hexdigest()


def test_workers_and_shards_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mix, "BLOCK", 150)  # several blocks, and shards that begin inside one
    monkeypatch.setattr(catalog, "_WINDOW", 64)
    plan = make_plan(400, 3, types=["math"], difficulties=["easy"], families=["percent_of", "addition"])
    whole = list(examples(plan, grow=variants))
    assert list(examples(plan, workers=2, grow=variants)) == whole
    for parts in (2, 3, 7):
        bounds = [400 * i // parts for i in range(parts + 1)]
        shards = [list(examples(plan, a, b, grow=variants)) for a, b in pairwise(bounds)]
        assert [item for shard in shards for item in shard] == whole


def test_there_are_no_more_workers_than_cores_or_work(monkeypatch: pytest.MonkeyPatch) -> None:
    started = []

    class Pool:
        def Pool(self, number: int) -> Any:  # multiprocessing's name
            started.append(number)
            raise RuntimeError("no processes in this test")

    monkeypatch.setattr(catalog, "get_context", Pool)
    monkeypatch.setattr(catalog, "cpu_count", lambda: 6)
    for count, workers in ((1000, 100_000), (1000, 4), (300, 100_000)):
        with pytest.raises(RuntimeError, match="no processes"):
            list(examples(make_plan(count), workers=workers))
    assert started == [6, 4, 3]
    assert len(list(examples(make_plan(5), workers=100_000))) == 5  # none at all


def test_a_plan_of_any_length_has_the_mix_in_every_block(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mix, "BLOCK", 500)
    plan = make_plan(1300)
    jobs = list(plan.jobs(0, 1300))
    assert len({job[:5] for job in jobs}) == 1300  # no example stands twice
    for start, stop in ((0, 500), (500, 1000), (1000, 1300)):
        types = Counter(job[0].split("/")[0] for job in jobs[start:stop])
        assert types == apportion(stop - start, TYPE_SHARES)
    assert list(plan.jobs(490, 1001)) == jobs[490:1001]
    assert next(make_plan(mix.MOST).jobs(mix.MOST - 500, mix.MOST))[4] >= mix.MOST - 500


def test_levels_follow_the_work(thousand: list[dict[str, Any]]) -> None:
    mean = {
        difficulty: statistics.mean(r["metadata"]["level"] for r in thousand if r["difficulty"] == difficulty)
        for difficulty in DIFFICULTIES
    }
    assert mean["easy"] + 1 < mean["medium"] < mean["hard"] - 1
    shares = Counter(item["metadata"]["level"] for item in thousand)
    assert set(shares) == set(LEVELS)
    assert max(shares.values()) <= 200


def test_levels_can_be_chosen() -> None:
    items = list(generate(60, levels=[9, 10], types=["math", "code"]))
    assert {item["metadata"]["level"] for item in items} == {9, 10}
    assert Counter(item["type"] for item in items) == {"math": 40, "code": 20}
    easy = list(generate(30, levels={3}, difficulties=["easy"], split="test", families=["shopping", "speed"]))
    assert {item["metadata"]["level"] for item in easy} == {3}
    assert {(item["difficulty"], item["metadata"]["split"]) for item in easy} == {("easy", "test")}


def test_no_question_twice_even_where_a_family_is_small() -> None:
    """Nine hundred easy percentages in one split: far more draws than the first attempts can keep apart."""
    items = list(generate(900, families=["percent_of"], difficulties=["easy"], split="train"))
    first = [example(catalog.BY_NAME["math/percent_of"], "easy", 42, "train", index) for index in range(900)]
    assert len({item["question"] for item in first}) < 900  # or this test could not fail
    assert len({item["question"] for item in items}) == 900


def test_splits_are_disjoint_for_any_pair_of_seeds() -> None:
    """Questions, and what they are about, of three seeds: nothing is in two splits."""
    homes: dict[str, set[str]] = defaultdict(set)
    for seed in (0, 1, 42):
        for split in SPLITS:
            for item in generate(600, seed=seed, split=split):
                family = family_of(item["id"])
                parameters = json.loads(item["metadata"]["parameters"])
                content = json.dumps(
                    {k: v for k, v in parameters.items() if k not in WORDING}, sort_keys=True
                )
                homes[f"{family} {content}"].add(split)
                homes[item["question"]].add(split)
    assert [key for key, splits in homes.items() if len(splits) > 1] == []


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: f"{family.type}/{family.name}")
def test_every_family_keeps_the_contract(family: Family) -> None:
    assert family.type in TYPES
    assert family.answer_kind in ANSWER_KINDS
    assert (family.answer_kind == "free") == (not family.verifiable)
    assert set(family.difficulties) <= set(DIFFICULTIES)
    assert family.keywords
    for difficulty in family.difficulties:
        for split in SPLITS:
            rng = Random(f"contract/{difficulty}/{split}")
            for _ in range(5):
                parameters, draft = draw(family, difficulty, split, rng)  # raises where there is nothing
                assert split_of(family, json.loads(json.dumps(parameters))) == split  # survives the file
                assert split_of_question(draft.question) == split


def test_near_duplicates_are_rare(thousand: list[dict[str, Any]]) -> None:
    questions = [item["question"] for item in thousand]
    assert len({later for _, later in near_duplicates(questions)}) <= 10


def test_examples_hold_the_fields_that_the_schema_names(thousand: list[dict[str, Any]]) -> None:
    kinds = {"text": (str, type(None)), "number": int, "texts": list, "lists of texts": list}
    for item in thousand:
        assert tuple(item) == (*COLUMNS, "metadata")
        assert tuple(item["metadata"]) == tuple(METADATA)
        assert all(isinstance(item[name], str) for name in COLUMNS)
        assert all(isinstance(item["metadata"][name], kinds[kind]) for name, kind in METADATA.items())


def test_the_card_is_what_its_command_writes() -> None:
    assert (ROOT / "reasoning_data" / "README.md").read_text(encoding="utf-8") == card()


@pytest.mark.slow
def test_a_hundred_thousand_are_distinct() -> None:
    questions = [item["question"] for item in generate(100_000, seed=9)]
    assert len(questions) == 100_000
    assert len(set(questions)) >= 99_000


def test_the_dataset_and_gsm8k_are_apart(thousand: list[dict[str, Any]]) -> None:
    theirs = [json.loads(line)["question"] for line in GSM8K.open(encoding="utf-8")]
    ours = [item["question"] for item in thousand]
    assert not {" ".join(q.split()) for q in ours} & {" ".join(q.split()) for q in theirs}
    pairs = near_duplicates([*ours, *theirs], threshold=0.5)
    assert [pair for pair in pairs if pair[0] < len(ours) <= pair[1]] == []


@pytest.mark.parametrize(
    ("concise", "level"),
    [
        ("24 × 15 = 360", 1),  # 9 steps: 2 4 × 1 5 = 3 6 0
        ("x is 1, y is 2 and so z is 3", 1),  # 12: eight words, three digits and a comma
        ("12345 67890 12345 6", 2),  # 16 digits
        ("1" * 51, 9),
        ("1" * 52, 10),
    ],
)
def test_a_level_counts_words_signs_and_digits(concise: str, level: int) -> None:
    assert level_of(concise) == level
