"""Are two expressions equal for every value of their variables? `(x + 1)^2` and `x^2 + 2x + 1` are.

Not by rewriting, as a computer algebra system would, but by evaluating both in the integers modulo a
large prime, each variable at a fixed random point: different expressions agree there with a chance of
about degree / 2^60 (Schwartz and Zippel), and no number ever grows beyond 131 bits, so that `9^9^9`
costs microseconds. The prime is chosen such that roots work too: PRIME is -1 modulo 4 and modulo every
prime below 100, which makes each of these primes a square (quadratic reciprocity); among the squares,
`a^((PRIME + 1) / 4)` is a square root that respects products, and (PRIME - 1) / 2 is itself prime, so that
every exponent has an inverse. Variables stand for positive numbers: sqrt(x^2) is x.

    fingerprint("sqrt(12) / 2") == fingerprint("3^(1/2)")   # True
"""

from __future__ import annotations

import re
from functools import lru_cache
from random import Random

PRIME = 2102677983118312803374829158366561535839  # 912 * (the product of the primes below 100) - 1
_ORDER = (PRIME - 1) // 2  # of the group of squares, hence the modulus of exponents

LONGEST = 300  # characters; longer ones are not read
_DEEPEST = 30  # brackets and functions within each other
_MOST_POWERS = 12  # with exponents other than integers, each about 0.1 ms

_TOKEN = re.compile(r"\s*(\d+(?:\.\d+)?|\.\d+|\*\*|[-+*/^()]|[^\W\d_]_\w|[^\W\d_]+)")
_RELATION = re.compile(r"(<=|>=|!=|=|<|>)")
_REVERSED = {"<": ">", "<=": ">="}
_FUNCTIONS = {"sqrt", "cbrt", "log", "ln", "lg", "sin", "cos", "tan"}


def fingerprint(text: str) -> tuple[object, ...] | None:
    """A value that equal expressions, equations and inequalities share; None if `text` is none of these.

    Worst case about 2 ms.
    """
    if len(text) > LONGEST:
        return None
    *parts, last = _RELATION.split(text)
    try:
        sides = [_Reader(side).value() for side in (*parts[::2], last)]
    except ValueError:
        return None
    if len({relation[0] for relation in parts[1::2]}) > 1:
        return None  # 1 < x > 5
    relations = [_REVERSED.get(relation, relation) for relation in parts[1::2]]
    if relations != parts[1::2]:
        sides.reverse()
        relations.reverse()
    if set(relations) <= {"=", "!="}:
        sides.sort()
    return (*relations, *sides)


@lru_cache(4096)
def _point(name: str) -> int:
    """A random square, the same for the same name. As an integer, it also serves in exponents."""
    return Random(name).getrandbits(60) ** 2


class _Reader:
    """Reads and evaluates in one pass; each method takes the modulus it works in: PRIME, or _ORDER in exponents.

    ValueError: not an expression, a division by zero, or a root that does not exist.
    """

    def __init__(self, text: str):
        self.tokens: list[str] = []
        self.at = self.depth = self.powers = 0
        end = 0
        text = text.strip()
        while end < len(text):
            match = _TOKEN.match(text, end)
            if not match:
                raise ValueError(f"no expression: {text!r}")
            end = match.end()
            token = match[1]
            letters = token.isalpha() and token not in _FUNCTIONS and token != "pi"
            if letters and len(token) > 3:  # a word; up to three letters are a product
                raise ValueError(f"no expression: {text!r}")
            self.tokens += token if letters else ["^" if token == "**" else token]
        self.tokens.append("")

    def value(self) -> int:
        value = self.sum(PRIME)
        if self.tokens[self.at]:
            raise ValueError(f"not expected here: {self.tokens[self.at]!r}")
        return value

    def take(self, *wanted: str) -> str:
        """The next token if it is one of those wanted, else the empty string."""
        token = self.tokens[self.at]
        if token not in wanted:
            return ""
        self.at += 1
        return token

    def sum(self, modulus: int) -> int:
        total = self.product(modulus)
        while sign := self.take("+", "-"):
            term = self.product(modulus)
            total += term if sign == "+" else -term
        return total % modulus

    def product(self, modulus: int) -> int:
        value = self.signed(modulus)
        while True:
            if self.take("*"):
                value = value * self.signed(modulus) % modulus
            elif self.take("/"):
                value = value * pow(self.signed(modulus), -1, modulus) % modulus
            elif self.tokens[self.at][:1].isalpha() or self.tokens[self.at] == "(":
                value = value * self.power(modulus) % modulus  # 2x, (x + 1)(x + 2)
            else:
                return value

    def signed(self, modulus: int) -> int:
        negative = False
        while sign := self.take("+", "-"):
            negative ^= sign == "-"
        value = self.power(modulus)
        return -value % modulus if negative else value

    def power(self, modulus: int) -> int:
        base = self.atom(modulus)
        if not self.take("^"):
            return base
        exponent = self.integer()
        if exponent is not None:
            return pow(base, exponent, modulus)
        self.powers += 1
        if modulus != PRIME or self.powers > _MOST_POWERS:
            raise ValueError("too many powers")
        return _to_the(base, self.signed(_ORDER))

    def integer(self) -> int | None:
        """An exponent that is a plain integer, bracketed or not, and not itself raised to a power."""
        start = self.at
        bracket = self.take("(")
        sign = -1 if self.take("-") else 1
        digits = self.tokens[self.at]
        if digits.isdecimal():
            self.at += 1
            if (not bracket or self.take(")")) and self.tokens[self.at] != "^":
                return sign * int(digits)
        self.at = start
        return None

    def atom(self, modulus: int) -> int:
        token = self.tokens[self.at]
        self.at += bool(token)
        self.depth += 1
        if self.depth > _DEEPEST:
            raise ValueError("nested too deeply")
        if token == "(":
            value = self.sum(modulus)
            if not self.take(")"):
                raise ValueError("a bracket is not closed")
        elif token in _FUNCTIONS:
            value = _apply(token, self.power(modulus))
        elif token[:1].isalpha():
            value = _point(token) % modulus
        elif token[:1].isdecimal() or token[:1] == ".":
            whole, _, decimals = token.partition(".")
            value = int(whole + decimals) * pow(10, -len(decimals), modulus) % modulus
        else:
            raise ValueError(f"not expected here: {token!r}")
        self.depth -= 1
        return value


def _apply(function: str, value: int) -> int:
    if function == "sqrt":
        return _to_the(value, pow(2, -1, _ORDER))
    if function == "cbrt":
        return _to_the(value, pow(3, -1, _ORDER))
    return _point(f"{function} {value}")  # nothing is known of log and sin but that they are functions


def _to_the(base: int, exponent: int) -> int:
    """`base ** exponent` for a base that is a square, as positive numbers are here (if their factors are small)."""
    if pow(base, _ORDER, PRIME) != 1:
        raise ValueError("no such root or power")
    return pow(base, exponent, PRIME)
