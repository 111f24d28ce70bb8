"""Bugs: which line is wrong, and what the program prints once it is right."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.code.bug_tasks import TASKS
from reasoning_data.code.interpreter import printed
from reasoning_data.code.programs import LISTS, TOTALS, WORDS, draw, told
from reasoning_data.schema import Draft, Family

_BY_LEVEL = {
    "easy": [name for name, task in TASKS.items() if task.level == "easy"],
    "medium": [name for name, task in TASKS.items() if task.level in ("easy", "medium")],
    "hard": [name for name, task in TASKS.items() if task.level in ("medium", "hard")],
}


def bug(rng: Random, difficulty: str) -> dict[str, Any]:
    name = rng.choice(_BY_LEVEL[difficulty])
    size, high = {"easy": (3, 12), "medium": (4, 20), "hard": (5, 40)}[difficulty]
    numbers = draw(rng, size, 2, high)
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
             "small": draw(rng, 3 if difficulty == "medium" else 4, 2, 6)}
    return {"task": name, "bug": rng.randrange(len(TASKS[name].bugs)), "words": words}


def _code(p: dict[str, Any], broken: bool) -> str:
    task = TASKS[p["task"]]
    lines = list(task.lines)
    if broken:
        at, wrong, _ = task.bugs[p["bug"]]
        lines[at - 1] = wrong
    return "\n".join(line.format(**p["words"]) for line in lines)


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
    for number, (line, role) in enumerate(zip(task.lines, roles, strict=True), 1):
        if number == at:
            lines.append(
                f"Line {number} should be the one that {role}. It reads "
                f"{wrong.format(**words).strip()}, and {why}."
            )
            jots.append(f"{number} bad: {why}")
            continue
        lines.append(f"Line {number}, `{line.format(**words).strip()}`, {role}: right.")
        if number < at:
            jots.append(f"{number} ok")
    repaired = task.lines[at - 1].format(**words).strip()
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
    question = f"{rng.choice(_FIND_ASKS).format(goal=goal)}\n\n{_code(p, broken=True)}"
    return Draft(question, str(at), f"{'. '.join(jots)}. Line {at}.", trace, "elimination")


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
    if all(printed(_code(case, broken=True)) == _wanted(case) for case in cases):
        return "none"
    size = len(TASKS[p["task"]].lines)
    return ", ".join(
        str(number + 1) for number in range(size) if all(_repaired(case, number) for case in cases)
    )


def _repaired(p: dict[str, Any], number: int) -> bool:
    lines, right = _code(p, broken=True).split("\n"), _code(p, broken=False).split("\n")
    if lines[number] == right[number]:
        return False
    lines[number] = right[number]
    return printed("\n".join(lines)) == _wanted(p)


_FIX_ASKS = (
    "This program should {goal}, but it has a bug. What does it print once the bug is fixed?",
    "The code below is meant to {goal}, yet one line is wrong. What would the corrected program print?",
    "One line of this program is wrong. It should {goal}. What is the output after the line is corrected?",
    "Correct the one mistake in this program, whose task is to {goal}. What does it print then?",
)


def write_fix_bug(rng: Random, p: dict[str, Any]) -> Draft:
    task, words = TASKS[p["task"]], p["words"]
    at, wrong, why = task.bugs[p["bug"]]
    goal, why = task.goal.format(**words), why.format(**words)
    repaired = task.lines[at - 1].format(**words).strip()
    answer, jots, steps, check = _worked(p)
    trace = told(
        f"The task of the program is to {goal}. First I find the line that prevents it.",
        f"Line {at} reads `{wrong.format(**words).strip()}`: {why}.",
        f"It has to be `{repaired}`, so that it {task.roles[at - 1].format(**words)}. The other "
        "lines are right.",
        rng.choice(
            ("Now I follow the corrected program.", "With that line repaired, I run the program in my head.")
        ),
        *steps,
        f"So the corrected program prints {answer}.",
        check,
        f"This is what the task asks for, so the answer is {answer}.",
    )
    question = f"{rng.choice(_FIX_ASKS).format(goal=goal)}\n\n{_code(p, broken=True)}"
    return Draft(
        question,
        answer,
        f"Line {at}: {repaired}. {'. '.join(jots)}. Prints {answer}.",
        trace,
        "trace_execution",
    )


def _worked(p: dict[str, Any]) -> tuple[str, list[str], list[str], str]:
    """What the right program prints, with jotted steps, told steps and a check."""
    name, words = p["task"], p["words"]
    t, k = words["t"], words["k"]
    numbers = (
        list(range(1, k + 1))
        if name == "first n"
        else words["small"]
        if name in ("product", "squares")
        else words["numbers"]
    )
    if name == "reverse":
        text, steps = "", []
        for letter in words["s"]:
            text = letter + text
            steps.append(f"{letter} in front gives {text}")
        check = f"Read from its end, {text} spells {words['s']} again, letter by letter."
        return (
            text,
            [step.split()[-1] for step in steps],
            [f"{t} grows like this: {'; '.join(steps)}."],
            check,
        )
    if name == "largest":
        best, jots, steps = (
            numbers[0],
            [str(numbers[0])],
            [f"{t} starts with the first number, {numbers[0]}."],
        )
        for number in numbers[1:]:
            jots.append(f"{number} {'yes' if number > best else 'no'}")
            steps.append(f"{number} is {'greater than' if number > best else 'not greater than'} "
            f"{best}, so {t} "
                         f"{'becomes ' + str(number) if number > best else 'stays ' + str(best)}.")
            best = max(best, number)
        return (
            str(best),
            jots,
            steps,
            f"Sorted, the numbers are {sorted(numbers)}, and the last of them is {best}.",
        )
    if name in ("even", "limit"):
        wanted = [number for number in numbers if (number % 2 == 0 if name == "even" else number >= k)]
        now, jots, steps = 0, [], []
        for number in numbers:
            hit = number % 2 == 0 if name == "even" else number >= k
            now += hit
            jots.append(f"{number} {'yes' if hit else 'no'} {now}")
            what = ("even" if hit else "odd") if name == "even" else f"{'at least' if hit else 'below'} {k}"
            steps.append(f"{number} is {what}, so {t} {'becomes' if hit else 'stays'} {now}.")
        listed = ", ".join(map(str, wanted)) or "none"
        return str(now), jots, steps, f"The numbers that count are {listed}: {now} of {len(numbers)}."
    now, jots, steps, sign = (1, [], [], "×") if name == "product" else (0, [], [], "+")
    gains = []
    for number in numbers:
        if name == "odd sum" and number % 2 == 0:
            jots.append(f"{number} no")
            steps.append(f"{number} is even, so {t} stays {now}.")
            continue
        gain = number * number if name == "squares" else number
        new = now * gain if name == "product" else now + gain
        square = f"{number} × {number} = {gain}, " if name == "squares" else ""
        jots.append(f"{square}{now} {sign} {gain} = {new}")
        steps.append(f"{t} gets {number}: {square}{now} {sign} {gain} = {new}.")
        now = new
        gains.append(gain)
    backwards = f" {sign} ".join(map(str, reversed(gains)))
    check = (
        f"In the opposite order the result is the same: {backwards} = {now}."
        if len(gains) > 1
        else f"Only one number counts, {now}."
    )
    if name == "average":
        size = len(numbers)
        steps.append(f"The division without remainder: {size} goes into {now} {now // size} times, "
                     f"{size} × {now // size} = {size * (now // size)}.")
        jots.append(f"{now} // {size} = {now // size}")
        now //= size
    return str(now), jots, steps, check


def check_fix_bug(p: dict[str, Any]) -> str:
    """Runs the repaired program, and insists that the goal, worked out without a program, agrees."""
    output = printed(_code(p, broken=False))
    return output if output == _wanted(p) else f"{output} but wanted {_wanted(p)}"


def _wanted(p: dict[str, Any]) -> str:
    """The goal itself in one expression."""
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
    Family("fix_bug", "code", "debugging", "code", ("bug", "output"), bug, write_fix_bug, check_fix_bug),
)
