"""Expressions: equal fingerprints where sympy proves the difference zero, other fingerprints where it is not."""

from __future__ import annotations

import itertools

import pytest
import sympy

from tunix_reasoning.answers.expressions import fingerprint

# As it is written here, and as sympy takes it.
EXPRESSIONS = [
    ("log_2 8", "log(8, 2)"), ("3", "3"), ("log_4 8", "log(8, 4)"), ("3/2", "Rational(3, 2)"),
    ("ln 8", "log(8)"), ("3 ln 2", "3*log(2)"), ("log 1000", "log(1000, 10)"),
    ("ln(4/9)", "log(Rational(4, 9))"), ("2 ln 2 - 2 ln 3", "2*log(2) - 2*log(3)"),
    ("binom(6, 2)", "binomial(6, 2)"), ("5! / 8", "factorial(5)/8"), ("15", "15"), ("|2 - 17|", "Abs(2 - 17)"),
    ("|-3/2|", "Abs(Rational(-3, 2))"), ("sin(x)^2 + cos(x)^2", "sin(x)**2 + cos(x)**2"), ("1", "1"),
    ("sin x^2", "sin(x**2)"), ("tan(x)", "tan(x)"), ("sin(x) / cos(x)", "sin(x)/cos(x)"),
    ("sec^2(x) - tan^2(x)", "sec(x)**2 - tan(x)**2"), ("-sin(-x)", "-sin(-x)"), ("sin x", "sin(x)"),
    ("cos(-x)", "cos(-x)"), ("cos x", "cos(x)"), ("e^(x + 1)", "exp(x + 1)"), ("e * exp(x)", "E*exp(x)"),
    ("ln e", "log(E)"), ("sqrt(8)", "sqrt(8)"), ("2 * 2^(1/2)", "2*sqrt(2)"), ("x!", "factorial(x)"),
    ("|x - y|", "Abs(x - y)"), ("|y - x|", "Abs(y - x)"), ("x_1 + x_2", "x_1 + x_2"),
    ("x_2 + x_1", "x_2 + x_1"), ("0", "0"), ("1 - 1", "1 - 1"),
]


@pytest.mark.parametrize(("first", "second"), itertools.combinations(EXPRESSIONS, 2), ids=lambda pair: pair[0])
def test_fingerprints_agree_with_sympy(first, second):
    x, y = sympy.symbols("x y", positive=True)
    difference = sympy.sympify(f"({first[1]}) - ({second[1]})", locals={"x": x, "y": y})
    equal = sympy.simplify(difference) == 0
    assert (fingerprint(first[0]) == fingerprint(second[0])) == equal


@pytest.mark.parametrize("factor", ["2", "-1", "1/3", "-5/7"])
def test_an_equation_counts_up_to_a_factor(factor):
    gold = fingerprint("2x + 4y - 3 = 0")
    assert fingerprint(f"({factor})*(2x + 4y) = ({factor})*3") == gold
    assert fingerprint(f"({factor})*(2x + 4y) = ({factor})*4") != gold
    assert fingerprint(f"({factor})*(2x + 5y) = ({factor})*3") != gold


NONE = ["", "(", "x +", "1/0", "|x", "log_1 8", "binom(5)", "3 = ", "wordy", "x^x^x^x", "2\n3", "5 %", "sin^-1 x"]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_expression(text):
    assert fingerprint(text) is None
