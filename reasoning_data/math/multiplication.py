"""Multiplication: products of whole numbers."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.math.working import equal, joined, milestones, places, running_sum
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, bare_or_story, numbers_listed

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
    "field": (
        "{name} plants {b} rows of {a} onions. How many onions are there?",
        "{name} counts {b} rows with {a} onions in each. How many onions is that?",
    ),
    "diary": (
        "{name} writes {a} words a day for {b} days. How many words is that in total?",
        "For {b} days, {name} writes {a} words each day. How many words does {name} write?",
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


FAMILIES = (
    Family(
        "multiplication", "math", "arithmetic", "number", ("multiplication", "place value"), multiplication,
        write_multiplication, check_multiplication,
    ),
)
