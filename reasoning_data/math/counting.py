"""Combinatorics and probability."""

from __future__ import annotations

from itertools import combinations, permutations
from itertools import product as pairs
from math import comb, gcd
from random import Random
from typing import Any

from reasoning_data.math.working import fraction, product, running_sum
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, count, listing, plural

_OUTFITS = {
    "clothes": (("shirt", "skirt", "hat", "belt"), "outfits with one of each"),
    "menu": (("soup", "main dish", "dessert", "drink"), "meals with one of each"),
    "bicycle": (("frame color", "saddle", "bell", "basket"), "ways to choose one of each"),
    "story": (("character", "place", "monster", "ending"), "stories with one of each"),
    "pizza": (("crust", "sauce", "cheese", "topping"), "pizzas with one of each"),
    "garden": (("hedge", "fountain", "bench", "path"), "plans with one of each"),
}
_OUTFIT_ASKS = (
    "{name} can choose from {things}. How many {ways} are possible?",
    "There are {things}, says {name}. How many different {ways} are there?",
    "With {things} to pick from, how many {ways} can {name} put together?",
)


def choices(rng: Random, difficulty: str) -> dict[str, Any]:
    kinds, most = {"easy": (2, 9), "medium": (3, 7), "hard": (4, 9)}[difficulty]
    setting, name = rng.choice(list(_OUTFITS)), rng.choice(NAMES)
    items = rng.sample(range(4), kinds)
    return {
        "setting": setting,
        "name": name,
        "items": items,
        "counts": [rng.randint(2, most) for _ in range(kinds)],
    }


def write_choices(rng: Random, p: dict[str, Any]) -> Draft:
    things, ways = _OUTFITS[p["setting"]]
    counts, names = p["counts"], [things[i] for i in p["items"]]
    offers = listing([count(n, thing) for n, thing in zip(counts, names, strict=True)])
    question = rng.choice(_OUTFIT_ASKS).format(name=p["name"], things=offers, ways=ways)
    steps, total = [], counts[0]
    for n in counts[1:]:
        steps.append(product(total, n))
        total *= n
    backwards, other = [], counts[-1]
    for n in counts[-2::-1]:
        backwards.append(f"{other} × {n} = {other * n}")
        other *= n
    told = [
        f"Each of those goes with every {thing}, which gives {step}."
        for thing, step in zip(names[1:], steps, strict=True)
    ]
    trace = [
        f"{p['name']} picks one from each kind: {offers}. The number of different combinations is wanted.",
        "The choices do not influence each other, so each further choice multiplies the number of possibilities "
        "by the number of its options. Adding the options would count single things and not combinations.",
        f"There are {counts[0]} ways to pick the {names[0]}.",
        *told,
        f"All kinds have been used, so the number of combinations is {total}.",
        f"To check, I start from the other end: {', '.join(backwards)}. The order of the choices makes no difference.",
        f"Fixing one {names[0]} leaves {total} / {counts[0]} = {total // counts[0]} combinations, and there are "
        f"{counts[0]} such groups, so the count fits together.",
        f"The answer is {total}.",
    ]
    return Draft(question, str(total), f"Multiply: {'. '.join(steps)}", "\n".join(trace), "forward")


def check_choices(p: dict[str, Any]) -> str:
    """Lists every combination."""
    return str(sum(1 for _ in pairs(*(range(n) for n in p["counts"]))))


_GROUPS = {
    "committee": ("committee", "members", "people"),
    "books": ("pile to take along", "books", "books on a shelf"),
    "team": ("team", "players", "players"),
    "flavors": ("mixture", "flavors", "flavors of ice cream"),
    "photos": ("set to print", "photos", "photos"),
    "songs": ("selection", "songs", "songs"),
}
_GROUP_ASKS = {
    False: (
        "From {n} {all}, {name} chooses a {group} of {k} {things}. In how many ways is that possible if order "
        "does not matter?",
        "{name} picks {k} of {n} {all}. How many different choices are there, order not counted?",
        "How many ways are there for {name} to select {k} out of {n} {all}, regardless of order?",
    ),
    True: (
        "From {n} {all}, {name} picks {k} and puts them in an order. How many different ordered picks are there?",
        "{name} picks {k} of {n} {all} one after the other. How many outcomes are there if order matters?",
        "In how many ways can {name} choose {k} out of {n} {all} when the order counts?",
    ),
}


