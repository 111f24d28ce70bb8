"""Variants: true, different, in their parent's split, and named after it."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from reasoning_data.augment import VARIATIONS, holds, variants
from reasoning_data.catalog import BY_NAME, examples, generate, make_plan
from reasoning_data.verify import problems


@pytest.fixture(scope="module")
def augmented() -> list[dict[str, Any]]:
    return list(examples(make_plan(1000), grow=variants))


def test_a_thousand_become_two_and_a_half(augmented: list[dict[str, Any]]) -> None:
    kinds = Counter(item["metadata"]["augmentation"] for item in augmented)
    assert kinds[None] == 1000
    assert len(augmented) >= 2500
    assert all(kinds[kind] >= 200 for kind in VARIATIONS)
    assert len({item["question"] for item in augmented}) == len(augmented)


def test_the_originals_are_the_dataset_itself(augmented: list[dict[str, Any]]) -> None:
    assert [item for item in augmented if item["metadata"]["parent"] is None] == list(generate(1000))


def test_every_variant_is_verified(augmented: list[dict[str, Any]]) -> None:
    assert list(map(str, problems(augmented[:1000]))) == []  # a parent stands above its variants


def test_families_of_variants(augmented: list[dict[str, Any]]) -> None:
    """What each kind keeps and changes, against the parent."""
    parents = {item["id"]: item for item in augmented if item["metadata"]["parent"] is None}
    seen: dict[str, list[str]] = defaultdict(list)
    for child in augmented:
        metadata = child["metadata"]
        if metadata["parent"] is None:
            continue
        parent, kind = parents[metadata["parent"]], metadata["augmentation"]
        old, new = (json.loads(item["metadata"]["parameters"]) for item in (parent, child))
        seen[parent["id"]].append(kind)
        assert metadata["split"] == parent["metadata"]["split"]
        assert child["type"] == parent["type"]
        if kind == "paraphrase":
            assert new == old
            assert child["question"] != parent["question"]
            assert child["answer"] == parent["answer"] or metadata["answer_kind"] == "free"
        elif kind == "domain":
            assert new["setting"] != old["setting"]
            assert {**new, "setting": 0} == {**old, "setting": 0}
        else:
            assert child["difficulty"] != parent["difficulty"]
    assert all(kinds == [kind for kind in VARIATIONS if kind in kinds] for kinds in seen.values())


def test_variants_depend_on_their_parent_alone() -> None:
    parent = next(generate(1, families=["percent_of"]))
    assert variants(parent) == variants(json.loads(json.dumps(parent)))


def test_a_family_without_settings_has_no_domain_variant() -> None:
    parents = list(generate(20, families=["quadratic_equation"]))
    assert all("setting" not in json.loads(parent["metadata"]["parameters"]) for parent in parents)
    kinds = {child["metadata"]["augmentation"] for parent in parents for child in variants(parent)}
    assert kinds == {"paraphrase", "difficulty"}


def test_what_does_not_check_is_left_out() -> None:
    """`holds` is what stands between a wrong variant and the file."""
    family = BY_NAME["math/percent_of"]
    parameters = {"setting": "numbers", "name": "Ben", "percent": 15, "whole": 240}
    draft = family.write(Random(0), parameters)
    assert holds(family, parameters, draft)
    assert not holds(family, parameters, replace(draft, answer="35"))  # 15% of 240 is 36
    free = BY_NAME["creative/slogan"]
    parameters = free.parameters(Random(0), "easy")
    draft = free.write(Random(0), parameters)
    assert holds(free, parameters, draft)
    assert not holds(free, parameters, replace(draft, answer="Buy now"))
