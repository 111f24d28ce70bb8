"""Walks through a list: the best so far, and two lists side by side."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.code.programs import LISTS, TOTALS, check_output, numbers_drawn, told, what_it_prints
from reasoning_data.schema import Draft, Family, routes
from reasoning_data.wording import count


def running_best(rng: Random, difficulty: str) -> dict[str, Any]:
    numbers = numbers_drawn(rng, *{"easy": (4, 1, 20), "medium": (5, 1, 60), "hard": (7, 10, 99)}[difficulty])
    kind, shows = (
        rng.choice(("max", "min")),
        "value" if difficulty == "easy" else rng.choice(("value", "place", "changes")),
    )
    (items, x), best = rng.choice(LISTS), rng.choice(("best", "top", "chosen", "found", "pick"))
    sign = ">" if kind == "max" else "<"
    if shows == "place":
        code = (
            f"{items} = {numbers}\n{best} = 0\nfor i in range(len({items})):\n    if {items}[i] "
            f"{sign} {items}[{best}]:\n"
            f"        {best} = i\nprint({best})"
        )
    elif shows == "changes":
        code = (
            f"{items} = {numbers}\n{best} = {items}[0]\ncount = 0\nfor {x} in {items}:\n    if {x} "
            f"{sign} {best}:\n"
            f"        {best} = {x}\n        count += 1\nprint(count)"
        )
    else:
        code = (
            f"{items} = {numbers}\n{best} = {items}[0]\nfor {x} in {items}:\n    if {x} {sign} "
            f"{best}:\n        {best} = {x}\nprint({best})"
        )
    return {"code": code, "numbers": numbers, "kind": kind, "shows": shows, "names": [items, best]}


def write_running_best(rng: Random, p: dict[str, Any]) -> Draft:
    (items, best), numbers = p["names"], p["numbers"]
    more, extreme = ("greater", "greatest") if p["kind"] == "max" else ("smaller", "smallest")
    now, place, changes, lines, facts = numbers[0], 0, 0, [], []
    jots: list[str] = []
    for at, value in enumerate(numbers[1:], 1):
        if (value > now) if p["kind"] == "max" else (value < now):
            lines.append(f"Index {at}: {value} is {more} than {now}, so the record is now {value}.")
            facts += [f"{value} is {more} than {now}", f"record is now {value}"]
            now, place, changes = value, at, changes + 1
            jots.append(
                f"{value} yes"
                if p["shows"] == "value"
                else f"{value} yes {place if p['shows'] == 'place' else changes}"
            )
        else:
            lines.append(f"Index {at}: {value} is not {more} than {now}; nothing changes.")
            facts.append(f"{value} is not {more} than {now}")
            jots.append(f"{value} no")
    answer = str({"value": now, "place": place, "changes": changes}[p["shows"]])
    wanted = {
        "value": "that record itself",
        "place": f"its index, kept in {best}",
        "changes": "how many times it was replaced",
    }[p["shows"]]
    aim = (
        f"The program walks through {items} = {numbers}, always keeping the {extreme} number so "
        f"far, and prints {wanted}."
    )
    check = {
        "value": (
            f"Sorted, the list reads {sorted(numbers)}, and its "
            f"{'last' if p['kind'] == 'max' else 'first'} item is {now}."
        ),
        "place": (
            f"Sorted, the list reads {sorted(numbers)}, so the {extreme} number is {now}; "
            f"counting from 0 it first stands at index {place}."
        ),
        "changes": (
            f"Only numbers {more} than all before them count. The final record, {now}, is "
            f"indeed the {extreme} of the list."
        ),
    }[p["shows"]]
    trace = told(
        aim,
        f"It begins with the first item, {numbers[0]}, at index 0. The first item is never {more} "
        "than itself, so that changes nothing.",
        *lines,
        f"At the end the record is {now} (index {place}), after {count(changes, 'change')}.",
        check,
        f"The program prints {answer}.",
    )
    facts += [f"index {place}", f"after {count(changes, 'change')}"]
    return Draft(
        what_it_prints(rng, p["code"]), answer, f"{numbers[0]}. {'. '.join(jots)}. Prints {answer}.", trace,
        "trace_execution", milestones=routes(facts, jots),
    )


def pair_loop(rng: Random, difficulty: str) -> dict[str, Any]:
    kind = rng.choice(("enumerate", "zip"))
    size, high = {"easy": (3, 9), "medium": (3, 12), "hard": (4, 25)}[difficulty]
    first, second = (
        numbers_drawn(rng, size, 1, high),
        numbers_drawn(rng, size, 1, {"easy": 5, "medium": 9, "hard": 9}[difficulty]),
    )
    (items, x), total = rng.choice(LISTS), rng.choice(TOTALS)
    start = 0 if difficulty == "easy" else rng.randint(0, 1)
    if kind == "zip":
        code = (
            f"{items} = {first}\nothers = {second}\n{total} = 0\nfor {x}, o in zip({items}, "
            f"others):\n    {total} += {x} * o\nprint({total})"
        )
        pairs = [list(pair) for pair in zip(first, second, strict=True)]
    else:
        call = f"enumerate({items}, 1)" if start else f"enumerate({items})"
        code = (
            f"{items} = {first}\n{total} = 0\nfor i, {x} in {call}:\n    {total} += i * {x}\nprint({total})"
        )
        pairs = [[start + at, value] for at, value in enumerate(first)]
    return {"code": code, "kind": kind, "pairs": pairs, "start": start, "names": [items, x, total]}


def write_pair_loop(rng: Random, p: dict[str, Any]) -> Draft:
    (items, x, total), pairs = p["names"], p["pairs"]
    left, right = (x, "o") if p["kind"] == "zip" else ("i", x)
    now, jots, lines = 0, [], []
    for a, b in pairs:
        jots.append(f"{a} × {b} = {a * b}")
        if now:
            jots.append(f"{now} + {a * b} = {now + a * b}")
        lines.append(
            f"{left} is {a} and {right} is {b}: {a} × {b} = {a * b}, and {total} becomes {now} + "
            f"{a * b} = {now + a * b}."
        )
        now += a * b
    source = (
        f"zip walks through {items} and others side by side, so each turn has one number of either list"
        if p["kind"] == "zip"
        else (
            f"enumerate numbers the items of {items}, starting at {p['start']}, so each turn has a "
            "number and an item"
        )
    )
    products = [a * b for a, b in pairs]
    backward = " + ".join(map(str, reversed(products)))
    shown = "; ".join(f"{a} and {b}" for a, b in pairs)
    trace = told(
        f"{source}.",
        f"The pairs are {shown}. Each turn multiplies its pair and adds the product to {total}, "
        "which starts at 0.",
        rng.choice(
            (f"I keep track of {total} after every turn.", f"What is wanted is {total} after the last turn.")
        ),
        *lines,
        f"There are no more pairs, so print({total}) shows {now}.",
        f"The products alone are {', '.join(map(str, products))}; added from the last to the first, "
        f"{backward} = {now}.",
        f"The two sums agree, and the output is {now}.",
    )
    return Draft(
        what_it_prints(rng, p["code"]), str(now), f"{'. '.join(jots)}. Prints {now}.", trace, "trace_execution",
        milestones=routes(jots),
    )


FAMILIES = (
    Family(
        "running_best",
        "code",
        "lists",
        "code",
        ("maximum", "minimum"),
        running_best,
        write_running_best,
        check_output,
    ),
    Family(
        "pair_loop", "code", "loops", "code", ("zip", "enumerate"), pair_loop, write_pair_loop, check_output
    ),
)
