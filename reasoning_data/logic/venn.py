"""Overlapping groups: either, both, only one, or neither."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family, routes

# setting: who, first group, second group (as verbs)
GROUPS = {
    "class": ("pupils in a class", "play football", "play chess"),
    "office": ("people in an office", "drink coffee", "drink tea"),
    "village": ("families in a village", "keep a dog", "keep a cat"),
    "club": ("members of a club", "swim", "cycle"),
    "school": ("students at a school", "learn French", "learn Spanish"),
    "band": ("musicians at a festival", "play the guitar", "sing"),
    "gym": ("visitors of a gym", "lift weights", "do yoga"),
    "readers": ("readers of a library", "borrow novels", "borrow comics"),
    "gardeners": ("gardeners in a street", "grow roses", "grow beans"),
    "travelers": ("guests of a hotel", "hire a bicycle", "hire a boat"),
}


_PARTS = ("either", "neither", "only", "both")


def venn(rng: Random, difficulty: str) -> dict[str, Any]:
    high = {"easy": 9, "medium": 20, "hard": 150}[difficulty]
    # only the first, only the second, both, neither; the last two stand in the question as a number of people
    parts = [rng.randint(low, high) for low in (1, 1, 2, 2)]
    kinds = {"easy": ("either", "only"), "medium": _PARTS, "hard": ("neither", "both")}
    return {"setting": rng.choice(list(GROUPS)), "parts": parts, "kind": rng.choice(kinds[difficulty])}


def write_venn(rng: Random, p: dict[str, Any]) -> Draft:
    who, first, second = GROUPS[p["setting"]]
    only_a, only_b, both, none = p["parts"]
    a, b, total = only_a + both, only_b + both, sum(p["parts"])
    union = a + b - both
    kind = p["kind"]
    if kind == "either":
        question = (
            f"Among the {who}, {a} {first}, {b} {second}, and {both} do both. How many "
            f"{first} or {second} (or do both)?"
        )
        answer = union
        claims = [f"{a} + {b} = {a + b}", f"{a + b} - {both} = {union}"]
        concise = f"{'. '.join(claims)}."
        work: tuple[str, ...] = (
            f"Adding the groups, {a} + {b} = {a + b}, counts those who do both twice.",
            f"They are {both}, so they are taken away once: {a + b} - {both} = {union}.",
        )
    elif kind == "only":
        question = (
            f"Among the {who}, {a} {first} and {b} {second}; {both} of them do both. How many "
            f"{first} but do not {second}?"
        )
        answer = only_a
        claims = [f"{a} - {both} = {only_a}"]
        concise = f"{first} {a}, both {both}. {claims[0]}."
        work = (
            f"The {a} who {first} are of two sorts: those who also {second}, and those who do not.",
            f"The first sort are the {both} who do both, so the second sort are {a} - {both} = {only_a}.",
        )
    elif kind == "neither":
        question = f"Of {total} {who}, {a} {first}, {b} {second}, and {both} do both. How many do neither?"
        answer = none
        claims = [f"{a} + {b} = {a + b}", f"{a + b} - {both} = {union}", f"{total} - {union} = {none}"]
        concise = f"{'. '.join(claims)}."
        work = (
            f"Adding the groups, {a} + {b} = {a + b}, counts those who do both twice, so at least "
            f"one thing is done by {a + b} - {both} = {union}.",
            f"The rest of the {total} do neither: {total} - {union} = {none}.",
        )
    else:
        question = (
            f"Of {total} {who}, {a} {first} and {b} {second}, while {none} do neither. How many do both?"
        )
        answer = both
        claims = [f"{total} - {none} = {union}", f"{a} + {b} = {a + b}", f"{a + b} - {union} = {both}"]
        concise = f"{'. '.join(claims)}."
        work = (
            f"Those who do at least one of the two are {total} - {none} = {union}.",
            f"The groups together are {a} + {b} = {a + b}, which is more, because those who do both "
            "are counted twice.",
            f"The surplus is their number: {a + b} - {union} = {both}.",
        )
    parts = f"{only_a} + {both} = {a} and {only_b} + {both} = {b}"
    trace = "\n".join(
        (
            f"Two groups among the {who} overlap: those who {first} and those who {second}. I "
            "picture two circles that cut each other.",
            rng.choice(
                (
                    "The part in the middle belongs to both circles, and that is where one can count twice.",
                    "Each person lies in one circle, in the other, in both, or outside.",
                )
            ),
            *work,
            f"To check, I fill in the parts of the picture: only the first {only_a}, both {both}, "
            f"only the second {only_b}" + (f", outside {none}." if kind in ("neither", "both") else "."),
            f"The circles then hold {parts}, as given"
            + (
                f", and everything together is {only_a} + {both} + {only_b} + {none} = {total}."
                if kind in ("neither", "both")
                else "."
            ),
            "No part is negative, and nobody is counted in two parts, so the picture is sound.",
            f"The number asked for is {answer}.",
        )
    )
    opening = rng.choice(("", "", "A survey says: ", "Here are some numbers. ", "Somebody counted. "))
    return Draft(
        f"{opening}{question}", str(answer), concise, trace, "decomposition", milestones=routes(claims)
    )


def check_venn(p: dict[str, Any]) -> str:
    """Builds the two sets of people and uses set operations."""
    only_a, only_b, both, _ = p["parts"]
    people = set(range(sum(p["parts"])))
    first = set(range(only_a + both))
    second = set(range(only_a, only_a + both + only_b))
    found = {
        "either": first | second,
        "only": first - second,
        "neither": people - first - second,
        "both": first & second,
    }
    return str(len(found[p["kind"]]))


FAMILIES = (
    Family(
        "venn", "logic_puzzle", "sets", "number", ("sets", "both", "neither"), venn, write_venn, check_venn
    ),
)
