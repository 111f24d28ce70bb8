"""Putting the events of a report into the order in which they happened."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, count, listing

# event: the first and the last hour at which it may begin
_EVENTS = {
    "breakfast": (7, 10), "picnic": (11, 16), "dinner": (17, 21), "concert": (15, 21), "parade": (9, 18),
    "race": (8, 17), "lecture": (9, 19), "auction": (10, 19), "raffle": (11, 20), "dance": (16, 22), "film": (14, 22),
    "workshop": (8, 17), "tour": (8, 18), "speech": (9, 20), "quiz": (10, 20), "match": (9, 19), "show": (11, 21),
    "market": (7, 15), "vote": (9, 18), "lesson": (8, 17), "rehearsal": (8, 18), "toast": (12, 20), "game": (9, 20),
}
# day: what may happen on it
_DAYS = {
    "the village fair": "parade concert race auction raffle dance market show speech quiz picnic tour game",
    "the school festival": "breakfast concert race raffle lecture film workshop quiz match show speech tour game",
    "the club day": "breakfast race dinner lecture auction raffle workshop speech quiz match vote toast game dance",
    "the wedding": "breakfast rehearsal toast speech dinner dance concert picnic show game raffle",
    "the museum day": "lecture tour workshop film auction quiz speech concert dinner vote raffle lesson show",
    "the harbor festival": "parade race market concert tour dance show auction speech picnic match film",
    "the summer camp": "breakfast picnic workshop lesson film game match quiz race rehearsal show dance dinner tour",
    "the jubilee": "speech toast dinner concert parade lecture film auction dance show tour raffle",
    "the city festival": "parade concert market film dance show race tour speech quiz workshop lecture",
    "the sports day": "breakfast race match game lesson speech raffle picnic parade quiz toast dance tour workshop",
    "the family reunion": "breakfast picnic dinner toast speech quiz game film dance match show concert raffle tour",
    "the farm day": "market tour picnic auction race workshop raffle lesson quiz dance show breakfast game parade",
}
BEGUN = ("The {event} was at {time}.", "At {time} came the {event}.", "The {event} began at {time}.",
         "{name} went to the {event} at {time}.")
_ASKS = (
    "{intro} {text} List the events in the order in which they happened.",
    "{intro} {text} What is the right order, from first to last?",
    "Put the events in order of time. {intro} {text}",
    "{intro} {text} Write the events from the earliest to the latest.",
)


def order(rng: Random, difficulty: str) -> dict[str, Any]:
    """Hours of the day by event, in the order of the report; hard: some are told by the time since the one before."""
    number = {"easy": 3, "medium": 4, "hard": rng.randint(4, 5)}[difficulty]
    day = rng.choice(list(_DAYS))
    events, hours = rng.sample(_DAYS[day].split(), number), [0]
    while len(set(hours)) < number:
        hours = [rng.randint(*_EVENTS[event]) for event in events]
    mixed = rng.sample(range(number), number)
    while [hours[k] for k in mixed] == sorted(hours):
        rng.shuffle(mixed)
    relative = [difficulty == "hard" and k > 0 and (k == 1 or rng.random() < 0.5) for k in range(number)]
    return {
        "day": day,
        "name": rng.choice(NAMES),
        "events": [events[k] for k in mixed],
        "hours": [hours[k] for k in mixed],
        "relative": relative,
    }


def write_order(rng: Random, p: dict[str, Any]) -> Draft:
    events, hours = p["events"], p["hours"]
    told, found, jotted, route = [], [], [], []
    for k, (event, hour) in enumerate(zip(events, hours, strict=True)):
        if p["relative"][k]:
            before, gap = events[k - 1], hour - hours[k - 1]
            way, sign = ("later", "+") if gap > 0 else ("earlier", "-")
            told.append(f"The {event} was {count(abs(gap), 'hour')} {way} than the {before}.")
            claim = f"{hours[k - 1]} {sign} {abs(gap)} = {hour}"
            found.append(f"The {event} is given by the {before} before it: {claim}, so it was at {hour}:00.")
            jotted.append(f"{event} {claim}")
            route.append(claim)
        else:
            told.append(rng.choice(BEGUN).format(event=event, time=f"{hour}:00", name=p["name"]))
            found.append(f"The text itself has a time for the {event}: {hour}:00.")
            jotted.append(f"{event} {hour}")
            route.append(f"{event} {hour}")
    ordered = [event for _, event in sorted(zip(hours, events, strict=True))]
    answer = ", ".join(ordered)
    intro = rng.choice(
        ("{name} reports from {day}.", "{name} writes about {day}.", "A note by {name} on {day}:")
    )
    question = rng.choice(_ASKS).format(
        intro=intro.format(name=p["name"], day=p["day"]), text=" ".join(told)
    )
    in_turn = ", ".join(map(str, sorted(hours)))
    concise = f"{', '.join(jotted)}. sorted: {in_turn}. {answer}"
    steps = [
        f"{'First' if k == 0 else 'Next'} comes {hour}:00, the {event}{', and no time is smaller' if k == 0 else ''}."
        for k, (hour, event) in enumerate(zip(sorted(hours), ordered, strict=True))
    ]
    gaps = [f"{later} - {sooner} = {later - sooner}" for sooner, later in pairwise(sorted(hours))]
    lines = [
        f"The report names {len(events)} events, {listing(events)}, but not in the order of the day.",
        "I need a time for each of them before I can sort.",
        *found,
        f"Now I take the hours from small to large: {in_turn}.",
        *steps,
        f"Check: from each event to the next the time has to grow, and it does, by {listing(gaps)} hours.",
        f"All {len(events)} events are in the list, none twice.",
        f"The order is {answer}.",
    ]
    template = "trace_execution" if any(p["relative"]) else "extraction_synthesis"
    return Draft(question, answer, concise, "\n".join(lines), template, milestones=((*route, in_turn),))


def check_order(p: dict[str, Any]) -> str:
    """Walks through the day hour by hour and notes what happens."""
    happening = dict(zip(p["hours"], p["events"], strict=True))
    return ", ".join(happening[hour] for hour in range(24) if hour in happening)


FAMILIES = (
    Family(
        "chronology",
        "summarization",
        "chronology",
        "list",
        ("order", "time"),
        order,
        write_order,
        check_order,
    ),
)
