"""A story of two unknowns: so many of two kinds."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.math.working import equal, milestones
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, plural

_TWO_KINDS = {
    "farm": ("{name} keeps hens and rabbits", "hen", 2, "rabbit", 4, "legs", "animals"),
    "cycles": ("{name} repairs bicycles and tricycles", "bicycle", 2, "tricycle", 3, "wheels", "vehicles"),
    "tables": (
        "{name}'s café has small tables with 2 seats and large tables with 6",
        "small table", 2, "large table", 6, "seats", "tables",
    ),
    "coins": ("{name} has two-cent and five-cent coins", "two-cent coin", 2, "five-cent coin", 5, "cents", "coins"),
    "tickets": (
        "{name} sold children's tickets for 3 dollars and adult tickets for 7 dollars",
        "children's ticket", 3, "adult ticket", 7, "dollars", "tickets",
    ),
    "insects": ("{name} watches beetles and spiders", "beetle", 6, "spider", 8, "legs", "creatures"),
}
"""A story, the kind with fewer units each, the kind with more, the units, and what both kinds are."""
_TWO_KINDS_ASKS = (
    "{story}: {n} {all}, {units_total} {units} in all. How many {many} are there?",
    "{story}. In all there are {n} {all} and {units_total} {units}. How many of the {all} are {many}?",
    "{story}, {n} {all} in all, which makes {units_total} {units}. Find the number of {many}.",
)


def two_kinds(rng: Random, difficulty: str) -> dict[str, Any]:
    n = rng.randint(*{"easy": (4, 12), "medium": (10, 25), "hard": (24, 80)}[difficulty])
    return {
        "setting": rng.choice(list(_TWO_KINDS)),
        "name": rng.choice(NAMES),
        "n": n,
        "more": rng.randint(1, n - 1),
    }


def write_two_kinds(rng: Random, p: dict[str, Any]) -> Draft:
    n, more = p["n"], p["more"]
    story, few, low, many, high, units, everything = _TWO_KINDS[p["setting"]]
    total = low * (n - more) + high * more
    question = rng.choice(_TWO_KINDS_ASKS).format(
        story=story.format(name=p["name"]),
        n=n,
        all=everything,
        units_total=total,
        units=units,
        many=plural(many),
    )
    least, extra, gap = low * n, total - low * n, high - low
    fewest = n - more
    steps = [
        equal(f"{n} × {low}", least),
        equal(f"{total} - {least}", extra),
        equal(f"{high} - {low}", gap),
        equal(f"{extra} / {gap}", more),
    ]
    marks = milestones(question, str(more), [steps[0], steps[1], steps[3]])
    trace = [
        f"There are {n} {everything} of two kinds and {total} {units} in total; every {few} counts {low} and every "
        f"{many} counts {high}. The number of {plural(many)} is wanted.",
        f"I start from an extreme case and correct it: suppose for the moment that all {n} were {plural(few)}.",
        f"Then there would be {steps[0]} {units}.",
        f"In truth there are {total}, so the number of {units} unaccounted for is {steps[1]}.",
        f"Exchanging one {few} for one {many} leaves the number of {everything} as it is and raises the count of "
        f"{units} by {steps[2]}.",
        f"The exchanges needed for the missing {units} are {steps[3]}, and that many are {plural(many)}.",
        f"To check, I count everything again: {n} - {more} = {fewest} of the other kind, and "
        f"{more} × {high} + {fewest} × {low} = {more * high} + {fewest * low} = {total} {units}, as the question "
        "says.",
        f"The answer is {more}.",
    ]
    return Draft(question, str(more), ". ".join(steps), "\n".join(trace), "elimination", milestones=marks)


def check_two_kinds(p: dict[str, Any]) -> str:
    """Rebuilds the total, then tries every split of the number."""
    _, _, low, _, high, _, _ = _TWO_KINDS[p["setting"]]
    total = sum([high] * p["more"] + [low] * (p["n"] - p["more"]))
    return ", ".join(str(k) for k in range(p["n"] + 1) if k * high + (p["n"] - k) * low == total)


FAMILIES = (
    Family(
        "two_kinds", "math", "algebra", "number", ("word problem", "system of equations"), two_kinds,
        write_two_kinds, check_two_kinds,
    ),
)
