"""Every family's milestones: its own traces pass all of a route, and the trace of another problem does not."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest

from reasoning_data.augment import variants
from reasoning_data.catalog import FAMILIES, generate
from reasoning_data.schema import Draft, Family
from tunix_reasoning.traces.milestones import progress

DRAWS = 40
"""So many drafts a difficulty."""
BY_CHANCE = 0.02
"""So many of the traces of other problems may pass all milestones, for small numbers meet by chance."""


def _drafts(family: Family) -> list[Draft]:
    drafts = []
    for seed in range(DRAWS):
        for difficulty in family.difficulties:
            rng = Random(f"milestones/{seed}/{difficulty}")
            drafts.append(family.write(rng, family.parameters(rng, difficulty)))
    return drafts


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: f"{family.type}/{family.name}")
def test_own_traces_pass_a_route_and_those_of_other_problems_do_not(family: Family) -> None:
    drafts = _drafts(family)
    for draft in drafts:
        assert draft.milestones
        for text in (draft.trace, draft.concise):
            assert progress(text, draft.milestones) == 1, (draft.milestones, text)
        for route in draft.milestones:
            assert route[-1].casefold() != draft.answer.casefold(), "the answer is no milestone"
    others = [
        progress(other.trace, draft.milestones)
        for draft, other in pairwise(drafts)
        if draft.answer.casefold() != other.answer.casefold()
    ]
    assert sum(others) <= 0.5 * len(others), f"{sum(others) / len(others):.2f} in the mean"
    assert others.count(1) <= BY_CHANCE * len(others), f"{others.count(1)} of {len(others)} pass all"


def test_variants_carry_milestones_of_their_own() -> None:
    names = [f"{family.type}/{family.name}" for family in FAMILIES]
    for parent in generate(2 * len(names), seed=5, families=names):
        for child in variants(parent):
            routes = child["metadata"]["milestones"]
            assert progress(child["reasoning_trace"], routes) == 1, (routes, child["reasoning_trace"])


@pytest.mark.parametrize(
    "wrong",
    [
        ("24", "36"),  # texts where routes belong
        (("24",), ()),  # a route without a milestone
        (("24", " "),),  # an empty text
        ((24,),),  # a number that is not written
    ],
)
def test_a_draft_refuses_what_are_no_routes(wrong: tuple) -> None:
    with pytest.raises(ValueError, match="milestones must be routes of texts"):
        Draft("2 + 2?", "4", "2 + 2 = 4", "Two and two are 4.", "forward", milestones=wrong)
