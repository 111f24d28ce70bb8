"""Work: energy stored by lifting, work along a way, power."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family
from reasoning_data.science.working import First, Law, Quantity, find_factor, product
from reasoning_data.wording import NAMES, a, number

LIFT = Law(
    Quantity("potential energy", "E", "J"),
    Quantity("weight", "W", "N"),
    Quantity("height", "h", "m"),
    (
        "The potential energy of a lifted body is its weight times the height.",
        "Lifting stores energy: weight multiplied by height, counted from where the lifting began.",
        "Potential energy grows with weight and with height; it is their product.",
    ),
    "One joule is one newton along one meter, so newtons and meters lead to joules directly.",
    "Each newton of weight, raised by {right}, stores as many joules as there are meters.",
)
# setting: what is lifted, where
LIFTED = {
    "crane": ("beam", "with a crane"), "stairs": ("box of books", "up the stairs"),
    "lift": ("washing machine", "in a lift"),
    "hoist": ("bell", "into a tower"), "climb": ("backpack", "up a cliff"), "shelf": ("paint bucket", "up a ladder"),
    "well": ("bucket of water", "out of a well"), "ship": ("container", "onto a ship"), "gym": ("barbell", "in a gym"),
    "stage": ("curtain", "above a stage"), "tree": ("beehive", "into a tree"), "sail": ("sail", "up a mast"),
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
        f"W = {product(Fraction(p['tenths'], 10), m)}" if p["tenths"] != 100 else f"W = {m} × 10 = {weight}",
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
    return Draft(question, *LIFT.work(rng, p["unknown"], weight, h, first))


def check_lift(p: dict[str, Any]) -> str:
    """Adds the energy meter by meter and kilogram by kilogram, in tenths of a joule."""
    meter = sum(p["tenths"] for _ in range(p["mass"]))
    energy = sum(meter for _ in range(p["height"]))
    if p["unknown"] == "whole":
        return f"{number(Fraction(energy, 10))} J"
    return f"{number(find_factor(energy, meter))} m"


WORK = Law(
    Quantity("work", "W", "J"),
    Quantity("force", "F", "N"),
    Quantity("distance", "d", "m"),
    (
        "Work is the force times the distance along which it acts.",
        "The work done is force multiplied by distance, as the force points along the way.",
        "Force and distance share the work between them: their product is the work.",
    ),
    "One joule is the work of one newton along one meter, so the units need no conversion.",
    "Each newton, kept up along {right}, does as many joules of work as there are meters.",
)
RATE = Law(
    Quantity("work", "W", "J"),
    Quantity("power", "P", "W"),
    Quantity("time", "t", "s"),
    (
        "Power is work per time, so work equals power times time.",
        "Power says how many joules are done in each second; times the seconds, it makes the work.",
    ),
    "One watt is one joule in one second, so joules and seconds lead to watts directly.",
    "Each watt, kept up for {right}, does as many joules as there are seconds.",
)
# setting: what is moved, how
HAULED = {
    "crate": ("crate", "over a floor"), "plow": ("plow", "through a field"), "wagon": ("wagon", "up a track"),
    "boat": ("rowing boat", "up a beach"), "sofa": ("sofa", "across a room"), "log": ("log", "out of a wood"),
    "bin": ("rubbish bin", "to the street"), "trunk": ("trunk", "along a hall"), "raft": ("raft", "over a pond"),
    "bike": ("broken bike", "along a road"), "stone": ("stone block", "up a ramp"), "net": ("fishing net", "on board"),
}
WORK_ASKS = {
    "whole": (
        "{name} pulls {thing} {d} m {where} with a force of {f} N. How much work is done?",
        "With a force of {f} N, {name} moves {thing} {d} m {where}. Find the work done.",
        "How many joules does {name} need to move {thing} {where}, {d} m with {f} N?",
    ),
    "left": (
        "{name} pulls {thing} {d} m {where} and does {w} J of work. What force is needed?",
        "Moving {thing} {d} m {where} costs {name} {w} J. Find the force.",
        "How large is the force with which {name} moves {thing} {d} m {where}, if the work is {w} J?",
    ),
    "right": (
        "{name} pulls {thing} {where} with {f} N and does {w} J of work. How far does it move?",
        "With a force of {f} N, {name} does {w} J of work on {thing} {where}. Find the distance.",
        "What distance does {name} move {thing} {where}, if {w} J are done with a force of {f} N?",
    ),
    "power": (
        "{name} pulls {thing} {d} m {where} with {f} N, in {t} s. What is the power?",
        "In {t} s, {name} moves {thing} {d} m {where} with a force of {f} N. Find the power.",
        "How many watts does {name} deliver by moving {thing} {where}, {d} m in {t} s with {f} N?",
    ),
}


def work(rng: Random, difficulty: str) -> dict[str, Any]:
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


def write_work(rng: Random, p: dict[str, Any]) -> Draft:
    thing, where = HAULED[p["setting"]]
    f, d, t = p["force"], p["distance"], p["time"]
    question = rng.choice(WORK_ASKS[p["unknown"]]).format(
        name=p["name"], thing=a(thing), where=where, f=f, d=d, w=f * d, t=t
    )
    if p["unknown"] != "power":
        return Draft(question, *WORK.work(rng, p["unknown"], f, d))
    first = First(
        "whole",
        f"a force of {f} N along {d} m",
        f"W = {product(f, d)}",
        f"The work comes first, force times distance: {f} × {d} = {f * d} J.",
    )
    return Draft(question, *RATE.work(rng, "left", Fraction(f * d, t), t, first))


def check_work(p: dict[str, Any]) -> str:
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
        "potential_energy", "science", "energy", "quantity", ("energy", "weight", "height"),
        lift, write_lift, check_lift,
    ),
    Family(
        "work_power", "science", "energy", "quantity", ("work", "force", "power"), work, write_work, check_work,
    ),
)
