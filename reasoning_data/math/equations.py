"""Equations in one unknown: linear and quadratic."""

from __future__ import annotations

from math import isqrt
from random import Random
from typing import Any

from reasoning_data.math.working import bracketed, equal, milestones, quotient, signed, term
from reasoning_data.schema import Draft, Family

_LETTERS = "abhkmnpqrtwxyz"
_LINEAR_ASKS = (
    "Solve for {v}: {equation}.",
    "What is {v} if {equation}?",
    "Find {v}, given that {equation}.",
    "For which value of {v} does {equation} hold?",
    "Solve the equation {equation}.",
)


def linear(rng: Random, difficulty: str) -> dict[str, Any]:
    """ax + b = cx + d with a whole solution; c is 0 unless hard."""
    if difficulty == "easy":
        a, b, c, x = rng.randint(2, 9), rng.randint(1, 20), 0, rng.randint(1, 12)
    elif difficulty == "medium":
        a, b, c, x = rng.randint(2, 12), rng.randint(-30, 30), 0, rng.randint(2, 15)
    else:
        c = rng.randint(2, 9)
        a, b, x = c + rng.randint(2, 9), rng.randint(-40, 40), rng.choice((-1, 1, 1)) * rng.randint(2, 15)
    b = b or 7
    return {"letter": rng.choice(_LETTERS), "a": a, "b": b, "c": c, "d": a * x + b - c * x}


def write_linear(rng: Random, p: dict[str, Any]) -> Draft:
    a, b, c, d, v = p["a"], p["b"], p["c"], p["d"], p["letter"]
    one, rest = a - c, d - b
    x = rest // one
    right = f"{term(c, v)}{signed(d)}" if c else str(d)
    equation = f"{term(a, v)}{signed(b)} = {right}"
    question = rng.choice(_LINEAR_ASKS).format(v=v, equation=equation)
    move = equal(f"{d} - {b}" if b > 0 else f"{d} + {-b}", rest)
    divided = quotient(rest, one) if rest > 0 else equal(f"{rest} / {one}", x)
    gathered = [equal(f"{a} - {c}", one)] if c else []
    marks = milestones(question, str(x), [*gathered, move, divided], f"{term(one, v)} = {rest}")
    undo = f"subtract {b} from" if b > 0 else f"add {-b} to"
    check = [
        f"To check, I put {x} in place of {v}. The left side becomes {_value(a, x, b)}.",
        f"The right side becomes {_value(c, x, d)}, so the two sides are equal."
        if c
        else f"That is exactly the right side, {d}, so the equation holds.",
        f"No other value can work, because the left side changes by {one} more than the right with every unit of {v}."
        if c
        else f"No other value can work, because every further unit of {v} changes the left side by {a}.",
        f"So {v} = {x}, and the answer is {x}.",
    ]
    if c or rng.random() < 0.5:
        trace = [
            f"The equation is {equation}, and I am to find the number {v} that makes both sides equal. "
            f"I do the same thing to both sides until {v} stands alone.",
            *([f"There are {v} terms on both sides, so I subtract {term(c, v)} from both. On the left "
               f"{gathered[0]} of them remain, on the right none: {term(one, v)}{signed(b)} = {d}."] if c else []),
            f"{'Next' if c else 'First'} I {undo} both sides, which removes the constant on the left: {move}, so "
            f"{term(one, v)} = {rest}.",
            f"One {v} is then the result divided by {one}: {divided}.",
            *check,
        ]
        concise = ". ".join([equation, *gathered, move, f"{rest} / {one} = {x}"])
        return Draft(question, str(x), concise, "\n".join(trace), "forward", milestones=marks)
    done = f"adding {b}" if b > 0 else f"subtracting {-b}"
    trace = [
        f"The equation {equation} tells a little story about {v}: it was multiplied by {a}, then changed by {done}, "
        f"and the end of the story is {d}. I walk through it from the end to the beginning.",
        f"The last thing done was {done}, so before it the number was {move}.",
        f"Before that came the multiplication by {a}, which a division undoes: {quotient(rest, a)}.",
        f"That is where the story began, so {v} is {x}.",
        *check,
    ]
    concise = f"{equation}. Undo: {move}. {rest} / {a} = {x}"
    return Draft(question, str(x), concise, "\n".join(trace), "backward", milestones=marks)


def _value(a: int, x: int, b: int) -> str:
    """`3 × 5 + 2 = 15 + 2 = 17`."""
    return f"{a} × {x if x >= 0 else f'({x})'}{signed(b)} = {a * x}{signed(b)} = {a * x + b}"


def check_linear(p: dict[str, Any]) -> str:
    """Tries every whole number."""
    return next(str(x) for x in range(-200, 201) if p["a"] * x + p["b"] == p["c"] * x + p["d"])


_QUADRATIC_ASKS = (
    "Solve {equation}. Give all solutions.",
    "Find all values of {v} with {equation}.",
    "Which numbers {v} satisfy {equation}?",
    "What are the solutions of {equation}?",
    "Find both roots of {equation}.",
    "For which values of {v} is {equation}?",
)


