"""Rates that add up: work done together, and mixtures."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from reasoning_data.math.working import decimal, equal, milestones, product, quotient
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, count

_JOBS = {
    "pool": ("fills a pool", "fill it", "pool"),
    "fence": ("paints a fence", "paint it", "fence"),
    "letters": ("folds a pile of letters", "fold it", "pile"),
    "field": ("plows a field", "plow it", "field"),
    "hall": ("cleans a hall", "clean it", "hall"),
    "wall": ("builds a wall", "build it", "wall"),
}
_JOB_ASKS = (
    "{told}. How many hours do they need together? Give a whole number or a reduced fraction.",
    "{told}. Working together, in how many hours do they {deed}? Give a whole number or a reduced fraction.",
    "{told}, each alone. How many hours do they need to {deed} together, as a whole number or reduced fraction?",
)
_EASY_PAIRS = (
    (3, 6), (4, 4), (6, 6), (4, 12), (10, 15), (6, 12), (8, 8), (9, 18), (5, 20), (8, 24), (10, 10), (12, 12),
    (20, 30), (6, 30),
)
"""Times in hours that make a whole number of hours together."""


def work(rng: Random, difficulty: str) -> dict[str, Any]:
    if difficulty == "easy":
        a, b = rng.sample(rng.choice(_EASY_PAIRS), 2)
    else:
        a, b = rng.sample(range(2, 13) if difficulty == "medium" else range(5, 31), 2)
    return {"setting": rng.choice(list(_JOBS)), "names": rng.sample(NAMES, 2), "a": a, "b": b}


def write_work(rng: Random, p: dict[str, Any]) -> Draft:
    a, b, (one, two) = p["a"], p["b"], p["names"]
    does, deed, thing = _JOBS[p["setting"]]
    told = f"{one} {does} in {a} hours, {two} in {b} hours"
    question = rng.choice(_JOB_ASKS).format(told=told, deed=deed)
    together = Fraction(a * b, a + b)
    answer = str(together)
    parts = a * b
    portions, sums, shown = product(a, b), equal(f"{b} + {a}", a + b), f"{parts}/{a + b}"
    last = [shown] if answer != shown and together.denominator > 1 else []
    marks = milestones(question, answer, [portions, sums, *last], [f"= {1 / together}"])
    trace = [
        f"{told}, and the time for both together is wanted. Times cannot be added, since two people are "
        "faster than one; what can be added is the work done in an hour.",
        f"To avoid fractions I cut the {thing} into equal small portions. As many as {portions} will do.",
        f"{one} does {parts} / {a} = {b} portions in an hour.",
        f"{two} does {parts} / {b} = {a} portions in an hour.",
        f"Together they do {sums} portions in an hour.",
        f"So all the portions take {shown} hours" + (f", and {shown} = {answer}." if answer != shown else "."),
        f"To check, I add up the shares: in {count(answer, 'hour')} {one} does {together / a} of the job and {two} "
        f"does {together / b} of it, and {together / a} + {together / b} = 1 is the whole job.",
        f"Together they must be faster than the faster one alone, and {answer} is less than {min(a, b)}.",
        f"The answer is {answer}.",
    ]
    ending = equal(f"{parts} / {a + b}" if together.denominator == 1 else shown, answer)
    concise = f"{portions}. {sums}. {ending if answer != shown else answer}"
    return Draft(question, answer, concise, "\n".join(trace), "forward", milestones=marks)


def check_work(p: dict[str, Any]) -> str:
    """The reciprocal of the two rates' sum."""
    return str(1 / (Fraction(1, p["a"]) + Fraction(1, p["b"])))