def groups(rng: Random, difficulty: str) -> dict[str, Any]:
    low, high, most = {"easy": (4, 12, 2), "medium": (5, 11, 3), "hard": (6, 14, 4)}[difficulty]
    n = rng.randint(low, high)
    k = rng.randint(2, most) if difficulty != "hard" else rng.randint(3, most)
    ordered = rng.random() < 0.4
    return {
        "setting": rng.choice(list(_GROUPS)),
        "name": rng.choice(NAMES),
        "n": n,
        "k": k,
        "ordered": ordered,
    }


def write_groups(rng: Random, p: dict[str, Any]) -> Draft:
    n, k, ordered = p["n"], p["k"], p["ordered"]
    group, things, everything = _GROUPS[p["setting"]]
    question = rng.choice(_GROUP_ASKS[ordered]).format(
        name=p["name"], n=n, k=k, group=group, things=things, all=everything
    )
    options = list(range(n, n - k, -1))
    steps, lists = [], n
    for option in options[1:]:
        steps.append(f"{lists} × {option} = {lists * option}")
        lists *= option
    orders = 1
    for i in range(2, k + 1):
        orders *= i
    total = lists if ordered else lists // orders
    opening = (
        f"{p['name']} chooses {k} out of {n}, and picks that differ only in order count as "
        f"{'different' if ordered else 'the same'}."
    )
    places = [
        f"For the first place there are {n} options, and each place after that has one option fewer: "
        f"{listing([str(option) for option in options])}.",
        f"Multiplying them gives the number of ordered lists: {', '.join(steps)}.",
    ]
    if ordered:
        trace = [
            f"{opening} So I fill the places from the first to the last and count the options at each one.",
            *places,
            "Since the order counts, every such list is an outcome of its own and nothing has to be divided out.",
            f"To check, I fill the places from the last to the first: the {k} factors are the same numbers in the "
            f"opposite order, {' × '.join(map(str, options[::-1]))} = {total}.",
            f"For comparison, {n} options in every place would give {n}^{k} = {n**k}; without repetition there "
            f"must be fewer, and {total} is less than {n**k}.",
            f"The answer is {total}.",
        ]
        return Draft(
            question, str(total), f"{n} of them, {k} places: {', '.join(steps)}", "\n".join(trace), "forward"
        )
    factorial = " × ".join(map(str, range(k, 0, -1)))
    with_first, without = comb(n - 1, k - 1), comb(n - 1, k)
    trace = [
        f"{opening} I count ordered lists first, because that is easy, and then correct for the order.",
        *places,
        f"Every choice of {k} things appears in this count once for each of its orders, that is {factorial} = "
        f"{orders} times.",
        f"So the number of choices is {lists} / {orders} = {total}.",
        f"To check, I look at one particular thing. Choices that contain it need {k - 1} more out of {n - 1}, "
        f"which are {with_first}; choices without it take all {k} from the other {n - 1}, which are {without}. "
        f"Together: {with_first} + {without} = {total}.",
        f"The answer is {total}.",
    ]
    concise = f"{', '.join(steps)}. {factorial} = {orders}. {lists} / {orders} = {total}"
    return Draft(question, str(total), concise, "\n".join(trace), "forward")


def check_groups(p: dict[str, Any]) -> str:
    """Lists them all."""
    every = permutations if p["ordered"] else combinations
    return str(sum(1 for _ in every(range(p["n"]), p["k"])))


_DRAWS = {
    "marbles": ("bag", "marble", ("red", "blue", "green", "yellow")),
    "cards": ("box", "card", ("white", "black", "gray", "orange")),
    "socks": ("drawer", "sock", ("striped", "plain", "dotted", "woolen")),
    "sweets": ("jar", "sweet", ("lemon", "cherry", "mint", "honey")),
    "tickets": ("hat", "ticket", ("winning", "losing", "bonus", "blank")),
    "buttons": ("tin", "button", ("round", "square", "oval", "star-shaped")),
}
_DRAW_ASKS = (
    "A {box} holds {things}. {name} draws one at random. What is the probability that it is {target}? Give a "
    "fraction in lowest terms.",
    "{name} has a {box} with {things} and takes one without looking. What is the probability of a {target} one, as a "
    "reduced fraction?",
    "In {name}'s {box} there are {things}. One is drawn at random. As a fraction in lowest terms, how likely is "
    "it to be "
    "{target}?",
)
_TWICE_ASKS = (
    "A {box} holds {things}. {name} draws two at random, one after the other, without putting the first back. What is "
    "the probability that both are {target}? Give a fraction in lowest terms.",
    "{name} has a {box} with {things} and takes two without looking. What is the probability that both are "
    "{target}, as "
    "a reduced fraction?",
)


