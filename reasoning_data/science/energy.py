"""Energy: of motion, of height, work and power."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family
from reasoning_data.science.working import (
    First,
    Law,
    Quantity,
    conclude,
    find_factor,
    product,
    quotient,
    restate,
)
from reasoning_data.wording import NAMES, a, number

# setting: what moves, where
MOVERS = {
    "ball": ("bowling ball", "down an alley"), "cart": ("go-kart", "round a track"), "sled": ("sled", "down a slope"),
    "skater": ("skateboarder", "through a park"), "boat": ("canoe", "down a river"), "bird": ("goose", "over a lake"),
    "drone": ("drone", "over a field"), "ride": ("rollercoaster car", "through a loop"),
    "robot": ("robot", "over a warehouse floor"), "hail": ("block of ice", "off a roof"),
    "dog": ("sheepdog", "across a meadow"), "barrel": ("barrel", "down a ramp"),
}  # fmt: skip
KINETIC_ASKS = {
    "energy": (
        "{name} films {thing} of {m} kg that moves {where} at {v} m/s. What is its kinetic energy?",
        "A {bare} with a mass of {m} kg goes {where} at {v} m/s, as {name} measures. Find its kinetic energy.",
        "{name} sees {thing} move {where}. Its mass is {m} kg and its speed {v} m/s. How much kinetic energy has it?",
    ),
    "mass": (
        "{name} films {thing} that moves {where} at {v} m/s with a kinetic energy of {e} J. What is its mass?",
        "A {bare} goes {where} at {v} m/s and has {e} J of kinetic energy, as {name} finds. Find its mass.",
        "{name} sees {thing} move {where}. Its speed is {v} m/s and its kinetic energy {e} J. How much mass has it?",
    ),
    "gain": (
        "{name} films {thing} of {m} kg that moves {where} and speeds up from {u} m/s to {v} m/s. "
        "How much kinetic energy does it gain?",
        "A {bare} with a mass of {m} kg goes {where}. {name} measures {u} m/s at first and {v} m/s later. "
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
        "mass": 2 * rng.randint(1, {"easy": 6, "medium": 20, "hard": 30}[difficulty]),
        "start": start,
        "speed": speed,
    }


def write_kinetic(rng: Random, p: dict[str, Any]) -> Draft:
    bare, where = MOVERS[p["setting"]]
    m, u, v, ask = p["mass"], p["start"], p["speed"], p["ask"]
    square, low, half = v * v, u * u, m // 2
    energy = half * square
    question = rng.choice(KINETIC_ASKS[ask]).format(
        name=p["name"], thing=a(bare), bare=bare, where=where, m=m, u=u, v=v, e=energy
    )
    law = rng.choice((
        "Kinetic energy is half the mass times the square of the speed, in joules for kilograms and metres per second.",
        "The energy of motion equals half of the mass multiplied by the speed squared; kilograms and m/s give joules.",
    ))  # fmt: skip
    if ask == "energy":
        template, wanted, answer = "forward", "the kinetic energy", f"{energy} J"
        given = [f"a mass of {m} kg", f"a speed of {v} m/s"]
        concise = f"{v} × {v} = {square}. {m} / 2 = {half}. E = {product(half, square)} J"
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
        concise = (
            f"{v} × {v} = {square}. {square} / 2 = {half_square}. m = {quotient(energy, half_square)} kg"
        )
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
        concise = (
            f"{v} × {v} = {square}. {u} × {u} = {low}. {square} - {low} = {square - low}. {m} / 2 = {half}. "
            f"gain = {product(half, square - low)} J"
        )
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
    return Draft(question, answer, concise, trace, template)


def check_kinetic(p: dict[str, Any]) -> str:
    """Speeds the body up 1 m/s at a time: the step to k m/s takes m (2k - 1) / 2 joules."""

    def energy(mass: int, slow: int, fast: int) -> Fraction:
        return sum((Fraction(mass * (2 * k - 1), 2) for k in range(slow + 1, fast + 1)), Fraction(0))

    if p["ask"] != "mass":
        return f"{energy(p['mass'], p['start'], p['speed'])} J"
    target = energy(p["mass"], 0, p["speed"])
    return f"{next(m for m in range(1, 200) if energy(m, 0, p['speed']) == target)} kg"


LIFT = Law(
    Quantity("potential energy", "E", "J"),
    Quantity("weight", "W", "N"),
    Quantity("height", "h", "m"),
    (
        "The potential energy of a lifted body is its weight times the height.",
        "Lifting stores energy: weight multiplied by height, counted from where the lifting began.",
        "Potential energy grows with weight and with height; it is their product.",
    ),
    "One joule is one newton along one metre, so newtons and metres lead to joules directly.",
    "Each newton of weight, raised by {right}, stores as many joules as there are metres.",
)
# setting: what is lifted, where
LIFTED = {
    "crane": ("beam", "with a crane"), "stairs": ("box of books", "up the stairs"),
    "lift": ("washing machine", "in a lift"),
    "hoist": ("bell", "into a tower"), "climb": ("backpack", "up a cliff"), "shelf": ("paint bucket", "up a ladder"),
    "well": ("bucket of water", "out of a well"), "ship": ("container", "onto a ship"), "gym": ("barbell", "in a gym"),
    "stage": ("curtain", "above a stage"), "tree": ("beehive", "into a tree"), "sail": ("sail", "up a mast"),
}  # fmt: skip
LIFT_ASKS = {
    "whole": (
        "{name} lifts {thing} of {m} kg {where} to a height of {h} m. With g = {g} m/s², how much potential energy "
        "does it gain?",
        "{thing_A} of {m} kg is lifted {where} by {name}, {h} m high. Find the potential energy gained (g = {g} m/s²).",
        "With g = {g} m/s², what potential energy does {name} give {thing} of {m} kg by raising it {where}, {h} m up?",
    ),
    "right": (
        "{name} lifts {thing} of {m} kg {where} and gives it {e} J of potential energy. With g = {g} m/s², how high is "
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
    """Adds the energy metre by metre and kilogram by kilogram, in tenths of a joule."""
    metre = sum(p["tenths"] for _ in range(p["mass"]))
    energy = sum(metre for _ in range(p["height"]))
    if p["unknown"] == "whole":
        return f"{number(Fraction(energy, 10))} J"
    return f"{number(find_factor(energy, metre))} m"


WORK = Law(
    Quantity("work", "W", "J"),
    Quantity("force", "F", "N"),
    Quantity("distance", "d", "m"),
    (
        "Work is the force times the distance along which it acts.",
        "The work done is force multiplied by distance, as the force points along the way.",
        "Force and distance share the work between them: their product is the work.",
    ),
    "One joule is the work of one newton along one metre, so the units need no conversion.",
    "Each newton, kept up along {right}, does as many joules of work as there are metres.",
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
    "crate": ("crate", "over a floor"), "plough": ("plough", "through a field"), "wagon": ("wagon", "up a track"),
    "boat": ("rowing boat", "up a beach"), "sofa": ("sofa", "across a room"), "log": ("log", "out of a wood"),
    "bin": ("rubbish bin", "to the street"), "trunk": ("trunk", "along a hall"), "raft": ("raft", "over a pond"),
    "bike": ("broken bike", "along a road"), "stone": ("stone block", "up a ramp"), "net": ("fishing net", "on board"),
}  # fmt: skip
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
    """Adds the work up metre by metre; finds a missing factor by bisection."""
    joules = sum(p["force"] for _ in range(p["distance"]))
    if p["unknown"] == "whole":
        return f"{joules} J"
    known, unit = {"left": (p["distance"], "N"), "right": (p["force"], "m"), "power": (p["time"], "W")}[
        p["unknown"]
    ]
    return f"{number(find_factor(joules, known))} {unit}"


FAMILIES = (
    Family(
        "kinetic_energy", "science", "energy", "quantity", ("energy", "mass", "speed"),
        kinetic, write_kinetic, check_kinetic,
    ),
    Family(
        "potential_energy", "science", "energy", "quantity", ("energy", "weight", "height"),
        lift, write_lift, check_lift,
    ),
    Family(
        "work_power", "science", "energy", "quantity", ("work", "force", "power"), work, write_work, check_work,
    ),
)  # fmt: skip
