"""Gases that are squeezed or heated."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family, routes
from reasoning_data.science.working import conclude, equations, product_steps, quotient_steps, restate
from reasoning_data.wording import NAMES, number

# setting: the vessel that holds the gas, where; all can hold from 1 L to 100 L
VESSELS = {
    "lab": ("a cylinder with a piston", "in a laboratory"), "factory": ("a tank with a sliding lid", "in a factory"),
    "engine": ("a test cylinder", "in an engine workshop"), "school": ("a demonstration cylinder", "in a lecture hall"),
    "dive": ("a chamber with a movable wall", "at a diving school"),
    "ship": ("a cylinder with a sealed plunger", "on a research ship"),
    "hospital": ("a piston pump", "in a hospital"), "space": ("a test chamber", "at a space center"),
}
GAS_ASKS = {
    "pressure": (
        "{name} watches the gas in {vessel} {where}: {u} L at {x} kPa. At constant temperature the pressure becomes "
        "{y} kPa. What is the new volume?",
        "Gas in {vessel} {where} fills {u} L at {x} kPa. {name} changes the pressure to {y} kPa and keeps the "
        "temperature. Find the new volume.",
        "At {x} kPa, the gas in {vessel} {where} takes up {u} L. How many liters are left when {name} brings it to "
        "{y} kPa at the same temperature?",
    ),
    "temperature": (
        "{name} watches the gas in {vessel} {where}: {u} L at {x}. At constant pressure the temperature becomes "
        "{y}. What is the new volume?",
        "Gas in {vessel} {where} fills {u} L at {x}. {name} brings it to {y} and keeps the pressure. "
        "Find the new volume.",
        "At {x}, the gas in {vessel} {where} takes up {u} L. How many liters is it when {name} brings it to {y} "
        "at the same pressure?",
    ),
}


def gas(rng: Random, difficulty: str) -> dict[str, Any]:
    """A gas that goes from `before` (kPa or K) to `after`; `volume` liters at first; all results whole."""
    law = "pressure" if difficulty == "easy" else rng.choice(("pressure", "temperature"))
    step = {"easy": 10, "medium": 30, "hard": 25}[difficulty]
    m, n = rng.sample(range(1, 7 if difficulty == "easy" else 13), 2)
    unit = step * rng.randint(1, 4) if law == "pressure" else {"medium": 50, "hard": 39}[difficulty]
    if law == "temperature":  # from 5 × 50 K, or 6 × 39 K
        m, n = rng.sample(range(5, 11) if difficulty == "medium" else range(6, 12), 2)
    before, after = m, n
    portion = rng.randint(1, {"easy": 4, "medium": 6, "hard": 9}[difficulty])
    return {
        "setting": rng.choice(list(VESSELS)),
        "name": rng.choice(NAMES),
        "law": law,
        "before": unit * before,
        "after": unit * after,
        "volume": portion * (after if law == "pressure" else before),
        "celsius": law == "temperature" and difficulty == "hard",
    }


def write_gas(rng: Random, p: dict[str, Any]) -> Draft:
    vessel, where = VESSELS[p["setting"]]
    before, after, u = p["before"], p["after"], p["volume"]
    boyle = p["law"] == "pressure"
    result = u * before // after if boyle else u * after // before
    x, y = (f"{before - 273} °C", f"{after - 273} °C") if p["celsius"] else (f"{before} K", f"{after} K")
    question = rng.choice(GAS_ASKS[p["law"]]).format(
        name=p["name"], vessel=vessel, where=where, u=u,
        x=before if boyle else x, y=after if boyle else y,
    )
    early, lines, kelvin = "", [], []
    if p["celsius"]:
        kelvin = [f"{t - 273} + 273 = {t}" for t in (before, after)]
        early = f"{kelvin[0]} K, {kelvin[1]} K. "
        lines.append(
            f"The law needs temperatures from absolute zero, so I add 273 to each: {kelvin[0]} K and {kelvin[1]} K."
        )
    given = [f"a volume of {u} L"]
    if boyle:
        template = "forward"
        given += [f"a pressure of {before} kPa at first", f"a pressure of {after} kPa in the end"]
        multiplied, divided = product_steps(before, u), quotient_steps(before * u, after)
        concise = f"{multiplied}. {divided} L"
        told = [f"{before} × {u} = {before * u}", f"{before * u} / {after} = {result}"]
        lines += [
            "At constant temperature Boyle's law holds: pressure times volume stays the same.",
            f"At first the product is {before} × {u} = {before * u}.",
            f"It is still {before * u} in the end, now with {after} kPa as one factor.",
            f"The other factor is the new volume: {before * u} / {after} = {result} L.",
            f"Check the product: {after} × {result} = {after * result}, the same as before.",
        ]
        grows = after < before
        reason = "less pressure lets the gas spread" if grows else "more pressure squeezes the gas"
    else:
        template = "forward"
        given += [f"a temperature of {x} at first", f"a temperature of {y} in the end"]
        multiplied, divided = product_steps(after, u), quotient_steps(after * u, before)
        concise = f"{early}{multiplied}. {divided} L"
        told = [f"{after} × {u} = {after * u}", f"{after * u} / {before} = {result}"]
        lines += [
            "At constant pressure Charles's law holds: the volume grows in proportion to the absolute temperature.",
            f"So the new volume is the old one times {after} and divided by {before}.",
            f"I multiply first: {after} × {u} = {after * u}.",
            f"Then I divide: {after * u} / {before} = {result} L.",
            f"Check the proportion crosswise: {u} × {after} = {u * after} and {result} × {before} = "
            f"{result * before}, "
            "which agree.",
        ]
        grows = after > before
        reason = "warmer gas needs more room" if grows else "cooler gas needs less room"
    answer = f"{result} L"
    lines.append(
        f"The direction is right as well: {reason}, so the volume has to be {'above' if grows else 'below'} {u} "
        "L, and "
        f"{result} L is. Only the change of {p['law']} matters here; which gas it is, and the vessel, do not."
    )
    trace = "\n".join(
        (restate(rng, given, "the new volume"), *lines, conclude(rng, "the new volume", answer))
    )
    return Draft(
        question, answer, concise, trace, template,
        milestones=routes((*kelvin, *told), (*kelvin, *equations(multiplied), *equations(divided))),
    )


def check_gas(p: dict[str, Any]) -> str:
    """Tries every volume in tenths of a liter until the law holds crosswise."""
    first, last = p["before"], p["after"]
    for tenths in range(1, 20000):
        left, right = (10 * p["volume"] * first, tenths * last) if p["law"] == "pressure" else (
            10 * p["volume"] * last, tenths * first
        )
        if left == right:
            return f"{number(Fraction(tenths, 10))} L"
    return "none"


FAMILIES = (
    Family(
        "gas_law", "science", "matter", "quantity", ("gas", "pressure", "temperature", "volume"),
        gas, write_gas, check_gas,
    ),
)
