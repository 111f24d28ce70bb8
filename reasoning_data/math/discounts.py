"""Discounts: a price less a percentage."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.math.working import decimal, equal, hundredths, milestones
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, a

_GOODS = {
    "clothes": ("jacket", "coat", "dress", "pair of boots", "suit"),
    "furniture": ("armchair", "desk", "carpet", "bookcase", "mirror"),
    "kitchen": ("blender", "coffee machine", "set of knives", "set of pans", "food processor"),
    "sports": ("tennis racket", "tent", "pair of skates", "surfboard", "wetsuit"),
    "electronics": ("keyboard", "headset", "speaker", "camera", "printer"),
}
"""Things for 30 to 400 dollars."""
_DISCOUNT_ASKS = (
    "{name} buys {an} that costs ${price} with {percent}% off. How many dollars does {name} pay?",
    "{name} wants {an} priced at ${price}. In the sale it is {percent}% cheaper. What is the sale price in dollars?",
    "A shop takes {percent}% off the price of {an}, which was ${price}. How many dollars does it cost {name} now?",
    "The full price of {an} is ${price}. How many dollars does {name} pay with a discount of {percent}%?",
)


def discount(rng: Random, difficulty: str) -> dict[str, Any]:
    percents = {"easy": (10, 20, 25, 50), "medium": (5, 10, 15, 20, 30, 40), "hard": (12, 15, 18, 24, 35, 45)}
    percent = rng.choice(percents[difficulty])
    step = next(n for n in (1, 2, 4, 5, 10, 20, 25, 50) if percent * n % 100 == 0)
    most = {"easy": 160, "medium": 300, "hard": 400}[difficulty]
    price = step * rng.randint(-(-30 // step), most // step)
    setting = rng.choice(list(_GOODS))
    return {
        "setting": setting,
        "item": rng.randint(0, 4),
        "name": rng.choice(NAMES),
        "price": price,
        "percent": percent,
    }


def write_discount(rng: Random, p: dict[str, Any]) -> Draft:
    price, percent = p["price"], p["percent"]
    item = a(_GOODS[p["setting"]][p["item"]])
    off = price * percent // 100
    pay, keep = price - off, 100 - percent
    question = rng.choice(_DISCOUNT_ASKS).format(
        an=item, name=p["name"], price=price, percent=percent
    )
    given = (
        f"The full price is ${price}, the discount is {percent}%, and I am asked what is still to be paid."
    )
    taken, paid = hundredths(price, percent), hundredths(price, keep)
    left, kept = equal(f"{price} - {off}", pay), equal(f"100 - {percent}", keep)
    share, rest = decimal(percent, 2), decimal(keep, 2)
    marks = milestones(
        question, str(pay), [*taken, left], [kept, *paid], f"{percent}% of {price} = {off}",
        f"{share} × {price} = {off}", f"{price} × {share} = {off}", f"{rest} × {price} = {pay}",
        f"{price} × {rest} = {pay}",
    )
    if rng.random() < 0.5:
        trace = [
            f"{given} I first find the discount in dollars and then take it off the price.",
            f"The discount is {percent} hundredths of the price: {taken[0]}, and {taken[1]}.",
            f"So ${off} come off the price.",
            f"What is left to pay is {left}.",
            f"To check, I go by the part that is kept: {kept}, so the customer pays {keep}% of "
            f"the price, and {price} × {keep} / 100 = {pay}. Both ways agree.",
            f"It is also plausible: {pay} is below {price}, and the discount and the payment add up to the full "
            f"price, {off} + {pay} = {price}.",
            f"{p['name']} pays {pay} dollars.",
        ]
        concise = f"{percent}% of {price}: {', '.join(taken)}. {left}"
        return Draft(question, str(pay), concise, "\n".join(trace), "decomposition", milestones=marks)
    trace = [
        f"{given} A discount of {percent}% leaves a certain part of the price, and I can go straight to that part.",
        f"The full price is 100%, so what remains is {kept} percent.",
        f"I need {keep} hundredths of {price}: {paid[0]}, and {paid[1]}.",
        f"So the reduced price is ${pay}.",
        f"To check, I work out the discount by itself: {price} × {percent} / 100 = {off}. Taking it off the full "
        f"price gives {left}, the same amount.",
        f"As a share of the full price the payment is {pay} / {price} = {decimal(keep, 2)}, which is {keep}% again.",
        f"{p['name']} pays {pay} dollars.",
    ]
    concise = f"{kept}. {keep}% of {price}: {', '.join(paid)}"
    return Draft(question, str(pay), concise, "\n".join(trace), "forward", milestones=marks)


def check_discount(p: dict[str, Any]) -> str:
    """Takes the discount off every dollar, in cents, and counts the cents that are left."""
    cents = sum(100 - p["percent"] for _ in range(p["price"]))
    return str(cents // 100)


FAMILIES = (
    Family(
        "discount", "math", "arithmetic", "number", ("percentage", "discount", "money"), discount,
        write_discount, check_discount,
    ),
)
