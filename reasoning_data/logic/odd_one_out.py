"""Kinds of things: which one does not belong with the others."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.logic.categories import CATEGORIES
from reasoning_data.schema import Draft, Family, routes
from reasoning_data.wording import listing


def odd_one_out(rng: Random, difficulty: str) -> dict[str, Any]:
    size = {"easy": 4, "medium": 5, "hard": 6}[difficulty]
    main, other = rng.sample(list(CATEGORIES), 2)
    while CATEGORIES[main][0] == CATEGORIES[other][0] and difficulty == "easy":
        other = rng.choice([name for name in CATEGORIES if name != main])
    words = rng.sample(CATEGORIES[main][1], size - 1)
    words.insert(rng.randrange(size), rng.choice(CATEGORIES[other][1]))
    return {"main": main, "other": other, "words": words}


_ODD_ASKS = (
    "Which one does not belong with the others: {words}?",
    "Find the odd one out: {words}.",
    "Four or more of these belong together. Which one does not? {words}",
    "One of these words is different in kind from the rest: {words}. Which one?",
    "Which word should be taken out of this list so that the rest are of one kind? {words}",
)


def write_odd_one_out(rng: Random, p: dict[str, Any]) -> Draft:
    words, main, other = p["words"], p["main"], p["other"]
    odd = next(word for word in words if word in CATEGORIES[other][1])
    listed = ", ".join(words)
    asks = _ODD_ASKS if len(words) > 4 else tuple(ask for ask in _ODD_ASKS if not ask.startswith("Four"))
    facts = [f"{word.capitalize()}: this is one of the {other if word == odd else main}" for word in words]
    rest = [word for word in words if word != odd]
    trace = "\n".join(
        (
            f"Of the {len(words)} words {listed}, all but one are of the same kind, so I first ask "
            "what each of them is.",
            *(f"{fact}." for fact in facts),
            f"Now I look for the kind that covers the most words: {main}, with {listing(rest)}, "
            f"{len(rest)} of {len(words)}.",
            f"The word {odd} is left. It is not one of the {main} but one of the {other}.",
            f"What the {main} have in common: {CATEGORIES[main][2]}. {odd.capitalize()} does not fit "
            "that description.",
            f"As a check I try to take out another word instead: without {rest[0]}, the list would "
            f"still hold {odd} beside "
            f"{listing(rest[1:])}, which are not of one kind.",
            rng.choice(
                (
                    f"Only by taking out {odd} does the rest become one kind, so the odd one out is {odd}.",
                    f"The rest is of one kind only when {odd} goes, so {odd} is the word asked for.",
                )
            ),
        )
    )
    jots = [f"{word} {'other' if word == odd else 'yes'}" for word in words]
    return Draft(
        rng.choice(asks).format(words=listed),
        odd,
        f"{main.capitalize()}: {', '.join(jots)}. Odd: {odd}.",
        trace,
        "elimination",
        milestones=routes(facts, jots),
    )


def check_odd_one_out(p: dict[str, Any]) -> str:
    """The one word that shares no category with any other word of the list."""

    def shared(a: str, b: str) -> bool:
        return any(a in members and b in members for _, members, _ in CATEGORIES.values())

    odd = [
        word for word in p["words"] if not any(shared(word, other) for other in p["words"] if other != word)
    ]
    return ", ".join(odd)


FAMILIES = (
    Family(
        "odd_one_out",
        "logic_puzzle",
        "common_sense",
        "text",
        ("category", "odd one out"),
        odd_one_out,
        write_odd_one_out,
        check_odd_one_out,
    ),
)
