"""Adding up what a report tells in several places."""

from __future__ import annotations

from itertools import accumulate
from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family
from reasoning_data.summarization.passages import ACTORS, TOWNS, upper
from reasoning_data.wording import WEEK, listing

# what was done, with what
_DEEDS = {
    "bottles": ("collected", "bottles"), "books": ("gave away", "books"), "trees": ("planted", "trees"),
    "tickets": ("sold", "tickets"), "bicycles": ("repaired", "bicycles"), "meals": ("served", "meals"),
    "birds": ("counted", "birds"), "cakes": ("baked", "cakes"), "letters": ("answered", "letters"),
    "apples": ("picked", "apples"), "chairs": ("painted", "chairs"), "visitors": ("welcomed", "visitors"),
}
_FORMS = (
    "On {day}, {actor} {verb} {n} {things} in {town}.",
    "In {town}, {actor} {verb} {n} {things} on {day}.",
    "{Actor} {verb} {n} {things} in {town} on {day}.",
)
SUMS = (
    "How many {things} is that in {place} altogether?",
    "What is the total number of {things} in {place}?",
    "How many {things} does the report give for {place} in all?",
)
GAPS = (
    "How many more {things} is that in {place} than in {other}?",
    "By how many {things} is {place} ahead of {other}?",
)


def totals(rng: Random, difficulty: str) -> dict[str, Any]:
    """Two towns take turns at random; hard: the question compares their sums."""
    number = {"easy": 3, "medium": 4, "hard": 5}[difficulty]
    towns = rng.sample(TOWNS, 2)
    top = {"easy": 40, "medium": 90, "hard": 90}[difficulty]
    while True:
        where = [rng.randrange(2) for _ in range(number)]
        numbers = rng.sample(range(11, top), number)
        sums = [sum(n for n, w in zip(numbers, where, strict=True) if w == one) for one in (0, 1)]
        if where.count(0) >= 2 and where.count(1) >= 1 and (difficulty != "hard" or sums[0] > sums[1]):
            break
    return {
        "setting": rng.choice(list(_DEEDS)),
        "towns": towns,
        "where": where,
        "numbers": numbers,
        "actors": rng.sample(ACTORS, number),
        "days": [rng.choice(WEEK) for _ in range(number)],
        "compare": difficulty == "hard",
    }


def write_totals(rng: Random, p: dict[str, Any]) -> Draft:
    verb, things = _DEEDS[p["setting"]]
    towns, numbers, where = p["towns"], p["numbers"], p["where"]
    told = [
        rng.choice(_FORMS).format(
            day=day, actor=actor, Actor=upper(actor), verb=verb, n=n, things=things, town=towns[w]
        )
        for day, actor, n, w in zip(p["days"], p["actors"], numbers, where, strict=True)
    ]
    ask = rng.choice(GAPS if p["compare"] else SUMS).format(things=things, place=towns[0], other=towns[1])
    question = f"{' '.join(told)} {ask}"
    wanted = (0, 1) if p["compare"] else (0,)
    kept = {one: [n for n, w in zip(numbers, where, strict=True) if w == one] for one in wanted}
    steps = {one: _sums(kept[one]) for one in wanted}
    results = [sum(kept[one]) for one in wanted]
    value = results[0] - results[1] if p["compare"] else results[0]
    last = [f"{results[0]} - {results[1]} = {value}"] if p["compare"] else []
    concise = ". ".join(f"{towns[one]} {', '.join([*map(str, kept[one]), *steps[one]])}" for one in wanted)
    concise = ". ".join([concise, *last])
    lines = [
        f"The question is: {ask} So the numbers have to be sorted by place before anything is added.",
        *(
            f'Sentence {k} says: "{one}" It belongs to {towns[w]}{"" if w in wanted else " and does not count here"}.'
            for k, (one, w) in enumerate(zip(told, where, strict=True), 1)
        ),
        "Who did it and on which day makes no difference for the number.",
    ]
    for one in wanted:
        lines.append(f"For {towns[one]} I keep {listing(list(map(str, kept[one])))}.")
        lines += [f"Added up: {', then '.join(steps[one])}."] if steps[one] else ["That is a single number already."]
    lines += [f"The difference is {last[0]}."] if last else []
    back = f"{value} + {results[1]} = {results[0]}" if last else f"{value} - {kept[0][-1]} = {value - kept[0][-1]}"
    lines += [
        f"Check backward: {back}, as it has to be.",
        f"All {len(told)} sentences were read, and each number was used at most once.",
        f"The answer is {value}.",
    ]
    if p["compare"]:
        route = [text for one in wanted for text in steps[one] or (str(kept[one][0]),)] + last
    else:
        route = [*map(str, kept[0]), *steps[0]]
    return Draft(
        question, str(value), concise, "\n".join(lines), "extraction_synthesis", milestones=(tuple(route),)
    )


def _sums(numbers: list[int]) -> list[str]:
    """The sums along the way: `34 + 17 = 51`."""
    running = list(accumulate(numbers))
    return [f"{a} + {b} = {c}" for a, b, c in zip(running, numbers[1:], running[1:], strict=False)]


def check_totals(p: dict[str, Any]) -> str:
    """Counts up for one place and down for the other, one by one."""
    count = 0
    for n, w in zip(p["numbers"], p["where"], strict=True):
        for _ in range(n):
            count += 1 if w == 0 else -1 if p["compare"] else 0
    return str(count)


FAMILIES = (
    Family(
        "totals", "summarization", "aggregation", "number", ("reading", "sum"), totals, write_totals, check_totals
    ),
)
