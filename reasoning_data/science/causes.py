"""Causal explanations: why something is observed, from the bank of facts."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family, routes
from reasoning_data.science.cause_facts import FACTS, SAME
from reasoning_data.wording import NAMES, listing

CAUSE_ASKS = (
    "Why is it that {observed}? {options}",
    "{name} notices that {observed}. Which cause explains it? {options}",
    "Choose the reason why {observed}: {options}",
    "{name} asks why {observed}. Which answer is right? {options}",
    "What explains that {observed}? {options}",
)


def cause(rng: Random, difficulty: str) -> dict[str, Any]:
    fact = rng.choice(list(FACTS))
    spared = fact if fact in SAME else rng.choice(sorted(SAME))  # one of two that would explain each other
    others = [
        key for key, other in FACTS.items()
        if other.subject == FACTS[fact].subject and key != fact and (key == spared or key not in SAME)
    ]
    options = [fact, *rng.sample(others, {"easy": 2, "medium": 3, "hard": 4}[difficulty])]
    rng.shuffle(options)
    return {"fact": fact, "options": options, "name": rng.choice(NAMES)}


def write_cause(rng: Random, p: dict[str, Any]) -> Draft:
    fact, options = FACTS[p["fact"]], p["options"]
    letter = "ABCDE"[options.index(p["fact"])]
    listed = " ".join(f"{key}) {FACTS[option].cause}" for key, option in zip("ABCDE", options, strict=False))
    question = rng.choice(CAUSE_ASKS).format(observed=fact.observed, name=p["name"], options=listed)
    first, second = fact.steps
    opening = rng.choice((
        f"The observation to explain is that {fact.observed}.",
        f"I have to find the cause behind the fact that {fact.observed}.",
        f"The question is which of the {len(options)} statements makes it happen that {fact.observed}.",
    ))
    others = [(key, option) for key, option in zip("ABCDE", options, strict=False) if option != p["fact"]]
    struck = [f"{FACTS[option].observed}, so {key} is out" for key, option in others]
    ruled_out = f"Not {listing([key for key, _ in others], 'or')}"
    concise = f"{ruled_out}. {first} {second} {letter}"
    if rng.random() < 0.6:
        template = "causal_explanation"
        lines = [
            opening,
            "A cause has to come first and to lead to the observation step by step, so I build the chain.",
            f"Start with statement {letter}: {fact.cause}.",
            f"Next link: {first[0].lower()}{first[1:]}",
            f"Last link: {second[0].lower()}{second[1:]} That is exactly the observation, that {fact.observed}.",
            *(
                f"Statement {key}, that {FACTS[option].cause}, may be true, but it explains why {end}."
                for (key, option), end in zip(others, struck, strict=True)
            ),
        ]
    else:
        template = "elimination"
        lines = [
            opening,
            "I ask of each statement what it would explain, and strike it out if that is something else.",
            *(
                f"{key}) That {FACTS[option].cause} is the reason why {end}."
                for (key, option), end in zip(others, struck, strict=True)
            ),
            f"{letter}) That {fact.cause} is left, and it has to pass the test itself.",
            f"It does. {first} {second}",
        ]
    lines.append(
        "Check by taking the cause away: if it did not hold, the chain would break at its first link, and there would "
        "be no reason left for what is observed."
    )
    lines.append(
        rng.choice(
            (f"The right statement is {letter}.", f"So the answer is {letter}.", f"I choose {letter}.")
        )
    )
    return Draft(
        question, letter, concise, "\n".join(lines), template,
        milestones=routes((*fact.links, *struck), (*struck, *fact.links), (ruled_out, *fact.links)),
    )


def check_cause(p: dict[str, Any]) -> str:
    """Strikes out every option that is filed under another observation."""
    filed = {fact.cause: fact.observed for fact in FACTS.values()}
    left = [n for n, key in enumerate(p["options"]) if filed[FACTS[key].cause] == FACTS[p["fact"]].observed]
    return "".join("ABCDE"[n] for n in left)


FAMILIES = (
    Family(
        "cause", "science", "causal_reasoning", "choice", ("cause", "explanation"), cause, write_cause, check_cause,
    ),
)
