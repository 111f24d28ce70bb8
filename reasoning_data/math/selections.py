"""Selections from a set, with or without an order."""

from __future__ import annotations

from itertools import combinations, permutations
from math import comb
from random import Random
from typing import Any

from reasoning_data.math.working import equal, joined, milestones, spelled_out
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, numbers_listed

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
        "selections", "math", "combinatorics", "number", ("combinations", "permutations"), groups,
        write_groups, check_groups,
    ),
)
