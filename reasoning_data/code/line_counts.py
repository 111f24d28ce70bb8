"""Line counts: how often a line runs."""

from __future__ import annotations

import itertools
from random import Random
from typing import Any

from reasoning_data.code.interpreter import printed
from reasoning_data.code.programs import COUNTERS, told
from reasoning_data.schema import Draft, Family, routes

# shape: the loops around the counted line, with i, j, n and the numbers a and b filled in
_COUNTED = {
    "product": "for {i} in range({n}):\n    for {j} in range({b}):\n        {line}",
    "pairs": "for {i} in range({n}):\n    for {j} in range({i} + 1, {n}):\n        {line}",
    "triangle": "for {i} in range({n}):\n    for {j} in range({i} + 1):\n        {line}",
    "two loops": "for {i} in range({n}):\n    {line}\nfor {j} in range({b}):\n    {line}",
    "stride": "for {i} in range(0, {n}, {b}):\n    {line}",
    "halving": "{i} = {n}\nwhile {i} > 1:\n    {i} //= 2\n    {line}",
    "rows": "for {i} in range({n}):\n    for {j} in range({b}):\n        {line}\n    {line}",
}


_ASKS = (
    "How many times does the line `{line}` run?",
    "Count how often `{line}` is executed in this program.",
    "How often does this program execute the line `{line}`?",
    "What is the number of times that `{line}` runs here?",
    "Work out how many times the line `{line}` is reached.",
)


def line_count(rng: Random, difficulty: str) -> dict[str, Any]:
    shape = rng.choice(
        {
            "easy": ("product", "two loops", "stride"),
            "medium": ("product", "rows", "stride", "triangle", "halving"),
            "hard": ("pairs", "triangle", "rows", "halving"),
        }[difficulty]
    )
    n = rng.randint(*{"easy": (3, 12), "medium": (4, 20), "hard": (10, 40)}[difficulty])
    b = rng.randint(2, {"easy": 9, "medium": 12, "hard": 25}[difficulty])
    if shape == "stride":
        n, b = n + rng.randint(8, 30), rng.randint(2, 7)
    elif shape == "halving":
        n = rng.randint(8, {"medium": 70}.get(difficulty, 1100))
    i, j = rng.choice((("i", "j"), ("a", "b"), ("x", "y"), ("row", "col"), ("p", "q"), ("s", "t")))
    name = rng.choice(COUNTERS)
    loops = _COUNTED[shape].format(i=i, j=j, n=n, b=b, line=f"{name} += 1")
    return {"code": f"{name} = 0\n{loops}", "shape": shape, "n": n, "b": b, "names": [i, j, name]}


