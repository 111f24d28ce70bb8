"""Arithmetic as it is worked on paper: chains of equalities in which every step is small, and all hold exactly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import gcd


def places(n: int) -> list[int]:
    """The parts of a positive whole number by place, zeros left out: 407 is 400 and 7."""
    digits = str(n)
    return [int(digit) * 10 ** (len(digits) - 1 - i) for i, digit in enumerate(digits) if digit != "0"]


def running_sum(numbers: Sequence[int]) -> str:
    """`3 + 5 = 8, 8 + 7 = 15`; at least two numbers."""
    steps, total = [], numbers[0]
    for n in numbers[1:]:
        steps.append(f"{total} + {n} = {total + n}")
        total += n
    return ", ".join(steps)


def running_difference(start: int, parts: Iterable[int]) -> str:
    """`73 - 40 = 33, 33 - 8 = 25`."""
    steps = []
    for part in parts:
        steps.append(f"{start} - {part} = {start - part}")
        start -= part
    return ", ".join(steps)


def hops(low: int, high: int) -> list[tuple[int, int]]:
    """The way up by the next ten, hundred and thousand, as (start, step): 38 to 155 goes by 40 and 100."""
    found = []
    for size in (10, 100, 1000):
        goal = -(-low // size) * size
        if low < goal <= high:
            found.append((low, goal - low))
            low = goal
    return [*found, (low, high - low)] if low < high else found


def product(a: int, b: int) -> str:
    """`7 × 8 = 56`; larger ones by place: `24 × 15 = 24 × 10 + 24 × 5 = 240 + 120 = 360`."""
    left, right = places(a), places(b)
    fewer, more = sorted((len(left), len(right)))
    if fewer <= 1 and more <= 2:
        return f"{a} × {b} = {a * b}"
    split_left = len(left) > len(right) if fewer <= 1 else len(left) < len(right)
    split, whole = (left, b) if split_left else (right, a)
    terms = " + ".join(f"{part} × {b}" if split_left else f"{a} × {part}" for part in split)
    return f"{a} × {b} = {terms} = {_sums([part * whole for part in split])}"


def quotient(a: int, b: int) -> str:
    """An exact division; large ones by place of the quotient: `96 / 4 = 80 / 4 + 16 / 4 = 20 + 4 = 24`."""
    parts = places(a // b)
    if a <= 10 * b or len(parts) <= 1 or b == 1:
        return f"{a} / {b} = {a // b}"
    return f"{a} / {b} = {' + '.join(f'{part * b} / {b}' for part in parts)} = {_sums(parts)}"


def _sums(parts: Sequence[int]) -> str:
    """`1800 + 240 + 42 = 2040 + 42 = 2082`."""
    chain = []
    while len(parts) > 1:
        chain.append(" + ".join(map(str, parts)))
        parts = [parts[0] + parts[1], *parts[2:]]
    return " = ".join([*chain, str(parts[0])])


def fraction(top: int, bottom: int) -> str:
    """In lowest terms: `3/4`, `-1/2`, `5`; the bottom is positive."""
    common = gcd(top, bottom)
    return f"{top // common}" if common == bottom else f"{top // common}/{bottom // common}"


def decimal(value: int, places_: int) -> str:
    """A whole number of tenths, hundredths, … as the shortest decimal: (250, 2) is `2.5`."""
    digits = f"{abs(value):0{places_ + 1}d}"
    tail = digits[-places_:].rstrip("0")
    return f"{'-' * (value < 0)}{digits[:-places_]}{'.' * bool(tail)}{tail}"


def signed(n: int, letter: str = "") -> str:
    """A term that continues a sum: ` + 3`, ` - x`, ` + 2x`; nothing for 0."""
    if n == 0:
        return ""
    size = "" if letter and abs(n) == 1 else str(abs(n))
    return f" {'-' if n < 0 else '+'} {size}{letter}"


def term(n: int, letter: str) -> str:
    """A term that opens a sum: `3x`, `x`, `-x`."""
    return {1: letter, -1: f"-{letter}"}.get(n, f"{n}{letter}")


def bracketed(n: int) -> str:
    """A number inside a product or a power: `7`, `(-7)`."""
    return str(n) if n >= 0 else f"({n})"
