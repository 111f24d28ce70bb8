"""Mixtures: shares that add up."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.math.working import decimal, equal, milestones, product, quotient
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES

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
    Family(
        "mixture", "math", "rates", "number", ("mixture", "percentage"), mixture, write_mixture, check_mixture
    ),
)
