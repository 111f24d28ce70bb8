"""How much of one substance goes with how much of another."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family, routes
from reasoning_data.science.molecules import MASSES, atoms_of
from reasoning_data.science.reactions import EQUATION_PLACES, REACTIONS_BY_LEVEL
from reasoning_data.science.working import conclude, equations, product_steps, quotient_steps, restate
from reasoning_data.wording import NAMES

AMOUNT_ASKS = (
    "{name} finds {equation} {place}. How many moles of {b} go with {n} mol of {a}?",
    "By {equation}, which {name} saw {place}, how many moles of {b} belong to {n} mol of {a}?",
    "A balanced equation {place} reads {equation}. {name} has {n} mol of {a}. Find the matching moles of {b}.",
)
GRAM_ASKS = (
    "{name} finds {equation} {place}. How many grams of {b} go with {n} mol of {a}? ({masses})",
    "By {equation}, which {name} saw {place}, what mass of {b} belongs to {n} mol of {a}? Use {masses}.",
    "A balanced equation {place} reads {equation}. {name} has {n} mol of {a}. Find the grams of {b} ({masses}).",
)


def amounts(rng: Random, difficulty: str) -> dict[str, Any]:
    grams = difficulty == "hard"
    while True:
        reaction = rng.choice(REACTIONS_BY_LEVEL["easy" if difficulty == "easy" else rng.choice(("medium", "hard"))])
        one, other = rng.sample([formula for side in reaction for formula, _ in side], 2)
        if not grams or all(element in MASSES for element in atoms_of(other)):
            break
    return {
        "reaction": [[list(term) for term in side] for side in reaction],
        "given": one,
        "asked": other,
        "times": rng.randint(2, {"easy": 9, "medium": 12, "hard": 6}[difficulty]),
        "grams": grams,
        "name": rng.choice(NAMES),
        "setting": rng.choice(EQUATION_PLACES),
    }


def write_amounts(rng: Random, p: dict[str, Any]) -> Draft:
    counts = {formula: count for side in p["reaction"] for formula, count in side}
    one, other, times = p["given"], p["asked"], p["times"]
    x, y = counts[one], counts[other]
    n, m = x * times, y * times
    equation = " -> ".join(
        " + ".join(f"{count} {formula}" if count > 1 else formula for formula, count in side)
        for side in p["reaction"]
    )
    atoms = atoms_of(other)
    masses = ", ".join(f"{e} = {MASSES[e]}" for e in atoms) if p["grams"] else ""
    question = rng.choice(GRAM_ASKS if p["grams"] else AMOUNT_ASKS).format(
        name=p["name"], equation=equation, place=p["setting"], a=one, b=other, n=n, masses=masses
    )
    divided, multiplied = quotient_steps(n, x), product_steps(times, y)
    told = [f"{n} / {x} = {times}", f"{times} × {y} = {m}"]
    jotted = [*equations(divided), *equations(multiplied)]
    concise = f"{x} {one} to {y} {other}. {divided}. {multiplied}"
    lines = [
        "The coefficients of a balanced equation are numbers of moles, so they give the ratio of the two substances.",
        f"Here {x} mol of {one} always {'goes' if x == 1 else 'go'} with {y} mol of {other}.",
        f"I see how often the equation runs: {n} / {x} = {times} times.",
        f"Each run involves {y} mol of {other}, which makes {times} × {y} = {m} mol.",
        f"Check the ratio crosswise: {n} × {y} = {n * y} and {m} × {x} = {m * x}, which agree.",
    ]
    template, wanted, answer = "forward", f"the amount of {other}", f"{m} mol"
    if p["grams"]:
        shares = [count * MASSES[e] for e, count in atoms.items()]
        whole = sum(shares)
        template, wanted, answer = "decomposition", f"the mass of {other}", f"{m * whole} g"
        parts = " + ".join(f"{count} × {MASSES[e]}" for e, count in atoms.items())
        weighed = product_steps(whole, m)
        concise += f". {parts} = {whole}. {weighed} g"
        told += [f"{parts} = {whole}", f"{whole} × {m} = {whole * m}"]
        jotted += [f"{parts} = {whole}", *equations(weighed)]
        lines.append(f"The molar mass of {other} follows from its formula: {parts} = {whole} g/mol.")
        lines.append(
            f"So the mass is {whole} × {m} = {whole * m} g, and going back, {whole * m} / {whole} = {m} mol."
        )
    else:
        concise += " mol"
        more = "more than" if m > n else "fewer than" if m < n else "as many as"
        lines.append(
            f"The direction fits too: with {y} against {x} in the equation, the moles of {other} have to be {more} "
            f"the {n} mol of {one}."
        )
        lines.append(
            "No masses are needed, because both amounts are in moles and the equation is already balanced."
        )
    trace = "\n".join(
        (
            restate(rng, [f"the balanced equation {equation}", f"{n} mol of {one}"], wanted),
            *lines,
            conclude(rng, wanted, answer),
        )
    )
    return Draft(question, answer, concise, trace, template, milestones=routes(told, jotted))


def check_amounts(p: dict[str, Any]) -> str:
    """Runs the reaction once after another until the given amount is used up, and adds what goes with it."""
    counts = {formula: count for side in p["reaction"] for formula, count in side}
    left, found = counts[p["given"]] * p["times"], 0
    while left > 0:
        left -= counts[p["given"]]
        found += counts[p["asked"]]
    if not p["grams"]:
        return f"{found} mol"
    return f"{sum(found * count * MASSES[e] for e, count in atoms_of(p['asked']).items())} g"


FAMILIES = (
    Family(
        "stoichiometry", "science", "chemistry", "quantity", ("moles", "reaction"),
        amounts, write_amounts, check_amounts,
    ),
)
