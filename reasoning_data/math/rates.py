"""Rates: speed, work done together, mixtures."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from reasoning_data.math.working import product, quotient
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, a, count, number

_MOVERS = {
    "train": ("train", "km", "hours", "km/h", 40, 160),
    "car": ("car", "km", "hours", "km/h", 30, 110),
    "bicycle": ("bicycle", "km", "hours", "km/h", 10, 30),
    "ship": ("ship", "km", "hours", "km/h", 15, 50),
    "drone": ("drone", "m", "seconds", "m/s", 4, 30),
    "snail": ("snail", "cm", "minutes", "cm/min", 2, 9),
    "runner": ("model boat", "m", "seconds", "m/s", 2, 8),
    "plane": ("plane", "km", "hours", "km/h", 300, 900),
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
        "{name} watches a {thing} that keeps a speed of {speed} {speeds}. How many {length} is it away after {time} "
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
        second = f"One {length} {a(unit)} more would be too fast: {pace + 1} × {time} = {way + time} is above {way}."
    else:
        answer, step = time, quotient(way, pace)
        plan = f"Every {unit} takes {pace} {length} off the way, so the time is the distance divided by the speed."
        given = f"Known are the distance, {way} {length}, and the speed, {pace} {speeds}; the time is wanted."
        check = (
            f"To check, I go forward with it: {time} × {pace} = {way}, which is the distance in the question."
        )
        second = f"One {unit} less would not be enough: {time - 1} × {pace} = {way - pace} is below {way}."
    trace = [
        f"{p['name']}'s {thing} is moving steadily. {given}",
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
    rule = {"distance": "speed × time", "speed": "distance / time", "time": "distance / speed"}[asked]
    return Draft(question, str(answer), f"{asked} = {rule}. {step}", "\n".join(trace), "forward")


def check_speed(p: dict[str, Any]) -> str:
    """Lets the clock run, one unit of time after the other, and reads off what was asked."""
    way = sum(p["speed"] for _ in range(p["time"]))
    passed, left = 0, way
    while left > 0:
        left -= p["speed"]
        passed += 1
    return str({"distance": way, "time": passed, "speed": way // passed}[p["asked"]])


_JOBS = {
    "pool": ("fills a pool", "fill it", "pool"),
    "fence": ("paints a fence", "paint it", "fence"),
    "letters": ("folds a pile of letters", "fold it", "pile"),
    "field": ("plows a field", "plow it", "field"),
    "hall": ("cleans a hall", "clean it", "hall"),
    "wall": ("builds a wall", "build it", "wall"),
}
_JOB_ASKS = (
    "{told}. How many hours do they need together? Give a whole number or a reduced fraction.",
    "{told}. Working together, in how many hours do they {deed}? Give a whole number or a reduced fraction.",
    "{told}, each alone. How many hours do they need to {deed} together, as a whole number or reduced fraction?",
)
_EASY_PAIRS = (
    (2, 2), (3, 6), (4, 4), (6, 6), (4, 12), (10, 15), (6, 12), (8, 8), (9, 18), (5, 20), (8, 24), (10, 10), (12, 12),
    (20, 30), (6, 30),
)
"""Times in hours that make a whole number of hours together."""


def work(rng: Random, difficulty: str) -> dict[str, Any]:
    if difficulty == "easy":
        a, b = rng.sample(rng.choice(_EASY_PAIRS), 2)
    else:
        a, b = rng.sample(range(2, 13) if difficulty == "medium" else range(5, 31), 2)
    return {"setting": rng.choice(list(_JOBS)), "names": rng.sample(NAMES, 2), "a": a, "b": b}


def write_work(rng: Random, p: dict[str, Any]) -> Draft:
    a, b, (one, two) = p["a"], p["b"], p["names"]
    does, deed, thing = _JOBS[p["setting"]]
    told = f"{one} {does} in {a} hours, {two} in {b} hours"
    question = rng.choice(_JOB_ASKS).format(told=told, deed=deed)
    together = Fraction(a * b, a + b)
    answer = str(together)
    parts = a * b
    sums = f"{b} + {a} = {a + b}"
    reduced = f" = {answer}" if answer != f"{parts}/{a + b}" else ""
    trace = [
        f"{told}, and the time for both together is wanted. Times cannot be added, since two people are "
        "faster than one; what can be added is the work done in an hour.",
        f"To avoid fractions I cut the {thing} into equal small portions, {a} × {b} = {parts} of them.",
        f"{one} does {parts} / {a} = {b} portions in an hour.",
        f"{two} does {parts} / {b} = {a} portions in an hour.",
        f"Together they do {sums} portions in an hour.",
        f"So all the portions take {parts} / {a + b} = {count(answer, 'hour')}.",
        f"To check, I add up the shares: in {count(answer, 'hour')} {one} does {together / a} of the job and {two} "
        f"does {together / b} of it, and {together / a} + {together / b} = 1 is the whole job.",
        f"Together they must be faster than the faster one alone, and {answer} is less than {min(a, b)}.",
        f"The answer is {answer}.",
    ]
    ending = f"{parts} / {a + b} = {answer}" if together.denominator == 1 else f"{parts}/{a + b}{reduced}"
    return Draft(question, answer, f"{product(a, b)}. {sums}. {ending}", "\n".join(trace), "forward")


def check_work(p: dict[str, Any]) -> str:
    """The reciprocal of the two rates' sum."""
    return str(1 / (Fraction(1, p["a"]) + Fraction(1, p["b"])))


