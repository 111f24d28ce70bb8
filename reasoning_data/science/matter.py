"""Matter: density, and gases that are squeezed or heated."""

from __future__ import annotations

from fractions import Fraction
from math import prod
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

DENSITY = Law(
    Quantity("mass", "m", "g"),
    Quantity("density", "d", "g/cm³"),
    Quantity("volume", "V", "cm³"),
    (
        "Density says how much mass is in each unit of volume, so mass equals density times volume.",
        "The mass of a body is its density multiplied by its volume.",
        "Mass, density and volume belong together: density times volume makes the mass.",
    ),
    "Grams and cubic centimeters match the unit of density, grams per cubic centimeter, so nothing is converted.",
    "Each gram per cubic centimeter, spread over {right}, adds as many grams as there are cubic centimeters.",
)
# setting: the body, how it was come by
BODIES = {
    "river": ("pebble", "found by a river"), "mine": ("ore sample", "brought up from a mine"),
    "workshop": ("metal part", "made in a workshop"), "toy": ("plastic brick", "taken from a toy box"),
    "attic": ("bronze figure", "kept in an attic"), "kitchen": ("bar of soap", "bought at a market"),
    "lab": ("crystal", "grown in a laboratory"), "ship": ("anchor model", "built for a ship museum"),
    "art": ("clay bowl", "shaped in an art class"), "space": ("meteorite", "picked up in a desert"),
    "garden": ("paving stone", "left over from a path"), "sea": ("shell", "washed up on a beach"),
}
DENSITY_ASKS = {
    "left": (
        "{name} weighs {thing_a} {how}: {m} g. {size} What is its density?",
        "{thing_A} {how} has a mass of {m} g. {size} {name} wants its density. Find it.",
        "{name} studies {thing_a} {how}. {size} Its mass is {m} g. How dense is it in g/cm³?",
    ),
    "whole": (
        "{name} has {thing_a} {how}. Its density is {d} g/cm³. {size} What is its mass?",
        "{thing_A} {how} has a density of {d} g/cm³. {size} How many grams does {name} read on the scale?",
        "{name} looks at {thing_a} {how}. {size} With a density of {d} g/cm³, what is its mass?",
    ),
    "right": (
        "{name} has {thing_a} {how}. Its mass is {m} g and its density {d} g/cm³. What is its volume?",
        "{thing_A} {how} weighs {m} g on {name}'s scale. Its density is {d} g/cm³. Find the volume.",
        "How much space does {thing_a} {how} take up, if {name} finds {m} g and a density of {d} g/cm³?",
    ),
}


def density(rng: Random, difficulty: str) -> dict[str, Any]:
    edges = [rng.randint(2, 6) for _ in range(3)] if difficulty == "hard" else []
    unknowns = {"easy": ("left", "whole"), "medium": ("left", "whole", "right"), "hard": ("left", "whole")}
    d = rng.randint(11, 90) / 10 if difficulty == "medium" else rng.randint(2, 9)
    volume = {"easy": rng.randint(2, 12), "medium": 10 * rng.randint(1, 9), "hard": prod(edges)}[difficulty]
    return {
        "setting": rng.choice(list(BODIES)),
        "name": rng.choice(NAMES),
        "unknown": rng.choice(unknowns[difficulty]),
        "left": d,
        "right": volume,
        "edges": edges,
    }


def write_density(rng: Random, p: dict[str, Any]) -> Draft:
    thing, how = BODIES[p["setting"]]
    d, volume = p["left"], p["right"]
    size, first = f"Its volume is {volume} cm³.", None
    if p["edges"]:
        x, y, z = p["edges"]
        size = f"It takes up as much space as a box of {x} cm by {y} cm by {z} cm."
        first = First(
            "right",
            f"the volume of a box of {x} cm by {y} cm by {z} cm",
            f"V = {x} × {y} × {z} = {x * y} × {z} = {volume}",
            f"The volume of the box comes first: {x} × {y} = {x * y} and {x * y} × {z} = {volume}, in cm³.",
        )
    mass, article = number(Fraction(str(d)) * volume), a(thing)
    question = rng.choice(DENSITY_ASKS[p["unknown"]]).format(
        name=p["name"], thing_a=article, thing_A=article.capitalize(), how=how, size=size, m=mass, d=number(d)
    )
    return Draft(question, *DENSITY.work(rng, p["unknown"], d, volume, first))


def check_density(p: dict[str, Any]) -> str:
    """Weighs cubic centimeter by cubic centimeter in tenths of a gram; counts the cubes of a box one by one."""
    volume = p["right"]
    if p["edges"]:
        x, y, z = p["edges"]
        volume = sum(1 for _ in range(x) for _ in range(y) for _ in range(z))
    mass = Fraction(sum(round(p["left"] * 10) for _ in range(volume)), 10)
    if p["unknown"] == "whole":
        return f"{number(mass)} g"
    known, unit = (
        (volume, "g/cm³") if p["unknown"] == "left" else (Fraction(round(p["left"] * 10), 10), "cm³")
    )
    return f"{number(find_factor(mass, known))} {unit}"


# setting: the vessel that holds the gas
VESSELS = {
    "dive": ("a diver's air bag", "under water"), "lab": ("a glass syringe", "in a laboratory"),
    "bike": ("a bicycle pump", "in a shed"), "sky": ("a weather balloon", "before its flight"),
    "party": ("a party balloon", "at a birthday"), "engine": ("a cylinder with a piston", "in an old engine"),
    "school": ("a sealed syringe", "in a school experiment"), "camp": ("an air mattress", "at a camp site"),
    "factory": ("a tank with a sliding lid", "in a factory"), "hospital": ("a breathing bag", "in a hospital"),
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
    before, after = (m, n) if law == "pressure" else (max(m, 4), max(n, 5) + (max(n, 5) == max(m, 4)))
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
    early, lines = "", []
    if p["celsius"]:
        early = f"{before - 273} + 273 = {before} K, {after - 273} + 273 = {after} K. "
        lines.append(
            f"The law needs temperatures from absolute zero, so I add 273 to each: {before - 273} + 273 = {before} K "
            f"and {after - 273} + 273 = {after} K."
        )
    given = [f"a volume of {u} L"]
    if boyle:
        template = "forward"
        given += [f"a pressure of {before} kPa at first", f"a pressure of {after} kPa in the end"]
        concise = f"{product(before, u)}. {quotient(before * u, after)} L"
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
        concise = f"{early}{product(after, u)}. {quotient(after * u, before)} L"
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
    return Draft(question, answer, concise, trace, template)


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
        "density", "science", "matter", "quantity", ("density", "mass", "volume"),
        density, write_density, check_density,
    ),
    Family(
        "gas_law", "science", "matter", "quantity", ("gas", "pressure", "temperature", "volume"),
        gas, write_gas, check_gas,
    ),
)
