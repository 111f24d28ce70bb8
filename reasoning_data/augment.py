"""Variants of an example: the same problem in other words, in another setting, at another difficulty.

Every variant is checked as its parent was, names it in `metadata.parent`, and is in its split: other words
and another setting keep the parameters that decide the split, and a new difficulty draws parameters that
belong to it. A variant that cannot be made or does not check is left out.
"""

from __future__ import annotations

import json
from functools import cache
from random import Random
from typing import Any

from reasoning_data.families import BY_NAME, compose, draw, word
from reasoning_data.rubric import failures
from reasoning_data.schema import Draft, Family, family_of

VARIATIONS = ("paraphrase", "difficulty", "domain")
_OTHER_DIFFICULTIES = {"easy": ("medium", "hard"), "medium": ("hard", "easy"), "hard": ("medium", "easy")}
_MAX_ATTEMPTS = 12


def variants(parent: dict[str, Any]) -> list[dict[str, Any]]:
    """The parent's variants, at most one of each of VARIATIONS, in that order, with questions unlike each other."""
    family = BY_NAME[family_of(parent["id"])]
    parameters = json.loads(parent["metadata"]["parameters"])
    children: list[dict[str, Any]] = []
    for kind in VARIATIONS:
        rng = Random(f"{parent['id']}/{kind}")
        for _ in range(_MAX_ATTEMPTS):
            changed = _change(kind, family, parameters, parent, rng)
            if changed is None:
                continue
            new, draft, difficulty = changed
            if all(draft.question != other["question"] for other in (parent, *children)):
                if holds(family, new, draft):
                    child = compose(family, difficulty, parent["metadata"]["split"], new, draft)
                    child["metadata"].update(augmentation=kind, parent=parent["id"])
                    children.append(child)
                break
    return children


def holds(family: Family, parameters: dict[str, Any], draft: Draft) -> bool:
    """Whether the independent check gives the draft's answer, or its answer meets its rubric."""
    if family.check is not None and family.check(parameters) != draft.answer:
        return False
    return not failures(draft.answer, draft.rubric)


def _change(
    kind: str, family: Family, parameters: dict[str, Any], parent: dict[str, Any], rng: Random
) -> tuple[dict[str, Any], Draft, str] | None:
    """Parameters, draft and difficulty of a variant in the parent's split; None where there is none to be had."""
    difficulty, split = parent["difficulty"], parent["metadata"]["split"]
    if kind == "difficulty":
        for other in _OTHER_DIFFICULTIES[difficulty]:
            if other in family.difficulties:
                return *draw(family, other, split, rng), other
        return None
    if kind == "domain":
        others = [setting for setting in _settings(family) if setting != parameters.get("setting")]
        if not others:
            return None
        parameters = {**parameters, "setting": rng.choice(others)}
    draft = word(family, parameters, split, rng)
    return (parameters, draft, difficulty) if draft else None


@cache
def _settings(family: Family) -> tuple[str, ...]:
    """The settings of a family, as found in a hundred draws; none where its parameters name none."""
    rng = Random(f"settings/{family.path}")
    draws = (family.parameters(rng, rng.choice(family.difficulties)) for _ in range(100))
    return tuple(sorted({p["setting"] for p in draws if isinstance(p.get("setting"), str)}))
