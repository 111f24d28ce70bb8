"""Laws of the form `whole = left × right`: how the unknown one of the three is found, and how that is told."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import NamedTuple

from reasoning_data.schema import Draft, routes
from reasoning_data.science.working import (
    Real,
    conclude,
    equations,
    exact,
    product_steps,
    quotient_steps,
    restate,
)
from reasoning_data.wording import a, number


@dataclass(frozen=True, slots=True)
class Measure:
    name: str
    symbol: str
    unit: str

    def of(self, value: Real) -> str:
        return f"{number(exact(value))} {self.unit}"


class First(NamedTuple):
    """A step before the law: it yields one of the known values."""

    derives: str
    """Which value it yields: "whole", "left" or "right"."""
    given: str
    """What the question gives in its place."""
    symbol: str
    steps: str
    """The step as it is jotted: a chain of equalities."""
    claims: tuple[str, ...]
    """The equations in the line."""
    line: str
    """The step as the trace tells it."""


@dataclass(frozen=True, slots=True)
class Law:
    """`whole = left × right`, with the sentences that a trace says about it."""

    whole: Measure
    left: Measure
    right: Measure
    stated: tuple[str, ...]
    """The law in words, each a full sentence."""
    units: str
    """Why the units of the three belong together, a full sentence."""
    each: str
    """What one unit of `left` contributes, with a slot `{right}`: the thought behind the product."""
    defines: str = ""
    """The factor that is defined as a quotient, as density is mass per volume; to find it, nothing is undone."""

    def draft(
        self, rng: Random, question: str, unknown: str, left: Real, right: Real, first: First | None = None
    ) -> Draft:
        """Finds the unknown ("whole", "left" or "right") and tells how."""
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
            copied = f"{copied}. {first.symbol} = {first.steps}"
        if unknown == "whole":
            form, steps = f"{self.left.symbol} × {self.right.symbol}", product_steps(x, y)
            claim = f"{number(x)} × {number(y)} = {number(x * y)}"
            template, lines = self._multiply(rng, x, y, steps)
        else:
            other, value = known["right" if unknown == "left" else "left"]
            form, steps = f"{self.whole.symbol} / {other.symbol}", quotient_steps(x * y, value)
            claim = f"{number(x * y)} / {number(value)} = {number(result)}"
            template = "forward" if unknown == self.defines else "backward"
            lines = self._divide(rng, quantity, other, result, value, template)
        unit = rng.choice((
            "The number belongs to {wanted}, whose unit is {unit}, so I write {answer}.",
            "As {wanted} is measured in {unit}, this means {answer}.",
            "With the unit of {wanted}, {unit}, it reads {answer}.",
        )).format(wanted=wanted, unit=quantity.unit, answer=answer)
        told += [*lines[:-2], unit, *lines[-2:], conclude(rng, wanted, answer)]
        jotted = equations(first.steps) if first else []
        claims = first.claims if first else ()
        return Draft(
            question, answer, f"{copied}. {quantity.symbol} = {form} = {steps} {quantity.unit}", "\n".join(told),
            template,
            milestones=routes((*claims, claim), (*claims, *equations(steps)), (*jotted, *equations(steps))),
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
        self, rng: Random, quantity: Measure, other: Measure, result: Fraction, value: Fraction, template: str
    ) -> list[str]:
        """The lines that find a missing factor; the last two check it."""
        whole, found, known = number(result * value), number(result), number(value)
        why = rng.choice((
            "By its definition, {found} is {whole} divided by {known}.",
            "So {found} is {whole} divided by {known}, and both are known.",
        ) if template == "forward" else (
            "The {whole} is the product and one factor is missing, so I work backward: {found} equals {whole} "
            "divided by {known}.",
            "Here the product is given and a factor is asked. Undoing the multiplication, {found} is {whole} divided "
            "by {known}.",
        )).format(whole=self.whole.name, found=quantity.name, known=other.name)
        more, double = number(result * 2), number(result * value * 2)
        return [
            why,
            f"With the numbers: {whole} / {known} = {found}.",
            rng.choice((
                f"Check by putting it back into the law: {found} × {known} = {whole}, exactly the {self.whole.name}.",
                f"The law confirms it: {found} × {known} = {whole}, which is the {self.whole.name} again.",
            )),
            f"The size is right too: twice this {quantity.name} would already give {more} × {known} = {double}, "
            "which is "
            f"twice too much.",
        ]
