"""Elimination grids: who has what, narrowed down clue by clue."""

from __future__ import annotations

from itertools import permutations
from random import Random
from typing import Any

from reasoning_data.logic.seating import ORDERS
from reasoning_data.schema import Draft, Family, routes
from reasoning_data.wording import NAMES, a, listing

# setting: opening, what one has ("has the {thing}", "does not have the {thing}"), the question, and the things
BELONGINGS = {
    "pets": (
        "{names} each keep one pet: {things}.",
        "keeps the {t}",
        "does not keep the {t}",
        "Who keeps the {t}?",
        ("cat", "dog", "parrot", "rabbit", "goldfish", "hamster", "tortoise"),
    ),
    "drinks": (
        "{names} each order one drink: {things}.",
        "orders the {t}",
        "does not order the {t}",
        "Who orders the {t}?",
        ("tea", "coffee", "juice", "lemonade", "milkshake", "cocoa", "water"),
    ),
    "instruments": (
        "{names} each play one instrument: {things}.",
        "plays the {t}",
        "does not play the {t}",
        "Who plays the {t}?",
        ("piano", "violin", "flute", "drum", "guitar", "harp", "trumpet"),
    ),
    "hats": (
        "{names} each wear one hat: {things}.",
        "wears the {t}",
        "does not wear the {t}",
        "Who wears the {t}?",
        ("red hat", "blue hat", "green hat", "white hat", "yellow hat", "black hat"),
    ),
    "gifts": (
        "{names} each get one present: {things}.",
        "gets the {t}",
        "does not get the {t}",
        "Who gets the {t}?",
        ("book", "kite", "puzzle", "scarf", "watch", "lamp", "football"),
    ),
    "rooms": (
        "{names} each clean one room: {things}.",
        "cleans the {t}",
        "does not clean the {t}",
        "Who cleans the {t}?",
        ("kitchen", "bathroom", "hallway", "cellar", "attic", "study"),
    ),
}


def who_has(rng: Random, difficulty: str) -> dict[str, Any]:
    size = {"easy": 3, "medium": 3, "hard": 4}[difficulty]
    owner = list(range(size))  # owner[thing] is a person
    rng.shuffle(owner)
    right = tuple(owner)
    clues: list[list[Any]] = []
    if difficulty != "medium":
        thing = rng.randrange(size)
        clues.append(["has", owner[thing], thing])
    left = [each for each in ORDERS[size] if all(each[t] == who for _, who, t in clues)]
    while len(left) > 1:
        who, thing = rng.randrange(size), rng.randrange(size)
        if right[thing] != who and any(each[thing] == who for each in left):
            clues.append(["not", who, thing])
            left = [each for each in left if each[thing] != who]
    known = {thing for kind, _, thing in clues if kind == "has"}
    asked = rng.choice([thing for thing in range(size) if thing not in known])
    things = rng.sample(range(6), size)  # every setting has at least so many
    return {
        "setting": rng.choice(list(BELONGINGS)),
        "names": rng.sample(NAMES, size),
        "things": things,
        "clues": clues,
        "asked": asked,
    }


def write_who_has(rng: Random, p: dict[str, Any]) -> Draft:
    opening, has, has_not, ask, pool = BELONGINGS[p["setting"]]
    names, things, size = p["names"], [pool[at] for at in p["things"]], len(p["names"])
    told = [
        f"{names[who]} {(has if kind == 'has' else has_not).format(t=things[thing])}"
        for kind, who, thing in p["clues"]
    ]
    question = " ".join(
        (
            opening.format(
                names=listing(rng.sample(names, size)),
                things=listing([a(t) for t in rng.sample(things, size)]),
            ),
            *(f"{clue}." for clue in rng.sample(told, len(told))),
            ask.format(t=things[p["asked"]]),
        )
    )
    open_for = {thing: set(range(size)) for thing in range(size)}
    jots, lines, facts = [], [], []
    for (kind, who, thing), text in zip(p["clues"], told, strict=True):
        if kind == "has":
            for other in open_for:
                open_for[other] = {who} if other == thing else open_for[other] - {who}
            lines.append(f"{text}: so nobody else does, and {names[who]} has nothing else.")
            facts.append(f"{names[who]} has nothing else")
            jots.append(f"{things[thing]}: {names[who]}")
        else:
            open_for[thing] = open_for[thing] - {who}
            facts.append(f"for the {things[thing]} that leaves {_who(open_for[thing], names)}")
            lines.append(f"{text}: {facts[-1]}.")
            jots.append(f"{things[thing]}: {_who(open_for[thing], names, '/')}")
    settled = {thing for kind, _, thing in p["clues"] if kind == "has"}
    while len(settled) < size:
        thing = next((t for t in open_for if t not in settled and len(open_for[t]) == 1), None)
        if thing is None:  # nobody else is left for some person: look at it from the person's side
            who, thing = next(
                (w, only[0])
                for w in range(size)
                if len(only := [t for t in open_for if t not in settled and w in open_for[t]]) == 1
            )
            facts.append(f"For {names[who]} only the {things[thing]} is left")
            lines.append(f"{facts[-1]}, all the rest being crossed out.")
        else:
            (who,) = open_for[thing]
            facts.append(f"The {things[thing]} has only {names[who]} left")
            lines.append(f"{facts[-1]}, so it belongs to {names[who]}.")
        settled.add(thing)
        for other in open_for:
            open_for[other] = {who} if other == thing else open_for[other] - {who}
        if f"{things[thing]}: {names[who]}" not in jots:
            jots.append(f"{things[thing]}: {names[who]}")
    owners = {thing: names[next(iter(open_for[thing]))] for thing in open_for}
    answer = owners[p["asked"]]
    trace = "\n".join((
        f"{size} people and {size} things belong together one to one: {listing(names)}, and "
        f"{listing(things)}.",
        rng.choice(("I note for each thing who may still have it, and cross people out.",
                    "For every thing I keep a list of the people it can belong to, and shorten it "
                    "with each clue.")),
        *lines,
        f"In all: {'; '.join(f'{things[thing]} – {name}' for thing, name in owners.items())}.",
        "Everybody occurs once in that list, as it should be, and I compare it with the clues again: "
        f"{'; '.join(told)}. None of them is broken.",
        f"The question was about the {things[p['asked']]}, and that leads to {answer}.",
    ))
    return Draft(
        question, answer, f"{'. '.join(jots)}. So {things[p['asked']]}: {answer}.", trace, "elimination",
        milestones=routes(facts, jots),
    )


def _who(people: set[int], names: list[str], join: str = " or ") -> str:
    return join.join(names[who] for who in sorted(people))


def check_who_has(p: dict[str, Any]) -> str:
    """Tries all ways of giving the things to the people."""
    found = set()
    for given in permutations(p["names"]):
        owner = dict(zip(p["things"], given, strict=True))
        if all(
            (owner[p["things"][thing]] == p["names"][who]) == (kind == "has")
            for kind, who, thing in p["clues"]
        ):
            found.add(owner[p["things"][p["asked"]]])
    return ", ".join(sorted(found))


FAMILIES = (
    Family(
        "who_has",
        "logic_puzzle",
        "elimination_grid",
        "text",
        ("clues", "elimination"),
        who_has,
        write_who_has,
        check_who_has,
    ),
)
