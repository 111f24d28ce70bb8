"""Repeating rows: which item stands at a far place when a group is repeated."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family, routes

# setting: (opening, pool)
REPEATED = {
    "beads": (
        "beads on a string",
        ("red", "blue", "green", "white", "black", "yellow", "pink", "orange", "silver", "gold"),
    ),
    "flags": (
        "flags along a street",
        ("red", "blue", "green", "white", "black", "yellow", "purple", "orange"),
    ),
    "shapes": (
        "shapes on a wall",
        ("circle", "square", "star", "triangle", "heart", "cross", "moon", "arrow"),
    ),
    "letters": (
        "letters on a banner",
        ("A", "B", "C", "D", "E", "F", "G", "H", "K", "M", "P", "R", "S", "T", "X"),
    ),
    "fruit": (
        "pieces of fruit on a stick",
        ("grape", "melon", "kiwi", "plum", "cherry", "mango", "peach", "apple"),
    ),
    "notes": ("notes of a tune", ("do", "re", "mi", "fa", "so", "la", "ti")),
    "tiles": ("tiles of a floor", ("gray", "white", "brown", "blue", "green", "cream", "black", "red")),
    "chores": (
        "evenings of a cooking rota",
        ("soup", "pasta", "rice", "fish", "salad", "stew", "curry", "pizza"),
    ),
}
_ROW_ASKS = (
    "The {things} repeat the same group again and again: {group}. Which is number {place}?",
    "A group of {size} is repeated in the {things}: {group}, and then from the beginning again. What "
    "is at place {place}?",
    "The {things} go {group}, and the same {size} follow over and over. Which comes at place {place}?",
    "In the {things} the pattern {group} repeats without end. What is number {place} in the row?",
)


def repeating_row(rng: Random, difficulty: str) -> dict[str, Any]:
    size = {"easy": 3, "medium": rng.randint(3, 5), "hard": rng.randint(5, 7)}[difficulty]
    group = rng.sample(range(7), size)  # every setting has at least so many items
    if difficulty != "easy" and rng.random() < 0.4:
        group[-1] = group[0]
    place = rng.randint(*{"easy": (7, 20), "medium": (15, 50), "hard": (40, 300)}[difficulty])
    return {"setting": rng.choice(list(REPEATED)), "group": group, "place": place}


def write_repeating_row(rng: Random, p: dict[str, Any]) -> Draft:
    things, pool = REPEATED[p["setting"]]
    group, place, size = [pool[at] for at in p["group"]], p["place"], len(p["group"])
    shown = ", ".join(group)
    rounds, rest = divmod(place, size)
    answer = group[rest - 1]
    question = rng.choice(_ROW_ASKS).format(things=things, group=shown, size=size, place=place)
    full = rounds * size
    where = rest or size
    split = f"{rounds} × {size} + {rest} = {place}"
    concise = (
        f"Group of {size}. {rounds} × {size} = {full}. {place} - {full} = {rest}. "
        f"{'Item' if rest else 'Last item,'} {where}: {answer}."
    )
    positions = "; ".join(f"{at} is {item}" for at, item in enumerate(group, 1))
    rest_line = (
        f"What is left over is {place} - {full} = {rest}, so place {place} is place {rest} of a new group."
        if rest
        else (
            f"Nothing is left over, {place} - {full} = 0, so place {place} is the last place, "
            f"{size}, of a group."
        )
    )
    begin = place - where
    trace = "\n".join(
        (
            f"The group {shown} has {size} members and then begins again, so only the place inside a "
            "group matters.",
            f"Inside a group: {positions}.",
            rng.choice(
                (
                    f"I take away as many full groups as fit into {place}.",
                    f"First I see how many whole groups come before place {place} is reached.",
                )
            ),
            f"{rounds} full groups take up {rounds} × {size} = {full} places"
            + (f", and one more would take {full + size}, too many." if rest else " exactly."),
            rest_line,
            f"Place {where} of the group is {answer}.",
            f"To check, the group that holds this place begins at place {begin + 1} and reads "
            f"{', '.join(f'{begin + at}: {item}' for at, item in enumerate(group, 1))}.",
            f"At {place} it says {answer}, and the division holds as well: {split}.",
        )
    )
    claims = f"{rounds} × {size} = {full}", f"{place} - {full} = {rest}"
    ends = f"Place {where} of the group is {answer}", f"{'Item' if rest else 'Last item,'} {where}: {answer}"
    return Draft(
        question, answer, concise, trace, "decomposition", milestones=routes(*((*claims, end) for end in ends))
    )


def check_repeating_row(p: dict[str, Any]) -> str:
    """Lays the row out and counts along it."""
    row: list[str] = []
    while len(row) < p["place"]:
        row.extend(REPEATED[p["setting"]][1][at] for at in p["group"])
    return row[p["place"] - 1]


FAMILIES = (
    Family("repeating_row", "logic_puzzle", "patterns", "text", ("pattern", "remainder"),
           repeating_row, write_repeating_row, check_repeating_row),
)