def write_line_count(rng: Random, p: dict[str, Any]) -> Draft:
    shape, n, b, (i, j, name) = p["shape"], p["n"], p["b"], p["names"]
    line = f"{name} += 1"
    template = "decomposition"
    if shape == "product":
        answer = n * b
        jots = [f"{i}: {n} turns", f"{j}: {b} turns", f"{n} × {b} = {answer}"]
        facts = [f"{n} turns", f"{b} turns", jots[-1]]
        work = (f"The outer loop makes {n} turns, with {i} from 0 to {n - 1}.",
                f"In each of them the inner loop makes {b} turns, whatever {i} is, and each turn "
                "runs the line once.",
                f"So the line runs {n} × {b} = {answer} times.")
        check = f"The other way round, {answer} / {b} = {n}, which is the number of outer turns."
    elif shape == "rows":
        each = b + 1
        answer = n * each
        jots = [f"Each {i}: {b} + 1 = {each}", f"{n} × {each} = {answer}"]
        facts = [f"{b} + 1 = {each}", jots[-1]]
        work = ("The line stands twice: in the inner loop, and once more after it, still inside the "
        "outer loop.",
                f"For one value of {i} the inner loop runs it {b} times and the second place once: "
                f"{b} + 1 = {each}.",
                f"The outer loop makes {n} turns, so the total is {n} × {each} = {answer}.")
        check = (
            f"Counted by places, the inner one gives {n} × {b} = {n * b}, the outer one {n}, and "
            f"{n * b} + {n} = {answer}."
        )
    elif shape == "two loops":
        answer = n + b
        jots = [f"{i}: {n} turns", f"{j}: {b} turns", f"{n} + {b} = {answer}"]
        facts = [f"{n} turns", f"{b} turns", jots[-1]]
        work = (
            "The two loops stand one after the other, not inside each other, so their turns are added.",
            f"The first makes {n} turns and the second {b} turns.",
            f"Together the line runs {n} + {b} = {answer} times.",
        )
        check = (
            f"If the loops were nested the turns would be multiplied; here {answer} - {b} = {n} "
            "leaves the first loop alone."
        )
    elif shape == "stride":
        whole, rest = divmod(n, b)
        answer = whole + (rest > 0)
        jots = [
            f"{whole} × {b} = {whole * b}",
            f"{n} - {whole * b} = {rest}",
            f"{whole} + {int(rest > 0)} = {answer}",
        ]
        facts = jots if rest else jots[:-1]
        last = (answer - 1) * b
        work = (
            f"The loop takes {i} from 0 in steps of {b} and stops before {n}.",
            f"{whole} full steps fit, since {whole} × {b} = {whole * b}, and {n} - {whole * b} = "
            f"{rest} is left over.",
            f"The start values 0, {b}, and so on below {whole * b} are {whole} in number"
            + (
                f", and {whole * b} itself is still below {n}: {whole} + 1 = {answer}."
                if rest
                else f", and {whole * b} is not below {n}, so that is all."
            ),
        )
        check = (
            f"The last value is {answer - 1} × {b} = {last}, below {n}, and the next, {last} + "
            f"{b} = {last + b}, is not."
        )
    elif shape == "halving":
        template, value, path, answer = "trace_execution", n, [n], 0
        while value > 1:
            value //= 2
            answer += 1
            path.append(value)
        jots = [" ".join(map(str, path)), f"{answer} halvings"]
        facts = [f"{turn}: {a} to {c}" for turn, (a, c) in enumerate(itertools.pairwise(path), 1)]
        work = (
            f"The variable {i} starts at {n} and is halved, without remainder, in every turn until "
            "it is no longer above 1.",
            f"The turns are: {'; '.join(facts)}.",
            f"At 1 the loop stops, after {answer} turns, each of which runs the line once.",
        )
        check = (
            f"Powers of 2 confirm it: 2^{answer} = {2**answer} is not above {n}, while "
            f"2^{answer + 1} = {2 ** (answer + 1)} is."
        )
    else:
        first, last = (n - 1, 0) if shape == "pairs" else (1, n)
        total = n * (n - 1) if shape == "pairs" else n * (n + 1)
        answer = total // 2
        other = n - 1 if shape == "pairs" else n + 1
        jots = [f"{first} + ... + {last}", f"{n} × {other} = {total}", f"{total} / 2 = {answer}"]
        facts = [f"{first} + {last} = {first + last}", f"{n} × {first + last} / 2 = {answer}"]
        work = (
            f"The outer loop makes {n} turns. The inner loop depends on {i}: for {i} = 0 it makes "
            f"{first} turn{'s' * (first != 1)}, "
            f"for the last, {i} = {n - 1}, it makes {last}.",
            "In between, the number of turns changes by 1 each time, so first and last together "
            f"make {first} + {last} = {first + last}, "
            "and so does every other pair from both ends.",
            f"The {n} turns have the average {first + last} / 2, so the total is {n} × "
            f"{first + last} / 2 = {answer}.",
        )
        shown = (
            f"each pair of different values below {n} is met once, and there are {n} × {other} / 2 = "
            f"{answer} such pairs"
            if shape == "pairs"
            else f"a square of {n} × {n} = {n * n} cells is cut along its diagonal, "
            f"which leaves ({n * n} + {n}) / 2 = {answer} cells with the diagonal"
        )
        check = f"The same in a picture: {shown}."
    trace = told(
        f"The question is how often the line {line} is reached, so I count the turns of the loops around it.",
        rng.choice(("Nothing in the program leaves a loop early, so every planned turn takes place.",
                    "There is no break and no condition around the line, so each turn of its loop "
                    "counts fully.")),
        *work,
        check,
        f"Since {name} starts at 0 and grows by 1 each time, it would hold {answer} at the end. "
        f"The line runs {answer} times.",
    )
    question = f"{rng.choice(_ASKS).format(line=line)}\n\n{p['code']}"
    return Draft(
        question, str(answer), f"{'. '.join(jots)}. Runs {answer}.", trace, template, milestones=routes(facts, jots)
    )


def check_line_count(p: dict[str, Any]) -> str:
    """Runs the program and looks at the counter."""
    return printed(f"{p['code']}\nprint({p['names'][2]})")


FAMILIES = (
    Family(
        "line_count",
        "code",
        "complexity",
        "number",
        ("loops", "counting", "complexity"),
        line_count,
        write_line_count,
        check_line_count,
    ),
)
