"""Solutions of GSM8K as models write them: right ones by other routes, and wrong ones that read the question wrongly.

The data has no model's solutions, so these stand for them. As with a model, every step of a solution may fail, and
what follows is computed from what came out: the arithmetic stays consistent, and only the relation between the
quantities is misread. A solution is right or wrong by its answer, whatever happened on the way. What it shares with a
model's solutions and what not is measured by how well the naive share of worked results that it contains tells right
from wrong: 0.936 for 5,276 solutions by models, 0.835 without the last result.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from worked import DATA, NUMBER, Solution, WorkedStep, as_written, computed, exactly, solutions

STEP_FAILS = 0.25
_KINDS = {  # what becomes of a step that fails, and how often
    "relation": 4,  # two quantities that do not belong together, joined by any operation
    "swapped": 5,  # a quantity taken from elsewhere in the question or the solution
    "operation": 3,  # another operation
    "omitted": 3,  # left out: what it would have found is not looked for
    "dropped": 2,  # an operand is left out
    "premature": 1,  # its result is taken for the answer
    "misread": 1,  # a number is read wrongly
    "extra": 1,  # and goes on with one operation more
    "slip": 1,  # miscalculated
}
PLAUSIBLE = 4  # so many times a failed step is tried again where it gives a negative amount or half a person
REWRITTEN = 0.08  # of the steps that can be joined with the one which uses their result


@dataclass(frozen=True)
class Spoiled:
    number: int
    """Of the solution."""
    question: str
    trace: str
    answer: str
    kind: str
    """`right`, or the first failure."""
    milestones: list[str]


def rewritten(solution: Solution, rng: random.Random) -> Solution:
    """The same solution by another route: some steps are joined with the one step that uses their result."""
    steps = list(solution.steps)
    for step in solution.steps[:-1]:
        shown = as_written(step.value)
        users = [s for s in steps if s is not step and shown in s.tokens]
        if len(users) != 1 or users[0].tokens.count(shown) != 1 or rng.random() > REWRITTEN:
            continue
        [user] = users
        if shown in NUMBER.findall(solution.question) or step not in steps:
            continue
        place = user.tokens.index(shown)
        tokens = (*user.tokens[:place], "(", *step.tokens, ")", *user.tokens[place + 1 :])
        steps[steps.index(user)] = WorkedStep(user.before, tokens, user.value, user.behind)
        steps.remove(step)
    return Solution(solution.question, tuple(steps), solution.answer)


def attempt(solution: Solution, rng: random.Random) -> tuple[str, str, str]:
    """Trace, answer and what happened first, where every step may fail.

    Raises:
        ValueError, ZeroDivisionError, IndexError: what came out cannot be written.
    """
    times = rng.choice("**x×")
    asked = [n.replace(",", "") for n in NUMBER.findall(solution.question)]
    changed: dict[Fraction, Fraction] = {}  # what the solution's results have become
    results: list[Fraction] = []
    written, first = "", "right"
    for step in solution.steps:
        tokens = [_replaced(token, changed) for token in step.tokens]
        kind = rng.choices(list(_KINDS), list(_KINDS.values()))[0] if rng.random() < STEP_FAILS else ""
        first = kind if kind and first == "right" else first
        if kind == "omitted":
            changed[step.value] = exactly(rng.choice([t for t in tokens if t[0].isdigit()]))
            written += step.behind and "\n"
            continue
        for _ in range(PLAUSIBLE * bool(kind)):  # a model's errors are rarely absurd
            failed = _failed(tokens, kind, [*asked, *map(as_written, results)], rng)
            if _is_plausible(computed(failed), step.value):
                break
        tokens = failed if kind else tokens
        value = computed(tokens) + (rng.choice((1, -1, 10, -10, 2)) if kind == "slip" else 0)
        if step.value != value:
            changed[step.value] = value
        results.append(value)
        before = _rewritten(step.before, changed)
        written += f"{before}{' '.join(tokens).replace('*', times)} = {as_written(value)}"
        written += _rewritten(step.behind, changed)
        if kind == "premature":
            break
        if kind == "extra":
            tokens = [as_written(value), rng.choice("+-*"), rng.choice(asked or ["2"])]
            results.append(computed(tokens))
            changed[step.value] = results[-1]
            written += f"\nSo it is {' '.join(tokens)} = {as_written(results[-1])}.\n"
    trace = re.sub(r"\n{2,}", "\n", written).strip()
    return trace, as_written(results[-1]), first


def _is_plausible(value: Fraction, right: Fraction) -> bool:
    return value > 0 and (value.denominator == 1 or right.denominator > 1)


def _failed(tokens: list[str], kind: str, others: list[str], rng: random.Random) -> list[str]:
    """The tokens of a step after a failure; as they are where it has no place."""
    tokens = list(tokens)
    signs = [i for i, token in enumerate(tokens) if token in "+-*/"]
    numbers = [i for i, token in enumerate(tokens) if token[0].isdigit()]
    if kind == "relation" and len(others) > 1:
        one, other = rng.sample(others, 2)
        return [one, rng.choice("+-**/"), other]
    if kind == "operation" and signs:
        i = rng.choice(signs)
        tokens[i] = rng.choice({"+": "-*", "-": "+/", "*": "/+", "/": "*-"}[tokens[i]])
    elif kind == "swapped" and (elsewhere := [n for n in others if n not in tokens]):
        tokens[rng.choice(numbers)] = rng.choice(elsewhere)
    elif kind == "dropped" and len(numbers) > 2 and "(" not in tokens:
        i = rng.choice(numbers[1:])
        del tokens[i - 1 : i + 1]
    elif kind == "misread":
        i = rng.choice(numbers)
        tokens[i] = as_written(exactly(tokens[i]) + rng.choice((1, 2, 10)))
    return tokens


def _replaced(token: str, changed: dict[Fraction, Fraction]) -> str:
    return as_written(changed.get(exactly(token), exactly(token))) if token[0].isdigit() else token


def _rewritten(words: str, changed: dict[Fraction, Fraction]) -> str:
    return NUMBER.sub(
        lambda match: as_written(changed[v]) if (v := exactly(match[0])) in changed else match[0], words
    )


def samples(path: Path = DATA, each: int = 1, seed: int = 0) -> Iterator[Spoiled]:
    """`each` attempts at every solution, by the route of its authors or another, right or wrong by the answer."""
    for number, solution in solutions(path):
        for i in range(each):
            rng = random.Random(f"{seed}/{number}/{i}")
            try:
                trace, answer, first = attempt(rewritten(solution, rng), rng)
            except (ValueError, ZeroDivisionError, IndexError):
                continue
            kind = "right" if answer == as_written(solution.answer) else first
            if kind == "right" and first not in ("right", "omitted"):
                continue  # right by luck
            yield Spoiled(number, solution.question, trace, answer, kind, solution.milestones)
