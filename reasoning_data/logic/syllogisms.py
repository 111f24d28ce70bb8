"""Syllogisms: does the conclusion follow from the premises?"""

from __future__ import annotations

from itertools import combinations
from random import Random
from typing import Any

from reasoning_data.logic.syllogism_forms import FORMS, THEMES
from reasoning_data.schema import Draft, Family, routes

_BY_LEVEL = {
    level: [name for name, form in FORMS.items() if form.level == level]
    for level in ("easy", "medium", "hard")
}
_PLAIN = {
    "all": "All {} are {}.",
    "no": "No {} are {}.",
    "some": "Some {} are {}.",
    "some not": "Some {} are not {}.",
}
_OTHER = {
    "all": "Every one of the {} is among the {}.",
    "no": "None of the {} are {}.",
    "some": "At least one of the {} is among the {}.",
    "some not": "At least one of the {} is not among the {}.",
}
_LETTERS = {letter: letter for letter in "ABCD"}
_ASKS = (
    "{premises} Does it follow that {conclusion}? Answer yes or no.",
    "Suppose this is true: {premises} Must it also be true that {conclusion}? (yes or no)",
    "{premises} Can one conclude with certainty that {conclusion}? Say yes or no.",
    "Given: {premises} Is it then certain that {conclusion}? Answer with yes or no.",
    "Take these statements as true. {premises} Is the conclusion “{conclusion}” valid, yes or no?",
)


def syllogism(rng: Random, difficulty: str) -> dict[str, Any]:
    theme = rng.choice(list(THEMES))
    form = rng.choice(_BY_LEVEL[difficulty])
    groups = rng.sample(range(12), 4)  # every theme has at least so many
    order = list(range(len(FORMS[form].premises)))
    if difficulty != "easy":
        rng.shuffle(order)
    return {"setting": theme, "form": form, "groups": groups, "order": order}


def _say(statement: tuple[str, ...], groups: dict[str, str], words: dict[str, str] = _PLAIN) -> str:
    quantifier, subject, predicate = statement
    return words[quantifier].format(groups[subject], groups[predicate])


def _clause(statement: tuple[str, ...], groups: dict[str, str]) -> str:
    text = _say(statement, groups)[:-1]
    return text[0].lower() + text[1:]


def write_syllogism(rng: Random, p: dict[str, Any]) -> Draft:
    form = FORMS[p["form"]]
    groups = dict(zip("ABCD", (THEMES[p["setting"]][at] for at in p["groups"]), strict=True))
    words = _OTHER if rng.random() < 0.3 else _PLAIN
    premises = " ".join(_say(form.premises[at], groups, words) for at in p["order"])
    conclusion = _clause(form.conclusion, groups)
    question = rng.choice(_ASKS).format(premises=premises, conclusion=conclusion)
    given = [_say(statement, groups) for statement in form.premises]
    letters = sorted({c for s in (*form.premises, form.conclusion) for c in s[1:]})
    named = [f"{letter} for the {groups[letter]}" for letter in letters]
    short = [f"{letter} {groups[letter]}" for letter in letters]
    stated = [_say(statement, _LETTERS) for statement in form.premises]
    tested = _say(form.conclusion, _LETTERS)
    head = (
        f"I am to decide whether “{conclusion}” is forced by the {len(given)} statements alone, "
        "whatever is true in the world outside.",
        f"I write {', '.join(named)}.",
        f"In a convenient order the statements are: {' '.join(stated)}",
        f"The conclusion to be tested is: {tested}",
    )
    jots = f"{', '.join(short)}. {' '.join(stated)}"
    if form.why:
        template = "forward"
        first, second = form.why
        last = _say(form.conclusion, groups)
        steps: tuple[str, ...] = (
            "I try to build the conclusion from the statements step by step.",
            first,
            second,
            "To check, I look for a case against it: one that satisfies the statements and breaks "
            "the conclusion.",
            f"Such a case would have to make “{conclusion}” false, and the steps above show that "
            "this clashes with what is given.",
            f"In plain words: {last} The conclusion holds in every possible case, so the answer is yes.",
        )
        end = f"So {_clause(form.conclusion, _LETTERS)}"
        facts = [*named, *stated, tested, *form.why]
        marks = [*short, *stated, end]
        concise = f"{jots} {end}: yes."
        answer = "yes"
    else:
        template = "elimination"
        world = form.world
        things = [_thing(at, members, groups) for at, members in enumerate(world)]
        steps = (
            "A conclusion does not follow as soon as one imaginable case satisfies the statements "
            "and breaks it, so I look for such a case.",
            f"Let there be just {len(world)} things: {'; '.join(things)}.",
            *(f"“{_say(statement, groups)[:-1]}” is true there." for statement in form.premises),
            f"But “{conclusion}” is false there: {_reason(form.conclusion, world)}.",
            "The statements can be true while the conclusion is false, so it does not follow, even "
            "if it may happen to hold sometimes.",
            "The answer is no.",
        )
        case = [_short(members) for members in world]
        end = f"Then “{_clause(form.conclusion, _LETTERS)}” is false"
        facts = [*named, *stated, tested, *things, _reason(form.conclusion, world)]
        marks = [*short, *stated, *case, end]
        concise = f"{jots} Case: {'; '.join(case)}. {end}: no."
        answer = "no"
    return Draft(
        question, answer, concise, "\n".join((*head, *steps)), template, milestones=routes(facts, marks)
    )


_THINGS = ("the first", "the second")


def _thing(at: int, members: str, groups: dict[str, str]) -> str:
    return f"{_THINGS[at]} belongs to {_and([f'the {groups[letter]}' for letter in members])} only"


def _short(members: str) -> str:
    return f"one only in {_and(list(members))}"


def _and(words: list[str]) -> str:
    return " and ".join(words) if len(words) < 3 else f"{', '.join(words[:-1])} and {words[-1]}"


def _reason(statement: tuple[str, ...], world: tuple[str, ...]) -> str:
    quantifier, subject, predicate = statement
    if quantifier == "all":
        at = next(at for at, members in enumerate(world) if subject in members and predicate not in members)
        return f"{_THINGS[at]} thing is in {subject} and not in {predicate}"
    if quantifier == "no":
        at = next(at for at, members in enumerate(world) if subject in members and predicate in members)
        return f"{_THINGS[at]} thing is in both {subject} and {predicate}"
    if quantifier == "some":
        return f"neither thing is in both {subject} and {predicate}"
    return f"everything in {subject} is also in {predicate}"


def check_syllogism(p: dict[str, Any]) -> str:
    """Searches every world of at most three individuals, each in any of the groups, for a counterexample."""
    form = FORMS[p["form"]]
    kinds = range(16)
    for size in range(4):
        for world in combinations(kinds, size):
            if all(_holds(statement, world) for statement in form.premises) and not _holds(
                form.conclusion, world
            ):
                return "no"
    return "yes"


def _holds(statement: tuple[str, ...], world: tuple[int, ...]) -> bool:
    quantifier, subject, predicate = statement
    s, t = 1 << "ABCD".index(subject), 1 << "ABCD".index(predicate)
    inside = [bool(kind & t) for kind in world if kind & s]
    return {"all": all(inside), "no": not any(inside), "some": any(inside), "some not": not all(inside)}[
        quantifier
    ]


FAMILIES = (
    Family(
        "syllogism",
        "logic_puzzle",
        "deduction",
        "boolean",
        ("syllogism", "valid"),
        syllogism,
        write_syllogism,
        check_syllogism,
    ),
)
