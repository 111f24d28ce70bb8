"""How the science families show their work: products and quotients in small steps, and the trace of any
law of the form `whole = left × right`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import NamedTuple

from reasoning_data.math import working
from reasoning_data.wording import a, listing, number

Value = int | float | Fraction


def exact(value: Value) -> Fraction:
    """The number as written: a float such as 2.7 is 27/10."""
    return Fraction(str(value)) if isinstance(value, float) else Fraction(value)


def product(left: Value, right: Value) -> str:
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


def quotient(whole: Value, part: Value) -> str:
    """The quotient in small steps where all is whole, else in one."""
    x, y = exact(whole), exact(part)
    if x.denominator == y.denominator == (x / y).denominator == 1:
        return working.quotient(int(x), int(y))
    return f"{number(x)} / {number(y)} = {number(x / y)}"


def restate(rng: Random, given: Sequence[str], wanted: str) -> str:
    """The first line of a trace: what is given, what is asked."""
    return rng.choice((
        "Given: {given}. Asked: {wanted}.",
        "The question gives {given}, and asks for {wanted}.",
        "What is known: {given}. What is missing: {wanted}.",
        "I am given {given}; I have to find {wanted}.",
    )).format(given=listing(given), wanted=wanted)  # fmt: skip


def conclude(rng: Random, wanted: str, answer: str) -> str:
    """The last line of a trace."""
    return rng.choice((
        "So {wanted} is {answer}.",
        "The check agrees, so {wanted} is {answer}.",
        "Therefore the answer is {answer}.",
        "Nothing contradicts the result: {wanted} is {answer}.",
    )).format(wanted=wanted, answer=answer)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    name: str
    symbol: str
    unit: str

    def of(self, value: Value) -> str:
        return f"{number(exact(value))} {self.unit}"


class First(NamedTuple):
    """A step before the law: it yields one of the known values."""

    derives: str
    """Which value it yields: "whole", "left" or "right"."""
    given: str
    """What the question gives in its place."""
    concise: str
    line: str
    """The step as the trace tells it."""


@dataclass(frozen=True, slots=True)
class Law:
    """`whole = left × right`, with the sentences that a trace says about it."""

    whole: Quantity
    left: Quantity
    right: Quantity
    stated: tuple[str, ...]
    """The law in words, each a full sentence."""
    units: str
    """Why the units of the three belong together, a full sentence."""
    each: str
    """What one unit of `left` contributes, with a slot `{right}`: the thought behind the product."""

    def work(
        self, rng: Random, unknown: str, left: Value, right: Value, first: First | None = None
    ) -> tuple[str, str, str, str]:
        """Finds the unknown ("whole", "left" or "right") and tells how: answer, concise, trace, template."""
        x, y = exact(left), exact(right)
        known = {"whole": (self.whole, x * y), "left": (self.left, x), "right": (self.right, y)}
        quantity, result = known.pop(unknown)
        answer, wanted = quantity.of(result), f"the {quantity.name}"
        given = [first.given if first and first.derives == key else f"{a(q.name)} of {q.of(value)}"
                 for key, (q, value) in known.items()]  # fmt: skip
        copied = ", ".join(f"{q.symbol} = {number(v)}" for key, (q, v) in known.items()
                           if not first or first.derives != key)  # fmt: skip
        told = [restate(rng, given, wanted), rng.choice(self.stated), self.units]
        if first:
            told.append(first.line)
            copied = f"{copied}. {first.concise}"
        if unknown == "whole":
            template, form, steps = "forward", f"{self.left.symbol} × {self.right.symbol}", product(x, y)
            if " + " in steps and rng.random() < 0.5:
                template = "decomposition"
                told.append(self.each.format(right=self.right.of(y)))
                told.append(f"These shares add up to a product, taken place by place: {steps}.")
            else:
                told.append(
                    f"Both factors are known, so I multiply: {number(x)} × {number(y)} = {number(result)}."
                )
            told.append(
                f"The number belongs to {wanted}, whose unit is {quantity.unit}, so I write {answer}."
            )
            told.append(
                f"Check by undoing the step: {number(result)} / {number(y)} = {number(x)}, "
                f"which is the {self.left.name} again."
            )
            told.append(
                f"The proportion holds as well: with half the {self.right.name}, {number(x)} × {number(y / 2)} = "
                f"{number(result / 2)} would come out, and twice {number(result / 2)} is {number(result)} again."
            )
        else:
            ((other, value),) = [pair for key, pair in known.items() if key != "whole"]
            template, form, steps = (
                "backward",
                f"{self.whole.symbol} / {other.symbol}",
                quotient(x * y, value),
            )
            told.append(
                f"The {self.whole.name} is the product and one factor is missing, so I work backward: "
                f"{quantity.name} equals {self.whole.name} divided by {other.name}."
            )
            told.append(f"With the numbers: {number(x * y)} / {number(value)} = {number(result)}.")
            told.append(
                f"The number belongs to {wanted}, whose unit is {quantity.unit}, so I write {answer}."
            )
            told.append(
                f"Check by putting it back into the law: {number(x)} × {number(y)} = {number(x * y)}, "
                f"exactly the {self.whole.name}."
            )
            told.append(
                f"The size is right too: twice this {quantity.name} would already give "
                f"{number(result * 2)} × {number(value)} = {number(x * y * 2)}, which is twice too much."
            )
        told.append(conclude(rng, wanted, answer))
        return (
            answer,
            f"{copied}. {quantity.symbol} = {form} = {steps} {quantity.unit}",
            "\n".join(told),
            template,
        )


def find_factor(whole: Value, factor: Value) -> Fraction:
    """The other factor, by counting how many tenths of it fill the whole: no division."""
    tenth, target = exact(factor) / 10, exact(whole)
    low, high = 0, 1
    while tenth * high < target:
        high *= 2
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if tenth * middle < target else (low, middle)
    return Fraction(low, 10)
