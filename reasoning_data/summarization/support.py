"""Which statement about a report does the report not support?"""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.rubric import contains
from reasoning_data.schema import Draft, Family
from reasoning_data.summarization.passages import HAPPENINGS, done, pair, sentences_about

# fact: how a statement tells it
STATEMENTS = {
    "actor": "It was {value} that {done}.",
    "town": "It happened in {value}.",
    "day": "The day was {value}.",
    "number": "The report speaks of {value} {unit}.",
    "reason": "The reason given is that {value}.",
    "next": "{value}",
}
_ASKS = (
    'Which statement does the report not support? "{text}" {options}',
    "{text} One of these statements is not supported by the text. Which one? {options}",
    'Hold the statements against the report. "{text}" Which one does it not bear out? {options}',
    "Passage: {text} Which claim cannot be taken from the passage? {options}",
)
_LETTERS = "ABCD"


def support(rng: Random, difficulty: str) -> dict[str, Any]:
    """Statements by fact and value, one of them false; hard: the false one fits the subject but is not told."""
    facts, other = pair(rng, 60 if difficulty == "easy" else 240)
    number = 3 if difficulty == "easy" else 4
    kind = HAPPENINGS[facts["kind"]]
    if difficulty == "hard":
        wrong = rng.choice(("reason", "next"))
        pool = kind.reasons if wrong == "reason" else kind.nexts
        value = rng.choice([one for one in pool if one != facts[wrong]])
    else:
        wrong = rng.choice(("actor", "town", "day", "number"))
        value = other[wrong]
    told = rng.sample([fact for fact in STATEMENTS if fact != wrong], number - 1)
    claims = [[wrong, value], *([fact, facts[fact]] for fact in told)]
    rng.shuffle(claims)
    return {"facts": facts, "claims": claims}


def write_support(rng: Random, p: dict[str, Any]) -> Draft:
    facts, claims = p["facts"], p["claims"]
    kind, text = HAPPENINGS[facts["kind"]], sentences_about(rng, facts)
    said = [
        STATEMENTS[fact].format(value=value, done=done(facts), unit=kind.unit) for fact, value in claims
    ]
    options = " ".join(f"{key}) {one}" for key, one in zip(_LETTERS, said, strict=False))
    question = rng.choice(_ASKS).format(text=" ".join(text), options=options)
    answer = next(key for key, (fact, value) in zip(_LETTERS, claims, strict=False) if facts[fact] != value)
    found = [str(facts[fact]).rstrip(".") for fact, _ in claims]
    jotted = [
        f"{key} {value} {'no' if key == answer else 'yes'}" for key, value in zip(_LETTERS, found, strict=False)
    ]
    lines = [
        "I take the statements one by one and look for the place in the report that bears each of them out.",
        *(
            f'{key}) "{one.rstrip(".")}": the report says {_where(fact)} {value}'
            f"{', which is something else, so this is not supported.' if key == answer else ', which agrees.'}"
            for key, one, (fact, _), value in zip(_LETTERS, said, claims, found, strict=False)
        ),
        f"One statement of {len(claims)} has no support, and the task promises exactly one, so the search is complete.",
        f"Check: could {answer} be read into the report in another way? {_doubt(claims[_LETTERS.index(answer)][0])}",
        f"All the others are told in the words of the report about how {facts['actor']} {done(facts)}.",
        rng.choice((f"The answer is {answer}.", f"So the unsupported statement is {answer}.")),
    ]
    concise = f"report: {', '.join(jotted)}. {answer}"
    return Draft(question, answer, concise, "\n".join(lines), "elimination", milestones=(tuple(found),))


def _where(fact: str) -> str:
    return {
        "actor": "who it was,", "town": "where,", "day": "when,", "number": "how many,", "reason": "why:",
        "next": "at its end:",
    }[fact]


def _doubt(fact: str) -> str:
    if fact in ("reason", "next"):
        return "It would fit the subject, but fitting is not telling, and no sentence says it."
    return f"No, the report names one {'group' if fact == 'actor' else fact} only, and this is another."


def check_support(p: dict[str, Any]) -> str:
    """Searches the passage itself for each value, as text; the one that is not found."""
    passage = " ".join(sentences_about(Random(0), p["facts"]))
    missing = [
        key
        for key, (_, value) in zip(_LETTERS, p["claims"], strict=False)
        if not contains(passage, str(value))
    ]
    return "".join(missing)


FAMILIES = (
    Family(
        "unsupported", "summarization", "faithfulness", "choice", ("faithfulness", "fact check"),
        support, write_support, check_support,
    ),
)
