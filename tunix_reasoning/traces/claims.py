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

from tunix_reasoning.traces.calculator import NEGATIVE, PRECEDENCE, Side
from tunix_reasoning.traces.chains import Claim, Percent, claimed
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
        last = self.side[-1] if self.side else None
        return isinstance(last, float) or last == ")"

    def is_part(self) -> bool:
        """Is the open side a percentage or a fraction, of which something can be taken?"""
        side = self.side
        return isinstance(side[-1], float) and (0 < side[-1] < 1 or (len(side) > 2 and side[-2] == "/"))

    def words(self, gap: str, token: str) -> str:
        """Takes the text before a token into account, stops, unknowns and units; returns what follows its last stop."""
        stops, lone, phrase, letter = _told(gap)
        if side := self.side:
            last = side[-1]
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
        if self.side:
            value = self.joined(value, gap, phrase)
        self.numbers.append(value)
        if phrase in _PARTS:
            self.numbers.append(_PARTS[phrase])
            self.side += [_PARTS[phrase], "*"]
        self.side.append(value)

    def joined(self, value: float, gap: str, phrase: str) -> float:
        """Takes what joins a number to the open side into account; returns the number with its sign."""
        side = self.side
        last = side[-1]
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
        elif phrase:
            self.finish()
        return value

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
            if self.complete() and (claim := claimed([*self.sides, self.side])):
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
    """Of a text in lower case: its claims, in order, all its numbers, and the values it finds for its unknowns."""
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
