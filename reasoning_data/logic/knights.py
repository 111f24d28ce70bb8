"""Knights and knaves: who always tells the truth and who always lies."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family, routes
from reasoning_data.wording import NAMES, a, listing

# setting: (one who tells the truth, its plural, one who lies, its plural, opening)
TRIBES = {
    "island": ("knight", "knights", "knave", "knaves",
               "On an island, knights always tell the truth and knaves always lie. You meet {names}."),
    "village": ("truth-teller", "truth-tellers", "liar", "liars",
                "In a village, truth-tellers always speak the truth and liars never do. {names} live there."),
    "planet": ("Verian", "Verians", "Falsian", "Falsians",
               "Verians say only true things, Falsians only false things. {names} come from their planet."),
    "robots": ("sound robot", "sound robots", "faulty robot", "faulty robots",
               "Sound robots make only true statements, faulty robots only false ones. {names} "
               "are robots of these kinds."),
    "court": ("honest witness", "honest witnesses", "lying witness", "lying witnesses",
              "In court, an honest witness tells only the truth and a lying witness only lies. "
              "{names} testify."),
    "forest": ("owl", "owls", "fox", "foxes",
               "In a fable, owls always tell the truth and foxes always lie. {names} are owls or foxes."),
}


def knights(rng: Random, difficulty: str) -> dict[str, Any]:
    size = {"easy": 2, "medium": 2, "hard": 3}[difficulty]
    kinds = {"easy": ("is", "is not", "both"), "medium": ("is not", "same", "differ", "some not", "both", "one"),
             "hard": ("is", "is not", "same", "differ", "one", "two")}[difficulty]
    while True:
        claims = []
        for speaker in range(size):
            others = [who for who in range(size) if who != speaker]
            kind = rng.choice(kinds)
            claims.append([kind, rng.choice(others) if size > 2 or kind in ("is", "is not") else others[0]])
        fitting = [world for world in _WORLDS[size] if all(
            _true(claim, speaker, world) == world[speaker] for speaker, claim in enumerate(claims))]
        if len(fitting) == 1:
            break
    return {"setting": rng.choice(list(TRIBES)), "names": rng.sample(NAMES, size), "claims": claims}


_WORLDS = {size: list(product((True, False), repeat=size)) for size in (2, 3)}


def _true(claim: list[Any], speaker: int, world: tuple[bool, ...]) -> bool:
    kind, other = claim
    if kind == "is":
        return world[other]
    if kind == "is not":
        return not world[other]
    if kind == "same":
        return world[speaker] == world[other]
    if kind == "differ":
        return world[speaker] != world[other]
    if kind == "both":
        return all(world)
    if kind == "some not":
        return not all(world)
    return sum(world) == {"one": 1, "two": 2}[kind]


def _words(claim: list[Any], p: dict[str, Any]) -> str:
    good, goods, bad, _, _ = TRIBES[p["setting"]]
    kind, other = claim
    name, size = p["names"][other], len(p["names"])
    return {
        "is": f"{name} is {a(good)}.",
        "is not": f"{name} is {a(bad)}.",
        "same": f"{name} and I are of the same kind.",
        "differ": f"{name} and I are of different kinds.",
        "both": f"{'Both' if size == 2 else 'All three'} of us are {goods}.",
        "some not": f"At least one of us is {a(bad)}.",
        "one": f"Exactly one of us is {a(good)}.",
        "two": f"Exactly two of us are {goods}.",
    }[kind]


_ASKS = (
    "Which of them are {goods}? Answer “none” if nobody is.",
    "Name every {good} among them, or say “none”.",
    "Who among them is {a_good}? List all, or answer “none”.",
    "Find all the {goods} (write “none” if there are none).",
)


def write_knights(rng: Random, p: dict[str, Any]) -> Draft:
    good, goods, bad, _bads, opening = TRIBES[p["setting"]]
    names, claims, size = p["names"], p["claims"], len(p["names"])
    said = [_words(claim, p) for claim in claims]
    speech = " ".join(f"{name} says: “{words}”" for name, words in zip(names, said, strict=True))
    ask = rng.choice(_ASKS).format(good=good, goods=goods, a_good=a(good))
    question = f"{opening.format(names=listing(names))} {speech} {ask}"
    lines, jots, facts, solution = [], [], [], _WORLDS[size][0]
    for world in _WORLDS[size]:
        kinds = ", ".join(
            f"{name} {good if honest else bad}" for name, honest in zip(names, world, strict=True)
        )
        wrong = next((who for who in range(size) if _true(claims[who], who, world) != world[who]), None)
        mark = "".join("T" if honest else "F" for honest in world)
        if wrong is None:
            solution = world
            lines.append(f"{kinds}: every statement fits its speaker. This is possible.")
            facts.append(f"{kinds}: every statement fits")
            jots.append(f"{mark} yes")
        else:
            facts.append(f"{kinds}: what {names[wrong]} says is {'false' if world[wrong] else 'true'}")
            lines.append(f"{facts[-1]}, yet would come from {a(good if world[wrong] else bad)}. Impossible.")
            jots.append(f"{mark} no {names[wrong]}")
    answer = ", ".join(name for name, honest in zip(names, solution, strict=True) if honest) or "none"
    checks = [
        f"{name} is {a(good if honest else bad)}, and “{words}” is {'true' if honest else 'false'}, "
        "as it must be."
        for name, honest, words in zip(names, solution, said, strict=True)
    ]
    trace = "\n".join((
        f"Each of {listing(names)} is {a(good)}, whose statements are all true, or {a(bad)}, whose "
        "statements are all false.",
        rng.choice((f"That leaves {2**size} cases, and I test each against what was said.",
                    f"With {size} people there are {2**size} possible cases; a case survives only if "
                    "every statement fits.")),
        *lines,
        "Exactly one case survives. I go through it once more.",
        *checks,
        f"So the {goods} are: {answer}." if answer != "none" else f"So none of them is {a(good)}.",
    ))
    return Draft(
        question, answer, f"{'. '.join(jots)}. True: {answer}.", trace, "elimination",
        milestones=routes(facts, jots),
    )


def check_knights(p: dict[str, Any]) -> str:
    """Looks at each speaker alone: the worlds a speaker allows, as bit sets, are intersected."""
    size = len(p["names"])
    allowed = (1 << (1 << size)) - 1
    for speaker, (kind, other) in enumerate(p["claims"]):
        mine = 0
        for code in range(1 << size):
            me, you, honest = code >> speaker & 1, code >> other & 1, code.bit_count()
            says = {"is": you == 1, "is not": you == 0, "same": me == you, "differ": me != you, "both": honest == size,
                    "some not": honest < size, "one": honest == 1, "two": honest == 2}[kind]
            if says == bool(me):
                mine |= 1 << code
        allowed &= mine
    worlds = [code for code in range(1 << size) if allowed >> code & 1]
    (world,) = worlds
    return ", ".join(name for who, name in enumerate(p["names"]) if world >> who & 1) or "none"


FAMILIES = (
    Family(
        "knights",
        "logic_puzzle",
        "deduction",
        "set",
        ("knights", "knaves", "truth", "lie"),
        knights,
        write_knights,
        check_knights,
    ),
)
