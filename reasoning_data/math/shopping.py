"""Shopping: the bill and the change."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.math.working import equal, hops, milestones, product, running_sum
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, count, listing, plural, unit

_SHOPS = {
    "stationery": (
        ("notebook", 2, 8), ("pen", 2, 6), ("ruler", 2, 5), ("folder", 2, 6),
        ("eraser", 2, 3), ("marker", 2, 5), ("sketchbook", 5, 15), ("stapler", 6, 15),
    ),
    "bakery": (
        ("pretzel", 2, 4), ("muffin", 2, 5), ("loaf", 3, 8), ("bagel", 2, 4),
        ("pie", 6, 15), ("cookie", 2, 4), ("croissant", 2, 5), ("doughnut", 2, 4),
    ),
    "garden": (
        ("seedling", 2, 6), ("flower pot", 3, 20), ("rose bush", 9, 35), ("watering can", 8, 30),
        ("shovel", 12, 45), ("herb plant", 2, 8), ("lemon tree", 20, 45), ("rake", 10, 40),
    ),
    "toys": (
        ("puzzle", 6, 30), ("kite", 7, 35), ("ball", 3, 20), ("teddy bear", 8, 40),
        ("card game", 5, 25), ("toy car", 3, 20), ("yo-yo", 2, 12), ("drum", 15, 45),
    ),
    "hardware": (
        ("hammer", 9, 35), ("paint brush", 2, 15), ("hinge", 2, 9), ("lock", 6, 30),
        ("lamp", 12, 45), ("ladder", 30, 45), ("saw", 9, 40), ("bucket", 3, 15),
    ),
    "sports": (
        ("tennis ball", 2, 4), ("cap", 6, 25), ("water bottle", 4, 25), ("towel", 5, 25),
        ("jersey", 20, 45), ("skipping rope", 4, 15), ("whistle", 2, 9), ("net", 9, 45),
    ),
    "market": (
        ("melon", 2, 8), ("pineapple", 2, 7), ("pumpkin", 3, 12), ("coconut", 2, 5),
        ("cabbage", 2, 5), ("mango", 2, 4), ("box of figs", 4, 12), ("jar of honey", 5, 15),
    ),
}
"""What a shop sells, and the lowest and the highest usual price in dollars."""
_DEAR = ("garden", "toys", "hardware", "sports")
_PLURALS = {"box of figs": "boxes of figs", "jar of honey": "jars of honey"}


def _goods(n: int, item: str) -> str:
    return f"{n} {_PLURALS[item]}" if n > 1 and item in _PLURALS else count(n, item)


_SHOPPING_ASKS = (
    "{name} buys {goods}. How many dollars does {name} pay in all?",
    "{name} buys {goods}. What is the total cost in dollars?",
    "At the shop {name} picks up {goods}. How many dollars is the bill?",
    "On {name}'s list are {goods}. How many dollars does everything cost together?",
)


def shopping(rng: Random, difficulty: str) -> dict[str, Any]:
    kinds, most, price = {"easy": (2, 6, 9), "medium": (2, 9, 15), "hard": (3, 9, 45)}[difficulty]
    return _basket(rng, _DEAR if difficulty == "hard" else tuple(_SHOPS), kinds, most, price)


def _basket(rng: Random, shops: tuple[str, ...], kinds: int, most: int, price: int) -> dict[str, Any]:
    """Things at usual prices, none above `price`."""
    setting = rng.choice(shops)
    goods = _SHOPS[setting]
    items = rng.sample([i for i, (_, low, _) in enumerate(goods) if low <= price], kinds)
    return {
        "setting": setting,
        "name": rng.choice(NAMES),
        "items": items,
        "counts": [rng.randint(2, most) for _ in items],
        "prices": [rng.randint(goods[i][1], min(goods[i][2], price)) for i in items],
    }


def write_shopping(rng: Random, p: dict[str, Any]) -> Draft:
    names = [_SHOPS[p["setting"]][i][0] for i in p["items"]]
    rows = list(zip(p["counts"], p["prices"], names, strict=True))
    goods = listing([f"{_goods(n, item)} at ${price} each" for n, price, item in rows])
    question = rng.choice(_SHOPPING_ASKS).format(name=p["name"], goods=goods)
    costs = [n * price for n, price, _ in rows]
    total = sum(costs)
    products = [product(n, price) for n, price, _ in rows]
    told = [
        f"{_goods(n, item).capitalize()} at ${price} each come to {worked} dollars."
        for (n, price, item), worked in zip(rows, products, strict=True)
    ]
    upside = " + ".join(map(str, reversed(costs)))
    routes: list[list[str]] = [[*products, running_sum(costs)]]
    if len(costs) > 2:
        routes.append([*products, f"{' + '.join(map(str, costs))} = {total}"])
    marks = milestones(question, str(total), *routes)
    cheapest, dearest, pieces = min(p["prices"]), max(p["prices"]), sum(p["counts"])
    pieces_at = [f"{pieces} × {price} = {pieces * price}" for price in (cheapest, dearest)]
    trace = [
        f"{p['name']} buys {goods}, and the total cost in dollars is wanted.",
        "Each kind of thing has its own price, so I work out what is paid for one kind at a time, as number times "
        "price, and then add these amounts.",
        *told,
        f"Together that is {running_sum(costs)} dollars.",
        f"To check, I add the amounts in the opposite order: {upside} = {total}. It is the same sum.",
        f"A rough look at the size: {p['name']} carries {' + '.join(map(str, p['counts']))} = {pieces} things home. "
        + (f"If all of them cost ${cheapest}, the bill would be {pieces_at[0]}; if all cost ${dearest}, it would be "
           f"{pieces_at[1]}. The total of {total} does not fall outside these two." if cheapest < dearest
           else f"All of them cost ${cheapest}, so the bill has to be {pieces_at[0]}, and it is."),
        f"{p['name']} pays {total} dollars.",
    ]
    concise = f"{'. '.join(products)}. {running_sum(costs)}"
    return Draft(question, str(total), concise, "\n".join(trace), "decomposition", milestones=marks)


def check_shopping(p: dict[str, Any]) -> str:
    """Puts the things on the counter one at a time."""
    paid = 0
    for n, price in zip(p["counts"], p["prices"], strict=True):
        for _ in range(n):
            paid += price
    return str(paid)


_CHANGE_ASKS = (
    "{name} buys {goods} and pays with ${paid}. How many dollars does {name} get back?",
    "{name} has ${paid} and spends it on {goods}. How many dollars are left?",
    "For {goods}, {name} hands over ${paid}. How many dollars of change should {name} receive?",
    "With ${paid}, {name} pays for {goods}. What is the change in dollars?",
)


def change(rng: Random, difficulty: str) -> dict[str, Any]:
    kinds, most, price = {"easy": (1, 6, 9), "medium": (2, 6, 9), "hard": (2, 12, 25)}[difficulty]
    basket = _basket(rng, tuple(_SHOPS), kinds, most, price)
    spent = sum(n * each for n, each in zip(basket["counts"], basket["prices"], strict=True))
    notes = [n for n in (10, 20, 50, 100, 120, 150, 200, 300, 400, 500, 600, 700, 800) if n > spent]
    return {**basket, "paid": notes[0] if rng.random() < 0.7 else notes[1]}


def write_change(rng: Random, p: dict[str, Any]) -> Draft:
    names = [_SHOPS[p["setting"]][i][0] for i in p["items"]]
    rows = list(zip(p["counts"], p["prices"], names, strict=True))
    goods = listing([f"{_goods(n, item)} at ${price} each" for n, price, item in rows])
    paid = p["paid"]
    question = rng.choice(_CHANGE_ASKS).format(name=p["name"], goods=goods, paid=paid)
    costs = [n * price for n, price, _ in rows]
    spent = sum(costs)
    left = paid - spent
    products, bill = [product(n, price) for n, price, _ in rows], running_sum(costs)
    change_, rest = equal(f"{paid} - {spent}", left), paid - costs[0]
    routes = [[*products, str(bill), change_] if bill else [*products, change_]]
    if len(rows) > 1:
        spending = [equal(f"{paid} - {costs[0]}", rest), equal(f"{rest} - {costs[1]}", left)]
        routes.append([products[0], spending[0], products[1], spending[1]])
    marks = milestones(question, str(left), *routes)
    if len(rows) == 1 or rng.random() < 0.5:
        trace = [
            f"{p['name']} pays ${paid} and takes {goods}. The money that comes back is what was handed over minus "
            "what the things cost, so I need the cost first.",
            *(f"For the {_PLURALS.get(item, plural(item))}: {worked} dollars."
              for (_, _, item), worked in zip(rows, products, strict=True)),
            f"The whole purchase costs {bill or spent} dollars.",
            f"The change is {change_} {unit(left, 'dollar')}.",
            *_check_change(p["name"], paid, spent, left),
        ]
        concise = ". ".join(filter(None, [*products, bill, change_]))
        return Draft(question, str(left), concise, "\n".join(trace), "forward", milestones=marks)
    trace = [
        f"{p['name']} has ${paid} and takes {goods}. I follow the money as it is spent: after each kind of thing I "
        "note what is still there, so that no separate total is needed.",
        f"At the start there are {paid} dollars.",
        f"The {_PLURALS.get(rows[0][2], plural(rows[0][2]))} cost {products[0]} dollars, which leaves "
        f"{spending[0]}.",
        f"The {_PLURALS.get(rows[1][2], plural(rows[1][2]))} cost {products[1]} dollars, which leaves "
        f"{spending[1]}.",
        "Nothing else is bought, so that is the money left over.",
        *_check_change(p["name"], paid, spent, left),
    ]
    concise = f"{products[0]}, {spending[0]}. {products[1]}, {spending[1]}"
    return Draft(question, str(left), concise, "\n".join(trace), "trace_execution", milestones=marks)


def _check_change(name: str, paid: int, spent: int, left: int) -> list[str]:
    way = hops(spent, paid)
    steps = ", ".join(f"{start} + {step} = {start + step}" for start, step in way)
    adding = " + ".join(str(step) for _, step in way)
    back = (
        f" The steps come to {adding} = {count(left, 'dollar')}, the same as before." if len(way) > 1 else ""
    )
    return [
        f"To check, I put everything together again: {count(spent, 'dollar')} for the things and "
        f"{count(left, 'dollar')} of change make {spent} + {left} = {paid} dollars, which is what {name} had.",
        f"A cashier would count up from the cost to the money received: {steps}.{back}",
        f"{name} has {count(left, 'dollar')} left.",
    ]


def check_change(p: dict[str, Any]) -> str:
    """Hands over one dollar at a time."""
    left = p["paid"]
    for n, price in zip(p["counts"], p["prices"], strict=True):
        for _ in range(n * price):
            left -= 1
    return str(left)


FAMILIES = (
    Family(
        "shopping", "math", "word_problems", "number", ("shopping", "money"),
        shopping, write_shopping, check_shopping,
    ),
    Family(
        "change", "math", "word_problems", "number", ("change", "money"),
        change, write_change, check_change,
    ),
)
