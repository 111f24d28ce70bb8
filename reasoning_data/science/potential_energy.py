"""Energy stored by lifting."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family
from reasoning_data.science.laws import First, Law, Measure
from reasoning_data.science.working import (
    find_factor,
    product_steps,
)
from reasoning_data.wording import NAMES, a, number

LIFT = Law(
    Measure("potential energy", "E", "J"),
    Measure("weight", "W", "N"),
    Measure("height", "h", "m"),
    (
        "The potential energy of a lifted body is its weight times the height.",
        "Lifting stores energy: weight multiplied by height, counted from where the lifting began.",
        "Potential energy grows with weight and with height; it is their product.",
    ),
    "One joule is one newton along one meter, so newtons and meters lead to joules directly.",
    "Each newton of weight, raised by {right}, stores as many joules as there are meters.",
)
# setting: what is lifted, where; each may weigh from 2 kg to 90 kg, and rise by 2 m to 15 m
LIFTED = {
    "crane": ("beam", "with a crane"), "winch": ("crate", "with a winch"), "site": ("sack of cement", "with a pulley"),
    "tower": ("bell", "into a tower"), "wall": ("stone block", "onto a wall"), "store": ("barrel", "in a goods lift"),
    "roof": ("box of tiles", "onto a roof"), "barn": ("hay bale", "into a loft"),
    "stage": ("loudspeaker", "above a stage"),
}
LIFT_ASKS = {
    "whole": (
        "{name} lifts {thing} of {m} kg {where} to a height of {h} m. With g = {g} m/s², how much potential energy "
        "does it gain?",
        "{thing_A} of {m} kg is lifted {where} by {name}, {h} m high. Find the potential energy gained (g = {g} "
        "m/s²).",
        "With g = {g} m/s², what potential energy does {name} give {thing} of {m} kg by raising it {where}, {h} m up?",
    ),
    "right": (
        "{name} lifts {thing} of {m} kg {where} and gives it {e} J of potential energy. With g = {g} m/s², how "
        "high is "
        "it lifted?",
        "{thing_A} of {m} kg gains {e} J of potential energy when {name} lifts it {where}. Find the height "
        "(g = {g} m/s²).",
        "With g = {g} m/s², to what height has {name} raised {thing} of {m} kg {where}, if it gained {e} J?",
    ),
}


def lift(rng: Random, difficulty: str) -> dict[str, Any]:
    mass, height = {"easy": (12, 9), "medium": (40, 12), "hard": (18, 15)}[difficulty]
    return {
        "setting": rng.choice(list(LIFTED)),
        "name": rng.choice(NAMES),
        "unknown": "whole" if difficulty == "easy" else rng.choice(("whole", "right")),
        "mass": (5 if difficulty == "hard" else 1) * rng.randint(2, mass),
        "height": rng.randint(2, height),
        "tenths": 98 if difficulty == "hard" else 100,
    }


def write_lift(rng: Random, p: dict[str, Any]) -> Draft:
    thing, where = LIFTED[p["setting"]]
    m, h, g = p["mass"], p["height"], number(Fraction(p["tenths"], 10))
    weight = m * p["tenths"] // 10
    first = First(
        "left",
        f"a mass of {m} kg with g = {g} m/s²",
        "W",
        product_steps(Fraction(p["tenths"], 10), m) if p["tenths"] != 100 else f"{m} × 10 = {weight}",
        (f"{m} × {g} = {weight}",),
        f"The weight comes first: each kilogram is pulled down with {g} N, which makes {m} × {g} = {weight} N.",
    )
    question = rng.choice(LIFT_ASKS[p["unknown"]]).format(
        name=p["name"],
        thing=a(thing),
        thing_A=a(thing).capitalize(),
        where=where,
        m=m,
        h=h,
        g=g,
        e=weight * h,
    )
    return LIFT.draft(rng, question, p["unknown"], weight, h, first)


def check_lift(p: dict[str, Any]) -> str:
    """Adds the energy meter by meter and kilogram by kilogram, in tenths of a joule."""
    meter = sum(p["tenths"] for _ in range(p["mass"]))
    energy = sum(meter for _ in range(p["height"]))
    if p["unknown"] == "whole":
        return f"{number(Fraction(energy, 10))} J"
    return f"{number(find_factor(energy, meter))} m"


FAMILIES = (
    Family(
        "potential_energy", "science", "energy", "quantity", ("energy", "weight", "height"), lift, write_lift,
        check_lift,
    ),
)
