"""Multiplication and division: products, and remainders."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from reasoning_data.math.working import equal, joined, milestones, places, running_sum
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, bare_or_story, count, numbers_listed

_MULTIPLY = {
    "numbers": (
        "What is {a} × {b}?",
        "Calculate {a} × {b}.",
        "Find the product of {a} and {b}.",
        "Multiply {a} by {b}.",
        "How much is {a} times {b}?",
        "Work out {a} multiplied by {b}.",
    ),
    "boxes": (
        "{name} packs {b} boxes with {a} pencils each. How many pencils is that?",
        "Each of {name}'s {b} boxes holds {a} pencils. How many pencils are there in all?",
    ),
    "seats": (
        "{name} sets out {b} rows of {a} chairs. How many chairs are there?",
        "{name} counts {b} rows with {a} chairs in each. How many chairs is that?",
    ),
    "training": (
        "{name} swims {a} lengths a day for {b} days. How many lengths is that in total?",
        "For {b} days, {name} swims {a} lengths each day. How many lengths does {name} swim?",
    ),
}


def multiplication(rng: Random, difficulty: str) -> dict[str, Any]:
    """One factor has one digit, or (hard) two; the one to be split does not end in 0."""
    tens = {"easy": (1, 9), "medium": (11, 49), "hard": (2, 9)}[difficulty]
    a = 10 * rng.randint(*tens) + rng.randint(1, 9)
    b = 10 * rng.randint(1, 4) + rng.randint(1, 9) if difficulty == "hard" else rng.randint(3, 9)
    return {"setting": bare_or_story(rng, list(_MULTIPLY)), "name": rng.choice(NAMES), "a": a, "b": b}


def write_multiplication(rng: Random, p: dict[str, Any]) -> Draft:
    a, b = p["a"], p["b"]
    value = a * b
    question = rng.choice(_MULTIPLY[p["setting"]]).format(**p)
    split, other = (a, b) if b < 10 else (b, a)
    parts = places(split)
    pieces = joined([equal(f"{part} × {other}", part * other) for part in parts])
    added = running_sum([part * other for part in parts])
    asked = rng.choice(
        (f"The product {a} × {b} is wanted.", f"I need {a} taken {b} times, that is {a} × {b}.")
    )
    trace = [
        f"{asked} Multiplication distributes over addition, so I may split {split} by place value, multiply each "
        f"part by {other}, and add the results.",
        f"The parts of {split} are {numbers_listed(parts)}.",
        f"The partial products are {pieces}.",
        f"Their sum is the full product: {added}.",
        f"To check, I divide back: {value} / {b} = {a}, the first of the two factors, as it has to be.",
        f"The last digit fits too: {a % 10} × {b % 10} = {a % 10 * (b % 10)} ends in {value % 10}, "
        f"and {value} ends in {value % 10}.",
        f"An estimate puts it in the right region: {round(a, -1)} × {b} = {round(a, -1) * b} is close to {value}.",
        f"Therefore {a} × {b} = {value}, and the answer is {value}.",
    ]
    concise = f"{a} × {b}: {pieces}. {added}"
    ways = [[pieces, added]]
    if other > 10:
        turned = [equal(f"{part} × {split}", part * split) for part in places(other)]
        ways.append([*turned, running_sum([part * split for part in places(other)])])
    marks = milestones(question, str(value), *ways)
    return Draft(question, str(value), concise, "\n".join(trace), "decomposition", milestones=marks)


def check_multiplication(p: dict[str, Any]) -> str:
    """Adds up, once for each unit of the second number."""
    return str(sum(p["a"] for _ in range(p["b"])))


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
        "multiplication", "math", "arithmetic", "number", ("multiplication", "place value"),
        multiplication, write_multiplication, check_multiplication,
    ),
    Family(
        "remainder", "math", "number_theory", "number", ("remainder", "division"),
        remainder, write_remainder, check_remainder,
    ),
)
