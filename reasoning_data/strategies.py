"""One problem, several ways: concise traces of an example by the strategy that a prompt may ask for.

The ways differ in where they are easy. Columns of digits carry far in a long addition and are a detour in a short one;
trying values takes long where the first guess is bad; 15 % is a tenth and a
twentieth, 32 % is no such sum. Each trace ends with the example's answer.

    from reasoning_data.strategies import ways
    ways(example)["decomposition"]
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from reasoning_data.math.percentages import DIVISORS
from reasoning_data.math.working import equal, hundredths, running_sum, signed, term

Ways = dict[str, str]
"""Concise traces by strategy: `forward`, `backward`, `decomposition`, `elimination` or `verification`."""


def ways(example: Mapping[str, Any]) -> Ways:
    """The strategies that an example can be solved by, each with its concise trace; none for most families."""
    family, _, digest = example["id"].rpartition("/")
    known = _WAYS.get(family)
    return known(json.loads(example["metadata"]["parameters"]), Random(digest)) if known else {}


def _addition(p: Mapping[str, Any], rng: Random) -> Ways:
    """Forward adds the second number place by place; decomposition adds column by column, and carries."""
    a, b = p["a"], p["b"]
    hops = [int(digit) * 10**place for place, digit in zip(range(len(str(b)) - 1, -1, -1), str(b), strict=True)]
    total, forward = a, []
    for hop in filter(None, hops):
        forward.append(equal(f"{total} + {hop}", total + hop))
        total += hop
    carry, columns = 0, []
    for place in range(max(len(str(a)), len(str(b)))):
        digits = [n // 10**place % 10 for n in (a, b) if n >= 10**place]
        added = digits + [carry] * (carry > 0)
        columns.append(" + ".join(map(str, added)) + f" = {sum(added)}" * (len(added) > 1))
        carry = sum(added) // 10
    by_column = f"{', '.join(columns)}. {a} + {b} = {total}"
    return {"forward": f"{a} + {b}: {', '.join(forward)}", "decomposition": by_column}


def _percent_of(p: Mapping[str, Any], rng: Random) -> Ways:
    """Forward multiplies and divides by 100; decomposition adds halves, tenths and twentieths where they do."""
    percent, whole = p["percent"], p["whole"]
    found = {"forward": f"{percent}% of {whole}: {', '.join(hundredths(whole, percent))}"}
    divisors = DIVISORS.get(percent, ())
    if divisors and all(whole % divisor == 0 for divisor in divisors):
        pieces = [f"{100 // n}% of {whole} is {equal(f'{whole} / {n}', whole // n)}" for n in divisors]
        added = running_sum([whole // n for n in divisors])
        found["decomposition"] = ". ".join(filter(None, [", ".join(pieces), added]))
    return found


def _linear_equation(p: Mapping[str, Any], rng: Random) -> Ways:
    """Forward moves the terms; backward undoes what was done to the unknown; verification tries values."""
    a, b, c, d, v = p["a"], p["b"], p["c"], p["d"], p["letter"]
    one, rest = a - c, d - b
    x = rest // one
    equation = f"{term(a, v)}{signed(b)} = {term(c, v)}{signed(d)}" if c else f"{term(a, v)}{signed(b)} = {d}"
    move = equal(f"{d} - {b}" if b > 0 else f"{d} + {-b}", rest)
    gathered = [equal(f"{a} - {c}", one)] if c else []
    found = {"forward": ". ".join([equation, *gathered, move, f"{rest} / {one} = {x}"])}
    if not c:
        found["backward"] = f"{equation}. Undo: {move}. {rest} / {a} = {x}"
        off = rng.choice((0, 0, 1, -1, 2, -2))
        tries = [*range(x + off, x, -1 if off > 0 else 1), x]
        found["verification"] = ". ".join(_tried(v, n, a, b) + (", yes" if n == x else ", no") for n in tries)
    return found


def _tried(v: str, n: int, a: int, b: int) -> str:
    sign = "-" if b < 0 else "+"
    return f"{v} = {n}: {a} × {n} = {a * n}, {a * n} {sign} {abs(b)} = {a * n + b}"


def _branch_ladder(p: Mapping[str, Any], rng: Random) -> Ways:
    """Forward tests from the top, as Python does; backward from the lowest edge, until one is not reached."""
    name, value, change, sign, words = p["name"], p["value"], p["change"], p["sign"], p["words"]

    def test(edge: int) -> tuple[bool, str]:
        holds = value > edge or (sign == ">=" and value == edge)
        return holds, f"{value} {sign} {edge} {'yes' if holds else 'no'}"

    start = f"{value - change} + {change} = {value}" if change else f"{name} {value}"
    down, up = [start], [start]
    for edge in p["edges"]:
        holds, said = test(edge)
        down.append(said)
        if holds:
            break
    for edge in reversed(p["edges"]):
        holds, said = test(edge)
        up.append(said)
        if not holds:
            break
    word = words[sum(not test(edge)[0] for edge in p["edges"])]
    return {"forward": ". ".join([*down, f"Prints {word}."]), "backward": ". ".join([*up, f"Prints {word}."])}


def _turns(p: Mapping[str, Any], rng: Random) -> Ways:
    """Forward makes the turns one by one; decomposition counts them."""
    compass = ("north", "east", "south", "west")
    quarters = {"right": 1, "around": 2, "left": 3}
    at = first = compass.index(p["start"])
    jots = []
    for turn in p["turns"]:
        at = (at + quarters[turn]) % 4
        jots.append(f"{turn}: {compass[at]}")
    right, around, left = (p["turns"].count(turn) for turn in quarters)
    total = right + 2 * around + 3 * left
    start = compass[first].capitalize()
    return {
        "forward": f"{start}. {'. '.join(jots)}. Faces {compass[at]}.",
        "decomposition": f"Right {right}, around {around}, left {left}. {right} + 2 × {around} + 3 × {left} = {total}. "
        f"{total} mod 4 = {total % 4}. {start} on {total % 4}: {compass[at]}.",
    }


def _venn(p: Mapping[str, Any], rng: Random) -> Ways:
    """Forward adds the groups and corrects; elimination takes one part after another away."""
    only_a, only_b, both, none = p["parts"]
    a, b, total = only_a + both, only_b + both, sum(p["parts"])
    union = a + b - both
    added = f"{a} + {b} = {a + b}"
    return {
        "either": {"forward": f"{added}. {a + b} - {both} = {union}.",
                   "elimination": f"{a} - {both} = {only_a}. {only_a} + {b} = {union}."},
        "only": {},
        "neither": {"forward": f"{added}. {a + b} - {both} = {union}. {total} - {union} = {none}.",
                    "elimination": f"{total} - {a} = {total - a}. {b} - {both} = {only_b}. "
                                   f"{total - a} - {only_b} = {none}."},
        "both": {"forward": f"{total} - {none} = {union}. {added}. {a + b} - {union} = {both}.",
                 "elimination": f"{total} - {none} = {union}. {union} - {a} = {only_b}. {b} - {only_b} = {both}."},
    }[p["kind"]]


_WAYS: dict[str, Callable[[Mapping[str, Any], Random], Ways]] = {
    "math/addition": _addition,
    "math/percent_of": _percent_of,
    "math/linear_equation": _linear_equation,
    "code/branch_ladder": _branch_ladder,
    "logic_puzzle/turns": _turns,
    "logic_puzzle/venn": _venn,
}
