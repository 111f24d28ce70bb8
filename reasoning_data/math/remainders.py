"""Division with a remainder."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from reasoning_data.math.working import equal, joined, milestones
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, bare_or_story, count

_REMAINDERS = {
    "numbers": (
        "What is the remainder when {a} is divided by {b}?",
        "Find the remainder of {a} divided by {b}.",
        "What is {a} mod {b}?",
        "{a} is divided by {b}. What remainder is left?",
    ),
    "eggs": (
        "{name} packs {a} eggs into cartons of {b}. How many eggs are left over?",
        "Cartons hold {b} eggs. {name} fills as many as possible from {a} eggs. How many eggs remain?",
    ),
    "teams": (
        "{name} divides {a} players into teams of {b}. How many players are left without a team?",
        "{name} forms teams of {b} from {a} players. How many players are left over?",
    ),
    "ribbon": (
        "{name} cuts a ribbon of {a} cm into pieces of {b} cm. How many centimeters remain?",
        "From a ribbon of {a} cm, {name} cuts as many pieces of {b} cm as possible. How many centimeters are left?",
    ),
    "shelves": (
        "{name} puts {a} books on shelves that hold {b} each, filling every shelf. How many books are left over?",
        "A shelf holds {b} books. {name} fills as many shelves as {a} books allow. How many books remain?",
    ),
}


def remainder(rng: Random, difficulty: str) -> dict[str, Any]:
    most, divisors = {"easy": (60, (3, 9)), "medium": (130, (4, 12)), "hard": (900, (7, 29))}[difficulty]
    b = rng.randint(*divisors)
    setting = bare_or_story(rng, list(_REMAINDERS), 0.3)
    return {"setting": setting, "name": rng.choice(NAMES), "a": rng.randint(2 * b, most), "b": b}


def write_remainder(rng: Random, p: dict[str, Any]) -> Draft:
    a, b = p["a"], p["b"]
    times, rest = divmod(a, b)
    multiple = times * b
    question = rng.choice(_REMAINDERS[p["setting"]]).format(**p)
    check = [
        f"To check, I put the number together again: {times} × {b} + {rest} = {multiple} + {rest} = {a}.",
        f"A remainder must also be smaller than the divisor, and {rest} is less than {b}, so no further {b} can be "
        "taken.",
        f"The remainder is {rest}.",
    ]
    above, tens = multiple + b, times // 10 * 10
    ones, taken = times - tens, tens * b
    left = a - taken
    largest, too_large = equal(f"{times} × {b}", multiple), equal(f"{times + 1} × {b}", above)
    last = equal(f"{a} - {multiple}", rest)
    bundle = [equal(f"{tens} × {b}", taken), equal(f"{a} - {taken}", left)]
    single = [equal(f"{ones} × {b}", ones * b), equal(f"{left} - {ones * b}", rest)] if ones else []
    routes: list[Sequence[str]] = [[str(largest), last], f"{b} × {times} = {multiple}", f"{a} = {times} × {b} + {rest}"]
    routes.append(f"{a} / {b} = {times} remainder {rest}")
    if tens:
        routes.append([*bundle, *single])
    marks = milestones(question, str(rest), *routes)
    if b * 10 >= a or rng.random() < 0.5:
        trace = [
            f"The number {a} is to be split into groups of {b}, and what does not fill a group is the remainder.",
            f"I look for the largest multiple of {b} that is not above {a}, because its distance to {a} is what is "
            "left.",
            f"The multiple {largest} is not above {a}.",
            f"The next one, {too_large}, is too large already, so {multiple} is the right one.",
            f"What is left is {last}.",
            f"The number of full groups, {times}, is not asked for; only the part left over matters here.",
            *check,
        ]
        concise = f"{largest}, {too_large} > {a}. {last}"
        return Draft(question, str(rest), concise, "\n".join(trace), "forward", milestones=marks)
    trace = [
        f"I need what is left of {a} after all groups of {b} have been taken away. Taking them one at a time would "
        "be long, so I take a large bundle first and smaller ones after that.",
        f"A bundle of {tens} groups is {bundle[0]}, which leaves {bundle[1]}.",
        f"After that {count(ones, 'more group')} can be taken: {single[0]}, and {single[1]}."
        if ones
        else f"No further group of {b} fits into {left}.",
        f"That is below {b}, so nothing more can be taken away and the work is done.",
        *check,
    ]
    ending = joined(single) or f"{left} < {b}, so {rest}"
    return Draft(
        question, str(rest), f"{joined(bundle)}. {ending}", "\n".join(trace), "decomposition", milestones=marks
    )


def check_remainder(p: dict[str, Any]) -> str:
    """Takes the divisor away until that is no longer possible."""
    left = p["a"]
    while left >= p["b"]:
        left -= p["b"]
    return str(left)


FAMILIES = (
    Family(
        "remainder", "math", "number_theory", "number", ("remainder", "division"), remainder, write_remainder,
        check_remainder,
    ),
)
