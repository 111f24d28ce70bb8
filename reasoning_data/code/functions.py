"""Functions: arguments, defaults, and one function calling another."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.code.programs import FUNCTIONS, check_output, told, what_it_prints
from reasoning_data.schema import Draft, Family, routes


def function_calls(rng: Random, difficulty: str) -> dict[str, Any]:
    kind = rng.choice(
        {"easy": ("once",), "medium": ("twice", "sum", "default")}.get(difficulty, ("twice", "sum", "two"))
    )
    (f, x), (g, _) = rng.sample(FUNCTIONS, 2)
    high = {"easy": 9, "medium": 9, "hard": 15}[difficulty]
    factor, plus, start, other = (
        rng.randint(2, 5),
        rng.randint(1, high),
        rng.randint(1, high),
        rng.randint(1, high),
    )
    minus = rng.randint(1, 9)
    define = f"def {f}({x}):\n    return {factor} * {x} + {plus}\n"
    code = {
        "once": f"{define}print({f}({start}))",
        "twice": f"{define}print({f}({f}({start})))",
        "sum": f"{define}print({f}({start}) + {f}({other}))",
        "default": (
            f"def {f}({x}, by={factor}):\n    return by * {x} + {plus}\nprint({f}({start}) + "
            f"{f}({other}, {minus}))"
        ),
        "two": f"{define}def {g}({x}):\n    return {f}({x}) - {minus}\nprint({g}({start}) + {f}({other}))",
    }[kind]
    return {"code": code, "kind": kind, "names": [f, x, g], "factor": factor, "plus": plus, "start": start,
            "other": other, "minus": minus}


def write_function_calls(rng: Random, p: dict[str, Any]) -> Draft:
    (f, x, g), kind, factor, plus, minus = p["names"], p["kind"], p["factor"], p["plus"], p["minus"]

    claims: list[str] = []

    def value(argument: int, by: int = factor) -> tuple[int, str]:
        product = by * argument
        steps = f"{by} × {argument} = {product}", f"{product} + {plus} = {product + plus}"
        claims.extend(steps)
        return product + plus, ", ".join(steps)

    a, b = p["start"], p["other"]
    first, how = value(a)
    jots, lines = (
        [f"{f}({a}): {how}"],
        [f"Call {f}({a}): {x} is {a}, and the result is {how.split(', ')[0]} and then {how.split(', ')[1]}."],
    )
    if kind == "once":
        answer, last = first, f"The printed value is the result of that one call, {first}."
    elif kind == "twice":
        answer, how = value(first)
        jots.append(f"{f}({first}): {how}")
        lines.append(f"The outer call gets that result: {f}({first}) multiplies and adds again: {how}.")
        last = f"The outer call is the printed one, so {answer} is printed."
    else:
        if kind == "two":
            claims.append(f"{first} - {minus} = {first - minus}")
        second, how = value(b, minus) if kind == "default" else value(b)
        jots.append(f"{f}({b}): {how}")
        extra = f", with {minus} in the place of the default" if kind == "default" else ""
        lines.append(f"Call {f}({b}{f', {minus}' if kind == 'default' else ''}){extra}: {how}.")
        if kind == "two":
            inner, first = first, first - minus
            jots.insert(1, f"{inner} - {minus} = {first}")
            lines.insert(
                1, f"{g}({a}) takes the result of {f}({a}) and subtracts: {inner} - {minus} = {first}."
            )
        answer = first + second
        jots.append(f"{first} + {second} = {answer}")
        claims.append(jots[-1])
        last = f"The print line adds the two results: {first} + {second} = {answer}."
    inner = answer - plus if kind in ("once", "twice") else answer
    check = (f"Backwards, {answer} - {plus} = {inner} and {inner} / {factor} = {inner // factor}, "
    "the argument of the last call."
             if kind in ("once", "twice") else
             f"Undoing the sum, {answer} - {second} = {first}, which is the value of the first call.")
    rule = {"default": f"multiplies {x} by the argument by, {factor} if none is given, and adds {plus}"}.get(
        kind, f"multiplies its argument by {factor} and adds {plus}"
    )
    trace = told(
        f"The function {f} {rule}." + (f" The function {g} calls {f} and takes "
        f"{minus} away." if kind == "two" else ""),
        "Defining a function prints nothing; only the last line does, so I start there and "
        "evaluate its calls.",
        rng.choice(("Arguments are worked out before a call, so inner calls come first.",
                    "Each call puts its argument in the place of the parameter and hands back one number.")),
        *lines,
        last,
        check,
        f"The numbers fit together, and the program prints {answer}.",
    )
    return Draft(
        what_it_prints(rng, p["code"]), str(answer), f"{'. '.join(jots)}. Prints {answer}.", trace, "trace_execution",
        milestones=routes(claims),
    )


FAMILIES = (
    Family(
        "function_calls",
        "code",
        "functions",
        "code",
        ("function", "argument"),
        function_calls,
        write_function_calls,
        check_output,
    ),
)
