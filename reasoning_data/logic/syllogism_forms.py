"""The material of the syllogisms: valid and invalid forms, and groups to fill them with."""

from __future__ import annotations

from typing import NamedTuple


class Form(NamedTuple):
    """Letters stand for groups; a statement is quantifier, subject, predicate."""

    level: str
    premises: tuple[tuple[str, ...], ...]
    conclusion: tuple[str, ...]
    why: tuple[str, ...]
    """Two sentences where the conclusion follows; empty where it does not."""
    world: tuple[str, ...]
    """Two things, by the groups they belong to, that break the conclusion where it does not follow."""


def _form(level: str, text: str, *reason: str) -> Form:
    premises, _, conclusion = text.partition(": ")
    statements = tuple(tuple(premise.rsplit(" ", 2)) for premise in premises.split(", "))
    why, world = (reason, ()) if len(reason) == 2 else ((), tuple(reason[0].split()))
    return Form(level, statements, tuple(conclusion.rsplit(" ", 2)), why, world)


# Only forms whose answer is the same whether or not a group may be empty.
FORMS = {name: _form(*row) for name, row in {
    "chain": (
        "easy", "all A B, all B C: all A C",
        "Take any member of A. By the first statement it is in B, and by the second everything in B is in C.",
        "So the member of A that I took is in C, and it could have been any of them.",
    ),
    "chain out": (
        "easy", "all A B, no B C: no A C",
        "Take any member of A. By the first statement it is in B, and by the second nothing in B is in C.",
        "So the member of A that I took is not in C, whichever it was.",
    ),
    "some in": (
        "easy", "some A B, all B C: some A C",
        "The first statement gives at least one that is in A and in B.",
        "By the second statement it is in C too, so it is in A and in C at once.",
    ),
    "some out": (
        "medium", "some A B, no B C: some not A C",
        "The first statement gives at least one that is in A and in B.",
        "By the second statement it cannot be in C, so it is in A and outside C.",
    ),
    "no common": (
        "medium", "all A B, no C B: no A C",
        "Suppose something were in A and in C. Being in A, it would be in B.",
        "But nothing in C is in B, a contradiction, so there is no such thing.",
    ),
    "outside": (
        "medium", "all A B, some not C B: some not C A",
        "The second statement gives one that is in C and outside B.",
        "If it were in A it would be in B by the first statement, so it is outside A.",
    ),
    "middle some": (
        "medium", "some B A, all B C: some A C",
        "The first statement gives one that is in B and in A.",
        "Everything in B is in C, so this one is in A and in C.",
    ),
    "middle out": (
        "hard", "some not B A, all B C: some not C A",
        "The first statement gives one that is in B and outside A.",
        "Everything in B is in C, so this one is in C and outside A.",
    ),
    "long chain": (
        "hard", "all A B, all B C, all C D: all A D",
        "Take any member of A. It is in B by the first statement, so in C by the second.",
        "By the third statement it is then in D, and nothing special was assumed about it.",
    ),
    "long out": (
        "hard", "all A B, all B C, no C D: no A D",
        "Take any member of A. It is in B by the first statement, so in C by the second.",
        "The third statement keeps everything in C out of D, so it is not in D.",
    ),
    "long some": (
        "hard", "some A B, all B C, all C D: some A D",
        "The first statement gives one that is in A and in B.",
        "The second takes it into C and the third into D, so it is in A and in D.",
    ),
    "same home": ("easy", "all A B, all C B: all A C", "AB CB"),
    "backwards": ("easy", "all A B, all B C: all C A", "ABC C"),
    "some of": ("easy", "all A B, some B C: some A C", "AB BC"),
    "two some": ("medium", "some A B, some B C: some A C", "AB BC"),
    "two no": ("medium", "no A B, no B C: no A C", "AC B"),
    "not a, not b": ("medium", "all A B, no A C: no B C", "AB BC"),
    "one parent": ("medium", "all A B, all A C: all B C", "ABC B"),
    "some outside": ("hard", "some A B, some not B C: some not A C", "ABC B"),
    "long back": ("hard", "all A B, all B C, all C D: all D B", "ABCD D"),
    "long some of": ("hard", "all A B, some B C, all C D: some A D", "AB BCD"),
    "long no": (
        "hard", "no A B, all C B, all D A: no D C",
        "Suppose something were in D and in C. Being in D it would be in A, and being in C it would be in B.",
        "But nothing in A is in B, so there is no such thing.",
    ),
}.items()}

# theme: groups, all plural
THEMES = {
    theme: tuple(groups.split(", "))
    for theme, groups in {
        "club": (
            "painters, swimmers, cyclists, gardeners, singers, bakers, climbers, dancers, sailors, "
            "potters, runners, skaters, drummers, poets, knitters, rowers, jugglers, chess players, "
            "pilots, weavers"
        ),
        "invented": (
            "blickets, wugs, daxes, feps, tomas, zibbles, morps, gleeps, snarks, plonks, quibs, trells, "
            "voomers, lorbs, kazoos, frimps, dribbles, nerts, pimwits, yorkles, brundles, skeffs"
        ),
        "box": (
            "round things, red things, wooden things, heavy things, old things, soft things, shiny "
            "things, striped things, hollow things, small things, smooth things, sharp things, blue "
            "things, thin things"
        ),
        "village": (
            "farmers, teachers, doctors, fishers, smiths, weavers, bakers, carpenters, beekeepers, "
            "shepherds, musicians, voters, landowners, parents, drivers, storytellers, millers"
        ),
        "raffle": (
            "red tickets, winning tickets, numbered tickets, paper tickets, stamped tickets, old tickets, "
            "signed tickets, free tickets, folded tickets, blank tickets, torn tickets, gold tickets"
        ),
    }.items()
}
