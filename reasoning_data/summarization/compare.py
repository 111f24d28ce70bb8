"""Comparing things that a short report describes."""

from __future__ import annotations

from random import Random
from typing import Any, NamedTuple

from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, listing


class Scale(NamedTuple):
    """Something that can be measured."""

    told: str
    """A predicate with a slot {n}."""
    over: str
    """Those above a limit, with a slot {n}."""
    most: str
    least: str
    range: tuple[int, int]


_AGE = Scale("is {n} years old", "that are over {n} years old", "oldest", "newest", (12, 190))
_PRICE = Scale("costs {n} dollars", "that cost more than {n} dollars", "dearest", "cheapest", (21, 290))
# what the things are, and two scales for them
COMPARED: dict[str, tuple[str, Scale, Scale]] = {
    "bridge": ("bridge", Scale("is {n} m long", "longer than {n} m", "longest", "shortest", (35, 480)), _AGE),
    "tower": ("tower", Scale("is {n} m high", "higher than {n} m", "highest", "lowest", (21, 180)), _AGE),
    "ship": ("ship", Scale("carries {n} people", "for more than {n} people", "largest", "smallest", (40, 900)),
             _AGE._replace(range=(12, 80))),
    "train": ("train", Scale("runs at {n} km/h", "faster than {n} km/h", "fastest", "slowest", (60, 290)),
              Scale("has {n} seats", "with more than {n} seats", "largest", "smallest", (80, 700))),
    "tree": ("tree", Scale("is {n} m tall", "taller than {n} m", "tallest", "smallest", (11, 45)),
             Scale("is {n} years old", "that are over {n} years old", "oldest", "youngest", (60, 290))),
    "lamp": ("lamp", Scale("weighs {n} g", "heavier than {n} g", "heaviest", "lightest", (110, 900)), _PRICE),
    "hotel": ("hotel", Scale("has {n} rooms", "with more than {n} rooms", "largest", "smallest", (12, 190)),
              Scale("costs {n} dollars a night", "for more than {n} dollars", "dearest", "cheapest", (41, 290))),
    "lake": ("lake", Scale("is {n} m deep", "deeper than {n} m", "deepest", "shallowest", (11, 90)),
             Scale("is {n} km long", "longer than {n} km", "longest", "shortest", (11, 80))),
    "phone": ("phone", Scale("weighs {n} g", "heavier than {n} g", "heaviest", "lightest", (110, 260)),
              _PRICE._replace(range=(90, 290))),
    "pumpkin": ("pumpkin", Scale("weighs {n} kg", "heavier than {n} kg", "heaviest", "lightest", (11, 99)),
                _PRICE._replace(range=(21, 90))),
    "school": ("school", Scale("has {n} pupils", "with over {n} pupils", "largest", "smallest", (90, 900)), _AGE),
}
_LABELS = (
    "red", "blue", "green", "white", "black", "yellow", "gray", "brown", "golden", "silver", "orange", "purple",
)
INTROS = (
    "{name} compares {number} {thing}s.",
    "A leaflet by {name} lists {number} {thing}s.",
    "{name} has notes on {number} {thing}s.", "From {name}'s report on {number} {thing}s:",
)
NUMBERS = {3: "three", 4: "four"}


def compare(rng: Random, difficulty: str) -> dict[str, Any]:
    """One measure a thing, two from medium on; hard: the question is about those above a limit on the second."""
    thing = rng.choice(list(COMPARED))
    number = 4 if difficulty == "hard" else 3
    _, *scales = COMPARED[thing]
    asked = rng.randrange(2)
    first, second = (rng.sample(range(*scales[n].range), number) for n in (asked, 1 - asked))
    limit = 0
    if difficulty == "hard":
        low, high = sorted(second)[1:3]  # two things lie above the limit
        limit = rng.randint(low, high - 1)
    return {
        "thing": thing,
        "asked": asked,
        "name": rng.choice(NAMES),
        "labels": rng.sample(_LABELS, number),
        "first": first,
        "second": second if difficulty != "easy" else [],
        "limit": limit,
        "most": rng.random() < 0.5,
    }


