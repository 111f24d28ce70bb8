"""Electricity: the power of appliances."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family
from reasoning_data.science.laws import First, Law, Measure
from reasoning_data.science.working import find_factor, product_steps
from reasoning_data.wording import NAMES, a, number

POWER = Law(
    Measure("power", "P", "W"),
    Measure("voltage", "V", "V"),
    Measure("current", "I", "A"),
    (
        "Electric power is the voltage times the current.",
        "An appliance turns over a power equal to voltage multiplied by current.",
        "Voltage says how hard the charge is pushed and current how much of it flows; their product is the power.",
    ),
    "One watt is one volt times one ampere, so volts and amperes lead to watts without any conversion.",
    "Each volt that drives {right} adds as many watts as there are amperes.",
)
# setting: what uses the power, where; each may run on 3 V to 99 V
APPLIANCES = {
    "workshop": ("motor", "in a workshop"), "car": ("fridge", "in a camper van"), "boat": ("bilge pump", "on a ferry"),
    "greenhouse": ("heating mat", "in a greenhouse"), "garage": ("battery charger", "in a garage"),
    "stage": ("lamp", "above a stage"), "office": ("fan", "in a computer room"),
    "harbor": ("winch", "on a sailing boat"), "lab": ("robot", "in a laboratory"),
    "shop": ("test lamp", "in a bike shop"),
}
POWER_ASKS = {
    "whole": (
        "{name} runs {thing_a} {where} on {v} V, and it draws {i} A. What is its power?",
        "{thing_A} {where} draws {i} A from {name}'s {v} V supply. Find the electric power.",
        "How many watts does {thing_a} use if {name} connects it {where} to {v} V and {i} A flow?",
    ),
    "left": (
        "{name} uses {thing_a} {where}. {load} A current of {i} A flows. What is the voltage?",
        "{thing_A} that {name} uses {where} draws {i} A. {load} Find the voltage.",
        "{thing_A} {where} draws {i} A for {name}. {load} How many volts does it run on?",
    ),
    "right": (
        "{name} runs {thing_a} {where} on {v} V. {load} What current does it draw?",
        "{name} connects {thing_a} {where} to {v} V. {load} Find the current.",
        "{thing_A} {where} is connected to {name}'s {v} V supply. {load} How many amperes flow?",
    ),
}


def power(rng: Random, difficulty: str) -> dict[str, Any]:
    unknowns = {"easy": ("whole",), "medium": ("whole", "left", "right"), "hard": ("left", "right")}
    unknown = rng.choice(unknowns[difficulty])
    parts = rng.randint(2, 5) if difficulty == "hard" else 1
    return {
        "setting": rng.choice(list(APPLIANCES)),
        "name": rng.choice(NAMES),
        "unknown": unknown,
        "left": rng.randint(*{"easy": (3, 12), "medium": (6, 48), "hard": (12, 99)}[difficulty]),
        "right": parts * rng.randint(2, {"easy": 9, "medium": 9, "hard": 4}[difficulty]),
        "parts": parts,
    }


def write_power(rng: Random, p: dict[str, Any]) -> Draft:
    thing, where = APPLIANCES[p["setting"]]
    v, i, parts = p["left"], p["right"], p["parts"]
    load, first = f"Its power is {v * i} W.", None
    if parts > 1:
        each = v * i // parts
        load = f"It has {parts} equal parts of {each} W each."
        first = First(
            "whole",
            f"{parts} equal parts of {each} W each",
            "P",
            product_steps(each, parts),
            (f"{each} × {parts} = {v * i}",),
            f"The parts run at the same time, so their powers add up to {each} × {parts} = {v * i} W.",
        )
    article = a(thing)
    question = rng.choice(POWER_ASKS[p["unknown"]]).format(
        name=p["name"], thing_a=article, thing_A=article.capitalize(), where=where, load=load, v=v, i=i
    )
    return POWER.draft(rng, question, p["unknown"], v, i, first)


def check_power(p: dict[str, Any]) -> str:
    """Adds the power up ampere by ampere; finds a missing factor by bisection."""
    watts = sum(p["left"] for _ in range(p["right"]))
    if p["unknown"] == "whole":
        return f"{watts} W"
    known, unit = (p["right"], "V") if p["unknown"] == "left" else (p["left"], "A")
    return f"{number(find_factor(watts, known))} {unit}"


FAMILIES = (
    Family(
        "electric_power", "science", "electricity", "quantity", ("power", "voltage", "current"), power,
        write_power, check_power,
    ),
)
