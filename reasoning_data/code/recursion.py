"""Recursion: functions that call themselves."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.code.programs import FUNCTIONS, check_output, told, what_it_prints
from reasoning_data.schema import Draft, Family, routes

_DEFINED = "def {f}({n}):\n    if {n} {stop}:\n        return {end}\n    return {step}\nprint({f}({start}))"
# kind: the test for the base case, its value, and the step to a smaller argument
_RECURSIVE = {
    "sum": ("== 0", "{base}", "{n} + {f}({n} - 1)"),
    "step": ("== 0", "{base}", "{by} + {f}({n} - 1)"),
    "product": ("== 0", "{base}", "{n} * {f}({n} - 1)"),
    "power": ("== 0", "{base}", "{by} * {f}({n} - 1)"),
    "linear": ("== 0", "{base}", "2 * {f}({n} - 1) + {by}"),
    "fibonacci": ("< 2", "{base} + {n}", "{f}({n} - 1) + {f}({n} - 2)"),
    "digits": ("< 10", "{n}", "{n} % 10 + {f}({n} // 10)"),
}
_GCD = "def {f}(a, b):\n    if b == 0:\n        return a\n    return {f}(b, a % b)\nprint({f}({start}, {by}))"


def recursion(rng: Random, difficulty: str) -> dict[str, Any]:
    kinds = {"easy": ("sum", "step"), "medium": ("sum", "step", "product", "power", "digits", "linear"),
             "hard": ("fibonacci", "digits", "gcd", "linear", "power")}
    kind, (f, n) = rng.choice(kinds[difficulty]), rng.choice(FUNCTIONS)
    base, by = rng.randint(0, 20), rng.randint(2, 9)
    start = rng.randint(*{"easy": (2, 4), "medium": (3, 5), "hard": (4, 6)}[difficulty])
    if kind in ("product", "power"):
        base, by, start = rng.randint(1, 3), rng.randint(2, 4), min(start, 5 if kind == "power" else 4)
    elif kind == "digits":
        start = rng.randint(*{"medium": (100, 999), "hard": (10_000, 999_999)}[difficulty])
    elif kind == "gcd":
        start, by, base = rng.randint(40, 200), rng.randint(12, 90), 0
    elif kind == "fibonacci":
        start, base = rng.randint(4, 6), rng.randint(0, 9)
    words = {"f": f, "n": n, "base": base, "by": by, "start": start}
    if kind == "gcd":
        code = _GCD.format(**words)
    else:
        stop, end, step = (part.format(**words) for part in _RECURSIVE[kind])
        code = _DEFINED.format(stop=stop, end=end, step=step, **words)
    return {"code": code, "kind": kind, "names": [f, n], "base": base, "by": by, "start": start}


def write_recursion(rng: Random, p: dict[str, Any]) -> Draft:
    (f, n), kind, base, by, start = p["names"], p["kind"], p["base"], p["by"], p["start"]
    jots, lines = [], []
    facts: list[str] = []
    marks: list[str] = []
    if kind == "gcd":
        a, b = start, by
        while b:
            jots.append(f"{f}({a}, {b}): {a} mod {b} = {a % b}")
            marks.append(f"{a} mod {b} = {a % b}")
            facts += [f"{a // b} × {b} = {a // b * b}", f"{a} - {a // b * b} = {a % b}"]
            lines.append(
                f"{f}({a}, {b}): b is not 0. {a // b} × {b} = {a // b * b} fits into {a}, which leaves "
                f"{a} - {a // b * b} = {a % b}, so it returns {f}({b}, {a % b})."
            )
            a, b = b, a % b
        answer = a
        jots.append(f"{f}({a}, 0): {a}")
        head = (
            f"{f} replaces the pair a, b by b and the remainder of a divided by b, until b is 0; "
            "then it returns a."
        )
        tail = (
            f"{f}({a}, 0): now b is 0, and {a} is returned through all the calls.",
            f"Check: {start} / {a} = {start // a} and {by} / {a} = {by // a}, both without "
            "remainder, as for a common divisor.",
        )
        template = "trace_execution"
    elif kind == "digits":
        rest, found = start, []
        while rest >= 10:
            found.append(rest % 10)
            jots.append(f"{rest}: digit {rest % 10}, rest {rest // 10}")
            marks.append(f"digit {rest % 10}, rest {rest // 10}")
            facts.append(f"returns {rest % 10} + {f}({rest // 10})")
            lines.append(
                f"{f}({rest}): {rest} is not below 10, so it returns {rest % 10} + {f}({rest // 10})."
            )
            rest //= 10
        found.append(rest)
        answer = sum(found)
        jots.append(f"{rest}")
        now, sums = found[-1], []
        for digit in reversed(found[:-1]):
            sums.append(f"{digit} + {now} = {digit + now}")
            now += digit
        jots += sums
        marks += sums
        facts += sums
        head = f"{f} takes the last digit of {n} and adds what it gets for the number without that digit."
        tail = (
            f"{f}({rest}): {rest} is below 10, so it is returned as it is. On the way back: "
            f"{', '.join(sums)}.",
            f"Check: the digits of {start} from the left are {', '.join(str(start))}, and "
            f"{' + '.join(str(start))} = {answer}.",
        )
        template = "trace_execution"
    elif kind == "fibonacci":
        values = [base, base + 1]
        lines += [
            f"{f}(0): 0 is below 2, so it is {base} + 0 = {base}.",
            f"{f}(1): 1 is below 2, so it is {base} + 1 = {base + 1}.",
        ]
        jots += [f"{f}(0) = {base}", f"{f}(1) = {base + 1}"]
        for k in range(2, start + 1):
            new = values[-1] + values[-2]
            jots.append(f"{f}({k}) = {values[-1]} + {values[-2]} = {new}")
            facts.append(f"{values[-1]} + {values[-2]} = {new}")
            lines.append(f"{f}({k}) adds {f}({k - 1}) and {f}({k - 2}): {values[-1]} + {values[-2]} = {new}.")
            values.append(new)
        answer = values[-1]
        head = (
            f"{f} adds its own values for {n} - 1 and {n} - 2, down to the two base cases {f}(0) and {f}(1)."
        )
        tail = (
            f"The program prints {f}({start}), which is {answer}.",
            f"Check by undoing the last steps: {answer} - {values[-2]} = {values[-3]}, the value two before.",
        )
        template = "decomposition"
    else:
        values = [base]
        lines.append(f"{f}(0) is the base case and returns {base}.")
        jots.append(f"{f}(0) = {base}")
        for k in range(1, start + 1):
            old = values[-1]
            new, claim = {"sum": (k + old, f"{k} + {old}"), "step": (by + old, f"{by} + {old}"),
                          "product": (k * old, f"{k} × {old}"), "power": (by * old, f"{by} × {old}"),
                          "linear": (2 * old + by, f"2 × {old} + {by}")}[kind]
            values.append(new)
            jots.append(f"{f}({k}) = {claim} = {new}")
            facts.append(f"{claim} = {new}")
            lines.append(f"{f}({k}) uses {f}({k - 1}), which is {old}: {claim} = {new}.")
        answer = values[-1]
        does = {
            "sum": f"adds {n} to",
            "step": f"adds {by} to",
            "product": f"multiplies by {n}",
            "power": f"multiplies by {by}",
            "linear": f"doubles and adds {by} to",
        }[kind]
        head = f"To find {f}({start}), the function {does} what it gets for {n} - 1, and so on down to 0."
        undo = {
            "sum": f"Check in one go: {' + '.join(map(str, range(start, 0, -1)))} + {base} = {answer}.",
            "step": (
                f"Check in one go: the step {by} is added {start} times to {base}, and {start} × "
                f"{by} + {base} = {answer}."
            ),
            "product": f"Check in one go: {' × '.join(map(str, range(start, 0, -1)))} × {base} = {answer}.",
            "power": f"Check in one go: {' × '.join([str(by)] * start)} × {base} = {answer}.",
            "linear": (
                f"Check by undoing the last step: {answer} - {by} = {answer - by} and "
                f"{answer - by} / 2 = {values[-2]}."
            ),
        }[kind]
        tail = (f"The chain is complete: {f}({start}) is {answer}.", undo)
        template = "decomposition"
    trace = told(
        f"The program defines {f}, which calls itself, and prints the value of "
        f"{f}({start}{f', {by}' if kind == 'gcd' else ''}).",
        head,
        rng.choice(("I follow the calls until nothing is left open.", "Each call waits for the one "
        "inside it, so I write them down in order."))
        if kind in ("gcd", "digits") else
        rng.choice(("I start from the base case and build up.", "The open calls can be closed from "
        "the bottom, so I begin with the smallest argument.")),
        *lines,
        *tail,
        f"So the output is {answer}.",
    )
    return Draft(
        what_it_prints(rng, p["code"]), str(answer), f"{'. '.join(jots)}. Prints {answer}.", trace, template,
        milestones=routes(facts, marks),
    )


FAMILIES = (
    Family(
        "recursion",
        "code",
        "recursion",
        "code",
        ("recursion", "base case"),
        recursion,
        write_recursion,
        check_output,
    ),
)
