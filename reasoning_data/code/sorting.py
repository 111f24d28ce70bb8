"""Sorting: a list after some passes of a sorting program."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.code.programs import LISTS, check_output, told, what_it_prints
from reasoning_data.schema import Draft, Family, routes
from reasoning_data.wording import count

_PROGRAMS = {
    "bubble": """for turn in range({turns}):
    for i in range(len({a}) - 1):
        if {a}[i] > {a}[i + 1]:
            {a}[i], {a}[i + 1] = {a}[i + 1], {a}[i]""",
    "selection": """for i in range({turns}):
    low = i
    for j in range(i + 1, len({a})):
        if {a}[j] < {a}[low]:
            low = j
    {a}[i], {a}[low] = {a}[low], {a}[i]""",
    "insertion": """for i in range(1, {last}):
    j = i
    while j > 0 and {a}[j - 1] > {a}[j]:
        {a}[j - 1], {a}[j] = {a}[j], {a}[j - 1]
        j -= 1""",
}


def sort_trace(rng: Random, difficulty: str) -> dict[str, Any]:
    kind = rng.choice(list(_PROGRAMS))
    size, high, turns = {"easy": (3, 20, 1), "medium": (4, 50, rng.randint(1, 2)), "hard": (5, 99, 2)}[
        difficulty
    ]
    a = rng.choice(LISTS)[0]
    numbers = rng.sample(range(1, high + 1), size)
    if numbers == sorted(numbers):
        numbers.reverse()  # so that there is something to sort
    loop = _PROGRAMS[kind].format(a=a, turns=turns, last=turns + 1)
    return {
        "code": f"{a} = {numbers}\n{loop}\nprint({a})",
        "kind": kind,
        "numbers": numbers,
        "turns": turns,
        "name": a,
    }


def write_sort_trace(rng: Random, p: dict[str, Any]) -> Draft:
    now, kind, turns = list(p["numbers"]), p["kind"], p["turns"]
    jots, lines = [_plain(now)], []
    facts: list[str] = []
    marks: list[str] = []
    for turn in range(turns):
        if kind == "bubble":
            for i in range(len(now) - 1):
                left, right = now[i], now[i + 1]
                if left > right:
                    now[i], now[i + 1] = right, left
                    jots.append(_plain(now))
                    facts.append(f"swap: {now}")
                    lines.append(
                        f"Pass {turn + 1}, places {i} and {i + 1}: {left} is greater than {right}, "
                        f"so they swap: {now}."
                    )
                else:
                    lines.append(
                        f"Pass {turn + 1}, places {i} and {i + 1}: {left} is not greater than "
                        f"{right}; nothing changes."
                    )
                    facts.append(f"{left} is not greater than {right}")
        elif kind == "selection":
            low = min(range(turn, len(now)), key=now.__getitem__)
            if low == turn:
                lines.append(
                    f"Turn {turn + 1}: from place {turn} on, {now[turn]} is already the smallest, so "
                    f"it stays: {now}."
                )
                facts.append(f"stays: {now}")
            else:
                lines.append(
                    f"Turn {turn + 1}: from place {turn} on, the smallest is {now[low]}, at place {low}. "
                    f"It swaps with {now[turn]}, at place {turn}."
                )
                now[turn], now[low] = now[low], now[turn]
                lines.append(
                    f"Now the list is {now}, and its first "
                    f"{f'{turn + 1} places are' if turn else 'place is'} final."
                )
                facts.append(f"the list is {now}")
            jots.append(f"min {now[turn]}: {_plain(now)}")
            marks.append(jots[-1])
        else:
            at = turn + 1
            value = now.pop(at)
            place = next((k for k in range(at) if now[k] > value), at)
            now.insert(place, value)
            jots.append(f"put {value}: {_plain(now)}")
            marks.append(jots[-1])
            moves = at - place
            facts += [count(moves, "swap"), f"the list is {now}"]
            lines.append(
                f"Turn {turn + 1}: {value}, at place {at}, moves to the left past every greater number: "
                f"{count(moves, 'swap')}."
            )
            lines.append(
                f"It comes to rest at place {place}, and the list is {now}; its first {at + 1} "
                "places are in order."
            )
    if kind == "bubble":
        marks = [*jots[1:-1], f"{jots[-1]}. Prints"]
    rule = {
        "bubble": (
            "Each pass compares neighbors from left to right and swaps those in the wrong "
            f"order; {turns} such pass{'es are' if turns > 1 else ' is'} made"
        ),
        "selection": (
            f"In {f'each of the {turns} turns' if turns > 1 else 'the one turn made'} the smallest number of the "
            "rest is swapped to the front of that rest"
        ),
        "insertion": (
            f"Beginning with the second number, {turns} "
            f"number{'s are' if turns > 1 else ' is'} moved to the left into the right place"
        ),
    }[kind]
    biggest = sorted(p["numbers"])[-turns:]
    smallest = sorted(p["numbers"])[:turns]
    sign = {
        "bubble": (
            f"After {turns} passes the greatest {turns} must stand at the end in order: {biggest}. They do."
            if turns > 1
            else f"After 1 pass the greatest number, {biggest[0]}, must stand at the end. It does."
        ),
        "selection": (
            f"After {turns} turns the smallest {turns} must stand in front in order: {smallest}. They do."
            if turns > 1
            else f"After 1 turn the smallest number, {smallest[0]}, must stand in front. It does."
        ),
        "insertion": (
            f"The places after the first {turns + 1} have not been touched, and the first "
            f"{turns + 1} hold {now[: turns + 1]}, in order."
        ),
    }[kind]
    trace = told(
        f"The list {p['name']} starts as {p['numbers']}, and the program prints it after the loops.",
        f"{rule}.",
        rng.choice(("Places are counted from 0. I write the list down whenever it changes.",
                    "With places counted from 0, this is what happens.")),
        *lines,
        f"The loops end here, with the list {now}.",
        sign,
        f"No number was lost: both lists add up to the same, {' + '.join(map(str, p['numbers']))} = "
        f"{sum(now)} before and "
        f"{' + '.join(map(str, now))} = {sum(now)} after.",
        f"The program prints {now}.",
    )
    return Draft(
        what_it_prints(rng, p["code"]), str(now), f"{'. '.join(jots)}. Prints {now}.", trace, "trace_execution",
        milestones=routes(facts, marks),
    )


def _plain(numbers: list[int]) -> str:
    return " ".join(map(str, numbers))


FAMILIES = (
    Family(
        "sort_trace",
        "code",
        "sorting",
        "code",
        ("sorting", "swap"),
        sort_trace,
        write_sort_trace,
        check_output,
    ),
)
