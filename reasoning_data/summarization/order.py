"""Putting the events of a report into the order in which they happened."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, count, listing

EVENTS = (
    "parade", "concert", "race", "dinner", "lecture", "picnic", "auction", "raffle", "dance", "film", "workshop",
    "tour", "speech", "quiz", "match", "breakfast", "show", "market", "march", "vote",
    "lesson", "rehearsal", "toast", "game",
)
# setting: the day
DAYS = {
    "fair": "the village fair", "school": "the school festival", "club": "the club day", "wedding": "the wedding",
    "museum": "the museum day", "harbor": "the harbor festival", "camp": "the summer camp", "jubilee": "the jubilee",
    "city": "the city festival", "sports": "the sports day", "family": "the family reunion", "farm": "the farm day",
}
BEGUN = ("The {event} was at {time}.", "At {time} came the {event}.", "The {event} began at {time}.",
         "{name} went to the {event} at {time}.")
ASKS = (
    "{intro} {text} List the events in the order in which they happened.",
    "{intro} {text} What is the right order, from first to last?",
    "Put the events in order of time. {intro} {text}",
    "{intro} {text} Write the events from the earliest to the latest.",
)


def order(rng: Random, difficulty: str) -> dict[str, Any]:
    """Hours of the day by event, in the order of the report; hard: some are told by the time since the one before."""
    number = {"easy": 3, "medium": 4, "hard": rng.randint(4, 5)}[difficulty]
    hours = rng.sample(range(8, 22), number)
    while hours == sorted(hours):
        rng.shuffle(hours)
    relative = [difficulty == "hard" and k > 0 and (k == 1 or rng.random() < 0.5) for k in range(number)]
    return {
        "setting": rng.choice(list(DAYS)),
        "name": rng.choice(NAMES),
        "events": rng.sample(EVENTS, number),
        "hours": hours,
        "relative": relative,
    }


def write_order(rng: Random, p: dict[str, Any]) -> Draft:
    events, hours = p["events"], p["hours"]
    told, found, jotted = [], [], []
    for k, (event, hour) in enumerate(zip(events, hours, strict=True)):
        if p["relative"][k]:
            before, gap = events[k - 1], hour - hours[k - 1]
            way, sign = ("later", "+") if gap > 0 else ("earlier", "-")
            told.append(f"The {event} was {count(abs(gap), 'hour')} {way} than the {before}.")
            claim = f"{hours[k - 1]} {sign} {abs(gap)} = {hour}"
            found.append(f"The {event} is given by the {before} before it: {claim}, so it was at {hour}:00.")
            jotted.append(f"{event} {claim}")
        else:
            told.append(rng.choice(BEGUN).format(event=event, time=f"{hour}:00", name=p["name"]))
            found.append(f"The {event} has its time in the text: {hour}:00.")
            jotted.append(f"{event} {hour}")
    ordered = [event for _, event in sorted(zip(hours, events, strict=True))]
    answer = ", ".join(ordered)
    intro = rng.choice(
        ("{name} reports from {day}.", "{name} writes about {day}.", "A note by {name} on {day}:")
    )
    question = rng.choice(ASKS).format(
        intro=intro.format(name=p["name"], day=DAYS[p["setting"]]), text=" ".join(told)
    )
    concise = f"{', '.join(jotted)}. sorted: {', '.join(map(str, sorted(hours)))}. {answer}"
    steps = [
        f"{'First' if k == 0 else 'Next'} comes {hour}:00, the {event}{', and no time is smaller' if k == 0 else ''}."
        for k, (hour, event) in enumerate(zip(sorted(hours), ordered, strict=True))
    ]
    gaps = [f"{later} - {sooner} = {later - sooner}" for sooner, later in pairwise(sorted(hours))]
    lines = [
        f"The report names {len(events)} events, {listing(events)}, but not in the order of the day.",
        "I need a time for each of them before I can sort.",
        *found,
        f"Now I take the times from small to large: {', '.join(f'{hour}:00' for hour in sorted(hours))}.",
        *steps,
        f"Check: from each event to the next the time has to grow, and it does, by {listing(gaps)} hours.",
        f"All {len(events)} events are in the list, none twice.",
        f"The order is {answer}.",
    ]
    template = "trace_execution" if any(p["relative"]) else "extraction_synthesis"
    return Draft(question, answer, concise, "\n".join(lines), template)


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
