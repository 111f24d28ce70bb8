"""The median of a short list."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.math.values import SETTINGS, ask
from reasoning_data.math.working import decimal, equal, milestones
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES


def median(rng: Random, difficulty: str) -> dict[str, Any]:
    sizes, most = {"easy": ((5,), 40), "medium": ((5, 7), 80), "hard": ((6, 8, 9), 300)}[difficulty]
    values = rng.sample(range(2, most), rng.choice(sizes))
    return {"setting": rng.choice(SETTINGS), "name": rng.choice(NAMES), "values": values}


def write_median(rng: Random, p: dict[str, Any]) -> Draft:
    values = p["values"]
    n, ordered = len(values), sorted(values)
    question = ask(rng, p, "median")
    half = n // 2
    listed, row = ", ".join(map(str, values)), ", ".join(map(str, ordered))
    if n % 2:
        answer = str(ordered[half])
        middle = [
            f"There are {n} values, an odd number, so one of them stands exactly in the middle: it has "
            f"({n} - 1) / 2 = {half} values on each side.",
            f"Counting {half} from the left, the next one is {answer}.",
        ]
        concise = f"Sorted: {row}. {n} values, {half} on each side. Middle: {answer}"
        halfway = []
    else:
        left, right = ordered[half - 1 : half + 1]
        answer = decimal((left + right) * 5, 1)
        halfway = [equal(f"{left} + {right}", left + right), equal(f"{left + right} / 2", answer)]
        middle = [
            f"There are {n} values, an even number, so two of them share the middle, with {half - 1} values on "
            "either side.",
            f"These two are {left} and {right}. The median is the number halfway between them: {halfway[0]}, "
            f"and {halfway[1]}.",
        ]
        concise = f"Sorted: {row}. Middle: {left}, {right}. {'. '.join(halfway)}"
    below = sum(v < float(answer) for v in values)
    struck = [f"{ordered[i]} and {ordered[-1 - i]}" for i in range((n - 1) // 2)]
    halved = [[row, f"({halfway[0].partition(' = ')[0]}) / 2"]] if halfway else []
    marks = milestones(question, answer, [row, *halfway], [*struck, *halfway], *halved)
    if n < 8 and rng.random() < 0.4:
        rest = ordered[len(struck) : n - len(struck)]
        last = (
            f"One value is left, {answer}, and it is the median."
            if n % 2
            else f"Two values are left, and the median lies halfway: {halfway[0]}, and {halfway[1]}."
        )
        trace = [
            f"Of the values {listed} the median is wanted, the one in the middle by size. I find it without sorting: "
            "the smallest and the largest value cannot both be on the same side of the middle, so striking them out "
            "together does not move it.",
            f"There are {n} values, so this can be done ({n} - {len(rest)}) / 2 = {len(struck)} times before only "
            f"{'one is' if n % 2 else 'two are'} left.",
            *(f"In round {i} I strike out {pair}." for i, pair in enumerate(struck, 1)),
            last,
            f"To check, I put all the values in order, {row}: on each side of {answer} there are {below} of them.",
            f"The median is {answer}.",
        ]
        left = ", ".join(map(str, rest))
        concise = ". ".join([f"Strike out {', then '.join(struck)}", f"Left: {left}", *halfway])
        return Draft(question, answer, concise, "\n".join(trace), "elimination", milestones=marks)
    trace = [
        f"The values in the order given are {listed}. The median is the middle of the values by size, so the order "
        "in which they were written down does not matter and they have to be sorted first.",
        f"I pick out the smallest that is left, again and again, and get {row}.",
        f"No value was lost on the way: there were {n} before and there are {n} now.",
        *middle,
        f"To check without the sorted row, I go through the list as it was given and count: {below} values are "
        f"smaller than {answer} and {sum(v > float(answer) for v in values)} are larger. The two counts are equal, "
        "and that is what makes it the median.",
        f"The median is {answer}.",
    ]
    return Draft(question, answer, concise, "\n".join(trace), "forward", milestones=marks)


def check_median(p: dict[str, Any]) -> str:
    """Strikes out the smallest and the largest together until one or two values are left."""
    values = list(p["values"])
    while len(values) > 2:
        values.remove(min(values))
        values.remove(max(values))
    twice = 2 * values[0] if len(values) == 1 else values[0] + values[1]
    return str(twice // 2) if twice % 2 == 0 else f"{twice // 2}.5"


FAMILIES = (
    Family(
        "median", "math", "statistics", "number", ("median", "sorting"), median, write_median, check_median
    ),
)
