"""Science: every family keeps the rules; answers agree with values worked by hand or known from textbooks."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

import pytest
from family_rules import (
    assert_keeps_the_rules,
    assert_milestones_can_be_missed,
    distinct_share,
    mean_trace_words,
)

from reasoning_data.science import FAMILIES
from reasoning_data.science.cause_facts import FACTS
from reasoning_data.science.experiments import EXPERIMENTS
from reasoning_data.science.molecules import COMPOUNDS, atoms_of
from reasoning_data.science.reactions import REACTIONS
from reasoning_data.science.working import find_factor, product_steps, quotient_steps

BY_NAME = {family.name: family for family in FAMILIES}


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_family_keeps_the_rules(family):
    assert family.verifiable
    assert_keeps_the_rules(family)
    assert distinct_share(family) >= 0.95


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_milestones_are_stated_and_can_be_missed(family):
    assert_milestones_can_be_missed(family)


def test_traces_have_the_intended_length():
    assert 140 <= mean_trace_words(FAMILIES) <= 160


# Worked by hand: family, parameters, answer.
WORKED: list[tuple[str, dict[str, Any], str]] = [
    # 12 kg at 3 m/s² need 36 N
    ("force", {"setting": "snow", "unknown": "whole", "left": 12, "right": 3, "friction": 0}, "36 N"),
    # (50 N pushed - 14 N friction) on 12 kg: 3 m/s²
    ("force", {"setting": "snow", "unknown": "right", "left": 12, "right": 3, "friction": 14}, "3 m/s²"),
    # from 4 m/s to 10 m/s in 3 s: 2 m/s²
    ("motion", {"setting": "road", "ask": "acceleration", "start": 4, "rate": 2, "time": 3}, "2 m/s²"),
    # from 4 m/s to 12 m/s in 4 s, mean 8 m/s: 32 m
    ("motion", {"setting": "road", "ask": "distance", "start": 4, "rate": 2, "time": 4}, "32 m"),
    # half of 4 kg times 9
    ("kinetic_energy", {"setting": "ball", "ask": "energy", "mass": 4, "start": 0, "speed": 3}, "18 J"),
    # half of 4 kg times (25 - 9)
    ("kinetic_energy", {"setting": "ball", "ask": "gain", "mass": 4, "start": 3, "speed": 5}, "32 J"),
    # 5 kg weigh 49 N where g = 9.8; 49 N × 2 m
    ("potential_energy", {"setting": "crane", "unknown": "whole", "mass": 5, "height": 2, "tenths": 98}, "98 J"),
    # 24 N over 5 m in 6 s: 120 J / 6 s
    ("work_power", {"setting": "snow", "unknown": "power", "force": 24, "distance": 5, "time": 6}, "20 W"),
    # 5 Hz × 3 m
    ("wave", {"setting": "rope", "unknown": "whole", "left": 5, "right": 3, "seconds": 0}, "15 m/s"),
    # 60 V over 12 A
    ("ohms_law", {"setting": "kitchen", "unknown": "right", "left": 12, "right": 5, "part": 0}, "5 Ω"),
    # 230 V would be 23 V × 10 A
    ("electric_power", {"setting": "lab", "unknown": "whole", "left": 23, "right": 10, "parts": 1}, "230 W"),
    # 3 Ω and 6 Ω in parallel make 2 Ω; 5 Ω more in series
    ("circuit", {"kind": "mixed", "setting": "at school", "values": [3, 6], "extra": 5}, "7 Ω"),
    # 2.7 g/cm³ × 10 cm³
    ("density", {"setting": "mine", "unknown": "whole", "left": 2.7, "right": 10, "edges": []}, "27 g"),
    # twice the pressure, half the volume
    ("gas_law", {"setting": "lab", "law": "pressure", "before": 100, "after": 200, "volume": 6,
                 "celsius": False}, "3 L"),
    # from 39 °C (312 K) to 117 °C (390 K): 8 L grow to 10 L
    ("gas_law", {"setting": "lab", "law": "temperature", "before": 312, "after": 390, "volume": 8,
                 "celsius": True}, "10 L"),
    # 80 mg, three times halved
    ("half_life", {"isotope": "iodine-131", "setting": "at home", "ask": "left", "end": 10, "times": 3}, "10 mg"),
    # from 8 to 4 to 2 to 1: three half-lives of 8 days
    ("half_life", {"isotope": "iodine-131", "setting": "at home", "ask": "time", "end": 1, "times": 3}, "24 days"),
    # glucose: 6 × 12 + 12 × 1 + 6 × 16
    ("molar_mass", {"formula": "C6H12O6", "setting": "for a test", "ask": "molar", "amount": 1}, "180 g/mol"),
    # 74 g/mol of slaked lime, twice
    ("molar_mass", {"formula": "Ca(OH)2", "setting": "for a test", "ask": "mass", "amount": 2}, "148 g"),
    # C3H8 + 5 O2 -> 3 CO2 + 4 H2O
    ("balancing", {"left": ["O2", "C3H8"], "right": ["H2O", "CO2"], "coefficients": [5, 1, 4, 3],
                   "setting": "on the board"}, "5, 1, 4, 3"),
    # 2 H2 + O2 -> 2 H2O: 3 mol of O2 give 6 mol of water, 18 g each
    ("stoichiometry", {"reaction": [[["H2", 2], ["O2", 1]], [["H2O", 2]]], "given": "O2", "asked": "H2O", "times": 3,
                       "grams": True, "setting": "on the board"}, "108 g"),
    # Mendel: three quarters tall
    ("genetics", {"setting": "pea", "ask": "chance", "trait": 0, "genes": [["Aa", "Aa"]], "dominant": [True],
                  "offspring": 0}, "3/4"),
    # Mendel: nine of sixteen show both dominant forms
    ("genetics", {"setting": "pea", "ask": "both", "trait": 0, "genes": [["Aa", "Aa"]] * 2, "dominant": [True, True],
                  "offspring": 0}, "9/16"),
    # 5000 kJ, 10 % a step, three steps
    ("food_chain", {"setting": "meadow", "low": 0, "steps": 3, "top": 5, "rate": 10, "way": "up"}, "5 kJ"),
    ("food_chain", {"setting": "meadow", "low": 0, "steps": 3, "top": 5, "rate": 10, "way": "down"}, "5000 kJ"),
    # 20 tagged, 4 of 30 seen again: 20 × 30 / 4
    ("population", {"setting": "deer", "kind": "tags", "tagged": 20, "again": 5, "catch": 30}, "120"),
    # 7 doubled three times
    ("population", {"setting": "deer", "kind": "doubling", "start": 7, "every": 4, "times": 3}, "56"),
]


@pytest.mark.parametrize(("name", "parameters", "answer"), WORKED)
def test_worked_by_hand(name, parameters, answer):
    family, p = BY_NAME[name], {"name": "Mei", **parameters}
    assert family.write(Random(1), p).answer == answer
    assert family.check(p) == answer


def test_a_wrong_answer_is_noticed():
    """The check reads the parameters on its own: it does not follow coefficients that do not balance."""
    p = {
        "left": ["H2", "O2"],
        "right": ["H2O"],
        "coefficients": [2, 2, 2],
        "name": "Mei",
        "setting": "on the board",
    }
    assert BY_NAME["balancing"].write(Random(1), p).answer == "2, 2, 2"
    assert BY_NAME["balancing"].check(p) == "2, 1, 2"


@pytest.mark.parametrize("reaction", REACTIONS, ids=str)
def test_reactions_conserve_every_element(reaction):
    left, right = (
        sum(
            (Counter({e: n * count for e, n in atoms_of(formula).items()}) for formula, count in side),
            Counter(),
        )
        for side in reaction
    )
    assert left == right


# formula, atoms as printed in a chemistry book
ATOMS = [
    ("H2O", {"H": 2, "O": 1}),
    ("Ca(OH)2", {"Ca": 1, "O": 2, "H": 2}),  # a group
    ("(NH4)2SO4", {"N": 2, "H": 8, "S": 1, "O": 4}),  # a group in front
    ("CO(NH2)2", {"C": 1, "O": 1, "N": 2, "H": 4}),  # a group behind
    ("CH3COOH", {"C": 2, "H": 4, "O": 2}),  # an element twice
    ("Co", {"Co": 1}),  # not CO
]


@pytest.mark.parametrize(("formula", "atoms"), ATOMS)
def test_formulas_are_read_as_chemists_do(formula, atoms):
    assert atoms_of(formula) == atoms


def test_the_table_of_compounds_agrees_with_its_formulas():
    for formula, (_, atoms) in COMPOUNDS.items():
        assert atoms_of(formula) == atoms


def test_fact_banks_have_no_doubles():
    """Otherwise two options of one question could both be right."""
    assert len({fact.cause for fact in FACTS.values()}) == len(FACTS) >= 35
    assert len({fact.observed for fact in FACTS.values()}) == len(FACTS)
    for fact in FACTS.values():
        assert all(link in step for link, step in zip(fact.links, fact.steps, strict=True))
    assert min(Counter(fact.subject for fact in FACTS.values()).values()) >= 6  # five options, and a pair that excludes
    for experiment in EXPERIMENTS.values():
        assert len({experiment.changed, experiment.measured, *experiment.kept}) == 4


def test_setting_is_wording_only():
    """Another setting, as augmentation puts it in, leaves the answer as it is."""
    for family in FAMILIES:
        rng = Random(f"settings/{family.name}")
        for level in family.difficulties:
            p, other = family.parameters(rng, level), family.parameters(rng, level)
            if "setting" in p:
                moved = {**p, "setting": other["setting"]}
                assert family.write(rng, moved).answer == family.check(moved) == family.check(p)


# product or quotient, as jotted down
STEPS = [
    (product_steps, (7, 8), "7 × 8 = 56"),
    (product_steps, (24, 15), "24 × 15 = 24 × 10 + 24 × 5 = 240 + 120 = 360"),
    (product_steps, (2.7, 10), "2.7 × 10 = 27"),  # one place only: no step between
    (product_steps, (9.8, 15), "9.8 × 15 = 9.8 × 10 + 9.8 × 5 = 98 + 49 = 147"),
    (quotient_steps, (96, 4), "96 / 4 = 80 / 4 + 16 / 4 = 20 + 4 = 24"),
    (quotient_steps, (27, 2.7), "27 / 2.7 = 10"),
]


@pytest.mark.parametrize(("step", "values", "written"), STEPS)
def test_steps_are_written_small(step, values, written):
    assert step(*values) == written


def test_find_factor_is_exact():
    for factor in (1, 2.5, 13, 99):
        for known in (1, 3, 0.7, 40):
            whole = round(factor * known * 100) / 100
            assert float(find_factor(whole, known)) == factor
