"""Formulas and molar masses."""

from __future__ import annotations

import re
from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family, routes
from reasoning_data.science.working import conclude, equations, product_steps, quotient_steps, restate
from reasoning_data.wording import NAMES

MASSES = {
    "H": 1, "C": 12, "N": 14, "O": 16, "Na": 23, "Mg": 24, "Al": 27, "Si": 28, "P": 31, "S": 32, "K": 39, "Ca": 40,
    "Fe": 56, "Zn": 65,
}
"""Rounded to whole grams per mole, as the questions say."""
ELEMENTS = {
    "H": "hydrogen", "C": "carbon", "N": "nitrogen", "O": "oxygen", "Na": "sodium", "Mg": "magnesium",
    "Al": "aluminum", "Si": "silicon", "P": "phosphorus", "S": "sulfur", "Cl": "chlorine", "K": "potassium",
    "Ca": "calcium", "Fe": "iron", "Cu": "copper", "Zn": "zinc",
}

# formula: name, atoms of each element
COMPOUNDS = {
    "H2O": ("water", {"H": 2, "O": 1}), "CO2": ("carbon dioxide", {"C": 1, "O": 2}),
    "CO": ("carbon monoxide", {"C": 1, "O": 1}), "NH3": ("ammonia", {"N": 1, "H": 3}),
    "CH4": ("methane", {"C": 1, "H": 4}), "NO2": ("nitrogen dioxide", {"N": 1, "O": 2}),
    "SO2": ("sulfur dioxide", {"S": 1, "O": 2}), "SO3": ("sulfur trioxide", {"S": 1, "O": 3}),
    "MgO": ("magnesium oxide", {"Mg": 1, "O": 1}), "CaO": ("calcium oxide", {"Ca": 1, "O": 1}),
    "H2S": ("hydrogen sulfide", {"H": 2, "S": 1}), "SiO2": ("quartz", {"Si": 1, "O": 2}),
    "NaOH": ("sodium hydroxide", {"Na": 1, "O": 1, "H": 1}), "KOH": ("potassium hydroxide", {"K": 1, "O": 1, "H": 1}),
    "H2O2": ("hydrogen peroxide", {"H": 2, "O": 2}), "N2O": ("laughing gas", {"N": 2, "O": 1}),
    "PH3": ("phosphine", {"P": 1, "H": 3}), "FeO": ("iron(II) oxide", {"Fe": 1, "O": 1}),
    "ZnO": ("zinc oxide", {"Zn": 1, "O": 1}), "ZnS": ("zinc sulfide", {"Zn": 1, "S": 1}),
    "FeS": ("iron sulfide", {"Fe": 1, "S": 1}), "HNO3": ("nitric acid", {"H": 1, "N": 1, "O": 3}),
    "H2CO3": ("carbonic acid", {"H": 2, "C": 1, "O": 3}), "H2SO4": ("sulfuric acid", {"H": 2, "S": 1, "O": 4}),
    "H3PO4": ("phosphoric acid", {"H": 3, "P": 1, "O": 4}), "CaCO3": ("chalk", {"Ca": 1, "C": 1, "O": 3}),
    "Al2O3": ("aluminum oxide", {"Al": 2, "O": 3}), "Fe2O3": ("iron(III) oxide", {"Fe": 2, "O": 3}),
    "C2H6": ("ethane", {"C": 2, "H": 6}), "C3H8": ("propane", {"C": 3, "H": 8}),
    "C2H4": ("ethylene", {"C": 2, "H": 4}), "C4H10": ("butane", {"C": 4, "H": 10}),
    "CH3OH": ("methanol", {"C": 1, "H": 4, "O": 1}), "C2H5OH": ("ethanol", {"C": 2, "H": 6, "O": 1}),
    "C6H6": ("benzene", {"C": 6, "H": 6}),
    "C6H12O6": ("glucose", {"C": 6, "H": 12, "O": 6}),
    "CO(NH2)2": ("urea", {"C": 1, "O": 1, "N": 2, "H": 4}), "Ca(OH)2": ("slaked lime", {"Ca": 1, "O": 2, "H": 2}),
    "Mg(OH)2": ("magnesium hydroxide", {"Mg": 1, "O": 2, "H": 2}), "KNO3": ("saltpeter", {"K": 1, "N": 1, "O": 3}),
    "NaHCO3": ("baking soda", {"Na": 1, "H": 1, "C": 1, "O": 3}),
    "Na2CO3": ("washing soda", {"Na": 2, "C": 1, "O": 3}),
    "Al(OH)3": ("aluminum hydroxide", {"Al": 1, "O": 3, "H": 3}),
    "NH4NO3": ("ammonium nitrate", {"N": 2, "H": 4, "O": 3}),
    "(NH4)2SO4": ("ammonium sulfate", {"N": 2, "H": 8, "S": 1, "O": 4}),
    "MgSO4": ("magnesium sulfate", {"Mg": 1, "S": 1, "O": 4}),
}
SIMPLE = [formula for formula, (_, atoms) in COMPOUNDS.items() if len(atoms) == 2 and sum(atoms.values()) < 6]
# setting: where the substance is used
PURPOSES = (
    "in a chemistry course", "in a research laboratory", "in a school laboratory", "at a university",
    "in a quality check", "for an experiment", "for a demonstration", "in a practical course", "in a summer school",
    "for a test run", "in a factory laboratory", "for a calibration", "in a storeroom count", "for a comparison",
    "for a measurement",
)
MOLAR_ASKS = {
    "molar": (
        "{name} needs the molar mass of {what} {purpose}. What is it in g/mol? Use {masses}.",
        "Find the molar mass of {what}, which {name} uses {purpose}. ({masses})",
        "With {masses}, what molar mass does {name} find for {what} {purpose}?",
    ),
    "mass": (
        "{name} needs {n} mol of {what} {purpose}. What mass is that? Use {masses}.",
        "How many grams do {n} mol of {what} weigh, which {name} measures out {purpose}? ({masses})",
        "With {masses}, find the mass of the {n} mol of {what} that {name} takes {purpose}.",
    ),
    "amount": (
        "{name} weighs out {grams} g of {what} {purpose}. How many moles is that? Use {masses}.",
        "How many moles are {grams} g of {what}, which {name} uses {purpose}? ({masses})",
        "With {masses}, find the amount in moles of the {grams} g of {what} that {name} takes {purpose}.",
    ),
}


