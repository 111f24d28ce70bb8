"""Work done together: rates that add up."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from reasoning_data.math.working import equal, milestones, product
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, count

_JOBS = {
    "pool": ("fills a pool", "fill it", "pool"),
    "fence": ("paints a fence", "paint it", "fence"),
    "letters": ("folds a pile of letters", "fold it", "pile"),
    "field": ("plows a field", "plow it", "field"),
    "hall": ("cleans a hall", "clean it", "hall"),
    "wall": ("builds a wall", "build it", "wall"),
}
_JOB_ASKS = (
    "{told}. How many hours do they need together? Give a whole number or a reduced fraction.",
    "{told}. Working together, in how many hours do they {deed}? Give a whole number or a reduced fraction.",
    "{told}, each alone. How many hours do they need to {deed} together, as a whole number or reduced fraction?",
)
_EASY_PAIRS = (
    (3, 6), (4, 4), (6, 6), (4, 12), (10, 15), (6, 12), (8, 8), (9, 18), (5, 20), (8, 24), (10, 10), (12, 12),
    (20, 30), (6, 30),
)
"""Times in hours that make a whole number of hours together."""


def work(rng: Random, difficulty: str) -> dict[str, Any]:
    if difficulty == "easy":
        a, b = rng.sample(rng.choice(_EASY_PAIRS), 2)
    else:
        a, b = rng.sample(range(2, 13) if difficulty == "medium" else range(5, 31), 2)
    return {"setting": rng.choice(list(_JOBS)), "names": rng.sample(NAMES, 2), "a": a, "b": b}


def write_work(rng: Random, p: dict[str, Any]) -> Draft:
    a, b, (one, two) = p["a"], p["b"], p["names"]
    does, deed, thing = _JOBS[p["setting"]]
    told = f"{one} {does} in {a} hours, {two} in {b} hours"
    question = rng.choice(_JOB_ASKS).format(told=told, deed=deed)
    together = Fraction(a * b, a + b)
    answer = str(together)
    parts = a * b
    portions, sums, shown = product(a, b), equal(f"{b} + {a}", a + b), f"{parts}/{a + b}"
    last = [shown] if answer != shown and together.denominator > 1 else []
    marks = milestones(question, answer, [portions, sums, *last], [f"= {1 / together}"])
    trace = [
        f"{told}, and the time for both together is wanted. Times cannot be added, since two people are "
        "faster than one; what can be added is the work done in an hour.",
        f"To avoid fractions I cut the {thing} into equal small portions. As many as {portions} will do.",
        f"{one} does {parts} / {a} = {b} portions in an hour.",
        f"{two} does {parts} / {b} = {a} portions in an hour.",
        f"Together they do {sums} portions in an hour.",
        f"So all the portions take {shown} hours" + (f", and {shown} = {answer}." if answer != shown else "."),
        f"To check, I add up the shares: in {count(answer, 'hour')} {one} does {together / a} of the job and {two} "
        f"does {together / b} of it, and {together / a} + {together / b} = 1 is the whole job.",
        f"Together they must be faster than the faster one alone, and {answer} is less than {min(a, b)}.",
        f"The answer is {answer}.",
    ]
    ending = equal(f"{parts} / {a + b}" if together.denominator == 1 else shown, answer)
    concise = f"{portions}. {sums}. {ending if answer != shown else answer}"
    return Draft(question, answer, concise, "\n".join(trace), "forward", milestones=marks)


def check_work(p: dict[str, Any]) -> str:
    """The reciprocal of the two rates' sum."""
    return str(1 / (Fraction(1, p["a"]) + Fraction(1, p["b"])))


FAMILIES = (
    Family("work_together", "math", "rates", "number", ("work", "rates"), work, write_work, check_work),
)
