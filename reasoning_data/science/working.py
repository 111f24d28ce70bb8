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
    )).format(given=listing(given), wanted=wanted)


def conclude(rng: Random, wanted: str, answer: str) -> str:
    """The last line of a trace."""
    return rng.choice((
        "So {wanted} is {answer}.",
        "The check agrees, so {wanted} is {answer}.",
        "Therefore the answer is {answer}.",
        "Nothing contradicts the result: {wanted} is {answer}.",
    )).format(wanted=wanted, answer=answer)


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
                 for key, (q, value) in known.items()]
        copied = ", ".join(f"{q.symbol} = {number(v)}" for key, (q, v) in known.items()
                           if not first or first.derives != key)
        told = [restate(rng, given, wanted), rng.choice(self.stated), self.units]
        if first:
            told.append(first.line)
            copied = f"{copied}. {first.concise}"
        if unknown == "whole":
            form, steps = f"{self.left.symbol} × {self.right.symbol}", product(x, y)
            template, lines = self._multiply(rng, x, y, steps)
        else:
            other, value = known["right" if unknown == "left" else "left"]
            form, steps = f"{self.whole.symbol} / {other.symbol}", quotient(x * y, value)
            template, lines = "backward", self._divide(rng, quantity, other, result, value)
        unit = rng.choice((
            "The number belongs to {wanted}, whose unit is {unit}, so I write {answer}.",
            "As {wanted} is measured in {unit}, this means {answer}.",
            "With the unit of {wanted}, {unit}, it reads {answer}.",
        )).format(wanted=wanted, unit=quantity.unit, answer=answer)
        told += [*lines[:-2], unit, *lines[-2:], conclude(rng, wanted, answer)]
        return (
            answer,
            f"{copied}. {quantity.symbol} = {form} = {steps} {quantity.unit}",
            "\n".join(told),
            template,
        )

    def _multiply(self, rng: Random, x: Fraction, y: Fraction, steps: str) -> tuple[str, list[str]]:
        """The template, and the lines that find the product; the last two check it."""
        left, right, whole = number(x), number(y), number(x * y)
        half, part = number(y / 2), number(x * y / 2)
        checks = [
            rng.choice((
                f"Check by undoing the step: {whole} / {right} = {left}, which is the {self.left.name} again.",
                f"To check, I divide back: {whole} / {left} = {right}, the {self.right.name} I started from.",
            )),
            rng.choice((
                f"The proportion holds as well: with half the {self.right.name}, {left} × {half} = {part} would "
                "come out, "
                f"and twice {part} is {whole} again.",
                f"A second look: in two equal halves, each with {half} {self.right.unit}, there are {left} × "
                f"{half} = {part} "
                f"and once more {part}; together {part} + {part} = {whole}.",
            )),
        ]
        if " + " in steps and rng.random() < 0.5:
            shares = self.each.format(right=self.right.of(y))
            return "decomposition", [
                shares,
                f"These shares add up to a product, taken place by place: {steps}.",
                *checks,
            ]
        multiply = rng.choice((
            "Both factors are known, so I multiply: {claim}.",
            "Nothing has to be rearranged; the product is {claim}.",
            "The numbers go straight into the product: {claim}.",
        )).format(claim=f"{left} × {right} = {whole}")
        return "forward", [multiply, *checks]

    def _divide(
        self, rng: Random, quantity: Quantity, other: Quantity, result: Fraction, value: Fraction
    ) -> list[str]:
        """The lines that find a missing factor; the last two check it."""
        whole, found, known = number(result * value), number(result), number(value)
        back = rng.choice((
            "The {whole} is the product and one factor is missing, so I work backward: {found} equals {whole} "
            "divided by {known}.",
            "Here the product is given and a factor is asked. Undoing the multiplication, {found} is {whole} divided "
            "by {known}.",
        )).format(whole=self.whole.name, found=quantity.name, known=other.name)
        more, double = number(result * 2), number(result * value * 2)
        return [
            back,
            f"With the numbers: {whole} / {known} = {found}.",
            rng.choice((
                f"Check by putting it back into the law: {found} × {known} = {whole}, exactly the {self.whole.name}.",
                f"The law confirms it: {found} × {known} = {whole}, which is the {self.whole.name} again.",
            )),
            f"The size is right too: twice this {quantity.name} would already give {more} × {known} = {double}, "
            "which is "
            f"twice too much.",
        ]


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
