"""Whereabouts: where a thing is, and where somebody believes it to be."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.logic.everyday_facts import PORTABLE, ROOMS, UNFURNISHED
from reasoning_data.schema import Draft, Family, routes
from reasoning_data.wording import NAMES, listing


def where_is(rng: Random, difficulty: str) -> dict[str, Any]:
    """Somebody carries a thing about; moves with and without it take turns."""
    moves = {"easy": 2, "medium": 4, "hard": 6}[difficulty]
    rooms, names = list(rng.choice(ROOMS)), rng.sample(NAMES, 2 if difficulty == "easy" else 3)
    here = {name: rng.choice(rooms) for name in names}
    at = rng.choice(rooms)
    events: list[list[str]] = [["start", rng.choice(names), at]]
    holder = events[0][1]
    here[holder] = at
    holding = True
    for _ in range(moves):
        if holding and rng.random() < 0.35:
            events.append(["drop", holder, here[holder]])
            holding = False
        elif not holding and rng.random() < 0.4:
            holder = rng.choice(names)
            if here[holder] != at:
                events.append(["go", holder, at])
                here[holder] = at
            events.append(["take", holder, at])
            holding = True
        else:
            name = holder if holding and rng.random() < 0.6 else rng.choice(names)
            here[name] = rng.choice([room for room in rooms if room != here[name]])
            events.append(["go", name, here[name]])
        if holding:
            at = here[holder]
    return {"thing": rng.choice(PORTABLE), "events": events}


_WHERE_ASKS = ("Where is the {thing} now?", "Where is the {thing} at the end?", "In which place is the {thing} now?",
               "Where would you find the {thing} now?")


def write_where_is(rng: Random, p: dict[str, Any]) -> Draft:
    thing = p["thing"]
    holder, at, told, lines, jots, facts = "", "", [], [], [], []
    for kind, name, place in p["events"]:
        if kind == "start":
            told.append(f"{name} picks up the {thing} in the {place}.")
            holder, at = name, place
            facts.append(f"{name} has the {thing}, in the {place}")
            lines.append(f"{facts[-1]}.")
        elif kind == "drop":
            told.append(rng.choice((f"{name} puts the {thing} down.", f"{name} leaves the {thing} there.")))
            holder = ""
            facts.append(f"{name} puts it down in the {place}")
            lines.append(f"{facts[-1]}, and from now on it stays there until somebody takes it.")
        elif kind == "take":
            told.append(f"{name} takes the {thing}.")
            holder = name
            facts.append(f"{name} takes it in the {place}")
            lines.append(f"{facts[-1]} and will carry it along.")
        else:
            told.append(f"{name} {rng.choice(('goes', 'walks', 'moves'))} to the {place}.")
            if name == holder:
                at = place
                facts.append(f"both are now in the {place}")
                lines.append(f"{name} is carrying the {thing}, so {facts[-1]}.")
            else:
                facts.append(f"{name} goes to the {place} without the {thing}")
                lines.append(f"{facts[-1]}, which does not move.")
        jots.append(f"{name} {kind} {place}: {at}" if kind == "go" else f"{name} {kind}: {at}")
    state = f"{holder} still has it in the {at}" if holder else f"it lies in the {at}"
    trace = "\n".join(
        (
            f"The question is where the {thing} ends up. It moves only together with the person who "
            "is holding it.",
            rng.choice(
                (
                    "I follow the story and note after each sentence who has it.",
                    "Sentence by sentence I keep track of the thing, not of the people.",
                )
            ),
            *lines,
            f"At the end {state}.",
            "As a check I go back from the end to the last sentence that could have moved it: after "
            "that sentence nobody else "
            "picks it up or carries it anywhere, so its place does not change any more.",
            f"The {thing} is in the {at}. The other places named belong to people who went there "
            "without it or to earlier moments.",
        )
    )
    question = f"{' '.join(told)} {rng.choice(_WHERE_ASKS).format(thing=thing)}"
    return Draft(
        question, at, f"{'. '.join(jots)}. It is in: {at}.", trace, "trace_execution", milestones=routes(facts, jots)
    )


def check_where_is(p: dict[str, Any]) -> str:
    """Reads the story backwards, from the last time the thing can have moved."""
    events = p["events"]
    loose = max((at for at, event in enumerate(events) if event[0] in ("drop", "start", "take")), default=0)
    kind, name, place = events[loose]
    if kind == "drop":
        return place
    return next((event[2] for event in reversed(events[loose + 1 :]) if event[1] == name), place)


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
        "where_is",
        "logic_puzzle",
        "common_sense",
        "text",
        ("place", "object"),
        where_is,
        write_where_is,
        check_where_is,
    ),
    Family(
        "false_belief",
        "logic_puzzle",
        "common_sense",
        "text",
        ("belief", "place"),
        false_belief,
        write_false_belief,
        check_false_belief,
    ),
)
