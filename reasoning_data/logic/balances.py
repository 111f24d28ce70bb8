"""Balances: what balances what."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family, routes
from reasoning_data.wording import count, number, plural

_GOODS = (
    ("melon", "apple", "plum"),
    ("brick", "stone", "pebble"),
    ("pumpkin", "turnip", "radish"),
    ("dictionary", "novel", "notebook"),
    ("hammer", "wrench", "bolt"),
    ("loaf", "roll", "biscuit"),
    ("teapot", "cup", "spoon"),
    ("goose", "duck", "egg"),
    ("pineapple", "pear", "grape"),
    ("vase", "mug", "thimble"),
    ("boot", "shoe", "sock"),
    ("statue", "doll", "marble"),
    ("trunk", "parcel", "letter"),
    ("cello", "violin", "flute"),
)


def balance(rng: Random, difficulty: str) -> dict[str, Any]:
    high = {"easy": 4, "medium": 6, "hard": 12}[difficulty]
    big, middle = rng.randint(2, high), rng.randint(2, high)
    times = 1 if difficulty == "easy" else rng.randint(2, {"medium": 3, "hard": 6}[difficulty])
    also = 1 if difficulty == "easy" else rng.randint(1, {"medium": 3, "hard": 6}[difficulty])
    return {"goods": rng.randrange(len(_GOODS)), "big": big, "middle": middle, "times": times, "also": also,
            "asked": rng.randint(1 if difficulty != "easy" else 2, high)}


_BALANCE_ASKS = (
    "On a balance, {a} weigh as much as {b}, and {c} weigh as much as {d}. How many {small} balance {asked}?",
    "{a} balance {b}. {c} balance {d}. How many {small} weigh the same as {asked}?",
    "If {a} are as heavy as {b}, and {c} are as heavy as {d}, then {asked} are as heavy as how many {small}?",
    "A scale is level with {a} on one pan and {b} on the other. It is also level with {c} against {d}. "
    "How many {small} are needed against {asked}?",
)


def write_balance(rng: Random, p: dict[str, Any]) -> Draft:
    big, middle, small = _GOODS[p["goods"]]
    r, m, times, also, asked = p["big"], p["middle"], p["times"], p["also"], p["asked"]
    a, b = count(times, big), count(times * r, middle)
    c, d = count(also, middle), count(also * m, small)
    question = rng.choice(_BALANCE_ASKS).format(
        a=a, b=b, c=c, d=d, small=plural(small), asked=count(asked, big)
    )
    for phrase in (a, c, count(asked, big)):
        if phrase.startswith("1 "):
            for verb in ("weigh", "balance", "are"):
                single = {"weigh": "weighs", "balance": "balances", "are": "is"}[verb]
                question = question.replace(f"{phrase} {verb} ", f"{phrase} {single} ")
    question = question[0].upper() + question[1:]
    one = r * m
    answer = one * asked
    first = f"{times * r} / {times} = {r}"
    second = f"{also * m} / {also} = {m}"
    concise = (
        f"1 {big}: {first} {plural(middle)}. 1 {middle}: {second}. {r} × {m} = {one}. {asked} "
        f"× {one} = {answer}."
    )
    claims = [first, second, f"{r} × {m} = {one}", f"{asked} × {one} = {answer}"]
    middles = asked * r
    trace = "\n".join(
        (
            f"There are two level scales: {a} against {b}, and {c} against {d}. Wanted: "
            f"{count(asked, big)} in {plural(small)}.",
            rng.choice(
                (
                    "I reduce each scale to a single piece on the left.",
                    "First I find out what one piece of each sort is worth.",
                )
            ),
            f"One {big} balances {first} {plural(middle)}.",
            f"One {middle} balances {second} {plural(small)}.",
            f"In the first scale I may exchange every {middle} for its {m} {plural(small)}, since "
            "that changes no weight.",
            f"So one {big} balances {r} × {m} = {one} {plural(small)}.",
            f"For {count(asked, big)} that makes {asked} × {one} = {answer}.",
            f"The other way round: {count(asked, big)} balance{'s' * (asked == 1)} {asked} × {r} = "
            f"{middles} {plural(middle)}, and these balance "
            f"{middles} × {m} = {answer} {plural(small)}.",
            f"Both ways give the same, and a heavy {big} being worth many light {plural(small)} is "
            f"as expected. The answer is {answer}.",
        )
    )
    return Draft(question, str(answer), concise, trace, "forward", milestones=routes(claims))


def check_balance(p: dict[str, Any]) -> str:
    """Gives the smallest thing the weight 1 and solves the two scales for the other weights as fractions."""
    middle = Fraction(p["also"] * p["middle"], p["also"])
    big = p["times"] * p["big"] * middle / p["times"]
    return number(p["asked"] * big)


FAMILIES = (
    Family(
        "balance", "logic_puzzle", "weighing", "number", ("balance", "scale"), balance, write_balance,
        check_balance,
    ),
)
