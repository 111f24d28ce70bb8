"""Two equations in two unknowns."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.math.working import equal, milestones, signed, term
from reasoning_data.schema import Draft, Family

_SYSTEM_ASKS = (
    "Solve the system {first} and {second}. Give {x}, then {y}.",
    "Find {x} and {y} if {first} and {second}. Give {x} first.",
    "Two numbers satisfy {first} and {second}. What are {x} and {y}, in this order?",
    "What are {x} and {y}, in this order, when {first} and {second}?",
    "Both {first} and {second} hold. Which values do {x} and {y} have? Give {x} first.",
)


def system(rng: Random, difficulty: str) -> dict[str, Any]:
    """px + qy = r and sx - ty = u with whole solutions; elimination takes one addition after at most one scaling."""
    most = {"easy": 20, "medium": 12, "hard": 15}[difficulty]
    x, y = rng.randint(1, most), rng.randint(1, most)
    x_letter, y_letter = rng.choice((("x", "y"), ("a", "b"), ("m", "n"), ("p", "q"), ("s", "t"), ("u", "v")))
    p, s = {
        "easy": (1, 1),
        "medium": (rng.randint(1, 5), rng.randint(1, 5)),
        "hard": (rng.randint(2, 7), rng.randint(2, 7)),
    }[difficulty]
    t = 1 if difficulty != "hard" else rng.randint(2, 4)
    q = (
        1
        if difficulty == "easy"
        else t * rng.choice((1, 2, 3))
        if difficulty == "hard"
        else rng.choice((1, 2, 3))
    )
    return {"x": x_letter, "y": y_letter, "first": [p, q, p * x + q * y], "second": [s, -t, s * x - t * y]}


def write_system(rng: Random, p: dict[str, Any]) -> Draft:
    (a, b, r), (c, d, s), x, y = p["first"], p["second"], p["x"], p["y"]
    one, two = _equation(a, b, r, x, y), _equation(c, d, s, x, y)
    scale = b // -d
    both, total = a + scale * c, r + scale * s
    first = total // both
    rest = r - a * first
    second = rest // b
    answer = f"{first}, {second}"
    question = rng.choice(_SYSTEM_ASKS).format(first=one, second=two, x=x, y=y)
    scaled = _equation(scale * c, scale * d, scale * s, x, y)
    x_sum, sums = equal(f"{a} + {scale * c}", both), equal(f"{r}{signed(scale * s) or ' + 0'}", total)
    divided, left = equal(f"{total} / {both}", first), equal(f"{r} - {a * first}", rest)
    used = [equal(f"{a} × {first}", a * first)] if a > 1 else []
    last = [equal(f"{rest} / {b}", second)] if b > 1 else []
    tail = [divided, *used, left, *last]
    marks = milestones(question, answer, [x_sum, sums, *tail], [f"{term(both, x)} = {total}", *tail])
    trace = [
        f"There are two unknowns, {x} and {y}, and two equations: {one} and {two}. I want to get rid of one "
        "unknown by adding the equations, since equal things added to equal things stay equal.",
        f"For {y} to cancel, its coefficients have to be opposite. "
        + (f"I multiply the second equation by {scale}: {scaled}." if scale > 1 else "They already are."),
        f"Adding the left sides gives {x_sum} of {x} and no {y}; adding the right sides gives {sums}.",
        f"So {term(both, x)} = {total}, and {x} is {divided}.",
        f"I put this into the first equation: {term(a, x)} is {used[0] if used else first}, and what is missing to "
        f"{r} is {left}.",
        f"That is {term(b, y)}, so {y} is {last[0]}."
        if last
        else f"That is {y}, so {y} is {second}.",
        f"To check, I use the second equation, which has not been used for {y} yet: "
        f"{c} × {first}{signed(d)} × {second} = {c * first}{signed(d * second)} = {s}. It holds.",
        f"The answer, {x} before {y}, is {answer}.",
    ]
    doubled = f"Times {scale}: {scaled}. " if scale > 1 else ""
    concise = f"{doubled}Add: {x_sum}, {sums}. {x}: {divided}. {y}: {', '.join([*used, left, *last])}. {answer}"
    return Draft(question, answer, concise, "\n".join(trace), "elimination", milestones=marks)


def _equation(a: int, b: int, r: int, x: str, y: str) -> str:
    return f"{term(a, x)}{signed(b, y)} = {r}"


def check_system(p: dict[str, Any]) -> str:
    """Tries every pair of small whole numbers."""
    (a, b, r), (c, d, s) = p["first"], p["second"]
    pairs = ((x, y) for x in range(31) for y in range(31))
    return next(f"{x}, {y}" for x, y in pairs if a * x + b * y == r and c * x + d * y == s)


FAMILIES = (
    Family(
        "linear_system", "math", "algebra", "list", ("system of equations", "elimination"), system,
        write_system, check_system,
    ),
)
