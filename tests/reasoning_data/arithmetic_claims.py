"""Reads every arithmetic claim out of a text and decides it exactly: slow, plain, independent of the package.

A claim is two numeric expressions joined by `=` (or `≈`, true to the last digit written) on one line:
`3 × 4 + 1 = 13`, `15% of 240 = 36`, `22 / 7 ≈ 3.14`, `5 - (-3) = 8`, `17 mod 5 = 2`, `4! = 24`.
A chain `a = b = c` makes two claims. A side that holds a variable, a unit or a call (`x + 3`, `3 m`, `f(2)`)
is not numeric and makes no claim, so `3 m = 300 cm` passes and `f(2) = 3 × 2 = 6` claims only `3 × 2 = 6`.

    >>> false_claims("so 3 × 4 = 12, and 12 - 5 = 8")
    ['12 - 5 = 8']
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction

_TOKEN = re.compile(
    r"(?P<clock>\d+:\d+(?::\d+)?)"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])|\d+(?:\.\d+)?)"
    r"|(?P<skip>[$€£]|°(?![A-Za-z]))"
    r"|(?P<word>[^\W\d_²³][\w²³]*|_\w*|°[A-Za-z])"
    r"|(?P<other>[=!<>+*/%:-]=|->|<-|=>)"
    r"|(?P<operator>\*\*|//|[-−+×*·/÷^()%²³√!=≈])"
    r"|(?P<space>[ \t]+)"
    r"|(?P<any>.)"
)
_BINARY_WORDS = {"of": "×", "mod": "mod"}
_SAME = {"−": "-", "*": "×", "·": "×", "÷": "/", "**": "^"}
_EXPONENT_LIMIT = 200


@dataclass(frozen=True)
class Claim:
    """One claim as written, and whether it is true."""

    text: str
    holds: bool


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    spaced: bool
    """White space stands before it."""


class _NotNumeric(ValueError):
    """The tokens are no numeric expression."""


def claims(text: str) -> list[Claim]:
    """Every arithmetic claim of the text, in order."""
    return [claim for line in text.splitlines() for run in _runs(_tokens(line)) for claim in _decide(run)]


def false_claims(text: str) -> list[str]:
    """The claims that do not hold."""
    return [claim.text for claim in claims(text) if not claim.holds]


def _tokens(line: str) -> list[_Token]:
    found, spaced = [], False
    for match in _TOKEN.finditer(re.sub(r"^\s*[-*] ", "", line)):
        kind, text = match.lastgroup or "any", match.group()
        if kind == "space":
            spaced = True
            continue
        if kind != "skip":
            found.append(_Token(kind, _SAME.get(text, text), spaced))
            spaced = False
    return found


def _runs(tokens: list[_Token]) -> list[list[_Token]]:
    """Stretches of numeric tokens. A word glued to one, or an operand of it, stays and spoils its side."""
    runs: list[list[_Token]] = [[]]
    for i, token in enumerate(tokens):
        following = tokens[i + 1 : i + 3]
        if token.text in _BINARY_WORDS and runs[-1] and following and following[0].kind == "number":
            runs[-1].append(_Token("operator", _BINARY_WORDS[token.text], True))
        elif token.kind in ("number", "operator"):
            runs[-1].append(token)
        else:
            word = token.kind == "word"
            if word and not token.spaced:
                runs[-1].append(token)  # 2x, 5km
            runs.append([token] if word and _operand(following) else [])
    return [run for run in runs if any(token.text in "=≈" for token in run)]


def _operand(following: list[_Token]) -> bool:
    """A word is part of what follows: `f(3)`, `x2`, `x - 3`; but not of `so (3 + 4)` or `then -3 + 5`."""
    if not following:
        return False
    first, second = following[0], following[-1]
    return not first.spaced or (first.text == "-" and second.spaced)


def _decide(run: list[_Token]) -> list[Claim]:
    sides: list[list[_Token]] = [[]]
    relations = []
    for token in run:
        if token.kind == "operator" and token.text in "=≈":
            relations.append(token.text)
            sides.append([])
        else:
            sides[-1].append(token)
    values = [_value(side) for side in sides]
    found = []
    for i, relation in enumerate(relations):
        left, right = values[i], values[i + 1]
        if left is None or right is None:
            continue
        slack = Fraction(0) if relation == "=" else _half_a_digit(sides[i + 1])
        found.append(Claim(f"{_text(sides[i])} {relation} {_text(sides[i + 1])}", abs(left - right) <= slack))
    return found


def _text(side: list[_Token]) -> str:
    return "".join(" " * token.spaced + token.text for token in side).strip()


def _half_a_digit(side: list[_Token]) -> Fraction:
    places = max((len(token.text.partition(".")[2]) for token in side if token.kind == "number"), default=0)
    percent = 100 if any(token.text == "%" for token in side) else 1
    return Fraction(1, 2 * 10**places * percent)


def _value(side: list[_Token]) -> Fraction | None:
    try:
        parser = _Parser(side)
        value = parser.sum()
    except (_NotNumeric, ZeroDivisionError):
        return None
    return value if parser.done else None


class _Parser:
    """Recursive descent: sums of products of signed powers of atoms."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens, self.at = tokens, 0

    @property
    def done(self) -> bool:
        return self.at == len(self.tokens)

    def peek(self, ahead: int = 0) -> str:
        place = self.at + ahead
        return self.tokens[place].text if place < len(self.tokens) else ""

    def take(self) -> _Token:
        if self.done:
            raise _NotNumeric
        self.at += 1
        return self.tokens[self.at - 1]

    def sum(self) -> Fraction:
        value = self.product()
        while self.peek() in ("+", "-"):
            value = value + self.product() if self.take().text == "+" else value - self.product()
        return value

    def product(self) -> Fraction:
        value = self.signed()
        while True:
            operator = self.peek()
            if operator in ("×", "/", "//", "mod") or (operator == "%" and self.spaced()):
                self.take()
                right = self.signed()
                if operator == "×":
                    value *= right
                elif operator == "/":
                    value /= right
                else:
                    value = Fraction(value // right) if operator == "//" else value % right
            elif operator == "(":  # 3(4 + 5)
                value *= self.signed()
            else:
                return value

    def spaced(self) -> bool:
        return self.tokens[self.at].spaced

    def signed(self) -> Fraction:
        if self.peek() == "-":
            self.take()
            if self.done or self.spaced():
                raise _NotNumeric
            return -self.signed()
        return self.power()

    def power(self) -> Fraction:
        value = self.atom()
        while not self.done:
            if self.peek() == "^":
                self.take()
                value = _power(value, self.signed())
            elif self.peek() in ("²", "³"):
                value = _power(value, Fraction("²³".index(self.take().text) + 2))
            elif self.peek() == "%" and not self.spaced():
                self.take()
                value /= 100
            elif self.peek() == "!" and not self.spaced():
                self.take()
                if value.denominator != 1 or not 0 <= value <= _EXPONENT_LIMIT:
                    raise _NotNumeric
                value = Fraction(math.factorial(int(value)))
            else:
                break
        return value

    def atom(self) -> Fraction:
        token = self.take()
        if token.text == "(":
            value = self.sum()
            if self.take().text != ")":
                raise _NotNumeric
            return value
        if token.text == "√":
            return _root(self.atom())
        if token.kind != "number":
            raise _NotNumeric
        value = Fraction(token.text.replace(",", ""))
        if self.mixed():
            part = Fraction(self.take().text)
            self.take()
            value += part / Fraction(self.take().text)
        return value

    def mixed(self) -> bool:
        """A proper fraction without spaces follows after a space: the `1/2` of `2 1/2`."""
        following = self.tokens[self.at : self.at + 3]
        return (
            len(following) == 3
            and [token.kind for token in following] == ["number", "operator", "number"]
            and following[1].text == "/"
            and [token.spaced for token in following] == [True, False, False]
        )


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    if exponent.denominator != 1 or abs(exponent) > _EXPONENT_LIMIT:
        raise _NotNumeric
    return base ** int(exponent)


def _root(value: Fraction) -> Fraction:
    top, bottom = math.isqrt(value.numerator), math.isqrt(value.denominator)
    if Fraction(top * top, bottom * bottom) != value:
        raise _NotNumeric
    return Fraction(top, bottom)
