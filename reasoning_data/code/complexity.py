"""Complexity: how often a line runs, and how the work grows with n."""

from __future__ import annotations

import itertools
from random import Random
from typing import Any

from reasoning_data.code.interpreter import printed
from reasoning_data.code.programs import told
from reasoning_data.schema import Draft, Family

_LINES = ("count", "work", "ticks", "total", "hits", "moves", "ops", "visits", "pairs", "c")

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
    name = rng.choice(_LINES)
    loops = _COUNTED[shape].format(i=i, j=j, n=n, b=b, line=f"{name} += 1")
    return {"code": f"{name} = 0\n{loops}", "shape": shape, "n": n, "b": b, "names": [i, j, name]}


def write_line_count(rng: Random, p: dict[str, Any]) -> Draft:
    shape, n, b, (i, j, name) = p["shape"], p["n"], p["b"], p["names"]
    line = f"{name} += 1"
    template = "decomposition"
    if shape == "product":
        answer = n * b
        jots = [f"{i}: {n} turns", f"{j}: {b} turns", f"{n} × {b} = {answer}"]
        work = (f"The outer loop makes {n} turns, with {i} from 0 to {n - 1}.",
                f"In each of them the inner loop makes {b} turns, whatever {i} is, and each turn "
                "runs the line once.",
                f"So the line runs {n} × {b} = {answer} times.")  # fmt: skip
        check = f"The other way round, {answer} / {b} = {n}, which is the number of outer turns."
    elif shape == "rows":
        each = b + 1
        answer = n * each
        jots = [f"Each {i}: {b} + 1 = {each}", f"{n} × {each} = {answer}"]
        work = ("The line stands twice: in the inner loop, and once more after it, still inside the "
        "outer loop.",
                f"For one value of {i} the inner loop runs it {b} times and the second place once: "
                f"{b} + 1 = {each}.",
                f"The outer loop makes {n} turns, so the total is {n} × {each} = {answer}.")  # fmt: skip
        check = (
            f"Counted by places, the inner one gives {n} × {b} = {n * b}, the outer one {n}, and "
            f"{n * b} + {n} = {answer}."
        )
    elif shape == "two loops":
        answer = n + b
        jots = [f"{i}: {n}", f"{j}: {b}", f"{n} + {b} = {answer}"]
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
        steps = "; ".join(f"{turn}: {a} to {c}" for turn, (a, c) in enumerate(itertools.pairwise(path), 1))
        work = (
            f"The variable {i} starts at {n} and is halved, without remainder, in every turn until "
            "it is no longer above 1.",
            f"The turns are: {steps}.",
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
    )  # fmt: skip
    question = f"{rng.choice(_ASKS).format(line=line)}\n\n{p['code']}"
    return Draft(question, str(answer), f"{'. '.join(jots)}. Runs {answer}.", trace, template)


def check_line_count(p: dict[str, Any]) -> str:
    """Runs the program and looks at the counter."""
    return printed(f"{p['code']}\nprint({p['names'][2]})")


# shape: class, loops, jotted reason, two sentences; {m} is a constant number
_GROWTH: dict[str, tuple[str, str, str, str, str]] = {
    "single": (
        "O(n)",
        "for {i} in range(n):\n        {line}",
        "{i} n turns.",
        "The loop makes n turns, one for each value of {i}.",
        "Each turn does a fixed amount of work, so the total grows like n.",
    ),
    "constant": (
        "O(1)",
        "for {i} in range({m}):\n        {line}",
        "{i} {m} turns, no n.",
        "The loop makes {m} turns however large n is.",
        "The work does not depend on n at all, so it is constant.",
    ),
    "scaled": (
        "O(n)",
        "for {i} in range(n):\n        for {j} in range({m}):\n            {line}",
        "{i} n turns, {j} {m} turns.",
        "The outer loop makes n turns, and the inner one always {m}.",
        "That is {m} times n; a constant factor does not change the class.",
    ),
    "square": (
        "O(n^2)",
        "for {i} in range(n):\n        for {j} in range(n):\n            {line}",
        "{i} n turns, {j} n turns.",
        "The outer loop makes n turns, and for each of them the inner loop makes n turns.",
        "Nested loops multiply, so the total is n times n.",
    ),
    "triangle": (
        "O(n^2)",
        "for {i} in range(n):\n        for {j} in range({i}):\n            {line}",
        "{i} n turns, {j} up to n turns.",
        "The inner loop makes 0, 1, 2 and so on up to n - 1 turns.",
        "These add up to about half of n squared, and the factor one half does not matter.",
    ),
    "cube": (
        "O(n^3)",
        "for {i} in range(n):\n        for {j} in range(n):\n            for {k} in range(n):\n      "
        "          {line}",
        "{i} n turns, {j} n turns, {k} n turns.",
        "Three loops are nested, and each of them makes n turns.",
        "Nested loops multiply, so the total is n times n times n.",
    ),
    "sequence": (
        "O(n)",
        "for {i} in range(n):\n        {line}\n    for {j} in range(n):\n        {line}",
        "{i} n turns, then {j} n turns.",
        "The two loops follow each other, and each makes n turns.",
        "Their turns add up to 2 times n, and the factor 2 does not change the class.",
    ),
    "log": (
        "O(log n)",
        "{i} = n\n    while {i} > 1:\n        {i} //= 2\n        {line}",
        "{i} halves.",
        "The variable {i} starts at n and is halved in each turn.",
        "A number can be halved only about log n times before it reaches 1.",
    ),
    "log up": (
        "O(log n)",
        "{i} = 1\n    while {i} < n:\n        {i} *= 2\n        {line}",
        "{i} doubles.",
        "The variable {i} starts at 1 and doubles in each turn until it reaches n.",
        "Doubling reaches n after about log n turns.",
    ),
    "n log n": (
        "O(n log n)",
        "for {i} in range(n):\n        {j} = n\n        while {j} > 1:\n            {j} //= 2\n      "
        "      {line}",
        "{i} n turns, {j} halves.",
        "The outer loop makes n turns.",
        "In each of them {j} is halved from n down to 1, about log n times, and the two multiply.",
    ),
    "mixed": (
        "O(n^2)",
        "for {i} in range(n):\n        for {j} in range(n):\n            {line}\n    for {k} in "
        "range(n):\n        {line}",
        "{i} n turns, {j} n turns, then {k} n turns.",
        "The nested loops do n times n units of work and the loop after them n more.",
        "For large n the square outweighs the single n, so only the square counts.",
    ),
    "half": (
        "O(n)",
        "for {i} in range(0, n, {m}):\n        {line}",
        "{i} n / {m} turns.",
        "The loop takes steps of {m}, so it makes about n divided by {m} turns.",
        "Dividing by a constant does not change the class.",
    ),
}
_LEVELS = {
    "easy": ("single", "constant", "square", "sequence", "cube"),
    "medium": ("scaled", "square", "triangle", "sequence", "log", "half", "cube", "constant"),
    "hard": ("triangle", "log up", "n log n", "mixed", "half", "log", "scaled"),
}
_GROWTH_ASKS = (
    "What is the time complexity of {f} in big-O notation?",
    "How does the running time of {f} grow with n? Answer in big-O notation.",
    "Give the big-O running time of {f} as a function of n.",
    "Which big-O class describes the time that {f} takes?",
    "State the time complexity of {f}, in big-O terms of n.",
    "In big-O notation, how much work does {f} do for an input of size n?",
)


