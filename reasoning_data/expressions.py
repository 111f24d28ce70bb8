"""Arithmetic expressions in running text: tokens, and the exact value of a row of them.

Whole numbers, decimals, fractions, mixed numbers and percentages; `+ - × / // mod ^ ! √`; units behind
numbers, which are noted and do not count. Anything else, a variable above all, has no value.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from fractions import Fraction

_TOKEN = re.compile(
    r"""(?P<variable>\d+:\d+(?::\d+)* | \d+(?:\.\d+){2,} | \d+[^\W\d²³]\w* | \d[\d.]*[₀-₉]+)
      | (?P<number>\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)? | \d+(?:\.\d+)? | \.\d+)
      | (?P<relation>=(?![=>]) | ≈)
      | (?P<stop>==|!=|<=|>=|=>|->|<-|//=|\*\*=|[-+*/%]=)
      | (?P<operator>\*\*|//|[-+−*×·⋅/÷^!%()√²³])
      | (?P<word>°[CF]? | [^\W\d][\w²³°]*(?:[/·][^\W\d][\w²³]*|\^-?\d+)*)
      | (?P<skip>[$€£]|\s+)
      | (?P<other>.)""",
    re.VERBOSE,
)
_SAME = {"−": "-", "*": "×", "·": "×", "⋅": "×", "÷": "/", "**": "^"}
WORD_OPERATORS = {"mod": "mod", "of": "×", "x": "×"}
_BULLET = re.compile(r"\s*(?:[-*•]\s+|\d+[.)]\s+)")
_MAX_POWER = 200


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str
    start: int
    end: int
    spaced: bool
    """White space stands in front of it."""


class NoValue(Exception):
    """The side is no arithmetic expression."""


def tokens(line: str) -> list[Token]:
    """The tokens of one line, a bullet or number in front of it left out; money signs are passed over."""
    bullet = _BULLET.match(line)
    return [
        Token(
            match.lastgroup or "",
            _SAME.get(match.group(), match.group()),
            *match.span(),
            _spaced(line, match),
        )
        for match in _TOKEN.finditer(line, bullet.end() if bullet else 0)
        if match.lastgroup != "skip"
    ]


def _spaced(line: str, match: re.Match[str]) -> bool:
    return line[: match.start()].rstrip("$€£")[-1:] in ("", " ", "\t")


def is_mixed(tokens: list[Token]) -> bool:
    """`2 1/2`: two numbers, and a slash without white space behind the second."""
    kinds = [token.kind for token in tokens]
    return kinds == ["number", "number", "operator"] and tokens[2].text == "/" and not tokens[2].spaced


@dataclass
class Expression:
    """One side: its tokens on the way into the parser, and what was read."""

    tokens: list[Token]
    text: str
    value: Fraction = Fraction(0)
    units: list[str] = field(default_factory=list)
    position: int = 0

    @classmethod
    def read(cls, line: str, tokens: list[Token]) -> Expression:
        """Raises NoValue or ZeroDivisionError."""
        if not tokens:
            raise NoValue
        side = cls(tokens, line[tokens[0].start : tokens[-1].end])
        side.value = side._sum()
        if side.position < len(tokens):
            raise NoValue
        return side

    @property
    def literal(self) -> str | None:
        """The number where the side is nothing but one, its sign, its unit and a percent sign."""
        numbers = [token.text for token in self.tokens if token.kind == "number"]
        plain = all(t.kind in ("number", "word") or t.text in ("-", "%") for t in self.tokens)
        return numbers[0].replace(",", "") if plain and len(numbers) == 1 else None

    @property
    def percent(self) -> bool:
        return self.literal is not None and any(token.text == "%" for token in self.tokens)

    def _peek(self) -> Token | None:
        return self.tokens[self.position] if self.position < len(self.tokens) else None

    def _take(self, *texts: str) -> str:
        """The next token's text if it is one of these, else nothing."""
        token = self._peek()
        if token is None or token.text not in texts:
            return ""
        self.position += 1
        return token.text

    def _sum(self) -> Fraction:
        value = self._product()
        while sign := self._take("+", "-"):
            value = value + self._product() if sign == "+" else value - self._product()
        return value

    def _product(self) -> Fraction:
        value = self._signed()
        while True:
            operator = "mod" if self._is_modulo() else self._take("×", "/", "//", "mod", "of", "x")
            token = self._peek()
            if not operator and token and token.text == "(" and not token.spaced:
                operator = "×"  # 3(4 + 5)
            if not operator:
                return value
            factor = self._signed()
            if operator == "/":
                value /= factor
            elif operator == "//":
                value = Fraction(value // factor)
            elif operator == "mod":
                value %= factor
            else:
                value *= factor

    def _is_modulo(self) -> bool:
        """`17 % 5`, with spaces, is a remainder; `15% × 40` is a percentage."""
        rest = self.tokens[self.position : self.position + 2]
        if len(rest) < 2 or rest[0].text != "%" or not rest[0].spaced or rest[1].kind != "number":
            return False
        self.position += 1
        return True

    def _signed(self) -> Fraction:
        if sign := self._take("-", "+"):
            token = self._peek()
            if token is not None and token.spaced and self.position == 1:
                raise NoValue  # the `- 3` of `a[1] - 3`
            return -self._signed() if sign == "-" else self._signed()
        return _root(self._power()) if self._take("√") else self._power()

    def _power(self) -> Fraction:
        base = self._atom()
        while mark := self._take("!", "²", "³", "^"):
            if mark == "!":
                base = Fraction(math.factorial(_whole(base)))
            else:
                exponent = Fraction("²³".index(mark) + 2) if mark in "²³" else self._signed()
                if exponent.denominator != 1 or abs(exponent) > _MAX_POWER:
                    raise NoValue
                base = base**exponent.numerator
        self._unit()
        return base

    def _atom(self) -> Fraction:
        token = self._peek()
        if token is None:
            raise NoValue
        self.position += 1
        if token.text == "(":
            value = self._sum()
            if not self._take(")"):
                raise NoValue
        elif token.kind == "number":
            value = Fraction(token.text.replace(",", ""))
            rest = self.tokens[self.position : self.position + 3]
            if is_mixed([token, *rest[:2]]):
                self.position += 3
                value += Fraction(int(rest[0].text), int(rest[2].text))
        else:
            raise NoValue
        percent = self._peek()
        if percent is not None and percent.text == "%" and not percent.spaced:
            self.position += 1
            value /= 100
        return value

    def _unit(self) -> None:
        """The word straight behind a number: `12 apples`, `60°`; but not the `x` of `2x`."""
        token = self._peek()
        if token is not None and token.kind == "word" and token.text not in WORD_OPERATORS:
            if not token.spaced and token.text[0] != "°":
                raise NoValue
            self.units.append(token.text)
            self.position += 1


def _whole(value: Fraction) -> int:
    if value.denominator != 1 or not 0 <= value <= _MAX_POWER:
        raise NoValue
    return value.numerator


def _root(value: Fraction) -> Fraction:
    """The square root, exact where it is rational."""
    if value < 0:
        raise NoValue
    top, bottom = math.isqrt(value.numerator), math.isqrt(value.denominator)
    exact = Fraction(top, bottom)
    return exact if exact * exact == value else Fraction(math.sqrt(value))
