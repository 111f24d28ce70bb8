"""Fractions and decimals: sums, differences, a part of a whole, prices with cents."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm
from random import Random
from typing import Any

from reasoning_data.math.working import decimal, fraction, product, quotient
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, a

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
    return Draft(question, str(answer), concise, "\n".join(trace), "forward")


def check_fraction_of(p: dict[str, Any]) -> str:
    """Searches for the part that is to the whole as the numerator is to the denominator."""
    return next(str(n) for n in range(p["whole"]) if n * p["bottom"] == p["top"] * p["whole"])


_PRICES = {
    "bakery": ("pretzel", "muffin", "bagel", "cookie", "croissant", "doughnut"),
    "stationery": ("notebook", "pen", "ruler", "folder", "marker", "eraser"),
    "drinks": ("juice", "tea", "lemonade", "cocoa", "smoothie", "milkshake"),
    "fruit": ("melon", "pineapple", "pumpkin", "coconut", "mango", "papaya"),
    "snacks": ("sandwich", "salad", "soup", "wrap", "pie", "burger"),
}
_PRICE_ASKS = {
    "+": (
        "{name} sees {a_first} for ${x} and {a_second} for ${y}. How many dollars do both cost together?",
        "{name} buys {a_first} for ${x} and {a_second} for ${y}. What is the total in dollars?",
        "For {a_first} at ${x} and {a_second} at ${y}, how many dollars does {name} need?",
    ),
    "-": (
        "{name} sees {a_first} for ${x} and {a_second} for ${y}. By how many dollars is the {first} more expensive?",
        "{name} pays ${x} for {a_first} and ${y} for {a_second}. How many dollars more is the {first}?",
        "{name} compares {a_first} at ${x} with {a_second} at ${y}. What is the difference in dollars?",
    ),
}


def prices(rng: Random, difficulty: str) -> dict[str, Any]:
    """Amounts in cents; easy ones end in whole tens of cents."""
    unit, most = {"easy": (10, 9), "medium": (5, 20), "hard": (1, 60)}[difficulty]
    x, y = (unit * rng.randint(100 // unit, most * 100 // unit) for _ in range(2))
    sign = rng.choice("+-") if x != y else "+"
    if sign == "-":
        x, y = max(x, y), min(x, y)
    setting = rng.choice(list(_PRICES))
    items = rng.sample(range(6), 2)
    return {"setting": setting, "name": rng.choice(NAMES), "items": items, "sign": sign, "x": x, "y": y}


def write_prices(rng: Random, p: dict[str, Any]) -> Draft:
    x, y, sign = p["x"], p["y"], p["sign"]
    first, second = (_PRICES[p["setting"]][i] for i in p["items"])
    question = rng.choice(_PRICE_ASKS[sign]).format(
        name=p["name"], first=first, a_first=a(first), a_second=a(second), x=_dollars(x), y=_dollars(y)
    )
    value = x + y if sign == "+" else x - y
    answer = _dollars(value)
    word, back = ("sum", "-") if sign == "+" else ("difference", "+")
    plan = (
        "Dollars and cents line up at the point, so hundredths go with hundredths. The simplest way to keep that "
        "right is to change both prices into cents, work with whole numbers, and change back at the end."
    )
    near = (x + 50) // 100, (y + 50) // 100
    rough = near[0] + near[1] if sign == "+" else near[0] - near[1]
    trace = [
        f"The prices are ${_dollars(x)} for the {first} and ${_dollars(y)} for the {second}, and I need their {word}.",
        plan,
        f"In cents they are {_dollars(x)} × 100 = {x} and {_dollars(y)} × 100 = {y}.",
        f"The {word} is {x} {sign} {y} = {value} cents.",
        f"A dollar has 100 cents, so that is {value} / 100 = {answer} dollars.",
        f"To check, I undo it: {answer} {back} {_dollars(y)} = {_dollars(x)}, which is the price of the {first}.",
        f"With prices rounded to whole dollars, {near[0]} {sign} {near[1]} = {rough}, and {answer} is within a "
        "dollar of this estimate, so the point is in the right place.",
        f"The answer is {answer} dollars.",
    ]
    concise = f"{x} {sign} {y} = {value} cents. {value} / 100 = {answer}"
    return Draft(question, answer, concise, "\n".join(trace), "forward")


def _dollars(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def check_prices(p: dict[str, Any]) -> str:
    """Schoolbook columns, one decimal digit at a time from the right."""
    digits, carry, sign = "", 0, 1 if p["sign"] == "+" else -1
    for size in (1, 10, 100, 1000, 10000):
        column = p["x"] // size % 10 + sign * (p["y"] // size % 10) + carry
        digits, carry = f"{column % 10}{digits}", column // 10
    return f"{digits[:-2].lstrip('0') or '0'}.{digits[-2:]}"


_RATIO = {
    "coins": ("coins", "share {total} coins"),
    "prize": ("dollars", "divide a prize of {total} dollars"),
    "seeds": ("seeds", "split {total} seeds"),
    "work": ("hours", "share {total} hours of work"),
    "cards": ("cards", "divide {total} cards"),
    "land": ("square meters", "split {total} square meters of land"),
}
_RATIO_ASKS = (
    "{one} and {two} {deed} in the ratio {a}:{b}. How many {units} does {who} get?",
    "{one} and {two} {deed} so that their parts are as {a} to {b}. How many {units} is {who}'s part?",
    "In the ratio {a}:{b}, {one} and {two} {deed}. How many {units} are for {who}?",
)


def sharing_ratio(rng: Random, difficulty: str) -> dict[str, Any]:
    most, scale = {"easy": (5, 9), "medium": (9, 12), "hard": (15, 40)}[difficulty]
    a, b = rng.sample(range(1, most + 1), 2)
    while gcd(a, b) > 1:
        a, b = rng.sample(range(1, most + 1), 2)
    return {
        "setting": rng.choice(list(_RATIO)),
        "names": rng.sample(NAMES, 2),
        "ratio": [a, b],
        "total": (a + b) * rng.randint(2, scale),
        "who": rng.randint(0, 1),
    }


def write_sharing_ratio(rng: Random, p: dict[str, Any]) -> Draft:
    (one, two), (a, b), total, who = p["names"], p["ratio"], p["total"], p["who"]
    units, deed = _RATIO[p["setting"]]
    name, other_name, mine, other = (one, two, a, b) if who == 0 else (two, one, b, a)
    question = rng.choice(_RATIO_ASKS).format(
        one=one, two=two, deed=deed.format(total=total), a=a, b=b, units=units, who=name
    )
    parts, part = a + b, total // (a + b)
    answer, rest = mine * part, other * part
    trace = [
        f"{one} and {two} share {total} {units} in the ratio {a}:{b}, and the question is about {name}. A ratio "
        f"compares parts of equal size: {one} gets {a} of them and {two} gets {b}.",
        f"So I need the number of parts in all, then the size of one part, then {name}'s {mine}.",
        f"In all there are {a} + {b} = {parts} parts.",
        f"One part is {quotient(total, parts)} {units}.",
        f"{name}'s share is {product(mine, part)} {units}.",
        f"To check, I work out {other_name}'s share as well: {other} × {part} = {rest}. Together the two shares are "
        f"{answer} + {rest} = {total}, which is everything there was to share.",
        f"The shares divided by {part} give back the ratio: {answer} / {part} = {mine} and {rest} / {part} = {other}.",
        f"{name} gets {answer}.",
    ]
    concise = f"{a} + {b} = {parts}. {quotient(total, parts)}. {name}: {product(mine, part)}"
    return Draft(question, str(answer), concise, "\n".join(trace), "forward")


def check_sharing_ratio(p: dict[str, Any]) -> str:
    """Deals the units out in rounds of the ratio."""
    shares, left = [0, 0], p["total"]
    while left > 0:
        for i, n in enumerate(p["ratio"]):
            shares[i] += n
            left -= n
    return str(shares[p["who"]])


_SIMPLIFY = {
    "animals": ("sheep", "goats"),
    "paint": ("cans of blue paint", "cans of white paint"),
    "books": ("novels", "comics"),
    "flowers": ("roses", "tulips"),
    "players": ("runners", "swimmers"),
    "vehicles": ("cars", "bicycles"),
}
_SIMPLIFY_ASKS = (
    "{name} counts {a} {first} and {b} {second}. What is the ratio of {first} to {second} in lowest terms?",
    "There are {a} {first} and {b} {second} on {name}'s list. Give the ratio of {first} to {second} in lowest terms.",
    "For {a} {first} there are {b} {second}, notes {name}. Write the ratio of {first} to {second} as simply as "
    "possible.",
)


def simplify(rng: Random, difficulty: str) -> dict[str, Any]:
    most, scale = {"easy": (7, 9), "medium": (12, 15), "hard": (25, 40)}[difficulty]
    a, b = rng.sample(range(1, most + 1), 2)
    factor = rng.randint(2, scale)
    return {
        "setting": rng.choice(list(_SIMPLIFY)),
        "name": rng.choice(NAMES),
        "a": a * factor,
        "b": b * factor,
    }


def write_simplify(rng: Random, p: dict[str, Any]) -> Draft:
    a, b = p["a"], p["b"]
    first, second = _SIMPLIFY[p["setting"]]
    question = rng.choice(_SIMPLIFY_ASKS).format(name=p["name"], first=first, second=second, a=a, b=b)
    common = gcd(a, b)
    low, high = a // common, b // common
    answer = f"{low}:{high}"
    steps, top, bottom = [], a, b
    for factor in (10, 9, 8, 7, 6, 5, 4, 3, 2, 11, 13, 17, 19, 23, 29, 31, 37):
        while top % factor == 0 and bottom % factor == 0:
            steps.append(
                f"by {factor}: {top} / {factor} = {top // factor}, {bottom} / {factor} = {bottom // factor}"
            )
            top, bottom = top // factor, bottom // factor
    trace = [
        f"There are {a} {first} and {b} {second}. The ratio of the first to the second is {a}:{b}, and it is to be "
        "written with the smallest possible whole numbers.",
        "A ratio does not change when both sides are divided by the same number, so I divide by common "
        "factors, one after the other, until there is none left.",
        *(f"Both sides {step}." for step in steps),
        f"Now {low} and {high} have no common divisor above 1, so the ratio is in lowest terms.",
        f"To check, I scale it up again. In all I have divided by {common}, and {low} × {common} = {a} and "
        f"{high} × {common} = {b} are the numbers at the start.",
        f"The order matters: {first} come first, so it is {low} to {high} and not {high} to {low}.",
        f"The ratio is {answer}.",
    ]
    concise = f"{a}:{b} {'; '.join(steps)}. {answer}"
    return Draft(question, answer, concise, "\n".join(trace), "forward")


def check_simplify(p: dict[str, Any]) -> str:
    """The smallest pair of whole numbers in the same proportion."""
    a, b = p["a"], p["b"]
    return next(f"{n}:{n * b // a}" for n in range(1, a + 1) if n * b % a == 0)


FAMILIES = (
    Family(
        "fraction_sum", "math", "arithmetic", "number", ("fractions", "common denominator"),
        fraction_sum, write_fraction_sum, check_fraction_sum,
    ),
    Family(
        "fraction_of", "math", "arithmetic", "number", ("fractions", "part of a whole"),
        fraction_of, write_fraction_of, check_fraction_of,
    ),
    Family(
        "decimal_prices", "math", "arithmetic", "number", ("decimals", "money"),
        prices, write_prices, check_prices,
    ),
    Family(
        "ratio_share", "math", "arithmetic", "number", ("ratio", "sharing"),
        sharing_ratio, write_sharing_ratio, check_sharing_ratio,
    ),
    Family(
        "ratio_simplify", "math", "arithmetic", "ratio", ("ratio", "lowest terms"),
        simplify, write_simplify, check_simplify,
    ),
)  # fmt: skip
