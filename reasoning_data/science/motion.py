"""Motion: speeding up steadily."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family, routes
from reasoning_data.science.working import (
    conclude,
    equations,
    find_factor,
    product_steps,
    quotient_steps,
    restate,
)
from reasoning_data.wording import NAMES, a, number

# setting: what speeds up, where
RUNNERS = {
    "road": ("car", "on a straight road"), "race": ("motorbike", "on a track"),
    "runway": ("small plane", "down a runway"),
    "snow": ("snowmobile", "over a frozen lake"), "desert": ("buggy", "across a dry plain"),
    "rail": ("test train", "along a straight line"), "street": ("delivery van", "onto a motorway"),
    "hill": ("rally car", "up a long slope"), "salt": ("electric car", "over a salt flat"),
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
    speed, rate, time = {"easy": (9, 3, 6), "medium": (15, 4, 6), "hard": (20, 4, 8)}[difficulty]
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
        template, wanted, answer = "decomposition", "the acceleration", f"{rate} m/s²"
        given = [f"a first speed of {u} m/s", f"a final speed of {v} m/s", f"a time of {t} s"]
        steps, claims = quotient_steps(gain, t), [f"{v} - {u} = {gain}", f"{gain} / {t} = {rate}"]
        concise = f"change = {claims[0]}. a = {steps} m/s²"
        ways = routes(claims, (claims[0], *equations(steps)))
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
        claims = [f"{rate} × {t} = {gain}", f"{u} + {gain} = {v}"]
        concise = f"gain = {claims[0]}. v = {claims[1]} m/s"
        ways = routes(claims)
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
        steps = product_steps(u + v, half)
        claims = [f"{u} + {v} = {u + v}", f"{t} / 2 = {half}"]
        concise = f"{claims[0]}. t / 2 = {claims[1]}. distance = {steps} m"
        ways = routes((*claims, f"{u + v} × {half} = {(u + v) * half}"), (*claims, *equations(steps)))
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
        f"and at {v} m/s throughout {v} × {t} = {v * t} m; the true distance lies between."
    )
    trace = "\n".join((restate(rng, given, wanted), *lines, estimate, conclude(rng, wanted, answer)))
    return Draft(question, answer, concise, trace, template, milestones=ways)


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
        "motion", "science", "mechanics", "quantity", ("speed", "acceleration", "distance"),
        motion, write_motion, check_motion,
    ),
)
