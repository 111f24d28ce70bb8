"""Searching: the steps of a binary search."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.code.programs import LISTS, check_output, told, what_it_prints
from reasoning_data.schema import Draft, Family, routes


def binary_search(rng: Random, difficulty: str) -> dict[str, Any]:
    size, high = {"easy": (4, 30), "medium": (7, 60), "hard": (11, 99)}[difficulty]
    numbers = sorted(rng.sample(range(1, high + 1), size))
    target = rng.choice(numbers)
    a = rng.choice(LISTS)[0]
    counted = difficulty != "easy" and rng.random() < 0.4
    code = (
        f"{a} = {numbers}\n"
        f"low, high{', looks' * counted} = 0, {size}{', 0' * counted}\n"
        f"while high - low > 1:\n    mid = (low + high) // 2\n{'    looks += 1' * counted}\n"
        f"    if {a}[mid] <= {target}:\n        low = mid\n    else:\n        high = mid\n"
        f"print({'looks' if counted else 'low'})"
    ).replace("\n\n", "\n")
    return {
        "code": code,
        "numbers": numbers,
        "target": target,
        "name": a,
        "shows": "looks" if counted else "place",
    }


def write_binary_search(rng: Random, p: dict[str, Any]) -> Draft:
    numbers, target, a = p["numbers"], p["target"], p["name"]
    low, high, looks, jots, lines, facts = 0, len(numbers), 0, [], [], []
    while high - low > 1:
        looks += 1
        mid, total = (low + high) // 2, low + high
        half = f"{low} + {high} = {total}, half of it{', rounded down,' * (total % 2)} is {mid}"
        fits = numbers[mid] <= target
        low_was, high_was = low, high
        low, high = (mid, high) if fits else (low, mid)
        jots.append(f"mid {mid} is {numbers[mid]}, {low} to {high}")
        lines.append(
            f"Look {looks}: {half}. {a}[{mid}] is {numbers[mid]}, "
            f"{'not above' if fits else 'above'} {target}, "
            f"so {'low' if fits else 'high'} becomes {mid}."
        )
        facts += [f"{low_was} + {high_was} = {total}", f"{a}[{mid}] is {numbers[mid]}",
                  f"{'low' if fits else 'high'} becomes {mid}"]
    answer = str(low if p["shows"] == "place" else looks)
    wanted = "low, where it stops" if p["shows"] == "place" else "the number of looks it takes"
    smaller = sum(value < target for value in numbers)
    below = f"{smaller or 'no'} number{'s' * (smaller > 1)} of the list {'are' if smaller > 1 else 'is'}"
    trace = told(
        f"The list {a} is sorted: {numbers}. The program searches it for {target} by halving and "
        f"prints {wanted}.",
        f"Two bounds enclose the place: low starts at 0 and high at {len(numbers)}, one past the last index.",
        rng.choice((
            "Each look at the middle throws away about half of what is left.",
            "The middle is half the sum of the bounds, without a remainder.",
        )),
        *lines,
        f"Now low is {low} and high is {high}; nothing lies between them, so the loop stops after "
        f"{looks} looks.",
        f"The place can be checked by counting: {below} smaller than {target}, so "
        f"counted from 0 it stands at index {smaller}, where the search ended.",
        f"The program prints {answer}.",
    )
    jots += [f"{looks} looks"] if p["shows"] == "looks" else []
    return Draft(
        what_it_prints(rng, p["code"]), answer, f"0 to {len(numbers)}. {'. '.join(jots)}. Prints {answer}.", trace,
        "trace_execution", milestones=routes(facts, jots),
    )


FAMILIES = (
    Family(
        "binary_search",
        "code",
        "searching",
        "code",
        ("binary search",),
        binary_search,
        write_binary_search,
        check_output,
    ),
)
