"""Work along a way, and power."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family
from reasoning_data.science.laws import First, Law, Measure
from reasoning_data.science.working import find_factor, product_steps
from reasoning_data.wording import NAMES, a, number

WORK = Law(
    Measure("work", "W", "J"),
    Measure("force", "F", "N"),
    Measure("distance", "d", "m"),
    (
        "Work is the force times the distance along which it acts.",
        "The work done is force multiplied by distance, as the force points along the way.",
        "Force and distance share the work between them: their product is the work.",
    ),
    "One joule is the work of one newton along one meter, so the units need no conversion.",
    "Each newton, kept up along {right}, does as many joules of work as there are meters.",
)
RATE = Law(
    Measure("work", "W", "J"),
    Measure("power", "P", "W"),
    Measure("time", "t", "s"),
    (
        "Power is work per time, so work equals power times time.",
        "Power says how many joules are done in each second; times the seconds, it makes the work.",
    ),
    "One watt is one joule in one second, so joules and seconds lead to watts directly.",
    "Each watt, kept up for {right}, does as many joules as there are seconds.",
    defines="left",
)
# setting: what is moved, how
HAULED = {
    "snow": ("sled", "over a snowy field"), "park": ("toy wagon", "along a path"),
    "station": ("suitcase", "to a platform"), "shop": ("trolley", "through a store"),
    "bike": ("bicycle trailer", "along a road"), "lake": ("raft", "over a pond"),
    "hall": ("cardboard box", "across a hall"), "street": ("rubbish bin", "to the street"),
    "garden": ("garden cart", "round a flower bed"), "canal": ("kayak", "along a canal"),
}
WORK_ASKS = {
    "whole": (
        "{name} pulls {thing} {d} m {where} with a force of {f} N. How much work is done?",
        "With a force of {f} N, {name} moves {thing} {d} m {where}. Find the work done.",
        "How many joules does {name} need to move {thing} {where}, {d} m with a force of {f} N?",
    ),
    "left": (
        "{name} pulls {thing} {d} m {where} and does {w} J of work. What force is needed?",
        "Moving {thing} {d} m {where} costs {name} {w} J. Find the force.",
        "How large is the force with which {name} moves {thing} {d} m {where}, if the work is {w} J?",
    ),
    "right": (
        "{name} pulls {thing} {where} with {f} N and does {w} J of work. How far does it move?",
        "With a force of {f} N, {name} does {w} J of work on {thing} {where}. Find the distance.",
        "What distance does {name} move {thing} {where}, if {w} J of work are done with a force of {f} N?",
    ),
    "power": (
        "{name} pulls {thing} {d} m {where} with {f} N, in {t} s. What is the power?",
        "In {t} s, {name} moves {thing} {d} m {where} with a force of {f} N. Find the power.",
        "How many watts does {name} deliver by moving {thing} {where}, {d} m in {t} s with a force of {f} N?",
    ),
}


def hauling(rng: Random, difficulty: str) -> dict[str, Any]:
    unknown = {"easy": "whole", "medium": rng.choice(("whole", "left", "right")), "hard": "power"}[difficulty]
    time = rng.randint(2, 12)
    force = rng.randint(2, {"easy": 12, "medium": 60, "hard": 12}[difficulty])
    return {
        "setting": rng.choice(list(HAULED)),
        "name": rng.choice(NAMES),
        "unknown": unknown,
        "force": force * (time if unknown == "power" else 1),
        "distance": rng.randint(2, {"easy": 9, "medium": 20, "hard": 9}[difficulty]),
        "time": time,
    }


def write_hauling(rng: Random, p: dict[str, Any]) -> Draft:
    thing, where = HAULED[p["setting"]]
    f, d, t = p["force"], p["distance"], p["time"]
    question = rng.choice(WORK_ASKS[p["unknown"]]).format(
        name=p["name"], thing=a(thing), where=where, f=f, d=d, w=f * d, t=t
    )
    if p["unknown"] != "power":
        return WORK.draft(rng, question, p["unknown"], f, d)
    first = First(
        "whole",
        f"a force of {f} N along {d} m",
        "W",
        product_steps(f, d),
        (f"{f} × {d} = {f * d}",),
        f"The work comes first, force times distance: {f} × {d} = {f * d} J.",
    )
    return RATE.draft(rng, question, "left", Fraction(f * d, t), t, first)


def check_hauling(p: dict[str, Any]) -> str:
    """Adds the work up meter by meter; finds a missing factor by bisection."""
    joules = sum(p["force"] for _ in range(p["distance"]))
    if p["unknown"] == "whole":
        return f"{joules} J"
    known, unit = {"left": (p["distance"], "N"), "right": (p["force"], "m"), "power": (p["time"], "W")}[
        p["unknown"]
    ]
    return f"{number(find_factor(joules, known))} {unit}"


FAMILIES = (
    Family(
        "work_power", "science", "energy", "quantity", ("work", "force", "power"),
        hauling, write_hauling, check_hauling,
    ),
)
