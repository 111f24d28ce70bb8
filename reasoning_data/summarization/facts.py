"""Reading for a fact."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family
from reasoning_data.summarization.passages import (
    ACTORS,
    HAPPENINGS,
    TOWNS,
    done,
    event,
    pair,
    sentences_about,
)
from reasoning_data.wording import WEEK

# what is asked: its sort, questions about the only event, the question that names the event
ASKED = {
    "town": (
        "a place",
        ("In which town did this happen?", "Where did {actor} do this?"),
        "Where was {object} {verb}?",
    ),
    "day": (
        "a day",
        ("On which day did this happen?", "When did {actor} do this?"),
        "On what day was {object} {verb}?",
    ),
    "actor": (
        "a group of people",
        ("Who did this?", "Which group is the passage about?"),
        "Which group {verb} {object}?",
    ),
    "number": (
        "a number",
        ("How many {unit} does the text speak of?", "What number of {unit} does the text give?"),
        "How many {unit} does the passage mention?",
    ),
}
READ = (
    'Read the passage. "{text}" {ask}',
    "{text} {ask}",
    "Passage: {text} Question: {ask}",
    'Answer from the text only. "{text}" {ask}',
    'A newspaper writes: "{text}" {ask}',
)
_HOLDS = ("who did what, where and when", "a number", "a reason", "what follows")


def extract(rng: Random, difficulty: str) -> dict[str, Any]:
    asked = ("town", "day", "number") if difficulty == "easy" else ("town", "day", "actor", "number")
    largest = {"easy": 60, "medium": 120, "hard": 240}[difficulty]
    events = pair(rng, largest) if difficulty == "hard" else [event(rng, largest)]
    return {"events": events, "about": rng.randrange(len(events)), "ask": rng.choice(asked)}


def write_extract(rng: Random, p: dict[str, Any]) -> Draft:
    events, ask = p["events"], p["ask"]
    facts, several = events[p["about"]], len(events) > 1
    kind, answer = HAPPENINGS[facts["kind"]], str(facts[ask])
    text = [line for one in events for line in sentences_about(rng, one)[: 2 if several else 4]]
    place = 2 * p["about"] + (ask == "number")
    sort, about_this, named = ASKED[ask]
    form = named if several or rng.random() < 0.4 else rng.choice(about_this)
    question = form.format(actor=facts["actor"], verb=kind.verb, object=kind.object, unit=kind.unit)
    label = kind.unit if ask == "number" else f"{ask} of {kind.object}" if several else ask
    concise = f"asked: {label}. {text[place]} {answer}"
    lines = [
        rng.choice((
            f"The question is: {question} I need {sort}, and it has to come from the text.",
            f"I have to answer this: {question} So I read the text for {sort}.",
            f"What is wanted is {sort}: {question} I go through the text for it.",
        )),
        *(
            f'Sentence {n + 1} says: "{line}" It tells {_HOLDS[n % 2 if several else n]}'
            f"{', and here I stop to look closer' if n == place else ''}."
            for n, line in enumerate(text)
        ),
        f"Only sentence {place + 1} speaks of {sort} that belongs to {kind.object}, so the others cannot answer.",
        f'What it gives as {sort} is "{answer}".',
        f"Check: in a full statement, {facts['actor']} {done(facts)} in {facts['town']} on {facts['day']}, "
        f'with {facts["number"]} {kind.unit}. In it, "{answer}" stands where the question points.',
        f"The answer is {answer}.",
    ]
    whole = rng.choice(READ).format(text=" ".join(text), ask=question)
    routes: tuple[tuple[str, ...], ...]
    if ask == "number":
        counted = kind.counted.format(n=answer)
        routes = ((kind.unit, counted[counted.index(answer) : counted.index(kind.unit) + len(kind.unit)]),)
    else:
        event_, detail = f"{facts['actor']} {done(facts)}", f"on {answer}" if ask == "day" else f"in {facts['town']}"
        routes = (event_, detail), (detail, event_)
    return Draft(whole, answer, concise, "\n".join(lines), "extraction_synthesis", milestones=routes)


def check_extract(p: dict[str, Any]) -> str:
    """Picks the value by its sort: the one fact of the event that is a town, a day, a group or a number."""
    values = p["events"][p["about"]].values()
    if p["ask"] == "number":
        (found,) = [str(value) for value in values if isinstance(value, int)]
    else:
        pool = {"town": TOWNS, "day": WEEK, "actor": ACTORS}[p["ask"]]
        (found,) = [value for value in values if value in pool]
    return found


FAMILIES = (
    Family(
        "extract_fact", "summarization", "reading", "text", ("reading", "fact"), extract, write_extract,
        check_extract,
    ),
)
