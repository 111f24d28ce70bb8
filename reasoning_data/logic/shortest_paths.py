"""Shortest paths: the least length from one place to another over roads of known length."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family, routes
from reasoning_data.wording import listing

# setting: what is joined, by what, the unit, and how the way is called
MAPS = {
    "villages": ("villages", "roads", "kilometers", "the shortest way"),
    "huts": ("mountain huts", "trails", "kilometers", "the shortest hike"),
    "stations": ("stations", "tram lines", "minutes", "the quickest ride"),
    "islands": ("islands", "ferries", "hours", "the quickest passage"),
    "rooms": ("halls of a castle", "corridors", "meters", "the shortest walk"),
    "buoys": ("buoys", "marked channels", "miles", "the shortest course"),
}
_ASKS = (
    "How many {unit} is {way} from {a} to {z}?",
    "What is the length of {way} from {a} to {z}, in {unit}?",
    "Find {way} from {a} to {z}. How many {unit} does it take?",
    "Going from {a} to {z} by {way}, how many {unit} are needed?",
)
_LETTERS = "ABCDEFGHKLMNPQRSTUVWXYZ"


def shortest_path(rng: Random, difficulty: str) -> dict[str, Any]:
    size, extra, longest = {"easy": (4, 1, 9), "medium": (5, 1, 12), "hard": (5, 2, 25)}[difficulty]
    while True:
        pairs = [(rng.randrange(low), low) for low in range(1, size)]  # a tree, so that every place is reached
        others = [(x, y) for y in range(size) for x in range(y) if (x, y) not in pairs]
        pairs += rng.sample(others, extra)
        roads = [[x, y, rng.randint(2, longest)] for x, y in pairs]
        goal = rng.randrange(1, size)
        parents, _ = _search(roads, 0, goal)
        if parents[goal] != 0:
            break
    rng.shuffle(roads)
    return {
        "setting": rng.choice(list(MAPS)), "letters": "".join(sorted(rng.sample(_LETTERS, size))), "roads": roads,
        "goal": goal,
    }


def _search(roads: list[list[int]], start: int, goal: int) -> tuple[dict[int, int], list[Any]]:
    """Dijkstra's search until the goal is settled: where each place is reached from, and the turns.

    A turn is the place settled, its distance, and what the roads from it give: place, length, sum, distance so far.
    """
    known, parents, settled, turns = {start: 0}, {start: start}, set[int](), []
    while goal not in settled:
        here = min((place for place in known if place not in settled), key=lambda place: (known[place], place))
        settled.add(here)
        steps = []
        for x, y, length in roads if here != goal else ():
            if here in (x, y) and (there := x + y - here) not in settled:
                new, old = known[here] + length, known.get(there)
                steps.append((there, length, new, old))
                if old is None or new < old:
                    known[there], parents[there] = new, here
        turns.append((here, known[here], steps))
    return parents, turns


def write_shortest_path(rng: Random, p: dict[str, Any]) -> Draft:
    places, by, unit, way = MAPS[p["setting"]]
    names, roads, goal = p["letters"], p["roads"], p["goal"]
    shown = listing([f"{names[x]}–{names[y]} {length}" for x, y, length in roads])
    a, z = names[0], names[goal]
    question = (
        f"{by.capitalize()} join {len(names)} {places}, {listing(rng.sample(names, len(names)))}; their lengths in "
        f"{unit} are {shown}. {rng.choice(_ASKS).format(unit=unit, way=way, a=a, z=z)}"
    )
    parents, turns = _search(roads, 0, goal)
    lines, facts, jots = [], [], []
    for here, far, steps in turns:
        found, jotted = [], []
        for there, length, new, old in steps:
            claim = f"{far} + {length} = {new}"
            compared = "" if old is None else f", less than {old}" if new < old else f", not less than {old}"
            found.append(f"{names[there]}: {claim}{compared}")
            jotted.append(f"{names[there]} {claim if far else new}")
            if far:
                facts.append(f"{names[there]}: {claim}")
        if not far:
            lines.append(f"From {a} itself, at 0: {'; '.join(found)}.")
            jots.append(f"From {a}: {', '.join(jotted)}")
            continue
        nearest = f"nearest is {names[here]} at {far}"
        facts.insert(len(facts) - len(steps), nearest)
        lines.append(
            f"Of the places not yet done, the {nearest}" + (f". From it, {'; '.join(found)}." if found else ".")
        )
        jots.append(f"nearest {names[here]} {far}{': ' if jotted else ''}{', '.join(jotted)}")
    answer = str(turns[-1][1])
    back = [goal]
    while back[-1] != 0:
        back.append(parents[back[-1]])
    path = back[::-1]
    lengths = {frozenset((x, y)): length for x, y, length in roads}
    parts = [lengths[frozenset(pair)] for pair in pairwise(path)]
    total = f"{' + '.join(map(str, parts))} = {answer}"
    trace = "\n".join((
        f"The {places} and their {by} form a net, and {way} from {a} to {z} is wanted, in {unit}.",
        rng.choice((
            "I work outward: of all places reached, the nearest one cannot be reached any shorter, so it is done.",
            "Step by step I fix the nearest place not yet fixed, and see how far its neighbors are by way of it.",
        )),
        *lines,
        f"That is {z} itself, so the search is over: every other way would have to pass a place at least as far.",
        f"Going back from {z} by the places that gave each value, the way is {' – '.join(names[at] for at in path)}.",
        f"Added up along it, {total}, the same number.",
        f"So the answer is {answer}.",
    ))
    return Draft(
        question, answer, f"{'. '.join(jots)}. {z}: {answer}.", trace, "forward",
        milestones=routes((*facts, total), jots),
    )


def check_shortest_path(p: dict[str, Any]) -> str:
    """Follows every way that visits no place twice, and takes the shortest that ends at the goal."""
    best: list[int] = []
    ways: list[tuple[tuple[int, ...], int]] = [((0,), 0)]
    while ways:
        path, length = ways.pop()
        if path[-1] == p["goal"]:
            best.append(length)
            continue
        for x, y, more in p["roads"]:
            for here, there in ((x, y), (y, x)):
                if here == path[-1] and there not in path:
                    ways.append(((*path, there), length + more))
    return str(min(best))


FAMILIES = (
    Family(
        "shortest_path", "logic_puzzle", "graphs", "number", ("graph", "shortest path"),
        shortest_path, write_shortest_path, check_shortest_path,
    ),
)
