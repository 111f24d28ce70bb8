"""Orderings: who comes where when people are compared two at a time."""

from __future__ import annotations

from itertools import permutations
from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family, routes
from reasoning_data.wording import NAMES, listing

# setting: (more than, less than, most, least, opening)
COMPARISONS = {
    "height": ("is taller than", "is shorter than", "tallest", "shortest", "{names} compare their heights."),
    "age": ("is older than", "is younger than", "oldest", "youngest", "{names} talk about their ages."),
    "speed": ("is faster than", "is slower than", "fastest", "slowest", "{names} run a race."),
    "weight": ("is heavier than", "is lighter than", "heaviest", "lightest", "{names} step on the scales."),
    "wealth": ("is richer than", "is poorer than", "richest", "poorest", "{names} count their savings."),
    "strength": (
        "is stronger than",
        "is weaker than",
        "strongest",
        "weakest",
        "{names} try lifting weights.",
    ),
    "volume": ("is louder than", "is quieter than", "loudest", "quietest", "{names} sing in a choir."),
}
_ORDINALS = ("", "second ", "third ", "fourth ", "fifth ")
_ASKS = (
    "Who is the {what}?",
    "Which of them is the {what}?",
    "Name the {what} of them.",
    "Find out who is the {what}.",
)


def ordering(rng: Random, difficulty: str) -> dict[str, Any]:
    size = {"easy": 3, "medium": 4, "hard": rng.randint(5, 6)}[difficulty]
    order = rng.sample(NAMES, size)
    clues = [[upper, upper + 1, rng.random() < 0.4] for upper in range(size - 1)]
    rng.shuffle(clues)
    rank = rng.choice((0, size - 1)) if difficulty == "easy" else rng.randint(0, size - 1)
    return {"setting": rng.choice(list(COMPARISONS)), "order": order, "clues": clues, "rank": rank}


def _asked_for(p: dict[str, Any]) -> str:
    _, _, most, least, _ = COMPARISONS[p["setting"]]
    rank, size = p["rank"], len(p["order"])
    if rank < size / 2:
        return _ORDINALS[rank] + most
    return _ORDINALS[size - 1 - rank] + least


def write_ordering(rng: Random, p: dict[str, Any]) -> Draft:
    more, less, most, least, opening = COMPARISONS[p["setting"]]
    order, rank = p["order"], p["rank"]
    asked, answer = _asked_for(p), order[rank]
    sentences = [
        f"{order[low]} {less} {order[high]}" if flipped else f"{order[high]} {more} {order[low]}"
        for high, low, flipped in p["clues"]
    ]
    question = " ".join(
        (
            opening.format(names=listing(rng.sample(order, len(order)))),
            *(f"{sentence}." for sentence in sentences),
            rng.choice(_ASKS).format(what=asked),
        )
    )
    turned = [f"{order[high]} > {order[low]}" for high, low, _ in p["clues"]]
    concise = f"{'. '.join(turned)}. Order: {' > '.join(order)}. {asked.capitalize()}: {answer}."
    by_upper = {high: sentence for (high, _, _), sentence in zip(p["clues"], sentences, strict=True)}
    head = (
        f"{len(order)} people are to be put in order from {most} to {least}, and the {asked} of "
        "them is wanted.",
        rng.choice(
            (
                "I turn every clue the same way round, with > between the two names:",
                "First every clue gets the same direction, so that they can be joined:",
            )
        ),
        *(f"“{sentence}” means {way}." for sentence, way in zip(sentences, turned, strict=True)),
    )
    if rng.random() < 0.6:
        template = "forward"
        steps = (
            f"The {most} is the one who never stands on the right of a >. That is only {order[0]}.",
            *(
                f"From {order[high]} the clue “{by_upper[high]}” leads down to {order[high + 1]}."
                for high in range(len(order) - 1)
            ),
            f"{order[-1]} stands on the left of no >, so the chain ends here, at the {least}.",
        )
    else:
        template = "elimination"
        steps = (
            *(
                f"{name} is not the {most}: “{by_upper[at]}” puts {order[at]} above {name}."
                for at, name in enumerate(order[1:])
            ),
            f"Only {order[0]} is left for the top. Now I take away the top person each time and look "
            "for the next one.",
            *(
                f"Below {order[at]} comes {order[at + 1]}, since nobody else is compared with "
                f"{order[at]} from below."
                for at in range(len(order) - 1)
            ),
        )
    trace = "\n".join(
        (
            *head,
            *steps,
            f"The whole order is {' > '.join(order)}.",
            "Check against the clues: each > joins two neighbors of this order, in the same direction.",
            f"Counting from the {'top' if rank < len(order) / 2 else 'bottom'}, the {asked} is {answer}.",
        )
    )
    return Draft(
        question, answer, concise, trace, template, milestones=routes((*turned, " > ".join(order)))
    )


def check_ordering(p: dict[str, Any]) -> str:
    """Tries every order; whoever stands at the rank in all orders that fit."""
    names = p["order"]
    fitting = {
        order[p["rank"]]
        for order in permutations(names)
        if all(order.index(names[high]) < order.index(names[low]) for high, low, _ in p["clues"])
    }
    return ", ".join(sorted(fitting))


FAMILIES = (
    Family(
        "ordering",
        "logic_puzzle",
        "ordering",
        "text",
        ("order", "comparison"),
        ordering,
        write_ordering,
        check_ordering,
    ),
)
