"""Complexity: how the work of a function grows with n."""

from __future__ import annotations

from random import Random
from typing import Any, NamedTuple

from reasoning_data.code.interpreter import printed
from reasoning_data.code.programs import COUNTERS, told
from reasoning_data.schema import Draft, Family, routes


class _Shape(NamedTuple):
    """Loops around a counted line; {i}, {j} and {k} are their variables, {m} is a constant number."""

    order: str
    loops: str
    jots: tuple[str, ...]
    told: tuple[str, str]
    facts: tuple[str, ...]
    """What the two sentences find out, in their words."""


_SHAPES = {
    "single": _Shape(
        "O(n)",
        "for {i} in range(n):\n        {line}",
        ("{i} n turns",),
        ("The loop over {i} makes n turns, one for each value.",
         "Each turn does a fixed amount of work, so the total grows like n."),
        ("over {i} makes n turns", "total grows like n"),
    ),
    "constant": _Shape(
        "O(1)",
        "for {i} in range({m}):\n        {line}",
        ("{i} {m} turns", "no n"),
        ("The loop over {i} makes {m} turns, however large n is.",
         "The work does not depend on n at all, so it is constant."),
        ("over {i} makes {m} turns", "does not depend on n"),
    ),
    "scaled": _Shape(
        "O(n)",
        "for {i} in range(n):\n        for {j} in range({m}):\n            {line}",
        ("{i} n turns", "{j} {m} turns"),
        ("The outer loop over {i} makes n turns, and the inner one over {j} always {m}.",
         "That is {m} times n; a constant factor does not change the class."),
        ("over {i} makes n turns", "over {j} always {m}", "{m} times n"),
    ),
    "square": _Shape(
        "O(n^2)",
        "for {i} in range(n):\n        for {j} in range(n):\n            {line}",
        ("{i} n turns", "{j} n turns"),
        ("The outer loop over {i} makes n turns, and in each of them the inner loop over {j} makes n turns.",
         "Nested loops multiply, so the total is n times n."),
        ("over {i} makes n turns", "over {j} makes n turns", "n times n"),
    ),
    "triangle": _Shape(
        "O(n^2)",
        "for {i} in range(n):\n        for {j} in range({i}):\n            {line}",
        ("{i} n turns", "{j} up to n turns"),
        ("As {i} grows, the inner loop over {j} makes 0, 1, 2 and so on up to n - 1 turns.",
         "These add up to about half of n squared, and the factor one half does not matter."),
        ("over {j} makes 0, 1, 2", "up to n - 1 turns", "half of n squared"),
    ),
    "cube": _Shape(
        "O(n^3)",
        "for {i} in range(n):\n        for {j} in range(n):\n            for {k} in range(n):\n"
        "                {line}",
        ("{i} n turns", "{j} n turns", "{k} n turns"),
        ("Three loops are nested, over {i}, {j} and {k}, and each of them makes n turns.",
         "Nested loops multiply, so the total is n times n times n."),
        ("over {i}, {j} and {k}", "makes n turns", "n times n times n"),
    ),
    "sequence": _Shape(
        "O(n)",
        "for {i} in range(n):\n        {line}\n    for {j} in range(n):\n        {line}",
        ("{i} n turns", "then {j} n turns"),
        ("The loops over {i} and {j} follow each other, and each makes n turns.",
         "Their turns add up to 2 times n, and the factor 2 does not change the class."),
        ("over {i} and {j} follow each other", "each makes n turns", "2 times n"),
    ),
    "log": _Shape(
        "O(log n)",
        "{i} = n\n    while {i} > 1:\n        {i} //= 2\n        {line}",
        ("{i} halves",),
        ("The variable {i} starts at n and is halved in each turn.",
         "A number can be halved only about log n times before it reaches 1."),
        ("{i} starts at n", "halved in each turn", "about log n times"),
    ),
    "log up": _Shape(
        "O(log n)",
        "{i} = 1\n    while {i} < n:\n        {i} *= 2\n        {line}",
        ("{i} doubles",),
        ("The variable {i} starts at 1 and doubles in each turn until it reaches n.",
         "Doubling reaches n after about log n turns."),
        ("{i} starts at 1", "doubles in each turn", "about log n turns"),
    ),
    "n log n": _Shape(
        "O(n log n)",
        "for {i} in range(n):\n        {j} = n\n        while {j} > 1:\n            {j} //= 2\n            {line}",
        ("{i} n turns", "{j} halves"),
        ("The outer loop over {i} makes n turns.",
         "In each of them {j} is halved from n down to 1, about log n times, and the two multiply."),
        ("over {i} makes n turns", "{j} is halved from n", "about log n times"),
    ),
    "mixed": _Shape(
        "O(n^2)",
        "for {i} in range(n):\n        for {j} in range(n):\n            {line}\n"
        "    for {k} in range(n):\n        {line}",
        ("{i} n turns", "{j} n turns", "then {k} n turns"),
        ("The nested loops over {i} and {j} do n times n units of work and the loop over {k} after them n more.",
         "For large n the square outweighs the single n, so only the square counts."),
        ("over {i} and {j} do n times n", "over {k} after them n more", "square outweighs"),
    ),
    "half": _Shape(
        "O(n)",
        "for {i} in range(0, n, {m}):\n        {line}",
        ("{i} n / {m} turns",),
        ("The loop over {i} takes steps of {m}, so it makes about n divided by {m} turns.",
         "Dividing by a constant does not change the class."),
        ("over {i} takes steps of {m}", "n divided by {m} turns"),
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
        rng.choice(COUNTERS),
        rng.randint(2, 30),
    )
    loops = _SHAPES[shape].loops.format(i=i, j=j, k=k, m=m, line=f"{name} += 1")
    code = f"def {f}(n):\n    {name} = 0\n    {loops}\n    return {name}"
    return {"code": code, "shape": shape, "m": m, "names": [f, i, j, k, name]}


_FASTER = ("O(1)", "O(log n)", "O(n)", "O(n log n)", "O(n^2)", "O(n^3)")


_DOUBLING = {
    "O(1)": "leaves the work as it is", "O(log n)": "adds just one or a few turns", "O(n)": "doubles the work",
    "O(n log n)": "a little more than doubles the work", "O(n^2)": "makes the work 4 times as much",
    "O(n^3)": "makes the work 8 times as much",
}


def write_growth(rng: Random, p: dict[str, Any]) -> Draft:
    f, i, j, k, name = p["names"]
    shape = _SHAPES[p["shape"]]
    answer = shape.order
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
        *(sentence.format(**words) for sentence in shape.told),
        f"Big-O keeps only the fastest growing part and drops constant factors, which gives {answer}.",
        f"A test by doubling: with {answer}, twice as large an n {_DOUBLING[answer]}, and that is "
        "what these loops do.",
        f"On the usual scale from O(1) through O(log n), O(n), O(n log n) and O(n^2) to O(n^3), {compare}",
        f"The time complexity of {f} is {answer}.",
    )
    question = f"{rng.choice(_GROWTH_ASKS).format(f=f)}\n\n{p['code']}"
    facts, jots = ([text.format(**words) for text in texts] for texts in (shape.facts, shape.jots))
    return Draft(
        question, answer, f"{', '.join(jots)}. Grows as {answer}.", trace, "decomposition",
        milestones=routes(facts, jots),
    )


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
    Family(
        "growth", "code", "complexity", "text", ("complexity", "big-O"), growth, write_growth, check_growth
    ),
)
