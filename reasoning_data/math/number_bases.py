"""Number bases: a number written in one base, to be written in another."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.math.working import equal, joined, marked, milestones, running_sum, worked
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, numbers_listed

_BASE_ASKS = (
    "Write {given} in {new}.",
    "What is {given} in {new}?",
    "{name} writes {given} in {new}. What does {name} write?",
    "How does {name} write {given} in {new}?",
    "{name} converts {given} to {new}. What is the result?",
)


def conversion(rng: Random, difficulty: str) -> dict[str, Any]:
    """From base ten or into it."""
    (low, high), bases = {
        "easy": ((9, 63), (2,)),
        "medium": ((20, 120), (2, 3, 4, 5)),
        "hard": ((100, 999), (3, 4, 5, 6, 7, 8, 9)),
    }[difficulty]
    number, base = rng.randint(low, high), rng.choice(bases)
    old, new = (base, 10) if rng.random() < 0.5 else (10, base)
    return {"name": rng.choice(NAMES), "digits": _digits(number, old), "old": old, "new": new}


def _digits(number: int, base: int) -> str:
    digits = ""
    while number:
        digits, number = f"{number % base}{digits}", number // base
    return digits


def write_conversion(rng: Random, p: dict[str, Any]) -> Draft:
    digits, old, new = p["digits"], p["old"], p["new"]
    given = f"the number {digits}" if old == 10 else f"the base-{old} number {digits}"
    wanted = "base ten" if new == 10 else f"base {new}"
    question = rng.choice(_BASE_ASKS).format(given=given, new=wanted, name=p["name"])
    opening = (
        f"The task is to write {given} in {wanted}. In base {min(old, new)} the places from the right are ones, "
        f"{min(old, new)}s, {min(old, new) ** 2}s and so on, each {min(old, new)} times the one before it."
    )
    return _into_ten(question, opening, digits, old) if new == 10 else _from_ten(rng, question, opening, digits, new)


def _into_ten(question: str, opening: str, digits: str, base: int) -> Draft:
    places = [base**i for i in reversed(range(len(digits)))]
    values = [(int(digit), place) for digit, place in zip(digits, places, strict=True) if digit != "0"]
    worth = [equal(f"{digit} × {place}", digit * place) for digit, place in values]
    number = int(digits, base)
    added = running_sum([digit * place for digit, place in values])
    value, steps = int(digits[0]), []
    for digit in map(int, digits[1:]):
        steps.append(f"{value} × {base} + {digit} = {value * base + digit}")
        value = value * base + digit
    at_once = f"{' + '.join([str(digit * place) for digit, place in values])} = {number}"
    marks = milestones(question, str(number), [str(worth[0]), *marked([*worth[1:], added])[:-1]], at_once)
    trace = [
        opening,
        f"There are {len(digits)} digits, and from the left their places are worth {numbers_listed(places)}. A digit 0 "
        "brings nothing.",
        f"The other digits bring {joined(worth)}.",
        f"Together that is {added}." if added else f"No other place counts, so the number is {number}.",
        f"To check, I read the digits from the left, each time multiplying by {base} and adding the next digit: "
        f"{', '.join(steps)}. It is the same number.",
        f"The size fits as well: with {len(digits)} digits in base {base} a number lies from {places[0]} to "
        f"{places[0] * base - 1}, and {number} does.",
        f"The answer is {number}.",
    ]
    concise = ". ".join(filter(None, [f"Base {base}, {digits}: {joined(worth)}", added]))
    return Draft(question, str(number), concise, "\n".join(trace), "decomposition", milestones=marks)


def _from_ten(rng: Random, question: str, opening: str, digits: str, base: int) -> Draft:
    number = left = int(digits)
    answer, divisions, remainders, bundles, taken = _digits(number, base), [], [], [], []
    while left:
        whole, rest = divmod(left, base)
        remainders.append(f"{left} / {base} = {whole} remainder {rest}")
        text = f"{left} = {whole} × {base} + {rest}"
        divisions.append(worked(text, ((str(whole), "=", text),) if whole else ()))
        left = whole
    places = [base**i for i in reversed(range(len(answer)))]
    for digit, place in zip(map(int, answer), places, strict=True):
        if digit:
            bundles.append(equal(f"{number - left} - {digit} × {place}", number - left - digit * place))
            taken.append(str(digit * place))
            left += digit * place
    rests = ", ".join(reversed(answer))
    marks = milestones(
        question, answer, [*marked(divisions), rests], [str(bundles[0]), *marked(bundles[1:])], remainders,
        f"{number} = {' + '.join(taken)}",
    )
    worth = " + ".join(f"{digit} × {place}" for digit, place in zip(answer, places, strict=True))
    closing = [
        f"To check, I count what these digits are worth in base {base}: {worth} = {number}, as it has to be.",
        f"Each digit is below {base}, and a place of {places[0] * base} is not needed, because {number} is less than "
        "that.",
        f"The answer is {answer}.",
    ]
    if rng.random() < 0.4:
        trace = [
            opening,
            f"The places up to {number} are worth {numbers_listed(places)}. From the largest one on, I take out as "
            "many as fit and go on with what is left; where none fits, the digit is 0.",
            f"Step by step: {joined(bundles)}.",
            f"How many were taken of each place are the digits, the largest place first: {answer}.",
            *closing,
        ]
        concise = f"Base {base}: {joined(bundles)}. {answer}"
        return Draft(question, answer, concise, "\n".join(trace), "decomposition", milestones=marks)
    trace = [
        opening,
        f"Dividing by {base} again and again leaves the digits as remainders, the last digit first, because what does "
        f"not fill a group of {base} has to stay in the place that is looked at.",
        f"The divisions are {joined(divisions)}.",
        f"The remainders in this order are {rests}; read from the last to the first they are the digits {answer}.",
        *closing,
    ]
    concise = f"{joined(divisions)}. Remainders {rests}. {answer}"
    return Draft(question, answer, concise, "\n".join(trace), "trace_execution", milestones=marks)


def check_conversion(p: dict[str, Any]) -> str:
    """Lets two counters run from zero, one in each base, until the first one shows the digits."""
    first, second = [0], [0]
    while "".join(map(str, reversed(first))) != p["digits"]:
        for counter, base in ((first, p["old"]), (second, p["new"])):
            place = 0
            while counter[place] == base - 1:
                counter[place] = 0
                place += 1
                if place == len(counter):
                    counter.append(0)
            counter[place] += 1
    return "".join(map(str, reversed(second)))


FAMILIES = (
    Family(
        "base_conversion", "math", "number_theory", "number", ("number base", "place value"),
        conversion, write_conversion, check_conversion,
    ),
)
