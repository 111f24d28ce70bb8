"""Functions: the value of one, and of one after another."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.math.working import Worked, bracketed, equal, joined, milestones, signed, term, worked
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES

_VALUE_ASKS = (
    "If {f}(x) = {rule}, what is {f}({x})?",
    "The function {f} is given by {f}(x) = {rule}. Find {f}({x}).",
    "Let {f}(x) = {rule}. Calculate {f}({x}).",
    "{name} defines {f}(x) = {rule}. What is {f}({x})?",
    "What value does {f}(x) = {rule} take at x = {x}?",
)


def value(rng: Random, difficulty: str) -> dict[str, Any]:
    """ax^2 + bx + c; a is 0 when easy."""
    if difficulty == "easy":
        a, b, c, x = 0, rng.randint(2, 9), rng.choice((-1, 1)) * rng.randint(1, 20), rng.randint(2, 12)
    elif difficulty == "medium":
        a, b, c, x = 1, rng.choice((-1, 1)) * rng.randint(1, 9), rng.randint(-15, 20), rng.randint(2, 12)
    else:
        a, b, c = rng.randint(2, 5), rng.choice((-1, 1)) * rng.randint(2, 9), rng.randint(-30, 30)
        x = rng.choice((-1, 1)) * rng.randint(2, 12)
    return {"name": rng.choice(NAMES), "f": rng.choice("fghpqrs"), "rule": [a, b, c], "x": x}


def write_value(rng: Random, p: dict[str, Any]) -> Draft:
    (a, b, c), x, f = p["rule"], p["x"], p["f"]
    rule, given = _rule(a, b, c), bracketed(x)
    question = rng.choice(_VALUE_ASKS).format(f=f, rule=rule, x=x, name=p["name"])
    parts, steps, names = [], [], []
    if a:
        square = x * x
        scaled = [equal(f"{a} × {square}", a * square)] if a > 1 else []
        parts.append(a * square)
        steps.append(joined([equal(f"{given}^2", square), *scaled]))
        names.append(f"the square term {term(a, 'x^2')}")
    steps.append(equal(f"{bracketed(b)} × {given}", b * x))
    names.append(f"the linear term {term(b, 'x')}")
    parts.append(b * x)
    if c:
        parts.append(c)
    total = sum(parts)
    sums = _sum(parts) if len(parts) > 1 else worked("")
    squared = f"{given}^2{signed(b)} × {given}{signed(c)}" if a == 1 else f"{a} × {given}^2{signed(b)} × {given}"
    marks = milestones(question, str(total), [*steps, sums], squared if a else f"{b} × {given}{signed(c)}")
    horner = f"({a} × {given}{signed(b)}) × {given}{signed(c)}" if a else f"{given} × {b}{signed(c)}"
    inner = a * x + b
    middle = f"{bracketed(inner)} × {given}{signed(c)}" if a else f"{b * x}{signed(c)}"
    trace = [
        f"The rule {f}(x) = {rule} tells what is done with a number x, and the number put in is {x}. So {x} takes the "
        "place of every x in the rule; the letter stands for nothing else.",
        "Powers come before products and products before sums, so I work out the terms one at a time and add them at "
        "the end.",
        *(f"For {name}: {step}." for name, step in zip(names, steps, strict=True)),
        f"The constant {c} does not depend on x and is taken as it is."
        if c
        else "There is no constant term.",
        f"Together the terms are {sums}." if sums else f"So the value is {total}.",
        f"To check, I compute it in another order, factoring x out: {horner} = {middle} = {total}. This agrees."
        if a
        else f"To check, I go back: {total}{signed(-c)} = {b * x}, and {b * x} / {b} = {x} is the number put in.",
        "A negative input has a positive square, and I have kept to that."
        if a and x < 0
        else f"For comparison, the input 0 would give {c}, the constant, so everything beyond that comes from x.",
        f"So {f}({x}) = {total}, and the answer is {total}.",
    ]
    concise = f"{f}({x}): {', '.join(steps)}{f'. {sums}' if sums else ''}"
    return Draft(question, str(total), concise, "\n".join(trace), "forward", milestones=marks)


def _rule(a: int, b: int, c: int) -> str:
    """`2x^2 - 3x + 1`."""
    return f"{term(a, 'x^2')}{signed(b, 'x')}{signed(c)}" if a else f"{term(b, 'x')}{signed(c)}"


def _sum(parts: list[int]) -> Worked:
    """`18 - 6 + 1 = 12 + 1 = 13`; at least two parts."""
    chain = [f"{parts[0]}{''.join(signed(n) or ' + 0' for n in parts[1:])}"]
    while len(parts) > 1:
        parts = [parts[0] + parts[1], *parts[2:]]
        chain.append(f"{parts[0]}{''.join(signed(n) or ' + 0' for n in parts[1:])}")
    return worked(" = ".join(chain), equal(chain[-2], chain[-1]).found)


def check_value(p: dict[str, Any]) -> str:
    """Horner's scheme."""
    result = 0
    for coefficient in p["rule"]:
        result = result * p["x"] + coefficient
    return str(result)


