"""Fractions: sums, differences, a part of a whole."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm
from random import Random
from typing import Any

from reasoning_data.math.working import decimal, fraction, product, quotient
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES

_SUM_ASKS = {
    "+": (
        "{name} adds {x} and {y}. What is the sum in lowest terms?",
        "{name} ate {x} of a pie and {y} of another pie of the same size. How many pies is that, as a reduced "
        "fraction?",
        "Find the sum of {x} and {y} for {name}, in lowest terms.",
        "{name} walks {x} km and then {y} km. How many kilometers is that, as a fraction in lowest terms?",
        "{name} mixes {x} cup of flour with {y} cup of sugar. How many cups is that, as a reduced fraction?",
        "What is {x} + {y}? {name} wants a fraction in lowest terms.",
    ),
    "-": (
        "{name} subtracts {y} from {x}. What is the difference in lowest terms?",
        "What is {x} - {y}? {name} wants a fraction in lowest terms.",
        "{name} has {x} liter of juice and drinks {y} liter. How many liters are left, as a reduced fraction?",
        "Find the difference {x} - {y} for {name}, in lowest terms.",
        "Of a board {x} m long, {name} cuts off {y} m. How many meters remain, as a reduced fraction?",
        "{name} had {x} of an hour and used {y} of an hour. Which part of an hour is left, in lowest terms?",
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
    joined = f"{left}/{bottom} {sign} {right}/{bottom} = {top}/{bottom}"
    widened = [
        f"{n}/{m} = {n} × {bottom // m} / {bottom} = {n * (bottom // m)}/{bottom}"
        if bottom != m
        else f"{n}/{m} stays"
        for n, m in ((a, b), (c, d))
    ]
    reduce = (
        f"Both {top} and {bottom} can be divided by {common}, so {top}/{bottom} = {answer}."
        if common > 1
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
    steps = [f"{n}/{m} = {n * (bottom // m)}/{bottom}" for n, m in ((a, b), (c, d)) if m != bottom]
    last = [f"{top}/{bottom} = {answer}"] if common > 1 else []
    concise = f"{x} {sign} {y}: {'. '.join([*steps, joined, *last])}"
    return Draft(question, answer, concise, "\n".join(trace), "forward")


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
    "class": (
        "{x} of the {whole} pupils in {name}'s school play an instrument. How many pupils is that?",
        "There are {whole} pupils at {name}'s school, and {x} of them sing in the choir. How many sing?",
    ),
    "book": (
        "{name} has read {x} of a book with {whole} pages. How many pages has {name} read?",
        "A book has {whole} pages. {name} reads {x} of it. How many pages is that?",
    ),
    "tank": (
        "{name}'s tank holds {whole} liters and is filled to {x}. How many liters are in it?",
        "A tank for {whole} liters, says {name}, is {x} full. How many liters does it contain?",
    ),
    "money": (
        "{name} spends {x} of {whole} dollars. How many dollars does {name} spend?",
        "Of {whole} dollars, {name} gives {x} to a friend. How many dollars is that?",
    ),
    "field": (
        "{name} plants {x} of a field of {whole} square meters with corn. How many square meters is that?",
        "On {x} of {name}'s {whole} square meters grow potatoes. How many square meters is that?",
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
    if top > 1 and rng.random() < 0.4:
        half = "more" if 2 * top > bottom else "not more"
        trace = [
            f"The fraction {x} is to be taken of {whole}. That is a multiplication by {top} and a division by "
            f"{bottom}, and the order of the two makes no difference, so I multiply first.",
            f"Multiplying by the numerator: {product(whole, top)}.",
            f"Dividing by the denominator: {quotient(whole * top, bottom)}.",
            f"Both parts of the fraction have been used, so {answer} is the part wanted.",
            f"To check, I divide first instead. One of the {bottom} equal parts is {whole} / {bottom} = {one}, and "
            f"{top} of them are {top} × {one} = {answer}. The result is the same.",
            f"The part that is left over has {bottom} - {top} = {bottom - top} of the {bottom} parts, that is "
            f"{bottom - top} × {one} = {other}, and {answer} + {other} = {whole} makes the whole.",
            f"The size is plausible too: {x} is {half} than one half, and half of {whole} is {decimal(whole * 5, 1)}.",
            f"The answer is {answer}.",
        ]
        concise = f"{x} of {whole}: {product(whole, top)}. {whole * top} / {bottom} = {answer}"
        return Draft(question, str(answer), concise, "\n".join(trace), "forward")
    trace = [
        f"I need {x} of {whole}. The denominator says into how many equal parts the whole is cut, here {bottom}, "
        f"and the numerator says how many of these parts are taken, here {top}.",
        f"One part is the whole divided by {bottom}: {quotient(whole, bottom)}.",
        f"Taking {top} of them gives {product(top, one)}."
        if top > 1
        else "Only one such part is taken, so that is it.",
        f"So {x} of {whole} is {answer}.",
        f"To check, I look at what is not taken: the other {bottom} - {top} = {bottom - top} of the {bottom} parts "
        f"make {bottom - top} × {one} = {other}, and {answer} + {other} = {whole} is the whole again.",
        f"The other order of work leads there too: {whole} × {top} = {whole * top}, and {whole * top} / {bottom} = "
        f"{answer}.",
        f"Also, {x} is {'more' if 2 * top > bottom else 'not more'} than a half, and {answer} is "
        f"{'more' if 2 * top > bottom else 'not more'} than half of {whole}, which is {decimal(whole * 5, 1)}.",
        f"The answer is {answer}.",
    ]
    concise = f"{x} of {whole}: {quotient(whole, bottom)}. {product(top, one)}"
    return Draft(question, str(answer), concise, "\n".join(trace), "decomposition")


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
