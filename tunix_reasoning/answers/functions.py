"""Functions of numbers modulo a prime: what `expressions` needs beyond sums, products and powers.

A function of which nothing is known but that it is one has a random value for each argument. More is known of
logarithms (of products and powers of small primes), of sine and cosine (their squares add up to 1), of the absolute
value, of factorials and binomials of small numbers: there equal expressions have equal values.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import lru_cache
from random import Random

_LARGEST = 2**31  # of numerator and denominator of what is recognised as a fraction
_MOST_FACTORED, _MOST_FACTORIAL = 10**6, 1000

FUNCTION_NAMES = {"sqrt", "cbrt", "log", "ln", "lg", "sin", "cos", "tan", "sec", "csc", "cot", "exp", "binom"}
_OF_AN_ANGLE = {"sin", "cos", "tan", "sec", "csc", "cot"}


@lru_cache(4096)
def point(name: str) -> int:
    """A random square, the same for the same name. As an integer, it also serves in exponents."""
    return Random(name).getrandbits(60) ** 2


def rational(value: int, modulus: int) -> Fraction | None:
    """The fraction with a small numerator and denominator that `value` stands for (Wang, 1981)."""
    low, high, factor, previous = value % modulus, modulus, 1, 0
    while low > _LARGEST:
        quotient = high // low
        low, high = high - quotient * low, low
        factor, previous = previous - quotient * factor, factor
    return Fraction(low, factor) if 0 < abs(factor) <= _LARGEST else None


def apply(function: str, value: int, modulus: int) -> int:
    """Of one argument. ValueError: the function has no value there."""
    if function in _OF_AN_ANGLE:
        return _of_angle(function, value, modulus)
    if function == "ln":
        return logarithm(value, modulus)
    if function == "log":
        return logarithm(value, modulus) * pow(logarithm(10, modulus), -1, modulus) % modulus
    if function == "abs":
        known = rational(value, modulus)
        if known is not None:
            return abs(known.numerator) * pow(known.denominator, -1, modulus) % modulus
        value = min(value, modulus - value)  # of x - y as of y - x
    if function == "factorial":
        whole = _whole(value, modulus)
        if whole is not None:
            return math.factorial(whole) % modulus
    return point(f"{function} {value}") % modulus


def logarithm(value: int, modulus: int) -> int:
    """Natural; of a small fraction by its prime factors, so that log 8 is three times log 2."""
    if value == point("e") % modulus:
        return 1
    known = rational(value, modulus)
    if known is None or known <= 0 or max(known.numerator, known.denominator) > _MOST_FACTORED:
        return point(f"ln {value}") % modulus
    return (_sum_of_logarithms(known.numerator) - _sum_of_logarithms(known.denominator)) % modulus


@lru_cache(1024)
def _sum_of_logarithms(number: int) -> int:
    total, prime = 0, 2
    while prime * prime <= number:
        while number % prime == 0:
            number //= prime
            total += point(f"ln {prime}")
        prime += 1
    return total + (point(f"ln {number}") if number > 1 else 0)


def binomial(upper: int, lower: int, modulus: int) -> int:
    n, k = _whole(upper, modulus), _whole(lower, modulus)
    if n is None or k is None:
        return point(f"binom {upper} {lower}") % modulus
    return math.comb(n, k) % modulus


def _whole(value: int, modulus: int) -> int | None:
    return value if 0 <= value <= _MOST_FACTORIAL < modulus else None


def _of_angle(function: str, value: int, modulus: int) -> int:
    """By the tangent of half the angle, a random point, which is odd as a function of the angle."""
    half = point(f"angle {min(value, modulus - value)}") if value else 0
    half = half if value <= modulus - value else -half
    sine, cosine, one = 2 * half, 1 - half * half, 1 + half * half
    top, bottom = {
        "sin": (sine, one), "cos": (cosine, one), "tan": (sine, cosine),
        "csc": (one, sine), "sec": (one, cosine), "cot": (cosine, sine),
    }[function]
    return top * pow(bottom, -1, modulus) % modulus
