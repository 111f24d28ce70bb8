"""Circuits: resistors in series and in parallel."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family, routes
from reasoning_data.science.working import conclude, equations, product_steps, quotient_steps, restate
from reasoning_data.wording import NAMES, listing, number

CIRCUIT_ASKS = {
    "series": (
        "{name} connects resistors of {list} in series {where}. What is the total resistance?",
        "Resistors of {list} lie one after the other in a circuit that {name} builds {where}. "
        "Find their total resistance.",
        "In {name}'s circuit {where}, the current has to pass resistors of {list} in turn. "
        "What single resistance could replace them?",
    ),
    "parallel": (
        "{name} connects resistors of {list} in parallel {where}. What is the total resistance?",
        "Resistors of {list} lie side by side, in parallel, in a circuit that {name} builds {where}. "
        "Find the total resistance.",
        "In {name}'s circuit {where}, the current divides between parallel resistors of {list}. "
        "What single resistance could replace them?",
    ),
    "mixed": (
        "{name} builds a circuit {where}: resistors of {list} in parallel, and then {extra} Ω in series with them. "
        "What is the total resistance?",
        "In a circuit that {name} tests {where}, {extra} Ω lies in series with a parallel pair of {list}. "
        "Find the total resistance.",
        "A resistor of {extra} Ω is followed by resistors of {list} in parallel, all in {name}'s circuit {where}. "
        "How large is the resistance of the whole?",
    ),
}
# setting: where, or for what, the circuit is built
CIRCUIT_PLACES = (
    "at school", "in a science club", "on a breadboard", "in a workshop", "for a doorbell", "for a toy robot",
    "for a model house", "at a maker fair", "for a weather station", "at the kitchen table", "for an alarm",
    "for a physics project",
)
# Pairs whose parallel resistance is a whole number of ohms.
_PAIRS = {
    limit: [(x, y) for x in range(2, limit) for y in range(x, limit) if x * y % (x + y) == 0]
    for limit in (41, 91)
}


def circuit(rng: Random, difficulty: str) -> dict[str, Any]:
    kind = {"easy": "series", "medium": rng.choice(("series", "parallel")), "hard": "mixed"}[difficulty]
    if kind == "series":
        largest = 20 if difficulty == "easy" else 60
        values = [rng.randint(2, largest) for _ in range(2 + (difficulty == "medium") + rng.randint(0, 1))]
    else:
        values = list(rng.choice(_PAIRS[41 if kind == "parallel" else 91]))
        rng.shuffle(values)
    extra = rng.randint(2, 60) if kind == "mixed" else 0
    return {
        "kind": kind,
        "name": rng.choice(NAMES),
        "setting": rng.choice(CIRCUIT_PLACES),
        "values": values,
        "extra": extra,
    }


def write_circuit(rng: Random, p: dict[str, Any]) -> Draft:
    values, extra, kind = p["values"], p["extra"], p["kind"]
    ohms = listing([f"{v} Ω" for v in values])
    question = rng.choice(CIRCUIT_ASKS[kind]).format(
        name=p["name"], list=ohms, where=p["setting"], extra=extra
    )
    given = [
        f"{ohms} {'in series' if kind == 'series' else 'in parallel'}",
        *([f"{extra} Ω in series"] * (extra > 0)),
    ]
    if kind == "series":
        template, total, steps, lines = "forward", values[0], [], []
        for value in values[1:]:
            steps.append(f"{total} + {value} = {total + value}")
            total += value
        concise = f"series: add. {', '.join(steps)} Ω"
        ways = routes(steps)
        lines = [
            "In series there is one path only, so the same current meets every resistor and their resistances add up.",
            f"I start with {values[0]} Ω and join the others one at a time.",
            *(f"With the next one the path has {step} Ω." for step in steps),
            "No unit has to be converted, because everything is in ohms.",
            f"Check in the reverse order: {' + '.join(map(str, reversed(values)))} = {total}.",
            f"A chain of resistors must be harder to pass than its largest member, and {total} Ω is more than "
            f"{max(values)} Ω. Also, {len(values)} times the largest, {len(values)} × {max(values)} = "
            f"{len(values) * max(values)} Ω, is not exceeded.",
        ]
    else:
        x, y = values
        pair = x * y // (x + y)
        total = pair + extra
        template = "decomposition" if extra else "forward"
        multiplied, added, divided = product_steps(x, y), f"{x} + {y} = {x + y}", quotient_steps(x * y, x + y)
        last = [f"{pair} + {extra} = {total}"] if extra else []
        concise = f"parallel: {multiplied}. {added}. {divided}{f'. series: {last[0]}' if extra else ''} Ω"
        ways = routes(
            (f"{x} × {y} = {x * y}", added, f"{x * y} / {x + y} = {pair}", *last),
            (*equations(multiplied), added, *equations(divided), *last),
        )
        lines = [
            "In parallel the current has two paths, so the pair is easier to pass than either resistor alone.",
            "For two resistors the total is their product divided by their sum.",
            f"The product is {x} × {y} = {x * y} and the sum is {x} + {y} = {x + y}.",
            f"Dividing gives {x * y} / {x + y} = {pair} Ω for the pair.",
            f"Check with conductances, which add in parallel: 1/{x} + 1/{y} = {Fraction(1, pair)}. "
            f"The pair's {pair} Ω is also below the smaller resistor's {min(x, y)} Ω, as it has to be.",
        ]
        if extra:
            lines.insert(
                0, "I take the circuit apart: first the parallel pair, then what lies in series with it."
            )
            lines.append(f"In series the resistances add up: {last[0]} Ω.")
            lines.append(f"Taking the series part off again leaves the pair: {total} - {extra} = {pair} Ω.")
        else:
            lines.append(
                f"Two equal resistors halve the resistance, and here both have {x} Ω: {x} / 2 = {pair}."
                if x == y
                else f"Two equal resistors halve the resistance: {x} / 2 = {number(Fraction(x, 2))} and "
                f"{y} / 2 = {number(Fraction(y, 2))} bound what {x} Ω and {y} Ω can make, and {pair} Ω keeps to that."
            )
    answer = f"{total} Ω"
    wanted = "the total resistance"
    trace = "\n".join((restate(rng, given, wanted), *lines, conclude(rng, wanted, answer)))
    return Draft(question, answer, concise, trace, template, milestones=ways)


def check_circuit(p: dict[str, Any]) -> str:
    """Sends one volt, or one ampere, through the circuit and reads the other off."""
    if p["kind"] == "series":
        volts = sum(p["values"])  # at one ampere
        return f"{volts} Ω"
    amperes = sum(Fraction(1, ohms) for ohms in p["values"])  # at one volt
    return f"{1 / amperes + p['extra']} Ω"


FAMILIES = (
    Family(
        "circuit", "science", "electricity", "quantity", ("resistance", "series", "parallel"),
        circuit, write_circuit, check_circuit,
    ),
)
