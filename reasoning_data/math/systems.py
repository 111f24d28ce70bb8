"""Two unknowns at once: as equations and as a story."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.math.working import equal, milestones, signed, term
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, plural

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


_TWO_KINDS = {
    "farm": ("{name} keeps hens and rabbits", "hen", 2, "rabbit", 4, "legs", "animals"),
    "cycles": ("{name} repairs bicycles and tricycles", "bicycle", 2, "tricycle", 3, "wheels", "vehicles"),
    "tables": (
        "{name}'s café has small tables with 2 seats and large tables with 6",
        "small table", 2, "large table", 6, "seats", "tables",
    ),
    "coins": ("{name} has two-cent and five-cent coins", "two-cent coin", 2, "five-cent coin", 5, "cents", "coins"),
    "tickets": (
        "{name} sold children's tickets for 3 dollars and adult tickets for 7 dollars",
        "children's ticket", 3, "adult ticket", 7, "dollars", "tickets",
    ),
    "insects": ("{name} watches beetles and spiders", "beetle", 6, "spider", 8, "legs", "creatures"),
}
"""A story, the kind with fewer units each, the kind with more, the units, and what both kinds are."""
_TWO_KINDS_ASKS = (
    "{story}: {n} {all}, {units_total} {units} in all. How many {many} are there?",
    "{story}. In all there are {n} {all} and {units_total} {units}. How many of the {all} are {many}?",
    "{story}, {n} {all} in all, which makes {units_total} {units}. Find the number of {many}.",
)


def two_kinds(rng: Random, difficulty: str) -> dict[str, Any]:
    n = rng.randint(*{"easy": (4, 12), "medium": (10, 25), "hard": (24, 80)}[difficulty])
    return {
        "setting": rng.choice(list(_TWO_KINDS)),
        "name": rng.choice(NAMES),
        "n": n,
        "more": rng.randint(1, n - 1),
    }


def write_two_kinds(rng: Random, p: dict[str, Any]) -> Draft:
    n, more = p["n"], p["more"]
    story, few, low, many, high, units, everything = _TWO_KINDS[p["setting"]]
    total = low * (n - more) + high * more
    question = rng.choice(_TWO_KINDS_ASKS).format(
        story=story.format(name=p["name"]),
        n=n,
        all=everything,
        units_total=total,
        units=units,
        many=plural(many),
    )
    least, extra, gap = low * n, total - low * n, high - low
    fewest = n - more
    steps = [
        equal(f"{n} × {low}", least),
        equal(f"{total} - {least}", extra),
        equal(f"{high} - {low}", gap),
        equal(f"{extra} / {gap}", more),
    ]
    marks = milestones(question, str(more), [steps[0], steps[1], steps[3]])
    trace = [
        f"There are {n} {everything} of two kinds and {total} {units} in total; every {few} counts {low} and every "
        f"{many} counts {high}. The number of {plural(many)} is wanted.",
        f"I start from an extreme case and correct it: suppose for the moment that all {n} were {plural(few)}.",
        f"Then there would be {steps[0]} {units}.",
        f"In truth there are {total}, so the number of {units} unaccounted for is {steps[1]}.",
        f"Exchanging one {few} for one {many} leaves the number of {everything} as it is and raises the count of "
        f"{units} by {steps[2]}.",
        f"The exchanges needed for the missing {units} are {steps[3]}, and that many are {plural(many)}.",
        f"To check, I count everything again: {n} - {more} = {fewest} of the other kind, and "
        f"{more} × {high} + {fewest} × {low} = {more * high} + {fewest * low} = {total} {units}, as the question "
        "says.",
        f"The answer is {more}.",
    ]
    return Draft(question, str(more), ". ".join(steps), "\n".join(trace), "elimination", milestones=marks)


def check_two_kinds(p: dict[str, Any]) -> str:
    """Rebuilds the total, then tries every split of the number."""
    _, _, low, _, high, _, _ = _TWO_KINDS[p["setting"]]
    total = sum([high] * p["more"] + [low] * (p["n"] - p["more"]))
    return ", ".join(str(k) for k in range(p["n"] + 1) if k * high + (p["n"] - k) * low == total)


FAMILIES = (
    Family(
        "linear_system", "math", "algebra", "list", ("system of equations", "elimination"),
        system, write_system, check_system,
    ),
    Family(
        "two_kinds", "math", "algebra", "number", ("word problem", "system of equations"),
        two_kinds, write_two_kinds, check_two_kinds,
    ),
)
