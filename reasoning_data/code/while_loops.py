"""While loops: how a number ends, and after how many turns."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.code.programs import check_output, told, what_it_prints
from reasoning_data.schema import Draft, Family, routes

_UNTIL = {
    "halve": ("{x} //= 2", "{x} > {edge}"),
    "minus": ("{x} -= {by}", "{x} >= {edge}"),
    "double": ("{x} *= 2", "{x} < {edge}"),
    "plus": ("{x} += {by}", "{x} < {edge}"),
}


def while_loop(rng: Random, difficulty: str) -> dict[str, Any]:
    kind = rng.choice({"easy": ("minus", "plus")}.get(difficulty, ("halve", "minus", "double", "plus")))
    turns = rng.randint(*{"easy": (2, 4), "medium": (3, 5), "hard": (5, 7)}[difficulty])
    by = rng.randint(2, {"easy": 5, "medium": 9, "hard": 15}[difficulty])
    if kind == "minus":
        edge = rng.randint(1, by + 10)
        x = edge + by * (turns - 1) + rng.randint(0, by - 1)
    elif kind == "plus":
        x = rng.randint(0, 20)
        edge = x + by * turns - rng.randint(0, by - 1)
    elif kind == "halve":
        edge = rng.randint(1, 4)
        x = (edge + 1) * 2 ** (turns - 1) + rng.randint(0, 2 ** (turns - 1) - 1)
    else:
        x = rng.randint(1, 12)
        edge = x * 2 ** (turns - 1) + rng.randint(1, x)
    name, steps, shows = (
        rng.choice("xnmkay"),
        rng.choice(("steps", "turns", "count", "times")),
        rng.choice(("value", "count")),
    )
    change, test = (text.format(x=name, by=by, edge=edge) for text in _UNTIL[kind])
    shown = name if shows == "value" else steps
    code = f"{name} = {x}\n{steps} = 0\nwhile {test}:\n    {change}\n    {steps} += 1\nprint({shown})"
    return {
        "code": code,
        "kind": kind,
        "x": x,
        "by": by,
        "edge": edge,
        "shows": shows,
        "names": [name, steps],
    }


def write_while_loop(rng: Random, p: dict[str, Any]) -> Draft:
    (name, steps), kind, by, edge, x = p["names"], p["kind"], p["by"], p["edge"], p["x"]
    test = {"halve": f"above {edge}", "minus": f"{edge} or more"}.get(kind, f"below {edge}")
    jots, told_steps, path, turn = [], [], [x], 0
    facts: list[str] = []
    while {"halve": x > edge, "minus": x >= edge}.get(kind, x < edge):
        turn += 1
        if kind == "halve":
            claim, told_claim = f"{x} -> {x // 2}", f"half of {x}, rounded down, is {x // 2}"
            fact = f"rounded down, is {x // 2}"
            x //= 2
        else:
            sign, amount = {"minus": ("-", by), "plus": ("+", by), "double": ("×", 2)}[kind]
            new = {"minus": x - by, "plus": x + by, "double": 2 * x}[kind]
            claim = told_claim = fact = f"{x} {sign} {amount} = {new}"
            x = new
        path.append(x)
        jots.append(f"{turn}: {claim}")
        facts += [fact, f"{steps} is {turn}"]
        told_steps.append(
            f"Turn {turn}: {name} is {path[-2]}, {test}, so the body runs: {told_claim}, and "
            f"{steps} is {turn}."
        )
    answer = x if p["shows"] == "value" else turn
    last = path[-2]
    rule = {
        "halve": f"halves {name}, dropping any remainder",
        "minus": f"takes {by} from {name}",
        "plus": f"adds {by} to {name}",
        "double": f"doubles {name}",
    }[kind]
    trace = told(
        f"The loop keeps going while {name} is {test}; each turn {rule} and adds 1 to {steps}.",
        f"At first {name} is {path[0]} and {steps} is 0. The program prints "
        + (f"the last value of {name}." if p["shows"] == "value" else "the number of turns taken."),
        rng.choice(
            (
                "I test the condition before every turn.",
                "The condition is tested before each turn, never in the middle.",
            )
        ),
        *told_steps,
        f"Now {name} is {x}, which is not {test}, so the loop stops after {turn} turns.",
        f"The values of {name} were {', '.join(map(str, path))}: {turn} changes between {turn + 1} "
        "values, as counted.",
        f"A last look at the edge: {last} is still {test} and {x} is not, so stopping here is right. "
        f"The output is {answer}.",
    )
    concise = f"{name} {path[0]}. {'. '.join(jots)}. Stop: {x} is not {test}. Prints {answer}."
    return Draft(
        what_it_prints(rng, p["code"]), str(answer), concise, trace, "trace_execution", milestones=routes(facts, jots)
    )


FAMILIES = (
    Family(
        "while_loop", "code", "loops", "code", ("while loop",), while_loop, write_while_loop, check_output
    ),
)
