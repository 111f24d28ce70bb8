"""How the science families show their work: products and quotients in small steps, first and last lines."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random

from reasoning_data.math import working
from reasoning_data.wording import listing, number

Real = int | float | Fraction


def exact(value: Real) -> Fraction:
    """The number as written: a float such as 2.7 is 27/10."""
    return Fraction(str(value)) if isinstance(value, float) else Fraction(value)


def product_steps(left: Real, right: Real) -> str:
    """The product in small steps; a decimal is multiplied by the places of the whole number beside it."""
    x, y = exact(left), exact(right)
    if x.denominator == y.denominator == 1:
        return working.product(int(x), int(y))
    result = number(x * y)
    parts = working.places(int(y)) if y.denominator == 1 else []
    if len(parts) < 2:
        return f"{number(x)} × {number(y)} = {result}"
    terms = " + ".join(f"{number(x)} × {part}" for part in parts)
    sums = " + ".join(number(x * part) for part in parts)
    return f"{number(x)} × {number(y)} = {terms} = {sums} = {result}"


def quotient_steps(whole: Real, part: Real) -> str:
    """The quotient in small steps where all is whole, else in one."""
    x, y = exact(whole), exact(part)
    if x.denominator == y.denominator == (x / y).denominator == 1:
        return working.quotient(int(x), int(y))
    return f"{number(x)} / {number(y)} = {number(x / y)}"


def equations(steps: str) -> list[str]:
    """A chain of equalities, two sides at a time from its end: `a = b = c = d` as `a = b` and `c = d`."""
    sides = steps.split(" = ")
    return [" = ".join(sides[at : at + 2]) for at in range(len(sides) % 2, len(sides), 2)]


def restate(rng: Random, given: Sequence[str], wanted: str) -> str:
    """The first line of a trace: what is given, what is asked."""
    return rng.choice((
        "Given: {given}. Asked: {wanted}.",
        "The question gives {given}, and asks for {wanted}.",
        "What is known: {given}. What is missing: {wanted}.",
        "I am given {given}; I have to find {wanted}.",
    )).format(given=listing(given), wanted=wanted)


def conclude(rng: Random, wanted: str, answer: str) -> str:
    """The last line of a trace."""
    return rng.choice((
        "So {wanted} is {answer}.",
        "The check agrees, so {wanted} is {answer}.",
        "Therefore the answer is {answer}.",
        "Nothing contradicts the result: {wanted} is {answer}.",
    )).format(wanted=wanted, answer=answer)


def find_factor(whole: Real, factor: Real) -> Fraction:
    """The other factor, by counting how many tenths of it fill the whole: no division."""
    tenth, target = exact(factor) / 10, exact(whole)
    low, high = 0, 1
    while tenth * high < target:
        high *= 2
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if tenth * middle < target else (low, middle)
    return Fraction(low, 10)
