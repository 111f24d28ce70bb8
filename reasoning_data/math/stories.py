"""Stories of several steps: sharing out, and reaching a goal."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.math.working import product, quotient
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, count, plural

_SHARING = {
    "marbles": ("bag", "marble", "friends", "loses", "lost"),
    "cards": ("pack", "picture card", "cousins", "keeps", "kept"),
    "apples": ("basket", "apple", "neighbors", "eats", "eaten"),
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
    each = left // people
    trace = [
        f"The question asks how many {things} each of the {people} {group} gets. For that I need the number that is "
        "really shared out, so I follow the story in order: all of them, then what is left, then the equal parts.",
        f"{count(bags, bag).capitalize()} with {inside} {things} each hold {product(bags, inside)} {things}.",
        f"Of these, {gone} are {past}, which leaves {total} - {gone} = {left}.",
        f"The {left} {things} are divided among {people}: {quotient(left, people)}.",
        f"To check, I go through the story backwards. If each of the {people} {group} has {each}, that is "
        f"{people} × {each} = {left}; with the {gone} that are {past} it is {left} + {gone} = {total}; and put back "
        f"evenly into {count(bags, bag)} that gives {total} / {bags} = {inside} in each, as the question says.",
        f"Each one gets {each}.",
    ]
    concise = f"{product(bags, inside)}. {total} - {gone} = {left}. {quotient(left, people)}"
    return Draft(question, str(each), concise, "\n".join(trace), "forward")


def check_sharing(p: dict[str, Any]) -> str:
    """Deals the things out in rounds, one to each at a time."""
    left, rounds = sum([p["inside"]] * p["bags"]) - p["gone"], 0
    while left >= p["people"]:
        left -= p["people"]
        rounds += 1
    return str(rounds)


_SAVING = {
    "bicycle": ("wants a bicycle for ${goal}", "has {start} dollars", "saves ${rate} a week", "dollars", "weeks"),
    "novel": ("reads a novel of {goal} pages", "has read {start} pages", "reads {rate} pages a day", "pages", "days"),
    "tank": (
        "fills a tank that holds {goal} liters", "has put in {start} liters", "adds {rate} liters a minute",
        "liters", "minutes",
    ),
    "hike": (
        "walks a trail of {goal} kilometers", "has covered {start} kilometers", "walks {rate} kilometers a day",
        "kilometers", "days",
    ),
    "scarf": (
        "is making a scarf of {goal} rows", "has knitted {start} rows", "knits {rate} rows an evening",
        "rows", "evenings",
    ),
    "stamps": (
        "wants a collection of {goal} stamps", "has {start} stamps", "collects {rate} stamps a month",
        "stamps", "months",
    ),
}
"""The goal, the start, the pace, what is counted, and the time."""
_SAVING_ASKS = (
    "{name} {goal}. {name} {have} already and {pace}. How many more {times} will it take?",
    "{name} {goal} and {have} so far. If {name} {pace}, after how many {times} is the goal reached?",
    "{name} {goal}. Up to now {name} {have}; from now on {name} {pace}. How many {times} are still needed?",
    "{name} {goal}, {have} and {pace}. How many {times} are left until the goal?",
)


def saving(rng: Random, difficulty: str) -> dict[str, Any]:
    rate, times, start = {"easy": (9, 9, 20), "medium": (12, 12, 50), "hard": (35, 30, 200)}[difficulty]
    rate, times, start = rng.randint(3, rate), rng.randint(3, times), rng.randint(2, start)
    return {
        "setting": rng.choice(list(_SAVING)),
        "name": rng.choice(NAMES),
        "goal": start + rate * times,
        "start": start,
        "rate": rate,
    }


def write_saving(rng: Random, p: dict[str, Any]) -> Draft:
    goal, start, rate, name = p["goal"], p["start"], p["rate"], p["name"]
    aim, have, pace, units, times = _SAVING[p["setting"]]
    question = rng.choice(_SAVING_ASKS).format(
        name=name,
        goal=aim.format(goal=goal),
        have=have.format(start=start),
        pace=pace.format(rate=rate),
        times=times,
    )
    missing = goal - start
    needed = missing // rate
    if needed < 5 or rng.random() < 0.5:
        trace = [
            f"The goal is {goal} {units}, {start} are there already, and {rate} more come with each step of time. The "
            f"number of {times} is wanted.",
            f"I work back from the goal: what is there already does not have to be made any more, so only the missing "
            f"{units} count.",
            f"Missing are {goal} - {start} = {missing} {units}.",
            f"At {rate} at a time, the number of {times} is {quotient(missing, rate)}.",
            *_check_saving(p, needed, units, times),
        ]
        concise = f"{goal} - {start} = {missing}. {quotient(missing, rate)}"
        return Draft(question, str(needed), concise, "\n".join(trace), "backward")
    tens = needed // 5 * 5
    first = start + tens * rate
    rest = needed - tens
    milestone = [
        f"Five {times} bring 5 × {rate} = {5 * rate} {units}, which is a handy stride.",
        f"{count(tens // 5, 'such stride').capitalize()} lead from {start} to {start} + {tens} × {rate} = {first}."
        if tens > 5
        else f"One such stride leads from {start} to {start} + {5 * rate} = {first}.",
    ]
    left = goal - first
    trace = [
        f"There are {start} {units} at the beginning, {rate} are added again and again, and {goal} is the goal. I "
        f"look for the number of {times} that this takes, going forward from the start.",
        *milestone,
        f"From {first} the way to the goal is {goal} - {first} = {left}, and {left} / {rate} = {rest} single steps."
        if rest
        else f"That is the goal itself, since {goal} - {first} = {left}.",
        f"In total the steps are {tens} + {rest} = {needed}.",
        *_check_saving(p, needed, units, times),
    ]
    walk = f"{start} + {tens} × {rate} = {start} + {tens * rate} = {first}"
    concise = f"{walk}. {goal} - {first} = {left}, {left} / {rate} = {rest}. {tens} + {rest} = {needed}"
    return Draft(question, str(needed), concise, "\n".join(trace), "forward")


def _check_saving(p: dict[str, Any], needed: int, units: str, times: str) -> list[str]:
    goal, start, rate = p["goal"], p["start"], p["rate"]
    made = needed * rate
    before = goal - rate
    return [
        f"To check: in {needed} {times} there come {needed} × {rate} = {made} {units}, and with those at the start it "
        f"is {start} + {made} = {goal}. The goal is met exactly.",
        f"One step earlier it would have been {goal} - {rate} = {before}, which is not enough, so {needed} is also "
        "the smallest number that will do.",
        f"The answer is {needed}.",
    ]


def check_saving(p: dict[str, Any]) -> str:
    """Lets the time pass."""
    have, passed = p["start"], 0
    while have < p["goal"]:
        have, passed = have + p["rate"], passed + 1
    return str(passed)


FAMILIES = (
    Family(
        "sharing", "math", "word_problems", "number", ("sharing", "division"),
        sharing, write_sharing, check_sharing,
    ),
    Family(
        "saving", "math", "word_problems", "number", ("goal", "rate"),
        saving, write_saving, check_saving,
    ),
)
