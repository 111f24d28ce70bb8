"""Simple interest."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.math.working import decimal, equal, milestones, product
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES

_SAVERS = {
    "bank": "{name} puts ${sum} into an account that pays {rate}% simple interest a year.",
    "loan": "{name} lends a friend ${sum} at {rate}% simple interest a year.",
    "fund": "{name} invests ${sum} at a simple interest rate of {rate}% per year.",
    "debt": "{name} borrows ${sum} at {rate}% simple interest per year.",
}
_INTEREST_ASKS = {
    False: (
        "How many dollars of interest are there after {years} years?",
        "What is the interest after {years} years, in dollars?",
        "How many dollars of interest build up in {years} years?",
    ),
    True: (
        "How many dollars is that after {years} years, with the interest added?",
        "What is the amount in dollars after {years} years, interest included?",
        "To how many dollars does the amount grow in {years} years?",
    ),
}


def interest(rng: Random, difficulty: str) -> dict[str, Any]:
    most, years, rates = {"easy": (9, 4, 5), "medium": (20, 6, 8), "hard": (60, 12, 12)}[difficulty]
    unit = 100 if difficulty != "hard" else 50
    amount, rate = unit * rng.randint(1, most), rng.randint(2, rates)
    if amount * rate % 100:
        amount *= 2
    return {
        "setting": rng.choice(list(_SAVERS)),
        "name": rng.choice(NAMES),
        "sum": amount,
        "rate": rate,
        "years": rng.randint(2, years),
        "whole": difficulty != "easy" and rng.random() < 0.5,
    }


def write_interest(rng: Random, p: dict[str, Any]) -> Draft:
    amount, rate, years, whole = p["sum"], p["rate"], p["years"], p["whole"]
    story = _SAVERS[p["setting"]].format(name=p["name"], sum=amount, rate=rate)
    question = f"{story} {rng.choice(_INTEREST_ASKS[whole]).format(years=years)}"
    one = amount * rate // 100
    earned = one * years
    total = amount + earned
    answer = total if whole else earned
    percent, one_year = equal(f"{amount} / 100", decimal(amount, 2)), equal(f"{rate} × {decimal(amount, 2)}", one)
    all_years, added = product(one, years), equal(f"{amount} + {earned}", total)
    steps = [percent, one_year, all_years, *([added] if whole else [])]
    wanted = "the amount with interest" if whole else "the interest alone"
    trace = [
        f"The sum is {amount} dollars, the rate {rate}% a year and the time {years} years; {wanted} is wanted. "
        "With simple interest every year brings the same, because interest is paid on the original sum only.",
        f"One percent of the sum is {percent}.",
        f"A year brings {rate} of these, {one_year} dollars.",
        f"In {years} years that makes {all_years} dollars of interest.",
        f"Added to the sum: {added} dollars."
        if whole
        else "The sum itself is not asked for, so nothing is added to this.",
        f"To check, I use the rate for the whole time: {rate} × {years} = {rate * years} percent, and "
        f"{rate * years}% of {amount} = {earned}, the same interest.",
        "With compound interest it would be a little more, but the question says simple interest.",
        f"The answer is {answer}.",
    ]
    share, tail = decimal(rate, 2), [added] if whole else []
    marks = milestones(
        question, str(answer), steps, [f"{amount} × {share} × {years} = {earned}", *tail],
        [f"{amount} × {share} = {one}", all_years, *tail], [f"{rate}% of {amount} = {one}", all_years, *tail],
    )
    return Draft(question, str(answer), ". ".join(steps), "\n".join(trace), "forward", milestones=marks)


def check_interest(p: dict[str, Any]) -> str:
    """Pays out year by year, in cents."""
    cents = 100 * p["sum"] if p["whole"] else 0
    for _ in range(p["years"]):
        cents += p["sum"] * p["rate"]
    return str(cents // 100)


FAMILIES = (
    Family(
        "simple_interest", "math", "rates", "number", ("interest", "percentage", "money"),
        interest, write_interest, check_interest,
    ),
)
