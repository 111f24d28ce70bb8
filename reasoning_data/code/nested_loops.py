"""Nested loops: how often the innermost line runs."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.code.programs import TOTALS, check_output, told, what_it_prints
from reasoning_data.schema import Draft, Family, routes
from reasoning_data.wording import count

_INNER = {"full": "{inner}", "upto": "{i} + 1", "below": "{i}"}


def nested_loop(rng: Random, difficulty: str) -> dict[str, Any]:
    kind = rng.choice(("full",) if difficulty == "easy" else ("full", "upto", "below"))
    outer = rng.randint(*{"easy": (2, 5), "medium": (3, 5), "hard": (4, 6)}[difficulty])
    inner = rng.randint(2, {"easy": 6, "medium": 9, "hard": 12}[difficulty])
    gain = 1 if difficulty == "easy" else rng.randint(1, {"medium": 4, "hard": 9}[difficulty])
    start = rng.randint(0, {"easy": 9, "medium": 15, "hard": 40}[difficulty])
    i, j = rng.choice((("i", "j"), ("a", "b"), ("x", "y"), ("row", "col"), ("r", "c")))
    total = rng.choice((*TOTALS, "count"))
    code = (
        f"{total} = {start}\nfor {i} in range({outer}):\n    for {j} in "
        f"range({_INNER[kind].format(i=i, inner=inner)}):\n"
        f"        {total} += {gain}\nprint({total})"
    )
    return {
        "code": code,
        "kind": kind,
        "outer": outer,
        "inner": inner,
        "gain": gain,
        "start": start,
        "names": [i, j, total],
    }


def write_nested_loop(rng: Random, p: dict[str, Any]) -> Draft:
    (i, j, total), kind, outer, inner, gain, start = (
        p["names"],
        p["kind"],
        p["outer"],
        p["inner"],
        p["gain"],
        p["start"],
    )
    turns = [inner if kind == "full" else value + (kind == "upto") for value in range(outer)]
    runs = sum(turns)
    grown = runs * gain
    answer = start + grown
    added = " + ".join(map(str, turns))
    counting = f"{outer} × {inner} = {runs}" if kind == "full" else f"{added} = {runs}"
    now, rows, facts, jots = start, [], [], []
    for value, turn in enumerate(turns):
        facts.append(f"{now} + {turn} × {gain} = {now + turn * gain}")
        rows.append(f"{i} is {value}: {j} takes {count(turn, 'value')}, {total} becomes {facts[-1]}.")
        jots.append(f"{value}: {now} + {turn * gain} = {now + turn * gain}")
        now += turn * gain
    opening = (
        f"{total} starts at {start}; each time the innermost line runs it grows by {gain}. The "
        "output is its last value."
    )
    reach = {
        "full": f"{inner} times, whatever {i} is",
        "upto": f"one time more than the value of {i}",
        "below": f"as many times as the value of {i}",
    }[kind]
    shape = (
        f"The outer loop takes {i} from 0 to {outer - 1}, and for each of them the inner loop runs {reach}."
    )
    grows = f"{runs} × {gain} = {grown}"
    if rng.random() < 0.6:
        template = "decomposition"
        concise = f"Inner runs {counting}. {grows}. {start} + {grown} = {answer}. Prints {answer}."
        body = (
            "I count how often the innermost line runs, then multiply by its step.",
            f"Over all values of {i} that makes {counting} runs.",
            f"Together they add {grows}, and with the start {start} + {grown} = {answer}.",
            "Row by row the same number should come out:",
            *rows,
            f"It does: the program prints {answer}.",
        )
    else:
        template = "trace_execution"
        concise = f"{'. '.join(f'{i} {jot}' for jot in jots)}. Prints {answer}."
        body = (
            f"I follow {total} through one value of {i} at a time.",
            *rows,
            f"The outer loop is finished and {total} is {answer}.",
            f"Counted at once, the innermost line runs {counting} times; {grows} and {start} + "
            f"{grown} = {answer}, the same.",
        )
    return Draft(
        what_it_prints(rng, p["code"]), str(answer), concise, told(opening, shape, *body), template,
        milestones=routes((counting, grows, f"{start} + {grown} = {answer}"), facts, jots),
    )


FAMILIES = (
    Family(
        "nested_loop",
        "code",
        "loops",
        "code",
        ("nested loops",),
        nested_loop,
        write_nested_loop,
        check_output,
    ),
)
