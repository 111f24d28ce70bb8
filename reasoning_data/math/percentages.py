"""Percentages: a part of a number."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from reasoning_data.math.working import decimal, equal, hundredths, milestones, running_sum
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, bare_or_story

_PERCENTS = {
    "easy": (5, 10, 20, 25, 50),
    "medium": (5, 15, 20, 25, 30, 35, 40, 60, 75),
    "hard": (12, 16, 18, 24, 32, 45, 48, 64, 85),
}
DIVISORS = {
    5: (20,), 10: (10,), 15: (10, 20), 20: (5,), 25: (4,), 30: (5, 10), 35: (4, 10), 40: (4, 10, 20), 45: (4, 5),
    50: (2,), 60: (2, 10), 75: (2, 4), 85: (2, 4, 10),
}
"""A percentage as a sum of unit fractions: 15 % is a tenth and a twentieth."""
_PART_OF = {
    "numbers": (
        "What is {percent}% of {whole}?",
        "Calculate {percent}% of {whole}.",
        "Find {percent} percent of {whole}.",
        "How much is {percent}% of {whole}?",
    ),
    "school": (
        "A school has {whole} pupils, and {percent}% of them walk to school. How many pupils walk?",
        "Of the {whole} pupils that {name} asked, {percent}% come on foot. How many pupils is that?",
    ),
    "orchard": (
        "{name} has {whole} fruit trees, {percent}% of which are apple trees. How many apple trees are there?",
        "In {name}'s orchard {percent}% of the {whole} trees bear apples. How many trees bear apples?",
    ),
    "savings": (
        "{name} earned {whole} dollars and saves {percent}% of it. How many dollars does {name} save?",
        "From {whole} dollars, {name} puts {percent}% aside. How many dollars is that?",
    ),
    "survey": (
        "{percent}% of the {whole} visitors of {name}'s museum bought a guide. How many visitors bought one?",
        "{name}'s museum had {whole} visitors; {percent}% of them were children. How many children came?",
    ),
}


def percent_of(rng: Random, difficulty: str) -> dict[str, Any]:
    """The part is a whole number."""
    percent = rng.choice(_PERCENTS[difficulty])
    step = next(n for n in (1, 2, 4, 5, 10, 20, 25, 50, 100) if percent * n % 100 == 0)
    most = {"easy": 240, "medium": 600, "hard": 1600}[difficulty]
    whole = step * rng.randint(2, max(3, most // step))
    setting = bare_or_story(rng, list(_PART_OF), 0.3)
    return {"setting": setting, "name": rng.choice(NAMES), "percent": percent, "whole": whole}


def write_percent_of(rng: Random, p: dict[str, Any]) -> Draft:
    percent, whole = p["percent"], p["whole"]
    answer = percent * whole // 100
    question = rng.choice(_PART_OF[p["setting"]]).format(**p)
    given = rng.choice((
        f"The whole is {whole}, which counts as 100%, and the part wanted is {percent}% of it.",
        f"I look for the part of {whole} that belongs to {percent} out of every hundred.",
    ))
    steps = hundredths(whole, percent)
    divisors = DIVISORS.get(percent, (whole + 1,))
    in_parts = all(whole % divisor == 0 for divisor in divisors)
    shares = [whole // divisor for divisor in divisors]
    divided = [equal(f"{whole} / {divisor}", share) for divisor, share in zip(divisors, shares, strict=True)]
    share = decimal(percent, 2)
    routes: list[Sequence[str]] = [steps, f"{share} × {whole} = {answer}", f"{whole} × {share} = {answer}"]
    if in_parts:
        routes.append([*divided, running_sum(shares)])
    marks = milestones(question, str(answer), *routes)
    if in_parts and rng.random() < 0.7:
        names = [f"{100 // divisor}%" for divisor in divisors]
        pieces = [f"{name} of {whole} is {step}" for name, step in zip(names, divided, strict=True)]
        parts = (
            f"{percent}% is {' and '.join(names)}"
            if len(names) > 1
            else f"{percent}% is one part in {divisors[0]}"
        )
        added = running_sum(shares)
        trace = [
            f"{given} I build it from percentages that one short division gives: a half is 50%, a quarter 25%, a "
            "fifth 20%, a tenth 10% and a twentieth 5%.",
            f"Here {parts}.",
            f"Each division, one by one: {', '.join(pieces)}.",
            f"Added up: {added}."
            if added
            else "That one piece is already the part wanted.",
            *_check_percent_of(percent, whole, answer),
        ]
        concise = ". ".join(filter(None, [", ".join(pieces), added]))
        return Draft(question, str(answer), concise, "\n".join(trace), "decomposition", milestones=marks)
    trace = [
        f"{given} Percent means per hundred, so I multiply the whole by {percent} and then divide the product by 100.",
        f"Multiplying first keeps the numbers whole: {steps[0]}.",
        f"Now the division by 100 moves every digit two places: {steps[1]}.",
        f"So {percent} hundredths of {whole} are {answer}.",
        *_check_percent_of(percent, whole, answer),
    ]
    concise = f"{percent}% of {whole}: {', '.join(steps)}"
    return Draft(question, str(answer), concise, "\n".join(trace), "forward", milestones=marks)


def _check_percent_of(percent: int, whole: int, answer: int) -> list[str]:
    tenth = decimal(whole, 1)
    compare = "less" if percent < 10 else "more" if percent > 10 else "exactly"
    size = f"{compare} than a tenth" if compare != "exactly" else "exactly a tenth"
    return [
        f"To check, I go back the other way: {answer} / {whole} = {decimal(percent, 2)}, and that is {percent}% "
        "written as a decimal.",
        f"The size makes sense as well: a tenth of {whole} is {tenth}, and {percent}% has to be {size}; "
        f"{answer} is.",
        f"So {percent}% of {whole} = {answer}, and the answer is {answer}.",
    ]


def check_percent_of(p: dict[str, Any]) -> str:
    """Searches for the number that is to 100 as the part is to the whole."""
    return next(str(n) for n in range(p["whole"] + 1) if n * 100 == p["percent"] * p["whole"])


FAMILIES = (
    Family(
        "percent_of", "math", "arithmetic", "number", ("percentage",), percent_of, write_percent_of,
        check_percent_of,
    ),
)
