"""Forces: Newton's second law."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family
from reasoning_data.science.laws import First, Law, Measure
from reasoning_data.science.working import find_factor
from reasoning_data.wording import NAMES, a, number

FORCE = Law(
    Measure("net force", "F", "N"),
    Measure("mass", "m", "kg"),
    Measure("acceleration", "a", "m/s²"),
    (
        "Newton's second law connects them: the net force equals the mass times the acceleration.",
        "The link is Newton's second law: net force is mass multiplied by acceleration.",
        "By Newton's second law, the more mass and the more acceleration, the more force, in proportion to both.",
    ),
    "One newton is the force that gives one kilogram one meter per second squared, so no unit has to be converted.",
    "Each kilogram needs as many newtons as the acceleration says, which is {right}.",
)

# setting: what moves, how, where; each may weigh from 2 kg to 95 kg
MOVED = {
    "snow": ("sled", "pulls", "across the snow"),
    "shop": ("shopping cart", "pushes", "along an aisle"),
    "lab": ("trolley", "pulls", "along a test track"),
    "harbor": ("crate", "drags", "over the deck of a ship"),
    "workshop": ("robot", "tows", "over a workshop floor"),
    "beach": ("small boat", "drags", "over wet sand"),
}
FORCE_ASKS = {
    "whole": (
        "{name} {verb} {heavy} {where}, and it accelerates at {a} m/s². What net force acts on it?",
        "A {thing} with a mass of {m} kg speeds up at {a} m/s² while {name} {verb} it {where}. Find the net force.",
        "{name} {verb} {thing_a} {where}. Its mass is {m} kg and its acceleration {a} m/s². Calculate the net force.",
        "How large is the net force on {heavy} that {name} {verb} {where} with an acceleration of {a} m/s²?",
    ),
    "left": (
        "{name} {verb} {thing_a} {where}. {push} makes it accelerate at {a} m/s². What is its mass?",
        "{push} gives {thing_a} an acceleration of {a} m/s² as {name} {verb} it {where}. Find the mass of the "
        "{thing}.",
        "As {name} {verb} {thing_a} {where}, it gains speed at {a} m/s². {push} acts on it. What is its mass?",
    ),
    "right": (
        "{name} {verb} {heavy} {where}. {push} acts on it. What is its acceleration?",
        "{push} acts on a {thing} of mass {m} kg as {name} {verb} it {where}. How fast does it accelerate?",
        "{push} moves a {thing} that {name} {verb} {where}. Its mass is {m} kg. Find the acceleration.",
    ),
}


def force(rng: Random, difficulty: str) -> dict[str, Any]:
    mass, acceleration = {"easy": (12, 5), "medium": (30, 5), "hard": (95, 6)}[difficulty]
    unknowns = {"easy": ("whole",), "medium": ("whole", "left", "right"), "hard": ("left", "right")}
    return {
        "setting": rng.choice(list(MOVED)),
        "name": rng.choice(NAMES),
        "unknown": rng.choice(unknowns[difficulty]),
        "left": rng.randint(2, mass),
        "right": rng.randint(2, acceleration),
        "friction": rng.randint(3, 60) if difficulty == "hard" else 0,
    }


def write_force(rng: Random, p: dict[str, Any]) -> Draft:
    thing, verb, where = MOVED[p["setting"]]
    net, friction = p["left"] * p["right"], p["friction"]
    first = None
    push = f"A net force of {net} N"
    if friction:
        push = f"A force of {net + friction} N, against {friction} N of friction,"
        claim = f"{net + friction} - {friction} = {net}"
        first = First(
            "whole",
            f"a force of {net + friction} N against a friction of {friction} N",
            "F",
            claim,
            (claim,),
            f"Friction works against the motion, so only the difference accelerates the {thing}: {claim} N.",
        )
    question = rng.choice(FORCE_ASKS[p["unknown"]]).format(
        name=p["name"], verb=verb, thing=thing, thing_a=a(thing), heavy=a(f"{p['left']} kg {thing}"),
        where=where, m=p["left"], a=p["right"], push=push,
    )
    return FORCE.draft(rng, question, p["unknown"], p["left"], p["right"], first)


def check_force(p: dict[str, Any]) -> str:
    """Adds the force up kilogram by kilogram; finds a missing factor by bisection, after taking friction off."""
    net = sum(p["right"] for _ in range(p["left"]))
    if p["unknown"] == "whole":
        return f"{net} N"
    pushed = net + p["friction"]
    known, unit = (p["right"], "kg") if p["unknown"] == "left" else (p["left"], "m/s²")
    return f"{number(find_factor(pushed - p['friction'], known))} {unit}"


FAMILIES = (
    Family(
        "force", "science", "mechanics", "quantity", ("force", "mass", "acceleration"),
        force, write_force, check_force,
    ),
)
