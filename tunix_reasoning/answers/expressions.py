"""Are two expressions equal for every value of their variables? `(x + 1)^2` and `x^2 + 2x + 1` are.

Not by rewriting, as a computer algebra system would, but by evaluating both in the integers modulo a
large prime, each variable at a fixed random point: different expressions agree there with a chance of
about degree / 2^60 (Schwartz and Zippel), and no number ever grows beyond 131 bits, so that `9^9^9`
costs microseconds. The prime is chosen such that roots work too: PRIME is -1 modulo 4 and modulo every
prime below 100, which makes each of these primes a square (quadratic reciprocity); among the squares,
`a^((PRIME + 1) / 4)` is a square root that respects products, and (PRIME - 1) / 2 is itself prime, so that
every exponent has an inverse. Variables stand for positive numbers: sqrt(x^2) is x.

    fingerprint("sqrt(12) / 2") == fingerprint("3^(1/2)")     # True
    fingerprint("2x + 4y = 6") == fingerprint("x = 3 - 2y")   # True: an equation counts up to a factor
"""

from __future__ import annotations

import re
from collections.abc import Callable

from tunix_reasoning.answers.functions import FUNCTION_NAMES, apply, binomial, logarithm, point

PRIME = 2102677983118312803374829158366561535839  # 912 * (the product of the primes below 100) - 1
_ORDER = (PRIME - 1) // 2  # of the group of squares, hence the modulus of exponents

_LONGEST = 300  # characters; longer ones are not read
_DEEPEST = 30  # brackets and functions within each other
_MOST_POWERS = 12  # with exponents other than integers, each about 0.1 ms

_TOKEN = re.compile(
    r"\s*(\d+(?:\.\d+)?|\.\d+|\*\*|[-+*/^()|!,]|log_|[^\W\d_]_(?:\d+|[^\W\d_]+|\(\w[^()]{0,12}\))|[^\W\d_]+)"
)
RELATION = re.compile(r"(<=|>=|!=|=|<|>)")
_REVERSED = {"<": ">", "<=": ">="}


def fingerprint(text: str) -> tuple[object, ...] | None:
    """A value that equal expressions, equations and inequalities share; None if `text` is none of these.

    Worst case about 2 ms.
    """
    if len(text) > _LONGEST or "\n" in text:
        return None
    *parts, last = RELATION.split(text)
    try:
        sides = [value_at(side) for side in (*parts[::2], last)]
        if len(sides) == 2 and parts[1] in ("=", "!=") and sides[0] != sides[1]:
            return _up_to_a_factor(parts[1], sides, (parts[0], last))
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
    elif len(sides) == 2:
        sides = [(sides[0] - sides[1]) % PRIME]  # x > 1 is -1 > -x
    return (*relations, *sides)


def _up_to_a_factor(relation: str, sides: list[int], texts: tuple[str, str]) -> tuple[object, ...]:
    """What f = g and 2 f = 2 g share: the ratio of f - g at two points."""
    first, second = ((left - right) % PRIME for left, right in (sides, map(_elsewhere, texts)))
    if not second or first == second:  # no variables: 12 = 36
        return (relation, *sorted(sides))
    return relation, first * pow(second, -1, PRIME) % PRIME


def _elsewhere(text: str) -> int:
    return value_at(text, lambda name: point(f"{name} elsewhere"))


def value_at(text: str, at: Callable[[str], int] = point) -> int:
    """The value of an expression modulo PRIME where each variable has the value `at(name)`.

    ValueError: not an expression, a division by zero, or a root that does not exist.
    """
    return _Reader(text, at).value()


class _Reader:
    """Reads and evaluates in one pass; each method takes the modulus it works in: PRIME, or _ORDER in exponents."""

    def __init__(self, text: str, at: Callable[[str], int]):
        self.variable = at
        self.tokens: list[str] = []
        self.at = self.depth = self.powers = self.bars = 0
        end = 0
        text = text.strip()
        while end < len(text):
            match = _TOKEN.match(text, end)
            if not match:
                raise ValueError(f"no expression: {text!r}")
            end = match.end()
            token = match[1]
            letters = token.isalpha() and token not in FUNCTION_NAMES and token != "pi"
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

    def expect(self, token: str) -> None:
        if not self.take(token):
            raise ValueError(f"{token} is missing")

    def sum(self, modulus: int) -> int:
        total = self.product(modulus)
        while sign := self.take("+", "-"):
            term = self.product(modulus)
            total += term if sign == "+" else -term
        return total % modulus

    def product(self, modulus: int) -> int:
        value = self.signed(modulus)
        while True:
            token = self.tokens[self.at]
            if self.take("*"):
                value = value * self.signed(modulus) % modulus
            elif self.take("/"):
                value = value * pow(self.signed(modulus), -1, modulus) % modulus
            elif token == "(" or token[:1].isalpha() or (token == "|" and not self.bars):
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
        if self.tokens[self.at] not in ("^", "!"):
            return base
        while self.take("!"):
            base = apply("factorial", base, modulus)
        return self.raised(base, modulus) if self.take("^") else base

    def raised(self, base: int, modulus: int) -> int:
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
            if (not bracket or self.take(")")) and self.tokens[self.at] not in ("^", "!"):
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
            bars, self.bars = self.bars, 0
            value = self.sum(modulus)
            self.expect(")")
            self.bars = bars
        elif token == "|":
            self.bars += 1
            value = apply("abs", self.sum(modulus), modulus)
            self.expect("|")
            self.bars -= 1
        elif token in FUNCTION_NAMES:
            value = self.function(token, modulus)
        elif token == "log_":
            base = self.atom(modulus)
            value = logarithm(self.argument(modulus), modulus) * pow(logarithm(base, modulus), -1, modulus) % modulus
        elif token in ("e", "pi"):
            value = point(token) % modulus
        elif token[:1].isalpha():
            value = self.variable(token) % modulus
        elif token[:1].isdecimal() or token[:1] == ".":
            whole, _, decimals = token.partition(".")
            value = int(whole + decimals) * pow(10, -len(decimals), modulus) % modulus
        else:
            raise ValueError(f"not expected here: {token!r}")
        self.depth -= 1
        return value

    def function(self, name: str, modulus: int) -> int:
        if name == "binom":
            self.expect("(")
            upper = self.sum(modulus)
            self.expect(",")
            lower = self.sum(modulus)
            self.expect(")")
            return binomial(upper, lower, modulus)
        exponent = self.integer() if self.take("^") else 1  # sin^2 x
        if exponent is None or exponent < 1:
            raise ValueError("no power of a function")  # sin^-1 x is no 1 / sin x
        if name == "exp":
            if modulus != PRIME:
                raise ValueError("too many powers")
            value = _to_the(point("e"), self.argument(_ORDER))
        elif name in ("sqrt", "cbrt"):
            value = _to_the(self.argument(modulus), pow(2 if name == "sqrt" else 3, -1, _ORDER))
        else:
            value = apply(name, self.argument(modulus), modulus)
        return pow(value, exponent, modulus)

    def argument(self, modulus: int) -> int:
        """Of a function: x^2 in sin x^2, but x in sin(x)^2."""
        return self.atom(modulus) if self.tokens[self.at] == "(" else self.power(modulus)


def _to_the(base: int, exponent: int) -> int:
    """`base ** exponent` for a base that is a square, as positive numbers are here (if their factors are small)."""
    if pow(base, _ORDER, PRIME) != 1:
        raise ValueError("no such root or power")
    return pow(base, exponent, PRIME)
