"""Brackets: the product of two sums, multiplied out."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.math.working import bracketed, equal, milestones, signed, term
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES

_EXPAND_ASKS = (
    "Expand {e}.",
    "Multiply out {e}.",
    "Write {e} without brackets and collect like terms.",
    "{name} multiplies out {e}. What is the result?",
    "Help {name} to expand {e} and to collect like terms.",
)


def expansion(rng: Random, difficulty: str) -> dict[str, Any]:
    """(ax + b)(cx + d); a and c are 1 unless hard, and the middle term does not vanish."""
    most = {"easy": 9, "medium": 12, "hard": 9}[difficulty]
    signs = (1,) if difficulty == "easy" else (-1, 1)
    a, b, c, d = 1, 0, 1, 0
    while a * d + b * c == 0:
        if difficulty == "hard":
            a, c = rng.randint(2, 6), rng.randint(1, 6)
        b, d = (rng.choice(signs) * rng.randint(1, most) for _ in range(2))
    return {"letter": rng.choice("bkmnpqtxyz"), "name": rng.choice(NAMES), "first": [a, b], "second": [c, d]}


def write_expansion(rng: Random, p: dict[str, Any]) -> Draft:
    (a, b), (c, d), x = p["first"], p["second"], p["letter"]
    first, second = f"({term(a, x)}{signed(b)})", f"({term(c, x)}{signed(d)})"
    question = rng.choice(_EXPAND_ASKS).format(e=first + second, name=p["name"])
    middle = a * d + b * c
    answer = f"{term(a * c, f'{x}^2')}{signed(middle, x)}{signed(b * d)}"
    square = equal(f"{a} × {c}", a * c)
    outer, inner = equal(f"{a} × {bracketed(d)}", a * d), equal(f"{bracketed(b)} × {c}", b * c)
    last, sums = equal(f"{bracketed(b)} × {bracketed(d)}", b * d), equal(f"{a * d}{signed(b * c)}", middle)
    plain = a == c == 1
    parts = [sums, last] if plain else [square, outer, inner, sums, last]
    facts = [str(sums), str(last)] if plain else parts
    at_once = f"{term(a * c, f'{x}^2')}{signed(a * d, x)}{signed(b * c, x)}{signed(b * d)}"
    marks = milestones(question, answer, facts, at_once)
    value = [(a * n + b, c * n + d) for n in (1, 2)]
    tests = [
        f"for {n} the brackets are {u} and {v}, and {bracketed(u)} × {bracketed(v)} = {u * v}; the result gives "
        f"{a * c * n * n}{signed(middle * n)}{signed(b * d)} = {u * v}"
        for n, (u, v) in zip((1, 2), value, strict=True)
    ]
    crossed = (
        f"The terms with {x} alone come from the constants, {d} and {b}"
        if plain
        else f"The terms with {x} alone come from the outer pair, {outer}, and the inner pair, {inner}"
    )
    trace = [
        f"The product {first}{second} is to be written as a sum. Every term of the first bracket has to meet every "
        "term of the second one, so there are four products; two of them have the same power of the letter and "
        "belong together.",
        f"The first terms give the square term: {square}, so it is {term(a * c, f'{x}^2')}.",
        f"{crossed}. Collected, their number is {sums}, so the middle term is {term(middle, x)}.",
        f"The constants give {last}.",
        f"In order of the powers that makes {answer}.",
        f"To check, I put in two numbers for {x}: {'; '.join(tests)}.",
        "Both agree. Leaving out the two mixed products would be the usual mistake; it would lose the middle term.",
        f"The answer is {answer}.",
    ]
    concise = f"{first}{second}: {'. '.join(parts)}. {answer}"
    return Draft(question, answer, concise, "\n".join(trace), "decomposition", milestones=marks)


def check_expansion(p: dict[str, Any]) -> str:
    """The parabola through three points of the product, by its differences."""
    (a, b), (c, d), x = p["first"], p["second"], p["letter"]
    low, mid, high = ((a * n + b) * (c * n + d) for n in (-1, 0, 1))
    square, linear = (high + low) // 2 - mid, (high - low) // 2
    text = f"{square}{x}^2 + {linear}{x} + {mid}".replace("+ -", "- ")
    return f" {text}".replace(f" 1{x}", f" {x}").strip()


FAMILIES = (
    Family(
        "expand_brackets", "math", "algebra", "expression", ("brackets", "polynomials"),
        expansion, write_expansion, check_expansion,
    ),
)
