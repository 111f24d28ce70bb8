"""Noting the facts of a report line by line."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.drafting import checked, opening, rule
from reasoning_data.rubric import words
from reasoning_data.schema import Draft, Family
from reasoning_data.summarization.passages import (
    ACTORS,
    HAPPENINGS,
    done,
    event,
    sentences_about,
)
from reasoning_data.wording import listing

# the heading of a line, what it holds
HEADINGS = {"easy": ("Who", "What", "Where"), "medium": ("Who", "What", "Where", "Why"),
            "hard": ("Who", "What", "Where", "When", "Why")}
NOTE_ASKS = (
    'Turn this report into notes of {n} lines, headed {heads}. "{text}"',
    "Write {n} lines of notes on the passage, one each for {heads}. {text}",
    'Note the key facts line by line under {heads}. "{text}" Use exactly {n} lines.',
    "{text} Give the key facts in {n} lines that start with {heads}.",
    'For an archive, "{text}" has to become {n} lines: {heads}. Write them.',
)


def notes(rng: Random, difficulty: str) -> dict[str, Any]:
    return {"facts": event(rng, 90 if difficulty == "easy" else 240), "heads": list(HEADINGS[difficulty])}


def write_notes(rng: Random, p: dict[str, Any]) -> Draft:
    facts, heads = p["facts"], p["heads"]
    text = sentences_about(rng, facts)
    found = {
        "Who": facts["actor"],
        "What": done(facts),
        "Where": facts["town"],
        "When": facts["day"],
        "Why": facts["reason"],
    }
    answer = "\n".join(f"{head}: {found[head]}" for head in heads)
    points = [key_point(facts, head) for head in heads]
    most = len(words(answer)) + 6
    rubric = (
        rule("lines", len(heads)),
        rule("starts_with", "Who:"),
        rule("key_points", points),
        rule("max_words", most),
    )
    headings = listing([f'"{head}:"' for head in heads])
    question = rng.choice(NOTE_ASKS).format(n=len(heads), heads=headings, text=" ".join(text))
    question += rng.choice((f" Use at most {most} words.", f" {most} words at most.", f" No more than {most} words."))
    concise = ". ".join(f"{head.lower()}: {found[head]}" for head in heads)
    lines = [
        opening(rng, [f"{len(heads)} lines", f"headed {headings}", f"at most {most} words"]),
        f'Who, what, where and when usually stand together, and here the first sentence has them: "{text[0]}"',
        f"The doer is {facts['actor']}; the deed is that they {done(facts)}; the place is {facts['town']}"
        f"{', and the day is ' + facts['day'] if 'When' in heads else ''}.",
        *([f'The reason is in another sentence: "{text[2]}" Without its opening words it reads: {facts["reason"]}.']
          if "Why" in heads else [f'"{text[2]}" gives a reason, which no heading asks for.']),
        f'"{text[1]}" is a detail, and "{text[3]}" looks ahead; neither has a heading, so both stay out.',
        "Each fact goes behind its heading, in the order given.",
        *checked(rng, answer, rubric),
    ]
    route = tuple(found[head] for head in heads)
    return Draft(question, answer, concise, "\n".join(lines), "extraction_synthesis", rubric, (route,))


def key_point(facts: dict[str, Any], head: str) -> list[str]:
    """Phrasings that cover one fact: as it stands, or its last words, where they carry the meaning."""
    if head in ("Where", "When"):
        return [facts["town" if head == "Where" else "day"]]
    if head == "Who":
        name = facts["actor"].removeprefix("the ")
        last = name.split()[-1]
        alone = sum(actor.endswith(last) for actor in ACTORS) == 1  # "club" could be any of four
        return [name, last] if alone else [name]
    said = (HAPPENINGS[facts["kind"]].object if head == "What" else facts["reason"]).split()
    return [" ".join(said[-2:]), said[-1]]


FAMILIES = (
    Family("key_notes", "summarization", "notes", "free", ("notes", "key points"), notes, write_notes, None),
)
