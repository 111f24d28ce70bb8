"""Divisibility: remainders, common divisors and multiples."""

from __future__ import annotations

from math import gcd, lcm
from random import Random
from typing import Any

from reasoning_data.math.working import product
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, listing

_REMAINDERS = {
    "numbers": (
        "What is the remainder when {a} is divided by {b}?",
        "Find the remainder of {a} divided by {b}.",
        "What is {a} mod {b}?",
        "{a} is divided by {b}. What remainder is left?",
    ),
    "eggs": (
        "{name} packs {a} eggs into cartons of {b}. How many eggs are left over?",
        "Cartons hold {b} eggs. {name} fills as many as possible from {a} eggs. How many eggs remain?",
    ),
    "teams": (
        "{name} divides {a} players into teams of {b}. How many players are left without a team?",
        "Teams of {b} are formed from {a} players, as {name} asked. How many players are left over?",
    ),
    "ribbon": (
        "{name} cuts a ribbon of {a} cm into pieces of {b} cm. How many centimeters remain?",
        "From a ribbon of {a} cm, {name} cuts as many pieces of {b} cm as possible. How many centimeters are left?",
    ),
    "shelves": (
        "{name} puts {a} books on shelves that hold {b} each, filling every shelf. How many books are left over?",
        "A shelf holds {b} books. {name} fills as many shelves as {a} books allow. How many books remain?",
    ),
}


def remainder(rng: Random, difficulty: str) -> dict[str, Any]:
    most, divisors = {"easy": (60, (3, 9)), "medium": (130, (4, 12)), "hard": (900, (7, 29))}[difficulty]
    b = rng.randint(*divisors)
    setting = "numbers" if rng.random() < 0.3 else rng.choice(list(_REMAINDERS)[1:])
    return {"setting": setting, "name": rng.choice(NAMES), "a": rng.randint(2 * b, most), "b": b}


def write_remainder(rng: Random, p: dict[str, Any]) -> Draft:
    a, b = p["a"], p["b"]
    times, rest = divmod(a, b)
    multiple = times * b
    question = rng.choice(_REMAINDERS[p["setting"]]).format(**p)
    check = [
        f"To check, I put the number together again: {times} × {b} + {rest} = {multiple} + {rest} = {a}.",
        f"A remainder must also be smaller than the divisor, and {rest} is less than {b}, so no further {b} can be "
        "taken.",
        f"The remainder is {rest}.",
    ]
    if b * 10 >= a or rng.random() < 0.5:
        above = multiple + b
        trace = [
            f"The number {a} is to be split into groups of {b}, and what does not fill a group is the remainder.",
            f"I look for the largest multiple of {b} that is not above {a}, because its distance to {a} is what is "
            "left.",
            f"The multiple {times} × {b} = {multiple} is not above {a}.",
            f"The next one, {times + 1} × {b} = {above}, is too large already, so {multiple} is the right one.",
            f"What is left is {a} - {multiple} = {rest}.",
            f"The number of full groups, {times}, is not asked for; only the part left over matters here.",
            *check,
        ]
        concise = f"{times} × {b} = {multiple}, {times + 1} × {b} = {above} > {a}. {a} - {multiple} = {rest}"
        return Draft(question, str(rest), concise, "\n".join(trace), "forward")
    tens = times // 10 * 10
    taken = tens * b
    left = a - taken
    ones = times - tens
    trace = [
        f"I need what is left of {a} after all groups of {b} have been taken away. Taking them one at a time would "
        "be long, so I take a large bundle first and smaller ones after that.",
        f"A bundle of {tens} groups is {tens} × {b} = {taken}, which leaves {a} - {taken} = {left}.",
        f"From {left} there are {ones} more groups: {ones} × {b} = {ones * b}, and {left} - {ones * b} = {rest}."
        if ones
        else f"No further group of {b} fits into {left}.",
        f"That is below {b}, so nothing more can be taken away and the work is done.",
        *check,
    ]
    last = (
        f" {ones} × {b} = {ones * b}, {left} - {ones * b} = {rest}" if ones else f" {left} < {b}, so {rest}"
    )
    concise = f"{tens} × {b} = {taken}, {a} - {taken} = {left}.{last}"
    return Draft(question, str(rest), concise, "\n".join(trace), "decomposition")


def check_remainder(p: dict[str, Any]) -> str:
    """Takes the divisor away until that is no longer possible."""
    left = p["a"]
    while left >= p["b"]:
        left -= p["b"]
    return str(left)


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
        "{name} cuts ropes of {a} m and {b} m into equal pieces, as long as possible, with no rest. How many meters "
        "is a piece?",
        "Two ropes of {a} m and {b} m are cut into equal pieces, nothing left over. How many meters long can "
        "{name}'s pieces be at most?",
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
    told = [
        f"{top} - {bottom} = {rest}"
        if times == 1
        else f"{top} - {times} × {bottom} = {top} - {times * bottom} = {rest}"
        for top, bottom, times, rest in steps
    ]
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
    return Draft(question, str(common), concise, "\n".join(trace), "trace_execution")


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
    while lcm(a, b) // max(a, b) > 8:
        a, b = rng.sample(range(low, high + 1), 2)
    setting = rng.choice(list(_LCM))
    return {"setting": setting, "name": rng.choice(NAMES), "a": a, "b": b}


def write_least(rng: Random, p: dict[str, Any]) -> Draft:
    low, high = sorted((p["a"], p["b"]))
    common = lcm(low, high)
    question = rng.choice(_LCM[p["setting"]]).format(**p)
    multiples = [high * i for i in range(1, common // high + 1)]
    tried = [f"{n} / {low} leaves {n % low}" for n in multiples[:-1]]
    done = f"{common} / {low} = {common // low}"
    shared = gcd(low, high)
    trace = [
        f"The smallest number that is a multiple of both {low} and {high} is wanted.",
        f"Every common multiple is a multiple of {high}, the larger of the two. So I go through the multiples of "
        f"{high} in order and stop at the first one that {low} divides as well; because I go upwards, it is the "
        "smallest.",
        f"The multiples are {listing([str(n) for n in multiples])}."
        if tried
        else f"The first multiple is {high} itself.",
        f"The remainders are: {', '.join(tried)}." if tried else "There is nothing smaller to try.",
        f"At {common} the division comes out even: {done}.",
        f"So the search ends there, with {common} = {common // high} × {high}.",
        f"To check, I use the common divisor {shared}. The product of the two numbers is {product(low, high)}, and "
        f"{low * high} / {shared} = {common}. The least common multiple times the greatest common divisor has to "
        "be the product, and it is.",
        f"The answer is {common}.",
    ]
    concise = f"Multiples of {high}: {', '.join([*tried, done])}. So {common}"
    return Draft(question, str(common), concise, "\n".join(trace), "elimination")


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
        "remainder", "math", "number_theory", "number", ("remainder", "division"),
        remainder, write_remainder, check_remainder,
    ),
    Family(
        "greatest_common_divisor", "math", "number_theory", "number", ("gcd", "Euclid"),
        greatest, write_greatest, check_greatest,
    ),
    Family(
        "least_common_multiple", "math", "number_theory", "number", ("lcm", "multiples"),
        least, write_least, check_least,
    ),
)  # fmt: skip
