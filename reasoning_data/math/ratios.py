"""Ratios: sharing in one, and writing one in lowest terms."""

from __future__ import annotations

from math import gcd
from random import Random
from typing import Any

from reasoning_data.math.working import equal, milestones, product, quotient
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES

_RATIO = {
    "coins": ("coins", "share {total} coins"),
    "prize": ("dollars", "divide a prize of {total} dollars"),
    "seeds": ("seeds", "split {total} seeds"),
    "work": ("hours", "share {total} hours of work"),
    "cards": ("cards", "divide {total} cards"),
    "land": ("square meters", "split {total} square meters of land"),
}
_RATIO_ASKS = (
    "{one} and {two} {deed} in the ratio {a}:{b}. How many {units} does {who} get?",
    "{one} and {two} {deed} so that their parts are as {a} to {b}. How many {units} is {who}'s part?",
    "In the ratio {a}:{b}, {one} and {two} {deed}. How many {units} are for {who}?",
)


def sharing_ratio(rng: Random, difficulty: str) -> dict[str, Any]:
    most, scale = {"easy": (5, 9), "medium": (9, 12), "hard": (15, 40)}[difficulty]
    a, b = rng.sample(range(1, most + 1), 2)
    while gcd(a, b) > 1:
        a, b = rng.sample(range(1, most + 1), 2)
    return {
        "setting": rng.choice(list(_RATIO)),
        "names": rng.sample(NAMES, 2),
        "ratio": [a, b],
        "total": (a + b) * rng.randint(2, scale),
        "who": rng.randint(0, 1),
    }


def write_sharing_ratio(rng: Random, p: dict[str, Any]) -> Draft:
    (one, two), (a, b), total, who = p["names"], p["ratio"], p["total"], p["who"]
    units, deed = _RATIO[p["setting"]]
    name, other_name, mine, other = (one, two, a, b) if who == 0 else (two, one, b, a)
    question = rng.choice(_RATIO_ASKS).format(
        one=one, two=two, deed=deed.format(total=total), a=a, b=b, units=units, who=name
    )
    parts, part = a + b, total // (a + b)
    answer, rest = mine * part, other * part
    added, multiplied, divided = equal(f"{a} + {b}", parts), product(total, mine), quotient(total * mine, parts)
    one_part, share = quotient(total, parts), product(mine, part)
    marks = milestones(
        question, str(answer), [str(added), multiplied, divided], [str(added), one_part, share],
        f"{mine}/{parts} of {total} = {answer}", f"{mine}/{parts} × {total} = {answer}",
        f"{total} × {mine}/{parts} = {answer}",
    )
    if rng.random() < 0.4:
        trace = [
            f"The {total} {units} are divided in the ratio {a}:{b} between {one} and {two}, and the share of "
            f"{name} is wanted. I turn the ratio into a fraction of the whole.",
            f"The ratio has {added} equal parts, of which {name} gets {mine}. So the share is "
            f"{mine}/{parts} of the whole.",
            f"First I multiply by the numerator: {multiplied}.",
            f"Then I divide by the denominator: {divided}.",
            f"That makes {answer} {units} for {name}.",
            f"To check, {other_name} gets the rest, {total} - {answer} = {rest}. By the ratio that has to be "
            f"{other}/{parts} of the whole, and {total} × {other} / {parts} = {rest} is indeed the same.",
            f"The larger share goes to the one with the larger number in the ratio: {answer} to {rest} is as "
            f"{mine} to {other}.",
            f"{name} gets {answer}.",
        ]
        concise = f"{added}. {name}: {multiplied}. {divided}"
        return Draft(question, str(answer), concise, "\n".join(trace), "forward", milestones=marks)
    trace = [
        f"{one} and {two} share {total} {units} in the ratio {a}:{b}, and the question is about {name}. A ratio "
        f"compares parts of equal size: {one} gets {a} of them and {two} gets {b}.",
        f"So I need the number of parts in all, then the size of one part, then {name}'s {mine}.",
        f"In all there are {added} parts.",
        f"One part is {one_part} {units}.",
        f"{name}'s share is {share} {units}.",
        f"To check, I work out {other_name}'s share as well: {other} × {part} = {rest}. Together the two shares are "
        f"{answer} + {rest} = {total}, which is everything there was to share.",
        f"The shares divided by {part} give back the ratio: {answer} / {part} = {mine} and {rest} / {part} = {other}.",
        f"{name} gets {answer}.",
    ]
    concise = f"{added}. {one_part}. {name}: {share}"
    return Draft(question, str(answer), concise, "\n".join(trace), "decomposition", milestones=marks)