def molar(rng: Random, difficulty: str) -> dict[str, Any]:
    asks = {"easy": ("molar", "mass"), "medium": ("mass",), "hard": ("amount", "mass")}
    formula = rng.choice(SIMPLE if difficulty == "easy" else list(COMPOUNDS))
    long = len(COMPOUNDS[formula][1]) > 3
    return {
        "formula": formula,
        "name": rng.choice(NAMES),
        "setting": rng.choice(PURPOSES),
        "ask": "molar" if long else rng.choice(asks[difficulty]),
        "amount": rng.randint(2, {"easy": 5, "medium": 9, "hard": 12}[difficulty]),
    }


def write_molar(rng: Random, p: dict[str, Any]) -> Draft:
    (substance, atoms), n, ask = COMPOUNDS[p["formula"]], p["amount"], p["ask"]
    shares = [count * MASSES[element] for element, count in atoms.items()]
    whole = sum(shares)
    masses = ", ".join(f"{element} = {MASSES[element]}" for element in atoms)
    what = f"{substance} ({p['formula']})"
    question = rng.choice(MOLAR_ASKS[ask]).format(
        name=p["name"], what=what, purpose=p["setting"], masses=masses, n=n, grams=n * whole
    )
    counted = [f"{count} × {MASSES[element]} = {count * MASSES[element]}" for element, count in atoms.items()]
    total = f"{' + '.join(map(str, shares))} = {whole}"
    early = ". ".join(f"{element} {claim}" for element, claim in zip(atoms, counted, strict=True))
    lines = [
        f"The formula {p['formula']} tells how many atoms of each element make up one unit of {substance}.",
        *(
            f"{ELEMENTS[element].capitalize()} stands in it {_times(count)}, so it adds {claim} g/mol."
            for (element, count), claim in zip(atoms.items(), counted, strict=True)
        ),
        f"Together that is {total} g/mol, the molar mass.",
    ]
    if ask == "molar":
        template, wanted, answer = "decomposition", "the molar mass", f"{whole} g/mol"
        given = [f"the formula {p['formula']}", f"the atomic masses {masses}"]
        steps, claim = "", []
        concise = f"{early}. {total} g/mol"
        lines.append("I need the mass of one mole only, so no further step follows.")
    elif ask == "mass":
        template, wanted, answer = "forward", "the mass", f"{n * whole} g"
        given = [f"{n} mol of {what}", f"the atomic masses {masses}"]
        steps, claim = product_steps(whole, n), [f"{whole} × {n} = {whole * n}"]
        concise = f"{early}. {total}. {steps} g"
        lines.append(f"Each mole weighs {whole} g, so {n} moles weigh {whole} × {n} = {whole * n} g.")
        lines.append(f"Check by dividing again: {whole * n} / {n} = {whole}, the molar mass.")
    else:
        template, wanted, answer = "backward", "the amount", f"{n} mol"
        given = [f"{n * whole} g of {what}", f"the atomic masses {masses}"]
        steps, claim = quotient_steps(n * whole, whole), [f"{n * whole} / {whole} = {n}"]
        concise = f"{early}. {total}. {steps} mol"
        lines.append(f"One mole is {whole} g, so I ask how often that fits: {n * whole} / {whole} = {n} mol.")
        lines.append(f"Check forward: {n} × {whole} = {n * whole} g, the mass that was weighed.")
    heaviest = max(atoms, key=lambda element: atoms[element] * MASSES[element])
    part = atoms[heaviest] * MASSES[heaviest]
    lines.append(
        f"Check of the molar mass from the other end: without the {part} g/mol of {ELEMENTS[heaviest]}, the largest "
        f"share, {whole} - {part} = {whole - part} g/mol have to remain, and the other elements make up just that."
    )
    lines.append(f"{sum(atoms.values())} atoms were counted in all, as many as the formula shows.")
    trace = "\n".join((restate(rng, given, wanted), *lines, conclude(rng, wanted, answer)))
    early_claims = [*counted, total]
    return Draft(
        question, answer, concise, trace, template,
        milestones=routes((*early_claims, *claim), (*early_claims, *(equations(steps) if steps else ()))),
    )


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def atoms_of(formula: str) -> dict[str, int]:
    """Reads a formula such as `Ca(OH)2`: writes groups out in full, then counts symbol by symbol."""
    while group := re.search(r"\(([^()]*)\)(\d*)", formula):
        formula = formula[: group.start()] + group[1] * int(group[2] or 1) + formula[group.end() :]
    counts: dict[str, int] = {}
    for element, digits in re.findall(r"([A-Z][a-z]?)(\d*)", formula):
        counts[element] = counts.get(element, 0) + int(digits or 1)
    return counts


def check_molar(p: dict[str, Any]) -> str:
    """Adds atom after atom as the formula is read, mole after mole until the mass is reached."""
    one = sum(MASSES[element] for element, count in atoms_of(p["formula"]).items() for _ in range(count))
    if p["ask"] == "molar":
        return f"{one} g/mol"
    mass = sum(one for _ in range(p["amount"]))
    return f"{mass} g" if p["ask"] == "mass" else f"{next(n for n in range(1, 100) if n * one == mass)} mol"


FAMILIES = (
    Family(
        "molar_mass", "science", "chemistry", "quantity", ("molar mass", "mole"), molar, write_molar, check_molar,
    ),
)
