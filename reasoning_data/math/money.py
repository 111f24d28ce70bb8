"""Money: a discount, simple interest, prices with cents."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.math.working import decimal, product
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, a

_GOODS = {
    "clothes": ("jacket", "coat", "dress", "pair of boots", "sweater", "pair of jeans"),
    "books": ("atlas", "novel set", "dictionary", "cookbook", "art book"),
    "kitchen": ("blender", "kettle", "frying pan", "coffee machine", "toaster", "set of knives"),
    "sports": ("tennis racket", "tent", "skateboard", "pair of skates", "football kit", "helmet"),
    "electronics": ("keyboard", "headset", "lamp", "phone case", "speaker", "alarm clock"),
}
_DISCOUNT_ASKS = (
    "{An} costs ${price}. {name} buys it with {percent}% off. How many dollars does {name} pay?",
    "{name} wants {an} priced at ${price}. In the sale it is {percent}% cheaper. What is the sale price in dollars?",
    "A shop takes {percent}% off the price of {an}, which was ${price}. How many dollars does it cost {name} now?",
    "The price of {an} was ${price}. With a discount of {percent}%, how many dollars does {name} pay?",
)


def discount(rng: Random, difficulty: str) -> dict[str, Any]:
    percents = {"easy": (10, 20, 25, 50), "medium": (5, 10, 15, 20, 30, 40), "hard": (12, 15, 18, 24, 35, 45)}
    percent = rng.choice(percents[difficulty])
    step = next(n for n in (1, 2, 4, 5, 10, 20, 25, 50) if percent * n % 100 == 0)
    price = step * rng.randint(2, max(4, {"easy": 160, "medium": 300, "hard": 900}[difficulty] // step))
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
        An=item[0].upper() + item[1:], an=item, name=p["name"], price=price, percent=percent
    )
    given = (
        f"The full price is ${price}, the discount is {percent}%, and I am asked what is still to be paid."
    )
    if rng.random() < 0.5:
        trace = [
            f"{given} I first find the discount in dollars and then take it off the price.",
            f"The discount is {percent} hundredths of the price: {product(price, percent)}, "
            f"and {price * percent} / 100 = {off}.",
            f"So ${off} come off the price.",
            f"What is left to pay is {price} - {off} = {pay}.",
            f"To check, I go by the part that is kept: {100} - {percent} = {keep}, so the customer pays {keep}% of "
            f"the price, and {price} × {keep} / 100 = {pay}. Both ways agree.",
            f"It is also plausible: {pay} is below {price}, and the discount and the payment add up to the full "
            f"price, {off} + {pay} = {price}.",
            f"{p['name']} pays {pay} dollars.",
        ]
        concise = f"{_hundredths(price, percent, off)}. {price} - {off} = {pay}"
        return Draft(question, str(pay), concise, "\n".join(trace), "forward")
    trace = [
        f"{given} A discount of {percent}% leaves a certain part of the price, and I can go straight to that part.",
        f"The full price is 100%, so what remains is 100 - {percent} = {keep} percent.",
        f"I need {keep} hundredths of {price}: {product(price, keep)}, and {price * keep} / 100 = {pay}.",
        f"So the reduced price is ${pay}.",
        f"To check, I work out the discount by itself: {price} × {percent} / 100 = {off}. Taking it off the full "
        f"price gives {price} - {off} = {pay}, the same amount.",
        f"As a share of the full price the payment is {pay} / {price} = {decimal(keep, 2)}, which is {keep}% again.",
        f"{p['name']} pays {pay} dollars.",
    ]
    concise = f"100 - {percent} = {keep}. {_hundredths(price, keep, pay)}"
    return Draft(question, str(pay), concise, "\n".join(trace), "backward")


def _hundredths(whole: int, percent: int, value: int) -> str:
    """`20% of 45: 45 × 20 = 900, 900 / 100 = 9`."""
    return f"{percent}% of {whole}: {product(whole, percent)}, {whole * percent} / 100 = {value}"


def check_discount(p: dict[str, Any]) -> str:
    """Takes the discount off every dollar, in cents, and counts the cents that are left."""
    cents = sum(100 - p["percent"] for _ in range(p["price"]))
    return str(cents // 100)


_SAVERS = {
    "bank": "{name} puts ${sum} into a bank at {rate}% simple interest a year.",
    "loan": "{name} lends ${sum} at {rate}% simple interest a year.",
    "fund": "{name} invests ${sum} at a simple interest rate of {rate}% per year.",
    "debt": "{name} borrows ${sum} at {rate}% simple interest per year.",
}
_INTEREST_ASKS = {
    False: (
        "How many dollars of interest are due after {years} years?",
        "What is the interest after {years} years, in dollars?",
        "How much interest, in dollars, comes together in {years} years?",
    ),
    True: (
        "How many dollars is it with interest after {years} years?",
        "What is the full amount, interest included, after {years} years, in dollars?",
        "To how many dollars has it grown after {years} years, interest included?",
    ),
}


def interest(rng: Random, difficulty: str) -> dict[str, Any]:
    most, years, rates = {"easy": (9, 4, 5), "medium": (20, 6, 8), "hard": (60, 12, 12)}[difficulty]
    unit = 100 if difficulty != "hard" else 50
    amount, rate = unit * rng.randint(1, most), rng.randint(2, rates)
    if amount * rate % 100:
        amount *= 2
    return {
        "setting": rng.choice(list(_SAVERS)),
        "name": rng.choice(NAMES),
        "sum": amount,
        "rate": rate,
        "years": rng.randint(2, years),
        "whole": difficulty != "easy" and rng.random() < 0.5,
    }


def write_interest(rng: Random, p: dict[str, Any]) -> Draft:
    amount, rate, years, whole = p["sum"], p["rate"], p["years"], p["whole"]
    story = _SAVERS[p["setting"]].format(name=p["name"], sum=amount, rate=rate)
    question = f"{story} {rng.choice(_INTEREST_ASKS[whole]).format(years=years)}"
    one = amount * rate // 100
    earned = one * years
    total = amount + earned
    answer = total if whole else earned
    wanted = "the amount with interest" if whole else "the interest alone"
    trace = [
        f"The sum is {amount} dollars, the rate {rate}% a year and the time {years} years; {wanted} is wanted. "
        "With simple interest every year brings the same, because interest is paid on the original sum only.",
        f"One percent of the sum is {amount} / 100 = {decimal(amount, 2)}.",
        f"A year brings {rate} of these, {rate} × {decimal(amount, 2)} = {one} dollars.",
        f"In {years} years that makes {product(one, years)} dollars of interest.",
        f"Added to the sum: {amount} + {earned} = {total} dollars."
        if whole
        else "The sum itself is not asked for, so nothing is added to this.",
        f"To check, I use the rate for the whole time: {rate} × {years} = {rate * years} percent, and "
        f"{rate * years}% of {amount} = {earned}, the same interest.",
        "With compound interest it would be a little more, but the question says simple interest.",
        f"The answer is {answer}.",
    ]
    last = f". {amount} + {earned} = {total}" if whole else ""
    concise = f"{amount} × {rate} / 100 = {amount * rate} / 100 = {one}. {product(one, years)}{last}"
    return Draft(question, str(answer), concise, "\n".join(trace), "forward")


def check_interest(p: dict[str, Any]) -> str:
    """Pays out year by year, in cents."""
    cents = 100 * p["sum"] if p["whole"] else 0
    for _ in range(p["years"]):
        cents += p["sum"] * p["rate"]
    return str(cents // 100)


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


FAMILIES = (
    Family(
        "discount", "math", "arithmetic", "number", ("percentage", "discount", "money"),
        discount, write_discount, check_discount,
    ),
    Family(
        "simple_interest", "math", "rates", "number", ("interest", "percentage", "money"),
        interest, write_interest, check_interest,
    ),
    Family(
        "decimal_prices", "math", "arithmetic", "number", ("decimals", "money"),
        prices, write_prices, check_prices,
    ),
)