def quadratic(rng: Random, difficulty: str) -> dict[str, Any]:
    """Two different whole roots; the leading coefficient is 1 unless hard."""
    if difficulty == "easy":
        low, high = sorted(rng.sample(range(1, 17), 2))
    else:
        low, high = sorted(rng.sample([n for n in range(-12, 16) if n], 2))
    scale = rng.choice((2, 3, 4, 5)) if difficulty == "hard" else 1
    return {"letter": rng.choice(_LETTERS), "a": scale, "b": -scale * (low + high), "c": scale * low * high}


def write_quadratic(rng: Random, p: dict[str, Any]) -> Draft:
    a, v = p["a"], p["letter"]
    b, c = p["b"] // a, p["c"] // a
    equation = f"{term(a, f'{v}^2')}{signed(p['b'], v)}{signed(p['c'])} = 0"
    plain = f"{v}^2{signed(b, v)}{signed(c)} = 0"
    root = isqrt(b * b - 4 * c)
    low, high = (-b - root) // 2, (-b + root) // 2
    answer = f"{low}, {high}"
    question = rng.choice(_QUADRATIC_ASKS).format(v=v, equation=equation)
    simpler = (
        [f"Every coefficient is a multiple of {a}, so I divide both sides by {a}: {plain}."] if a > 1 else []
    )
    shorter = f"Divide by {a}: {plain}. " if a > 1 else ""
    fits = [equal(f"{bracketed(low)} × {bracketed(high)}", c), equal(f"{low}{signed(high)}", -b)]
    square, four = equal(f"{bracketed(b)}^2", b * b), equal(f"4 × {bracketed(c)}", 4 * c)
    under, rooted = equal(f"{b * b}{signed(-4 * c)}", root * root), f"root is {root}"
    halves = [equal(f"({-b} {sign} {root}) / 2", value) for sign, value in (("-", low), ("+", high))]
    left, right = f"{v}{signed(-low)}", f"{v}{signed(-high)}"
    marks = milestones(
        question, answer, [str(fit) for fit in fits], [square, four, under, rooted, *halves],
        f"({left})({right})", f"({right})({left})",
    )
    check = [
        f"To check {low}: {_square(low, b, c)}.",
        f"To check {high}: {_square(high, b, c)}.",
        "Both values turn the left side into 0, and a quadratic equation has at most two solutions: none is missing.",
        f"The solutions are {low} and {high}, written {answer}.",
    ]
    if rng.random() < 0.5:
        trace = [
            f"The equation {equation} is quadratic in {v}, and all of its solutions are wanted. If it can be "
            "factored, the solutions can be read off from the factors, since a product is 0 only when one of its "
            "factors is 0.",
            *simpler,
            f"I look for two numbers whose product is the constant {c} and whose sum is {-b}, the opposite of the "
            f"coefficient of {v}.",
            f"The pair {low} and {high} fits: {fits[0]} and {fits[1]}.",
            f"So the left side is the product of {left} and {right}, which is 0 for {v} = {low} and for {v} = {high}.",
            *check,
        ]
        concise = f"{equation}. {shorter}Product {c}, sum {-b}: {fits[0]}, {fits[1]}. {v} = {answer}"
        return Draft(question, answer, concise, "\n".join(trace), "decomposition", milestones=marks)
    trace = [
        f"All solutions of {equation} are wanted. It is a quadratic equation, so I use the quadratic formula: the "
        "discriminant first, then its root, then the two values.",
        *simpler,
        f"The coefficient of {v} is {b} and the constant is {c}. The discriminant is the square of the first minus "
        f"four times the second: {square} and {four}, so {under}.",
        f"Its {rooted}, a whole number, because {root}^2 = {root * root}.",
        f"The formula takes {-b}, plus or minus this root, and halves it: {halves[0]} and {halves[1]}.",
        *check,
    ]
    concise = f"{equation}. {shorter}{square}, {four}, {under}, {rooted}. {'. '.join(halves)}. {v} = {answer}"
    return Draft(question, answer, concise, "\n".join(trace), "forward", milestones=marks)


def _square(x: int, b: int, c: int) -> str:
    given = bracketed(x)
    middle = f"{signed(b)} × {given}" if b else ""
    return f"{given}^2{middle}{signed(c)} = {x * x}{signed(b * x)}{signed(c)} = 0"


def check_quadratic(p: dict[str, Any]) -> str:
    """Tries every whole number."""
    found = [x for x in range(-50, 51) if p["a"] * x * x + p["b"] * x + p["c"] == 0]
    return ", ".join(map(str, found))


FAMILIES = (
    Family(
        "linear_equation", "math", "algebra", "number", ("linear equation",),
        linear, write_linear, check_linear,
    ),
    Family(
        "quadratic_equation", "math", "algebra", "set", ("quadratic equation", "roots"),
        quadratic, write_quadratic, check_quadratic,
    ),
)
