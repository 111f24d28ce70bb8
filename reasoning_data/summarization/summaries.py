"""Summaries of one sentence, within a number of words, that keep the key points."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.drafting import checked, opening, rule
from reasoning_data.rubric import words
from reasoning_data.schema import Draft, Family
from reasoning_data.summarization.key_notes import key_point
from reasoning_data.summarization.passages import HAPPENINGS, done, event, pair, sentences_about, upper

_ASKS = (
    'Summarize in one sentence of at most {most} words, with {points}. "{text}"',
    "{text} Sum this up in one sentence (at most {most} words) that tells {points}.",
    'Shorten the report to a single sentence that tells {points}, in {most} words or fewer. "{text}"',
    'What happened? One sentence, no more than {most} words, with {points}. "{text}"',
    "Passage: {text} Write one sentence of up to {most} words that says {points}.",
)


def summary(rng: Random, difficulty: str) -> dict[str, Any]:
    largest = 90 if difficulty == "easy" else 240
    return {
        "events": pair(rng, largest) if difficulty == "hard" else [event(rng, largest)],
        "why": difficulty == "medium",
        "spare": rng.randint(2, 5),
    }


def write_summary(rng: Random, p: dict[str, Any]) -> Draft:
    events, why = p["events"], p["why"]
    text = [line for one in events for line in sentences_about(rng, one)[: 2 if len(events) > 1 else 4]]
    clauses = [f"{one['actor']} {done(one)} in {one['town']}" for one in events]
    reason = f" because {events[0]['reason']}" if why else ""
    answer = f"{upper(', and '.join(clauses))}{reason}."
    heads = ("Who", "What", "Where", "Why") if why else ("Who", "What", "Where")
    most = len(words(answer)) + p["spare"]
    points = [key_point(one, head) for one in events for head in heads]
    rubric = (rule("key_points", points), rule("max_words", most), rule("max_sentences", 1))
    told = "who did what, where and why" if why else "who did what and where"
    if len(events) > 1:
        told += ", for both events"
    question = rng.choice(_ASKS).format(most=most, points=told, text=" ".join(text))
    concise = ". ".join(
        f"who: {one['actor']}. what: {done(one)}. where: {one['town']}"
        + (f". why: {one['reason']}" if why else "")
        for one in events
    )
    lines = [opening(rng, ["one sentence", f"at most {most} words", f"it tells {told}"])]
    for n, one in enumerate(events):
        sure = text[2 * n]
        lines.append(
            f'The main statement {"of the second report " if n else ""}is: "{sure}" From it I keep {one["actor"]}, '
            f"{done(one)} and {one['town']}; the day can go."
        )
        lines.append(
            f'"{text[2 * n + 1]}" adds a number about {HAPPENINGS[one["kind"]].object}, which is a detail.'
        )
    if len(events) == 1:
        use = "was asked for, so its core stays" if why else "was not asked for, so it can go"
        lines.append(f'"{text[2]}" gives the reason. That {use}.')
        lines.append(f'"{text[3]}" looks ahead and changes nothing about what happened, so I leave it out.')
    join = (
        "With the reason behind the statement"
        if why
        else 'With "and" between them'
        if len(events) > 1
        else "Joined"
    )
    route = tuple(kept for one in events for kept in (one["actor"], done(one), one["town"]))
    route += (events[0]["reason"],) if why else ()
    lines += [f"{join}, the kept parts make this sentence: {answer}", *checked(rng, answer, rubric)]
    return Draft(question, answer, concise, "\n".join(lines), "extraction_synthesis", rubric, (route,))


FAMILIES = (
    Family(
        "one_sentence",
        "summarization",
        "summary",
        "free",
        ("summary", "key points"),
        summary,
        write_summary,
        None,
    ),
)
