"""Bugs: which line of a program is wrong."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.code.bug_tasks import TASKS
from reasoning_data.code.interpreter import printed
from reasoning_data.code.programs import LISTS, TOTALS, WORDS, numbers_drawn, told
from reasoning_data.schema import Draft, Family, routes

_BY_LEVEL = {
    "easy": [name for name, task in TASKS.items() if task.level == "easy"],
    "medium": [name for name, task in TASKS.items() if task.level in ("easy", "medium")],
    "hard": [name for name, task in TASKS.items() if task.level in ("medium", "hard")],
}


def bug(rng: Random, difficulty: str) -> dict[str, Any]:
    name = rng.choice(_BY_LEVEL[difficulty])
    size, high = {"easy": (3, 12), "medium": (4, 20), "hard": (5, 40)}[difficulty]
    numbers = numbers_drawn(rng, size, 2, high)
    numbers[-1] = min(numbers[:-1]) + 1  # neither the greatest nor the least, so that a wrong print shows
    (a, x), t = rng.choice(LISTS), rng.choice(TOTALS)
    if name == "largest":
        numbers[0] = 1
    elif name == "odd sum":
        numbers[0] = 2 * (numbers[0] // 2) + 3
    k = (
        numbers[rng.randrange(size)]
        if name == "limit"
        else rng.randint(4, {"easy": 6, "medium": 7}.get(difficulty, 9))
    )
    words = {"a": a, "x": x, "t": t, "k": k, "s": rng.choice(WORDS), "numbers": numbers,
             "small": numbers_drawn(rng, 3 if difficulty == "medium" else 4, 2, 6)}
    return {"task": name, "bug": rng.randrange(len(TASKS[name].bugs)), "words": words}


def program(p: dict[str, Any], broken: bool) -> str:
    """The text of the task's program, with its bug or without."""
    task = TASKS[p["task"]]
    lines = list(task.lines)
    if broken:
        at, wrong, _ = task.bugs[p["bug"]]
        lines[at - 1] = wrong
    return "\n".join(line.format(**p["words"]) for line in lines)


def insight(p: dict[str, Any]) -> str:
    """What is wrong with the line, in one clause."""
    why = TASKS[p["task"]].bugs[p["bug"]][2]
    return why.partition(",")[0].format(**p["words"])


_FIND_ASKS = (
    "This program should {goal}, but one line has a bug. Which line is it? Give the line number, "
    "counting from 1.",
    "One line of this program is wrong; it should {goal}. What is the number of that line (the first "
    "line is 1)?",
    "The author wanted to {goal}. Find the line with the mistake and give its number, counting from 1.",
    "Exactly one line below keeps the program from its task, which is to {goal}. Which line number "
    "is it, with line 1 first?",
)


def write_find_bug(rng: Random, p: dict[str, Any]) -> Draft:
    task, words = TASKS[p["task"]], p["words"]
    at, wrong, why = task.bugs[p["bug"]]
    goal, why = task.goal.format(**words), why.format(**words)
    roles = [role.format(**words) for role in task.roles]
    lines, jots = [], []
    repaired = task.lines[at - 1].format(**words).strip()
    for number, (line, role) in enumerate(zip(task.lines, roles, strict=True), 1):
        if number == at:
            lines.append(
                f"Line {number} is wrong: it should be the one that {role}, but it reads "
                f"`{wrong.format(**words).strip()}`, and {why}."
            )
            jots += [f"{number} bad: {why}", f"should be `{repaired}`"]
            continue
        lines.append(f"Line {number} is right: `{line.format(**words).strip()}` {role}.")
        if number < at:
            jots.append(f"{number} ok")
    trace = told(
        f"The program is meant to {goal}. I ask of each line whether it does its part.",
        rng.choice(
            (
                "A single line is wrong, so the others can be crossed out once they are understood.",
                "Lines that do what the goal needs are ruled out one after the other.",
            )
        ),
        *lines,
        f"So only line {at} is left as the mistake.",
        f"To check, I repair it: with `{repaired}` in its place, every line has its right part and the "
        "program does what was wanted.",
        f"No other single line would have to change for that. The bug is in line {at}.",
    )
    question = f"{rng.choice(_FIND_ASKS).format(goal=goal)}\n\n{program(p, broken=True)}"
    return Draft(
        question, str(at), f"{'. '.join(jots)}. Line {at}.", trace, "elimination",
        milestones=routes(
            (f"Line {at} is wrong", insight(p), f"repair it: with `{repaired}`"),
            (f"{at} bad", insight(p), f"should be `{repaired}`"),
        ),
    )


_PROBES: tuple[dict[str, Any], ...] = (
    {},
    {"numbers": [4, 9, 2, 5, 7, 3], "small": [3, 5, 2], "k": 5, "s": "stone"},
    {"numbers": [6, 8, 3, 10, 12, 4], "small": [4, 3, 6], "k": 8, "s": "light"},
)


def check_find_bug(p: dict[str, Any]) -> str:
    """Repairs one line at a time and runs the program on several inputs, this one among them.

    The line is the one whose repair gives the wanted output on all of them, where the broken program does not.
    """
    cases = [{**p, "words": {**p["words"], **probe}} for probe in _PROBES]
    if all(printed(program(case, broken=True)) == wanted(case) for case in cases):
        return "none"
    size = len(TASKS[p["task"]].lines)
    return ", ".join(
        str(number + 1) for number in range(size) if all(_repaired(case, number) for case in cases)
    )


def _repaired(p: dict[str, Any], number: int) -> bool:
    lines, right = program(p, broken=True).split("\n"), program(p, broken=False).split("\n")
    if lines[number] == right[number]:
        return False
    lines[number] = right[number]
    return printed("\n".join(lines)) == wanted(p)


def wanted(p: dict[str, Any]) -> str:
    """What the program should print: the goal itself in one expression."""
    words = p["words"]
    numbers, small, k = words["numbers"], words["small"], words["k"]
    product = 1
    for number in small:
        product *= number
    return str({
        "sum": sum(numbers),
        "largest": max(numbers),
        "even": sum(number % 2 == 0 for number in numbers),
        "first n": k * (k + 1) // 2,
        "product": product,
        "limit": sum(number >= k for number in numbers),
        "reverse": words["s"][::-1],
        "average": sum(numbers) // len(numbers),
        "squares": sum(number**2 for number in small),
        "odd sum": sum(number for number in numbers if number % 2),
    }[p["task"]])


FAMILIES = (
    Family("find_bug", "code", "debugging", "number", ("bug", "line"), bug, write_find_bug, check_find_bug),
)
