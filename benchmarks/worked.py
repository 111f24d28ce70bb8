"""The worked solutions of GSM8K, step by step: words, a computation, its exact value."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

DATA = Path(__file__).parent / "data" / "gsm8k_sample.jsonl"
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|\.\d+")

_ANNOTATED = re.compile(r"<<([^<>=]+)=([^<>]+)>>")
_VISIBLE = re.compile(r"([$\d.,%()\s+\-–−*/x×÷·]*[\d%)])\s*=\s*\$?\s*$")
_TOKEN = re.compile(r"\d+(?:\.\d+)?|[-+*/()]")


@dataclass(frozen=True)
class WorkedStep:
    before: str
    """The words in front of the computation."""
    tokens: tuple[str, ...]
    value: Fraction
    behind: str = ""
    """The words up to the end of its line, if it is the last of the line."""


@dataclass(frozen=True)
class Solution:
    question: str
    steps: tuple[WorkedStep, ...]
    answer: Fraction

    @property
    def milestones(self) -> list[str]:
        """The results of the worked solution, in order."""
        return [as_written(step.value) for step in self.steps]


def solutions(path: Path = DATA) -> Iterator[tuple[int, Solution]]:
    """The solutions whose every step is annotated, computed exactly, and leads to the answer."""
    for number, row in enumerate(map(json.loads, path.read_text(encoding="utf-8").splitlines())):
        body, _, answer = row["answer"].partition("####")
        try:
            steps = tuple(step for line in body.strip().split("\n") for step in _steps(line))
            gold = Fraction(answer.strip().replace(",", ""))
        except (ValueError, ZeroDivisionError, IndexError):
            continue
        if steps and steps[-1].value == gold:
            yield number, Solution(row["question"], steps, gold)


def _steps(line: str) -> list[WorkedStep]:
    steps, position = [], 0
    for match in _ANNOTATED.finditer(line):
        before = line[position : match.start()]
        visible, shown = _VISIBLE.search(before), NUMBER.match(line, match.end())
        if visible is None or shown is None:
            raise ValueError(line)
        tokens = _tokens(match[1])
        value = computed(tokens)
        if abs(exactly(shown[0]) - value) > Fraction(1, 100):
            raise ValueError(line)
        position = shown.end()
        steps.append(WorkedStep(before[: visible.start()] + " ", tokens, value))
    if steps:
        last = steps.pop()
        steps.append(WorkedStep(last.before, last.tokens, last.value, line[position:] + "\n"))
    return steps


def _tokens(expression: str) -> tuple[str, ...]:
    plain = re.sub(r"(?<!\d)\.", "0.", expression.replace(" ", "").replace(",", ""))
    plain = re.sub(r"(\d+(?:\.\d+)?)%", r"(\1/100)", plain)
    tokens = tuple(_TOKEN.findall(plain))
    if "".join(tokens) != plain or not set("+-*/").intersection(tokens):
        raise ValueError(expression)
    return tokens


def computed(tokens: tuple[str, ...] | list[str]) -> Fraction:
    """Exact, by recursive descent; shares nothing with the rewards' reader."""
    rest = list(tokens)

    def total() -> Fraction:
        value = product()
        while rest and rest[0] in "+-":
            sign = 1 if rest.pop(0) == "+" else -1
            value += sign * product()
        return value

    def product() -> Fraction:
        value = atom()
        while rest and rest[0] in "*/":
            value = value * atom() if rest.pop(0) == "*" else value / atom()
        return value

    def atom() -> Fraction:
        token = rest.pop(0)
        if token == "-":
            return -atom()
        if token == "(":
            value = total()
            rest.pop(0)
            return value
        return Fraction(token)

    value = total()
    if rest:
        raise ValueError(tokens)
    return value


def exactly(number: str) -> Fraction:
    return Fraction(number.replace(",", ""))


def as_written(value: Fraction) -> str:
    """A number as people write it, to two decimals."""
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.2f}".rstrip("0").rstrip(".")
