"""Whereabouts: where a thing is, after it was carried about."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.logic.everyday_facts import PORTABLE, ROOMS
from reasoning_data.schema import Draft, Family, routes
from reasoning_data.wording import NAMES


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


FAMILIES = (
    Family(
        "where_is", "logic_puzzle", "common_sense", "text", ("place", "object"), where_is, write_where_is,
        check_where_is,
    ),
)
