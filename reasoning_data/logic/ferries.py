"""Ferries: the fewest trips that bring everybody over."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family, routes
from reasoning_data.wording import NAMES, a, count, plural

# setting: (opening, a big passenger, a small one, the boat)
FERRIES = {
    "river": ("{name}'s group stands on a river bank", "adult", "child", "rowing boat"),
    "lake": ("{name}'s party wants to cross a lake", "grown-up", "kid", "canoe"),
    "troop": ("{name}'s patrol has to cross a stream", "soldier", "scout", "raft"),
    "circus": ("{name}'s circus must get over a canal", "wrestler", "juggler", "tub"),
    "school": ("{name}'s school trip is stuck at a landing stage", "pupil", "first grader", "skiff"),
    "moat": ("{name}'s band of travelers wants to pass a moat", "knight", "page", "punt"),
    "harbor": ("{name}'s film crew waits at a harbor basin", "actor", "assistant", "dinghy"),
    "story": ("In a tale, {name} and friends come to a wide river", "giant", "dwarf", "boat"),
}


_FERRY_ASKS = (
    "What is the smallest number of crossings (over or back) that brings everybody over?",
    "How many one-way trips does the boat make, at least, until all are across?",
    "Counting every trip over and every trip back, how many trips are needed at least?",
    "What is the least number of one-way crossings for all of them?",
)


def ferry(rng: Random, difficulty: str) -> dict[str, Any]:
    kind = rng.choice(("equal", "sizes"))
    bigs = rng.randint(*{"easy": (1, 4), "medium": (3, 8), "hard": (6, 20)}[difficulty])
    smalls = rng.randint(2, {"easy": 3, "medium": 5, "hard": 9}[difficulty])
    seats = rng.randint(2, {"easy": 3, "medium": 4, "hard": 6}[difficulty])
    people = rng.randint(*{"easy": (3, 9), "medium": (6, 20), "hard": (15, 60)}[difficulty])
    return {
        "setting": rng.choice(list(FERRIES)),
        "name": rng.choice(NAMES),
        "kind": kind,
        "bigs": bigs,
        "smalls": smalls,
        "seats": seats,
        "people": people + seats,
    }


def write_ferry(rng: Random, p: dict[str, Any]) -> Draft:
    opening, big, small, boat = FERRIES[p["setting"]]
    opening = opening.format(name=p["name"])
    ask = rng.choice(_FERRY_ASKS)
    if p["kind"] == "equal":
        people, seats = p["people"], p["seats"]
        question = (
            f"{opening}: {people} people in all, and everybody can row. The {boat} holds {seats}, and "
            f"somebody must row it back. {ask}"
        )
        rest, net = people - seats, seats - 1
        rounds = -(-rest // net)
        answer = 2 * rounds + 1
        divided = (
            f"{rest} / {net} = {rounds}"
            if rest % net == 0
            else f"{rest} / {net} is more than {rounds - 1}, so {rounds}"
        )
        claims = [f"{people} - {seats} = {rest}", f"{seats} - 1 = {net}", divided, f"2 × {rounds} + 1 = {answer}"]
        ways = routes(claims)
        concise = f"{claims[0]}. Each round {claims[1]}. {divided}. {claims[3]}."
        body: tuple[str, ...] = (
            f"There are {people} people and {seats} seats, and the {boat} never moves by itself: "
            "after each trip over, one person "
            "rows it back as long as others are waiting.",
            f"I work from the end. The last trip takes {seats} people over and needs no return, so "
            f"{people} - {seats} = {rest} "
            "people have to be over before it.",
            f"A round trip brings {seats} over and one back, a gain of {seats} - 1 = {net}.",
            f"For {rest} people that means {divided} round trip{'s' * (rounds != 1)}.",
            f"Each round trip is 2 crossings, and the last trip is one more: 2 × {rounds} + 1 = {answer}.",
            f"A check by capacity: {count(rounds, 'round trip')} and the last trip can move {rounds} × {net} "
            f"+ {seats} = "
            f"{rounds * net + seats} people, which is enough for {people}, and one round trip less only "
            f"{(rounds - 1) * net + seats}, which is not.",
        )
        template = "backward"
    else:
        bigs, smalls = p["bigs"], p["smalls"]
        question = (
            f"{opening}: {count(bigs, big)} and {count(smalls, small)}. The {boat} carries one {big} "
            "or at most two "
            f"{plural(small)}, and all of them can row. {ask}"
        )
        first, last = 4 * bigs, 2 * smalls - 3
        answer = first + last
        concise = (
            f"Each {big} 4: 4 × {bigs} = {first}. {smalls} small: 2 × {smalls} - 3 = {last}. "
            f"{first} + {last} = {answer}."
        )
        for_smalls = (f"{smalls} - 2 = {smalls - 2}", f"2 × {smalls - 2} + 1 = {last}"), (f"2 × {smalls} - 3 = {last}",)
        ways = routes(*((f"4 × {bigs} = {first}", *way, f"{first} + {last} = {answer}") for way in for_smalls))
        body = (
            f"There are {count(bigs, big)} and {count(smalls, small)}; the {boat} takes one {big} or "
            f"two {plural(small)}.",
            f"When {a(big)} has gone over, {a(small)} must "
            f"already be there to bring the {boat} back. "
            "So each of them needs the same four crossings:",
            f"two {plural(small)} over, one {small} back, the {big} over, the other {small} back.",
            f"After these four the {boat} and all {plural(small)} are where they were. For "
            f"{count(bigs, big)} that is 4 × {bigs} = {first}.",
            f"The {smalls} {plural(small)} are left. Every round trip takes one of them over for "
            "good, and the last trip takes two.",
            f"That makes {smalls} - 2 = {count(smalls - 2, 'round trip')} and one trip more: 2 × {smalls - 2} "
            f"+ 1 = {last}.",
            f"Together {first} + {last} = {answer} crossings.",
            f"The number is odd, as it must be, since the {boat} ends on the far side.",
        )
        template = "decomposition"
    trace = "\n".join((*body, f"So at least {answer} crossings are needed."))
    return Draft(question, str(answer), concise, trace, template, milestones=ways)


def check_ferry(p: dict[str, Any]) -> str:
    """Breadth-first search over how many of each kind are still on this side and where the boat is."""
    if p["kind"] == "equal":
        start, loads = (p["people"], 0), [(k, 0) for k in range(1, p["seats"] + 1)]
    else:
        start, loads = (p["bigs"], p["smalls"]), [(1, 0), (0, 1), (0, 2)]
    level, seen, trips = {(*start, True)}, {(*start, True)}, 0
    while (0, 0, False) not in level:
        reached = set()
        for bigs, smalls, here in level:
            for big, small in loads:
                sign = -1 if here else 1
                state = (bigs + sign * big, smalls + sign * small, not here)
                if 0 <= state[0] <= start[0] and 0 <= state[1] <= start[1] and state not in seen:
                    reached.add(state)
        seen |= reached
        level, trips = reached, trips + 1
    return str(trips)


FAMILIES = (
    Family(
        "ferry",
        "logic_puzzle",
        "river_crossing",
        "number",
        ("boat", "crossing"),
        ferry,
        write_ferry,
        check_ferry,
    ),
)
