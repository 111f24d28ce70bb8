"""Forces and motion: Newton's second law, and speeding up steadily."""

from __future__ import annotations

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

FORCE = Law(
    Quantity("net force", "F", "N"),
    Quantity("mass", "m", "kg"),
    Quantity("acceleration", "a", "m/s²"),
    (
        "Newton's second law connects them: the net force equals the mass times the acceleration.",
        "The link is Newton's second law: net force is mass multiplied by acceleration.",
        "By Newton's second law, the more mass and the more acceleration, the more force, in proportion to both.",
    ),
    "One newton is the force that gives one kilogram one meter per second squared, so no unit has to be converted.",
    "Each kilogram needs as many newtons as the acceleration says, which is {right}.",
)

# setting: what moves, how, where
MOVED = {
    "snow": ("sled", "pulls", "across the snow"),
    "shop": ("shopping cart", "pushes", "along an aisle"),
    "garden": ("wheelbarrow", "pushes", "down a garden path"),
    "lab": ("trolley", "pulls", "along a test track"),
    "harbor": ("crate", "drags", "over the deck of a ship"),
    "station": ("suitcase", "rolls", "along a platform"),
    "ice": ("curling stone", "pushes", "over the ice"),
    "stage": ("piano", "moves", "across a stage"),
    "workshop": ("robot", "tows", "over a workshop floor"),
    "farm": ("hay cart", "pulls", "across a farmyard"),
    "beach": ("small boat", "drags", "over wet sand"),
    "museum": ("statue", "shifts", "through a museum hall"),
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
    mass, acceleration = {"easy": (12, 9), "medium": (30, 12), "hard": (95, 16)}[difficulty]
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
            f"F = {claim}",
            f"Friction works against the motion, so only the difference accelerates the {thing}: {claim} N.",
        )
    answer, concise, trace, template = FORCE.work(rng, p["unknown"], p["left"], p["right"], first)
    question = rng.choice(FORCE_ASKS[p["unknown"]]).format(
        name=p["name"], verb=verb, thing=thing, thing_a=a(thing), heavy=a(f"{p['left']} kg {thing}"),
        where=where, m=p["left"], a=p["right"], push=push,
    )
    return Draft(question, answer, concise, trace, template)


def check_force(p: dict[str, Any]) -> str:
    """Adds the force up kilogram by kilogram; finds a missing factor by bisection, after taking friction off."""
    net = sum(p["right"] for _ in range(p["left"]))
    if p["unknown"] == "whole":
        return f"{net} N"
    pushed = net + p["friction"]
    known, unit = (p["right"], "kg") if p["unknown"] == "left" else (p["left"], "m/s²")
    return f"{number(find_factor(pushed - p['friction'], known))} {unit}"


# setting: what speeds up, where
RUNNERS = {
    "road": ("car", "on a straight road"), "race": ("racing bike", "on a track"), "rail": ("tram", "out of a stop"),
    "runway": ("small plane", "down a runway"), "sea": ("motorboat", "across a bay"),
    "snow": ("snowmobile", "over a frozen lake"), "street": ("scooter", "along a bike lane"),
    "desert": ("buggy", "across a dry plain"), "lab": ("model rocket car", "along a rail"),
    "farm": ("quad bike", "over a field"),
}
MOTION_ASKS = {
    "acceleration": (
        "{name} drives {thing_a} {where}. Its speed grows from {u} m/s to {v} m/s in {t} s. What is its acceleration?",
        "In {t} s, {thing_a} driven by {name} {where} goes from {u} m/s to {v} m/s. Find its acceleration.",
        "{Thing_a} that {name} drives {where} needs {t} s to change its speed from {u} m/s to {v} m/s. "
        "How large is its acceleration?",
    ),
    "speed": (
        "{name} drives {thing_a} {where} at {u} m/s, then accelerates at {a} m/s² for {t} s. What is its final speed?",
        "{Thing_a} driven by {name} {where} moves at {u} m/s and then speeds up by {a} m/s² for {t} s. "
        "How fast is it then?",
        "Starting at {u} m/s, {name} accelerates {thing_a} {where} at {a} m/s² for {t} s. Find the final speed.",
    ),
    "distance": (
        "{name} drives {thing_a} {where}. Its speed grows steadily from {u} m/s to {v} m/s in {t} s. "
        "How far does it go in that time?",
        "In {t} s, {thing_a} driven by {name} {where} speeds up steadily from {u} m/s to {v} m/s. "
        "What distance does it cover?",
        "Speeding up evenly from {u} m/s to {v} m/s takes {name} {t} s with {thing_a} {where}. Find the distance.",
    ),
}


