"""River crossings with passengers that must not be left alone together."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family, routes
from reasoning_data.wording import NAMES, a, count, listing

# setting: who rows, and chains of three where the middle one must not be left with either neighbor
GUARDS = {
    "farm": ("A farmer", ("wolf", "goat", "cabbage")),
    "garden": ("A gardener", ("fox", "hen", "sack of corn")),
    "zoo": ("A keeper", ("lynx", "rabbit", "box of lettuce")),
    "dairy": ("A dairy worker", ("cat", "mouse", "wheel of cheese")),
    "pond": ("A child", ("pike", "frog", "jar of flies")),
    "kitchen": ("A cook", ("dog", "goose", "basket of grain")),
    "forest": ("A ranger", ("hawk", "squirrel", "bag of nuts")),
    "orchard": ("A fruit grower", ("ferret", "pigeon", "bucket of cherries")),
}


_FREE = (
    "bell",
    "chair",
    "lantern",
    "drum",
    "ladder",
    "saddle",
    "barrel",
    "clock",
    "kettle",
    "rug",
    "stove",
    "mirror",
)


_GUARD_ASKS = (
    "How many one-way crossings are needed at least?",
    "What is the smallest number of crossings, counting each way?",
    "In how many crossings, over and back, can all be moved at best?",
    "Counting trips over and trips back, how many trips does it take at least?",
)


def guarded(rng: Random, difficulty: str) -> dict[str, Any]:
    setting = rng.choice(list(GUARDS))
    chain = difficulty != "easy" and rng.random() < 0.6
    extra = rng.randint(*{"easy": (0, 2), "medium": (1, 3), "hard": (2, 4)}[difficulty])
    return {"setting": setting, "name": rng.choice(NAMES), "chain": chain, "free": rng.sample(_FREE, extra)}


def write_guarded(rng: Random, p: dict[str, Any]) -> Draft:
    rower, (hunter, prey, food) = GUARDS[p["setting"]]
    chain, free = p["chain"], p["free"]
    things = [hunter, prey, *([food] if chain else []), *free]
    mixed = rng.sample(things, len(things))
    danger = f"the {hunter} with the {prey}" + (f", or the {prey} with the {food}" if chain else "")
    question = (
        f"{rower} called {p['name']} has to take {listing([a(thing) for thing in mixed])} across a "
        "river. The boat holds "
        f"{p['name']} and one thing. Without {p['name']} one must never leave {danger}. "
        f"{rng.choice(_GUARD_ASKS)}"
    )
    plan = [f"{prey} over"]
    if chain:
        plan += ["back", f"{hunter} over", f"{prey} back", f"{food} over", "back"]
        for thing in free:
            plan += [f"{thing} over", "back"]
        plan.append(f"{prey} over")
    else:
        for thing in (*free, hunter):
            plan += ["back", f"{thing} over"]
    total, size = len(plan), len(things)
    base = 2 * size - 1
    told = "; ".join(f"{turn} {step}" for turn, step in enumerate(plan, 1))
    extra = (
        f"Here the {prey} cannot stay with the {hunter} nor with the {food}. Whichever of these two goes over "
        f"first meets the {prey} there, "
        f"so the {prey} has to ride back once and over once more: {base} + 2 = {total}."
        if chain
        else f"The only danger is the pair of {hunter} and {prey}; when the {prey} goes first and the {hunter} last, "
        "they are never alone together. "
        f"So {base} crossings are enough."
    )
    trace = "\n".join(
        (
            f"There are {size} things to move, one at a time, and {p['name']} rows every trip. "
            f"Forbidden without {p['name']}: {danger}.",
            f"Without any danger, {size} trips over and {size} - 1 = {count(size - 1, 'trip')} back would do: "
            f"{size} + {size - 1} = {base}. "
            "Fewer are impossible, since each thing needs its own trip over.",
            f"The first passenger has to be the {prey}, because it must not be left with "
            f"{f'either the {hunter} or the {food}' if chain else f'the {hunter}'}.",
            extra,
            f"A plan with {total} crossings: {told}.",
            "After every step I look at the bank that is left alone: no forbidden pair ever stands there.",
            f"So the least number of crossings is {total}.",
        )
    )
    jots = [f"{size} over, {size - 1} back: {base}"]
    jots += [f"{prey} returns once", f"{base} + 2 = {total}"] if chain else [f"{prey} first", f"{hunter} last"]
    concise = f"{'. '.join(jots)}." if chain else f"{jots[0]}. {', '.join(jots[1:])}: {total}."
    facts = [f"{size} + {size - 1} = {base}", *([f"{base} + 2 = {total}"] * chain)]
    facts += [f"{turn} {step}" for turn, step in enumerate(plan, 1) if step != "back"]
    return Draft(question, str(total), concise, trace, "forward", milestones=routes(facts, jots))


def check_guarded(p: dict[str, Any]) -> str:
    """Breadth-first search over which things are still on this side and where the boat is."""
    size = 2 + p["chain"] + len(p["free"])
    foes = [0b011, 0b110] if p["chain"] else [0b011]
    full = (1 << size) - 1
    level, seen, trips = {(full, True)}, {(full, True)}, 0
    while (0, False) not in level:
        reached = set()
        for here, boat in level:
            side = here if boat else full ^ here
            for load in (0, *(1 << at for at in range(size) if side >> at & 1)):
                left = side ^ load
                state = (here ^ load, not boat)
                if state not in seen and not any(left & foe == foe for foe in foes):
                    reached.add(state)
        seen |= reached
        level, trips = reached, trips + 1
    return str(trips)


FAMILIES = (
    Family(
        "guarded",
        "logic_puzzle",
        "river_crossing",
        "number",
        ("river", "boat", "crossing"),
        guarded,
        write_guarded,
        check_guarded,
    ),
)
