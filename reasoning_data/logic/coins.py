"""Coins: finding the heavier one by weighing."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family, routes
from reasoning_data.wording import NAMES, plural

COINS = (
    "coin",
    "pearl",
    "marble",
    "ring",
    "bolt",
    "dice cube",
    "steel ball",
    "chess pawn",
    "medal",
    "bead",
    "bottle cap",
    "button",
)


_COIN_ASKS = (
    "{name} has {n} {things} that look alike. One is {odd} than the rest, which weigh the same. With "
    "a balance scale and no weights, "
    "what is the least number of weighings that is always enough to find it?",
    "Of {n} {things} one is {odd}; the others have equal weight. What is the smallest number of "
    "weighings on a two-pan balance with "
    "which {name} can surely find it?",
    "{name} knows that exactly one of {n} equal-looking {things} is {odd} than all the others. How "
    "many weighings on a pan balance "
    "does a perfect plan need in the worst case?",
    "Among {n} {things} there is a single {odd} one, and {name} may only compare groups on a "
    "balance. How many comparisons guarantee "
    "that it is found, if they are used as well as possible?",
)


def odd_coin(rng: Random, difficulty: str) -> dict[str, Any]:
    low, high = {"easy": (3, 27), "medium": (10, 100), "hard": (82, 900)}[difficulty]
    return {"thing": rng.choice(COINS), "name": rng.choice(NAMES), "n": rng.randint(low, high),
            "odd": rng.choice(("heavier", "lighter"))}


def write_odd_coin(rng: Random, p: dict[str, Any]) -> Draft:
    n, odd, things = p["n"], p["odd"], plural(p["thing"])
    powers = [3]
    while powers[-1] < n:
        powers.append(3 * powers[-1])
    answer = len(powers)
    question = rng.choice(_COIN_ASKS).format(name=p["name"], n=n, things=things, odd=odd)
    left, steps, facts = n, [], []
    while left > 1:
        third = -(-left // 3)
        rest = left - 2 * third
        if rest < 0:
            third, rest = left // 2, left % 2
        steps.append(
            f"With {left} left I put {third} on each pan and {rest} aside; "
            f"at most {max(third, rest)} remain{'s' * (max(third, rest) == 1)}."
        )
        facts.append(f"put {third} on each pan and {rest} aside")
        left = max(third, rest)
    claims = [f"3 × {power // 3} = {power}" for power in powers]
    chain = ", ".join(claims)
    below = f"{powers[-2]} < {n}, " if answer > 1 else ""
    trace = "\n".join(
        (
            f"One of {n} {things} is {odd}, and a balance can answer in three ways: left pan, right "
            "pan, or level.",
            rng.choice(
                (
                    "So a weighing can at best divide the candidates into three equal groups.",
                    "Each weighing therefore tells apart three groups, and the best plan makes them "
                    "nearly equal.",
                )
            ),
            f"With one weighing up to 3 {things} can be told apart, and each further weighing "
            f"multiplies that by 3: {chain}.",
            f"The first of these numbers that reaches {n} is {powers[-1]}, after {answer} "
            f"weighing{'s' * (answer > 1)}.",
            "Now the plan itself, which must do with that many:",
            *steps,
            f"{'This is 1 weighing' if answer == 1 else f'These are {answer} weighings'}, as hoped. In each, "
            f"the pan that {'sinks' if odd == 'heavier' else 'rises'} holds the {odd} one, "
            "and if the pans stay level it is among those put aside.",
            f"Fewer cannot be enough, because {answer - 1} weighing{'s have' if answer > 2 else ' has'} only "
            f"{3 ** (answer - 1)} outcomes for {n} candidates. The answer is {answer}."
            if answer > 1
            else f"Without a weighing nothing tells the {n} candidates apart. The answer is 1.",
        )
    )
    reached = f"{below}{powers[-1]} >= {n}"
    concise = f"{n} {things}. {', '.join(map(str, powers))}. {reached}. Weighings: {answer}."
    return Draft(
        question, str(answer), concise, trace, "decomposition",
        milestones=routes(
            (claims[-1], f"reaches {n} is {powers[-1]}", *facts), (f"{', '.join(map(str, powers))}. {reached}",)
        ),
    )


def check_odd_coin(p: dict[str, Any]) -> str:
    """Worst case by dynamic programming: the best of all splits into two equal pans and a rest."""
    need = [0, 0]
    for n in range(2, p["n"] + 1):
        middle = n // 3  # the best pan is near a third; a few neighbors are tried
        pans = range(max(1, middle - 1), min(n // 2, middle + 2) + 1)
        need.append(1 + min(max(need[pan], need[n - 2 * pan]) for pan in pans))
    return str(need[p["n"]])


FAMILIES = (
    Family(
        "odd_coin", "logic_puzzle", "weighing", "number", ("balance", "weighings"), odd_coin, write_odd_coin,
        check_odd_coin,
    ),
)