def motion(rng: Random, difficulty: str) -> dict[str, Any]:
    speed, rate, time = {"easy": (9, 5, 6), "medium": (20, 8, 9), "hard": (40, 12, 20)}[difficulty]
    asks = {
        "easy": ("acceleration", "speed"),
        "medium": ("acceleration", "speed", "distance"),
        "hard": ("distance",),
    }
    ask = rng.choice(asks[difficulty])
    t = 2 * rng.randint(1, time // 2) if ask == "distance" else rng.randint(2, time)
    return {
        "setting": rng.choice(list(RUNNERS)),
        "name": rng.choice(NAMES),
        "ask": ask,
        "start": rng.randint(1, speed),
        "rate": rng.randint(1, rate),
        "time": t,
    }


def write_motion(rng: Random, p: dict[str, Any]) -> Draft:
    thing, where = RUNNERS[p["setting"]]
    u, rate, t = p["start"], p["rate"], p["time"]
    gain = rate * t
    v = u + gain
    article = a(thing)
    question = rng.choice(MOTION_ASKS[p["ask"]]).format(
        name=p["name"], thing_a=article, Thing_a=article.capitalize(), where=where, u=u, v=v, a=rate, t=t
    )
    if p["ask"] == "acceleration":
        template, wanted, answer = "backward", "the acceleration", f"{rate} m/s²"
        given = [f"a first speed of {u} m/s", f"a final speed of {v} m/s", f"a time of {t} s"]
        concise = f"change = {v} - {u} = {gain}. a = {quotient(gain, t)} m/s²"
        lines = [
            "Acceleration says by how much the speed changes in each second, so two steps lead to it.",
            f"First the change: from {u} m/s to {v} m/s the speed grows by {v} - {u} = {gain} m/s.",
            f"That growth is spread evenly over {t} seconds, so each second gets {gain} / {t} = {rate} m/s.",
            "A change of speed per second, in m/s for every s, has the unit m/s².",
            f"Check forward: {t} seconds at this rate add {t} × {rate} = {gain} m/s, "
            f"and {u} + {gain} = {v} m/s is the final speed in the question.",
        ]
    elif p["ask"] == "speed":
        template, wanted, answer = "forward", "the final speed", f"{v} m/s"
        given = [f"a first speed of {u} m/s", f"an acceleration of {rate} m/s²", f"a time of {t} s"]
        concise = f"gain = {product(rate, t)}. v = {u} + {gain} = {v} m/s"
        lines = [
            f"An acceleration of {rate} m/s² adds {rate} m/s in every second, and the first speed is there already.",
            f"Over {t} seconds the gain is {rate} × {t} = {gain} m/s.",
            f"The gain comes on top of the first speed: {u} + {gain} = {v} m/s.",
            f"Check backward: the speed rises by {v} - {u} = {gain} m/s in all, "
            f"and {gain} / {t} = {rate} m/s for each second is the acceleration given.",
        ]
    else:
        template, wanted, answer = "decomposition", "the distance", f"{(u + v) * t // 2} m"
        given = [f"a first speed of {u} m/s", f"a final speed of {v} m/s", f"a time of {t} s"]
        half = t // 2
        concise = f"{u} + {v} = {u + v}. t / 2 = {t} / 2 = {half}. distance = {product(u + v, half)} m"
        lines = [
            "The speed changes evenly, so the average speed is half the sum of the first and the last speed.",
            f"The sum of the two speeds is {u} + {v} = {u + v} m/s.",
            f"Half the sum times the time is the same as the sum times half the time, and {t} / 2 = {half}.",
            f"The distance is therefore {u + v} × {half} = {(u + v) * half} m.",
            f"Check with two parts: the first speed alone would cover {u} × {t} = {u * t} m, and the growth adds "
            f"a triangle of {gain} × {half} = {gain * half} m; together {u * t} + {gain * half} = {(u + v) * half} m.",
        ]
    estimate = (
        f"The size is plausible: at {u} m/s throughout, the {thing} would go {u} × {t} = {u * t} m, "
        f"and at {v} m/s throughout {v} × {t} = {v * t} m; its true way lies between."
    )
    trace = "\n".join((restate(rng, given, wanted), *lines, estimate, conclude(rng, wanted, answer)))
    return Draft(question, answer, concise, trace, template)


def check_motion(p: dict[str, Any]) -> str:
    """Moves second by second; an even speed-up covers the mean of the speeds at its ends in each second."""
    speed, doubled = p["start"], 0
    for _ in range(p["time"]):
        doubled += speed + speed + p["rate"]
        speed += p["rate"]
    if p["ask"] == "speed":
        return f"{speed} m/s"
    if p["ask"] == "distance":
        return f"{doubled // 2} m"
    return f"{number(find_factor(speed - p['start'], p['time']))} m/s²"


FAMILIES = (
    Family(
        "force", "science", "mechanics", "quantity", ("force", "mass", "acceleration"),
        force, write_force, check_force,
    ),
    Family(
        "motion", "science", "mechanics", "quantity", ("speed", "acceleration", "distance"),
        motion, write_motion, check_motion,
    ),
)
