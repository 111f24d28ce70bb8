"""Ecology: the energy that a food chain passes on."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family, routes
from reasoning_data.science.working import conclude, restate
from reasoning_data.wording import NAMES, number

# setting: the chain from the producer upward
CHAINS = {
    "meadow": ("grasses", "grasshoppers", "frogs", "snakes", "hawks"),
    "lake": ("algae", "water fleas", "small fish", "perch", "herons"),
    "sea": ("diatoms", "krill", "herring", "seals", "orcas"),
    "forest": ("oak leaves", "caterpillars", "blue tits", "sparrowhawks", "eagle owls"),
    "arctic": ("ice algae", "copepods", "cod", "ringed seals", "polar bears"),
    "savanna": ("acacia leaves", "termites", "lizards", "snakes", "eagles"),
    "garden": ("cabbages", "aphids", "ladybugs", "spiders", "blackbirds"),
    "river": ("water weeds", "snails", "crayfish", "otters", "alligators"),
    "desert": ("cactus seeds", "ants", "lizards", "roadrunners", "coyotes"),
    "reef": ("sea grasses", "shrimps", "wrasses", "groupers", "sharks"),
}
CHAIN_ASKS = {
    "up": (
        "Food chain: {chain}. Each step passes on {rate}% of the energy. If the {first} hold {e} kJ in {name}'s "
        "survey, "
        "how much reaches the {last}?",
        "{name} studies the chain {chain}. Only {rate}% of the energy is passed on at each step. The {first} "
        "store {e} kJ. "
        "How many kilojoules get to the {last}?",
        "In the chain {chain}, {rate}% of the energy goes on to the next level. {name} finds {e} kJ in the {first}. "
        "What arrives at the {last}?",
    ),
    "down": (
        "Food chain: {chain}. Each step passes on {rate}% of the energy. {name} finds {e} kJ in the {last}. How "
        "much did "
        "the {first} hold?",
        "{name} studies the chain {chain}. Only {rate}% of the energy is passed on at each step. If {e} kJ reach the "
        "{last}, how many kilojoules were in the {first}?",
        "In the chain {chain}, {rate}% of the energy goes on to the next level. How much energy must the {first} "
        "hold, by {name}'s estimate, so that the {last} get {e} kJ?",
    ),
}


def food_chain(rng: Random, difficulty: str) -> dict[str, Any]:
    """A chain from level `low` to level `low + steps`; `top` kJ arrive there."""
    steps = {"easy": rng.randint(1, 2), "medium": rng.randint(2, 3), "hard": rng.randint(2, 4)}[difficulty]
    return {
        "setting": rng.choice(list(CHAINS)),
        "name": rng.choice(NAMES),
        "low": rng.randint(0, 4 - steps),
        "steps": steps,
        "top": rng.randint(2, {"easy": 30, "medium": 99, "hard": 60}[difficulty]),
        "rate": rng.choice((5, 20)) if difficulty == "hard" and steps < 4 else 10,
        "way": "up" if difficulty == "easy" else rng.choice(("up", "down")),
    }


def write_food_chain(rng: Random, p: dict[str, Any]) -> Draft:
    levels, top, way, steps = (
        CHAINS[p["setting"]][p["low"] : p["low"] + p["steps"] + 1],
        p["top"],
        p["way"],
        p["steps"],
    )
    rate, share = p["rate"], 100 // p["rate"]
    amounts = [top * share ** (steps - k) for k in range(steps + 1)]
    question = rng.choice(CHAIN_ASKS[way]).format(
        chain=" -> ".join(levels), rate=rate, name=p["name"], first=levels[0], last=levels[-1],
        e=amounts[0] if way == "up" else top,
    )
    per = f"{rate}% = 1/{share}"
    if way == "up":
        template, wanted, answer = "forward", f"the energy of the {levels[-1]}", f"{top} kJ"
        claims = [f"{amounts[k]} / {share} = {amounts[k + 1]}" for k in range(steps)]
        order = levels[1:]
        rule = f"Passing on {rate}% means dividing by {share} at each step, since {per}."
        back = f"{top} × {' × '.join([str(share)] * steps)} = {amounts[0]}"
        check = f"Check by going back down from the {levels[-1]}: {back} kJ, what the {levels[0]} had."
        given = [f"{amounts[0]} kJ in the {levels[0]}"]
    else:
        template, wanted, answer = "backward", f"the energy of the {levels[0]}", f"{amounts[0]} kJ"
        claims = [f"{amounts[k + 1]} × {share} = {amounts[k]}" for k in reversed(range(steps))]
        order = levels[-2::-1]
        rule = f"Each level had {share} times what it passed on, since {per}, so I multiply on the way back."
        forward = f"{amounts[0]} / {' / '.join([str(share)] * steps)} = {top}"
        check = f"Check by going up the chain again: {forward} kJ, what the {levels[-1]} had."
        given = [f"{top} kJ in the {levels[-1]}"]
    given.append(f"{rate}% passed on at each step")
    concise = f"steps: {steps}, each {'/' if way == 'up' else '×'} {share}. {'. '.join(claims)} kJ"
    lines = [
        f"From the {levels[0]} to the {levels[-1]} the chain {' -> '.join(levels)} has {steps} "
        f"step{'s' * (steps > 1)}.",
        "Living things use most of their energy to move and keep warm, so only a small part is left for the next "
        "level.",
        rule,
        *(f"The {level} have {claim} kJ." for level, claim in zip(order, claims, strict=True)),
        check,
        f"The amounts fall from level to level, {', '.join(f'{e} kJ' for e in amounts)}, as a food chain demands.",
    ]
    trace = "\n".join((restate(rng, given, wanted), *lines, conclude(rng, wanted, answer)))
    return Draft(question, answer, concise, trace, template, milestones=routes(claims))


def check_food_chain(p: dict[str, Any]) -> str:
    """Finds the start by bisection: the amount of which the stated percentage, taken step by step, leaves the top."""
    low, high = 0, p["top"] * 200_000
    while low < high:
        middle = (low + high) // 2
        left = Fraction(middle)
        for _ in range(p["steps"]):
            left = left * p["rate"] / 100
        low, high = (middle + 1, high) if left < p["top"] else (low, middle)
    if p["way"] == "down":
        return f"{low} kJ"
    rest = Fraction(low)
    for _ in range(p["steps"]):
        rest -= rest * (100 - p["rate"]) / 100
    return f"{number(rest)} kJ"


FAMILIES = (
    Family(
        "food_chain", "science", "ecology", "quantity", ("energy", "food chain"),
        food_chain, write_food_chain, check_food_chain,
    ),
)
