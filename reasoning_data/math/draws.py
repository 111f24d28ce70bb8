"""Drawing at random: the probability of what is drawn."""

from __future__ import annotations

from itertools import permutations
from math import comb, gcd
from random import Random
from typing import Any

from reasoning_data.math.working import equal, fraction, milestones, running_sum
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, a, count, listing, plural

_DRAWS = {
    "marbles": ("bag", "marble", ("red", "blue", "green", "yellow")),
    "cards": ("box", "card", ("white", "black", "gray", "orange")),
    "socks": ("drawer", "sock", ("striped", "plain", "dotted", "woolen")),
    "sweets": ("jar", "sweet", ("lemon", "cherry", "mint", "honey")),
    "tickets": ("hat", "ticket", ("winning", "losing", "bonus", "blank")),
    "buttons": ("tin", "button", ("round", "square", "oval", "star-shaped")),
}
_DRAW_ASKS = (
    "A {box} holds {things}. {name} draws one at random. What is the probability that it is {target}? Give a "
    "fraction in lowest terms.",
    "{name} has a {box} with {things} and takes one without looking. What is the probability of {a_target} one, as a "
    "reduced fraction?",
    "In {name}'s {box} there are {things}. One is drawn at random. As a fraction in lowest terms, how likely is "
    "it to be "
    "{target}?",
)
_TWICE_ASKS = (
    "A {box} holds {things}. {name} draws two at random, one after the other, without putting the first back. What is "
    "the probability that both are {target}? Give a fraction in lowest terms.",
    "{name} has a {box} with {things} and takes two without looking. What is the probability that both are "
    "{target}, as "
    "a reduced fraction?",
)


def draw(rng: Random, difficulty: str) -> dict[str, Any]:
    kinds, most = {"easy": (2, 9), "medium": (3, 12), "hard": (3, 9)}[difficulty]
    setting = rng.choice(list(_DRAWS))
    return {
        "setting": setting,
        "name": rng.choice(NAMES),
        "kinds": rng.sample(range(4), kinds),
        "counts": [rng.randint(3, most) for _ in range(kinds)],
        "target": rng.randrange(kinds),
        "draws": 2 if difficulty == "hard" else 1,
    }


def write_draw(rng: Random, p: dict[str, Any]) -> Draft:
    box, thing, kinds = _DRAWS[p["setting"]]
    counts = p["counts"]
    names = [kinds[i] for i in p["kinds"]]
    target, good, total = names[p["target"]], counts[p["target"]], sum(counts)
    things = listing([count(n, f"{name} {thing}") for n, name in zip(counts, names, strict=True)])
    asks = _TWICE_ASKS if p["draws"] == 2 else _DRAW_ASKS
    question = rng.choice(asks).format(
        name=p["name"], box=box, things=things, target=target, a_target=a(target)
    )
    if p["draws"] == 1:
        return _one_draw(question, things, target, plural(thing), counts, good)
    answer = fraction(good * (good - 1), total * (total - 1))
    top, bottom = good * (good - 1), total * (total - 1)
    pairs_good, pairs_all = comb(good, 2), comb(total, 2)
    first, second, summed = f"{good}/{total}", f"{good - 1}/{total - 1}", running_sum(counts)
    both = equal(f"{first} × {second}", f"{top}/{bottom}")
    reduced = [equal(f"{top}/{bottom}", answer)] if answer != f"{top}/{bottom}" else []
    marks = milestones(question, answer, [summed, first, second, both, *reduced])
    trace = [
        f"There are {things}, two are drawn without putting one back, and both are to be {target}.",
        "Both draws have to succeed, so I multiply the probability of the first success by the probability of a "
        "second one after it. The first draw changes what is left for the second.",
        f"In total there are {summed} {plural(thing)}.",
        f"The first is {target} with probability {first}.",
        f"After that {good} - 1 = {good - 1} {target} ones are left among {total} - 1 = {total - 1}, so the second is "
        f"{target} with probability {second}.",
        f"The product is {both}." + (f" In lowest terms, {reduced[0]}." if reduced else ""),
        f"To check, I count pairs: {pairs_good} pairs of {target} ones out of {pairs_all} pairs in all, and "
        f"{pairs_good}/{pairs_all} "
        f"{f'= {answer}' if answer != f'{pairs_good}/{pairs_all}' else 'is the same fraction'}.",
        f"The answer is {answer}.",
    ]
    concise = ". ".join([summed, both, *reduced])
    return Draft(question, answer, concise, "\n".join(trace), "decomposition", milestones=marks)


def _one_draw(question: str, things: str, target: str, noun: str, counts: list[int], good: int) -> Draft:
    total = sum(counts)
    answer, rest = fraction(good, total), total - good
    common = gcd(good, total)
    shown, summed = f"{good}/{total}", running_sum(counts)
    marks = milestones(question, answer, [summed, *([shown] if common > 1 else [])])
    trace = [
        f"There are {things}, and one is drawn at random; the probability of {a(target)} one is wanted.",
        f"Each of the {noun} is equally likely to be drawn. So the probability is the number of favorable ones "
        "divided by the number of all.",
        f"In all there are {summed} {noun}.",
        f"Favorable are the {target} ones, {good} of them, so the probability is {shown}.",
        f"Both numbers can be divided by {common}: {good} / {common} = {good // common} and {total} / {common} = "
        f"{total // common}, so {shown} = {answer}."
        if common > 1
        else f"The numbers {good} and {total} have no common divisor, so the fraction is in lowest terms.",
        f"To check, I take the opposite event: {total} - {good} = {rest} are not {target}, with probability "
        f"{rest}/{total}, and {good}/{total} + {rest}/{total} = 1, as it has to be.",
        f"A probability lies between 0 and 1, and {answer} does; being {target} is "
        f"{'more' if good > rest else 'less' if good < rest else 'just as'} likely "
        f"{'than' if good != rest else 'as'} not.",
        f"The answer is {answer}.",
    ]
    concise = f"{summed}. {target}: {equal(shown if common > 1 else f'{good} / {total}', answer)}"
    return Draft(question, answer, concise, "\n".join(trace), "forward", milestones=marks)


def check_draw(p: dict[str, Any]) -> str:
    """Draws in every possible way and counts the successes."""
    things = [kind for kind, n in enumerate(p["counts"]) for _ in range(n)]
    outcomes = list(permutations(things, p["draws"]))
    good = sum(all(kind == p["target"] for kind in outcome) for outcome in outcomes)
    bottom = next(n for n in range(1, len(outcomes) + 1) if good * n % len(outcomes) == 0)
    return f"{good * bottom // len(outcomes)}/{bottom}"


FAMILIES = (
    Family(
        "random_draw", "math", "probability", "number", ("probability", "fractions"), draw, write_draw,
        check_draw,
    ),
)
