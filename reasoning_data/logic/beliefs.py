"""Beliefs: where somebody takes a thing to be who did not see it moved."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.logic.everyday_facts import PORTABLE, ROOMS, UNFURNISHED
from reasoning_data.schema import Draft, Family, routes
from reasoning_data.wording import NAMES, listing


def false_belief(rng: Random, difficulty: str) -> dict[str, Any]:
    moves = {"easy": 1, "medium": 2, "hard": 3}[difficulty]
    spots = rng.sample(
        ("drawer", "basket", "box", "cupboard", "bag", "chest", "bucket", "trunk", "crate", "sack"), moves + 1
    )
    names = rng.sample(NAMES, 2 if moves == 1 else 3)
    leaves = rng.randrange(moves + 1)  # after so many moves the asked person leaves the room
    movers = [rng.choice(names[1:]) for _ in range(moves)]
    room = rng.choice([place for place in rng.choice(ROOMS) if place not in UNFURNISHED])
    return {"room": room, "thing": rng.choice(PORTABLE), "spots": spots,
            "names": names, "leaves": leaves, "movers": movers}


_BELIEF_ASKS = (
    "Where will {name} look for the {thing} first?",
    "In which place does {name} think the {thing} is?",
    "Where does {name} expect to find the {thing}?",
    "When {name} comes back for the {thing}, where does {name} look first?",
)


def write_false_belief(rng: Random, p: dict[str, Any]) -> Draft:
    names, spots, thing, leaves, room = p["names"], p["spots"], p["thing"], p["leaves"], p["room"]
    hero = names[0]
    told = [f"{listing(names)} are in the {room}. {hero} puts the {thing} into the {spots[0]}."]
    lines = [f"{hero} puts the {thing} into the {spots[0]} and so knows that it is there."]
    jots, facts = [f"{spots[0]} seen"], [f"{spots[0]} and so knows"]
    for move, mover in enumerate(p["movers"]):
        if move == leaves:
            told.append(f"{hero} leaves the {room}.")
            lines.append(f"{hero} leaves now and sees nothing of what comes after.")
        told.append(f"{mover} moves the {thing} to the {spots[move + 1]}.")
        seen = move < leaves
        facts.append(f"{spots[move + 1]}: {hero} {'sees this' if seen else 'does not see this'}")
        lines.append(f"{mover} moves it from the {spots[move]} to the {facts[-1]}.")
        jots.append(f"{spots[move + 1]} {'seen' if seen else 'not seen'}")
    if leaves == len(p["movers"]):
        told.append(f"{hero} leaves the {room}.")
        lines.append(f"Only after all this does {hero} leave.")
    told.append(f"Later {hero} wants the {thing}.")
    answer, real = spots[leaves], spots[-1]
    ask = rng.choice(_BELIEF_ASKS).format(name=hero, thing=thing)
    same = answer == real
    trace = "\n".join(
        (
            f"The question is not only where the {thing} is but where {hero} believes it to be, and "
            f"{hero} knows only what {hero} has seen.",
            rng.choice(
                (
                    "So I keep two notes: the real place, and the last place seen.",
                    "I follow the real place and what the person saw of it, side by side.",
                )
            ),
            *lines,
            f"The last place in which {hero} saw the {thing} is the {answer}.",
            f"Really it is in the {real}. "
            + (
                "That is the same place, since nothing was moved behind anyone's back."
                if same
                else f"Nobody told {hero}, so this cannot influence the search."
            ),
            f"As a check I ask what would have to happen for {hero} to look anywhere else: {hero} "
            "would need to have seen or heard of "
            "another move, and the story tells of none.",
            f"So {hero} looks in the {answer}.",
        )
    )
    return Draft(
        f"{' '.join(told)} {ask}",
        answer,
        f"{'. '.join(jots)}. {hero} looks in: {answer}.",
        trace,
        "causal_explanation",
        milestones=routes((*facts, f"saw the {thing} is the {answer}"), jots),
    )


def check_false_belief(p: dict[str, Any]) -> str:
    """Keeps a picture of the world in the hero's head, updated only while the hero is in the room."""
    head, present = p["spots"][0], True
    for move, spot in enumerate(p["spots"][1:]):
        present = present and move != p["leaves"]
        head = spot if present else head
    return head


FAMILIES = (
    Family(
        "false_belief", "logic_puzzle", "common_sense", "text", ("belief", "place"), false_belief,
        write_false_belief, check_false_belief,
    ),
)
