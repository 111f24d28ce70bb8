"""Seating: orders in a row, narrowed down clue by clue."""

from __future__ import annotations

from itertools import permutations
from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family, routes
from reasoning_data.wording import NAMES, listing

ORDERS = {size: list(permutations(range(size))) for size in (3, 4, 5)}


# setting: opening; the clues at a place, before, directly before, next to, apart, at an end; the question
_ROWS = {
    "chairs": (
        "{names} sit in a row of {size} chairs, numbered from the left.",
        "{x} sits on chair {k}", "{x} sits somewhere to the left of {y}", "{x} sits directly to the left of {y}",
        "{x} sits next to {y}", "{x} does not sit next to {y}", "{x} sits at one of the ends", "Who sits on chair {k}?",
    ),
    "race": (
        "{names} run a race without ties.",
        "{x} comes in at place {k}", "{x} comes in before {y}", "{x} comes in right before {y}",
        "{x} and {y} come in one right after the other", "somebody comes in between {x} and {y}",
        "{x} comes in first or last", "Who comes in at place {k}?",
    ),
    "houses": (
        "{names} live in a row of {size} houses, numbered from the left.",
        "{x} lives in house {k}", "{x} lives further to the left than {y}", "{x} lives in the house "
        "just to the left of {y}",
        "{x} and {y} are neighbors", "{x} and {y} are not neighbors", "{x} lives at an end of the row",
        "Who lives in house {k}?",
    ),
    "queue": (
        "{names} wait in a queue; place 1 is at the front.",
        "{x} has place {k}", "{x} stands somewhere in front of {y}", "{x} stands directly in front of {y}",
        "{x} and {y} stand next to each other", "{x} and {y} do not stand next to each other",
        "{x} is either first or last in the queue", "Who has place {k}?",
    ),
    "talks": (
        "{names} each give one talk on the same evening.",
        "{x} gives talk number {k}", "{x} speaks at some time before {y}", "{x} speaks just before {y}",
        "{x} and {y} speak one right after the other", "there is at least one talk between {x} and {y}",
        "{x} gives the first or the last talk", "Who gives talk number {k}?",
    ),
}


_KINDS = ("seat", "before", "just before", "next", "apart", "end")


def _people(rng: Random, size: int) -> list[str]:
    """Names with different initials, so that an arrangement can be jotted down in letters."""
    chosen: dict[str, str] = {}
    while len(chosen) < size:
        name = rng.choice(NAMES)
        chosen.setdefault(name[0], name)
    return list(chosen.values())


def _fits(clue: list[Any], order: tuple[int, ...]) -> bool:
    kind, x, y = clue
    if kind == "seat":
        return order[y] == x
    if kind == "end":
        return x in (order[0], order[-1])
    gap = order.index(y) - order.index(x)
    if kind == "before":
        return gap > 0
    if kind == "just before":
        return gap == 1
    return (abs(gap) == 1) == (kind == "next")


def seating(rng: Random, difficulty: str) -> dict[str, Any]:
    size = {"easy": 3, "medium": 4, "hard": 5}[difficulty]
    order = list(range(size))
    rng.shuffle(order)
    right = tuple(order)
    clues: list[list[Any]] = [["seat", order[place], place] for place in rng.sample(range(size), size - 3)]
    left = [each for each in ORDERS[size] if all(_fits(clue, each) for clue in clues)]
    while len(left) > 1:
        x, y = rng.sample(range(size), 2)
        kind = rng.choice(_KINDS[1:])
        clue = [kind, x, y]
        if _fits(clue, right) and not all(_fits(clue, each) for each in left):
            clues.append(clue)
            left = [each for each in left if _fits(clue, each)]
    told = {clue[2] for clue in clues if clue[0] == "seat"}
    place = rng.choice([place for place in range(size) if place not in told])
    return {"setting": rng.choice(list(_ROWS)), "names": _people(rng, size), "clues": clues, "place": place}


def write_seating(rng: Random, p: dict[str, Any]) -> Draft:
    opening, *forms, ask = _ROWS[p["setting"]]
    names, size, place = p["names"], len(p["names"]), p["place"] + 1
    told = [
        forms[_KINDS.index(kind)].format(x=names[x], y=names[y % size], k=y + 1) for kind, x, y in p["clues"]
    ]
    shown = rng.sample(told, len(told))
    question = " ".join((
        opening.format(names=listing(rng.sample(names, size)), size=size),
        *(f"{clue[0].upper()}{clue[1:]}." for clue in shown),
        ask.format(k=place),
    ))
    left, lines, jots = ORDERS[size], [], []
    if size == 3:
        jots.append(_letters(left, names))
        lines.append(f"Without clues, {len(left)} orders are possible: {_letters(left, names)}.")
    for clue, text in zip(p["clues"], told, strict=True):
        left = [order for order in left if _fits(clue, order)]
        if len(left) > 6:
            lines.append(
                f"“{text}”: that leaves {len(left)} orders of the {len(ORDERS[size])}, too many to list yet."
            )
            continue
        jots.append(_letters(left, names))
        lines.append(f"“{text}” leaves {_letters(left, names)}.")
    order = [names[who] for who in left[0]]
    answer = order[place - 1]
    trace = "\n".join((
        f"{size} people, {listing(names)}, are to be put in order. I write an order as the row of "
        "their initials.",
        rng.choice(("I begin with the clues that fix a place, and cross out the orders that break a clue.",
                    "Clue by clue I keep only the orders that agree with it, the most telling clues first.")),
        *lines,
        f"One order is left: {', '.join(order)}.",
        f"I hold it against every clue once more: {'; '.join(told)}. All of this is true of that order.",
        f"At place {place} stands {answer}, so the answer is {answer}.",
    ))
    return Draft(
        question, answer, f"{'. '.join(jots)}. Place {place}: {answer}.", trace, "elimination",
        milestones=routes(jots),
    )


def _letters(orders: list[tuple[int, ...]], names: list[str]) -> str:
    return " ".join("".join(names[who][0] for who in order) for order in orders)


def check_seating(p: dict[str, Any]) -> str:
    """Gives every person a number for the place and tests the clues as arithmetic on these numbers."""
    size, found = len(p["names"]), set()
    for at in permutations(range(size)):
        gaps = {"before": lambda d: d > 0, "just before": lambda d: d == 1, "next": lambda d: d * d == 1,
                "apart": lambda d: d * d > 1}
        for kind, x, y in p["clues"]:
            if kind == "seat":
                fine = at[x] == y
            elif kind == "end":
                fine = at[x] % (size - 1) == 0
            else:
                fine = gaps[kind](at[y] - at[x])
            if not fine:
                break
        else:
            found.add(p["names"][at.index(p["place"])])
    return ", ".join(sorted(found))


FAMILIES = (
    Family(
        "seating", "logic_puzzle", "seating", "text", ("row", "clues"), seating, write_seating, check_seating
    ),
)
