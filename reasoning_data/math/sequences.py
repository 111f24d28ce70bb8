"""Sequences: a term of an arithmetic or a geometric one."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import Any

from reasoning_data.math.working import bracketed, equal, joined, milestones, product, signed
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import count

_STARTS = (
    "The sequence {terms}, ... goes on in the same way.",
    "A sequence begins {terms}, ... and goes on in the same way.",
    "This is the start of {kind} sequence: {terms}, ...",
    "Here are the first terms of {kind} sequence: {terms}, ...",
    "The numbers {terms}, ... form {kind} sequence.",
    "Someone writes down {kind} sequence, starting {terms}, ...",
)
_TERM_ASKS = (
    "What is its {nth} term?",
    "Find the {nth} term.",
    "Which number is in position {n}?",
    "What is term number {n}?",
)


def _ordinal(n: int) -> str:
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def _question(rng: Random, kind: str, terms: list[int], n: int) -> str:
    start = rng.choice(_STARTS).format(kind=kind, terms=", ".join(map(str, terms)))
    return f"{start} {rng.choice(_TERM_ASKS).format(nth=_ordinal(n), n=n)}"


def arithmetic(rng: Random, difficulty: str) -> dict[str, Any]:
    if difficulty == "easy":
        first, step, n = rng.randint(1, 40), rng.randint(2, 12), rng.randint(6, 11)
    elif difficulty == "medium":
        first, step, n = rng.randint(1, 60), rng.choice((-1, 1, 1)) * rng.randint(2, 15), rng.randint(8, 21)
    else:
        first, step, n = rng.randint(-50, 250), rng.choice((-1, 1)) * rng.randint(6, 25), rng.randint(21, 61)
    return {"first": first, "step": step, "n": n}


def write_arithmetic(rng: Random, p: dict[str, Any]) -> Draft:
    first, step, n = p["first"], p["step"], p["n"]
    terms = [first + step * i for i in range(4)]
    steps, size = n - 1, abs(step)
    moved = steps * size
    last = first + step * steps
    question = _question(rng, "an arithmetic", terms, n)
    difference, counted = equal(f"{terms[1]} - {bracketed(first)}", step), equal(f"{n} - 1", steps)
    word, sign = ("adds", "+") if step > 0 else ("takes away", "-")
    jump, landed = product(steps, size), equal(f"{first} {sign} {moved}", last)
    later = [first + step * i for i in range(3, min(n, 11))]
    walk = joined([equal(f"{here} {sign} {size}", there) for here, there in pairwise(later)])
    routes = [[difference, counted, jump, landed], *([[difference, walk]] if n <= 11 else [])]
    formula = [f"{first} + {times} × {bracketed(step)}" for times in (f"({n} - 1)", steps)]
    marks = milestones(question, str(last), *routes, *formula)
    if n <= 11 and rng.random() < 0.5:
        trace = [
            f"The sequence starts {', '.join(map(str, terms))}, and its term number {n} is wanted. That is not far "
            "away, so I go there step by step.",
            f"The second term minus the first is {difference}, and the next pair has the same difference, "
            f"{terms[2]} - {bracketed(terms[1])} = {step}. So every step {word} {size}.",
            f"Four terms are given, which leaves {n} - 4 = {n - 4} to find.",
            f"From the fourth term on: {walk}.",
            f"These are the terms number 5 to {n}, so the last one is the term that was asked for.",
            f"To check, I take these steps in one go: {n - 4} × {size} = {(n - 4) * size}, and from the fourth term "
            f"{terms[3]} {sign} {(n - 4) * size} = {last}. The walk and the jump end at the same number.",
            f"The {_ordinal(n)} term is {last}.",
        ]
        concise = f"{difference}. {walk}"
        return Draft(question, str(last), concise, "\n".join(trace), "trace_execution", milestones=marks)
    trace = [
        f"The terms given are {', '.join(map(str, terms))}, and term number {n} is wanted. Writing out all of them "
        "would work, but it is shorter to count the steps and to take them in one go.",
        f"From each term to the next the change is the same: {difference}, and also "
        f"{terms[2]} - {bracketed(terms[1])} = {step}.",
        f"So every step {word} {size}.",
        f"The first term is there without any step, hence term number {n} lies {counted} steps further on.",
        f"All these steps together make {jump}.",
        f"From the first term this leads to {landed}.",
        f"To check, I start at the fourth term instead: {n} - 4 = {n - 4} steps remain, and "
        f"{terms[3]} {sign} {n - 4} × {size} = {terms[3]} {sign} {(n - 4) * size} = {last}. It is the same number.",
        f"The {_ordinal(n)} term is {last}.",
    ]
    concise = f"{difference}. {counted}. {jump}. {landed}"
    return Draft(question, str(last), concise, "\n".join(trace), "forward", milestones=marks)


def check_arithmetic(p: dict[str, Any]) -> str:
    """Walks there one step at a time."""
    value = p["first"]
    for _ in range(p["n"] - 1):
        value += p["step"]
    return str(value)


def geometric(rng: Random, difficulty: str) -> dict[str, Any]:
    ratios, firsts, ns = {
        "easy": ((2, 3, 4, 10), (1, 40), (4, 5)),
        "medium": ((2, 3, 4, 5, -2, -3), (1, 60), (5, 6)),
        "hard": ((2, 3, 4, 5, 6, -2, -3, -4), (2, 90), (6, 7)),
    }[difficulty]
    return {"first": rng.randint(*firsts), "ratio": rng.choice(ratios), "n": rng.choice(ns)}


def write_geometric(rng: Random, p: dict[str, Any]) -> Draft:
    first, ratio, n = p["first"], p["ratio"], p["n"]
    terms = [first * ratio**i for i in range(n)]
    last = terms[-1]
    shown = terms[:3]
    question = _question(rng, "a geometric", shown, n)
    factor = str(ratio) if ratio > 0 else f"({ratio})"
    found = equal(f"{terms[1]} / {first}", ratio)
    walk = joined([equal(f"{terms[i]} × {factor}", terms[i + 1]) for i in range(2, n - 1)])
    power = [equal(f"{factor}^{n - 1}", ratio ** (n - 1)), equal(f"{first} × {ratio ** (n - 1)}", last)]
    marks = milestones(question, str(last), [str(found), walk], [str(found), *power])
    left = n - 3
    back = ", ".join(f"{terms[i + 1]} / {factor} = {terms[i]}" for i in reversed(range(2, n - 1)))
    opening = f"The terms given are {', '.join(map(str, shown))}, and term number {n} is wanted."
    closing = [
        f"To check, I go back by division: {back}. That is the third term, as it should be.",
        f"The count fits, too: position {n} lies {count(left, 'place')} after position 3.",
        f"The {_ordinal(n)} term is {last}.",
    ]
    trace = [
        f"{opening} The numbers do not grow by a fixed amount, so I look at their quotients.",
        f"The second term divided by the first is {found}, and the third divided by the second is "
        f"{terms[2]} / {bracketed(terms[1])} = {ratio}. They agree, so each term is the one before it times {ratio}.",
        f"Three terms are known, so the number of multiplications still to be done is {n} - 3 = {left}.",
        f"One after the other: {walk}.",
        f"Counting along, that last number stands in position {n}.",
        *closing,
    ]
    return Draft(question, str(last), f"{found}. {walk}", "\n".join(trace), "trace_execution", milestones=marks)


def check_geometric(p: dict[str, Any]) -> str:
    """The closed form."""
    return str(p["first"] * pow(p["ratio"], p["n"] - 1))


_GROWING = (
    "A sequence begins {terms}, ... The differences between neighbors grow by the same amount. What is the next "
    "term?",
    "Continue {terms}, ... The steps themselves change by a fixed amount. Which number comes next?",
    "Which number follows {terms} if the gaps between the numbers keep changing by a constant?",
    "Find the next term of {terms}, ..., whose second differences are constant.",
    "The gaps in the list {terms} grow or shrink by a fixed amount. What comes next?",
    "In {terms}, ... each gap differs from the gap before it by the same number. Give the next term.",
)


def growing(rng: Random, difficulty: str) -> dict[str, Any]:
    """A start, a first step, and the amount by which the step grows."""
    most = {"easy": (60, 12, 5), "medium": (100, 20, 9), "hard": (300, 30, 15)}[difficulty]
    first, step = rng.randint(1, most[0]), rng.randint(1, most[1])
    growth = rng.randint(1, most[2]) * (rng.choice((-1, 1)) if difficulty == "hard" else 1)
    return {"first": first, "step": step, "growth": growth}


def write_growing(rng: Random, p: dict[str, Any]) -> Draft:
    growth = p["growth"]
    terms, step = [p["first"]], p["step"]
    steps = []
    for _ in range(5):
        terms.append(terms[-1] + step)
        steps.append(step)
        step += growth
    shown, following = terms[:5], terms[5]
    question = rng.choice(_GROWING).format(terms=", ".join(map(str, shown)))
    gaps = [equal(f"{terms[i + 1]} - {bracketed(terms[i])}", steps[i]) for i in range(4)]
    change = equal(f"{steps[3]} - {bracketed(steps[2])}", growth)
    next_step = equal(f"{steps[3]}{signed(growth)}", steps[4])
    last = equal(f"{shown[-1]}{signed(steps[4]) or ' + 0'}", following)
    marks = milestones(question, str(following), [*gaps, change, next_step, last])
    trace = [
        f"The five terms {', '.join(map(str, shown))} are given and the sixth is wanted. They do not rise evenly, "
        "so I look at the steps between neighbors.",
        f"The steps are {', '.join(gaps)}.",
        "These steps are not equal, but they follow a rule of their own: "
        f"{steps[1]} - {bracketed(steps[0])} = {growth}, {steps[2]} - {bracketed(steps[1])} = {growth} and {change}.",
        f"So the steps {'grow' if growth > 0 else 'shrink'} by {abs(growth)} every time, and the next step is "
        f"{next_step}.",
        f"Taking it from the last term gives {last}.",
        "To check, I go down the table of differences the other way: "
        f"{following} - {bracketed(shown[-1])} = {steps[4]}, and {steps[4]} - {bracketed(steps[3])} = {growth}, so "
        "the second difference is kept.",
        f"The next term is {following}.",
    ]
    concise = f"{', '.join(gaps)}. {change}. {next_step}. {last}"
    return Draft(question, str(following), concise, "\n".join(trace), "forward", milestones=marks)


def check_growing(p: dict[str, Any]) -> str:
    """The sixth term by its closed form: five first steps and ten growths."""
    return str(p["first"] + 5 * p["step"] + 10 * p["growth"])


FAMILIES = (
    Family(
        "arithmetic_sequence", "math", "sequences", "number", ("sequence", "common difference"),
        arithmetic, write_arithmetic, check_arithmetic,
    ),
    Family(
        "geometric_sequence", "math", "sequences", "number", ("sequence", "common ratio"),
        geometric, write_geometric, check_geometric,
    ),
    Family(
        "growing_steps", "math", "sequences", "number", ("sequence", "differences"),
        growing, write_growing, check_growing,
    ),
)
