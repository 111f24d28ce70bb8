"""Energy: of motion, and stored by lifting."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family, routes
from reasoning_data.science.laws import First, Law, Measure
from reasoning_data.science.working import (
    conclude,
    equations,
    find_factor,
    product_steps,
    quotient_steps,
    restate,
)
from reasoning_data.wording import NAMES, a, number

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
        "kinetic_energy", "science", "energy", "quantity", ("energy", "mass", "speed"),
        kinetic, write_kinetic, check_kinetic,
    ),
    Family(
        "potential_energy", "science", "energy", "quantity", ("energy", "weight", "height"),
        lift, write_lift, check_lift,
    ),
)
