"""Electricity: Ohm's law."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family
from reasoning_data.science.laws import First, Law, Measure
from reasoning_data.science.working import find_factor
from reasoning_data.wording import NAMES, a, number

OHM = Law(
    Measure("voltage", "V", "V"),
    Measure("current", "I", "A"),
    Measure("resistance", "R", "Ω"),
    (
        "Ohm's law connects them: the voltage equals the current times the resistance.",
        "For a resistor, Ohm's law says that voltage is current multiplied by resistance.",
        "The three belong together by Ohm's law, in which the voltage is the product of current and resistance.",
    ),
    "Volts, amperes and ohms fit together as they are, since one volt drives one ampere through one ohm.",
    "Each ampere that flows through {right} needs as many volts as there are ohms.",
)

# setting: what the current flows through, where
_DEVICES = {
    "kitchen": ("toaster", "in a kitchen"), "stage": ("spotlight", "above a stage"),
    "garage": ("heating coil", "in a garage"), "school": ("wire", "on a school bench"),
    "garden": ("string of lights", "in a garden"), "lab": ("resistor", "in a laboratory"),
    "greenhouse": ("heater", "in a greenhouse"), "workshop": ("motor", "in a workshop"),
}
OHM_ASKS = {
    "whole": (
        "{name} tests {thing_a} {where}. {load} A current of {i} A flows. What is the voltage across it?",
        "A current of {i} A flows through {thing_a} that {name} tests {where}. {load} Find the voltage.",
        "{name} measures {i} A through {thing_a} {where}. {load} How many volts are across it?",
    ),
    "left": (
        "{name} connects {thing_a} {where} to {v} V. {load} What current flows?",
        "There are {v} V across {thing_a} that {name} tests {where}. {load} Find the current.",
        "{name} has {thing_a} {where} and a supply of {v} V. {load} How large is the current?",
    ),
    "right": (
        "{name} connects {thing_a} {where} to {v} V and measures {i} A. What is its resistance?",
        "With {v} V across {thing_a} {where}, {name} measures a current of {i} A. Find the resistance.",
        "{thing_A} {where} draws {i} A when {name} connects it to {v} V. How large is its resistance?",
    ),
}


MOST_VOLTS = 400


def ohm(rng: Random, difficulty: str) -> dict[str, Any]:
    current, resistance = {"easy": (9, 12), "medium": (12, 40), "hard": (15, 95)}[difficulty]
    unknowns = {"easy": ("whole", "right"), "medium": ("whole", "left", "right"), "hard": ("whole", "left")}
    right = rng.randint(2 if difficulty != "hard" else 20, resistance)
    left = rng.randint(2, min(current, MOST_VOLTS // right))
    return {
        "setting": rng.choice(list(_DEVICES)),
        "name": rng.choice(NAMES),
        "unknown": rng.choice(unknowns[difficulty]),
        "left": left,
        "right": right,
        "part": rng.randint(3, right - 3) if difficulty == "hard" else 0,
    }


def write_ohm(rng: Random, p: dict[str, Any]) -> Draft:
    thing, where = _DEVICES[p["setting"]]
    i, r, part = p["left"], p["right"], p["part"]
    load, first = f"The resistance is {r} Ω.", None
    if part:
        load = f"Resistances of {part} Ω and {r - part} Ω lie in series."
        claim = f"{part} + {r - part} = {r}"
        first = First(
            "right",
            f"resistances of {part} Ω and {r - part} Ω in series",
            "R",
            claim,
            (claim,),
            f"In series the same current passes both, so the resistances add up: {claim} Ω.",
        )
    article = a(thing)
    question = rng.choice(OHM_ASKS[p["unknown"]]).format(
        name=p["name"], thing_a=article, thing_A=article.capitalize(), where=where, load=load, i=i, v=i * r
    )
    return OHM.draft(rng, question, p["unknown"], i, r, first)


def check_ohm(p: dict[str, Any]) -> str:
    """Adds the voltage up ampere by ampere; finds a missing factor by bisection."""
    total = p["part"] + (p["right"] - p["part"])
    volts = sum(total for _ in range(p["left"]))
    if p["unknown"] == "whole":
        return f"{volts} V"
    known, unit = (total, "A") if p["unknown"] == "left" else (p["left"], "Ω")
    return f"{number(find_factor(volts, known))} {unit}"


FAMILIES = (
    Family(
        "ohms_law", "science", "electricity", "quantity", ("voltage", "current", "resistance"), ohm, write_ohm,
        check_ohm,
    ),
)
