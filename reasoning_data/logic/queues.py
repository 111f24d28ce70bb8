"""Queues: places counted from either end."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family, routes
from reasoning_data.wording import NAMES, count, plural

# setting: where, what is counted, one end, the other end
_LINES = {
    "bakery": ("in the queue at a bakery", "person", "front", "back"),
    "bus": ("in the queue for the bus", "person", "front", "back"),
    "cinema": ("in the line at a cinema", "person", "front", "back"),
    "bench": ("in a row on a long bench", "child", "left", "right"),
    "photo": ("in the front row of a team photo", "player", "left", "right"),
    "hike": ("in a line on a narrow path", "hiker", "front", "back"),
    "parade": ("in a line in a parade", "drummer", "front", "back"),
    "register": ("on the class list", "pupil", "top", "bottom"),
}


def _th(n: int) -> str:
    suffix = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{suffix}"


def queue(rng: Random, difficulty: str) -> dict[str, Any]:
    high = {"easy": 9, "medium": 25, "hard": 120}[difficulty]
    kind = rng.choice({"easy": ("total", "other end"), "medium": ("total", "other end", "between")}.get(
        difficulty, ("other end", "between", "two sides")))
    first, second = rng.randint(2, high), rng.randint(2, high)
    if kind == "between" and abs(first - second) < 2:
        second = first + rng.randint(2, 9)
    gap = rng.randint(2, high)
    return {"setting": rng.choice(list(_LINES)), "names": rng.sample(NAMES, 2), "kind": kind, "first": first,
            "second": second, "gap": gap}


def write_queue(rng: Random, p: dict[str, Any]) -> Draft:
    where, one, front, back = _LINES[p["setting"]]
    (x, y), a, b, gap, kind = p["names"], p["first"], p["second"], p["gap"], p["kind"]
    many = plural(one)
    if kind == "total":
        question = rng.choice(
            (
                f"{x} is {_th(a)} from the {front} and {_th(b)} from the {back} {where}. How many "
                f"{many} are there in all?",
                f"{where.capitalize()}, {x} counts as number {a} from the {front} and as number {b} "
                f"from the {back}. What is the number of {many}?",
            )
        )
        answer = a + b - 1
        claims = [f"{a} + {b} = {a + b}", f"{a + b} - 1 = {answer}"]
        concise = f"{claims[0]}. {x} twice: {claims[1]}."
        work = (
            f"From the {front} up to {x}, with {x}, there are {a} {many}. From the {back} up to {x}, "
            f"again with {x}, there are {b}.",
            f"The two counts together cover the whole line: {a} + {b} = {a + b}.",
            f"But {x} is in both counts and must be counted only once: {a + b} - 1 = {answer}.",
            f"Another way: {a} - 1 = {a - 1} stand on one side of {x} and {b} - 1 = {b - 1} on the "
            f"other, and {x} makes one more: "
            f"{a - 1} + {b - 1} + 1 = {answer}.",
        )
    elif kind == "other end":
        total = a + gap
        answer = total - a + 1
        question = rng.choice(
            (
                f"There are {count(total, one)} {where}. {x} is {_th(a)} from the {front}. What is "
                f"{x}'s place counted from the {back}?",
                f"{x} is number {a} from the {front} {where}, where there are {total} {many} in all. "
                f"Which number is {x} from the {back}?",
            )
        )
        claims = [f"{total} - {a} = {total - a}", f"{total - a} + 1 = {answer}"]
        concise = f"After {x}: {claims[0]}. {claims[1]}."
        work = (
            f"There are {total} {many}, and {x} has place {a} from the {front}.",
            f"Beyond {x}, towards the {back}, there are {total} - {a} = {total - a}.",
            f"Counting from the {back} these come first, and then {x}: {total - a} + 1 = {answer}.",
            f"The two places of one person always add up to one more than the number of {many}: {a} "
            f"+ {answer} = {a + answer}, "
            f"and {total} + 1 = {total + 1}, the same.",
        )
    elif kind == "between":
        low, high = sorted((a, b))
        answer = high - low - 1
        question = rng.choice(
            (
                f"{where.capitalize()}, {x} is {_th(a)} and {y} is {_th(b)} from the {front}. How "
                f"many {many} are between them?",
                f"{x} has place {a} and {y} place {b}, both counted from the {front}, {where}. How "
                f"many {many} are there between the two?",
            )
        )
        claims = [f"{high} - {low} = {high - low}", f"{high - low} - 1 = {answer}"]
        concise = f"{claims[0]}. {claims[1]}."
        work = (
            f"{x} has place {a} and {y} has place {b}, counted from the same end.",
            f"From place {low} to place {high} it is {high} - {low} = {high - low} steps.",
            f"The last step arrives at the other of the two, who is not between them: {high - low} - "
            f"1 = {answer}.",
            f"Counted directly, the places between are {low + 1} to {high - 1}, and {high - 1} - "
            f"{low + 1} + 1 = {answer}.",
        )
    else:
        total = a + b + gap
        answer = total
        question = rng.choice(
            (
                f"{x} is {_th(a)} from the {front} and {y} is {_th(b)} from the {back} {where}. "
                f"Going from the {front} one meets {x} "
                f"first, and {count(gap, one)} are between the two. How many {many} are there altogether?",
                f"{where.capitalize()}, {x} has place {a} from the {front}, {y} has place {b} from "
                f"the {back}, and {gap} {many} are "
                f"between {x} and {y}, with {x} nearer to the {front}. How many {many} are there?",
            )
        )
        claims = [f"{a} + {gap} = {a + gap}", f"{a + gap} + {b} = {total}"]
        concise = f"{claims[0]}. {claims[1]}."
        work = (
            f"The line falls into three parts: from the {front} to {x}, the {gap} between, and from "
            f"{y} to the {back}.",
            f"The first part, with {x}, has {a} {many}; the last, with {y}, has {b}.",
            f"No one is in two parts: {a} + {gap} = {a + gap}, and {a + gap} + {b} = {total}.",
            f"Check from the other side: {total} - {b} = {total - b} come before {y}, and "
            f"{total - b} - {gap} = {a} of them reach up to {x}.",
        )
    trace = "\n".join(
        (
            f"This is about places {where}; the ends are called {front} and {back}.",
            rng.choice(
                (
                    "Whether the people named are counted in or left out is what matters here.",
                    "The danger in such a puzzle is to be off by one, so I say for each count who "
                    "belongs to it.",
                )
            ),
            *work,
            "For a feeling, take a tiny line of three: the middle one is 2nd from either end, 2 + 2 "
            "= 4 counts that one twice, and "
            "4 - 1 = 3 is right.",
            f"Both ways of counting agree, so the answer is {answer}.",
        )
    )
    return Draft(question, str(answer), concise, trace, "forward", milestones=routes(claims))


def check_queue(p: dict[str, Any]) -> str:
    """Lays the line out, person by person, and counts."""
    a, b, gap = p["first"], p["second"], p["gap"]
    if p["kind"] == "between":
        return str(len(range(1, max(a, b) + 1)[min(a, b) : max(a, b) - 1]))
    if p["kind"] == "other end":
        line = ["other"] * (a - 1) + ["x"] + ["other"] * gap
        return str(line[::-1].index("x") + 1)
    before, after = ["other"] * (a - 1), ["other"] * (b - 1)
    middle = ["x"] if p["kind"] == "total" else ["x", *["other"] * gap, "y"]
    return str(len(before + middle + after))


FAMILIES = (
    Family(
        "queue", "logic_puzzle", "ordering", "number", ("queue", "place"), queue, write_queue, check_queue
    ),
)
