"""A story of several steps: sharing out."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.math.working import equal, milestones, product, quotient
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, count, plural

_SHARING = {
    "marbles": ("bag", "marble", "friends", "puts aside", "put aside"),
    "cards": ("pack", "picture card", "cousins", "keeps", "kept"),
    "apples": ("basket", "apple", "neighbors", "sells", "sold"),
    "books": ("box", "comic", "classes", "sells", "sold"),
    "beads": ("jar", "bead", "children", "uses", "used"),
    "stickers": ("sheet", "sticker", "classmates", "gives away", "given away"),
}
"""The container, the thing, who gets it, and what happens to some of it first."""
_SHARING_ASKS = (
    "{name} has {bags} with {things} in each. {name} {verb} {gone} of them and shares the rest equally among {n} "
    "{people}. How many {plural} does each get?",
    "There are {bags} of {things} each. After {name} {verb} {gone}, the rest is divided equally among {n} "
    "{people}. How many {plural} are there for each?",
    "{name} opens {bags} holding {things} each and {verb} {gone} of them. What remains goes in equal parts to {n} "
    "{people}. How many {plural} does each one receive?",
)


def sharing(rng: Random, difficulty: str) -> dict[str, Any]:
    most, each, share = {"easy": (6, 10, 9), "medium": (9, 15, 12), "hard": (15, 30, 25)}[difficulty]
    bags, inside = rng.randint(2, most), rng.randint(5, each)
    people = rng.randint(2, min(9, bags * inside // 3))
    left = people * rng.randint(1, min(share, (bags * inside - 1) // people))
    return {
        "setting": rng.choice(list(_SHARING)),
        "name": rng.choice(NAMES),
        "bags": bags,
        "inside": inside,
        "gone": bags * inside - left,
        "people": people,
    }


def write_sharing(rng: Random, p: dict[str, Any]) -> Draft:
    bags, inside, gone, people, name = p["bags"], p["inside"], p["gone"], p["people"], p["name"]
    bag, thing, group, verb, past = _SHARING[p["setting"]]
    things = plural(thing)
    question = rng.choice(_SHARING_ASKS).format(
        name=name, bags=count(bags, bag), things=count(inside, thing), verb=verb, gone=gone, n=people, people=group,
        plural=things,
    )
    total = bags * inside
    left = total - gone
    each, are = left // people, "is" if gone == 1 else "are"
    steps = [product(bags, inside), equal(f"{total} - {gone}", left), quotient(left, people)]
    marks = milestones(question, str(each), steps)
    trace = [
        f"The question asks how many {things} each of the {people} {group} gets. For that I need the number that is "
        "really shared out, so I follow the story in order: all of them, then what is left, then the equal parts.",
        f"{count(bags, bag).capitalize()} with {inside} {things} each hold {steps[0]} {things}.",
        f"Of these, {gone} {are} {past}, which leaves {steps[1]}.",
        f"The {left} {things} are divided among {people}: {steps[2]}.",
        f"To check, I go through the story backwards. If each of the {people} {group} has {each}, that is "
        f"{people} × {each} = {left}; with the {gone} that {are} {past} it is {left} + {gone} = {total}; and put back "
        f"evenly into {count(bags, bag)} that gives {total} / {bags} = {inside} in each, as the question says.",
        f"Each one gets {each}.",
    ]
    return Draft(question, str(each), ". ".join(steps), "\n".join(trace), "forward", milestones=marks)


def check_sharing(p: dict[str, Any]) -> str:
    """Deals the things out in rounds, one to each at a time."""
    left, rounds = sum([p["inside"]] * p["bags"]) - p["gone"], 0
    while left >= p["people"]:
        left -= p["people"]
        rounds += 1
    return str(rounds)


FAMILIES = (
    Family(
        "sharing", "math", "word_problems", "number", ("sharing", "division"), sharing, write_sharing,
        check_sharing,
    ),
)
