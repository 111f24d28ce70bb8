"""Word problems of several steps: shopping, change, sharing, saving, ages."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.math.working import hops, product, quotient, running_sum
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, count, listing, plural

_SHOPS = {
    "stationery": ("notebook", "pen", "ruler", "folder", "eraser", "marker", "sketchbook", "stapler"),
    "bakery": ("pretzel", "muffin", "loaf", "bagel", "pie", "cookie", "croissant", "doughnut"),
    "garden": (
        "seedling",
        "flower pot",
        "rose bush",
        "watering can",
        "shovel",
        "herb plant",
        "lemon tree",
        "rake",
    ),
    "toys": ("puzzle", "kite", "ball", "teddy bear", "card game", "toy car", "yo-yo", "drum"),
    "hardware": ("hammer", "paint brush", "hinge", "lock", "lamp", "ladder", "saw", "bucket"),
    "sports": ("tennis ball", "cap", "water bottle", "towel", "jersey", "skipping rope", "whistle", "net"),
    "market": ("melon", "pineapple", "pumpkin", "coconut", "cabbage", "mango", "box of figs", "jar of honey"),
}
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
    setting = rng.choice(list(_SHOPS))
    return {
        "setting": setting,
        "name": rng.choice(NAMES),
        "items": rng.sample(range(8), kinds),
        "counts": [rng.randint(2, most) for _ in range(kinds)],
        "prices": [rng.randint(2, price) for _ in range(kinds)],
    }


def write_shopping(rng: Random, p: dict[str, Any]) -> Draft:
    names = [_SHOPS[p["setting"]][i] for i in p["items"]]
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
    cheapest, dearest, pieces = min(p["prices"]), max(p["prices"]), sum(p["counts"])
    trace = [
        f"{p['name']} buys {goods}, and the total cost in dollars is wanted.",
        "Each kind of thing has its own price, so I work out what is paid for one kind at a time, as number times "
        "price, and then add these amounts.",
        *told,
        f"Together that is {running_sum(costs)} dollars.",
        f"To check, I add the amounts in the opposite order: {upside} = {total}. It is the same sum.",
        f"A rough look at the size: {p['name']} carries {' + '.join(map(str, p['counts']))} = {pieces} things home. "
        f"If all of them cost ${cheapest}, the bill would be {pieces} × {cheapest} = {pieces * cheapest}; if all cost "
        f"${dearest}, it would be {pieces} × {dearest} = {pieces * dearest}. The total of {total} does not fall "
        "outside these two.",
        f"{p['name']} pays {total} dollars.",
    ]
    return Draft(
        question,
        str(total),
        f"{'. '.join(products)}. {running_sum(costs)}",
        "\n".join(trace),
        "decomposition",
    )


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
    counts = [rng.randint(2, most) for _ in range(kinds)]
    prices = [rng.randint(2, price) for _ in range(kinds)]
    spent = sum(n * each for n, each in zip(counts, prices, strict=True))
    notes = [n for n in (10, 20, 50, 100, 120, 150, 200, 300, 400, 500, 600, 700) if n > spent]
    return {
        "setting": rng.choice(list(_SHOPS)),
        "name": rng.choice(NAMES),
        "items": rng.sample(range(8), kinds),
        "counts": counts,
        "prices": prices,
        "paid": notes[0] if rng.random() < 0.7 else notes[1],
    }


def write_change(rng: Random, p: dict[str, Any]) -> Draft:
    names = [_SHOPS[p["setting"]][i] for i in p["items"]]
    rows = list(zip(p["counts"], p["prices"], names, strict=True))
    goods = listing([f"{_goods(n, item)} at ${price} each" for n, price, item in rows])
    paid = p["paid"]
    question = rng.choice(_CHANGE_ASKS).format(name=p["name"], goods=goods, paid=paid)
    costs = [n * price for n, price, _ in rows]
    spent = sum(costs)
    left = paid - spent
    products = [product(n, price) for n, price, _ in rows]
    if len(rows) == 1 or rng.random() < 0.5:
        adding = f" {running_sum(costs)} dollars in all." if len(costs) > 1 else ""
        trace = [
            f"{p['name']} pays ${paid} and takes {goods}. The money that comes back is what was handed over minus "
            "what the things cost, so I need the cost first.",
            *(f"For the {_PLURALS.get(item, plural(item))}: {worked} dollars."
              for (_, _, item), worked in zip(rows, products, strict=True)),
            f"The whole purchase costs {spent} dollars.{adding}",
            f"The change is {paid} - {spent} = {left} dollars.",
            *_check_change(p["name"], paid, spent, left),
        ]  # fmt: skip
        joined = f" {running_sum(costs)}." if len(costs) > 1 else ""
        concise = f"{'. '.join(products)}.{joined} {paid} - {spent} = {left}"
        return Draft(question, str(left), concise, "\n".join(trace), "forward")
    rest = paid - costs[0]
    trace = [
        f"{p['name']} has ${paid} and takes {goods}. I follow the money as it is spent: after each kind of thing I "
        "note what is still there, so that no separate total is needed.",
        f"At the start there are {paid} dollars.",
        f"The {_PLURALS.get(rows[0][2], plural(rows[0][2]))} cost {products[0]} dollars, which leaves "
        f"{paid} - {costs[0]} = {rest}.",
        f"The {_PLURALS.get(rows[1][2], plural(rows[1][2]))} cost {products[1]} dollars, which leaves "
        f"{rest} - {costs[1]} = {left}.",
        "Nothing else is bought, so that is the money left over.",
        *_check_change(p["name"], paid, spent, left),
    ]
    concise = f"{products[0]}, {paid} - {costs[0]} = {rest}. {products[1]}, {rest} - {costs[1]} = {left}"
    return Draft(question, str(left), concise, "\n".join(trace), "trace_execution")


def _check_change(name: str, paid: int, spent: int, left: int) -> list[str]:
    way = hops(spent, paid)
    steps = ", ".join(f"{start} + {step} = {start + step}" for start, step in way)
    adding = " + ".join(str(step) for _, step in way)
    back = f" The steps come to {adding} = {left} dollars, the same as before." if len(way) > 1 else ""
    return [
        f"To check, I put everything together again: {spent} dollars for the things and {left} dollars of change make "
        f"{spent} + {left} = {paid} dollars, which is what {name} had.",
        f"A cashier would count up from the cost to the money received: {steps}.{back}",
        f"{name} has {left} dollars left.",
    ]


def check_change(p: dict[str, Any]) -> str:
    """Hands over one dollar at a time."""
    left = p["paid"]
    for n, price in zip(p["counts"], p["prices"], strict=True):
        for _ in range(n * price):
            left -= 1
    return str(left)


_SHARING = {
    "marbles": ("bag", "marble", "friends", "loses", "lost"),
    "cards": ("pack", "picture card", "cousins", "keeps", "kept"),
    "apples": ("basket", "apple", "neighbors", "eats", "eaten"),
    "books": ("box", "comic", "classes", "sells", "sold"),
    "beads": ("jar", "bead", "children", "uses", "used"),
    "stickers": ("sheet", "sticker", "classmates", "gives away", "given away"),
}
"""The container, the thing, who gets it, and what happens to some of it first."""
_SHARING_ASKS = (
    "{name} has {bags} with {things} in each. {name} {verb} {gone} of them and shares the rest equally among {n} "
    "{people}. How many {plural} does each get?",
    "There are {bags} of {things} each. After {name} {verb} {gone}, the rest is divided equally among {n} "
    "{people}. How many {plural} are there for each?",
    "{name} opens {bags} holding {things} each and {verb} {gone} of them. What remains goes in equal parts to {n} "
    "{people}. How many {plural} does each one receive?",
)


def sharing(rng: Random, difficulty: str) -> dict[str, Any]:
    most, each, share = {"easy": (6, 10, 9), "medium": (9, 15, 12), "hard": (15, 30, 25)}[difficulty]
    bags, inside = rng.randint(2, most), rng.randint(5, each)
    people = rng.randint(2, min(9, bags * inside // 3))
    left = people * rng.randint(1, min(share, (bags * inside - 1) // people))
    return {
        "setting": rng.choice(list(_SHARING)),
        "name": rng.choice(NAMES),
        "bags": bags,
        "inside": inside,
        "gone": bags * inside - left,
        "people": people,
    }


def write_sharing(rng: Random, p: dict[str, Any]) -> Draft:
    bags, inside, gone, people, name = p["bags"], p["inside"], p["gone"], p["people"], p["name"]
    bag, thing, group, verb, past = _SHARING[p["setting"]]
    things = plural(thing)
    question = rng.choice(_SHARING_ASKS).format(
        name=name, bags=count(bags, bag), things=count(inside, thing), verb=verb, gone=gone, n=people, people=group,
        plural=things,
    )  # fmt: skip
    total = bags * inside
    left = total - gone
    each = left // people
    trace = [
        f"The question asks how many {things} each of the {people} {group} gets. For that I need the number that is "
        "really shared out, so I follow the story in order: all of them, then what is left, then the equal parts.",
        f"{count(bags, bag).capitalize()} with {inside} {things} each hold {product(bags, inside)} {things}.",
        f"Of these, {gone} are {past}, which leaves {total} - {gone} = {left}.",
        f"The {left} {things} are divided among {people}: {quotient(left, people)}.",
        f"To check, I go through the story backwards. If each of the {people} {group} has {each}, that is "
        f"{people} × {each} = {left}; with the {gone} that are {past} it is {left} + {gone} = {total}; and put back "
        f"evenly into {count(bags, bag)} that gives {total} / {bags} = {inside} in each, as the question says.",
        f"Each one gets {each}.",
    ]
    concise = f"{product(bags, inside)}. {total} - {gone} = {left}. {quotient(left, people)}"
    return Draft(question, str(each), concise, "\n".join(trace), "forward")


def check_sharing(p: dict[str, Any]) -> str:
    """Deals the things out in rounds, one to each at a time."""
    left, rounds = sum([p["inside"]] * p["bags"]) - p["gone"], 0
    while left >= p["people"]:
        left -= p["people"]
        rounds += 1
    return str(rounds)


_SAVING = {
    "bicycle": ("wants a bicycle for ${goal}", "has {start} dollars", "saves ${rate} a week", "dollars", "weeks"),
    "novel": ("reads a novel of {goal} pages", "has read {start} pages", "reads {rate} pages a day", "pages", "days"),
    "tank": (
        "fills a tank that holds {goal} liters", "has put in {start} liters", "adds {rate} liters a minute",
        "liters", "minutes",
    ),
    "hike": (
        "walks a trail of {goal} kilometers", "has covered {start} kilometers", "walks {rate} kilometers a day",
        "kilometers", "days",
    ),
    "scarf": (
        "is making a scarf of {goal} rows", "has knitted {start} rows", "knits {rate} rows an evening",
        "rows", "evenings",
    ),
    "stamps": (
        "wants a collection of {goal} stamps", "has {start} stamps", "collects {rate} stamps a month",
        "stamps", "months",
    ),
}  # fmt: skip
"""The goal, the start, the pace, what is counted, and the time."""
_SAVING_ASKS = (
    "{name} {goal}. {name} {have} already and {pace}. How many more {times} will it take?",
    "{name} {goal} and {have} so far. If {name} {pace}, after how many {times} is the goal reached?",
    "{name} {goal}. Up to now {name} {have}; from now on {name} {pace}. How many {times} are still needed?",
    "{name} {goal}, {have} and {pace}. How many {times} are left until the goal?",
)


def saving(rng: Random, difficulty: str) -> dict[str, Any]:
    rate, times, start = {"easy": (9, 9, 20), "medium": (12, 12, 50), "hard": (35, 30, 200)}[difficulty]
    rate, times, start = rng.randint(3, rate), rng.randint(3, times), rng.randint(2, start)
    return {
        "setting": rng.choice(list(_SAVING)),
        "name": rng.choice(NAMES),
        "goal": start + rate * times,
        "start": start,
        "rate": rate,
    }


def write_saving(rng: Random, p: dict[str, Any]) -> Draft:
    goal, start, rate, name = p["goal"], p["start"], p["rate"], p["name"]
    aim, have, pace, units, times = _SAVING[p["setting"]]
    question = rng.choice(_SAVING_ASKS).format(
        name=name,
        goal=aim.format(goal=goal),
        have=have.format(start=start),
        pace=pace.format(rate=rate),
        times=times,
    )
    missing = goal - start
    needed = missing // rate
    if needed < 5 or rng.random() < 0.5:
        trace = [
            f"The goal is {goal} {units}, {start} are there already, and {rate} more come with each step of time. The "
            f"number of {times} is wanted.",
            f"I work back from the goal: what is there already does not have to be made any more, so only the missing "
            f"{units} count.",
            f"Missing are {goal} - {start} = {missing} {units}.",
            f"At {rate} at a time, the number of {times} is {quotient(missing, rate)}.",
            *_check_saving(p, needed, units, times),
        ]
        concise = f"{goal} - {start} = {missing}. {quotient(missing, rate)}"
        return Draft(question, str(needed), concise, "\n".join(trace), "backward")
    tens = needed // 5 * 5
    first = start + tens * rate
    rest = needed - tens
    milestone = [
        f"Five {times} bring 5 × {rate} = {5 * rate} {units}, which is a handy stride.",
        f"{count(tens // 5, 'such stride').capitalize()} lead from {start} to {start} + {tens} × {rate} = {first}."
        if tens > 5
        else f"One such stride leads from {start} to {start} + {5 * rate} = {first}.",
    ]
    left = goal - first
    trace = [
        f"There are {start} {units} at the beginning, {rate} are added again and again, and {goal} is the goal. I "
        f"look for the number of {times} that this takes, going forward from the start.",
        *milestone,
        f"From {first} the way to the goal is {goal} - {first} = {left}, and {left} / {rate} = {rest} single steps."
        if rest
        else f"That is the goal itself, since {goal} - {first} = {left}.",
        f"In total the steps are {tens} + {rest} = {needed}.",
        *_check_saving(p, needed, units, times),
    ]
    walk = f"{start} + {tens} × {rate} = {start} + {tens * rate} = {first}"
    concise = f"{walk}. {goal} - {first} = {left}, {left} / {rate} = {rest}. {tens} + {rest} = {needed}"
    return Draft(question, str(needed), concise, "\n".join(trace), "forward")


def _check_saving(p: dict[str, Any], needed: int, units: str, times: str) -> list[str]:
    goal, start, rate = p["goal"], p["start"], p["rate"]
    made = needed * rate
    before = goal - rate
    return [
        f"To check: in {needed} {times} there come {needed} × {rate} = {made} {units}, and with those at the start it "
        f"is {start} + {made} = {goal}. The goal is met exactly.",
        f"One step earlier it would have been {goal} - {rate} = {before}, which is not enough, so {needed} is also "
        "the smallest number that will do.",
        f"The answer is {needed}.",
    ]


def check_saving(p: dict[str, Any]) -> str:
    """Lets the time pass."""
    have, passed = p["start"], 0
    while have < p["goal"]:
        have, passed = have + p["rate"], passed + 1
    return str(passed)


FAMILIES = (
    Family(
        "shopping", "math", "word_problems", "number", ("shopping", "money"),
        shopping, write_shopping, check_shopping,
    ),
    Family(
        "change", "math", "word_problems", "number", ("change", "money"),
        change, write_change, check_change,
    ),
    Family(
        "sharing", "math", "word_problems", "number", ("sharing", "division"),
        sharing, write_sharing, check_sharing,
    ),
    Family(
        "saving", "math", "word_problems", "number", ("goal", "rate"),
        saving, write_saving, check_saving,
    ),
)  # fmt: skip
