"""Titles that must use given words."""

from __future__ import annotations

import re
from random import Random
from typing import Any

from reasoning_data.drafting import both_used, checked, opening, quote, rule
from reasoning_data.rubric import words
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, a

THINGS = (
    "lantern", "compass", "violin", "key", "kite", "clock", "letter", "umbrella", "mirror", "drum", "feather", "anchor",
    "candle", "map", "ladder", "bell", "ribbon", "telescope", "coat", "whistle", "ring", "teapot", "camera", "puppet",
    "globe", "statue", "diary", "boat", "crown", "wheel", "marble", "thread", "painting", "suitcase", "radio", "flute",
)
PLACES = (
    "harbor", "orchard", "desert", "library", "station", "lighthouse", "forest", "valley", "market", "island", "attic",
    "museum", "mountain", "garden", "castle", "village", "theater", "river", "school", "glacier", "meadow", "tunnel",
    "palace", "swamp", "cave", "canal", "circus", "hotel", "planet", "bakery", "workshop", "canyon", "tower", "farm",
    "bay", "city",
)
HEROES = (
    "a shy clockmaker", "a retired pilot", "two stubborn sisters", "a lonely robot", "a young cartographer",
    "an honest thief", "a forgetful wizard", "a nurse on night duty", "a girl who cannot sleep", "a fox with a secret",
    "an old ferryman", "three lost tourists", "a boy who collects sounds", "a tired queen", "a curious postman",
    "a baker without bread", "an orphaned owl", "a deaf musician", "a sailor afraid of water", "a night gardener",
)
_DEEDS = (
    "looking for a lost friend", "keeping a promise", "solving an old riddle", "starting again after a flood",
    "learning to forgive", "hiding from the rain", "racing against the winter", "finding a way home",
    "saving a small town", "telling the truth at last", "waiting for a message", "building something impossible",
    "guarding a secret", "repairing an old mistake", "following a strange light", "trading places for a day",
    "hearing a song nobody else hears", "leaving for the first time", "counting the stars", "outwitting a giant",
)
# pattern, and the thought that leads to it
_TITLES = (
    ("The {T} and the {P}", "a simple pair lets the two stand side by side"),
    ("The Last {T} of the {P}", "something that is the last of its kind makes a reader worry about it"),
    ("The {P} That Lost Its {T}", "a loss asks for a search, and a search is a story"),
    ("Where the {P} Keeps Its {T}", "a place that keeps something has a secret"),
    ("A {T} for the {P}", "a gift raises the question of who gives it and why"),
    ("The {T} That Left the {P}", "a thing that leaves by itself is a small wonder"),
    ("Every {P} Needs a {T}", "a claim sounds like a proverb and stays in the ear"),
    ("How the {T} Found the {P}", "a title that promises to explain makes one read on"),
    ("The {P} and Its Hidden {T}", "something hidden wants to be found"),
    ("The {T} Beyond the {P}", "what lies beyond pulls the eye further"),
    ("One {T}, One {P}", "two short beats are easy to remember"),
    ("The Day the {P} Heard a {T}", "a day when something happens is a beginning"),
    ("The {T} Nobody Saw in the {P}", "what nobody saw is a riddle"),
    ("Return the {T} to the {P}", "an order hands the reader a task"),
    ("A {P} Without a {T}", "a lack shows what the story will be about"),
    ("The Secret {T} of the {P}", "the word secret opens a door"),
)
_TITLE_ASKS = (
    'Write a title for a story about {hero} {deed}. Use the words "{t}" and "{p}". {limits}',
    'Find a story title that contains "{t}" and "{p}". The story is about {hero} {deed}. {limits}',
    'A story tells of {hero} {deed}. Give it a title with the words "{t}" and "{p}" in it. {limits}',
    '{name} has written about {hero} {deed}. Suggest a title; "{t}" and "{p}" have to appear in it. {limits}',
)


def title(rng: Random, difficulty: str) -> dict[str, Any]:
    pattern, thing, place = rng.randrange(len(_TITLES)), rng.choice(THINGS), rng.choice(PLACES)
    while re.search(r"\b[Aa] [AEIOU]", _filled(pattern, thing, place)):  # "a Umbrella"
        pattern = rng.randrange(len(_TITLES))
    return {
        "thing": thing,
        "place": place,
        "hero": rng.choice(HEROES),
        "deed": rng.choice(_DEEDS),
        "name": rng.choice(NAMES),
        "pattern": pattern,
        "spare": rng.randint(1, 3) if difficulty == "easy" else rng.randint(0, 2),
        "start": difficulty != "easy",
        "without": rng.choice(("story", "tale", "dream", "night")) if difficulty == "hard" else "",
    }


def _filled(pattern: int, thing: str, place: str) -> str:
    return _TITLES[pattern][0].format(T=thing.capitalize(), P=place.capitalize())


def write_title(rng: Random, p: dict[str, Any]) -> Draft:
    thing, place, thought = p["thing"], p["place"], _TITLES[p["pattern"]][1]
    answer = _filled(p["pattern"], thing, place)
    most, first = len(words(answer)) + p["spare"], answer.split()[0]
    rubric = [rule("contains_all", [thing, place]), rule("max_words", most)]
    limits = [f"{quote([thing, place])} have to be in the title", f"at most {most} words"]
    asked = [rng.choice((f"At most {most} words.", f"Use no more than {most} words."))]
    if p["start"]:
        rubric.append(rule("starts_with", first))
        limits.append(f'the first word is "{first}"')
        asked.append(rng.choice((f'Begin with "{first}".', f'The first word has to be "{first}".')))
    if p["without"]:
        rubric.append(rule("excludes", [p["without"]]))
        limits.append(f'"{p["without"]}" must not occur')
        asked.append(f'Do not use the word "{p["without"]}".')
    question = rng.choice(_TITLE_ASKS).format(
        t=thing, p=place, hero=p["hero"], deed=p["deed"], name=p["name"], limits=" ".join(asked)
    )
    start = f" start: {first}." if p["start"] else ""
    concise = f"words: {thing}, {place}. at most {most}.{start} title: {answer}"
    lines = [
        opening(rng, limits),
        f"The story is about {p['hero']} {p['deed']}, so the title may hint at that without giving the end away.",
        f"Brainstorm: {a(thing)} is an object, {a(place)} is somewhere to be. The two can be a pair, one can "
        "belong to "
        f"the other, or one can be missing from the other.",
        f'"The {place.capitalize()}" alone would be plain: no {thing} is in it, and no question is left open.',
        f"I choose another way: {thought}.",
        f"With the two words put in, the draft reads: {answer}",
        *checked(rng, answer, rubric),
    ]
    return Draft(
        question, answer, concise, "\n".join(lines), "creative_process", tuple(rubric),
        both_used((thing, place, str(most)), thing, place),
    )


FAMILIES = (
    Family("title", "creative", "titles", "free", ("title", "constraint"), title, write_title, None),
)
