"""Directions: which way one faces after some turns, and where a walk on a street grid ends."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family, routes
from reasoning_data.wording import NAMES

_COMPASS = ("north", "east", "south", "west")
_QUARTERS = {"right": 1, "around": 2, "left": 3}
# setting: (opening, who turns)
TURNERS = {
    "person": ("{name} is facing {start}.", "{name}"),
    "robot": ("The robot that {name} built is facing {start}.", "the robot"),
    "boat": ("A boat steered by {name} is heading {start}.", "the boat"),
    "drone": ("A drone flown by {name} is pointing {start}.", "the drone"),
    "car": ("The car that {name} drives is heading {start}.", "the car"),
    "rider": ("{name} is cycling {start}.", "{name}"),
    "scout": ("Scout {name} is looking {start}.", "{name}"),
    "tractor": ("A tractor driven by {name} is moving {start}.", "the tractor"),
}
_FACING_ASKS = (
    "Which way does {who} face now?",
    "In which direction does {who} face at the end?",
    "Which direction does {who} face after that?",
    "What direction is {who} facing in the end?",
)


def turns(rng: Random, difficulty: str) -> dict[str, Any]:
    how_many = {"easy": rng.randint(2, 3), "medium": rng.randint(4, 5), "hard": rng.randint(6, 8)}[difficulty]
    kinds = ("left", "right") if difficulty == "easy" else ("left", "right", "left", "right", "around")
    return {"setting": rng.choice(list(TURNERS)), "name": rng.choice(NAMES), "start": rng.choice(_COMPASS),
            "turns": [rng.choice(kinds) for _ in range(how_many)]}


def write_turns(rng: Random, p: dict[str, Any]) -> Draft:
    opening, who = (text.format(name=p["name"], start=p["start"]) for text in TURNERS[p["setting"]])
    actions = [f"turns {turn}" for turn in p["turns"]]
    subject = who[0].upper() + who[1:]
    listed = f"{', then '.join(actions)}"
    question = f"{opening} {subject} {listed}. {rng.choice(_FACING_ASKS).format(who=who)}"
    at, lines, facts = _COMPASS.index(p["start"]), [], []
    jots: list[str] = []
    for turn_number, turn in enumerate(p["turns"], 1):
        old, at = at, (at + _QUARTERS[turn]) % 4
        jots.append(f"{turn}: {_COMPASS[at]}")
        move = {"right": "one place on", "left": "one place back", "around": "two places on"}[turn]
        facts.append(f"Turn {turn_number}, {turn}: {move} from {_COMPASS[old]} is {_COMPASS[at]}")
        lines.append(f"{facts[-1]}.")
    answer = _COMPASS[at]
    right, left, around = (p["turns"].count(turn) for turn in ("right", "left", "around"))
    total = right + 2 * around + 3 * left
    summing = f"{right} + 2 × {around} + 3 × {left} = {total}"
    start = _COMPASS.index(p["start"])
    landing = (
        f"{total} mod 4 is {total % 4}, and {total % 4} place{'s' * (total % 4 != 1)} on from "
        f"{p['start']} is {_COMPASS[(start + total) % 4]}"
    )
    known = (
        f"At the start {who} faces {p['start']}, and {len(actions)} turns follow: {', '.join(p['turns'])}."
    )
    circle = (
        "The directions run clockwise as north, east, south, west and back to north. A right "
        "turn goes one place on, a left turn one place back, turning around two places."
    )
    counted = (f"Right {right}, around {around}, left {left}", summing, f"{total} mod 4 = {total % 4}",
               f"{p['start'].capitalize()} on {total % 4}")
    counts = (f"{right} right, {around} around, {left} left", summing, f"{total} mod 4 is {total % 4}",
              f"on from {p['start']} is {answer}")
    if rng.random() < 0.65:
        template = "trace_execution"
        concise = f"{p['start'].capitalize()}. {'. '.join(jots)}. Faces {answer}."
        trace = "\n".join(
            (
                known,
                circle,
                "I make the turns one at a time.",
                *lines,
                f"Counting clockwise quarter turns at once, with a left turn as 3 of them, gives {summing}.",
                f"Full circles change nothing: {landing}.",
                f"Both ways agree: {who} faces {answer}.",
            )
        )
    else:
        template = "decomposition"
        concise = f"{'. '.join(counted)}: {answer}."
        trace = "\n".join(
            (
                known,
                circle,
                f"The order of the turns does not matter for the final direction, so I count them: {counts[0]}.",
                f"A left turn is the same as three right turns. In right turns the sum is {summing}.",
                f"Four right turns make a full circle: {landing}.",
                "Following the turns one at a time should lead there too.",
                *lines,
                f"It does: {who} faces {answer}.",
            )
        )
    return Draft(
        question, answer, concise, trace, template, milestones=routes(facts, jots, counts, counted)
    )


def check_turns(p: dict[str, Any]) -> str:
    """Multiplies complex numbers: north is i, a left turn is i, a right turn -i."""
    ways = {"north": 1j, "east": 1 + 0j, "south": -1j, "west": -1 + 0j}
    facing = ways[p["start"]]
    for turn in p["turns"]:
        facing *= {"left": 1j, "right": -1j, "around": -1}[turn]
    return next(name for name, way in ways.items() if way == facing)


# setting: (opening, unit)
WALKS = {
    "blocks": ("{name} leaves home and walks", "block"),
    "steps": ("{name} starts at the old oak and goes", "step"),
    "meters": ("{name} starts at the flagpole and walks", "meter"),
    "miles": ("{name} leaves the camp and hikes", "mile"),
    "squares": ("{name} moves a game piece on a board; it goes", "square"),
}
_STEP = {"north": (0, 1), "east": (1, 0), "south": (0, -1), "west": (-1, 0)}


def grid_walk(rng: Random, difficulty: str) -> dict[str, Any]:
    how_many, high = {"easy": (3, 6), "medium": (4, 12), "hard": (6, 30)}[difficulty]
    legs: list[list[Any]] = []
    while len(legs) < how_many:
        way = rng.choice(_COMPASS)
        if not legs or legs[-1][0] != way:
            legs.append([way, rng.randint(1, high)])
    return {"setting": rng.choice(list(WALKS)), "name": rng.choice(NAMES), "legs": legs}


_WALK_ASKS = (
    "How many {unit}s away from the start is that, walking only along the grid directions?",
    "Moving only north, south, east or west, how many {unit}s is it back to the start?",
    "What is the smallest number of {unit}s back to the start, without going diagonally?",
    "Along the grid, how many {unit}s lie between the start and the end?",
)


def write_grid_walk(rng: Random, p: dict[str, Any]) -> Draft:
    opening, unit = WALKS[p["setting"]]
    legs = [f"{length} {unit}{'s' * (length != 1)} {way}" for way, length in p["legs"]]
    question = (
        f"{opening.format(name=p['name'])} {', then '.join(legs)}. {rng.choice(_WALK_ASKS).format(unit=unit)}"
    )
    sums: dict[str, int] = {way: sum(length for leg, length in p["legs"] if leg == way) for way in _COMPASS}
    parts = {way: " + ".join(str(length) for leg, length in p["legs"] if leg == way) for way in _COMPASS}
    jots, lines, ends, facts = [], [], [], []
    for one, other in (("north", "south"), ("east", "west")):
        for way in (one, other):
            total = f"{parts[way]} = {sums[way]}" if "+" in parts[way] else str(sums[way])
            jots.append(f"{way.capitalize()}: {total}.")
            lines.append(f"Together {way}: {total if parts[way] else 'nothing, 0'}.")
            if "+" in parts[way]:
                facts.append(f"{way}: {total}")
        big, small = (one, other) if sums[one] >= sums[other] else (other, one)
        gap = sums[big] - sums[small]
        jots.append(f"{sums[big]} - {sums[small]} = {gap}.")
        facts.append(f"{sums[big]} - {sums[small]} = {gap}")
        lines.append(
            f"{one.capitalize()} and {other} cancel: {sums[big]} - {sums[small]} = {gap}, so the end lies "
            + (
                f"{gap} to the {big}."
                if gap
                else "neither north nor south of the start."
                if one == "north"
                else "neither east nor west of the start."
            )
        )
        ends.append(gap)
    answer = sum(ends)
    x = y = 0
    path = []
    for way, length in p["legs"]:
        x, y = x + _STEP[way][0] * length, y + _STEP[way][1] * length
        path.append(f"({x}, {y})")
    trace = "\n".join(
        (
            f"The walk has {len(legs)} legs: {', '.join(legs)}. I need the way back along the grid, "
            "so north–south and east–west count separately.",
            *lines,
            f"Going back means undoing both parts: {ends[0]} + {ends[1]} = {answer}.",
            "As a check I follow the points, with the first number counting east and the second "
            f"north: (0, 0), {', '.join(path)}.",
            f"The last point is {abs(x)} across and {abs(y)} up or down from the start, which "
            f"agrees. The answer is {answer}.",
        )
    )
    facts.append(f"{ends[0]} + {ends[1]} = {answer}")
    return Draft(
        question, str(answer), f"{' '.join(jots)} {facts[-1]}.", trace, "decomposition", milestones=routes(facts)
    )


def check_grid_walk(p: dict[str, Any]) -> str:
    """Walks unit by unit."""
    x = y = 0
    for way, length in p["legs"]:
        for _ in range(length):
            x, y = {"north": (x, y + 1), "south": (x, y - 1), "east": (x + 1, y), "west": (x - 1, y)}[way]
    return str(abs(x) + abs(y))


FAMILIES = (
    Family(
        "turns", "logic_puzzle", "spatial", "text", ("compass", "direction"), turns, write_turns, check_turns
    ),
    Family(
        "grid_walk",
        "logic_puzzle",
        "spatial",
        "number",
        ("grid", "walk"),
        grid_walk,
        write_grid_walk,
        check_grid_walk,
    ),
)
