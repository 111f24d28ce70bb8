"""Repairs: what a program with a bug prints once it is right."""

from __future__ import annotations

from random import Random
from typing import Any, NamedTuple

from reasoning_data.code.bug_tasks import TASKS
from reasoning_data.code.bugs import bug, program, wanted
from reasoning_data.code.interpreter import printed
from reasoning_data.code.programs import told
from reasoning_data.schema import Draft, Family, routes
from reasoning_data.wording import count, listing

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
    work = _work(p)
    trace = told(
        f"The task of the program is to {goal}. First I find the line that prevents it.",
        f"Line {at} reads `{wrong.format(**words).strip()}`: {why}.",
        f"It has to be `{repaired}`, so that it {task.roles[at - 1].format(**words)}. The other "
        "lines are right.",
        rng.choice(
            ("Now I follow the corrected program.", "With that line repaired, I run the program in my head.")
        ),
        *work.told,
        f"So the corrected program prints {work.printed}.",
        work.check,
        f"This is what the task asks for, so the answer is {work.printed}.",
    )
    question = f"{rng.choice(_FIX_ASKS).format(goal=goal)}\n\n{program(p, broken=True)}"
    return Draft(
        question,
        work.printed,
        f"Line {at}: `{repaired}`. {'. '.join(work.jots)}. Prints {work.printed}.",
        trace,
        "trace_execution",
        milestones=routes(
            (f"has to be `{repaired}`", *work.facts),
            (f"Line {at}: `{repaired}`", *(jot for jot in work.jots if jot != work.printed)),
        ),
    )


class _Work(NamedTuple):
    """How the right program comes to its output."""

    printed: str
    jots: list[str]
    told: list[str]
    check: str
    facts: list[str]
    """The results in the sentences told, in their words."""


def _work(p: dict[str, Any]) -> _Work:
    name, words = p["task"], p["words"]
    if name == "reverse":
        return _reversed(words)
    if name == "first n":
        numbers = list(range(1, words["k"] + 1))
    else:
        numbers = words["small"] if name in ("product", "squares") else words["numbers"]
    if name == "largest":
        return _largest(words["t"], numbers)
    if name in ("even", "limit"):
        return _counted(name, words["t"], words["k"], numbers)
    return _gathered(name, words["t"], numbers)


def _reversed(words: dict[str, Any]) -> _Work:
    text, told, jots = "", [], []
    for letter in words["s"]:
        text = letter + text
        told.append(f"{letter} in front gives {text}")
        jots.append(text)
    check = f"Read from its end, {text} spells {words['s']} again, letter by letter."
    return _Work(text, jots, [f"{words['t']} grows like this: {'; '.join(told)}."], check, told)


def _largest(t: str, numbers: list[int]) -> _Work:
    best, jots, facts = numbers[0], [], []
    told = [f"{t} starts with the first number, {numbers[0]}."]
    for number in numbers[1:]:
        more = number > best
        jots.append(f"{number} {'yes' if more else 'no'}")
        facts.append(f"{number} is {'' if more else 'not '}greater than {best}")
        told.append(f"{facts[-1]}, so {t} {f'becomes {number}' if more else f'stays {best}'}.")
        best = max(best, number)
    check = f"Sorted, the numbers are {sorted(numbers)}, and the last of them is {best}."
    return _Work(str(best), [f"first {numbers[0]}", *jots], told, check, facts)


def _counted(name: str, t: str, k: int, numbers: list[int]) -> _Work:
    now, jots, told, facts, hits = 0, [], [], [], []
    for number in numbers:
        hit = number % 2 == 0 if name == "even" else number >= k
        now += hit
        hits += [number] * hit
        jots.append(f"{number} {'yes' if hit else 'no'} {now}")
        what = ("even" if hit else "odd") if name == "even" else f"{'at least' if hit else 'below'} {k}"
        facts += [f"{number} is {what}", f"{t} {'becomes' if hit else 'stays'} {now}"]
        told.append(f"{facts[-2]}, so {facts[-1]}.")
    listed = listing([str(hit) for hit in hits]) or "none"
    check = f"{count(now, 'number')} of {len(numbers)} {'counts' if now == 1 else 'count'}: {listed}."
    return _Work(str(now), jots, told, check, facts)


def _gathered(name: str, t: str, numbers: list[int]) -> _Work:
    now, sign = (1, "×") if name == "product" else (0, "+")
    jots, told, facts, gains = [], [], [], []
    for number in numbers:
        if name == "odd sum" and number % 2 == 0:
            jots.append(f"{number} no")
            facts.append(f"{t} stays {now}")
            told.append(f"{number} is even, so {facts[-1]}.")
            continue
        gain = number * number if name == "squares" else number
        new = now * gain if name == "product" else now + gain
        claims = [f"{number} × {number} = {gain}"] * (name == "squares") + [f"{now} {sign} {gain} = {new}"]
        jots += claims
        facts += claims
        told.append(f"{t} gets {number}: {', '.join(claims)}.")
        now = new
        gains.append(gain)
    check = (
        f"In the opposite order the result is the same: {f' {sign} '.join(map(str, reversed(gains)))} = {now}."
        if len(gains) > 1
        else f"Only one number counts, {now}."
    )
    if name == "average":
        size = len(numbers)
        whole = now // size
        facts.append(f"{size} × {whole} = {size * whole}")
        told.append(
            f"The division without remainder: {size} goes into {now} {count(whole, 'time')}, {facts[-1]}."
        )
        jots.append(f"{now} // {size} = {whole}")
        now = whole
    return _Work(str(now), jots, told, check, facts)


def check_fix_bug(p: dict[str, Any]) -> str:
    """Runs the repaired program, and insists that the goal, worked out without a program, agrees."""
    output = printed(program(p, broken=False))
    return output if output == wanted(p) else f"{output} but wanted {wanted(p)}"


FAMILIES = (
    Family("fix_bug", "code", "debugging", "code", ("bug", "output"), bug, write_fix_bug, check_fix_bug),
)
