"""Choosing the main idea of a report, or the title that fits it."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family
from reasoning_data.summarization.passages import HAPPENINGS, TOWNS, done, pair, sentences_about, upper

IDEA_ASKS = (
    'Which statement gives the main idea of the passage? "{text}" {options}',
    "{text} Choose the sentence that says what the passage is mainly about. {options}",
    'What is the main idea? "{text}" {options}',
    "Passage: {text} Which option sums it up best? {options}",
)
_TITLE_ASKS = (
    'Which title fits the passage? "{text}" {options}',
    "{text} Choose the best title. {options}",
    'Pick the headline for this report. "{text}" {options}',
    "Passage: {text} Which of these titles suits it? {options}",
)
BROAD = (
    "Life in small towns is full of surprises.", "People like to spend their time together.",
    "Clubs and schools are important.", "Every week brings some news.",
)
BROAD_TITLES = ("News of the Week", "Our Town and Its People", "A Busy Season", "Many Hands Help")


def idea(rng: Random, difficulty: str) -> dict[str, Any]:
    """Options: the event, the same group doing something else, a sentence too broad; hard: a wrong group as well."""
    facts, other = pair(rng, 60 if difficulty == "easy" else 240)
    options = [_idea(facts), _idea(facts | {"kind": other["kind"]}), rng.choice(BROAD)]
    if difficulty == "medium":
        options[rng.randint(1, 2)] = HAPPENINGS[facts["kind"]].counted.format(n=facts["number"])
    elif difficulty == "hard":
        options[2:] = [_idea(facts | {"actor": other["actor"]}), _idea(facts | {"town": other["town"]})]
    rng.shuffle(options)
    return {"facts": facts, "options": options}


def _idea(facts: dict[str, Any]) -> str:
    return f"{upper(facts['actor'])} {done(facts)} in {facts['town']}."


def title(rng: Random, difficulty: str) -> dict[str, Any]:
    """Options: the event, another event in the same town, a title too broad; hard: the same event elsewhere too."""
    facts, other = pair(rng, 60 if difficulty == "easy" else 240)
    options = [_title(facts), _title(facts | {"kind": other["kind"]})]
    if difficulty != "hard":
        options.append(rng.choice(BROAD_TITLES))
    if difficulty != "easy":
        options.append(_title(facts | {"town": other["town"]}))
    if difficulty == "hard":
        options.append(_title(other))
    rng.shuffle(options)
    return {"facts": facts, "options": options}


def _title(facts: dict[str, Any]) -> str:
    return f"{HAPPENINGS[facts['kind']].title} in {facts['town']}"


def _write(rng: Random, p: dict[str, Any], asks: tuple[str, ...], right: str, sought: str) -> Draft:
    facts, options = p["facts"], p["options"]
    kind, letter = HAPPENINGS[facts["kind"]], "ABCD"[options.index(right)]
    text = sentences_about(rng, facts)[:3]
    listed = " ".join(f"{key}) {option}" for key, option in zip("ABCD", options, strict=False))
    question = rng.choice(asks).format(text=" ".join(text), options=listed)
    concise = f"about: {facts['actor']}, {done(facts)}, {facts['town']}. {right.rstrip('.')}. {letter}"
    reasons = {
        key: _fault(facts, option) for key, option in zip("ABCD", options, strict=False) if key != letter
    }
    core = [
        f"The first sentence carries the event: {facts['actor']} {done(facts)} in {facts['town']}.",
        f'"{text[1]}" is a detail of it, and "{text[2]}" tells why.',
    ]
    if rng.random() < 0.5:
        template = "elimination"
        lines = [
            f"I look for {sought}, so each option is held against the passage and struck out at its first fault.",
            *core,
            *(
                f"{key}) {_quoted(options['ABCD'.index(key)])} {fault}, so {key} is out."
                for key, fault in reasons.items()
            ),
            f"{letter}) {_quoted(right)} has no such fault: {kind.object} and the place are both in it.",
        ]
    else:
        template = "extraction_synthesis"
        lines = [
            f"To find {sought}, I first say in my own words what the passage is about.",
            *core,
            f"All the sentences turn on {kind.object}, so what I look for must name it, and the place has to be "
            "right.",
            f"Option {letter}, {_quoted(right)}, does both.",
            *(f"Option {key} {fault}." for key, fault in reasons.items()),
        ]
    lines.append(
        f"Check: could the passage have been written without {kind.object}? No, every sentence would lose its "
        "meaning. "
        f"Without the number {facts['number']}, it would still make sense, so a detail cannot be the answer."
    )
    lines.append(rng.choice((f"The answer is {letter}.", f"So I choose {letter}.", f"That leaves {letter}.")))
    route = (facts["actor"], done(facts), facts["town"], right)
    return Draft(question, letter, concise, "\n".join(lines), template, milestones=(route,))


def _quoted(option: str) -> str:
    return f'"{option.rstrip(".")}"'


def _fault(facts: dict[str, Any], option: str) -> str:
    """What is wrong with an option that is not the right one."""
    object_ = HAPPENINGS[facts["kind"]].object
    if str(facts["number"]) in option:
        return "is true, but only a detail"
    if any(town in option and town != facts["town"] for town in TOWNS):
        return f"names another place than {facts['town']}"
    if facts["town"] not in option:
        return "is so broad that it would fit many passages"
    if object_ in option:
        return f"names another group than {facts['actor']}"
    return f"speaks of something else than {object_}"


def write_idea(rng: Random, p: dict[str, Any]) -> Draft:
    return _write(rng, p, IDEA_ASKS, _idea(p["facts"]), "the main idea")


def write_title(rng: Random, p: dict[str, Any]) -> Draft:
    return _write(rng, p, _TITLE_ASKS, _title(p["facts"]), "a fitting title")


def _covered(facts: dict[str, Any], option: str) -> int:
    """How many words of the event, its group and its place an option has in common with the facts."""
    told = f"{HAPPENINGS[facts['kind']].object} {facts['actor']} {facts['town']}".lower().split()
    return sum(word in option.lower().rstrip(".").split() for word in told)


def check_choice(p: dict[str, Any]) -> str:
    """The option that shares most words with the group, the thing and the place."""
    scores = [_covered(p["facts"], option) for option in p["options"]]
    best = max(scores)
    return "".join(key for key, score in zip("ABCD", scores, strict=False) if score == best)


FAMILIES = (
    Family(
        "main_idea", "summarization", "main_idea", "choice", ("main idea",), idea, write_idea, check_choice
    ),
    Family("best_title", "summarization", "titles", "choice", ("title",), title, write_title, check_choice),
)