def check_sharing_ratio(p: dict[str, Any]) -> str:
    """Deals the units out in rounds of the ratio."""
    shares, left = [0, 0], p["total"]
    while left > 0:
        for i, n in enumerate(p["ratio"]):
            shares[i] += n
            left -= n
    return str(shares[p["who"]])


_SIMPLIFY = {
    "animals": ("sheep", "goats"),
    "paint": ("cans of blue paint", "cans of white paint"),
    "books": ("novels", "comics"),
    "flowers": ("roses", "tulips"),
    "players": ("runners", "swimmers"),
    "vehicles": ("cars", "bicycles"),
}
_SIMPLIFY_ASKS = (
    "{name} counts {a} {first} and {b} {second}. What is the ratio of {first} to {second} in lowest terms?",
    "On {name}'s list are {a} {first} and {b} {second}. Give the ratio of {first} to {second} in lowest terms.",
    "{name} notes that there are {b} {second} for {a} {first}. Write the ratio of {first} to {second} as simply as "
    "possible.",
)


def simplify(rng: Random, difficulty: str) -> dict[str, Any]:
    most, scale = {"easy": (7, 9), "medium": (12, 15), "hard": (25, 40)}[difficulty]
    a, b = rng.sample(range(1, most + 1), 2)
    factor = rng.randint(2, scale)
    return {
        "setting": rng.choice(list(_SIMPLIFY)),
        "name": rng.choice(NAMES),
        "a": a * factor,
        "b": b * factor,
    }


def write_simplify(rng: Random, p: dict[str, Any]) -> Draft:
    a, b = p["a"], p["b"]
    first, second = _SIMPLIFY[p["setting"]]
    question = rng.choice(_SIMPLIFY_ASKS).format(name=p["name"], first=first, second=second, a=a, b=b)
    common = gcd(a, b)
    low, high = a // common, b // common
    answer = f"{low}:{high}"
    steps, both, top, bottom = [], [], a, b
    for factor in (10, 9, 8, 7, 6, 5, 4, 3, 2, 11, 13, 17, 19, 23, 29, 31, 37):
        while top % factor == 0 and bottom % factor == 0:
            both += [equal(f"{n} / {factor}", n // factor) for n in (top, bottom)]
            steps.append(f"by {factor}: {both[-2]}, {both[-1]}")
            top, bottom = top // factor, bottom // factor
    at_once = [equal(f"{n} / {common}", n // common) for n in (a, b)]
    marks = milestones(question, answer, both, at_once)
    trace = [
        f"There are {a} {first} and {b} {second}. The ratio of the first to the second is {a}:{b}, and it is to be "
        "written with the smallest possible whole numbers.",
        "A ratio does not change when both sides are divided by the same number, so I divide by common "
        "factors, one after the other, until there is none left.",
        *(f"Both sides {step}." for step in steps),
        f"Now {low} and {high} have no common divisor above 1, so the ratio is in lowest terms.",
        f"To check, I scale it up again. In all I have divided by {common}, and {low} × {common} = {a} and "
        f"{high} × {common} = {b} are the numbers at the start.",
        f"The order matters: {first} come first, so it is {low} to {high} and not {high} to {low}.",
        f"The ratio is {answer}.",
    ]
    concise = f"{a}:{b} {'; '.join(steps)}. {answer}"
    return Draft(question, answer, concise, "\n".join(trace), "forward", milestones=marks)


def check_simplify(p: dict[str, Any]) -> str:
    """The smallest pair of whole numbers in the same proportion."""
    a, b = p["a"], p["b"]
    return next(f"{n}:{n * b // a}" for n in range(1, a + 1) if n * b % a == 0)


FAMILIES = (
    Family(
        "ratio_share", "math", "arithmetic", "number", ("ratio", "sharing"),
        sharing_ratio, write_sharing_ratio, check_sharing_ratio,
    ),
    Family(
        "ratio_simplify", "math", "arithmetic", "ratio", ("ratio", "lowest terms"),
        simplify, write_simplify, check_simplify,
    ),
)