def growth(rng: Random, difficulty: str) -> dict[str, Any]:
    shape = rng.choice(_LEVELS[difficulty])
    i, j, k = rng.sample(("i", "j", "k", "a", "b", "x", "y", "p", "q"), 3)
    f, name, m = (
        rng.choice(("f", "g", "work", "scan", "solve", "visit", "sweep", "pass_over", "tally")),
        rng.choice(_LINES),
        rng.randint(2, 30),
    )
    loops = _GROWTH[shape][1].format(i=i, j=j, k=k, m=m, line=f"{name} += 1")
    code = f"def {f}(n):\n    {name} = 0\n    {loops}\n    return {name}"
    return {"code": code, "shape": shape, "m": m, "names": [f, i, j, k, name]}


_FASTER = ("O(1)", "O(log n)", "O(n)", "O(n log n)", "O(n^2)", "O(n^3)")
_DOUBLING = {
    "O(1)": "leaves the work as it is", "O(log n)": "adds just one or a few turns", "O(n)": "doubles the work",
    "O(n log n)": "a little more than doubles the work", "O(n^2)": "makes the work 4 times as much",
    "O(n^3)": "makes the work 8 times as much",
}  # fmt: skip


def write_growth(rng: Random, p: dict[str, Any]) -> Draft:
    f, i, j, k, name = p["names"]
    answer, _, jot, first, second = _GROWTH[p["shape"]]
    words = {"i": i, "j": j, "k": k, "m": p["m"]}
    at = _FASTER.index(answer)
    slower = _FASTER[at + 1] if at + 1 < len(_FASTER) else "anything larger"
    compare = (
        f"{_FASTER[at - 1]} would be too little, " if at else "Nothing is smaller than constant work, "
    ) + f"and {slower} would be more than is needed."
    trace = told(
        f"I have to say how the work of {f} grows with n, so I count how often its innermost line, "
        f"{name} += 1, runs.",
        rng.choice(("The first line and the return are done once and do not matter for large n.",
                    "Setting up and returning take a fixed time; only the loops can depend on n.")),
        first.format(**words),
        second.format(**words),
        f"Big-O keeps only the fastest growing part and drops constant factors, which gives {answer}.",
        f"A test by doubling: with {answer}, twice as large an n {_DOUBLING[answer]}, and that is "
        "what these loops do.",
        f"On the usual scale from O(1) through O(log n), O(n), O(n log n) and O(n^2) to O(n^3), {compare}",
        f"The time complexity of {f} is {answer}.",
    )  # fmt: skip
    question = f"{rng.choice(_GROWTH_ASKS).format(f=f)}\n\n{p['code']}"
    return Draft(question, answer, f"{jot.format(**words)} Grows as {answer}.", trace, "decomposition")


def check_growth(p: dict[str, Any]) -> str:
    """Measures: doubles n until the work is worth counting, and names the class by what one more doubling does."""
    n = 4
    low, high = _count(p, n), _count(p, 2 * n)
    while low < 60 and n < 2048:
        n *= 2
        low, high = high, _count(p, 2 * n)
    ratio = high / low
    edges = (1.02, 1.5, 2.1, 3.0, 5.5)
    return _FASTER[sum(ratio > edge for edge in edges)]


def _count(p: dict[str, Any], n: int) -> int:
    return int(printed(f"{p['code']}\nprint({p['names'][0]}({n}))"))


FAMILIES = (
    Family("line_count", "code", "complexity", "number", ("loops", "counting", "complexity"),
           line_count, write_line_count, check_line_count),
    Family("growth", "code", "complexity", "text", ("complexity", "big-O"), growth, write_growth, check_growth),
)  # fmt: skip