def draw(rng: Random, difficulty: str) -> dict[str, Any]:
    kinds, most = {"easy": (2, 9), "medium": (3, 12), "hard": (3, 9)}[difficulty]
    setting = rng.choice(list(_DRAWS))
    return {
        "setting": setting,
        "name": rng.choice(NAMES),
        "kinds": rng.sample(range(4), kinds),
        "counts": [rng.randint(3, most) for _ in range(kinds)],
        "target": rng.randrange(kinds),
        "draws": 2 if difficulty == "hard" else 1,
    }


def write_draw(rng: Random, p: dict[str, Any]) -> Draft:
    box, thing, kinds = _DRAWS[p["setting"]]
    counts = p["counts"]
    names = [kinds[i] for i in p["kinds"]]
    target, good, total = names[p["target"]], counts[p["target"]], sum(counts)
    things = listing([count(n, f"{name} {thing}") for n, name in zip(counts, names, strict=True)])
    asks = _TWICE_ASKS if p["draws"] == 2 else _DRAW_ASKS
    question = rng.choice(asks).format(name=p["name"], box=box, things=things, target=target)
    if p["draws"] == 1:
        return _one_draw(question, things, target, plural(thing), counts, good)
    answer = fraction(good * (good - 1), total * (total - 1))
    top, bottom = good * (good - 1), total * (total - 1)
    pairs_good, pairs_all = comb(good, 2), comb(total, 2)
    joined = f"{good}/{total} × {good - 1}/{total - 1} = {top}/{bottom}"
    reduced = f"{top}/{bottom} = {answer}"
    trace = [
        f"There are {things}, two are drawn without putting one back, and both are to be {target}.",
        "Both draws have to succeed, so I multiply the probability of the first success by the probability of a "
        "second one after it. The first draw changes what is left for the second.",
        f"In total there are {running_sum(counts)} {plural(thing)}.",
        f"The first is {target} with probability {good}/{total}.",
        f"After that {good} - 1 = {good - 1} {target} ones are left among {total} - 1 = {total - 1}, so the second is "
        f"{target} with probability {good - 1}/{total - 1}.",
        f"The product is {joined}."
        + (f" In lowest terms, {reduced}." if answer != f"{top}/{bottom}" else ""),
        f"To check, I count pairs: {pairs_good} pairs of {target} ones out of {pairs_all} pairs in all, and "
        f"{pairs_good}/{pairs_all} "
        f"{f'= {answer}' if answer != f'{pairs_good}/{pairs_all}' else 'is the same fraction'}.",
        f"The answer is {answer}.",
    ]
    last = f" {reduced}" if answer != f"{top}/{bottom}" else ""
    concise = f"{running_sum(counts)}. {joined}.{last}".rstrip(".")
    return Draft(question, answer, concise, "\n".join(trace), "decomposition")


def _one_draw(question: str, things: str, target: str, noun: str, counts: list[int], good: int) -> Draft:
    total = sum(counts)
    answer, rest = fraction(good, total), total - good
    common = gcd(good, total)
    shown = f"{good}/{total}"
    trace = [
        f"There are {things}, and one is drawn at random; the probability of a {target} one is wanted.",
        f"Each of the {noun} is equally likely to be drawn. So the probability is the number of favorable ones "
        "divided by the number of all.",
        f"In all there are {running_sum(counts)} {noun}.",
        f"Favorable are the {target} ones, {good} of them, so the probability is {shown}.",
        f"Both numbers can be divided by {common}: {good} / {common} = {good // common} and {total} / {common} = "
        f"{total // common}, so {shown} = {answer}."
        if common > 1
        else f"The numbers {good} and {total} have no common divisor, so the fraction is in lowest terms.",
        f"To check, I take the opposite event: {total} - {good} = {rest} are not {target}, with probability "
        f"{rest}/{total}, and {good}/{total} + {rest}/{total} = 1, as it has to be.",
        f"A probability lies between 0 and 1, and {answer} does; being {target} is "
        f"{'more' if good > rest else 'less' if good < rest else 'just as'} likely "
        f"{'than' if good != rest else 'as'} not.",
        f"The answer is {answer}.",
    ]
    last = f" {shown} = {answer}" if common > 1 else f" {shown}"
    return Draft(
        question, answer, f"{running_sum(counts)}. {target}: {good}.{last}", "\n".join(trace), "forward"
    )


