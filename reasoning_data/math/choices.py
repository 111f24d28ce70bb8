"""Independent choices: how many ways there are to make them all."""

from __future__ import annotations

from itertools import product as pairs
from random import Random
from typing import Any

from reasoning_data.math.working import milestones, product, spelled_out
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, count, listing

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


FAMILIES = (
    Family(
        "independent_choices", "math", "combinatorics", "number", ("counting", "product rule"), choices,
        write_choices, check_choices,
    ),
)
