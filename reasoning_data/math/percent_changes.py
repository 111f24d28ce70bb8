"""Percentages: a rise or a fall."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.math.working import decimal, equal, milestones, quotient
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES

_CHANGING = {
    "price": ("the price", "The price of {name}'s bus ticket went from {old} cents to {new} cents.",
              "A bus ticket that cost {name} {old} cents now costs {new} cents."),
    "club": ("the membership", "The chess club that {name} leads had {old} members and now has {new}.",
             "{name}'s chess club went from {old} members to {new}."),
    "farm": ("the number of hens", "{name} kept {old} hens last year and keeps {new} this year.",
             "There were {old} hens on {name}'s farm, and now there are {new}."),
    "views": ("the number of views", "{name}'s video had {old} views on Monday and {new} views on Tuesday.",
              "On Monday {name}'s video was seen {old} times, on Tuesday {new} times."),
    "rain": ("the rainfall", "In {name}'s town {old} mm of rain fell in April and {new} mm in May.",
             "{name} measured {old} mm of rain in April and {new} mm in May."),
}
"""What changes, and how."""
_PERCENT_CHANGE_ASKS = {
    True: (
        "By what percentage did {what} go up?",
        "What is the percentage increase?",
        "By how many percent did {what} rise?",
    ),
    False: (
        "By what percentage did {what} go down?",
        "What is the percentage decrease?",
        "By how many percent did {what} fall?",
    ),
}


def percent_change(rng: Random, difficulty: str) -> dict[str, Any]:
    steps = {
        "easy": (10, 20, 25, 50),
        "medium": (5, 15, 20, 30, 40, 60, 75),
        "hard": (4, 8, 12, 16, 24, 35, 45, 85),
    }
    percent = rng.choice(steps[difficulty])
    unit = next(n for n in (1, 2, 4, 5, 10, 20, 25) if percent * n % 100 == 0)
    old = unit * rng.randint(-(-20 // unit), {"easy": 100, "medium": 200, "hard": 500}[difficulty] // unit)
    change = old * percent // 100
    new = old + change if rng.random() < 0.5 else old - change
    return {"setting": rng.choice(list(_CHANGING)), "name": rng.choice(NAMES), "old": old, "new": new}


def write_percent_change(rng: Random, p: dict[str, Any]) -> Draft:
    old, new = p["old"], p["new"]
    rise = new > old
    change = abs(new - old)
    percent = change * 100 // old
    what, *told = _CHANGING[p["setting"]]
    question = f"{rng.choice(told).format(**p)} {rng.choice(_PERCENT_CHANGE_ASKS[rise]).format(what=what)}"
    difference = equal(f"{new} - {old}" if rise else f"{old} - {new}", change)
    part = equal(f"{change} / {old}", decimal(percent, 2))
    hundredfold, divided = equal(f"{change} × 100", change * 100), quotient(change * 100, old)
    marks = milestones(
        question, f"{percent}%", [difference, part], [difference, str(hundredfold), divided],
        f"({max(old, new)} - {min(old, new)}) / {old}", [difference, f"{change} / {old} × 100"],
    )
    word, back = ("rise", f"{old} + {change} = {new}") if rise else ("drop", f"{old} - {change} = {new}")
    trace = [
        f"The value was {old} at first and is {new} afterwards, so there is a {word}. A percentage change compares "
        "the size of the change with the value at the start, because the start is what counts as 100%.",
        f"The change itself is {difference}.",
        f"As a part of the starting value that is {part}.",
        f"One hundredth is one percent, so I multiply by 100: {decimal(percent, 2)} × 100 = {percent}.",
        f"That makes a {word} of {percent}%.",
        f"To check, I apply it to the start: {percent}% of {old} = {change}, and {back}, which is the second value "
        "in the question.",
        f"Dividing by {new} instead would be the usual mistake; it would compare the change with the end and not with "
        "the beginning.",
        f"The answer is {percent}%.",
    ]
    concise = f"{difference}. {hundredfold}. {divided}. So {percent}%"
    return Draft(question, f"{percent}%", concise, "\n".join(trace), "forward", milestones=marks)


def check_percent_change(p: dict[str, Any]) -> str:
    """Tries every whole percentage, up or down, until the new value comes out."""
    old, new = p["old"], p["new"]
    return next(f"{n}%" for n in range(1, 101) if abs(new - old) * 100 == n * old)


FAMILIES = (
    Family(
        "percent_change", "math", "arithmetic", "number", ("percentage", "change"), percent_change,
        write_percent_change, check_percent_change,
    ),
)
