"""Number patterns: the law behind a sequence, and its next number."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family

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


def _gaps(terms: list[int]) -> str:
    """Each neighboring pair subtracted, the smaller from the greater."""
    return ", ".join(
        f"{b} - {a} = {b - a}" if b >= a else f"{a} - {b} = {a - b} down" for a, b in pairwise(terms)
    )


def _even(p: dict[str, Any]) -> tuple[int, str, list[str]]:
    terms, step, last = p["terms"], p["step"], p["terms"][-1]
    sign, undo, verb = ("+", "-", "add") if p["kind"] == "add" else ("-", "+", "subtract")
    answer = last + step if sign == "+" else last - step
    gap = f"{max(terms[:2])} - {min(terms[:2])} = {step}{' down' * (sign == '-')}"
    return answer, f"{gap}. {last} {sign} {step} = {answer}.", [
        f"The gaps between neighbors are {_gaps(terms)}.",
        f"All of them have the same size, {step}, so the rule is to {verb} {step} every time.",
        f"The rule, applied to the last number shown, gives {last} {sign} {step} = {answer}.",
        f"Going back from there, {answer} {undo} {step} = {last}, which is the last number shown.",
    ]


def _times(p: dict[str, Any]) -> tuple[int, str, list[str]]:
    terms, step, last = p["terms"], p["step"], p["terms"][-1]
    answer = last * step
    quotients = [f"{b} / {a} = {step}" for a, b in pairwise(terms)]
    return answer, f"{'. '.join(quotients[:2])}. {last} × {step} = {answer}.", [
        f"The gaps are {_gaps(terms)}.",
        "They grow quickly, which suggests multiplication, so I divide neighbors instead of "
        "subtracting them.",
        f"The quotients are {', '.join(quotients)}.",
        f"Every quotient is {step}, so each number is {step} times the one before: {last} × {step} "
        f"= {answer}.",
        f"Dividing back, {answer} / {step} = {last}, the last number shown.",
    ]


def _growing(p: dict[str, Any]) -> tuple[int, str, list[str]]:
    terms, other, last = p["terms"], p["other"], p["terms"][-1]
    gaps = [b - a for a, b in pairwise(terms)]
    gap = gaps[-1] + other
    answer = last + gap
    shown = ", ".join(map(str, gaps))
    return answer, f"Gaps {shown}. Next gap {gaps[-1]} + {other} = {gap}. {last} + {gap} = {answer}.", [
        f"The gaps are {_gaps(terms)}.",
        f"They are not equal, so I look at how the gaps change: {_gaps(gaps)}.",
        f"The gaps grow by {other} each time, so the next gap is {gaps[-1]} + {other} = {gap}.",
        f"The next number is {last} + {gap} = {answer}.",
        f"With it the gaps read {shown}, {gap}, each {other} more than the one before.",
    ]


def _two_steps(p: dict[str, Any]) -> tuple[int, str, list[str]]:
    terms, step, other, last = p["terms"], p["step"], p["other"], p["terms"][-1]
    up = len(terms) % 2 == 1
    move, size = ("+", step) if up else ("-", other)
    answer = last + step if up else last - other
    net = f"{step} - {other} = {step - other}"
    jots = ", ".join(f"{b - a:+d}" for a, b in pairwise(terms))
    return answer, f"Steps {jots}. Next {move}{size}. {last} {move} {size} = {answer}.", [
        f"The gaps are {_gaps(terms)}.",
        f"Two kinds of step take turns: up by {step}, then down by {other}, then up by {step} again.",
        f"The last step shown went {'down' if up else 'up'}, so now it goes {'up' if up else 'down'} "
        f"by {size}: "
        f"{last} {move} {size} = {answer}.",
        f"Two steps together change a number by {net}, so the number two places before should be "
        f"{answer - (step - other)}.",
        f"The sequence has {terms[-2]} there, as expected.",
    ]


def _fibonacci(p: dict[str, Any]) -> tuple[int, str, list[str]]:
    terms = p["terms"]
    before, last = terms[-2:]
    answer = before + last
    sums = [f"{a} + {b} = {a + b}" for a, b in pairwise(terms[:-1])]
    return answer, f"{'. '.join(sums)}. {before} + {last} = {answer}.", [
        f"The gaps are {_gaps(terms)}.",
        "From the second gap on, the gaps are the earlier numbers again, so neighbors are being added.",
        f"That rule can be tested on the numbers shown: {', '.join(sums)}.",
        f"So every number is the sum of the two before it, and next comes {before} + {last} = {answer}.",
        f"Taking the newer one away gives the older one back: {answer} - {last} = {before}.",
    ]


def _times_plus(p: dict[str, Any]) -> tuple[int, str, list[str]]:
    terms, step, other, last = p["terms"], p["step"], p["other"], p["terms"][-1]
    first, second, third = terms[:3]
    gap, next_gap = second - first, third - second
    answer = last * step + other
    lines = [f"{a} × {step} + {other} = {b}" for a, b in pairwise(terms)]
    product = f"{last} × {step} = {last * step}. {last * step} + {other} = {answer}."
    return answer, f"{'. '.join(lines[:2])}. {product}", [
        f"The gaps are {_gaps(terms)}.",
        f"The gaps grow by multiplication, {next_gap} / {gap} = {step}, so each number is {step} "
        "times the one before and a little more.",
        f"At the start {first} × {step} = {first * step}, and {second} - {first * step} = {other} "
        "is missing.",
        f"“Times {step}, plus {other}” fits everywhere: {', '.join(lines)}.",
        f"Next: {last} × {step} + {other} = {answer}.",
        f"Backwards, {answer} - {other} = {answer - other} and {answer - other} / {step} = {last}.",
    ]


def _interleaved(p: dict[str, Any]) -> tuple[int, str, list[str]]:
    mine, others = p["terms"][::2], p["terms"][1::2]
    step, last = p["step"], p["terms"][-2]
    answer = last + step
    shown = ", ".join(map(str, mine))
    return answer, f"Every second: {shown}. Add {step}. {last} + {step} = {answer}.", [
        f"The gaps between neighbors are {_gaps(p['terms'])}, with no steady rule.",
        "So two sequences may be taking turns, and I separate the odd places from the even ones.",
        f"The odd places hold {shown}: {_gaps(mine)}.",
        f"The even places hold {', '.join(map(str, others))}: {_gaps(others)}.",
        f"Both grow evenly. The next place is odd, so its number is {last} + {step} = {answer}.",
        f"Back again, {answer} - {step} = {last}, the number two places before.",
    ]


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
    answer, concise, work = _WORK[p["kind"]](p)
    trace = "\n".join((
        f"The sequence shows {len(terms)} numbers, {shown}, and the number after {terms[-1]} is wanted.",
        rng.choice(_STARTS),
        *work,
        f"The rule explains all {len(terms)} numbers shown, from {terms[0]} to {terms[-1]}, so it can be "
        f"trusted for one more: the next number is {answer}.",
    ))
    return Draft(rng.choice(_ASKS).format(shown=shown), str(answer), concise, trace, "forward")


def check_number_pattern(p: dict[str, Any]) -> str:
    """Sees only the numbers shown: tries one simple law after another until one explains them all."""
    laws = (_steady_law, _linear_law, _gap_law, _sum_law, _turns_law, _interleaved_law)
    return str(next(value for law in laws if (value := law(p["terms"])) is not None))


def _steady_law(t: list[int]) -> int | None:
    return 2 * t[-1] - t[-2] if all(2 * t[i] == t[i - 1] + t[i + 1] for i in range(1, len(t) - 1)) else None


def _linear_law(t: list[int]) -> int | None:
    """Next is a × term + b, with whole a from 2 and whole b."""
    if t[1] == t[0] or (t[2] - t[1]) % (t[1] - t[0]):
        return None
    a = (t[2] - t[1]) // (t[1] - t[0])
    b = t[1] - a * t[0]
    return a * t[-1] + b if a >= 2 and all(a * t[i] + b == t[i + 1] for i in range(len(t) - 1)) else None


def _gap_law(t: list[int]) -> int | None:
    gap = _steady_law([t[i + 1] - t[i] for i in range(len(t) - 1)])
    return None if gap is None else t[-1] + gap


def _sum_law(t: list[int]) -> int | None:
    return t[-1] + t[-2] if all(t[i] + t[i + 1] == t[i + 2] for i in range(len(t) - 2)) else None


def _turns_law(t: list[int]) -> int | None:
    gaps = [t[i + 1] - t[i] for i in range(len(t) - 1)]
    return t[-1] + gaps[-2] if gaps[2:] == gaps[:-2] else None


def _interleaved_law(t: list[int]) -> int | None:
    gaps = [t[i + 2] - t[i] for i in range(len(t) - 2)]
    return t[-2] + gaps[-2] if gaps[2:] == gaps[:-2] else None


FAMILIES = (
    Family("number_pattern", "logic_puzzle", "patterns", "number", ("sequence", "pattern"),
           number_pattern, write_number_pattern, check_number_pattern),
)
