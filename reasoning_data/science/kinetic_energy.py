"""Energy of motion."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family, routes
from reasoning_data.science.working import (
    conclude,
    equations,
    product_steps,
    quotient_steps,
    restate,
)
from reasoning_data.wording import NAMES, a

# setting: what moves, where; each may weigh from 2 kg to 40 kg
MOVERS = {
    "slope": ("sled", "down a slope"), "ball": ("stone ball", "down a hill"), "roof": ("block of ice", "off a roof"),
    "ramp": ("barrel", "down a ramp"), "wood": ("log", "down a timber slide"), "chute": ("crate", "down a chute"),
    "track": ("cart", "along a test track"), "cliff": ("rock", "off a cliff"),
    "mine": ("loaded bucket", "down a shaft"), "river": ("tree trunk", "over a waterfall"),
}
KINETIC_ASKS = {
    "energy": (
        "{name} films {thing} of {m} kg that moves {where} at {v} m/s. What is its kinetic energy?",
        "{thing_A} with a mass of {m} kg goes {where} at {v} m/s, as {name} measures. Find its kinetic energy.",
        "{name} sees {thing} move {where}. Its mass is {m} kg, its speed {v} m/s. How large is its kinetic energy?",
    ),
    "mass": (
        "{name} films {thing} that moves {where} at {v} m/s with a kinetic energy of {e} J. What is its mass?",
        "{thing_A} goes {where} at {v} m/s and has {e} J of kinetic energy, as {name} finds. Find its mass.",
        "{name} sees {thing} move {where}. Its speed is {v} m/s, its kinetic energy {e} J. How much mass does it have?",
    ),
    "gain": (
        "{name} films {thing} of {m} kg that moves {where} and speeds up from {u} m/s to {v} m/s. "
        "How much kinetic energy does it gain?",
        "{thing_A} with a mass of {m} kg goes {where}. {name} measures {u} m/s at first and {v} m/s later. "
        "By how much has its kinetic energy grown?",
        "{name} sees {thing} of {m} kg move {where}, first at {u} m/s, then at {v} m/s. Find the energy gained.",
    ),
}


def kinetic(rng: Random, difficulty: str) -> dict[str, Any]:
    ask = {"easy": "energy", "medium": rng.choice(("energy", "mass")), "hard": "gain"}[difficulty]
    start = rng.randint(2, 9) if ask == "gain" else 0
    speed = {"easy": rng.randint(2, 9), "medium": rng.randint(3, 12), "hard": start + rng.randint(2, 10)}[
        difficulty
    ]
    if ask == "mass":
        speed += speed % 2
    return {
        "setting": rng.choice(list(MOVERS)),
        "name": rng.choice(NAMES),
        "ask": ask,
        "mass": 2 * rng.randint(1, {"easy": 6, "medium": 15, "hard": 20}[difficulty]),
        "start": start,
        "speed": speed,
    }


def write_kinetic(rng: Random, p: dict[str, Any]) -> Draft:
    bare, where = MOVERS[p["setting"]]
    m, u, v, ask = p["mass"], p["start"], p["speed"], p["ask"]
    square, low, half = v * v, u * u, m // 2
    energy = half * square
    question = rng.choice(KINETIC_ASKS[ask]).format(
        name=p["name"], thing=a(bare), thing_A=a(bare).capitalize(), where=where, m=m, u=u, v=v, e=energy
    )
    law = rng.choice((
        "Kinetic energy is half the mass times the square of the speed, in joules for kilograms and meters per "
        "second.",
        "The energy of motion equals half of the mass multiplied by the speed squared; kilograms and m/s give joules.",
    ))
    if ask == "energy":
        template, wanted, answer = "forward", "the kinetic energy", f"{energy} J"
        given = [f"a mass of {m} kg", f"a speed of {v} m/s"]
        steps = product_steps(half, square)
        early, last = [f"{v} × {v} = {square}", f"{m} / 2 = {half}"], f"{half} × {square} = {energy}"
        concise = f"{'. '.join(early)}. E = {steps} J"
        lines = [
            f"First the square of the speed: {v} × {v} = {square}.",
            f"Then half of the mass: {m} / 2 = {half}.",
            f"Their product is the energy: {half} × {square} = {energy} J.",
            f"Check in another order, the mass first and the half last: {m} × {square} = {m * square}, and "
            f"{m * square} / 2 = {energy}.",
            f"Since the speed counts twice, doubling it to {2 * v} m/s would give four times as much, "
            f"4 × {energy} = {4 * energy} J; the other way round, {4 * energy} / 4 = {energy} J fits.",
        ]
    elif ask == "mass":
        half_square = square // 2
        template, wanted, answer = "backward", "the mass", f"{m} kg"
        given = [f"a speed of {v} m/s", f"a kinetic energy of {energy} J"]
        steps = quotient_steps(energy, half_square)
        early, last = [f"{v} × {v} = {square}", f"{square} / 2 = {half_square}"], f"{energy} / {half_square} = {m}"
        concise = f"{'. '.join(early)}. m = {steps} kg"
        lines = [
            "The energy is known, so I work backward: each kilogram carries half the square of the speed.",
            f"The square is {v} × {v} = {square}, and its half is {square} / 2 = {half_square} J for one kilogram.",
            f"The {energy} J therefore belong to {energy} / {half_square} = {m} kilograms.",
            f"Check forward with the formula: {m} / 2 = {half}, and {half} × {square} = {energy} J, as given.",
            f"One kilogram more would give {energy} + {half_square} = {energy + half_square} J, already too much.",
        ]
    else:
        gain = half * (square - low)
        template, wanted, answer = "decomposition", "the gain in kinetic energy", f"{gain} J"
        given = [f"a mass of {m} kg", f"a first speed of {u} m/s", f"a later speed of {v} m/s"]
        steps = product_steps(half, square - low)
        early = [f"{v} × {v} = {square}", f"{u} × {u} = {low}", f"{square} - {low} = {square - low}",
                 f"{m} / 2 = {half}"]
        last = f"{half} × {square - low} = {gain}"
        concise = f"{'. '.join(early)}. gain = {steps} J"
        lines = [
            "The gain is the later energy less the earlier one; half the mass is common to both.",
            f"The squares of the speeds are {v} × {v} = {square} and {u} × {u} = {low}.",
            f"They differ by {square} - {low} = {square - low}.",
            f"With half the mass, {m} / 2 = {half}, the gain is {half} × {square - low} = {gain} J.",
            f"Check with the two energies: {half} × {square} = {energy} J in the end, {half} × {low} = {half * low} J "
            f"before, and {energy} - {half * low} = {gain} J.",
        ]
    close = "A body at rest would have none, so a positive number of joules is what I expect here."
    trace = "\n".join((restate(rng, given, wanted), law, *lines, close, conclude(rng, wanted, answer)))
    return Draft(
        question, answer, concise, trace, template, milestones=routes((*early, last), (*early, *equations(steps)))
    )


def check_kinetic(p: dict[str, Any]) -> str:
    """Speeds the body up 1 m/s at a time: the step to k m/s takes m (2k - 1) / 2 joules."""

    def energy(mass: int, slow: int, fast: int) -> Fraction:
        return sum((Fraction(mass * (2 * k - 1), 2) for k in range(slow + 1, fast + 1)), Fraction(0))

    if p["ask"] != "mass":
        return f"{energy(p['mass'], p['start'], p['speed'])} J"
    target = energy(p["mass"], 0, p["speed"])
    return f"{next(m for m in range(1, 200) if energy(m, 0, p['speed']) == target)} kg"


FAMILIES = (
    Family(
        "kinetic_energy", "science", "energy", "quantity", ("energy", "mass", "speed"), kinetic, write_kinetic,
        check_kinetic,
    ),
)
