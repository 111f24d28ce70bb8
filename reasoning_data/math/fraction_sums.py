"""Fractions: sums and differences."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm
from random import Random
from typing import Any

from reasoning_data.math.working import equal, fraction, milestones
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES

_SUM_ASKS = {
    "+": (
        "{name} adds {x} and {y}. What is the sum in lowest terms?",
        "{name} ate {x} of a pie and {y} of another pie of the same size. How many pies is that, as a reduced "
        "fraction?",
        "Help {name} to find the sum of {x} and {y}, in lowest terms.",
        "{name} walks {x} km and then {y} km. How many kilometers is that, as a fraction in lowest terms?",
        "{name} mixes {x} cup of flour with {y} cup of sugar. How many cups is that, as a reduced fraction?",
        "What is {x} + {y}? {name} has to give a fraction in lowest terms.",
    ),
    "-": (
        "{name} subtracts {y} from {x}. What is the difference in lowest terms?",
        "What is {x} - {y}? {name} has to give a fraction in lowest terms.",
        "{name} has {x} liter of juice and drinks {y} liter. How many liters are left, as a reduced fraction?",
        "Help {name} to find the difference {x} - {y}, in lowest terms.",
        "Of a board {x} m long, {name} cuts off {y} m. How many meters remain, as a reduced fraction?",
        "{name} has {x} of an hour and uses {y} of an hour. What fraction of an hour is left, in lowest terms?",
    ),
}


def fraction_sum(rng: Random, difficulty: str) -> dict[str, Any]:
    """Two proper fractions in lowest terms; easy ones have denominators of which one divides the other."""
    if difficulty == "easy":
        bottom = rng.randint(2, 6)
        bottoms = [bottom, bottom * rng.randint(1, 3)]
        rng.shuffle(bottoms)
    else:
        bottoms = rng.sample(range(2, 11), 2) if difficulty == "medium" else rng.sample(range(4, 19), 2)
    pair = [[rng.choice([n for n in range(1, b) if gcd(n, b) == 1]), b] for b in bottoms]
    sign = rng.choice("+-")
    if sign == "-":
        pair.sort(key=lambda f: f[0] / f[1], reverse=True)
        if pair[0] == pair[1]:
            sign = "+"
    return {"name": rng.choice(NAMES), "sign": sign, "x": pair[0], "y": pair[1]}


def write_fraction_sum(rng: Random, p: dict[str, Any]) -> Draft:
    (a, b), (c, d), sign = p["x"], p["y"], p["sign"]
    x, y = f"{a}/{b}", f"{c}/{d}"
    question = rng.choice(_SUM_ASKS[sign]).format(name=p["name"], x=x, y=y)
    bottom = lcm(b, d)
    left, right = a * (bottom // b), c * (bottom // d)
    top = left + right if sign == "+" else left - right
    answer = fraction(top, bottom)
    common = gcd(top, bottom)
    steps = [equal(f"{n}/{m}", f"{n * (bottom // m)}/{bottom}") for n, m in ((a, b), (c, d)) if m != bottom]
    joined = equal(f"{left}/{bottom} {sign} {right}/{bottom}", f"{top}/{bottom}")
    reduced = [equal(f"{top}/{bottom}", answer)] if common > 1 else []
    marks = milestones(question, answer, [*steps, joined, *reduced])
    widened = [
        f"{n}/{m} = {n} × {bottom // m} / {bottom} = {n * (bottom // m)}/{bottom}"
        if bottom != m
        else f"{n}/{m} stays"
        for n, m in ((a, b), (c, d))
    ]
    reduce = (
        f"Both {top} and {bottom} can be divided by {common}, so {reduced[0]}."
        if reduced
        else f"The numbers {top} and {bottom} have no common divisor, so {answer} is in lowest terms already."
    )
    back = "-" if sign == "+" else "+"
    word = "added" if sign == "+" else "subtracted"
    trace = [
        f"The fractions {x} and {y} are to be {word}. Parts of different sizes cannot be counted together, so both "
        "fractions need the same denominator first.",
        f"The smallest number that both {b} and {d} divide is {bottom}; that will be the common denominator."
        if b != d
        else f"Here both have the denominator {b} already.",
        f"Written with it: {widened[0]}, and {widened[1]}."
        if b != d
        else "So the numerators can be used as they are.",
        f"Now only the numerators are {word}: {joined}.",
        reduce,
        f"To check, I undo the step: {answer} {back} {y} = {x}, the fraction at the start.",
        f"In decimals: {x} ≈ {a / b:.3f} and {y} ≈ {c / d:.3f}, and the result {answer} ≈ {top / bottom:.3f} has the "
        "size that one would expect from them.",
        f"The answer is {answer}.",
    ]
    concise = f"{x} {sign} {y}: {'. '.join([*steps, joined, *reduced])}"
    return Draft(question, answer, concise, "\n".join(trace), "forward", milestones=marks)


def check_fraction_sum(p: dict[str, Any]) -> str:
    """Exact rational arithmetic."""
    x, y = Fraction(*p["x"]), Fraction(*p["y"])
    return str(x + y if p["sign"] == "+" else x - y)


FAMILIES = (
    Family(
        "fraction_sum", "math", "arithmetic", "number", ("fractions", "common denominator"), fraction_sum,
        write_fraction_sum, check_fraction_sum,
    ),
)
