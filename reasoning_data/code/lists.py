"""Lists: indexing and slices, and changing a list in place."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.code.programs import LISTS, check_output, numbers_drawn, told, what_it_prints
from reasoning_data.schema import Draft, Family, routes
from reasoning_data.wording import count


def list_index(rng: Random, difficulty: str) -> dict[str, Any]:
    size, high = {"easy": (4, 20), "medium": (5, 50), "hard": (7, 99)}[difficulty]
    numbers = numbers_drawn(rng, size, 1, high)
    kind = rng.choice(
        {"easy": ("one", "two"), "medium": ("two", "slice")}.get(difficulty, ("slice", "minus"))
    )
    first, second = rng.sample(range(size), 2)
    if kind == "minus" and numbers[first] < numbers[second]:
        first, second = second, first
    low = rng.randint(0, size - 3)
    high = low + rng.randint(2, 3)
    from_end = [difficulty != "easy" and rng.random() < 0.5 for _ in range(2)]
    a, b = (at - size if end else at for at, end in zip((first, second), from_end, strict=True))
    items = rng.choice(LISTS)[0]
    shows = {
        "one": f"{items}[{a}]",
        "two": f"{items}[{a}] + {items}[{b}]",
        "minus": f"{items}[{a}] - {items}[{b}]",
        "slice": f"{items}[{low}:{high}]",
    }[kind]
    return {
        "code": f"{items} = {numbers}\nprint({shows})",
        "numbers": numbers,
        "kind": kind,
        "at": [a, b],
        "slice": [low, high],
        "name": items,
        "shows": shows,
    }


def write_list_index(rng: Random, p: dict[str, Any]) -> Draft:
    items, numbers, kind, (a, b), (low, high) = p["name"], p["numbers"], p["kind"], p["at"], p["slice"]
    size = len(numbers)
    places = "\n".join(
        f"Index {at} (from the end {at - size}) holds {value}." for at, value in enumerate(numbers)
    )
    head = (
        f"The list {items} has {size} items, and the program prints {p['shows']}.\n"
        "Python counts places from 0, and negative indexes count from the end, where -1 is the "
        f"last.\n{places}"
    )
    if kind == "slice":
        picked = numbers[low:high]
        answer = str(picked)
        taken = ", ".join(str(at) for at in range(low, high) if at < size)
        concise = (
            f"[{low}:{high}] takes {taken}. "
            f"{'. '.join(f'{low + at}: {value}' for at, value in enumerate(picked))}. Prints {answer}."
        )
        tail = (
            f"The slice {low}:{high} begins at index {low} and stops before index {high}, so it "
            f"takes {taken}.\n"
            f"Those places hold {', '.join(map(str, picked))}, and a slice is a list again: {answer}.\n"
            f"Its length agrees: there are {len(picked)} items, and the stop minus the start is {high - low}"
            + ("." if high <= size else f", cut short by the end of the list, which has {size} items.")
        )
        facts = [f"takes {taken}", f"places hold {', '.join(map(str, picked))}"]
        jots = [f"takes {taken}", *(f"{low + at}: {value}" for at, value in enumerate(picked))]
        return Draft(
            what_it_prints(rng, p["code"]), answer, concise, f"{head}\n{tail}", "trace_execution",
            milestones=routes(facts, jots),
        )
    first, second = numbers[a], numbers[b]
    if kind == "one":
        answer = str(first)
        concise = f"{items}[{a}]: place {a % size} from 0. Item {first}. Prints {first}."
        tail = (
            f"So {items}[{a}] is {first}.\nCounting again one by one up to index {a}: "
            f"{', '.join(map(str, numbers[: a + 1]))}.\n"
        )
        tail += f"The last number named is {first}, so the program prints {first}."
        ways = routes(
            (f"from the end {a % size - size}) holds {first}", f"{items}[{a}] is {first}"),
            (f"place {a % size} from 0", f"item {first}"),
        )
    else:
        sign, value = ("+", first + second) if kind == "two" else ("-", first - second)
        answer = str(value)
        concise = (
            f"{items}[{a}] is {first}. {items}[{b}] is {second}. {first} {sign} {second} = "
            f"{value}. Prints {value}."
        )
        undo = f"{value} - {second} = {first}" if sign == "+" else f"{value} + {second} = {first}"
        tail = (
            f"So {items}[{a}] is {first} and {items}[{b}] is {second}.\n"
            f"The expression is {first} {sign} {second} = {value}.\n"
            f"Undoing the last step gives {undo}, the first item back, so the program prints {value}."
        )
        ways = routes(
            (f"{items}[{a}] is {first}", f"{items}[{b}] is {second}", f"{first} {sign} {second} = {value}")
        )
    return Draft(
        what_it_prints(rng, p["code"]), answer, concise, f"{head}\n{tail}", "trace_execution", milestones=ways
    )


def list_changes(rng: Random, difficulty: str) -> dict[str, Any]:
    size, changes, high = {"easy": (3, 2, 9), "medium": (3, 3, 20), "hard": (4, 4, 60)}[difficulty]
    numbers = rng.sample(range(1, high + 1), size)
    items, length = rng.choice(LISTS)[0], size
    actions: list[Any] = []
    kinds = (
        ("append", "append", "pop", "set", "pop0")
        if difficulty == "easy"
        else ("append", "pop", "set", "insert", "pop0", "reverse")
    )
    for _ in range(changes):
        kind = rng.choice(kinds)
        if kind in ("pop", "pop0") and length < 3:
            kind = "append"
        at, value = rng.randint(0, length - 1), rng.randint(1, high)
        length += {"append": 1, "insert": 1, "pop": -1, "pop0": -1}.get(kind, 0)
        actions.append([kind, at, value])
    lines = [
        {
            "append": f"{items}.append({value})",
            "pop": f"{items}.pop()",
            "pop0": f"{items}.pop(0)",
            "set": f"{items}[{at}] = {value}",
            "insert": f"{items}.insert({at}, {value})",
            "reverse": f"{items}.reverse()",
        }[kind]
        for kind, at, value in actions
    ]
    code = "\n".join((f"{items} = {numbers}", *lines, f"print({items})"))
    return {"code": code, "numbers": numbers, "actions": actions, "name": items}


def write_list_changes(rng: Random, p: dict[str, Any]) -> Draft:
    now, jots, lines, facts = list(p["numbers"]), [], [], []
    for kind, at, value in p["actions"]:
        if kind == "append":
            now, what = [*now, value], f"append({value}) puts {value} at the end"
        elif kind == "pop":
            what, now = f"pop() takes away the last item, {now[-1]}", now[:-1]
        elif kind == "pop0":
            what, now = f"pop(0) takes away the first item, {now[0]}", now[1:]
        elif kind == "set":
            what, now = f"index {at} held {now[at]} and now holds {value}", [*now[:at], value, *now[at + 1 :]]
        elif kind == "insert":
            what, now = f"insert({at}, {value}) puts {value} before index {at}", [*now[:at], value, *now[at:]]
        else:
            what, now = "reverse() turns the order round", now[::-1]
        jots.append({"set": f"[{at}]", "insert": f"insert {at}", "pop0": "pop 0"}.get(kind, kind) + f" {now}")
        lines.append(f"{what}, which leaves {now}, {count(len(now), 'item')}.")
        facts.append(f"leaves {now}")
    grown = sum(kind in ("append", "insert") for kind, _, _ in p["actions"])
    cut = sum(kind in ("pop", "pop0") for kind, _, _ in p["actions"])
    size = len(p["numbers"])
    trace = told(
        f"The list {p['name']} starts as {p['numbers']}, with {size} items. "
        f"{len(lines)} lines change it in place, and the last line prints it.",
        rng.choice(
            (
                "Each change works on what the line before left, so I write the list down after every line.",
                "The order of the changes matters, so I take the lines one at a time and note the "
                "list after each.",
            )
        ),
        *(f"Change {turn}: {line}" for turn, line in enumerate(lines, 1)),
        f"A count of the items: {grown} went in and {cut} came out, so {size} + {grown} - {cut} = "
        f"{size + grown - cut} must be left.",
        f"The list {now} has {len(now)} items, as it should. The program prints {now}.",
    )
    return Draft(
        what_it_prints(rng, p["code"]),
        str(now),
        f"{p['numbers']}. {'. '.join(jots)}. Prints {now}.",
        trace,
        "trace_execution",
        milestones=routes(facts, jots),
    )


FAMILIES = (
    Family(
        "list_index",
        "code",
        "lists",
        "code",
        ("list", "index", "slice"),
        list_index,
        write_list_index,
        check_output,
    ),
    Family(
        "list_changes",
        "code",
        "lists",
        "code",
        ("list", "append", "pop"),
        list_changes,
        write_list_changes,
        check_output,
    ),
)
