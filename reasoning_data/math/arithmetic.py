"""Plain arithmetic: sums and differences of whole numbers."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.math.working import (
    Worked,
    equal,
    hops,
    joined,
    milestones,
    places,
    running_difference,
    running_sum,
    worked,
)
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, bare_or_story, numbers_listed

_ADD = {
    "numbers": (
        "What is {a} + {b}?",
        "Calculate {a} + {b}.",
        "Work out the sum of {a} and {b}.",
        "Add {b} to {a}.",
        "How much is {a} plus {b}?",
        "Find the total of {a} and {b}.",
    ),
    "library": (
        "{name} counts {a} novels and {b} comics on the shelves. How many books is that in all?",
        "On {name}'s shelves stand {a} novels and {b} comics. What is the total number of books?",
    ),
    "coins": (
        "{name} has {a} coins and finds {b} more. How many coins does {name} have now?",
        "After saving {a} coins, {name} is given {b} more. How many coins is that?",
    ),
    "harvest": (
        "{name} picked {a} plums in the morning and {b} in the afternoon. How many plums were picked that day?",
        "In the morning {name} picks {a} plums, later another {b}. How many plums is that together?",
    ),
}
_SUBTRACT = {
    "numbers": (
        "What is {a} - {b}?",
        "Calculate {a} - {b}.",
        "Subtract {b} from {a}.",
        "How much is {a} minus {b}?",
        "Find the difference between {a} and {b}.",
        "Take {b} away from {a}. What is left?",
    ),
    "bakery": (
        "{name} baked {a} rolls and sold {b} of them. How many rolls are left?",
        "Of the {a} rolls that {name} baked, {b} are sold. How many remain?",
    ),
    "photos": (
        "{name} has sorted {b} of {a} photos. How many photos are still to be sorted?",
        "There are {a} photos, and {name} has sorted {b}. How many photos are left?",
    ),
    "stamps": (
        "{name} owned {a} stamps and gave {b} away. How many stamps does {name} still have?",
        "From a collection of {a} stamps, {name} gives away {b}. How many stamps stay?",
    ),
}


def addition(rng: Random, difficulty: str) -> dict[str, Any]:
    (low, high), (least, most) = {
        "easy": ((12, 99), (11, 99)),
        "medium": ((101, 599), (12, 99)),
        "hard": ((205, 2999), (101, 999)),
    }[difficulty]
    a, b = rng.randint(low, high), rng.randint(least, most)
    return {"setting": bare_or_story(rng, list(_ADD)), "name": rng.choice(NAMES), "a": a, "b": b}


def write_addition(rng: Random, p: dict[str, Any]) -> Draft:
    a, b = p["a"], p["b"]
    total = a + b
    question = rng.choice(_ADD[p["setting"]]).format(**p)
    steps, (columns, parts) = running_sum([a, *places(b)]), _columns(a, b)
    digits = _carried(a, b)
    marks = milestones(question, str(total), [steps], [*columns, running_sum(parts)], *([digits] if digits else []))
    if rng.random() < 0.5:
        given = rng.choice(
            (f"Two amounts are to be put together: {a} and {b}.", f"The sum wanted is {a} + {b}.")
        )
        trace = [
            f"{given} I start from {a} and bring in {b} one place at a time, because a step of whole hundreds, "
            "whole tens or single ones changes few digits and is easy to follow.",
            f"By place, {b} is made of {numbers_listed(places(b))}.",
            f"Adding these parts in turn: {steps}.",
            f"Nothing of {b} is left over, so the running total is the whole sum, {total}.",
            *_check_addition(a, b),
        ]
        return Draft(question, str(total), f"{a} + {b}: {steps}", "\n".join(trace), "forward", milestones=marks)
    trace = [
        f"I am asked for {a} + {b}. A sum can be taken apart by place value: hundreds belong with hundreds, tens with "
        "tens and ones with ones, and the order in which the parts are added makes no difference.",
        f"The parts of {a} are {numbers_listed(places(a))}; those of {b} are {numbers_listed(places(b))}.",
        f"Place by place: {', '.join(columns)}.",
        "Now the partial sums are joined into one number."
        + (f" {running_sum(parts)}." if len(parts) > 1 else ""),
        *_check_addition(a, b),
    ]
    ending = f". {running_sum(parts)}" if len(parts) > 1 else ""
    concise = f"{a} + {b}: {', '.join(columns)}{ending}"
    return Draft(question, str(total), concise, "\n".join(trace), "decomposition", milestones=marks)


def _columns(a: int, b: int) -> tuple[list[Worked], list[int]]:
    """Place by place from the left, as texts (`40 + 30 = 70`, or `400` where nothing is to be added) and values."""
    columns, parts = [], []
    for size in (1000, 100, 10, 1):
        left, right = a // size % 10 * size, b // size % 10 * size
        if left or right:
            parts.append(left + right)
            columns.append(equal(f"{left} + {right}", left + right) if left and right else worked(str(left + right)))
    return columns, parts


def _carried(a: int, b: int) -> list[str]:
    """Column by column from the right, digits only: `7 + 8 = 15`, `4 + 3 + 1 = 8`."""
    steps, carry = [], 0
    while a or b:
        digits = [n for n in (a % 10, b % 10, carry) if n]
        if len(digits) > 1:
            steps.append(f"{' + '.join(map(str, digits))} = {sum(digits)}")
        carry, a, b = sum(digits) // 10, a // 10, b // 10
    return steps


def _check_addition(a: int, b: int) -> list[str]:
    near_a, near_b = round(a, -1), round(b, -1)
    return [
        f"To check, I undo the addition: {a + b} - {b} = {a}, which is the number I began with.",
        f"A rough estimate agrees as well: with both numbers rounded to tens, {near_a} + {near_b} = "
        f"{near_a + near_b}, and {a + b} is within ten of that.",
        f"So {a} + {b} = {a + b}, and the answer is {a + b}.",
    ]


def check_addition(p: dict[str, Any]) -> str:
    """Schoolbook columns from the right, carrying."""
    left, right = str(p["a"])[::-1], str(p["b"])[::-1]
    digits, carry = "", 0
    for i in range(max(len(left), len(right))):
        column = int(left[i : i + 1] or 0) + int(right[i : i + 1] or 0) + carry
        digits, carry = f"{column % 10}{digits}", column // 10
    return f"{carry or ''}{digits}"


def subtraction(rng: Random, difficulty: str) -> dict[str, Any]:
    (low, high), least = {
        "easy": ((31, 99), 11),
        "medium": ((110, 599), 12),
        "hard": ((420, 2999), 101),
    }[difficulty]
    a = rng.randint(low, high)
    most = {"easy": a - 2, "medium": 99, "hard": min(a - 20, 999)}[difficulty]
    b = rng.randint(least, most)
    return {"setting": bare_or_story(rng, list(_SUBTRACT)), "name": rng.choice(NAMES), "a": a, "b": b}


def write_subtraction(rng: Random, p: dict[str, Any]) -> Draft:
    a, b = p["a"], p["b"]
    left = a - b
    question = rng.choice(_SUBTRACT[p["setting"]]).format(**p)
    steps, way = running_difference(a, places(b)), hops(b, a)
    text = joined([equal(f"{start} + {hop}", start + hop) for start, hop in way])
    sizes = [hop for _, hop in way]
    marks = milestones(question, str(left), [steps], [text, running_sum(sizes)])
    if rng.random() < 0.6:
        asked = rng.choice(
            (f"I have {a} and must take {b} away from it.", f"The difference {a} - {b} is wanted.")
        )
        trace = [
            f"{asked} Taking everything off in one go invites borrowing mistakes, so I remove {b} place by place, "
            "the largest part first.",
            f"The parts of {b} are {numbers_listed(places(b))}.",
            f"Removing them in turn gives {steps}.",
            f"All of {b} has been removed, so what remains is the difference: {left}.",
            f"To check, I put the removed number back: {left} + {b} = {a}. That is the number at the start, "
            "so nothing was lost on the way.",
            f"The size is right too: {left} is less than {a}, and the gap between them is {a} - {left} = {b}.",
            f"The answer is {left}.",
        ]
        return Draft(question, str(left), f"{a} - {b}: {steps}", "\n".join(trace), "forward", milestones=marks)
    adding = f". {running_sum(sizes)}" if len(sizes) > 1 else ""
    trace = [
        f"The question is how far {b} lies below {a}. Instead of subtracting, I work from the other end: I count up "
        f"from {b} until I reach {a}, and the length of the way is the difference.",
        f"I go to the next round number first and then on in larger steps: {text}.",
        f"The steps I took are {numbers_listed(sizes)}." + (f" Together: {running_sum(sizes)}." * bool(adding)),
        f"So the distance from {b} to {a} is {left}.",
        f"To check, I subtract directly: {a} - {b} = {left}. Both routes agree.",
        "As a second check, I work from the top: taking the result away must lead to the smaller number, and "
        f"{a} - {left} = {b}.",
        f"The answer is {left}.",
    ]
    concise = f"{a} - {b}: {text}{adding}" if adding else f"{a} - {b}: {text}. {a} - {b} = {left}"
    return Draft(question, str(left), concise, "\n".join(trace), "backward", milestones=marks)


def check_subtraction(p: dict[str, Any]) -> str:
    """Counts up from the smaller number."""
    return str(len(range(p["b"], p["a"])))


FAMILIES = (
    Family(
        "addition", "math", "arithmetic", "number", ("addition", "place value"),
        addition, write_addition, check_addition,
    ),
    Family(
        "subtraction", "math", "arithmetic", "number", ("subtraction", "place value"),
        subtraction, write_subtraction, check_subtraction,
    ),
)
