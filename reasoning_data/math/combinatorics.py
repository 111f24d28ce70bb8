"""Combinatorics: independent choices, and selections from a set."""

from __future__ import annotations

from itertools import combinations, permutations
from itertools import product as pairs
from math import comb
from random import Random
from typing import Any

from reasoning_data.math.working import equal, joined, milestones, product, spelled_out
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, count, listing, numbers_listed

_OUTFITS = {
    "clothes": (("shirt", "skirt", "hat", "belt"), "outfits with one of each"),
    "menu": (("soup", "main dish", "dessert", "drink"), "meals with one of each"),
    "bicycle": (("frame color", "saddle", "bell", "basket"), "bicycles with one of each"),
    "story": (("character", "place", "monster", "ending"), "stories with one of each"),
    "pizza": (("crust", "sauce", "cheese", "topping"), "pizzas with one of each"),
    "garden": (("hedge", "fountain", "bench", "path"), "gardens with one of each"),
}
_OUTFIT_ASKS = (
    "{name} can choose from {things}. How many {ways} are possible?",
    "{name} has {things} to pick from. How many different {ways} are there?",
    "With {things} to pick from, how many {ways} can {name} put together?",
)


def choices(rng: Random, difficulty: str) -> dict[str, Any]:
    kinds, most = {"easy": (2, 12), "medium": (3, 9), "hard": (4, 9)}[difficulty]
    setting, name = rng.choice(list(_OUTFITS)), rng.choice(NAMES)
    items = rng.sample(range(4), kinds)
    return {
        "setting": setting,
        "name": name,
        "items": items,
        "counts": [rng.randint(3, most) for _ in range(kinds)],
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
    at_once = f"{' × '.join(map(str, counts))} = {total}"
    marks = milestones(question, str(total), [*steps[:-1], spelled_out(steps[-1])], at_once)
    concise = f"Multiply: {'. '.join(steps)}"
    return Draft(question, str(total), concise, "\n".join(trace), "forward", milestones=marks)


def check_choices(p: dict[str, Any]) -> str:
    """Lists every combination."""
    return str(sum(1 for _ in pairs(*(range(n) for n in p["counts"]))))


_GROUPS = {
    "committee": ("people", "{k} for a committee"),
    "books": ("books", "{k} to take along"),
    "team": ("players", "{k} for a team"),
    "flavors": ("flavors of ice cream", "{k} for a sundae"),
    "photos": ("photos", "{k} to print"),
    "songs": ("songs", "{k} for a party"),
}
"""What there is, and what some of it is chosen for."""
_GROUP_ASKS = {
    False: (
        "From {n} {all}, {name} chooses {chosen}. In how many ways is that possible if the order does not matter?",
        "{name} picks {k} of {n} {all}. How many different choices are there if the order does not count?",
        "How many ways are there for {name} to select {k} out of {n} {all}, regardless of order?",
    ),
    True: (
        "From {n} {all}, {name} picks {k} and puts them in order. How many different results are possible?",
        "{name} picks {k} of {n} {all} one after the other. How many outcomes are there if the order matters?",
        "In how many ways can {name} choose {k} out of {n} {all} when the order counts?",
    ),
}


def groups(rng: Random, difficulty: str) -> dict[str, Any]:
    low, high, most = {"easy": (5, 24, 2), "medium": (5, 18, 3), "hard": (6, 14, 4)}[difficulty]
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
    everything, chosen = _GROUPS[p["setting"]]
    question = rng.choice(_GROUP_ASKS[ordered]).format(
        name=p["name"], n=n, k=k, chosen=chosen.format(k=k), all=everything
    )
    options = list(range(n, n - k, -1))
    steps, lists = [], n
    for option in options[1:]:
        steps.append(equal(f"{lists} × {option}", lists * option))
        lists *= option
    orders = 1
    for i in range(2, k + 1):
        orders *= i
    in_order = " × ".join(map(str, options))
    total = lists if ordered else lists // orders
    opening = (
        f"{p['name']} chooses {k} out of {n}, and picks that differ only in order count as "
        f"{'different' if ordered else 'the same'}."
    )
    places = [
        f"For the first place there are {n} options, and each place after that has one option fewer: "
        f"{numbers_listed(options)}.",
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
        concise = f"{n} of them, {k} places: {joined(steps)}"
        marks = milestones(question, str(total), [*steps[:-1], spelled_out(steps[-1])], f"{in_order} = {total}")
        return Draft(question, str(total), concise, "\n".join(trace), "forward", milestones=marks)
    factorial, divided = equal(" × ".join(map(str, range(k, 0, -1))), orders), equal(f"{lists} / {orders}", total)
    with_first, without = comb(n - 1, k - 1), comb(n - 1, k)
    trace = [
        f"{opening} I count ordered lists first, because that is easy, and then correct for the order.",
        *places,
        f"Every choice of {k} things appears in this count once for each of its orders, that is {factorial} times.",
        f"So the number of choices is {divided}.",
        f"To check, I look at one particular thing. Choices that contain it need {k - 1} more out of {n - 1}, "
        f"which are {with_first}; choices without it take all {k} from the other {n - 1}, which are {without}. "
        f"Together: {with_first} + {without} = {total}.",
        f"The answer is {total}.",
    ]
    marks = milestones(
        question, str(total), [*steps, factorial, divided], [f"{in_order} = {lists}", factorial, divided],
        f"{in_order} / {factorial.partition(' = ')[0]}", f"{n}! / ({k}! × {n - k}!)",
    )
    concise = f"{joined(steps)}. {factorial}. {divided}"
    return Draft(question, str(total), concise, "\n".join(trace), "forward", milestones=marks)


def check_groups(p: dict[str, Any]) -> str:
    """Lists them all."""
    every = permutations if p["ordered"] else combinations
    return str(sum(1 for _ in every(range(p["n"]), p["k"])))


FAMILIES = (
    Family(
        "independent_choices", "math", "combinatorics", "number", ("counting", "product rule"),
        choices, write_choices, check_choices,
    ),
    Family(
        "selections", "math", "combinatorics", "number", ("combinations", "permutations"),
        groups, write_groups, check_groups,
    ),
)
