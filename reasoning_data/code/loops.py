"""For loops over a list and over a range."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.code.programs import LISTS, TOTALS, check_output, numbers_drawn, told, what_it_prints
from reasoning_data.schema import Draft, Family, routes


def loop_sum(rng: Random, difficulty: str) -> dict[str, Any]:
    kind = rng.choice(
        {"easy": ("plain",), "medium": ("plain", "times", "above")}.get(difficulty, ("times", "above"))
    )
    numbers = numbers_drawn(rng, *{"easy": (3, 1, 9), "medium": (4, 1, 12), "hard": (5, 2, 40)}[difficulty])
    start = rng.choice((0, 0, rng.randint(1, 10)))
    edge = rng.randint(2, 4) if kind == "times" else sorted(numbers)[1 + (difficulty == "hard")]
    (items, item), total = rng.choice(LISTS), rng.choice(TOTALS)
    body = {
        "plain": f"    {total} += {item}",
        "times": f"    {total} += {edge} * {item}",
        "above": f"    if {item} > {edge}:\n        {total} += {item}",
    }[kind]
    code = f"{items} = {numbers}\n{total} = {start}\nfor {item} in {items}:\n{body}\nprint({total})"
    return {
        "code": code,
        "kind": kind,
        "numbers": numbers,
        "start": start,
        "edge": edge,
        "names": [items, item, total],
    }


def write_loop_sum(rng: Random, p: dict[str, Any]) -> Draft:
    (items, item, total), numbers, kind, edge = p["names"], p["numbers"], p["kind"], p["edge"]
    now, steps, told_steps, added = p["start"], [], [], []
    facts: list[str] = []
    jots: list[str] = []
    for turn, number in enumerate(numbers, 1):
        gain = edge * number if kind == "times" else number
        if kind == "above" and number <= edge:
            steps.append(f"{number} no")
            told_steps.append(
                f"Turn {turn}: {item} is {number}, which is not above {edge}, so {total} stays {now}."
            )
            facts.append(f"{total} stays {now}")
            jots.append(f"{number} no")
            continue
        product = f"{edge} × {number} = {gain}" if kind == "times" else ""
        why = {
            "plain": f"{item} is {number}",
            "times": f"{item} is {number} and {product}",
            "above": f"{item} is {number}, above {edge}",
        }[kind]
        steps.append(f"{product + ', ' if product else ''}{now} + {gain} = {now + gain}")
        told_steps.append(f"Turn {turn}: {why}; {total} becomes {now} + {gain} = {now + gain}.")
        claims = ([product] if product else []) + [f"{now} + {gain} = {now + gain}"]
        facts += claims
        jots += claims
        now += gain
        added.append(gain)
    rule = {
        "plain": f"adds every item of {items} to {total}",
        "times": f"adds {edge} times every item of {items} to {total}",
        "above": f"adds to {total} only those items of {items} that are greater than {edge}",
    }[kind]
    backward = " + ".join(map(str, [*reversed(added), p["start"]]))
    trace = told(
        rng.choice(
            (
                f"The program sets {items} to {numbers} and {total} to {p['start']}; then its loop {rule}.",
                f"At the start {items} holds {len(numbers)} numbers, {numbers}, and {total} is "
                f"{p['start']}. The loop {rule}.",
            )
        ),
        f"The output is whatever {total} holds after the loop, so I follow {total} through the "
        f"{len(numbers)} turns.",
        *told_steps,
        f"No items are left, the loop ends, and print({total}) shows {now}.",
        "To check, I put the same amounts together from the back, the starting value last: "
        f"{backward} = {now}."
        if added
        else f"To check: no item passed the test, so {total} never changed from {p['start']}.",
        f"Both ways give {now}, so the program prints {now}.",
    )
    return Draft(
        what_it_prints(rng, p["code"]),
        str(now),
        f"{total} {p['start']}. {'. '.join(steps)}. Prints {now}.",
        trace,
        "trace_execution",
        milestones=routes(facts, jots),
    )


def range_loop(rng: Random, difficulty: str) -> dict[str, Any]:
    turns = rng.randint(*{"easy": (3, 4), "medium": (4, 5), "hard": (4, 5)}[difficulty])
    first = rng.randint(0, {"easy": 5, "medium": 9, "hard": 20}[difficulty])
    step = {"easy": 1, "medium": rng.randint(1, 3), "hard": rng.randint(2, 7)}[difficulty]
    factor = 1 if difficulty == "easy" else rng.randint(1, {"medium": 3, "hard": 6}[difficulty])
    start, total, i = rng.randint(0, 20), rng.choice(TOTALS), rng.choice("ijkn")
    stop = first + step * (turns - 1) + rng.randint(1, step)
    bounds = f"{first}, {stop}" if step == 1 else f"{first}, {stop}, {step}"
    gain = i if factor == 1 else f"{factor} * {i}"
    code = f"{total} = {start}\nfor {i} in range({bounds}):\n    {total} += {gain}\nprint({total})"
    return {
        "code": code,
        "first": first,
        "stop": stop,
        "step": step,
        "factor": factor,
        "start": start,
        "names": [i, total],
    }


def write_range_loop(rng: Random, p: dict[str, Any]) -> Draft:
    (i, total), first, stop, step, factor = p["names"], p["first"], p["stop"], p["step"], p["factor"]
    values, value = [], first
    while value < stop:
        values.append(value)
        value += step
    shown = ", ".join(map(str, values))
    now, steps, told_steps, turn_by_turn = p["start"], [], [], [shown]
    for value in values:
        gain = factor * value
        product = f"{factor} × {value} = {gain}" if factor > 1 else ""
        steps.append(f"{product + ', ' if product else ''}{now} + {gain} = {now + gain}")
        told_steps.append(
            f"{i} is {value}: {'' if not product else product + ', and '}{total} becomes {now} + "
            f"{gain} = {now + gain}."
        )
        turn_by_turn += ([product] if product else []) + [f"{now} + {gain} = {now + gain}"]
        now += gain
    sum_of = sum(values)
    partial, sums = values[0], []
    for value in values[1:]:
        sums.append(f"{partial} + {value} = {partial + value}")
        partial += value
    scaled = [f"{factor} × {sum_of} = {factor * sum_of}"] if factor > 1 else []
    whole = f"{factor * sum_of} + {p['start']} = {now}"
    lines = [
        f"The loop takes {i} from {first}, going up by {step} each time, and stops before {stop}.",
        f"So {i} is {shown} in turn: {len(values)} turns, because the next value, {value + step}, is "
        f"not below {stop}.",
    ]
    first_line = (
        f"{total} starts at {p['start']}, and each turn adds "
        f"{i if factor == 1 else f'{factor} times {i}'} to it."
    )
    if rng.random() < 0.5:
        template = "trace_execution"
        concise = f"{i}: {shown}. {'. '.join(steps)}. Prints {now}."
        body = [first_line, *told_steps, f"The loop is over, and the program prints {now}."]
        check = [
            f"As a check, the values of {i} alone add up: {' + '.join(map(str, values))} = {sum_of}.",
            f"With the starting value, {f'{factor} × ' if factor > 1 else ''}{sum_of} + {p['start']} "
            f"= {now}, which agrees.",
        ]
    else:
        template = "decomposition"
        concise = f"{i}: {shown}. {'. '.join((*sums, *scaled, whole))}. Prints {now}."
        body = [
            first_line,
            f"I split the work: first the sum of all values of {i}, and the rest at the end.",
            *(f"{line}." for line in sums),
            *(f"Each value counts {factor} times: {claim}." for claim in scaled),
            f"The starting value comes on top: {whole}.",
        ]
        check = [
            "Following the loop turn by turn must end at the same number:",
            *told_steps,
            f"It does, so the output is {now}.",
        ]
    return Draft(
        what_it_prints(rng, p["code"]), str(now), concise, told(*lines, *body, *check), template,
        milestones=routes(turn_by_turn, (shown, *sums, *scaled, whole)),
    )


FAMILIES = (
    Family("loop_sum", "code", "loops", "code", ("for loop", "sum"), loop_sum, write_loop_sum, check_output),
    Family(
        "range_loop",
        "code",
        "loops",
        "code",
        ("range", "for loop"),
        range_loop,
        write_range_loop,
        check_output,
    ),
)
