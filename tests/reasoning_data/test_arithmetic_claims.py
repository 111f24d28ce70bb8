"""The claim checker itself: what it reads as a claim, and what it decides."""

from __future__ import annotations

import pytest
from arithmetic_claims import claims, false_claims

TRUE = [
    ("3 × 4 = 12", 1),  # a product
    ("so 24 × 15 = 24 × 10 + 24 × 5 = 240 + 120 = 360.", 3),  # a chain after a word, a full stop after it
    ("12 / 5 = 2.4 and 1/2 + 1/3 = 5/6", 2),
    ("15% = 0.15; 15% of 240 = 36", 2),
    ("1/3 of 12 = 4", 1),
    ("$3 × 4 = $12", 1),  # money signs are ignored
    ("1,200 + 34 = 1,234", 1),
    ("180° - 60° = 120°", 1),
    ("5 - (-3) = 8, 5 - -3 = 8, -3 + 5 = 2", 3),
    ("2 1/2 = 5/2", 1),  # a mixed number
    ("17 mod 5 = 2, 17 % 5 = 2, 17 // 5 = 3", 3),
    ("5! = 120, 2^10 = 1024, 7² = 49, √49 = 7, 2**3 = 8", 5),
    ("22 / 7 ≈ 3.14", 1),  # to the last digit
    ("2 / 3 ≈ 67%", 1),
    ("3(4 + 5) = 27", 1),
    ("f(3) = 2 × 3 + 1 = 7", 1),  # the call makes no claim, the rest does
    ("2. 3 + 4 = 7", 1),  # a numbered step
    ("- 3 + 4 = 7", 1),  # a bullet
    ("10 − 4 = 6", 1),  # the typographic minus
    ("60 × 3 = 180 minutes = 3 hours", 1),
    ("x = 5", 0), ("2x + 3 = 11", 0), ("x + 3 = 7", 0), ("x - 3 = 7", 0), ("7 - x = 3", 0), ("x^2 = 9", 0),
    ("7 = x - 3", 0), ("3 × x = 12", 0), ("12 = 2 + x", 0), ("3 m = 300 cm", 0), ("14:30 = 2:30 pm", 0),
    ("max(3, 4) = 4", 0), ("a[3] = 5", 0), ("x == 5", 0), ("total += 3", 0), ("f(2) = 9", 0),
    ("C(5, 2) = 10", 0), ("x(3) - 2 = 7", 0), ("3 - 2x = 7", 0), ("12 cm = 3", 0), ("1e5 = 3", 0),
]

FALSE = [
    ("3 × 4 = 13", "3 × 4 = 13"),
    ("so 3 × 4 = 12 - 1", "3 × 4 = 12 - 1"),
    ("1/2 + 1/3 = 2/5", "1/2 + 1/3 = 2/5"),
    ("15% of 240 = 35 apples", "15% × 240 = 35"),
    ("22 / 7 ≈ 3.15", "22 / 7 ≈ 3.15"),
    ("22 / 7 = 3.14", "22 / 7 = 3.14"),  # rounded, yet written as exact
    ("f(3) = 2 × 3 + 1 = 8", "2 × 3 + 1 = 8"),
    ("x = 4 × 3 = 7", "4 × 3 = 7"),
    ("7 / 2 = 3 remainder 1", "7 / 2 = 3"),  # a remainder is not an equality
    ("total 17 % 5 = 3", "17 % 5 = 3"),
    ("then -3 + 5 = 3", "-3 + 5 = 3"),
]


@pytest.mark.parametrize(("text", "number"), TRUE)
def test_true_claims(text: str, number: int) -> None:
    assert false_claims(text) == []
    assert len(claims(text)) == number


@pytest.mark.parametrize(("text", "claim"), FALSE)
def test_false_claims(text: str, claim: str) -> None:
    assert false_claims(text) == [claim]
