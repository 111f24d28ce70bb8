"""Bridges: two at a time with one light, in the shortest time."""

from __future__ import annotations

from heapq import heappop, heappush
from itertools import combinations
from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family, routes
from reasoning_data.wording import NAMES, listing

# setting: what must be crossed, and what has to be carried along
BRIDGES = {
    "bridge": ("a narrow bridge at night", "a torch"),
    "tunnel": ("a dark tunnel", "a lamp"),
    "cave": ("a cave passage", "a headlamp"),
    "rope": ("a rope bridge", "a safety harness"),
    "pier": ("a foggy pier", "a lantern"),
    "marsh": ("a marsh path", "a map"),
    "field": ("a minefield in a game", "a detector"),
    "snow": ("a snowfield", "a compass"),
}


_BRIDGE_ASKS = (
    "What is the shortest time, in minutes, for all to get across?",
    "In how many minutes can they all be on the other side, at best?",
    "What is the least number of minutes until everybody is across?",
    "How many minutes does the best plan take?",
)


def bridge(rng: Random, difficulty: str) -> dict[str, Any]:
    size, high = {"easy": (3, 10), "medium": (4, 12), "hard": (4, 30)}[difficulty]
    times = sorted(rng.sample(range(1, high + 1), size))
    return {"setting": rng.choice(list(BRIDGES)), "names": rng.sample(NAMES, size), "times": times}


def write_bridge(rng: Random, p: dict[str, Any]) -> Draft:
    place, thing = BRIDGES[p["setting"]]
    names, times = p["names"], p["times"]
    people = list(zip(names, times, strict=True))
    rng.shuffle(people)
    told = listing([f"{name} {time}" for name, time in people])
    question = (
        f"{listing([name for name, _ in people])} must cross {place}. At most two can go at a time, and they "
        f"have only {thing}, which every crossing needs. Alone they take these minutes: {told}. Two together "
        f"go at the pace of the slower one. {rng.choice(_BRIDGE_ASKS)}"
    )
    head = [
        f"At most two cross at a time, {thing} has to be brought back each time, and a pair goes at "
        "the slower pace.",
        "From fast to slow the times are "
        f"{', '.join(f'{name} {time}' for name, time in zip(names, times, strict=True))}.",
        "Somebody always has to come back while others are waiting, so the quick ones should do the "
        "walking back.",
    ]
    if len(times) == 3:
        a, b, c = times
        answer = a + b + c
        claims = [f"{b} + {a} + {c} = {answer}"]
        concise = f"{a} {b} {c}. {names[0]} brings each: {claims[0]}."
        body = [
            "With three people there are three crossings over or back: two over, and one back in between.",
            f"The fastest, {names[0]}, takes the others over one after the other: over with "
            f"{names[1]} in {b}, back in {a}, "
            f"over with {names[2]} in {c}.",
            f"Together that takes {claims[0]} minutes.",
            f"It cannot be done faster: {names[2]} crosses once and needs {c}, the other crossing "
            "over carries somebody who "
            f"needs at least {b}, and the way back costs at least {a}.",
            f"Adding these smallest values, {c} + {b} + {a} = {answer}, gives the same number, so "
            f"{answer} minutes is the least.",
        ]
    else:
        a, b, c, d = times
        escort, pairs = 2 * a + b + c + d, a + 3 * b + d
        answer = min(escort, pairs)
        claims = [f"{b} + {a} + {c} + {a} + {d} = {escort}", f"{b} + {a} + {d} + {b} + {b} = {pairs}"]
        escort_sum, pairs_sum = claims
        concise = f"{a} {b} {c} {d}. Way 1: {escort_sum}. Way 2: {pairs_sum}. Least {answer}."
        body = [
            "Three crossings over and two back are needed, and two plans are worth comparing.",
            f"Plan 1: {names[0]} escorts the others one by one. That takes {escort_sum} minutes.",
            f"Plan 2: {names[0]} and {names[1]} go first ({b}), {names[0]} returns ({a}), the two "
            f"slowest cross together ({d}), "
            f"{names[1]} returns ({b}), and {names[0]} and {names[1]} cross again ({b}). That takes "
            f"{pairs_sum} minutes.",
            f"The plans differ only in {a} + {c} = {a + c} for the first against 2 × {b} = {2 * b} "
            "for the second.",
            f"{'Both are equal' if a + c == 2 * b else f'The smaller of these is {min(a + c, 2 * b)}'}, "
            f"so the best time is {answer} minutes.",
        ]
    trace = "\n".join((*head, *body))
    return Draft(question, str(answer), concise, trace, "decomposition", milestones=routes(claims))


def check_bridge(p: dict[str, Any]) -> str:
    """Dijkstra's search over who is still on this side and where the light is."""
    times, size = p["times"], len(p["times"])
    queue = [(0, (1 << size) - 1, True)]
    best: dict[tuple[int, bool], int] = {}
    while queue:
        spent, here, light = heappop(queue)
        if not here:
            return str(spent)
        if best.get((here, light), spent + 1) <= spent:
            continue
        best[here, light] = spent
        side = [who for who in range(size) if bool(here >> who & 1) == light]
        for group in (*combinations(side, 1), *combinations(side, 2)):
            moved = sum(1 << who for who in group)
            heappush(queue, (spent + max(times[who] for who in group), here ^ moved, not light))
    raise ValueError("Nobody gets across.")


FAMILIES = (
    Family(
        "bridge",
        "logic_puzzle",
        "river_crossing",
        "number",
        ("bridge", "minutes", "crossing"),
        bridge,
        write_bridge,
        check_bridge,
    ),
)