def write_compare(rng: Random, p: dict[str, Any]) -> Draft:
    thing, *scales = COMPARED[p["thing"]]
    scale, other = scales[p["asked"]], scales[1 - p["asked"]]
    labels, first, second, limit = p["labels"], p["first"], p["second"], p["limit"]
    told = [
        f"The {label} {thing} {scale.told.format(n=x)}"
        + (f" and {other.told.format(n=second[k])}." if second else ".")
        for k, (label, x) in enumerate(zip(labels, first, strict=True))
    ]
    field = {
        label: x
        for k, (label, x) in enumerate(zip(labels, first, strict=True))
        if not limit or second[k] > limit
    }
    sought, pick = (scale.most, max) if p["most"] else (scale.least, min)
    answer = pick(field, key=lambda label: field[label])
    condition = f" among those {other.over.format(n=limit)}" if limit else ""
    asked = rng.choice((
        f"Which {thing} is the {sought}{condition}?",
        f"Which one is the {sought}{condition}? Answer with its color.",
        f"What color is the {sought} one{condition}?",
    ))
    intro = rng.choice(INTROS).format(name=p["name"], number=NUMBERS[len(labels)], thing=thing)
    question = f"{intro} {' '.join(told)} {asked}"
    compared = ", ".join(f"{label} {x}" for label, x in field.items())
    kept = ", ".join(f"{label} {y}" for label, y in zip(labels, second, strict=False) if y > limit)
    concise = f"above {limit}: {kept}. " if limit else ""
    concise += f"{compared}. {'max' if p['most'] else 'min'} {field[answer]}. {answer}"
    lines = [
        f"The question asks for the {sought} {thing}{condition}, so what counts is the number in "
        f"'{scale.told.format(n='…')}'.",
        f"The report describes {NUMBERS[len(labels)]} of them: {listing(labels)}.",
    ]
    if limit:
        lines.append(f"The condition comes first: only those {other.over.format(n=limit)} take part.")
        lines += [
            f"The {label} one {other.told.format(n=y)}, which is {'above' if y > limit else 'not above'} {limit}, "
            "so it "
            f"{'stays' if y > limit else 'drops out'}."
            for label, y in zip(labels, second, strict=True)
        ]
    elif second:
        lines.append(f"The number in '{other.told.format(n='…')}' does not matter here, so I leave it aside.")
    else:
        lines.append("Each has one number only, so nothing has to be sorted out before comparing.")
    lines += [f"What stays is {kept}."] if limit else []
    lines.append(f"The numbers to compare are {compared}.")
    runner = pick((label for label in field if label != answer), key=lambda label: field[label])
    gap = abs(field[answer] - field[runner])
    large, small = max(field[answer], field[runner]), min(field[answer], field[runner])
    lines += [
        f"The {'largest' if p['most'] else 'smallest'} of these numbers is {field[answer]}, and it belongs to the "
        f"{answer} {thing}.",
        f"Check with the next one: the {runner} {thing} has {field[runner]}, and {large} - {small} = {gap}, so "
        "the two "
        f"differ and the {answer} one is {'ahead' if p['most'] else 'below'}.",
        f"Every one of the {len(field)} numbers was looked at, so nothing was left out: the {answer} {thing} is the "
        f"{sought}{condition}.",
        f"The answer is {answer}.",
    ]
    template = "elimination" if limit else "extraction_synthesis"
    route = [f"{label} {y}" for label, y in zip(labels, second, strict=False) if limit and y > limit]
    route += [*(f"{label} {x}" for label, x in field.items()), str(field[answer])]
    return Draft(question, answer, concise, "\n".join(lines), template, milestones=(tuple(route),))


def check_compare(p: dict[str, Any]) -> str:
    """Plays a knockout: two things at a time, the better one stays."""
    best = -1
    for n, value in enumerate(p["first"]):
        if p["limit"] and p["second"][n] <= p["limit"]:
            continue
        if best < 0 or (value > p["first"][best]) == p["most"]:
            best = n
    return str(p["labels"][best])


FAMILIES = (
    Family(
        "comparison", "summarization", "comparison", "text", ("comparison",), compare, write_compare, check_compare,
    ),
)
