"""Percentages: a part of a number."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family
from reasoning_data.wording import number

_PERCENTS = {
    "easy": (10, 20, 25, 50),
    "medium": (5, 15, 30, 35, 40, 60, 75),
    "hard": (2.5, 12.5, 17.5, 32, 48, 85),
}
_ASKS = (
    "What is {percent}% of {whole}?",
    "Calculate {percent}% of {whole}.",
    "Find {percent} percent of {whole}.",
    "How much is {percent}% of {whole}?",
)


def percent_of(rng: Random, difficulty: str) -> dict[str, Any]:
    step = {"easy": 20, "medium": 20, "hard": 40}[difficulty]
    return {
        "percent": rng.choice(_PERCENTS[difficulty]),
        "whole": step * rng.randint(1, {"easy": 25, "medium": 50, "hard": 60}[difficulty]),
    }


def write_percent_of(rng: Random, p: dict[str, Any]) -> Draft:
    percent, whole = number(p["percent"]), p["whole"]
    decimal, tenth = number(Fraction(percent) / 100), number(Fraction(whole, 10))
    answer = number(Fraction(percent) * whole / 100)
    question = rng.choice(_ASKS).format(percent=percent, whole=whole)
    one = number(Fraction(whole, 100))
    if rng.random() < 0.5:
        template = "forward"
        concise = f"{percent}% = {decimal}. {decimal} × {whole} = {answer}."
        trace = (
            f"The question asks for {percent}% of {whole}, so I need a part of {whole} in which the whole is 100%.\n"
            "…"
        )
    else:
        template = "decomposition"
        concise = f"1% of {whole} is {whole} / 100 = {one}. {percent} × {one} = {answer}."
        trace = f"I split the percentage into one-percent pieces. A tenth of {whole} is {tenth} …"
    return Draft(question, answer, concise, trace, template)


def check_percent_of(p: dict[str, Any]) -> str:
    """Counts hundredths in whole numbers: percent and whole are scaled to tenths."""
    tenths = round(p["percent"] * 10) * p["whole"]
    return number(Fraction(tenths, 1000))


FAMILIES = (
    Family(
        "percent_of", "math", "arithmetic", "number", ("percentage",),
        percent_of, write_percent_of, check_percent_of,
    ),
)  # fmt: skip
