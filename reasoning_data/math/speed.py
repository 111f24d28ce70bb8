"""Speed, distance and time."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from reasoning_data.math.working import milestones, product, quotient
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, a, number

_MOVERS = {
    "train": ("train", "kilometers", "hours", "km/h", 40, 160),
    "car": ("car", "kilometers", "hours", "km/h", 30, 110),
    "bicycle": ("bicycle", "kilometers", "hours", "km/h", 10, 30),
    "ship": ("ship", "kilometers", "hours", "km/h", 15, 50),
    "drone": ("drone", "meters", "seconds", "m/s", 4, 30),
    "snail": ("snail", "centimeters", "minutes", "cm/min", 2, 9),
    "boat": ("model boat", "meters", "seconds", "m/s", 2, 8),
    "plane": ("plane", "kilometers", "hours", "km/h", 300, 900),
}
"""Who moves, the unit of length, the unit of time, the unit of speed, and the usual speeds.

A snail's numbers make no plane's problem, so this is no setting that could be exchanged for another.
"""
_SPEED_ASKS = {
    "speed": (
        "{name}'s {thing} covers {way} {length} in {time} {times}. What is its speed in {speeds}?",
        "In {time} {times}, {name}'s {thing} travels {way} {length}. Find its average speed in {speeds}.",
        "What is the average speed, in {speeds}, of {name}'s {thing} that needs {time} {times} for {way} {length}?",
    ),
    "distance": (
        "{name}'s {thing} moves at {speed} {speeds} for {time} {times}. How many {length} does it cover?",
        "At a steady {speed} {speeds}, how many {length} does {name}'s {thing} travel in {time} {times}?",
        "{name} watches a {thing} that keeps a speed of {speed} {speeds}. How many {length} does it cover in {time} "
        "{times}?",
    ),
    "time": (
        "{name}'s {thing} moves at {speed} {speeds}. How many {times} does it need for {way} {length}?",
        "How many {times} does {name}'s {thing} take for {way} {length} at {speed} {speeds}?",
        "A distance of {way} {length} lies ahead of {name}'s {thing}, which makes {speed} {speeds}. How many {times} "
        "will it take?",
    ),
}


def speed(rng: Random, difficulty: str) -> dict[str, Any]:
    mover = rng.choice(list(_MOVERS))
    low, high = _MOVERS[mover][4:]
    pace, time = rng.randint(low, high), rng.randint(2, {"easy": 6, "medium": 9, "hard": 18}[difficulty])
    if difficulty == "easy" and pace > 20:
        pace = pace // 10 * 10
    asked = rng.choice(("speed", "distance", "time"))
    return {"mover": mover, "name": rng.choice(NAMES), "asked": asked, "speed": pace, "time": time}


def write_speed(rng: Random, p: dict[str, Any]) -> Draft:
    pace, time, asked = p["speed"], p["time"], p["asked"]
    thing, length, times, speeds, _, _ = _MOVERS[p["mover"]]
    way = pace * time
    question = rng.choice(_SPEED_ASKS[asked]).format(
        name=p["name"], thing=thing, way=way, length=length, time=time, times=times, speed=pace, speeds=speeds
    )
    unit = times[:-1]
    if asked == "distance":
        answer, step = way, product(pace, time)
        plan = f"In one {unit} it covers {pace} {length}, so the distance is speed times time."
        given = f"Known are the speed, {pace} {speeds}, and the time, {time} {times}; the distance is wanted."
        check = f"To check, I turn it around: {way} / {time} = {pace}, which is the speed in the question."
        second = (
            f"In half of the time it would cover half of the way: {number(Fraction(time, 2))} × {pace} = "
        )
        second += f"{number(Fraction(way, 2))}, and 2 × {number(Fraction(way, 2))} = {way}."
    elif asked == "speed":
        answer, step = pace, quotient(way, time)
        plan = f"The speed tells how many {length} are covered in one {unit}: the distance is divided by the time."
        given = f"Known are the distance, {way} {length}, and the time, {time} {times}; the speed is wanted."
        check = (
            f"To check, I go forward with it: {pace} × {time} = {way}, which is the distance in the question."
        )
        faster = f"{pace + 1} × {time} = {way + time}"
        second = f"One {length[:-1]} {a(unit)} more would be too fast: {faster} is above {way}."
    else:
        answer, step = time, quotient(way, pace)
        plan = f"Every {unit} takes {pace} {length} off the way, so the time is the distance divided by the speed."
        given = f"Known are the distance, {way} {length}, and the speed, {pace} {speeds}; the time is wanted."
        check = (
            f"To check, I go forward with it: {time} × {pace} = {way}, which is the distance in the question."
        )
        second = f"One {unit} less would not be enough: {time - 1} × {pace} = {way - pace} is below {way}."
    trace = [
        f"The {thing} is moving steadily. {given}",
        "Distance, speed and time belong together: the distance is the speed multiplied by the time, and from two "
        "of them the third one follows.",
        plan,
        f"With the numbers of the question: {step}.",
        f"The units fit as well: lengths are in {length} and times in {times} throughout, so nothing has to be "
        "converted.",
        check,
        second,
        f"The answer is {answer}.",
    ]
    marks = milestones(question, str(answer), [step])
    rule = {"distance": "speed × time", "speed": "distance / time", "time": "distance / speed"}[asked]
    concise = f"{asked} = {rule}. {step}"
    return Draft(question, str(answer), concise, "\n".join(trace), "forward", milestones=marks)


def check_speed(p: dict[str, Any]) -> str:
    """Lets the clock run, one unit of time after the other, and reads off what was asked."""
    way = sum(p["speed"] for _ in range(p["time"]))
    passed, left = 0, way
    while left > 0:
        left -= p["speed"]
        passed += 1
    return str({"distance": way, "time": passed, "speed": way // passed}[p["asked"]])


FAMILIES = (
    Family(
        "speed", "math", "rates", "number", ("speed", "distance", "time"), speed, write_speed, check_speed
    ),
)
