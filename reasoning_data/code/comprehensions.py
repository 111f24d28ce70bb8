"""List comprehensions, with and without a condition."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.code.programs import LISTS, check_output, numbers_drawn, told, what_it_prints
from reasoning_data.schema import Draft, Family, routes


def comprehension(rng: Random, difficulty: str) -> dict[str, Any]:
    numbers = numbers_drawn(rng, *{"easy": (3, 1, 9), "medium": (4, 1, 12), "hard": (5, 2, 30)}[difficulty])
    test = (
        ""
        if difficulty == "easy"
        else rng.choice(("", "above", "even", "odd") if difficulty == "medium" else ("above", "even", "odd"))
    )
    change, by = (
        rng.choice(("times", "plus")),
        rng.randint(2, {"easy": 5, "medium": 6, "hard": 9}[difficulty]),
    )
    edge = sorted(numbers)[len(numbers) // 2 - 1]
    total = difficulty == "hard" and rng.random() < 0.5
    (items, x), result = rng.choice(LISTS), rng.choice(("result", "new", "out", "made", "answer"))
    condition = {
        "": "",
        "above": f" if {x} > {edge}",
        "even": f" if {x} % 2 == 0",
        "odd": f" if {x} % 2 == 1",
    }[test]
    made = f"[{x} {'*' if change == 'times' else '+'} {by} for {x} in {items}{condition}]"
    code = f"{items} = {numbers}\n{result} = {made}\nprint({f'sum({result})' if total else result})"
    return {
        "code": code,
        "numbers": numbers,
        "test": test,
        "edge": edge,
        "change": change,
        "by": by,
        "total": total,
        "names": [items, x, result],
    }


def write_comprehension(rng: Random, p: dict[str, Any]) -> Draft:
    (items, x, result), by, test = p["names"], p["by"], p["test"]
    rule = {
        "": "every item",
        "above": f"the items greater than {p['edge']}",
        "even": "the even items",
        "odd": "the odd items",
    }[test]
    sign, does = ("×", f"multiplies each by {by}") if p["change"] == "times" else ("+", f"adds {by} to each")
    made: list[int] = []
    jots, lines, facts = [], [], []
    for n in p["numbers"]:
        if not {"": True, "above": n > p["edge"], "even": n % 2 == 0, "odd": n % 2 == 1}[test]:
            jots.append(f"{n} no")
            why = {"above": f"is not greater than {p['edge']}", "even": "is odd", "odd": "is even"}[test]
            lines.append(f"{x} is {n}: it {why}, so it is left out and {result} is still {made}.")
            facts.append(f"{result} is still {made}")
            continue
        new = n * by if p["change"] == "times" else n + by
        made.append(new)
        jots.append(f"{n} {sign} {by} = {new}")
        passes = {
            "": "",
            "above": f"it is greater than {p['edge']}, ",
            "even": "it is even, ",
            "odd": "it is odd, ",
        }[test]
        lines.append(f"{x} is {n}: {passes}{n} {sign} {by} = {new}, and {result} is {made}.")
        facts += [jots[-1], f"{result} is {made}"]
    undo = ", ".join(
        f"{new} {'/' if sign == '×' else '-'} {by} = {new // by if sign == '×' else new - by}" for new in made
    )
    answer, total_line = str(made), ""
    sums: list[str] = []
    if p["total"]:
        answer = str(sum(made))
        total_line = (
            f"The last line prints the sum: {' + '.join(map(str, made))} = {answer}."
            if made
            else "The sum of no numbers is 0."
        )
        facts.append(total_line.rpartition(": ")[2].rstrip("."))
        now = 0
        for new in made:
            if now:
                sums.append(f"{now} + {new} = {now + new}")
            now += new
    trace = told(
        rng.choice(
            (
                f"The comprehension goes through {items} = {p['numbers']} from left to right, takes "
                f"{rule} and {does}.",
                f"From {items} = {p['numbers']} the program builds a new list, {result}: it takes "
                f"{rule} and {does}.",
            )
        ),
        "Items keep their order, so I can build the list one item at a time.",
        *lines,
        f"So {result} is {made}, {len(made)} of the {len(p['numbers'])} items.",
        *([total_line] if total_line else []),
        f"Undoing the change must give back the items that passed: {undo}."
        if made
        else "No item passed the test, so the list is empty.",
        f"These are indeed {rule} of {items}. The program prints {answer}."
        if test
        else f"That is the original list again, so the program prints {answer}.",
    )
    return Draft(
        what_it_prints(rng, p["code"]),
        answer,
        f"{'. '.join((*jots, *sums))}. Prints {answer}.",
        trace,
        "trace_execution",
        milestones=routes(facts, (*jots, *sums)),
    )


FAMILIES = (
    Family(
        "comprehension",
        "code",
        "comprehensions",
        "code",
        ("comprehension",),
        comprehension,
        write_comprehension,
        check_output,
    ),
)
