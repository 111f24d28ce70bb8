"""Expressions in which the order of operations matters."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.math.working import Worked, equal, milestones, product
from reasoning_data.schema import Draft, Family

_EXPRESSION_ASKS = (
    "What is {e}?",
    "Calculate {e}.",
    "Evaluate {e}.",
    "Find the value of {e}.",
    "Work out {e}.",
    "Use the order of operations to find {e}.",
)


def expression(rng: Random, difficulty: str) -> dict[str, Any]:
    """Values for one of four shapes; every intermediate result is a whole number, never negative."""
    small = {"easy": 9, "medium": 12, "hard": 25}[difficulty]
    shapes = {
        "easy": ("a+bc", "bc-a"),
        "medium": ("a+bc", "bc-a", "b(c+a)"),
        "hard": ("b(c+a)", "bc+ad", "b(c+a)-d"),
    }
    b, c = rng.randint(2, 9), rng.randint(3, small)
    a = rng.randint(1, b * c - 1) if difficulty != "hard" else rng.randint(3, 9)
    shape = rng.choice(shapes[difficulty])
    return {"shape": shape, "a": a, "b": b, "c": c, "d": rng.randint(2, small) if "d" in shape else 0}


def write_expression(rng: Random, p: dict[str, Any]) -> Draft:
    text, steps, value = _worked(p)
    question = rng.choice(_EXPRESSION_ASKS).format(e=text)
    brackets = "(" in text
    rule = (
        "Brackets come first, then multiplication, and addition or subtraction last."
        if brackets
        else "Multiplication binds more tightly than addition and subtraction, so each product is worked out first."
    )
    ordinals = ("First", "With that", "Finally")
    told = [f"{ordinal}: {step}." for ordinal, step in zip(ordinals, steps, strict=False)]
    other, wrong = _other_route(p), _left_to_right(p)
    trace = [
        f"The expression is {text}, and its operations are not simply done from left to right. {rule}",
        f"That leaves {len(steps)} steps, each with just two numbers in it; after every step I keep the result and "
        "put it back in the place of the part that it came from.",
        *told,
        f"Nothing is left to do, so the value of the expression is {value}.",
        f"As a check, the same value by another route: {other}. It agrees.",
        f"A common slip here would be {wrong}, so it matters that I kept to the order of operations.",
        f"Hence {text} = {value}, and the answer is {value}.",
    ]
    marks = milestones(question, str(value), steps, f"= {steps[-1].partition(' = ')[0]}")
    return Draft(
        question, str(value), f"{text}: {'. '.join(steps)}", "\n".join(trace), "forward", milestones=marks
    )


def _worked(p: dict[str, Any]) -> tuple[str, list[Worked], int]:
    """The expression, its steps in order, and its value."""
    a, b, c, d = p["a"], p["b"], p["c"], p["d"]
    bc, both = b * c, a + c
    match p["shape"]:
        case "a+bc":
            return f"{a} + {b} × {c}", [equal(f"{b} × {c}", bc), equal(f"{a} + {bc}", a + bc)], a + bc
        case "bc-a":
            return f"{b} × {c} - {a}", [equal(f"{b} × {c}", bc), equal(f"{bc} - {a}", bc - a)], bc - a
        case "b(c+a)":
            return f"{b} × ({c} + {a})", [equal(f"{c} + {a}", both), product(b, both)], b * both
        case "bc+ad":
            products = [equal(f"{b} × {c}", bc), equal(f"{a} × {d}", a * d)]
            total = bc + a * d
            return f"{b} × {c} + {a} × {d}", [*products, equal(f"{bc} + {a * d}", total)], total
        case _:
            value = b * both - d
            steps = [equal(f"{c} + {a}", both), product(b, both), equal(f"{b * both} - {d}", value)]
            return f"{b} × ({c} + {a}) - {d}", steps, value


def _other_route(p: dict[str, Any]) -> str:
    a, b, c, d = p["a"], p["b"], p["c"], p["d"]
    bc, ba = b * c, b * a
    match p["shape"]:
        case "a+bc":
            return f"{bc} + {a} = {bc + a}, with the product in front"
        case "bc-a":
            return f"{bc - a} + {a} = {bc}, which undoes the subtraction"
        case "b(c+a)":
            return f"{b} × {c} + {b} × {a} = {bc} + {ba} = {bc + ba}, with the bracket multiplied out"
        case "bc+ad":
            return f"{c} × {b} + {d} × {a} = {bc} + {a * d} = {bc + a * d}, with the factors swapped"
        case _:
            return f"{bc} + {ba} - {d} = {bc + ba - d}, with the bracket multiplied out"


def _left_to_right(p: dict[str, Any]) -> str:
    a, b, c = p["a"], p["b"], p["c"]
    match p["shape"]:
        case "a+bc":
            return f"to add {a} and {b} before multiplying by {c}"
        case "bc-a":
            return f"to take {a} from {c} before multiplying by {b}"
        case "bc+ad":
            return f"to add {a} to the first product before multiplying by {p['d']}"
        case _:
            return f"to multiply {b} by {c} alone and leave {a} unmultiplied"


def check_expression(p: dict[str, Any]) -> str:
    """Counts the units of each product one row at a time."""
    a, b, c, d = p["a"], p["b"], p["c"], p["d"]
    rows = [c + a if "(" in p["shape"] else c] * b
    match p["shape"]:
        case "a+bc":
            rows.append(a)
        case "bc-a":
            rows.append(-a)
        case "bc+ad":
            rows += [a] * d
        case "b(c+a)-d":
            rows.append(-d)
    return str(sum(rows))


FAMILIES = (
    Family(
        "order_of_operations", "math", "arithmetic", "number", ("order of operations", "brackets"),
        expression, write_expression, check_expression,
    ),
)
