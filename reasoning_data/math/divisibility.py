"""Divisibility: common divisors and common multiples."""

from __future__ import annotations

from math import gcd, lcm
from random import Random
from typing import Any

from reasoning_data.math.working import Worked, equal, factored, joined, marked, milestones, product, worked
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES

_GCD = {
    "numbers": (
        "What is the greatest common divisor of {a} and {b}?",
        "Find the greatest common factor of {a} and {b}.",
        "Which is the largest number that divides both {a} and {b}?",
        "{name} looks for the greatest common divisor of {a} and {b}. What is it?",
    ),
    "bouquets": (
        "{name} has {a} roses and {b} tulips and makes as many identical bouquets as possible, using all flowers. How "
        "many bouquets is that?",
        "From {a} roses and {b} tulips {name} ties equal bouquets and uses every flower. How many bouquets are there "
        "at most?",
    ),
    "bags": (
        "{name} shares {a} pens and {b} erasers equally among as many bags as possible, with nothing left over. How "
        "many bags are there?",
        "All of {a} pens and {b} erasers go into bags with equal contents. How many bags can {name} fill at most?",
    ),
    "tiles": (
        "{name} covers a floor of {a} cm by {b} cm with square tiles that are as large as possible and not cut. How "
        "many centimeters is the side of a tile?",
        "Square tiles are to fill {name}'s wall of {a} cm by {b} cm without cutting. How many centimeters is the "
        "longest possible side?",
    ),
    "ropes": (
        "{name} cuts ropes of {a} m and {b} m into equal pieces, as long as possible, with nothing left over. How "
        "many meters long is a piece?",
        "{name} has ropes of {a} m and {b} m and cuts both into equal pieces with nothing left over. How many meters "
        "long can the pieces be at most?",
    ),
}


def greatest(rng: Random, difficulty: str) -> dict[str, Any]:
    common, most = {"easy": ((2, 12), 10), "medium": ((3, 15), 12), "hard": ((6, 36), 25)}[difficulty]
    factor = rng.randint(*common)
    low, high = sorted(rng.sample(range(1 if difficulty == "easy" else 2, most), 2))
    setting = rng.choice(list(_GCD))
    return {"setting": setting, "name": rng.choice(NAMES), "a": factor * high, "b": factor * low}


def write_greatest(rng: Random, p: dict[str, Any]) -> Draft:
    a, b = p["a"], p["b"]
    common = gcd(a, b)
    question = rng.choice(_GCD[p["setting"]]).format(**p)
    asked = f"The largest number that divides both {a} and {b} without a remainder is wanted."
    check = [
        f"To check that it divides both: {a} / {common} = {a // common} and {b} / {common} = {b // common}.",
        f"The quotients {a // common} and {b // common} have no common divisor but 1, so nothing larger divides both.",
        f"The answer is {common}.",
    ]
    steps, top, bottom = [], a, b
    while bottom:
        times, rest = divmod(top, bottom)
        steps.append((top, bottom, times, rest))
        top, bottom = bottom, rest
    told = [_taken(*step) for step in steps]
    divisions = [f"{top} = {times} × {bottom} + {rest}" for top, bottom, times, rest in steps]
    marks = milestones(question, str(common), told, divisions, [factored(a), factored(b)])
    trace = [
        f"{asked} I use the method of Euclid: a common divisor of two numbers also divides what is left when the "
        "smaller one is taken away from the larger one as often as possible.",
        "So the pair may be replaced by the smaller number and this remainder, again and again, until the "
        "remainder is 0. The common divisors stay the same all the way.",
        *(f"From {top} and {bottom}: {text}." for (top, bottom, _, _), text in zip(steps, told, strict=True)),
        f"The remainder is 0 now, and the last number that was taken away is {common}. It divides itself and 0, so "
        "it is the greatest common divisor of the whole chain.",
        *check,
    ]
    concise = f"{a}, {b}: {'. '.join(told)}. So {common}"
    return Draft(question, str(common), concise, "\n".join(trace), "trace_execution", milestones=marks)


def _taken(top: int, bottom: int, times: int, rest: int) -> Worked:
    """`84 - 2 × 36 = 84 - 72 = 12`."""
    step = equal(f"{top} - {times * bottom}", rest)
    found = step.found if rest else ((step, step, step),)  # any pair ends in 0
    return worked(step if times == 1 else f"{top} - {times} × {bottom} = {step}", found)


def check_greatest(p: dict[str, Any]) -> str:
    """Tries every number up to the smaller one."""
    a, b = p["a"], p["b"]
    return str(max(n for n in range(1, min(a, b) + 1) if a % n == 0 and b % n == 0))


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
        "greatest_common_divisor", "math", "number_theory", "number", ("gcd", "Euclid"),
        greatest, write_greatest, check_greatest,
    ),
    Family(
        "least_common_multiple", "math", "number_theory", "number", ("lcm", "multiples"),
        least, write_least, check_least,
    ),
)
