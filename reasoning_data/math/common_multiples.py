"""Common multiples: the least of some numbers."""

from __future__ import annotations

from math import gcd, lcm
from random import Random
from typing import Any

from reasoning_data.math.working import equal, factored, joined, marked, milestones, product
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES

_LCM = {
    "numbers": (
        "What is the least common multiple of {a} and {b}?",
        "Find the smallest positive number that both {a} and {b} divide.",
        "Which is the smallest number that is a multiple of both {a} and {b}?",
        "{name} looks for the least common multiple of {a} and {b}. What is it?",
    ),
    "buses": (
        "{name} sees two buses leave together. One leaves every {a} minutes, the other every {b} minutes. After how "
        "many minutes do they next leave together?",
        "Buses leave {name}'s stop every {a} minutes to the north and every {b} minutes to the south, both now. In "
        "how many minutes will both leave at once again?",
    ),
    "lights": (
        "Two lights flash together as {name} looks up. One flashes every {a} seconds, the other every {b} seconds. "
        "After how many seconds do they flash together again?",
        "{name} has a lamp that blinks every {a} seconds and one that blinks every {b} seconds. Both blink now. How "
        "many seconds pass until that happens again?",
    ),
    "packs": (
        "Buns come in packs of {a} and sausages in packs of {b}. {name} wants equally many of both. What is the "
        "smallest possible number of each?",
        "{name} buys cups in packs of {a} and saucers in packs of {b}, the same number of each. How many of each is "
        "that at least?",
    ),
    "laps": (
        "{name} runs a lap in {a} minutes, a friend in {b} minutes. They start together. After how many minutes are "
        "they first at the start together again?",
        "A lap takes {name} {a} minutes and a neighbor {b} minutes. They set off together. How many minutes later do "
        "they meet at the start for the first time?",
    ),
}


def least(rng: Random, difficulty: str) -> dict[str, Any]:
    low, high = {"easy": (2, 12), "medium": (4, 20), "hard": (8, 48)}[difficulty]
    a, b = rng.sample(range(low, high + 1), 2)
    while lcm(a, b) // max(a, b) > 7:
        a, b = rng.sample(range(low, high + 1), 2)
    setting = rng.choice(list(_LCM))
    return {"setting": setting, "name": rng.choice(NAMES), "a": a, "b": b}


def write_least(rng: Random, p: dict[str, Any]) -> Draft:
    low, high = sorted((p["a"], p["b"]))
    common = lcm(low, high)
    question = rng.choice(_LCM[p["setting"]]).format(**p)
    multiples = [equal(f"{i} × {high}", i * high) for i in range(1, common // high + 1)]
    tried = [f"{n} / {low} leaves {n % low}" for n in range(high, common, high)]
    done = f"{common} / {low} = {common // low}"
    shared = gcd(low, high)
    part = low // shared
    found, missing, times = f"{low} and {high} is {shared}", equal(f"{low} / {shared}", part), product(high, part)
    routes = [[*marked(multiples[1:-1]), done], *([[found, missing, times]] if shared > 1 else [])]
    lists = [", ".join(map(str, range(n, common + 1, n))) for n in (low, high)]
    marks = milestones(question, str(common), *routes, lists, lists[::-1], [factored(low), factored(high)])
    if shared > 1 and rng.random() < 0.5:
        trace = [
            f"The least common multiple of {low} and {high} is wanted. It has to contain both numbers as factors, "
            "but what they have in common is needed only once, so I find the common part first.",
            f"The greatest common divisor of {found}: {missing} and {high} / {shared} = {high // shared}, "
            f"and {part} and {high // shared} share no divisor above 1.",
            f"So {low} brings the factor {part} that {high} does not have already.",
            f"The least common multiple is {high} times this factor: {times}.",
            f"To check that it is a multiple of both: {low} × {common // low} = {common} and {high} × "
            f"{common // high} = {common}.",
            f"The factors {common // low} and {common // high} have no common divisor above 1; if they had one, "
            f"{common} could be divided by it "
            "and would still be a common multiple, only a smaller one.",
            f"The answer is {common}.",
        ]
        concise = f"gcd of {found}. {missing}. {times}"
        return Draft(question, str(common), concise, "\n".join(trace), "decomposition", milestones=marks)
    trace = [
        f"The smallest number that is a multiple of both {low} and {high} is wanted.",
        f"Every common multiple is a multiple of {high}, the larger of the two. So I go through the multiples of "
        f"{high} in order and stop at the first one that {low} divides as well; because I go upwards, it is the "
        "smallest.",
        f"The multiples are {joined(multiples)}."
        if tried
        else f"The first multiple is {high} itself.",
        f"{'The remainders are' if len(tried) > 1 else 'The remainder is not 0'}: {', '.join(tried)}."
        if tried
        else "There is nothing smaller to try.",
        f"At {common} the division comes out even: {done}.",
        f"So the search ends there, with {common} = {common // high} × {high}.",
        f"To check, I use the common divisor {shared}. The product of the two numbers is {product(low, high)}, and "
        f"{low * high} / {shared} = {common}. The least common multiple times the greatest common divisor has to "
        "be the product, and it is.",
        f"The answer is {common}.",
    ]
    passed = [f"{step} leaves {i * high % low}" for i, step in enumerate(multiples[:-1], 1)]
    concise = f"Divide by {low}: {', '.join([*passed, str(multiples[-1])])}. {done}. So {common}"
    return Draft(question, str(common), concise, "\n".join(trace), "elimination", milestones=marks)


def check_least(p: dict[str, Any]) -> str:
    """Steps the smaller multiple forward until the two meet."""
    first, second = p["a"], p["b"]
    while first != second:
        if first < second:
            first += p["a"]
        else:
            second += p["b"]
    return str(first)


FAMILIES = (
    Family(
        "least_common_multiple", "math", "number_theory", "number", ("lcm", "multiples"), least, write_least,
        check_least,
    ),
)
