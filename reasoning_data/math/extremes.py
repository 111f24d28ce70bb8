"""The range of a short list: what lies between its extremes."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.math.values import SETTINGS, ask
from reasoning_data.math.working import equal, milestones
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES


def spread(rng: Random, difficulty: str) -> dict[str, Any]:
    sizes, most = {"easy": ((5,), 50), "medium": ((6, 7), 100), "hard": ((8, 9), 900)}[difficulty]
    values = rng.sample(range(2, most), rng.choice(sizes))
    return {"setting": rng.choice(SETTINGS), "name": rng.choice(NAMES), "values": values}


def write_spread(rng: Random, p: dict[str, Any]) -> Draft:
    values = p["values"]
    question = ask(rng, p, "range")
    low, high = min(values), max(values)
    width = high - low
    rising, falling = _records(values, 1), _records(values, -1)
    difference = equal(f"{high} - {low}", width)
    trace = [
        f"The list is {', '.join(map(str, values))}. The range is the distance between its largest and its "
        "smallest value, so I only have to find these two; the others play no part.",
        "Going through the list from the left, I keep the largest value seen so far: "
        f"{', then '.join(map(str, rising))}. The largest of all is {high}.",
        f"In a second pass I keep the smallest value seen so far: {', then '.join(map(str, falling))}. "
        f"The smallest of all is {low}.",
        f"Their difference is {difference}.",
        f"To check, starting from the smallest and adding the range must lead to the largest: {low} + {width} = "
        f"{high}. It does.",
        f"Any two values of the list differ by {width} at most, because none lies outside {low} to {high}.",
        f"The range is {width}.",
    ]
    tops, bottoms = ", ".join(map(str, rising)), ", ".join(map(str, falling))
    concise = f"Largest: {tops}. Smallest: {bottoms}. {difference}"
    marks = milestones(question, str(width), [difference])
    return Draft(question, str(width), concise, "\n".join(trace), "trace_execution", milestones=marks)


def _records(values: list[int], sign: int) -> list[int]:
    """The values that are larger (sign 1) or smaller (sign -1) than all before them."""
    found = [values[0]]
    for value in values[1:]:
        if sign * value > sign * found[-1]:
            found.append(value)
    return found


def check_spread(p: dict[str, Any]) -> str:
    """The largest difference over all pairs."""
    return str(max(x - y for x in p["values"] for y in p["values"]))


FAMILIES = (
    Family(
        "range", "math", "statistics", "number", ("range", "extremes"), spread, write_spread, check_spread
    ),
)
