"""Common divisors: the greatest of two numbers."""

from __future__ import annotations

from math import gcd
from random import Random
from typing import Any

from reasoning_data.math.working import Worked, equal, factored, milestones, worked
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES

_GCD = {
    "numbers": (
        "What is the greatest common divisor of {a} and {b}?",
        "Find the greatest common factor of {a} and {b}.",
        "Which is the largest number that divides both {a} and {b}?",
        "{name} looks for the greatest common divisor of {a} and {b}. What is it?",
    ),
    "bouquets": (
        "{name} has {a} roses and {b} tulips and makes as many identical bouquets as possible, using all flowers. How "
        "many bouquets is that?",
        "From {a} roses and {b} tulips {name} ties equal bouquets and uses every flower. How many bouquets are there "
        "at most?",
    ),
    "bags": (
        "{name} shares {a} pens and {b} erasers equally among as many bags as possible, with nothing left over. How "
        "many bags are there?",
        "All of {a} pens and {b} erasers go into bags with equal contents. How many bags can {name} fill at most?",
    ),
    "tiles": (
        "{name} covers a floor of {a} cm by {b} cm with square tiles that are as large as possible and not cut. How "
        "many centimeters is the side of a tile?",
        "Square tiles are to fill {name}'s wall of {a} cm by {b} cm without cutting. How many centimeters is the "
        "longest possible side?",
    ),
    "cables": (
        "{name} cuts cables of {a} m and {b} m into equal pieces, as long as possible, with nothing left over. How "
        "many meters long is a piece?",
        "{name} has cables of {a} m and {b} m and cuts both into equal pieces with nothing left over. How many meters "
        "long can the pieces be at most?",
    ),
}


def greatest(rng: Random, difficulty: str) -> dict[str, Any]:
    common, most = {"easy": ((2, 12), 10), "medium": ((3, 15), 12), "hard": ((6, 36), 25)}[difficulty]
    factor = rng.randint(*common)
    low, high = sorted(rng.sample(range(1 if difficulty == "easy" else 2, most), 2))
    setting = rng.choice(list(_GCD))
    return {"setting": setting, "name": rng.choice(NAMES), "a": factor * high, "b": factor * low}


def write_greatest(rng: Random, p: dict[str, Any]) -> Draft:
    a, b = p["a"], p["b"]
    common = gcd(a, b)
    question = rng.choice(_GCD[p["setting"]]).format(**p)
    asked = f"The largest number that divides both {a} and {b} without a remainder is wanted."
    check = [
        f"To check that it divides both: {a} / {common} = {a // common} and {b} / {common} = {b // common}.",
        f"The quotients {a // common} and {b // common} have no common divisor but 1, so nothing larger divides both.",
        f"The answer is {common}.",
    ]
    steps, top, bottom = [], a, b
    while bottom:
        times, rest = divmod(top, bottom)
        steps.append((top, bottom, times, rest))
        top, bottom = bottom, rest
    told = [_taken(*step) for step in steps]
    divisions = [f"{top} = {times} × {bottom} + {rest}" for top, bottom, times, rest in steps]
    marks = milestones(question, str(common), told, divisions, [factored(a), factored(b)])
    trace = [
        f"{asked} I use the method of Euclid: a common divisor of two numbers also divides what is left when the "
        "smaller one is taken away from the larger one as often as possible.",
        "So the pair may be replaced by the smaller number and this remainder, again and again, until the "
        "remainder is 0. The common divisors stay the same all the way.",
        *(f"From {top} and {bottom}: {text}." for (top, bottom, _, _), text in zip(steps, told, strict=True)),
        f"The remainder is 0 now, and the last number that was taken away is {common}. It divides itself and 0, so "
        "it is the greatest common divisor of the whole chain.",
        *check,
    ]
    concise = f"{a}, {b}: {'. '.join(told)}. So {common}"
    return Draft(question, str(common), concise, "\n".join(trace), "trace_execution", milestones=marks)


def _taken(top: int, bottom: int, times: int, rest: int) -> Worked:
    """`84 - 2 × 36 = 84 - 72 = 12`."""
    step = equal(f"{top} - {times * bottom}", rest)
    found = step.found if rest else ((step, step, step),)  # any pair ends in 0
    return worked(step if times == 1 else f"{top} - {times} × {bottom} = {step}", found)


def check_greatest(p: dict[str, Any]) -> str:
    """Tries every number up to the smaller one."""
    a, b = p["a"], p["b"]
    return str(max(n for n in range(1, min(a, b) + 1) if a % n == 0 and b % n == 0))


FAMILIES = (
    Family(
        "greatest_common_divisor", "math", "number_theory", "number", ("gcd", "Euclid"), greatest,
        write_greatest, check_greatest,
    ),
)
