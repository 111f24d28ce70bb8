"""Unit conversion."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from reasoning_data.math.working import decimal, equal, milestones, product
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, number

_UNITS = {
    "length": (("km", "m", 1000), ("m", "cm", 100), ("cm", "mm", 10), ("m", "mm", 1000), ("dm", "cm", 10)),
    "mass": (("kg", "g", 1000), ("t", "kg", 1000), ("g", "mg", 1000)),
    "volume": (("L", "mL", 1000), ("L", "cL", 100), ("hL", "L", 100), ("dL", "mL", 100)),
    "time": (("h", "min", 60), ("min", "s", 60), ("days", "h", 24), ("weeks", "days", 7)),
}
"""The larger unit, the smaller one, and how many of these it has."""
_UNIT_ASKS = (
    "{name} converts {x} {old} to {new}. What is the result?",
    "How many {new} are {x} {old}? {name} asks for the number with its unit.",
    "{name} notes down {x} {old}. What is that in {new}?",
    "{name} has to express {x} {old} in {new}. What is the result?",
    "{name} needs {x} {old} in {new}. What is it?",
)


def units(rng: Random, difficulty: str) -> dict[str, Any]:
    """Easy: to the smaller unit; medium: either way; hard: with tenths, where the units are decimal."""
    kind = rng.choice(list(_UNITS))
    unit = rng.randrange(len(_UNITS[kind]))
    size = _UNITS[kind][unit][2]
    up = difficulty != "easy" and rng.random() < 0.5
    most = {"easy": 30, "medium": 60, "hard": 250}[difficulty]
    tenths = (
        rng.randint(11, 10 * most)
        if difficulty == "hard" and size in (10, 100, 1000)
        else 10 * rng.randint(2, most)
    )
    return {"kind": kind, "name": rng.choice(NAMES), "unit": unit, "tenths": tenths, "up": up}


def write_units(rng: Random, p: dict[str, Any]) -> Draft:
    large, small, size = _UNITS[p["kind"]][p["unit"]]
    many, few = decimal(p["tenths"] * size, 1), decimal(p["tenths"], 1)
    old, new, x = (small, large, many) if p["up"] else (large, small, few)
    result = few if p["up"] else many
    question = rng.choice(_UNIT_ASKS).format(name=p["name"], x=x, old=old, new=new)
    answer = f"{result} {new}"
    one = f"1 {large.removesuffix('s')} has {size} {small}"
    if p["up"]:
        plan = f"The new unit is the larger one, so fewer of them are needed, and I divide by {size}."
        step, back = equal(f"{x} / {size}", result), f"{result} × {size} = {x}"
    else:
        plan = f"The new unit is the smaller one, so more of them are needed, and I multiply by {size}."
        step = product(int(x), size) if "." not in x else equal(f"{x} × {size}", result)
        back = f"{result} / {size} = {x}"
    wrong = "multiplying" if p["up"] else "dividing"
    trace = [
        f"The quantity {x} {old} is to be written in {new}. Its size stays the same; only the unit in which it is "
        "counted changes, and the number has to change with it.",
        f"What connects the two units is that {one}.",
        plan,
        f"The calculation is {step}.",
        f"So {x} {old} and {result} {new} are the same quantity.",
        f"To check, I convert back into {old}, with the opposite operation: {back}. That is the number in the "
        "question.",
        f"A mix-up of the two operations would show: by {wrong} instead, the number would have become "
        f"{'larger' if p['up'] else 'smaller'}, although the unit became {'larger' if p['up'] else 'smaller'} too.",
        f"The answer is {answer}.",
    ]
    concise = f"{one}. {step}. {answer}"
    marks = milestones(question, answer, [step])
    return Draft(question, answer, concise, "\n".join(trace), "forward", milestones=marks)


def check_units(p: dict[str, Any]) -> str:
    """Goes through the base unit of the kind with exact fractions."""
    base = {
        "km": Fraction(1000), "m": Fraction(1), "dm": Fraction(1, 10), "cm": Fraction(1, 100), "mm": Fraction(1, 1000),
        "t": Fraction(1000000), "kg": Fraction(1000), "g": Fraction(1), "mg": Fraction(1, 1000),
        "hL": Fraction(100), "L": Fraction(1), "dL": Fraction(1, 10), "cL": Fraction(1, 100), "mL": Fraction(1, 1000),
        "weeks": Fraction(604800), "days": Fraction(86400), "h": Fraction(3600), "min": Fraction(60), "s": Fraction(1),
    }
    large, small, _ = _UNITS[p["kind"]][p["unit"]]
    amount, unit = Fraction(p["tenths"], 10), large if p["up"] else small
    return f"{number(amount * base[large] / base[unit])} {unit}"


FAMILIES = (
    Family("unit_conversion", "math", "measurement", "quantity", ("units",), units, write_units, check_units),
)
