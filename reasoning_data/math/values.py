"""Lists of values, and what is asked about them."""

from __future__ import annotations

from random import Random
from typing import Any

_DATA = {
    "points": "{name} scored {values} points in {n} games.",
    "levels": "{name} read water levels of {values} centimeters on {n} days.",
    "visitors": "On {n} days {name}'s museum had {values} visitors.",
    "beans": "{name} counts {values} beans in {n} jars.",
    "loaves": "{name}'s bakery sold {values} loaves on {n} days.",
    "parcels": "{name}'s post office took in {values} parcels on {n} days.",
    "numbers": "Here are {n} numbers: {values}.",
    "eggs": "{name}'s farm collected {values} eggs on {n} days.",
}
"""Settings in which any numbers up to a thousand are at home."""
SETTINGS = tuple(_DATA)
_ASKS = {
    "mean": (
        "What is the mean?",
        "Find the average.",
        "What is the mean of these values?",
        "Calculate the average value.",
    ),
    "median": (
        "What is the median?",
        "Find the median of these values.",
        "Which value is the median?",
        "Give the median.",
    ),
    "range": (
        "What is the range?",
        "Find the range of these values.",
        "By how much do the largest and the smallest differ?",
        "What is the difference between the largest and the smallest value?",
    ),
}


def ask(rng: Random, p: dict[str, Any], kind: str) -> str:
    """A story about the values, and the question for their mean, median or range."""
    values = p["values"]
    listed = f"{', '.join(map(str, values[:-1]))} and {values[-1]}"
    told = _DATA[p["setting"]].format(name=p["name"], n=len(values), values=listed)
    return f"{told} {rng.choice(_ASKS[kind])}"
