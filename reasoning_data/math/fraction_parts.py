"""Fractions: a part of a whole."""

from __future__ import annotations

from math import gcd
from random import Random
from typing import Any

from reasoning_data.math.working import decimal, milestones, product, quotient
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES

_PART = {
    "numbers": (
        "What is {x} of {whole}?",
        "Find {x} of {whole}.",
        "{name} needs {x} of {whole}. How much is that?",
    ),
    "club": (
        "{x} of the {whole} members of {name}'s club play an instrument. How many members is that?",
        "{name}'s club has {whole} members, and {x} of them sing in the choir. How many sing?",
    ),
    "letters": (
        "{name} has folded {x} of {whole} letters. How many letters has {name} folded?",
        "There are {whole} letters, and {name} folds {x} of them. How many letters is that?",
    ),
    "tank": (
        "{name}'s tank holds {whole} liters and is {x} full. How many liters are in it?",
        "{name} has a tank for {whole} liters that is {x} full. How many liters does it contain?",
    ),
    "money": (
        "{name} spends {x} of {whole} dollars. How many dollars does {name} spend?",
        "Of {whole} dollars, {name} gives {x} to a friend. How many dollars is that?",
    ),
    "field": (
        "{name} plants {x} of a field of {whole} square meters with corn. How many square meters is that?",
        "Potatoes grow on {x} of {name}'s field of {whole} square meters. How many square meters is that?",
    ),
}


def fraction_of(rng: Random, difficulty: str) -> dict[str, Any]:
    bottoms, most = {"easy": ((2, 6), 12), "medium": ((3, 12), 20), "hard": ((5, 20), 60)}[difficulty]
    bottom = rng.randint(*bottoms)
    top = rng.choice([n for n in range(1, bottom) if gcd(n, bottom) == 1])
    setting, name = rng.choice(list(_PART)), rng.choice(NAMES)
    return {
        "setting": setting,
        "name": name,
        "top": top,
        "bottom": bottom,
        "whole": bottom * rng.randint(2, most),
    }


def write_fraction_of(rng: Random, p: dict[str, Any]) -> Draft:
    top, bottom, whole = p["top"], p["bottom"], p["whole"]
    x = f"{top}/{bottom}"
    question = rng.choice(_PART[p["setting"]]).format(name=p["name"], x=x, whole=whole)
    one = whole // bottom
    answer = top * one
    other = (bottom - top) * one
    multiplied, divided = product(whole, top), quotient(whole * top, bottom)
    single, taken = quotient(whole, bottom), [product(top, one)] if top > 1 else []
    at_once = [f"{x} × {whole} = {answer}", f"{whole} × {x} = {answer}"]
    marks = milestones(question, str(answer), [single, *taken], *([[multiplied, divided]] if taken else []), *at_once)
    if top > 1 and rng.random() < 0.4:
        half = "more" if 2 * top > bottom else "not more"
        trace = [
            f"The fraction {x} is to be taken of {whole}. That is a multiplication by {top} and a division by "
            f"{bottom}, and the order of the two makes no difference, so I multiply first.",
            f"Multiplying by the numerator: {multiplied}.",
            f"Dividing by the denominator: {divided}.",
            f"Both parts of the fraction have been used, so {answer} is the part wanted.",
            f"To check, I look at the part that is left over: it has {bottom} - {top} = {bottom - top} of the {bottom} "
            f"parts, that is {whole} × {bottom - top} / {bottom} = {other}.",
            f"Both parts together are {answer} + {other} = {whole}, which makes the whole.",
            f"The size is plausible too: {x} is {half} than one half, and half of {whole} is {decimal(whole * 5, 1)}.",
            f"The answer is {answer}.",
        ]
        concise = f"{x} of {whole}: {multiplied}. {divided}"
        return Draft(question, str(answer), concise, "\n".join(trace), "forward", milestones=marks)
    trace = [
        f"I need {x} of {whole}. The denominator says into how many equal parts the whole is cut, here {bottom}, "
        f"and the numerator says how many of these parts are taken, here {top}.",
        f"One part is the whole divided by {bottom}: {single}.",
        f"Taking {top} of them gives {taken[0]}."
        if taken
        else "Only one such part is taken, so that is it.",
        f"So {x} of {whole} is {answer}.",
        f"To check, I look at what is not taken: the other {bottom} - {top} = {bottom - top} of the {bottom} parts "
        f"make {bottom - top} × {one} = {other}, and {answer} + {other} = {whole} is the whole again.",
        f"Also, {x} is {'more' if 2 * top > bottom else 'not more'} than a half, and {answer} is "
        f"{'more' if 2 * top > bottom else 'not more'} than half of {whole}, which is {decimal(whole * 5, 1)}.",
        f"The answer is {answer}.",
    ]
    concise = f"{x} of {whole}: {'. '.join([single, *taken])}"
    return Draft(question, str(answer), concise, "\n".join(trace), "decomposition", milestones=marks)


def check_fraction_of(p: dict[str, Any]) -> str:
    """Searches for the part that is to the whole as the numerator is to the denominator."""
    return next(str(n) for n in range(p["whole"]) if n * p["bottom"] == p["top"] * p["whole"])


FAMILIES = (
    Family(
        "fraction_of", "math", "arithmetic", "number", ("fractions", "part of a whole"), fraction_of,
        write_fraction_of, check_fraction_of,
    ),
)
