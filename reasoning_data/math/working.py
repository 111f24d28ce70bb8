"""Arithmetic as it is worked on paper: chains of equalities in which every step is small, and all hold exactly.

A line of working is a text that remembers its results, so that a family tells it and names its milestones at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import gcd

_NUMBER = re.compile(r"0*(\d+(?:[./]\d+)?)")

Result = tuple[str, str, str]
"""A result, the sign in front of it, and its equation: `("70", "=", "40 + 30 = 70")`."""


class Worked(str):
    """A line of working."""

    __slots__ = ("found", "parts")
    found: tuple[Result, ...]
    """The results of its steps, in order."""
    parts: tuple[Result, ...]
    """What a step that is long in itself passes through, such as the partial products of `24 × 15`."""


def worked(text: str, found: tuple[Result, ...] = (), parts: tuple[Result, ...] = ()) -> Worked:
    line = Worked(text)
    line.found = found
    line.parts = parts
    return line


def equal(left: str, result: int | str) -> Worked:
    """`40 + 30 = 70`: one step."""
    text = f"{left} = {result}"
    line = Worked(text)
    line.found = ((str(result), "=", text),)
    line.parts = ()
    return line


def factored(n: int) -> str:
    """`84 = 2^2 × 3 × 7`; the number itself where it is prime."""
    left, powers = n, []
    for prime in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31):
        times = 0
        while left % prime == 0:
            left, times = left // prime, times + 1
        if times:
            powers.append(f"{prime}^{times}" if times > 1 else str(prime))
    return f"{n} = {' × '.join([*powers, *([str(left)] if left > 1 else [])])}"


def marked(lines: Sequence[Worked]) -> list[str]:
    """Results of steps with numbers that nothing gives, such as a factor that is tried: `= 91`."""
    return [f"= {result}" for line in lines for result, _, _ in line.found]


def spelled_out(line: Worked) -> str:
    """A last step as milestones of its own: its parts, or the whole equation where it is short."""
    return worked(line, line.parts) if line.parts else str(line)


def milestones(question: str, answer: str, *routes: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """What a derivation along each route states before the answer.

    Args:
        question: Numbers that stand in it are none that a derivation would have to find.
        answer: A last step that gives it is left out, unless it is the only one.
        *routes: Lines of working, and facts in words, in order; or a single equation that does it in one go. They
            are the ways that the family's own traces go, and others that people take.

    A result stands for itself where it can stand for nothing else. One digit, or a number of the question, is
    marked as a result (`= 7`), and a number of the answer has its whole equation. The fewer there are, the harder
    they have to be to meet by chance. Where a single long step is all there is, its parts are the milestones, or
    the step done in one go.
    """
    wanted = {answer} if answer.isdecimal() else set(_NUMBER.findall(answer))
    ways: dict[tuple[str, ...], None] = {}  # a set that keeps the order
    for route in routes:
        if isinstance(route, str):
            ways[(route,)] = None
            continue
        steps: list[Result] = []
        for line in route:
            if isinstance(line, Worked):
                steps += line.found
            else:
                steps.append((line, "", line))
        if steps[-1][0].lstrip("-") in wanted and len(wanted) == 1:  # the answer itself
            if len(steps) > 1:
                steps.pop()
            else:
                for line in route:
                    if isinstance(line, Worked) and line.parts:
                        ways[(f"{line.partition(' = ')[0]} = {steps[0][0]}",)] = None
                        steps = list(line.parts)
        few = len(steps)
        marks = []
        for result, sign, equation in steps:
            number = result.lstrip("-")
            size = len(number)
            if number in wanted or (few == 1 and size <= 2):
                marks.append(equation)
            elif sign and (size == 1 or (few == 2 and size == 2) or number in question):
                marks.append(f"{sign} {result}")
            else:
                marks.append(result)
        ways[tuple(marks)] = None
    return tuple(ways)


def places(n: int) -> list[int]:
    """The parts of a positive whole number by place, zeros left out: 407 is 400 and 7."""
    digits = str(n)
    return [int(digit) * 10 ** (len(digits) - 1 - i) for i, digit in enumerate(digits) if digit != "0"]


def joined(steps: Sequence[Worked], between: str = ", ") -> Worked:
    """Several steps as one line."""
    found = [result for step in steps for result in step.found]
    return worked(between.join(steps), tuple(found))


def running_sum(numbers: Sequence[int]) -> Worked:
    """`3 + 5 = 8, 8 + 7 = 15`; nothing for a single number."""
    found: list[Result] = []
    total = numbers[0]
    for n in numbers[1:]:
        text = f"{total} + {n} = {total + n}"
        total += n
        found.append((str(total), "=", text))
    return worked(", ".join([text for _, _, text in found]), tuple(found))


def running_difference(start: int, parts: Iterable[int]) -> Worked:
    """`73 - 40 = 33, 33 - 8 = 25`."""
    found: list[Result] = []
    for part in parts:
        text = f"{start} - {part} = {start - part}"
        start -= part
        found.append((str(start), "=", text))
    return worked(", ".join([text for _, _, text in found]), tuple(found))


def hops(low: int, high: int) -> list[tuple[int, int]]:
    """The way up by the next ten, hundred and thousand, as (start, step): 38 to 155 goes by 40 and 100."""
    found = []
    for size in (10, 100, 1000):
        goal = -(-low // size) * size
        if low < goal <= high:
            found.append((low, goal - low))
            low = goal
    return [*found, (low, high - low)] if low < high else found


def product(a: int, b: int) -> Worked:
    """`7 × 8 = 56`; larger ones by place: `24 × 15 = 24 × 10 + 24 × 5 = 240 + 120 = 360`."""
    if (a < 10 and b < 100) or (a < 100 and b < 10):
        return equal(f"{a} × {b}", a * b)
    left, right = places(a), places(b)
    fewer, more = sorted((len(left), len(right)))
    if fewer <= 1 and more <= 2:
        return equal(f"{a} × {b}", a * b)
    split_left = len(left) > len(right) if fewer <= 1 else len(left) < len(right)
    split, whole = (left, b) if split_left else (right, a)
    terms = " + ".join(f"{part} × {b}" if split_left else f"{a} × {part}" for part in split)
    return _summed(f"{a} × {b} = {terms}", [part * whole for part in split])


def hundredths(whole: int, percent: int) -> list[Worked]:
    """20% of 45: `45 × 20 = 900` and `900 / 100 = 9`."""
    return [product(whole, percent), equal(f"{whole * percent} / 100", whole * percent // 100)]


def quotient(a: int, b: int) -> Worked:
    """An exact division; large ones by place of the quotient: `96 / 4 = 80 / 4 + 16 / 4 = 20 + 4 = 24`."""
    if a <= 10 * b or b == 1 or len(parts := places(a // b)) <= 1:
        return equal(f"{a} / {b}", a // b)
    return _summed(f"{a} / {b} = {' + '.join(f'{part * b} / {b}' for part in parts)}", parts)


def _summed(left: str, parts: Sequence[int]) -> Worked:
    """`… = 1800 + 240 + 42 = 2040 + 42 = 2082`: the sums on the way are its parts."""
    chain = [" + ".join(map(str, parts))]
    while len(parts) > 1:
        parts = [parts[0] + parts[1], *parts[2:]]
        chain.append(" + ".join(map(str, parts)))
    found = (chain[-1], "=", f"{chain[-2]} = {chain[-1]}")
    return worked(" = ".join([left, *chain]), (found,), tuple([(sums, "", sums) for sums in chain[:-1]]))


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