_COMPOSE_ASKS = (
    "Let {f}(x) = {first} and {g}(x) = {second}. What is {f}({g}({x}))?",
    "Given {f}(x) = {first} and {g}(x) = {second}, find {f}({g}({x})).",
    "{name} has two rules: {f}(x) = {first} and {g}(x) = {second}. Calculate {f}({g}({x})).",
    "For {f}(x) = {first} and {g}(x) = {second}, {name} needs {f}({g}({x})). What is it?",
)


def composition(rng: Random, difficulty: str) -> dict[str, Any]:
    most, far = {"easy": (5, 6), "medium": (9, 9), "hard": (9, 12)}[difficulty]
    low = -far if difficulty == "hard" else 1
    shift = most if difficulty == "easy" else 12
    rules = [
        [rng.randint(2, most), rng.choice((-1, 1)) * rng.randint(1, shift)]
        for _ in range(2 if difficulty != "hard" else 3)
    ]
    f, g = rng.sample("fghpqrs", 2)
    if difficulty == "hard":
        rules[1] = [1, rules[1][1], rules[2][1]]
    return {
        "name": rng.choice(NAMES),
        "f": f,
        "g": g,
        "first": rules[0],
        "second": rules[1],
        "x": rng.randint(low, far),
    }


def write_composition(rng: Random, p: dict[str, Any]) -> Draft:
    """The outer rule is linear; the inner one is linear, or (hard) x^2 + bx + c."""
    (a, b), second, x, f, g = p["first"], p["second"], p["x"], p["f"], p["g"]
    outer, inner = _rule(0, a, b), _rule(*second) if len(second) == 3 else _rule(0, *second)
    question = rng.choice(_COMPOSE_ASKS).format(f=f, g=g, first=outer, second=inner, x=x, name=p["name"])
    c, d = second[-2:]
    square = x * x
    if len(second) == 3:
        middle = square + c * x + d
        products = [equal(f"{bracketed(x)}^2", square), equal(f"{bracketed(c)} × {bracketed(x)}", c * x)]
        start = joined([*products, _sum([square, c * x, d])])
    else:
        middle = c * x + d
        start = joined([equal(f"{c} × {bracketed(x)}", c * x), equal(f"{c * x}{signed(d)}", middle)])
    result = a * middle + b
    end = joined([equal(f"{a} × {bracketed(middle)}", a * middle), equal(f"{a * middle}{signed(b)}", result)])
    lines = [f"{c} × {bracketed(x)}{signed(d)} = {middle}", f"{a} × {bracketed(middle)}{signed(b)} = {result}"]
    if len(second) == 3:
        lines[0] = f"{bracketed(x)}^2{signed(c)} × {bracketed(x)}{signed(d)} = {middle}"
    marks = milestones(question, str(result), [start, end], lines)
    trace = [
        f"Two rules are used one after the other: {g}(x) = {inner} and {f}(x) = {outer}. In {f}({g}({x})) the "
        f"inner rule comes first, so the number {x} goes into {g}, and what comes out goes into {f}.",
        "The order matters, because the two rules do different things; swapping them would in general give "
        "another value.",
        f"First the inner rule at {x}: {start}. So {g}({x}) is {middle}.",
        f"Then the outer rule at {middle}: {end}. So {f}({middle}) is {result}.",
        f"To check, I undo the outer rule: {result}{signed(-b)} = {a * middle}, and {a * middle} / {a} = {middle}, "
        "which is what the inner rule had produced.",
        f"As a check of the inner rule itself, I take the terms in the opposite order: "
        f"{_backwards(second, x)} = {middle}. It is the same number.",
        f"The answer is {result}.",
    ]
    concise = f"{g}({x}): {start}. {f}({middle}): {end}"
    return Draft(question, str(result), concise, "\n".join(trace), "decomposition", milestones=marks)


def _backwards(rule: list[int], x: int) -> str:
    """The terms of a rule at x, constant first: `4 + 2 × 3`."""
    constant, slope = rule[-1], rule[-2]
    tail = f" + {bracketed(x)}^2" if len(rule) == 3 else ""
    return f"{constant} + {bracketed(slope)} × {bracketed(x)}{tail}"


def check_composition(p: dict[str, Any]) -> str:
    """Adds the steps of each rule up from its value at 0."""
    inner, outer = p["second"], p["first"]
    square, slope = (inner[0], inner[1]) if len(inner) == 3 else (0, inner[0])
    middle, way = inner[-1], 1 if p["x"] >= 0 else -1
    for n in range(abs(p["x"])):
        middle += way * slope + square * (2 * n + 1)
    return str(outer[1] + sum([outer[0] if middle >= 0 else -outer[0]] * abs(middle)))


FAMILIES = (
    Family(
        "function_value", "math", "functions", "number", ("function", "substitution"),
        value, write_value, check_value,
    ),
    Family(
        "function_composition", "math", "functions", "number", ("function", "composition"),
        composition, write_composition, check_composition,
    ),
)
