"""The arithmetic in a text: every chain `expression = … = number`, and whether it holds.

It reads what people and models write, `5 apples * $2 = $10`, `Total = 1,200 ÷ 4 = 300`, `15% of 240 is 36`,
`\\frac{3}{4} \\times 8 = 6`: units and labels are passed over, algebra that finds no value (`2x + 3 = 7`) is left
alone. One pattern cuts the text into numbers and signs, one pass over them builds the claims, a stack computes them;
nothing is handed to Python's own evaluator, and the time is linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import dropwhile
from typing import NamedTuple

from tunix_reasoning.traces.calculator import NEGATIVE, PRECEDENCE, Side, compute, rounds_to
from tunix_reasoning.traces.notation import respelled

_SIGNS = {sign: sign for sign in "+-*/^=()\n"} | {"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "**": "^",
          "≈": "=", "[": "(", "]": ")"}
_WORD_SIGNS = {"x": "*", "times": "*", "plus": "+", "minus": "-", "divided by": "/", "multiplied by": "*", "mod": "%",
               "added to": "+", "is": "=", "are": "=", "equals": "=", "makes": "=", "gives": "="}
_PARTS = {"half of": 0.5, "half": 0.5, "a third of": 1 / 3, "a quarter of": 0.25, "a tenth of": 0.1, "twice": 2.0,
          "double": 2.0}
_PIECE = re.compile(  # what stands before a token, and the token: a number, a sign or a line's end
    r"([^0-9\-+*/×÷·^−–=≈()\[\]\n]*+)"
    r"([-\n=+/×÷·^−–≈()\[\]]|[0-9]{1,15}(?:,[0-9]{3}){0,4}(?:\.[0-9]{1,15})?%?|\*\*?)"
)
_STOPS = ".,;:?!<>"
_JOINS = ("and", "or", "so", "then", "with", "is")  # what follows these is no remark
_BARE = frozenset(("", " ", "$", " $", "  "))


class Percent(float):
    """15% as 0.15, which remembers how it was written."""


class Claim(NamedTuple):
    """One chain of equal sides, the first of which computes something."""

    operands: tuple[float, ...]
    """The numbers of the first side; percentages as hundredths."""
    operators: str
    result: float
    """The value of the last side."""
    holds: bool
    """Every side equals the one before it, exactly, rounded to the decimals it shows, or as near as operands
    with three or more decimals allow."""
    between: tuple[float, ...] = ()
    """The numbers of the sides between the first and the last, and what a side comes through on its way."""

    def is_still(self) -> bool:
        """Does it change nothing: times 1, plus 0? Then it derives no number that was not there."""
        if len(self.operators) != 1 or self.result not in self.operands:
            return False
        return (1.0 if self.operators in "*/" else 0.0) in self.operands


@dataclass(slots=True)
class _Reader:
    """Collects claims; `sides` are the finished sides of the open chain, `side` is the one being read."""

    claims: list[Claim] = field(default_factory=list)
    numbers: list[float] = field(default_factory=list)
    sides: list[Side] = field(default_factory=list)
    side: Side = field(default_factory=list)
    outer: tuple[list[Side], Side] | None = None
    """The chain around the remark in brackets that is being read."""
    dash: bool = False
    """Whether the last minus came after words: `273 K and -39` is no difference."""

    def complete(self) -> bool:
        return bool(self.side) and (isinstance(self.side[-1], float) or self.side[-1] == ")")

    def is_part(self) -> bool:
        """Is the open side a percentage or a fraction, of which something can be taken?"""
        side = self.side
        return isinstance(side[-1], float) and (0 < side[-1] < 1 or (len(side) > 2 and side[-2] == "/"))

    def words(self, gap: str, token: str) -> str:
        """Takes the text before a token into account, stops, unknowns and units; returns what follows its last stop."""
        side = self.side
        last = side[-1] if side else ""
        stops, lone, phrase, letter = _told(gap)
        if isinstance(last, float):
            if letter and (letter != "x" or token in PRECEDENCE or token == "="):
                side[-1] = "?"  # an unknown: `2y + 3`, but not `2x 3`
        elif last in ("-", "/") or (last == NEGATIVE and gap[0].isalpha()):
            side.pop()  # `a 120-page book`, `$5/hour`, `take-home pay`
        elif last in PRECEDENCE:
            side.append("?")
        if stops or (lone and token in PRECEDENCE):  # `and b + 16`: an unknown begins something else
            self.finish()
        return phrase

    def number(self, value: float, gap: str, phrase: str) -> None:
        side = self.side
        last = side[-1] if side else None
        if isinstance(last, float) or last == ")":
            sign = "*" if phrase == "of" and self.is_part() else _sign_of(phrase)
            if sign == "=" and len(side) > 2 and not self.sides:
                self.equal()
            elif sign in PRECEDENCE:
                side.append(sign)
            else:
                self.finish()
        elif last == NEGATIVE:
            side.pop()
            if self.dash and gap:
                side.append("?")  # `apples - 5`: the words before the minus stand for a number
            value = -value
        elif last == "-" and self.dash and not gap:
            side.pop()
            self.finish()
            value = -value
        elif phrase and side:
            self.finish()
        self.numbers.append(value)
        if phrase in _PARTS:
            self.numbers.append(_PARTS[phrase])
            self.side += [_PARTS[phrase], "*"]
        self.side.append(value)

    def operator(self, sign: str, gap: str) -> None:
        complete, words = self.complete(), gap not in _BARE and any(map(str.isalpha, gap))
        self.side.append(sign if complete else NEGATIVE if sign == "-" else "?")
        self.dash = words and (not complete or gap[-1].isspace())  # `30 apples-9 apples` is a difference

    def bracket(self, sign: str, gap: str) -> None:
        if sign == "(":
            phrase = gap.strip(" $")
            spoken = _sign_of(phrase)
            if self.complete() and (not gap or spoken in PRECEDENCE):
                self.side.append(spoken or "*")
            elif self.complete() and phrase.endswith(_JOINS):
                self.finish()
            elif self.complete():  # `12 (3 are red) + 5`: a remark, read on its own
                self.outer, self.sides, self.side = (self.sides, self.side), [], []
            self.side.append("(")
        elif self.outer is not None and (self.sides or gap not in _BARE):  # the remark ends
            outer = self.outer
            self.finish()
            self.sides, self.side = outer
        elif self.complete() and "(" in self.side:
            self.side.append(")")
            self.outer = None  # `60 fish, as (15) / (0.25) = 60`: it was none

    def equal(self) -> None:
        if self.complete():
            self.sides.append(self.side)
        else:
            self.sides = []  # `Total = …`: a label
        self.side = []

    def finish(self) -> None:
        if self.sides:
            claim = _claim([*self.sides, self.side]) if self.complete() else None
            if claim is not None:
                self.claims.append(claim)
            self.sides = []
        self.side, self.outer = [], None


@lru_cache(maxsize=4096)
def _told(gap: str) -> tuple[bool, bool, str, str]:
    """Is there a stop in the text between two tokens, is its last word a letter, what follows its last stop, and the
    letter with which it begins, if that stands alone.
    """
    words, stop = gap.split(), max(map(gap.rfind, _STOPS))
    letter = gap[0] if gap[0].isalpha() and not gap[1:2].isalpha() else ""
    return stop >= 0, len(words) > 1 and len(words[-1]) == 1, gap[stop + 1 :].strip(" $"), letter


@lru_cache(maxsize=4096)
def _sign_of(phrase: str) -> str | None:
    """The sign that the words between two numbers stand for: `times`, `apples x`, `divided by`."""
    if phrase in _WORD_SIGNS:
        return _WORD_SIGNS[phrase]
    unit, _, last = phrase.rpartition(" ")
    if last == "by":
        unit, _, verb = unit.rpartition(" ")
        last = f"{verb} by"
    sign = _WORD_SIGNS.get(last)
    plain_unit = (
        sign and last not in ("is", "are") and unit.count(" ") < 3 and unit.replace(" ", "").isalpha()
    )
    return sign if plain_unit else None


def read(text: str) -> tuple[list[Claim], list[float], list[float]]:
    """The claims of a text, in order, all the numbers it states, and the values it finds for its unknowns."""
    reader = _Reader()
    text, unknowns = respelled(text)
    for gap, token in _PIECE.findall(text):
        sign, phrase = _SIGNS.get(token), ""
        if gap not in _BARE:
            if gap[-1] == "." and token.isdigit() and not gap[-2:-1].isalnum():
                gap, token = gap[:-1], "." + token
            if gap.strip(" $€£"):
                phrase = reader.words(gap, token)
            elif gap not in _BARE:
                gap = " "
        if sign is None:
            reader.number(amount(token), gap, phrase)
        elif sign in PRECEDENCE:
            reader.operator(sign, gap)
        elif sign == "=":
            reader.equal()
        elif sign == "\n":
            reader.finish()
        else:
            reader.bracket(sign, gap)
    return reader.claims, reader.numbers, unknowns


@lru_cache(maxsize=4096)
def amount(token: str) -> float:
    """`1,200` is 1200.0, `15%` is 0.15."""
    if token[-1] == "%":
        return Percent(amount(token[:-1]) / 100)
    return float(token.replace(",", ""))


def _claim(sides: list[Side]) -> Claim | None:
    if PRECEDENCE.keys().isdisjoint(sides[0]):  # `3 pens = 3 × 2 = 6`: the first side is a label
        label, sides = sides[0], list(dropwhile(PRECEDENCE.keys().isdisjoint, sides))
        if len(sides) == 1 and compute(sides[0]) == compute(label):
            sides.append(label)  # `36 = 15 + 21`
    passed: list[float] = []
    values = [result for side in sides if (result := compute(side, passed)) is not None]
    if len(sides) < 2 or len(values) < len(sides):
        return None
    operands = [token for token in sides[0] if isinstance(token, float)]
    operators = "".join([token for token in sides[0] if isinstance(token, str) and token in PRECEDENCE])
    pairs = zip(values, values[1:], sides[1:], strict=False)
    holds = all(left == right or _agree(left, right, side, operands) for left, right, side in pairs)
    between = [token for side in sides[1:-1] for token in side if isinstance(token, float)]
    return Claim(tuple(operands), operators, values[-1], holds, (*between, *passed))


def _agree(left: float, right: float, side: Side, operands: list[float]) -> bool:
    """Is a side as much as the one before it, as far as its decimals show?"""
    if rounds_to(left, right) or rounds_to(left, next(token for token in side if isinstance(token, float))):
        return True  # the second: `5 + 3 = 8 + 2 = 10`
    if isinstance(side[0], Percent) and rounds_to(left, 100 * right):
        return True  # `100 - 20 = 80%`
    rounded = any(abs(100 * value - round(100 * value)) > 1e-6 for value in operands)  # `12 × 0.8333 = 10`
    return rounded and abs(left - right) <= 1e-3 * abs(right)
