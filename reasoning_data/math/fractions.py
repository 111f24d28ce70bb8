"""Fractions: sums, differences, a part of a whole."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm
from random import Random
from typing import Any

from reasoning_data.math.working import decimal, equal, fraction, milestones, product, quotient
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES

_SUM_ASKS = {
    "+": (
        "{name} adds {x} and {y}. What is the sum in lowest terms?",
        "{name} ate {x} of a pie and {y} of another pie of the same size. How many pies is that, as a reduced "
        "fraction?",
        "Help {name} to find the sum of {x} and {y}, in lowest terms.",
        "{name} walks {x} km and then {y} km. How many kilometers is that, as a fraction in lowest terms?",
        "{name} mixes {x} cup of flour with {y} cup of sugar. How many cups is that, as a reduced fraction?",
        "What is {x} + {y}? {name} has to give a fraction in lowest terms.",
    ),
    "-": (
        "{name} subtracts {y} from {x}. What is the difference in lowest terms?",
        "What is {x} - {y}? {name} has to give a fraction in lowest terms.",
        "{name} has {x} liter of juice and drinks {y} liter. How many liters are left, as a reduced fraction?",
        "Help {name} to find the difference {x} - {y}, in lowest terms.",
        "Of a board {x} m long, {name} cuts off {y} m. How many meters remain, as a reduced fraction?",
        "{name} has {x} of an hour and uses {y} of an hour. What fraction of an hour is left, in lowest terms?",
    ),
}


def fraction_sum(rng: Random, difficulty: str) -> dict[str, Any]:
    """Two proper fractions in lowest terms; easy ones have denominators of which one divides the other."""
    if difficulty == "easy":
        bottom = rng.randint(2, 6)
        bottoms = [bottom, bottom * rng.randint(1, 3)]
        rng.shuffle(bottoms)
    else:
        bottoms = rng.sample(range(2, 11), 2) if difficulty == "medium" else rng.sample(range(4, 19), 2)
    pair = [[rng.choice([n for n in range(1, b) if gcd(n, b) == 1]), b] for b in bottoms]
    sign = rng.choice("+-")
    if sign == "-":
        pair.sort(key=lambda f: f[0] / f[1], reverse=True)
        if pair[0] == pair[1]:
            sign = "+"
    return {"name": rng.choice(NAMES), "sign": sign, "x": pair[0], "y": pair[1]}


def write_fraction_sum(rng: Random, p: dict[str, Any]) -> Draft:
    (a, b), (c, d), sign = p["x"], p["y"], p["sign"]
    x, y = f"{a}/{b}", f"{c}/{d}"
    question = rng.choice(_SUM_ASKS[sign]).format(name=p["name"], x=x, y=y)
    bottom = lcm(b, d)
    left, right = a * (bottom // b), c * (bottom // d)
    top = left + right if sign == "+" else left - right
    answer = fraction(top, bottom)
    common = gcd(top, bottom)
    steps = [equal(f"{n}/{m}", f"{n * (bottom // m)}/{bottom}") for n, m in ((a, b), (c, d)) if m != bottom]
    joined = equal(f"{left}/{bottom} {sign} {right}/{bottom}", f"{top}/{bottom}")
    reduced = [equal(f"{top}/{bottom}", answer)] if common > 1 else []
    marks = milestones(question, answer, [*steps, joined, *reduced])
    widened = [
        f"{n}/{m} = {n} × {bottom // m} / {bottom} = {n * (bottom // m)}/{bottom}"
        if bottom != m
        else f"{n}/{m} stays"
        for n, m in ((a, b), (c, d))
    ]
    reduce = (
        f"Both {top} and {bottom} can be divided by {common}, so {reduced[0]}."
        if reduced
        else f"The numbers {top} and {bottom} have no common divisor, so {answer} is in lowest terms already."
    )
    back = "-" if sign == "+" else "+"
    word = "added" if sign == "+" else "subtracted"
    trace = [
        f"The fractions {x} and {y} are to be {word}. Parts of different sizes cannot be counted together, so both "
        "fractions need the same denominator first.",
        f"The smallest number that both {b} and {d} divide is {bottom}; that will be the common denominator."
        if b != d
        else f"Here both have the denominator {b} already.",
        f"Written with it: {widened[0]}, and {widened[1]}."
        if b != d
        else "So the numerators can be used as they are.",
        f"Now only the numerators are {word}: {joined}.",
        reduce,
        f"To check, I undo the step: {answer} {back} {y} = {x}, the fraction at the start.",
        f"In decimals: {x} ≈ {a / b:.3f} and {y} ≈ {c / d:.3f}, and the result {answer} ≈ {top / bottom:.3f} has the "
        "size that one would expect from them.",
        f"The answer is {answer}.",
    ]
    concise = f"{x} {sign} {y}: {'. '.join([*steps, joined, *reduced])}"
    return Draft(question, answer, concise, "\n".join(trace), "forward", milestones=marks)


def check_fraction_sum(p: dict[str, Any]) -> str:
    """Exact rational arithmetic."""
    x, y = Fraction(*p["x"]), Fraction(*p["y"])
    return str(x + y if p["sign"] == "+" else x - y)


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
        "fraction_sum", "math", "arithmetic", "number", ("fractions", "common denominator"),
        fraction_sum, write_fraction_sum, check_fraction_sum,
    ),
    Family(
        "fraction_of", "math", "arithmetic", "number", ("fractions", "part of a whole"),
        fraction_of, write_fraction_of, check_fraction_of,
    ),
)
