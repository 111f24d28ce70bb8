"""Routines: which step of an everyday task comes first."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import Any

from reasoning_data.logic.everyday_facts import ROUTINES
from reasoning_data.schema import Draft, Family, routes
from reasoning_data.wording import NAMES


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
    pairs = [
        (f"{letters[early]} comes before {letters[late]}: “{steps[early]}”", late) for early, late in pairwise(order)
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
            *(f"{fact} prepares for “{steps[late]}”." for fact, late in pairs),
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
        milestones=routes([fact for fact, _ in pairs], [f"Order: {chain}"]),
    )


def check_routine(p: dict[str, Any]) -> str:
    """Counts for each option how many of the other options belong before it."""
    for letter, step in zip("ABCDE", p["shown"], strict=False):
        if sum(other < step for other in p["shown"]) == p["rank"]:
            return letter
    return ""


FAMILIES = (
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
