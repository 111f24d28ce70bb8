"""Conditions: what one of several parts is worth."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.code.programs import check_output, told, what_it_prints
from reasoning_data.schema import Draft, Family, routes

_TESTS = {
    ">": "greater than",
    "<": "less than",
    ">=": "at least",
    "<=": "at most",
    "==": "equal to",
    "!=": "different from",
}


def boolean_test(rng: Random, difficulty: str) -> dict[str, Any]:
    high = {"easy": 12, "medium": 20, "hard": 50}[difficulty]
    names = rng.choice((("a", "b"), ("x", "y"), ("p", "q"), ("m", "n"), ("left", "right"), ("u", "v")))
    values = [rng.randint(1, high), rng.randint(1, high)]
    parts: list[Any] = []
    for at in (0, 1, 0)[: 3 if difficulty == "hard" else 2]:
        sign = rng.choice(list(_TESTS))
        edge = values[at] if rng.random() < 0.3 else rng.randint(1, high)
        parts.append([at, sign, edge, difficulty != "easy" and rng.random() < 0.35])
    joins = [rng.choice(("and", "or")) for _ in parts[1:]]
    shown = f"{'not ' * parts[0][3]}{names[parts[0][0]]} {parts[0][1]} {parts[0][2]}"
    for (at, sign, edge, negated), join in zip(parts[1:], joins, strict=True):
        shown += f" {join} {'not ' * negated}{names[at]} {sign} {edge}"
    code = f"{names[0]} = {values[0]}\n{names[1]} = {values[1]}\nprint({shown})"
    return {"code": code, "names": list(names), "values": values, "parts": parts, "joins": joins}


def write_boolean_test(rng: Random, p: dict[str, Any]) -> Draft:
    names, values, joins = p["names"], p["values"], p["joins"]
    truths, jots, lines, facts = [], [], [], []
    for number, (at, sign, edge, negated) in enumerate(p["parts"], 1):
        value = values[at]
        holds = {">": value > edge, "<": value < edge, ">=": value >= edge, "<=": value <= edge,
                 "==": value == edge, "!=": value != edge}[sign]
        truths.append(holds != negated)
        shown = f"{value} {sign} {edge}"
        jots.append(
            f"{'not ' * negated}{shown} {truths[-1]}"
            if not negated
            else f"{shown} {holds}, not: {truths[-1]}"
        )
        facts.append(f"{value} is {_TESTS[sign]} {edge}” is {holds}")
        lines.append(f"Part {number}: {names[at]} is {value}, and “{facts[-1]}")
        if negated:
            facts.append(f"turns it into {truths[-1]}")
            lines[-1] += f"; not {facts[-1]}"
        lines[-1] += "."
    groups: list[list[bool]] = [[truths[0]]]
    for truth, join in zip(truths[1:], joins, strict=True):
        if join == "and":
            groups[-1].append(truth)
        else:
            groups.append([truth])
    answer = any(all(group) for group in groups)
    joined = str(truths[0]) + "".join(
        f" {join} {truth}" for truth, join in zip(truths[1:], joins, strict=True)
    )
    order = {
        ("and",): "With and, both parts have to be True.",
        ("or",): "With or, one True part is enough.",
        ("and", "and"): "With and throughout, all three parts have to be True.",
        ("or", "or"): "With or throughout, one True part is enough.",
        ("and", "or"): "and binds tighter than or, so the first two parts belong together: "
        f"{truths[0]} and {truths[1]} is {truths[0] and truths[1]}.",
        ("or", "and"): "and binds tighter than or, so the last two parts belong together: "
        f"{truths[-2]} and {truths[-1]} is {truths[-2] and truths[-1]}.",
    }[tuple(joins)]
    trace = told(
        f"The values are {names[0]} = {values[0]} and {names[1]} = {values[1]}, and the program "
        "prints whether a condition of "
        f"{len(truths)} parts holds: True or False.",
        rng.choice(("I decide each part by itself and join them afterwards.",
                    "Comparisons come first, then not, then and, then or, so the parts are settled first.")),
        *lines,
        f"The parts in order: {joined}.",
        order,
        f"Joined, the whole condition is {answer}.",
        "For a check I ask the opposite question, whether the condition can fail. "
        + ("It would fail only if every alternative joined by “or” had a False part, and at "
        "least one alternative has none."
           if answer else ("It fails if every alternative joined by “or” has a False part, and "
           "here each one does.")),
        f"That confirms {answer}, and print writes it with a capital letter: {answer}.",
    )
    facts += [f"in order: {joined}", f"condition is {answer}"]
    jots.append(f"{joined} = {answer}")
    return Draft(
        what_it_prints(rng, p["code"]), str(answer), f"{'. '.join(jots)}.", trace, "decomposition",
        milestones=routes(facts, jots),
    )


FAMILIES = (
    Family(
        "boolean_test", "code", "conditionals", "code", ("and", "or", "not", "comparison"), boolean_test,
        write_boolean_test, check_output,
    ),
)
