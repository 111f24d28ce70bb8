"""The mean of a short list."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.math.values import SETTINGS, ask
from reasoning_data.math.working import equal, marked, milestones, quotient, running_sum
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES


def mean(rng: Random, difficulty: str) -> dict[str, Any]:
    """The values are drawn around a whole mean; the last one makes up for the others."""
    numbers, sizes, spread = {
        "easy": ((3, 4), (8, 30), 5),
        "medium": ((4, 5), (15, 60), 9),
        "hard": ((5, 8), (40, 150), 20),
    }[difficulty]
    n, size = rng.randint(*numbers), rng.randint(*sizes)
    values = [size + rng.randint(-spread, spread) for _ in range(n - 1)]
    last = size * n - sum(values)
    if last < 1:
        values, last = [size] * (n - 2) + [size - 2], size + 2
    values.insert(rng.randrange(n), last)
    return {"setting": rng.choice(SETTINGS), "name": rng.choice(NAMES), "values": values}


def write_mean(rng: Random, p: dict[str, Any]) -> Draft:
    values = p["values"]
    n, total = len(values), sum(p["values"])
    average = total // n
    question = ask(rng, p, "mean")
    listed = ", ".join(map(str, values))
    above = sum(v - average for v in values if v > average)
    base = min(values)
    extras = [v - base for v in values]
    extra, over = sum(extras), ", ".join(map(str, extras))
    added, divided = running_sum(values), equal(f"{total} / {n}", average)
    at_once = f"{' + '.join(map(str, values))} = {total}"
    levelled = [running_sum(extras), equal(f"{extra} / {n}", extra // n), equal(f"{base} + {extra // n}", average)]
    marks = milestones(
        question, str(average), [added, divided], at_once, f"= {total} / {n}", [over, *marked(levelled[:2])]
    )
    if rng.random() < 0.5:
        check = (
            f"To check, I spread the mean out again: {n} × {average} = {total}, which is the sum found above."
        )
        trace = [
            f"The values are {listed}, and their mean is wanted: the number that each would have if all were made "
            "equal without changing the total.",
            f"So I add all of them and divide the sum by how many there are, which is {n}.",
            f"The sum grows like this: {added}.",
            f"Divided by the number of values: {quotient(total, n)}.",
            check,
            f"The smallest value is {min(values)} and the largest is {max(values)}, and a mean cannot lie outside "
            f"these; {average} does not.",
            f"The values above it exceed it by {above} in total, the values below it fall short by {above} as "
            "well, so it is the point of balance.",
            f"The mean is {average}.",
        ]
        concise = f"{added}. {divided}"
        return Draft(question, str(average), concise, "\n".join(trace), "forward", milestones=marks)
    trace = [
        f"The values are {listed}, and their mean is wanted. They are not far from each other, so I measure all of "
        f"them from the smallest one, {base}, and work with small numbers.",
        f"What they have above {base} is {over}.",
        f"These parts add up like this: {levelled[0]}.",
        f"Shared equally among the {n} values, each gets {levelled[1]} above {base}.",
        f"So the mean is {levelled[2]}.",
        f"To check, I take the plain sum of all the values: it is {total}, and {divided}. Both "
        "ways lead to the same number.",
        f"It also lies between the smallest value {base} and the largest value {max(values)}, as every mean does.",
        f"The mean is {average}.",
    ]
    concise = f"From {base}: {over}. {'. '.join(levelled)}"
    return Draft(question, str(average), concise, "\n".join(trace), "decomposition", milestones=marks)


def check_mean(p: dict[str, Any]) -> str:
    """Levels the values: one unit at a time goes from the largest to the smallest."""
    values = sorted(p["values"])
    while values[-1] - values[0] > 1:
        values[0] += 1
        values[-1] -= 1
        values.sort()
    return str(values[0])


FAMILIES = (
    Family("mean", "math", "statistics", "number", ("mean", "average"), mean, write_mean, check_mean),
)
