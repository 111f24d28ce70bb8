"""Reactions and their balanced equations."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm
from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family, routes
from reasoning_data.science.molecules import ELEMENTS, atoms_of
from reasoning_data.science.working import conclude, restate
from reasoning_data.wording import NAMES, listing

# Balanced by hand; the check balances them again by linear algebra.
_WRITTEN = """
2 H2 + 1 O2 -> 2 H2O
1 N2 + 3 H2 -> 2 NH3
1 H2 + 1 Cl2 -> 2 HCl
2 Na + 1 Cl2 -> 2 NaCl
2 Mg + 1 O2 -> 2 MgO
4 Na + 1 O2 -> 2 Na2O
4 K + 1 O2 -> 2 K2O
2 Ca + 1 O2 -> 2 CaO
2 CO + 1 O2 -> 2 CO2
2 SO2 + 1 O2 -> 2 SO3
2 NO + 1 O2 -> 2 NO2
1 N2 + 1 O2 -> 2 NO
4 Al + 3 O2 -> 2 Al2O3
4 Fe + 3 O2 -> 2 Fe2O3
3 Fe + 2 O2 -> 1 Fe3O4
4 P + 5 O2 -> 2 P2O5
2 Al + 3 Cl2 -> 2 AlCl3
2 Fe + 3 Cl2 -> 2 FeCl3
3 Mg + 1 N2 -> 1 Mg3N2
2 H2O2 -> 2 H2O + 1 O2
2 KClO3 -> 2 KCl + 3 O2
2 NaHCO3 -> 1 Na2CO3 + 1 H2O + 1 CO2
2 Na + 2 H2O -> 2 NaOH + 1 H2
2 K + 2 H2O -> 2 KOH + 1 H2
1 Ca + 2 H2O -> 1 Ca(OH)2 + 1 H2
1 Mg + 2 HCl -> 1 MgCl2 + 1 H2
1 Zn + 2 HCl -> 1 ZnCl2 + 1 H2
2 Al + 6 HCl -> 2 AlCl3 + 3 H2
1 Fe2O3 + 3 CO -> 2 Fe + 3 CO2
1 Fe2O3 + 2 Al -> 1 Al2O3 + 2 Fe
2 Fe2O3 + 3 C -> 4 Fe + 3 CO2
2 CuO + 1 C -> 2 Cu + 1 CO2
1 CaCO3 + 2 HCl -> 1 CaCl2 + 1 H2O + 1 CO2
2 NaOH + 1 H2SO4 -> 1 Na2SO4 + 2 H2O
1 Ca(OH)2 + 2 HCl -> 1 CaCl2 + 2 H2O
1 Al(OH)3 + 3 HCl -> 1 AlCl3 + 3 H2O
2 KOH + 1 H2SO4 -> 1 K2SO4 + 2 H2O
3 NaOH + 1 H3PO4 -> 1 Na3PO4 + 3 H2O
4 NH3 + 5 O2 -> 4 NO + 6 H2O
4 NH3 + 3 O2 -> 2 N2 + 6 H2O
2 H2S + 3 O2 -> 2 SO2 + 2 H2O
2 ZnS + 3 O2 -> 2 ZnO + 2 SO2
4 FeS2 + 11 O2 -> 2 Fe2O3 + 8 SO2
6 CO2 + 6 H2O -> 1 C6H12O6 + 6 O2
1 C2H5OH + 3 O2 -> 2 CO2 + 3 H2O
2 CH3OH + 3 O2 -> 2 CO2 + 4 H2O
1 CH4 + 2 O2 -> 1 CO2 + 2 H2O
2 C2H6 + 7 O2 -> 4 CO2 + 6 H2O
1 C3H8 + 5 O2 -> 3 CO2 + 4 H2O
2 C4H10 + 13 O2 -> 8 CO2 + 10 H2O
1 C5H12 + 8 O2 -> 5 CO2 + 6 H2O
2 C6H14 + 19 O2 -> 12 CO2 + 14 H2O
1 C2H4 + 3 O2 -> 2 CO2 + 2 H2O
2 C3H6 + 9 O2 -> 6 CO2 + 6 H2O
2 C2H2 + 5 O2 -> 4 CO2 + 2 H2O
2 C6H6 + 15 O2 -> 12 CO2 + 6 H2O
"""
_Side = tuple[tuple[str, int], ...]


def _side(text: str) -> _Side:
    return tuple((formula, int(count)) for count, formula in (term.split() for term in text.split(" + ")))


REACTIONS = [tuple(_side(side) for side in line.split(" -> ")) for line in _WRITTEN.split("\n") if line]
_ATOMS = {formula: atoms_of(formula) for reaction in REACTIONS for side in reaction for formula, _ in side}


def _level(reaction: tuple[_Side, ...]) -> str:
    counts = [count for side in reaction for _, count in side]
    return "easy" if len(counts) == 3 else "medium" if max(counts) < 5 else "hard"


REACTIONS_BY_LEVEL = {level: [one for one in REACTIONS if _level(one) == level] for level in ("easy", "medium", "hard")}

# setting: where the equation is written
EQUATION_PLACES = (
    "in a lab notebook", "on the board", "on a homework sheet", "on an exam paper", "on a poster", "on a slide",
    "on a flash card", "in a textbook", "in a safety report", "in a quiz", "on a worksheet", "in a magazine",
)
BALANCE_ASKS = (
    "{name} finds this unbalanced equation {place}: {equation}. Give the smallest whole-number coefficients in order.",
    "Balance {equation}, which {name} saw {place}. List the smallest whole coefficients from left to right.",
    "{equation} stands {place}, not yet balanced. Which smallest whole coefficients should {name} write, in order?",
    "Help {name} to balance an equation {place}: {equation}. Answer with the smallest coefficients in order.",
)


def unbalanced(rng: Random, difficulty: str) -> dict[str, Any]:
    sides = [list(side) for side in rng.choice(REACTIONS_BY_LEVEL[difficulty])]
    for side in sides:
        rng.shuffle(side)
    return {
        "left": [formula for formula, _ in sides[0]],
        "right": [formula for formula, _ in sides[1]],
        "coefficients": [count for side in sides for _, count in side],
        "name": rng.choice(NAMES),
        "setting": rng.choice(EQUATION_PLACES),
    }


def write_unbalanced(rng: Random, p: dict[str, Any]) -> Draft:
    left, right, found = p["left"], p["right"], p["coefficients"]
    equation = f"{' + '.join(left)} -> {' + '.join(right)}"
    question = rng.choice(BALANCE_ASKS).format(name=p["name"], place=p["setting"], equation=equation)
    answer = ", ".join(map(str, found))
    sides = list(zip(left, found, strict=False)), list(zip(right, found[len(left) :], strict=True))
    elements = list(dict.fromkeys(element for formula in left for element in _ATOMS[formula]))
    totals = {e: sum(count * _ATOMS[formula].get(e, 0) for formula, count in sides[0]) for e in elements}
    unequal = [
        e for e in elements
        if sum(_ATOMS[f].get(e, 0) for f in left) != sum(_ATOMS[f].get(e, 0) for f in right)
    ]
    balanced = " -> ".join(" + ".join(f"{count} {formula}" for formula, count in side) for side in sides)
    jots = [f"{e} {totals[e]} and {totals[e]}" for e in elements]
    concise = f"{balanced}. {', '.join(jots)}. {answer}"
    named = list(zip(sides, ("left", "right"), strict=True))
    counted = [f"{_count(side, e)} on the {name}" for e in elements for side, name in named]
    key = max(
        (term for side in sides for term in side),
        key=lambda term: (len(_ATOMS[term[0]]), sum(_ATOMS[term[0]].values())),
    )
    lines = [
        restate(rng, [f"the equation {equation}"], "the smallest whole coefficients"),
        "No atom appears or disappears, so each element needs the same number on both sides.",
        f"With every coefficient at 1, {listing([ELEMENTS[e] for e in unequal])} would not agree.",
        f"I start with {key[0]}, the richest formula, give it {key[1]}, and let the others follow from it.",
        f"That leads to {balanced}.",
        *(
            f"{ELEMENTS[e].capitalize()}: {left_count} and {right_count}."
            for e, left_count, right_count in zip(elements, counted[::2], counted[1::2], strict=True)
        ),
        f"Every element agrees. The coefficients {answer} have no common divisor above 1, so no smaller set exists.",
        conclude(rng, "the list of coefficients", answer),
    ]
    return Draft(
        question, answer, concise, "\n".join(lines), "verification",
        milestones=routes((balanced, *counted), (balanced, *jots)),
    )


def _count(side: list[tuple[str, int]], element: str) -> str:
    """`2 × 3 + 1 × 2 = 8`: the atoms of an element on one side."""
    terms = [(count, _ATOMS[formula][element]) for formula, count in side if element in _ATOMS[formula]]
    return (
        f"{' + '.join(f'{count} × {each}' for count, each in terms)} = {sum(c * each for c, each in terms)}"
    )


def check_unbalanced(p: dict[str, Any]) -> str:
    """Solves the atom balance as a linear system: the last coefficient is 1, the rest follows, then whole numbers."""
    formulas = [*p["left"], *p["right"]]
    atoms = [atoms_of(formula) for formula in formulas]
    elements = sorted({element for one in atoms for element in one})
    signs = [1] * len(p["left"]) + [-1] * len(p["right"])
    rows = [[Fraction(s * one.get(e, 0)) for s, one in zip(signs, atoms, strict=True)] for e in elements]
    free = len(formulas) - 1
    for column in range(free):
        pivot = next(row for row in rows[column:] if row[column] != 0)
        rows.remove(pivot)
        rows.insert(column, [value / pivot[column] for value in pivot])
        rows = [
            row if n == column else [v - row[column] * w for v, w in zip(row, rows[column], strict=True)]
            for n, row in enumerate(rows)
        ]
    solution = [-rows[n][free] for n in range(free)] + [Fraction(1)]
    scale = lcm(*(value.denominator for value in solution))
    whole = [int(value * scale) for value in solution]
    return ", ".join(str(value // gcd(*whole)) for value in whole)


FAMILIES = (
    Family(
        "balancing", "science", "chemistry", "list", ("equation", "coefficients"),
        unbalanced, write_unbalanced, check_unbalanced,
    ),
)
