"""Branches: which arm of an if runs."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.code.programs import check_output, told, what_it_prints
from reasoning_data.schema import Draft, Family, routes
from reasoning_data.wording import count

# what is measured: words from the highest arm to the lowest
LADDERS = {
    "temp": ("hot", "warm", "mild", "cold"), "score": ("gold", "silver", "bronze", "none"),
    "speed": ("fast", "normal", "slow", "stopped"), "age": ("senior", "adult", "teen", "child"),
    "price": ("luxury", "costly", "fair", "cheap"), "level": ("expert", "advanced", "basic", "new"),
    "size": ("huge", "big", "medium", "tiny"), "weight": ("heavy", "firm", "light", "feather"),
    "depth": ("abyss", "deep", "shallow", "dry"), "height": ("giant", "tall", "average", "short"),
    "rain": ("flood", "wet", "damp", "dry"), "battery": ("full", "good", "low", "empty"),
    "noise": ("roar", "loud", "soft", "silent"), "wind": ("storm", "breeze", "draft", "calm"),
}


def branch_ladder(rng: Random, difficulty: str) -> dict[str, Any]:
    name = rng.choice(list(LADDERS))
    arms = {"easy": 2, "medium": 3, "hard": 4}[difficulty]
    edges = sorted(
        rng.sample(range(5, {"easy": 40, "medium": 60, "hard": 99}[difficulty]), arms - 1), reverse=True
    )
    near = rng.choice(edges)
    value = rng.choice(
        (near, near + rng.randint(1, 4), near - rng.randint(1, 4), rng.randint(1, edges[0] + 10))
    )
    sign, change = rng.choice((">", ">=")), 0 if difficulty == "easy" else rng.choice((0, rng.randint(1, 9)))
    words = [*list(LADDERS[name][: arms - 1]), LADDERS[name][-1]]
    lines = [f"{name} = {value - change}"] + ([f"{name} = {name} + {change}"] if change else [])
    for at, edge in enumerate(edges):
        lines += [f"{'if' if at == 0 else 'elif'} {name} {sign} {edge}:", f'    print("{words[at]}")']
    lines += ["else:", f'    print("{words[-1]}")']
    return {"code": "\n".join(lines), "name": name, "value": value, "change": change, "edges": edges, "sign": sign,
            "words": words}


def write_branch_ladder(rng: Random, p: dict[str, Any]) -> Draft:
    name, value, change, sign, words = p["name"], p["value"], p["change"], p["sign"], p["words"]
    means = "greater than" if sign == ">" else "greater than or equal to"
    lines, jots, facts, answer = [], [], [], words[-1]
    for at, edge in enumerate(p["edges"]):
        holds = value > edge or (sign == ">=" and value == edge)
        jots.append(f"{value} {sign} {edge} {'yes' if holds else 'no'}")
        facts.append(f"{'Yes' if holds else 'No'}, {_compared(value, edge)}")
        lines.append(f"Test {at + 1}: is {value} {means} {edge}? {facts[-1]}.")
        if holds:
            answer = words[at]
            rest = len(p["edges"]) - at - 1
            after = (
                "The else below it is skipped."
                if not rest
                else "No later arm is looked at, even one whose test is true."
            )
            lines.append(f"So this arm runs and prints {answer}. {after}")
            break
    else:
        lines.append(f"No test was true, so the else arm runs and prints {answer}.")
    start = value - change
    fitting = sum(value > edge or (sign == ">=" and value == edge) for edge in p["edges"])
    trace = told(
        f"The value {name} decides which of {len(words)} words is printed: {', '.join(words)}.",
        f"First line: {name} is {start}."
        + (f" Then {name} becomes {start} + {change} = {value}, and this is the value "
        "that is tested." if change else ""),
        rng.choice((
            "An if ladder is read from top to bottom: the first test that is true wins, and exactly "
            "one arm runs.",
            "Python tries the conditions in order and stops at the first true one; else is for the "
            "case that none is.",
        )),
        *lines,
        f"A check by counting: {value} passes {fitting} of {count(len(p['edges']), 'edge')}: "
        f"{', '.join(map(str, p['edges']))}. Each edge it misses moves it one word down the list, "
        f"{len(p['edges'])} - {fitting} = {len(p['edges']) - fitting} in all.",
        f"That word is {answer}, so the output is {answer}.",
    )
    raised = [f"{start} + {change} = {value}"] if change else []
    first = raised[0] if raised else f"{name} {value}"
    return Draft(
        what_it_prints(rng, p["code"]), answer,
        f"{first}. {'. '.join(jots)}. Prints {answer}.", trace, "trace_execution",
        milestones=routes((*raised, *facts), (*raised, *jots)),
    )


def _compared(value: int, edge: int) -> str:
    if value == edge:
        return f"{value} equals {edge}"
    return f"{value} lies {abs(value - edge)} {'above' if value > edge else 'below'} {edge}"


FAMILIES = (
    Family(
        "branch_ladder", "code", "conditionals", "code", ("if", "elif", "else"), branch_ladder,
        write_branch_ladder, check_output,
    ),
)
