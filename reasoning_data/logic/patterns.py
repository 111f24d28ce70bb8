"""Number patterns: the law behind a sequence, and its next number."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import Any, NamedTuple

from reasoning_data.logic.pattern_laws import check_number_pattern
from reasoning_data.schema import Draft, Family, routes

_ASKS = (
    "What number comes next? {shown}, ...",
    "What is the next number in this sequence: {shown}, ...?",
    "Find the number that continues the pattern {shown}, ...",
    "A sequence begins {shown}. What comes next if the pattern goes on?",
    "Continue the pattern by one number: {shown}, ...",
    "Which number should follow in the row {shown}, ...?",
    "The lockers in a hall are numbered {shown}, and so on. What number is on the next one?",
    "A machine prints {shown}. If it keeps to its rule, what does it print next?",
    "A child skips along a number line and touches {shown}. Which number is touched next?",
    "On a puzzle page the row reads {shown}, ?. Which number replaces the question mark?",
    "A counter shows {shown} on successive days, following a fixed rule. What does it show on the next day?",
    "Someone writes {shown} on the board and asks for the next number. What is it?",
)
_KINDS = {
    "easy": ("add", "add", "add", "subtract", "subtract", "double"),
    "medium": ("add", "subtract", "times", "growing", "growing", "two steps", "two steps"),
    "hard": ("growing", "two steps", "fibonacci", "times plus", "interleaved"),
}


def number_pattern(rng: Random, difficulty: str) -> dict[str, Any]:
    kind = rng.choice(_KINDS[difficulty])
    high = {"easy": 80, "medium": 60, "hard": 90}[difficulty]
    start, step = rng.randint(1, high), rng.randint(2, {"easy": 12, "medium": 15, "hard": 25}[difficulty])
    other, second = rng.randint(1, 9), rng.randint(1, high)
    how_many = 6 if kind == "interleaved" else rng.randint(4, 5) if kind in ("add", "subtract") else 5
    if kind == "subtract":
        start += 5 * step
    elif kind in ("double", "times", "times plus"):
        start = rng.randint(1, 25 if kind == "double" else 12)
        step = 2 if kind == "double" else rng.randint(2, 3 if difficulty == "medium" else 4)
    elif kind in ("two steps", "interleaved"):
        start, step = start + 2 * other, step + (step == other)
    terms = [start, second] if kind in ("fibonacci", "interleaved") else [start]
    while len(terms) < how_many:
        last, turn = terms[-1], len(terms)
        if kind == "add":
            terms.append(last + step)
        elif kind == "subtract":
            terms.append(last - step)
        elif kind in ("double", "times"):
            terms.append(last * step)
        elif kind == "growing":
            terms.append(last + step + (turn - 1) * other)
        elif kind == "two steps":
            terms.append(last + step if turn % 2 else last - other)
        elif kind == "fibonacci":
            terms.append(terms[-2] + last)
        elif kind == "times plus":
            terms.append(last * step + other)
        else:
            terms.append(terms[-2] + (other if turn % 2 else step))
    if kind not in ("growing", "two steps", "times plus", "interleaved"):
        other = 0
    return {"kind": kind, "terms": terms, "step": 0 if kind == "fibonacci" else step, "other": other}


class _Work(NamedTuple):
    answer: int
    jots: list[str]
    told: list[str]
    facts: list[str]
    """The results in the sentences told."""


def _gaps(terms: list[int]) -> list[str]:
    """Each neighboring pair subtracted, the smaller from the greater."""
    return [f"{b} - {a} = {b - a}" if b >= a else f"{a} - {b} = {a - b} down" for a, b in pairwise(terms)]


def _listed(claims: list[str]) -> str:
    return ", ".join(claims)


def _even(p: dict[str, Any]) -> _Work:
    terms, step, last = p["terms"], p["step"], p["terms"][-1]
    sign, undo, verb = ("+", "-", "add") if p["kind"] == "add" else ("-", "+", "subtract")
    answer = last + step if sign == "+" else last - step
    gap = f"{max(terms[:2])} - {min(terms[:2])} = {step}{' down' * (sign == '-')}"
    claim = f"{last} {sign} {step} = {answer}"
    return _Work(answer, [gap, claim], [
        f"The gaps between neighbors are {_listed(_gaps(terms))}.",
        f"All of them have the same size, {step}, so the rule is to {verb} {step} every time.",
        f"The rule, applied to the last number shown, gives {claim}.",
        f"Going back from there, {answer} {undo} {step} = {last}, which is the last number shown.",
    ], [*_gaps(terms), claim])


def _times(p: dict[str, Any]) -> _Work:
    terms, step, last = p["terms"], p["step"], p["terms"][-1]
    answer = last * step
    quotients = [f"{b} / {a} = {step}" for a, b in pairwise(terms)]
    claim = f"{last} × {step} = {answer}"
    return _Work(answer, [*quotients[:2], claim], [
        f"The gaps are {_listed(_gaps(terms))}.",
        "They grow quickly, which suggests multiplication, so I divide neighbors instead of "
        "subtracting them.",
        f"The quotients are {', '.join(quotients)}.",
        f"Every quotient is {step}, so each number is {step} times the one before: {claim}.",
        f"Dividing back, {answer} / {step} = {last}, the last number shown.",
    ], [*_gaps(terms), *quotients, claim])


def _growing(p: dict[str, Any]) -> _Work:
    terms, other, last = p["terms"], p["other"], p["terms"][-1]
    gaps = [b - a for a, b in pairwise(terms)]
    gap = gaps[-1] + other
    answer = last + gap
    shown = ", ".join(map(str, gaps))
    claims = [f"{gaps[-1]} + {other} = {gap}", f"{last} + {gap} = {answer}"]
    return _Work(answer, [f"Gaps {shown}", f"Next gap {claims[0]}", claims[1]], [
        f"The gaps are {_listed(_gaps(terms))}.",
        f"They are not equal, so I look at how the gaps change: {_listed(_gaps(gaps))}.",
        f"The gaps grow by {other} each time, so the next gap is {claims[0]}.",
        f"The next number is {claims[1]}.",
        f"With it the gaps read {shown}, {gap}, each {other} more than the one before.",
    ], [*_gaps(terms), *_gaps(gaps), *claims])


def _two_steps(p: dict[str, Any]) -> _Work:
    terms, step, other, last = p["terms"], p["step"], p["other"], p["terms"][-1]
    up = len(terms) % 2 == 1
    move, size = ("+", step) if up else ("-", other)
    answer = last + step if up else last - other
    net = f"{step} - {other} = {step - other}"
    jots = ", ".join(f"{b - a:+d}" for a, b in pairwise(terms))
    claim = f"{last} {move} {size} = {answer}"
    return _Work(answer, [f"Steps {jots}", f"Next {move}{size}", claim], [
        f"The gaps are {_listed(_gaps(terms))}.",
        f"Two kinds of step take turns: up by {step}, then down by {other}, then up by {step} again.",
        f"The last step shown went {'down' if up else 'up'}, so now it goes {'up' if up else 'down'} "
        f"by {size}: {claim}.",
        f"Two steps together change a number by {net}, so the number two places before should be "
        f"{answer - (step - other)}.",
        f"The sequence has {terms[-2]} there, as expected.",
    ], [*_gaps(terms), f"up by {step}", f"down by {other}", claim])


def _fibonacci(p: dict[str, Any]) -> _Work:
    terms = p["terms"]
    before, last = terms[-2:]
    answer = before + last
    sums = [f"{a} + {b} = {a + b}" for a, b in pairwise(terms[:-1])]
    claim = f"{before} + {last} = {answer}"
    return _Work(answer, [*sums, claim], [
        f"The gaps are {_listed(_gaps(terms))}.",
        "From the second gap on, the gaps are the earlier numbers again, so neighbors are being added.",
        f"That rule can be tested on the numbers shown: {', '.join(sums)}.",
        f"So every number is the sum of the two before it, and next comes {claim}.",
        f"Taking the newer one away gives the older one back: {answer} - {last} = {before}.",
    ], [*_gaps(terms), *sums, claim])


def _times_plus(p: dict[str, Any]) -> _Work:
    terms, step, other, last = p["terms"], p["step"], p["other"], p["terms"][-1]
    first, second, third = terms[:3]
    gap, next_gap = second - first, third - second
    answer = last * step + other
    lines = [f"{a} × {step} + {other} = {b}" for a, b in pairwise(terms)]
    claim = f"{last} × {step} + {other} = {answer}"
    product = f"{last} × {step} = {last * step}", f"{last * step} + {other} = {answer}"
    return _Work(answer, [*lines[:2], *product], [
        f"The gaps are {_listed(_gaps(terms))}.",
        f"The gaps grow by multiplication, {next_gap} / {gap} = {step}, so each number is {step} "
        "times the one before and a little more.",
        f"At the start {first} × {step} = {first * step}, and {second} - {first * step} = {other} "
        "is missing.",
        f"“Times {step}, plus {other}” fits everywhere: {', '.join(lines)}.",
        f"Next: {claim}.",
        f"Backwards, {answer} - {other} = {answer - other} and {answer - other} / {step} = {last}.",
    ], [*_gaps(terms), f"{next_gap} / {gap} = {step}", *lines, claim])


def _interleaved(p: dict[str, Any]) -> _Work:
    mine, others = p["terms"][::2], p["terms"][1::2]
    step, last = p["step"], p["terms"][-2]
    answer = last + step
    shown = ", ".join(map(str, mine))
    claim = f"{last} + {step} = {answer}"
    return _Work(answer, [f"Every second: {shown}", f"Add {step}", claim], [
        f"The gaps between neighbors are {_listed(_gaps(p['terms']))}, with no steady rule.",
        "So two sequences may be taking turns, and I separate the odd places from the even ones.",
        f"The odd places hold {shown}: {_listed(_gaps(mine))}.",
        f"The even places hold {', '.join(map(str, others))}: {_listed(_gaps(others))}.",
        f"Both grow evenly. The next place is odd, so its number is {claim}.",
        f"Back again, {answer} - {step} = {last}, the number two places before.",
    ], [*_gaps(mine), *_gaps(others), claim])


_WORK = {"add": _even, "subtract": _even, "double": _times, "times": _times, "growing": _growing,
         "two steps": _two_steps, "fibonacci": _fibonacci, "times plus": _times_plus,
         "interleaved": _interleaved}
_STARTS = (
    "I compare each number with the next one.",
    "To find the rule, I look at what happens between neighbors.",
    "A pattern shows in its differences, so these come first.",
)


def write_number_pattern(rng: Random, p: dict[str, Any]) -> Draft:
    terms = p["terms"]
    shown = ", ".join(map(str, terms))
    work = _WORK[p["kind"]](p)
    trace = "\n".join((
        f"The sequence shows {len(terms)} numbers, {shown}, and the number after {terms[-1]} is wanted.",
        rng.choice(_STARTS),
        *work.told,
        f"The rule explains all {len(terms)} numbers shown, from {terms[0]} to {terms[-1]}, so it can be "
        f"trusted for one more: the next number is {work.answer}.",
    ))
    return Draft(
        rng.choice(_ASKS).format(shown=shown), str(work.answer), f"{'. '.join(work.jots)}.", trace, "forward",
        milestones=routes(work.facts, work.jots),
    )


FAMILIES = (
    Family("number_pattern", "logic_puzzle", "patterns", "number", ("sequence", "pattern"),
           number_pattern, write_number_pattern, check_number_pattern),
)
