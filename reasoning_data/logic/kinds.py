"""Common sense: what does not belong, and what comes first."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import Any

from reasoning_data.logic.everyday_facts import ROUTINES
from reasoning_data.logic.kind_facts import CATEGORIES
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, listing


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
    lines = [f"{word.capitalize()}: this is one of the {other if word == odd else main}." for word in words]
    rest = [word for word in words if word != odd]
    trace = "\n".join(
        (
            f"Of the {len(words)} words {listed}, all but one are of the same kind, so I first ask "
            "what each of them is.",
            *lines,
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
    jots = ", ".join(f"{word} {'other' if word == odd else 'yes'}" for word in words)
    return Draft(
        rng.choice(asks).format(words=listed),
        odd,
        f"{main.capitalize()}: {jots}. Odd: {odd}.",
        trace,
        "elimination",
    )


def check_odd_one_out(p: dict[str, Any]) -> str:
    """The one word that shares no category with any other word of the list."""

    def shared(a: str, b: str) -> bool:
        return any(a in members and b in members for _, members, _ in CATEGORIES.values())

    odd = [
        word for word in p["words"] if not any(shared(word, other) for other in p["words"] if other != word)
    ]
    return ", ".join(odd)


def routine(rng: Random, difficulty: str) -> dict[str, Any]:
    size = {"easy": 3, "medium": 4, "hard": 5}[difficulty]
    task = rng.choice([task for task, steps in ROUTINES.items() if len(steps) >= size])
    steps = ROUTINES[task]
    chosen = sorted(rng.sample(range(len(steps)), size))
    shown = rng.sample(chosen, size)
    rank = rng.choice((0, size - 1)) if difficulty == "easy" else rng.randrange(size)
    return {"task": task, "name": rng.choice(NAMES), "shown": shown, "rank": rank}


_RANKS = ("first", "second", "third", "fourth", "fifth")


def write_routine(rng: Random, p: dict[str, Any]) -> Draft:
    steps, shown, name = ROUTINES[p["task"]], p["shown"], p["name"]
    order = sorted(shown)
    letters = {step: "ABCDE"[at] for at, step in enumerate(shown)}
    which = "last" if p["rank"] == len(shown) - 1 else _RANKS[p["rank"]]
    options = "; ".join(f"({letters[step]}) {steps[step]}" for step in shown)
    ask = rng.choice(
        (
            f"{name} {p['task']}. In a sensible order, which of these steps comes {which}? {options}.",
            f"These are steps of one task, mixed up; {name} {p['task']}. Which one comes {which}? {options}.",
            f"{name} {p['task']}. Put the steps in order and say which comes {which}: {options}.",
            f"Here is what {name} does, in the wrong order, when {name} {p['task']}: {options}. "
            f"Which step comes {which}?",
        )
    )
    answer = letters[order[p["rank"]]]
    whys = [
        f"{letters[early]} comes before {letters[late]}: “{steps[early]}” prepares for “{steps[late]}”."
        for early, late in pairwise(order)
    ]
    chain = " ".join(letters[step] for step in order)
    trace = "\n".join(
        (
            f"{name} {p['task']}, and {len(shown)} steps of that are given in a mixed order.",
            rng.choice(
                (
                    "A step has to wait for those that prepare it, so I ask of each pair which one "
                    "makes the other possible.",
                    "What must be ready before what? I join the steps by that question.",
                )
            ),
            *whys,
            f"So the sensible order is {' – '.join(letters[step] for step in order)}.",
            f"Told in that order it reads: {', then '.join(steps[step] for step in order)}.",
            "Any swap of two neighbors would put a step before the one that prepares it. The step "
            f"that comes {which} is {answer}, "
            f"“{steps[order[p['rank']]]}”.",
        )
    )
    return Draft(
        f"{ask} Answer with the letter.",
        answer,
        f"Order: {chain}. Comes {which}: {answer}.",
        trace,
        "causal_explanation",
    )


def check_routine(p: dict[str, Any]) -> str:
    """Counts for each option how many of the other options belong before it."""
    for letter, step in zip("ABCDE", p["shown"], strict=False):
        if sum(other < step for other in p["shown"]) == p["rank"]:
            return letter
    return ""


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
    Family(
        "routine",
        "logic_puzzle",
        "common_sense",
        "choice",
        ("order", "steps"),
        routine,
        write_routine,
        check_routine,
    ),
)
