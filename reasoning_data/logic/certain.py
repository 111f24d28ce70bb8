"""Pigeonholes: how many draws in the dark make a result certain."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family, routes
from reasoning_data.wording import listing, plural

# setting: where, what is drawn, kinds
DRAWERS = {
    "socks": ("a dark drawer", "sock", ("red", "blue", "green", "white", "black", "gray", "yellow", "brown")),
    "marbles": ("a bag", "marble", ("red", "blue", "green", "yellow", "white", "black", "purple", "orange")),
    "sweets": ("a tin", "sweet", ("mint", "lemon", "cherry", "honey", "apple", "ginger", "caramel", "plum")),
    "gloves": ("a box", "mitten", ("red", "blue", "striped", "white", "black", "brown", "spotted", "gray")),
    "cards": ("a hat", "card", ("red", "blue", "green", "yellow", "golden", "silver", "pink", "brown")),
    "buttons": (
        "a jar",
        "button",
        ("wooden", "brass", "glass", "bone", "silver", "plastic", "horn", "leather"),
    ),
}


def certain(rng: Random, difficulty: str) -> dict[str, Any]:
    kinds, high = {"easy": (2, 8), "medium": (3, 9), "hard": (4, 12)}[difficulty]
    amounts = [rng.randint(3, high) for _ in range(kinds)]
    goal = rng.choice(
        {"easy": ("same", "one"), "medium": ("same", "one", "every")}.get(difficulty, ("same", "every"))
    )
    return {
        "setting": rng.choice(list(DRAWERS)),
        "kinds": rng.sample(range(8), kinds),
        "amounts": amounts,
        "goal": goal,
        "many": 2 if difficulty == "easy" else rng.randint(2, 4),
        "which": rng.randrange(kinds),
    }


def write_certain(rng: Random, p: dict[str, Any]) -> Draft:
    where, one, pool = DRAWERS[p["setting"]]
    amounts, many, which = p["amounts"], p["many"], p["which"]
    kinds = [pool[at] for at in p["kinds"]]
    things = listing([f"{amount} {kind}" for amount, kind in zip(amounts, kinds, strict=True)])
    opening = rng.choice(
        (
            f"In {where} there are {things} {plural(one)}.",
            f"There are {things} {plural(one)} in {where}.",
            f"Somebody has put {things} {plural(one)} into {where}.",
        )
    )
    total = sum(amounts)
    if p["goal"] == "same":
        target = f"{many} {plural(one)} of the same kind"
        worst = [min(amount, many - 1) for amount in amounts]
        bad = sum(worst)
        claims = [f"{' + '.join(map(str, worst))} = {bad}"]
        jot = f"Worst: {claims[0]}"
        work = (
            f"The worst luck is to draw as many as possible without {many} of one kind, that is at "
            f"most {many - 1} of each.",
            f"With {len(kinds)} kinds that goes on for {' + '.join(map(str, worst))} = {bad} draws.",
        )
    elif p["goal"] == "one":
        target = f"at least one {kinds[which]} {one}"
        others = [amount for at, amount in enumerate(amounts) if at != which]
        bad = sum(others)
        claims = [f"{' + '.join(map(str, others))} = {bad}"] if len(others) > 1 else []
        listed = claims[0] if claims else str(bad)
        jot = f"Worst: not {kinds[which]}, {listed}"
        work = (
            f"The worst luck is to draw everything else first, all that is not {kinds[which]}.",
            f"Of these there are {listed}, and drawing them takes {bad} draws.",
        )
    else:
        target = f"at least one {one} of every kind"
        least = min(amounts)
        bad = total - least
        rarest = kinds[amounts.index(least)]
        claims = [f"{total} - {least} = {bad}"]
        jot = f"All {total}, fewest {least}. Worst: {claims[0]}"
        work = (
            "One kind is missing longest if all the others are drawn first, and the worst case "
            f"leaves out the rarest kind, {rarest}, with only {least}.",
            f"All together there are {' + '.join(map(str, amounts))} = {total}, so without that kind "
            f"it takes {total} - {least} = {bad} draws.",
        )
    answer = bad + 1
    ask = rng.choice(
        (
            f"How many must be drawn without looking to be certain of {target}?",
            f"Drawing blindly, what is the least number that guarantees {target}?",
            f"Without looking, how many does one have to take out to be sure of {target}?",
        )
    )
    trace = "\n".join(
        (
            f"The {plural(one)} are {things}. Being certain means that even the unluckiest draw must "
            f"give {target}.",
            rng.choice(
                (
                    "So I look for the longest draw that still fails.",
                    "The question is how long bad luck can last.",
                )
            ),
            *work,
            f"After that, the next {one}, whichever it is, completes what is wanted: {bad} + 1 = {answer}.",
            f"With {bad} the goal can still be missed, as just described, so no smaller number is "
            f"enough. With {answer} it cannot, "
            "because every draw that fails is at most as long as the unluckiest one.",
            "Probability plays no part here: a lucky draw may succeed much sooner, but certainty has "
            "to cover the worst order.",
            f"There are {total} {plural(one)} in all, so {answer} can really be drawn. The answer "
            f"is {answer}.",
        )
    )
    claims.append(f"{bad} + 1 = {answer}")
    return Draft(
        f"{opening} {ask}", str(answer), f"{jot}. {claims[-1]}.", trace, "decomposition", milestones=routes(claims)
    )


def check_certain(p: dict[str, Any]) -> str:
    """Goes through all hands that can be drawn and takes the largest that fails."""
    worst = 0
    for hand in product(*(range(amount + 1) for amount in p["amounts"])):
        done = {"same": max(hand) >= p["many"], "one": hand[p["which"]] > 0, "every": min(hand) > 0}[
            p["goal"]
        ]
        if not done:
            worst = max(worst, sum(hand))
    return str(worst + 1)


FAMILIES = (
    Family(
        "certain",
        "logic_puzzle",
        "pigeonhole",
        "number",
        ("certain", "worst case"),
        certain,
        write_certain,
        check_certain,
    ),
)
