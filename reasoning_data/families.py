"""The registry of all families, and one example of a family by name.

Seeds are names, not numbers to add to: the example at index 7 of a family comes from
`Random("42/train/math/percent_of/easy/7")`, whatever else is generated beside it. Two hashes decide the
split, one of the parameters and one of the question: what is drawn or worded otherwise is drawn or worded
again. So neither a test question nor a test problem in other words is in anybody's training file, whatever
the two seeds were.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from functools import cache
from hashlib import blake2b
from random import Random
from typing import Any

from reasoning_data.code import FAMILIES as CODE
from reasoning_data.creative import FAMILIES as CREATIVE
from reasoning_data.levels import level_of
from reasoning_data.logic import FAMILIES as LOGIC
from reasoning_data.math import FAMILIES as MATH
from reasoning_data.schema import Draft, Family
from reasoning_data.science import FAMILIES as SCIENCE
from reasoning_data.summarization import FAMILIES as SUMMARIZATION

FAMILIES: tuple[Family, ...] = (*MATH, *CODE, *LOGIC, *SCIENCE, *CREATIVE, *SUMMARIZATION)
BY_NAME = {family.path: family for family in FAMILIES}

WORDING = frozenset({"setting", "name", "letter"})
"""Parameters that do not make another problem."""
MAX_DRAWS = 2_000
MAX_WORDINGS = 4
"""So many wordings of one set of parameters are tried before other parameters are drawn."""

canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def split_of(family: Family, parameters: Mapping[str, Any]) -> str:
    """The split that these parameters belong to: 8, 1 and 1 tenths of all.

    Who it happens to, and where, is wording: the same numbers are in the same split under any name.
    """
    content = {key: value for key, value in parameters.items() if key not in WORDING}
    tenth = _hash(f"{family.path}/{canonical(content)}") % 10
    return "test" if tenth == 0 else "validation" if tenth == 1 else "train"


def split_of_question(question: str) -> str:
    """The split that this question belongs to: 2, 1 and 1 quarters of all, so that none takes many wordings."""
    quarter = _hash(question) % 4
    return "test" if quarter == 0 else "validation" if quarter == 1 else "train"


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def draw(
    family: Family, difficulty: str, split: str, rng: Random, levels: Collection[int] | None = None
) -> tuple[dict[str, Any], Draft]:
    """Parameters of the family and a draft of them, both in the split, and of one of the levels."""
    for _ in range(MAX_DRAWS if levels is None else 10 * MAX_DRAWS):
        parameters = family.parameters(rng, difficulty)
        draft = word(family, parameters, split, rng) if split_of(family, parameters) == split else None
        if draft and (levels is None or level_of(draft.concise) in levels):
            return parameters, draft
    what = f"{difficulty} of level {', '.join(map(str, sorted(levels)))}" if levels else difficulty
    raise ValueError(f"{family.path}: nothing {what} in the {split} split")


def reaches(name: str, difficulty: str, split: str, levels: Collection[int]) -> bool:
    """Whether the family is at one of the levels in 2 of 12 drafts."""
    return sum(level in levels for level in _drawn_levels(name, difficulty, split)) >= 2


@cache
def _drawn_levels(name: str, difficulty: str, split: str) -> tuple[int, ...]:
    rng = Random(f"levels/{name}/{difficulty}/{split}")
    drafts = (draw(BY_NAME[name], difficulty, split, rng)[1] for _ in range(12))
    return tuple(level_of(draft.concise) for draft in drafts)


def word(family: Family, parameters: dict[str, Any], split: str, rng: Random) -> Draft | None:
    """A draft whose question is in the split, if one is found soon."""
    for _ in range(MAX_WORDINGS):
        draft = family.write(rng, parameters)
        if split_of_question(draft.question) == split:
            return draft
    return None


def compose(
    family: Family, difficulty: str, split: str, parameters: dict[str, Any], draft: Draft
) -> dict[str, Any]:
    """The example, as it is written to the file.

    The parameters and the rubric have another shape in every family, so they are JSON text: a column of one
    type, which Arrow (and so `datasets` and Parquet) can hold.
    """
    digest = blake2b(draft.question.encode(), digest_size=6).hexdigest()
    metadata = {
        "source": "synthetic",
        "verification": "verifiable" if family.verifiable else "non_verifiable",
        "keywords": list(family.keywords),
        "answer_kind": family.answer_kind,
        "split": split,
        "augmentation": None,
        "parent": None,
        "concise": draft.concise,
        "parameters": canonical(parameters),
        "rubric": canonical(draft.rubric) if draft.rubric else "",
        "level": level_of(draft.concise),
        "milestones": [list(route) for route in draft.milestones],
    }
    return {
        "id": f"{family.path}/{digest}",
        "question": draft.question,
        "answer": draft.answer,
        "reasoning_trace": draft.trace,
        "type": family.type,
        "difficulty": difficulty,
        "domain": family.domain,
        "reasoning_template": draft.template,
        "metadata": metadata,
    }


def example(
    family: Family,
    difficulty: str,
    seed: int,
    split: str,
    index: int,
    levels: Collection[int] | None = None,
    attempt: int = 0,
) -> dict[str, Any]:
    """One example by name; `attempt` names the next candidate where the question was taken already."""
    name = f"{seed}/{split}/{family.path}/{difficulty}/{index}"
    rng = Random(f"{name}/{attempt}" if attempt else name)
    parameters, draft = draw(family, difficulty, split, rng, levels)
    return compose(family, difficulty, split, parameters, draft)