def check_draw(p: dict[str, Any]) -> str:
    """Draws in every possible way and counts the successes."""
    things = [kind for kind, n in enumerate(p["counts"]) for _ in range(n)]
    outcomes = list(permutations(things, p["draws"]))
    good = sum(all(kind == p["target"] for kind in outcome) for outcome in outcomes)
    bottom = next(n for n in range(1, len(outcomes) + 1) if good * n % len(outcomes) == 0)
    return f"{good * bottom // len(outcomes)}/{bottom}"


_DICE = {
    "board game": "{name} plays a board game and rolls",
    "wager": "For a wager, {name} rolls",
    "class": "In class, {name} rolls",
    "rain": "On a rainy day {name} rolls",
}
_DICE_ASKS = (
    "{story} two fair dice, one with {a} sides and one with {b} sides, numbered from 1. What is the probability "
    "that the "
    "sum is {sum}? Give a fraction in lowest terms.",
    "{story} a fair {a}-sided die and a fair {b}-sided die, both numbered from 1. As a reduced fraction, what is the "
    "probability of a total of {sum}?",
)


def dice(rng: Random, difficulty: str) -> dict[str, Any]:
    low, high = {"easy": (4, 6), "medium": (4, 8), "hard": (6, 12)}[difficulty]
    a, b = rng.randint(low, high), rng.randint(low, high)
    return {
        "setting": rng.choice(list(_DICE)),
        "name": rng.choice(NAMES),
        "a": a,
        "b": b,
        "sum": rng.randint(2, a + b),
    }


def write_dice(rng: Random, p: dict[str, Any]) -> Draft:
    a, b, wanted = p["a"], p["b"], p["sum"]
    question = rng.choice(_DICE_ASKS).format(
        story=_DICE[p["setting"]].format(name=p["name"]), a=a, b=b, sum=wanted
    )
    low, high = max(1, wanted - b), min(a, wanted - 1)
    good, total = high - low + 1, a * b
    rolls = [f"{i} + {wanted - i}" for i in range(low, high + 1)]
    answer, shown = fraction(good, total), f"{good}/{total}"
    reduced = "" if answer == shown else f" In lowest terms, {shown} = {answer}."
    trace = [
        f"One die shows a number from 1 to {a}, the other one from 1 to {b}, and the sum is to be {wanted}.",
        f"Every pair of numbers is equally likely, and there are {a} × {b} = {total} pairs. I list the pairs with "
        "the right sum, going by the first die.",
        f"If the first die shows n, the second must show {wanted} minus n, and that has to be a number from 1 to "
        f"{b}. So the first die may show anything from {low} to {high}.",
        f"The sums are written {listing(rolls)}, which makes {good} {'pair' if good == 1 else 'pairs'}.",
        f"The probability is {shown}.{reduced}",
        f"To check, I count by the second die: it runs from {wanted - high} to {wanted - low}, and that is "
        f"{wanted - low} - {wanted - high} + 1 = {good} as well.",
        f"The other {total} - {good} = {total - good} pairs have different sums.",
        f"The answer is {answer}.",
    ]
    last = "" if answer == shown else f" = {answer}"
    concise = f"{a} × {b} = {total}. First die {low} to {high}: {high} - {low} + 1 = {good}. {shown}{last}"
    return Draft(question, answer, concise, "\n".join(trace), "forward")


def check_dice(p: dict[str, Any]) -> str:
    """Rolls every pair."""
    sums = [i + j for i in range(1, p["a"] + 1) for j in range(1, p["b"] + 1)]
    good = sums.count(p["sum"])
    divisor = max(n for n in range(1, good + 1) if good % n == 0 and len(sums) % n == 0)
    return f"{good // divisor}/{len(sums) // divisor}"


FAMILIES = (
    Family(
        "independent_choices", "math", "combinatorics", "number", ("counting", "product rule"),
        choices, write_choices, check_choices,
    ),
    Family(
        "selections", "math", "combinatorics", "number", ("combinations", "permutations"),
        groups, write_groups, check_groups,
    ),
    Family(
        "random_draw", "math", "probability", "number", ("probability", "fractions"),
        draw, write_draw, check_draw,
    ),
    Family(
        "dice_sum", "math", "probability", "number", ("probability", "dice"),
        dice, write_dice, check_dice,
    ),
)  # fmt: skip
