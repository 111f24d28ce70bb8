"""Prices: two amounts in dollars and cents."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.math.working import equal, milestones
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, a

_PRICES = {
    "bakery": ("loaf of bread", "apple pie", "box of cookies", "bag of rolls", "fruit cake", "tray of muffins"),
    "stationery": ("notebook", "set of pens", "sketchbook", "calendar", "box of crayons", "folder"),
    "drinks": ("jug of juice", "pot of tea", "jug of lemonade", "pot of coffee", "smoothie", "milkshake"),
    "fruit": ("melon", "pineapple", "pumpkin", "bag of oranges", "box of figs", "basket of plums"),
    "snacks": ("sandwich", "salad", "bowl of soup", "wrap", "slice of pie", "burger"),
}
"""Things for 1 to 12 dollars."""
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
    """Amounts in cents; easy ones are whole tens of cents."""
    unit, most = {"easy": (10, 7), "medium": (5, 10), "hard": (1, 12)}[difficulty]
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
    together, changed = equal(f"{x} {sign} {y}", value), equal(f"{value} / 100", answer)
    in_dollars = equal(f"{_dollars(x)} {sign} {_dollars(y)}", answer)
    in_cents = [equal(f"{_dollars(cents)} × 100", cents) for cents in (x, y)]
    marks = milestones(question, answer, [*in_cents, together, changed], [in_dollars])
    plan = (
        "Dollars and cents line up at the point, so hundredths go with hundredths. The simplest way to keep that "
        "right is to change both prices into cents, work with whole numbers, and change back at the end."
    )
    near = (x + 50) // 100, (y + 50) // 100
    rough = near[0] + near[1] if sign == "+" else near[0] - near[1]
    trace = [
        f"The prices are ${_dollars(x)} for the {first} and ${_dollars(y)} for the {second}, and I need their {word}.",
        plan,
        f"In cents they are {in_cents[0]} and {in_cents[1]}.",
        f"The {word} is {together} cents.",
        f"A dollar has 100 cents, so that is {changed} dollars.",
        f"To check, I undo it: {answer} {back} {_dollars(y)} = {_dollars(x)}, which is the price of the {first}.",
        f"With prices rounded to whole dollars, {near[0]} {sign} {near[1]} = {rough}, and {answer} is within a "
        "dollar of this estimate, so the point is in the right place.",
        f"The answer is {answer} dollars.",
    ]
    concise = f"{', '.join(in_cents)}. {together} cents. {changed}"
    return Draft(question, answer, concise, "\n".join(trace), "forward", milestones=marks)


def _dollars(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def check_prices(p: dict[str, Any]) -> str:
    """Schoolbook columns, one decimal digit at a time from the right."""
    digits, carry, sign = "", 0, 1 if p["sign"] == "+" else -1
    for size in (1, 10, 100, 1000, 10000):
        column = p["x"] // size % 10 + sign * (p["y"] // size % 10) + carry
        digits, carry = f"{column % 10}{digits}", column // 10
    return f"{digits[:-2].lstrip('0') or '0'}.{digits[-2:]}"


FAMILIES = (
    Family(
        "decimal_prices", "math", "arithmetic", "number", ("decimals", "money"), prices, write_prices,
        check_prices,
    ),
)
