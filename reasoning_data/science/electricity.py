"""Electricity: Ohm's law and the power of appliances."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family
from reasoning_data.science.laws import First, Law, Measure
from reasoning_data.science.working import find_factor, product_steps
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
        "ohms_law", "science", "electricity", "quantity", ("voltage", "current", "resistance"),
        ohm, write_ohm, check_ohm,
    ),
    Family(
        "electric_power", "science", "electricity", "quantity", ("power", "voltage", "current"),
        power, write_power, check_power,
    ),
)
