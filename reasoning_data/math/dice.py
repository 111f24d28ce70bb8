"""The sum of two dice: its probability."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.math.working import equal, fraction, milestones
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, count, listing

_DICE = {
    "board game": "{name} plays a board game and rolls",
    "wager": "For a wager, {name} rolls",
    "class": "In class, {name} rolls",
    "rain": "On a rainy day {name} rolls",
}
_DICE_ASKS = (
    "{story} two fair dice{sides}, numbered from 1. What is the probability that the sum is {sum}? Give a fraction in "
    "lowest terms.",
    "{story} {dice}, both numbered from 1. As a reduced fraction, what is the probability of a total of {sum}?",
)


def dice(rng: Random, difficulty: str) -> dict[str, Any]:
    low, high = {"easy": (4, 6), "medium": (4, 8), "hard": (6, 12)}[difficulty]
    a, b = rng.randint(low, high), rng.randint(low, high)
    return {
        "setting": rng.choice(list(_DICE)),
        "name": rng.choice(NAMES),
        "a": a,
        "b": b,
        "sum": rng.randint(2, a + b),
    }


def write_dice(rng: Random, p: dict[str, Any]) -> Draft:
    a, b, wanted = p["a"], p["b"], p["sum"]
    question = rng.choice(_DICE_ASKS).format(
        story=_DICE[p["setting"]].format(name=p["name"]),
        sides=f" with {a} sides each" if a == b else f", one with {a} sides and one with {b} sides",
        dice=f"two fair {a}-sided dice" if a == b else f"a fair {a}-sided die and a fair {b}-sided die",
        sum=wanted,
    )
    low, high = max(1, wanted - b), min(a, wanted - 1)
    good, total = high - low + 1, a * b
    rolls = [f"{i} + {wanted - i}" for i in range(low, high + 1)]
    answer, shown, squares = fraction(good, total), f"{good}/{total}", equal(f"{a} × {b}", total)
    pairs = [f"{i}, {wanted - i}" for i in range(low, high + 1)]
    last = [shown] if answer != shown else []
    marks = milestones(question, answer, [squares, *rolls, *last], [squares, *pairs, *last])
    reduced = "" if answer == shown else f" In lowest terms, {shown} = {answer}."
    trace = [
        f"One die shows a number from 1 to {a}, the other one from 1 to {b}, and the sum is to be {wanted}.",
        f"Every pair of numbers is equally likely, and there are {squares} pairs. I list the pairs with "
        "the right sum, going by the first die.",
        f"If the first die shows n, the second must show {wanted} minus n, and that has to be a number from 1 to "
        f"{b}. So the first die {f'may show anything from {low} to {high}' if good > 1 else f'has to show {low}'}.",
        f"The sums are written {listing(rolls)}, which makes {good} pairs."
        if good > 1
        else f"The only sum is {rolls[0]}, which makes 1 pair.",
        f"The probability is {shown}.{reduced}",
        f"To check, I count by the second die: it runs from {wanted - high} to {wanted - low}, and that is "
        f"{wanted - low} - {wanted - high} + 1 = {good} as well."
        if good > 1
        else f"To check, I count by the second die: with any number but {wanted - low} the sum "
        "is missed, so there is 1 pair.",
        f"The other {total} - {good} = {total - good} pairs have different sums.",
        f"The answer is {answer}.",
    ]
    concise = f"{squares}. {', '.join(rolls)}: {count(good, 'pair')}. {shown}{f' = {answer}' * bool(last)}"
    return Draft(question, answer, concise, "\n".join(trace), "forward", milestones=marks)


def check_dice(p: dict[str, Any]) -> str:
    """Rolls every pair."""
    sums = [i + j for i in range(1, p["a"] + 1) for j in range(1, p["b"] + 1)]
    good = sums.count(p["sum"])
    divisor = max(n for n in range(1, good + 1) if good % n == 0 and len(sums) % n == 0)
    return f"{good // divisor}/{len(sums) // divisor}"


FAMILIES = (
    Family(
        "dice_sum", "math", "probability", "number", ("probability", "dice"), dice, write_dice, check_dice
    ),
)