_LIQUIDS = {
    "salt": ("salt water", "salt", "liters"),
    "acid": ("vinegar", "acid", "liters"),
    "juice": ("fruit drink", "juice", "liters"),
    "sugar": ("syrup", "sugar", "kilograms"),
    "copper": ("copper alloy", "copper", "kilograms"),
    "cream": ("cream", "fat", "liters"),
}
_MIX_ASKS = (
    "{name} mixes {a} {units} of {p}% {liquid} with {b} {units} of {q}% {liquid}. What percentage of {stuff} does the "
    "mixture contain?",
    "{a} {units} of {liquid} with {p}% {stuff} and {b} {units} with {q}% {stuff} are put together by {name}. "
    "What is "
    "the percentage of {stuff} in the mixture?",
    "To {a} {units} of {liquid} with {p}% {stuff}, {name} adds {b} {units} with {q}% {stuff}. What percentage of "
    "{stuff} does the result contain?",
)


def mixture(rng: Random, difficulty: str) -> dict[str, Any]:
    """The percentages differ by a multiple of the total amount, so that the result is whole."""
    most, steps = {"easy": (4, (5, 10)), "medium": (9, (2, 3, 4, 5)), "hard": (15, (1, 2, 3))}[difficulty]
    a, b = rng.randint(2, most), rng.randint(2, min(9, most))
    gap = (a + b) * rng.choice(steps)
    low = rng.randint(1, 20) if difficulty != "easy" else 5 * rng.randint(1, 4)
    while gap + low > 95:
        a, b = rng.randint(2, most), rng.randint(2, min(9, most))
        gap = (a + b) * steps[0]
    first, second = (low, low + gap) if rng.random() < 0.5 else (low + gap, low)
    return {
        "setting": rng.choice(list(_LIQUIDS)),
        "name": rng.choice(NAMES),
        "a": a,
        "b": b,
        "p": first,
        "q": second,
    }


def write_mixture(rng: Random, p: dict[str, Any]) -> Draft:
    a, b, first, second = p["a"], p["b"], p["p"], p["q"]
    liquid, stuff, units = _LIQUIDS[p["setting"]]
    question = rng.choice(_MIX_ASKS).format(**{**p, "liquid": liquid, "stuff": stuff, "units": units})
    total, left, right = a + b, a * first, b * second
    result = (left + right) // total
    trace = [
        f"The first part is {a} {units} at {first}%, the second {b} {units} at {second}%, and the "
        f"percentage of {stuff} in the mixture is wanted.",
        f"The {stuff} itself does not change by mixing. So I add up how much there is, counted in hundredths, and "
        "compare it with the total amount.",
        f"The first part brings {product(a, first)} hundredths, and the second brings {product(b, second)}.",
        f"Together that is {left} + {right} = {left + right} hundredths.",
        f"The whole mixture is {a} + {b} = {total} {units}.",
        f"So its percentage is {quotient(left + right, total)}.",
        f"To check, I balance the two sides: the first differs from the result by {abs(result - first)}, the "
        f"second by {abs(second - result)}, and {a} × {abs(result - first)} = {b} × {abs(second - result)}. What "
        "one part lacks, the other has in excess.",
        f"The result also lies between {min(first, second)}% and {max(first, second)}%.",
        f"The answer is {result}%.",
    ]
    concise = (
        f"{product(a, first)}, {product(b, second)}. {left} + {right} = {left + right}. {a} + {b} = {total}. "
    )
    concise += f"{quotient(left + right, total)}. So {result}%"
    return Draft(question, f"{result}%", concise, "\n".join(trace), "forward")


def check_mixture(p: dict[str, Any]) -> str:
    """Tries every percentage until the two sides are in balance."""
    return next(f"{n}%" for n in range(101) if p["a"] * (n - p["p"]) == p["b"] * (p["q"] - n))


FAMILIES = (
    Family("speed", "math", "rates", "number", ("speed", "distance", "time"), speed, write_speed, check_speed),
    Family("work_together", "math", "rates", "number", ("work", "rates"), work, write_work, check_work),
    Family("mixture", "math", "rates", "number", ("mixture", "percentage"), mixture, write_mixture, check_mixture),
)
