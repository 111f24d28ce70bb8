"""Density: mass, volume, and what of the one is in each unit of the other."""

from __future__ import annotations

from fractions import Fraction
from math import prod
from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family
from reasoning_data.science.laws import First, Law, Measure
from reasoning_data.science.working import find_factor
from reasoning_data.wording import NAMES, a, number

DENSITY = Law(
    Measure("mass", "m", "g"),
    Measure("density", "d", "g/cm³"),
    Measure("volume", "V", "cm³"),
    (
        "Density says how much mass is in each unit of volume, so mass equals density times volume.",
        "The mass of a body is its density multiplied by its volume.",
        "Mass, density and volume belong together: density times volume makes the mass.",
    ),
    "Grams and cubic centimeters match the unit of density, grams per cubic centimeter, so nothing is converted.",
    "Each gram per cubic centimeter, spread over {right}, adds as many grams as there are cubic centimeters.",
    defines="left",
)
# setting: the body, how it was come by; each may have any density from 1.1 g/cm³ to 9 g/cm³
BODIES = {
    "mine": ("ore sample", "brought up from a mine"), "workshop": ("machine part", "made in a workshop"),
    "lab": ("crystal", "grown in a laboratory"), "space": ("meteorite", "picked up in a desert"),
    "river": ("nugget", "found in a river"), "attic": ("figure", "kept in an attic"),
    "market": ("paperweight", "bought at a market"), "wreck": ("weight", "salvaged from a wreck"),
    "dig": ("bead", "found at a dig"), "toy": ("game piece", "taken from a toy box"),
}
DENSITY_ASKS = {
    "left": (
        "{name} weighs {thing_a} {how}: {m} g. {size} What is its density?",
        "{thing_A} {how} has a mass of {m} g. {size} {name} wants its density. Find it.",
        "{name} studies {thing_a} {how}. {size} Its mass is {m} g. How dense is it in g/cm³?",
    ),
    "whole": (
        "{name} has {thing_a} {how}. Its density is {d} g/cm³. {size} What is its mass?",
        "{thing_A} {how} has a density of {d} g/cm³. {size} How many grams does {name} read on the scale?",
        "{name} looks at {thing_a} {how}. {size} With a density of {d} g/cm³, what is its mass?",
    ),
    "right": (
        "{name} has {thing_a} {how}. Its mass is {m} g and its density {d} g/cm³. What is its volume?",
        "{thing_A} {how} weighs {m} g on {name}'s scale. Its density is {d} g/cm³. Find the volume.",
        "How much space does {thing_a} {how} take up, if {name} finds {m} g and a density of {d} g/cm³?",
    ),
}


def density(rng: Random, difficulty: str) -> dict[str, Any]:
    edges = [rng.randint(2, 6) for _ in range(3)] if difficulty == "hard" else []
    unknowns = {"easy": ("left", "whole"), "medium": ("left", "whole", "right"), "hard": ("left", "whole")}
    d = rng.randint(11, 90) / 10 if difficulty == "medium" else rng.randint(2, 9)
    volume = {"easy": rng.randint(2, 12), "medium": 10 * rng.randint(1, 9), "hard": prod(edges)}[difficulty]
    return {
        "setting": rng.choice(list(BODIES)),
        "name": rng.choice(NAMES),
        "unknown": rng.choice(unknowns[difficulty]),
        "left": d,
        "right": volume,
        "edges": edges,
    }


def write_density(rng: Random, p: dict[str, Any]) -> Draft:
    thing, how = BODIES[p["setting"]]
    d, volume = p["left"], p["right"]
    size, first = f"Its volume is {volume} cm³.", None
    if p["edges"]:
        x, y, z = p["edges"]
        size = f"It takes up as much space as a box of {x} cm by {y} cm by {z} cm."
        first = First(
            "right",
            f"the volume of a box of {x} cm by {y} cm by {z} cm",
            "V",
            f"{x} × {y} × {z} = {x * y} × {z} = {volume}",
            (f"{x} × {y} = {x * y}", f"{x * y} × {z} = {volume}"),
            f"The volume of the box comes first: {x} × {y} = {x * y} and {x * y} × {z} = {volume}, in cm³.",
        )
    mass, article = number(Fraction(str(d)) * volume), a(thing)
    question = rng.choice(DENSITY_ASKS[p["unknown"]]).format(
        name=p["name"], thing_a=article, thing_A=article.capitalize(), how=how, size=size, m=mass, d=number(d)
    )
    return DENSITY.draft(rng, question, p["unknown"], d, volume, first)


def check_density(p: dict[str, Any]) -> str:
    """Weighs cubic centimeter by cubic centimeter in tenths of a gram; counts the cubes of a box one by one."""
    volume = p["right"]
    if p["edges"]:
        x, y, z = p["edges"]
        volume = sum(1 for _ in range(x) for _ in range(y) for _ in range(z))
    mass = Fraction(sum(round(p["left"] * 10) for _ in range(volume)), 10)
    if p["unknown"] == "whole":
        return f"{number(mass)} g"
    known, unit = (
        (volume, "g/cm³") if p["unknown"] == "left" else (Fraction(round(p["left"] * 10), 10), "cm³")
    )
    return f"{number(find_factor(mass, known))} {unit}"


FAMILIES = (
    Family(
        "density", "science", "matter", "quantity", ("density", "mass", "volume"),
        density, write_density, check_density,
    ),
)
