"""Number riddles: an unknown number told by its digits or its divisors."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family, routes
from reasoning_data.wording import NAMES


def number_riddle(rng: Random, difficulty: str) -> dict[str, Any]:
    if difficulty == "easy" or (difficulty == "medium" and rng.random() < 0.4):
        tens, ones = rng.sample(range(1, 10), 2)
        return {"kind": "digits", "tens": tens, "ones": ones}
    by = rng.randint(3, {"medium": 9}.get(difficulty, 19))
    other = rng.choice([k for k in range(3, 12) if k % by and by % k])
    while True:
        low = by * rng.randint(2, {"medium": 9}.get(difficulty, 30)) + 1
        span = rng.randint(3, 5)
        multiples = range(low - 1 + by, low + by * span, by)
        wanted = rng.choice(multiples)
        if sum(each % other == wanted % other for each in multiples) == 1:
            return {
                "kind": "range",
                "low": low,
                "high": multiples[-1] + rng.randint(0, by - 1),
                "by": by,
                "other": other,
                "rest": wanted % other,
            }


def write_number_riddle(rng: Random, p: dict[str, Any]) -> Draft:
    me = (
        rng.choice(
            (
                "I am a two-digit number.",
                "Guess me: I have two digits.",
                "{name} thinks of a two-digit number.",
            )
        )
        if p["kind"] == "digits"
        else rng.choice(
            ("I am a number", "{name} thinks of a number", "A secret number lies", "Guess the number")
        )
    )
    me = me.format(name=rng.choice(NAMES))
    end = rng.choice(("What is the number?", "Which number is it?", "Find the number."))
    if p["kind"] == "digits":
        tens, ones = p["tens"], p["ones"]
        total, gap = tens + ones, abs(tens - ones)
        more, less = ("tens", "ones") if tens > ones else ("ones", "tens")
        question = rng.choice(
            (
                f"{me} The digits add up to {total}, and the {more} digit is {gap} more than the "
                f"{less} digit. {end}",
                f"{me} The {more} digit is greater than the {less} digit by {gap}, and the sum of "
                f"the two digits is {total}. {end}",
                f"{me} The two digits make {total} together; the {less} digit is {gap} less than the "
                f"{more} digit. {end}",
            )
        )
        small, large = min(tens, ones), max(tens, ones)
        twice = total - gap
        answer = 10 * tens + ones
        claims = [f"{total} - {gap} = {twice}", f"{twice} / 2 = {small}", f"{small} + {gap} = {large}"]
        concise = f"{'. '.join(claims)}. {more} {large}, {less} {small}: {answer}."
        work: tuple[str, ...] = (
            f"The two digits add up to {total}, and one of them, the {more} digit, is {gap} more "
            "than the other.",
            rng.choice(
                (
                    "If both were as small as the smaller one, the sum would be less by that difference.",
                    "Taking the difference away makes both digits equal.",
                )
            ),
            f"So twice the smaller digit is {total} - {gap} = {twice}, and the smaller digit is "
            f"{twice} / 2 = {small}.",
            f"The greater digit is {small} + {gap} = {large}.",
            f"The {more} digit is the greater one, so the tens digit is {tens} and the ones digit is {ones}.",
            f"That makes 10 × {tens} + {ones} = {answer}.",
            f"Check: {tens} + {ones} = {total}, and {large} - {small} = {gap}, both as the riddle says.",
            f"The number with the digits in the other order, {10 * ones + tens}, has the same sum, "
            f"but there the {less} digit would be the greater one.",
            f"So the number is {answer}.",
        )
        return Draft(question, str(answer), concise, "\n".join(work), "decomposition", milestones=routes(claims))
    low, high, by, other, rest = p["low"], p["high"], p["by"], p["other"], p["rest"]
    multiples = range(-(-low // by) * by, high + 1, by)
    answer = next(each for each in multiples if each % other == rest)
    left = f"leaves {rest} when divided by {other}" if rest else f"is divisible by {other}"
    verb = "is" if not me.startswith("I ") else "am"
    question = rng.choice(
        (
            f"{me} from {low} to {high}. {'I' if verb == 'am' else 'It'} {verb} divisible by {by}, "
            f"and the number {left}. {end}",
            f"{me} between {low - 1} and {high + 1}. The number is a multiple of {by} and {left}. {end}",
        )
    )
    listed = ", ".join(map(str, multiples))
    lines, jots, facts = [], [], [listed]
    for each in multiples:
        whole = each // other * other
        jots.append(f"{each}: {each % other}")
        facts.append(f"{each} - {whole} = {each % other}")
        lines.append(f"{each} - {whole} = {each % other}, so {each} divided by {other} leaves {each % other}"
                     f"{': this fits.' if each == answer else '.'}")
    work = (
        f"The number lies from {low} to {high}, is a multiple of {by}, and {left}.",
        rng.choice(
            (
                "The multiples are few, so I list them and test the last condition on each.",
                f"I start with the strongest condition, being a multiple of {by}, and try the "
                "candidates one by one.",
            )
        ),
        f"The multiples of {by} in that range are {listed}.",
        f"The first is {multiples[0] // by} × {by} = {multiples[0]}, the last {multiples[-1] // by} "
        f"× {by} = {multiples[-1]}, and the next would be too large.",
        f"From each I take away the greatest multiple of {other} that fits:",
        *lines,
        f"Only {answer} leaves {rest}. All other candidates are ruled out.",
        f"Check: {answer} / {by} = {answer // by} without remainder, and {answer // other} × {other} "
        f"+ {rest} = {answer}.",
        f"The number is {answer}.",
    )
    concise = f"Multiples of {by}: {listed}. By {other}: {', '.join(jots)}. Rest {rest}: {answer}."
    return Draft(
        question, str(answer), concise, "\n".join(work), "elimination", milestones=routes(facts, (listed, *jots))
    )


def check_number_riddle(p: dict[str, Any]) -> str:
    """Tries every number."""
    if p["kind"] == "digits":
        total, gap = p["tens"] + p["ones"], p["tens"] - p["ones"]
        found = [n for n in range(10, 100) if n // 10 + n % 10 == total and n // 10 - n % 10 == gap]
    else:
        found = [
            n for n in range(p["low"], p["high"] + 1) if n % p["by"] == 0 and n % p["other"] == p["rest"]
        ]
    return ", ".join(map(str, found))


FAMILIES = (
    Family(
        "riddle",
        "logic_puzzle",
        "number_riddles",
        "number",
        ("digits", "divisible"),
        number_riddle,
        write_number_riddle,
        check_number_riddle,
    ),
)