_LIQUIDS = {
    "juice": ("fruit drink", "juice", "liters"),
    "sugar": ("syrup", "sugar", "kilograms"),
    "copper": ("alloy", "copper", "kilograms"),
    "alcohol": ("cleaning fluid", "alcohol", "liters"),
    "clover": ("grass seed", "clover", "kilograms"),
    "cocoa": ("baking mix", "cocoa", "kilograms"),
}
_MIX_ASKS = (
    "{name} mixes {a} {units} of {liquid} with {p}% {stuff} and {b} {units} of {liquid} with {q}% {stuff}. What "
    "percentage of {stuff} does the mixture contain?",
    "{name} puts together {a} {units} of {liquid} with {p}% {stuff} and {b} {units} with {q}% {stuff}. What is the "
    "percentage of {stuff} in the mixture?",
    "To {a} {units} of {liquid} with {p}% {stuff}, {name} adds {b} {units} with {q}% {stuff}. What percentage of "
    "{stuff} does the result contain?",
)


def mixture(rng: Random, difficulty: str) -> dict[str, Any]:
    """The percentages differ by a multiple of the total amount, so that the result is whole."""
    most, steps = {"easy": (4, (5, 10)), "medium": (9, (2, 3, 4, 5)), "hard": (15, (1, 2, 3))}[difficulty]
    a, b = rng.randint(2, most), rng.randint(2, min(9, most))
    gap = (a + b) * rng.choice(steps)
    low = rng.randint(1, 20) if difficulty != "easy" else 5 * rng.randint(1, 4)
    while gap + low > 95:
        a, b = rng.randint(2, most), rng.randint(2, min(9, most))
        gap = (a + b) * steps[0]
    first, second = (low, low + gap) if rng.random() < 0.5 else (low + gap, low)
    return {
        "setting": rng.choice(list(_LIQUIDS)),
        "name": rng.choice(NAMES),
        "a": a,
        "b": b,
        "p": first,
        "q": second,
    }


def write_mixture(rng: Random, p: dict[str, Any]) -> Draft:
    a, b, first, second = p["a"], p["b"], p["p"], p["q"]
    liquid, stuff, units = _LIQUIDS[p["setting"]]
    question = rng.choice(_MIX_ASKS).format(**{**p, "liquid": liquid, "stuff": stuff, "units": units})
    total, left, right = a + b, a * first, b * second
    result = (left + right) // total
    steps = [product(a, first), product(b, second), equal(f"{left} + {right}", left + right)]
    steps.append(equal(f"{a} + {b}", total))
    share = quotient(left + right, total)
    parts = [decimal(amount, 2) for amount in (left, right, left + right)]
    in_units = [equal(f"{a} × {decimal(first, 2)}", parts[0]), equal(f"{b} × {decimal(second, 2)}", parts[1])]
    in_units.append(equal(f"{parts[0]} + {parts[1]}", parts[2]))
    at_once = f"{a} × {first} + {b} × {second}"
    marks = milestones(question, f"{result}%", [*steps, share], in_units, at_once)
    trace = [
        f"The first part is {a} {units} at {first}%, the second {b} {units} at {second}%, and the "
        f"percentage of {stuff} in the mixture is wanted.",
        f"The {stuff} itself does not change by mixing. So I add up how much there is, counted in hundredths, and "
        "compare it with the total amount.",
        f"The first part brings {steps[0]} hundredths, and the second brings {steps[1]}.",
        f"Together that is {steps[2]} hundredths.",
        f"The whole mixture is {steps[3]} {units}.",
        f"So its percentage is {share}.",
        f"To check, I balance the two sides: the first differs from the result by {abs(result - first)}, the "
        f"second by {abs(second - result)}, and {a} × {abs(result - first)} = {b} × {abs(second - result)}. What "
        "one part lacks, the other has in excess.",
        f"The result also lies between {min(first, second)}% and {max(first, second)}%.",
        f"The answer is {result}%.",
    ]
    concise = f"{'. '.join([*steps, share])}. So {result}%"
    return Draft(question, f"{result}%", concise, "\n".join(trace), "forward", milestones=marks)


def check_mixture(p: dict[str, Any]) -> str:
    """Tries every percentage until the two sides are in balance."""
    return next(f"{n}%" for n in range(101) if p["a"] * (n - p["p"]) == p["b"] * (p["q"] - n))


FAMILIES = (
    Family("work_together", "math", "rates", "number", ("work", "rates"), work, write_work, check_work),
    Family("mixture", "math", "rates", "number", ("mixture", "percentage"), mixture, write_mixture, check_mixture),
)
