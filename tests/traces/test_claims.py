"""The arithmetic in a text: a table of what is written, what is computed, and whether it holds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tunix_reasoning.traces.calculator import compute, rounds_to
from tunix_reasoning.traces.claims import read

# text, and for each claim in it: operands, operators, result, holds
CLAIMS = [
    # plain chains
    ("48/2 = 24", [((48, 2), "/", 24, True)]),
    ("48 + 24 = 72.", [((48, 24), "+", 72, True)]),
    ("3 × 4 = 12, 12 - 5 = 7", [((3, 4), "*", 12, True), ((12, 5), "-", 7, True)]),
    ("100 - 50 - 30 - 15 = 5", [((100, 50, 30, 15), "---", 5, True)]),
    ("1 + 2 × 8 = 17", [((1, 2, 8), "+*", 17, True)]),
    ("(1 + 2) × 8 = 24", [((1, 2, 8), "+*", 24, True)]),
    ("8 × (17 + 3) - 18 = 142", [((8, 17, 3, 18), "*+-", 142, True)]),
    ("2(3 + 4) = 14", [((2, 3, 4), "*+", 14, True)]),
    ("5^2 = 25", [((5, 2), "^", 25, True)]),
    ("2**3 = 8", [((2, 3), "^", 8, True)]),
    ("24 × 15 = 24 × 10 + 24 × 5 = 240 + 120 = 360", [((24, 15), "*", 360, True)]),
    # what does not hold
    ("48 + 24 = 62", [((48, 24), "+", 62, False)]),
    ("24 × 15 = 24 × 10 + 24 × 5 = 240 + 125 = 365", [((24, 15), "*", 365, False)]),
    ("7/2 = 4", [((7, 2), "/", 4, False)]),
    # rounded results, to the decimals they show
    ("10/3 = 3.33", [((10, 3), "/", 3.33, True)]),
    ("20/3 = 6.66", [((20, 3), "/", 6.66, True)]),
    ("10/3 = 3.34", [((10, 3), "/", 3.34, False)]),
    ("10/3 = 3", [((10, 3), "/", 3, False)]),
    ("12 × 0.8333 = 10", [((12, 0.8333), "*", 10, True)]),  # rounded before
    ("12 × 0.83 = 10", [((12, 0.83), "*", 10, False)]),
    ("12 × 0.8333 = 11", [((12, 0.8333), "*", 11, False)]),
    # units, currencies, labels, percentages
    ("5 apples * $2 = $10", [((5, 2), "*", 10, True)]),
    ("Total = 5 + 3 = 8", [((5, 3), "+", 8, True)]),
    ("3 pens = 3 × $2 = $6", [((3, 2), "*", 6, True)]),
    ("$1,200 ÷ 4 = $300", [((1200, 4), "/", 300, True)]),
    ("$10/hour × 8 hours = $80", [((10, 8), "*", 80, True)]),
    ("20 days/month * $100/day = $2000/month", [((20, 100), "*", 2000, True)]),
    ("a 120-page book, 120 - 36 = 84 pages", [((120, 36), "-", 84, True)]),
    ("15% of 240 = 36", [((0.15, 240), "*", 36, True)]),
    ("15% of 240 is 36", [((0.15, 240), "*", 36, True)]),
    ("3/4 of 24 is 18", [((3, 4, 24), "/*", 18, True)]),
    ("30 teachers-9 teachers=21 teachers", [((30, 9), "-", 21, True)]),
    ("100% - 20% = 80%", [((1, 0.2), "-", 0.8, True)]),
    ("60*.25 = 15", [((60, 0.25), "*", 15, True)]),
    # operators in words
    ("6 times 4 is 24", [((6, 4), "*", 24, True)]),
    ("12 x 2 = 24", [((12, 2), "*", 24, True)]),
    ("12x2=24", [((12, 2), "*", 24, True)]),
    ("30 divided by 6 equals 5", [((30, 6), "/", 5, True)]),
    ("11 mod 4 is 3, and 3 places on", [((11, 4), "%", 3, True)]),
    ("11 mod 4 = 2", [((11, 4), "%", 2, False)]),
    ("30 divided by (2 + 4) = 5", [((30, 2, 4), "/+", 5, True)]),
    ("8 plus 5 minus 1 is 12", [((8, 5, 1), "+-", 12, True)]),
    ("48 / 2, which is 24", [((48, 2), "/", 24, True)]),
    ("48 / 2 to get 24 clips", [((48, 2), "/", 24, True)]),
    ("48 + 24 for a total of 72", [((48, 24), "+", 72, True)]),
    ("48 + 24 → 62", [((48, 24), "+", 62, False)]),
    ("48 clips, which is 24 more", []),
    ("12 pairs, 1 + 4 and 4 + 1, which makes 2 pairs", []),
    ("half of 48 is 24", [((0.5, 48), "*", 24, True)]),
    ("twice 12 is 25", [((2, 12), "*", 25, False)]),
    # LaTeX, calculator annotations
    (r"3 \times 4 = 12", [((3, 4), "*", 12, True)]),
    (r"\frac{3}{4} \times 8 = 6", [((3, 4, 8), "/*", 6, True)]),
    (r"\$5 \cdot 2 = \$10", [((5, 2), "*", 10, True)]),
    (r"5 \text{ pens} \times 2 = 10", [((5, 2), "*", 10, True)]),
    ("48/2 = <<48/2=24>>24 clips", [((48, 2), "/", 24, True)]),
    # Markdown
    ("* 5 pens × $2 = **$10**", [((5, 2), "*", 10, True)]),
    ("- 50 / 5 = 10\n- 10 + 2 = 12", [((50, 5), "/", 10, True), ((10, 2), "+", 12, True)]),
    ("**1. Pens:** 5 × 2 = 10", [((5, 2), "*", 10, True)]),
    ("2. 5 × 2 = 10", [((5, 2), "*", 10, True)]),
    # fractions, mixed numbers, percentages, results first
    ("so 60 fish, because \\frac{15}{0.25} = 60", [((15, 0.25), "/", 60, True)]),
    ("8 rolls x 1 1/2 = 12", [((8, 1, 1, 2), "*+/", 12, True)]),
    ("12 x 1 and 1/4 = 15", [((12, 1, 1, 4), "*+/", 15, True)]),
    ("60 / 3/4 = 80", [((60, 3, 4), "//", 80, True)]),
    ("60 / 3 / 4 = 5", [((60, 3, 4), "//", 5, True)]),
    ("100 - 20 = 80%", [((100, 20), "-", 0.8, True)]),
    ("(75/100)*100 = 75%", [((75, 100, 100), "/*", 0.75, True)]),
    ("40 + 50 = 80%", [((40, 50), "+", 0.8, False)]),
    ("36 = 15 + 21", [((15, 21), "+", 36, True)]),
    ("3 hours = 3 × 60", []),
    # what stands between numbers and signs
    ("take-home pay is 650 - 65 = 585", [((650, 65), "-", 585, True)]),
    ("$500 - $ 155 = $ 345", [((500, 155), "-", 345, True)]),
    ("150 * €3 = €450", [((150, 3), "*", 450, True)]),
    ("100g + 50g = 150g", [((100, 50), "+", 150, True)]),
    ("$24k / 12 = $2k", [((24, 12), "/", 2, True)]),
    ("11m - 9 = 112", []),
    ("2 * 600 sq. ft. = 1200 sq. ft.", [((2, 600), "*", 1200, True)]),
    ("14 boys plus 11 girls equals 25", [((14, 11), "+", 25, True)]),
    ("56 boys divided by 4 rooms equals 14", [((56, 4), "/", 14, True)]),
    ("4 trays of cakes x 20 minutes = 80 minutes", [((4, 20), "*", 80, True)]),
    # algebra: an unknown stands for the value that is found for it
    ("x + (x + 8) = 66, 2x = 58, x = 29", [((29, 29, 8), "++", 66, True), ((2, 29), "*", 58, True)]),
    ("2x + 3 = 11 and x = 5", [((2, 5, 3), "*+", 11, False)]),
    ("2B = 12 pens\nB = 12 pens / 2 = 6 pens", [((2, 6), "*", 12, True), ((12, 2), "/", 6, True)]),
    ("(3/2)y = 54 and y = $36", [((3, 2, 36), "/*", 54, True)]),
    ("79 - b - 26 = 8. So b = 45.", [((79, 45, 26), "--", 8, True)]),
    ("60/n = 12; n = 5", [((60, 5), "/", 12, True)]),
    ("b = 3j and b + j = 64. 4j = 64. j = 16", [((4, 16), "*", 64, True)]),
    ("12 = 3x, 5 x 2 = 10, x = 4", [((3, 4), "*", 12, True), ((5, 2), "*", 10, True)]),
    ("H2S with H = 1, S = 32: 2 × 1 + 32 = 34", [((2, 1, 32), "*+", 34, True)]),
    ("m = 11. a = F / m = 88 / 11 = 8 m/s", [((88, 11), "/", 8, True)]),
    ("a = 7 and a bag of 3 + 4 = 7", [((3, 4), "+", 7, True)]),
    (r"2x + 7 = 19 \Rightarrow 2x = 12 \Rightarrow x = 6", [((2, 6, 7), "*+", 19, True), ((2, 6), "*", 12, True)]),
    ("9 * 8 = 72 is 3 short of 75", [((9, 8), "*", 72, True)]),  # what follows a result is no other side
    # division with a remainder
    ("75 / 8 = 9 remainder 3", [((75, 8), "%", 3, True), ((75, 3, 8), "-/", 9, True)]),
    ("75 ÷ 8 = 9 r 3.", [((75, 8), "%", 3, True), ((75, 3, 8), "-/", 9, True)]),
    ("75 / 8 = 9 with a remainder of 4", [((75, 8), "%", 4, False), ((75, 4, 8), "-/", 9, False)]),
    # below zero
    ("5 - 8 = -3", [((5, 8), "-", -3, True)]),
    ("-3 + 5 = 2", [((-3, 5), "+", 2, True)]),
    ("248 × (-2) = -496", [((248, -2), "*", -496, True)]),
    ("-57 - (-45) = -12", [((-57, -45), "-", -12, True)]),
    ("(-3)^2 = 9", [((-3, 2), "^", 9, True)]),
    # roots, choices
    ("√(144) = 12", [((144, 0.5), "^", 12, True)]),
    ("the square root of 225 is 15", [((225, 0.5), "^", 15, True)]),
    (r"\sqrt{9 + 16} = 6", [((9, 16, 0.5), "+^", 6, False)]),
    (r"\frac{\binom{5}{2}}{\binom{10}{2}} = \frac{10}{45}", [((5, 4, 2, 1, 10, 9, 2, 1), "*/*/*/*", 10 / 45, True)]),
    ("0 + 273 = 273 K and -39 + 273 = 234 K", [((0, 273), "+", 273, True), ((-39, 273), "+", 234, True)]),
    ("32 hours – 24 hours = 8 hours", [((32, 24), "-", 8, True)]),
    # a unit's power raises no number
    ("a = F / m = 100 / 5 = 20 m/s^2", [((100, 5), "/", 20, True)]),
    ("3 cm × 4 cm = 12 cm^2, 12 cm^2 × 5 cm = 60 cm^3", [((3, 4), "*", 12, True), ((12, 5), "*", 60, True)]),
    ("3 m × 4 m = 13 m^2", [((3, 4), "*", 13, False)]),
    ("3 × 2^2 = 12", [((3, 2, 2), "*^", 12, True)]),
    # one sentence, several numbers: only what is joined by operators belongs together
    ("She sold 48 in April and 48/2 = 24 in May", [((48, 2), "/", 24, True)]),
    ("3 foxes catch 4 weasels for a total of 3*4 = 12", [((3, 4), "*", 12, True)]),
    ("In 3/4 of an hour, 5 + 5 = 10", [((5, 5), "+", 10, True)]),
    ("10 apples (5 + 5 = 10) × 2 = 20", [((5, 5), "+", 10, True), ((10, 2), "*", 20, True)]),
    ("5 + 3 = 8 + 2 = 10", [((5, 3), "+", 10, True)]),  # run on, as people write it
    ("row[0][2] is 4, so total = 3 + 4 = 7", [((3, 4), "+", 7, True)]),
    ("[2 + 3] × 4 = 20", [((2, 3, 4), "+*", 20, True)]),
    # no claims: numbers alone, assignments, algebra, comparisons, what cannot be computed
    ("There are 36 of 240.", []),
    ("x = 5", []),
    ("7 = 7", []),
    ("2x + 3 = 7", []),
    ("2y + 100 = 1000", []),
    ("U - 17 = 26", []),
    ("apples - 5 = 3", []),
    ("3*p + 4 = 19", []),
    ("if 5 + 3 >= 8", []),
    ("5 + 3", []),
    ("= 8", []),
    ("5 / 0 = 0", []),
    ("9**9**9 = 1", []),
    ("1 + = 2", []),
    ("((((", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), CLAIMS)
def test_claims(text, expected):
    found = [(claim.operands, claim.operators, claim.result, claim.holds) for claim in read(text.lower())[0]]
    assert found == [
        (pytest.approx(operands), signs, pytest.approx(result), holds)
        for operands, signs, result, holds in expected
    ]


def test_every_number_is_noted():
    assert read("in 2 weeks, 15% of 1,200 pens, half of 8, and -3.5")[1] == [2, 0.15, 1200, 8, 0.5, -3.5]


@pytest.mark.parametrize(
    ("exact", "shown", "expected"),
    [(2 / 3, 0.67, True), (2 / 3, 0.66, True), (2 / 3, 0.6667, True), (2 / 3, 0.65, False), (2.5, 3.0, False),
     (1e12 + 1, 1e12, True), (5.0, 5.0, True), (5.0, 5.001, False), (-1 / 3, -0.33, True)],
)
def test_rounding(exact, shown, expected):
    assert rounds_to(exact, shown) is expected


numbers = st.integers(0, 999).map(float)
expressions = st.recursive(
    numbers.map(lambda n: [n]),
    lambda inner: st.tuples(inner, st.sampled_from("+-*/"), inner).map(
        lambda t: ["(", *t[0], t[1], *t[2], ")"]
    ),
    max_leaves=8,
)


def by_hand(side: list[float | str]) -> float | None:
    """Fully bracketed expressions, by substitution of the innermost bracket: another method, no precedence."""
    side = list(side)
    while len(side) > 1:
        close = side.index(")")
        left, sign, right = side[close - 3 : close]
        if sign == "/" and right == 0:
            return None
        value = {"+": left + right, "-": left - right, "*": left * right, "/": left / (right or 1)}[sign]
        if abs(value) > 1e15:
            return None
        side[close - 4 : close + 1] = [value]
    return side[0]


@settings(max_examples=200, deadline=None)
@given(expressions)
def test_compute_agrees_with_substitution(side):
    assert compute(side) == by_hand(side)


@settings(deadline=None)
@given(
    st.integers(2, 20), st.integers(1, 99), st.integers(1, 99), st.integers(1, 99), st.sampled_from("bnxyz")
)
def test_an_equation_holds_where_its_unknown_fits(times, plus, right, value, unknown):
    claims, _, _ = read(f"{times}{unknown} + {plus} = {right}, so {unknown} = {value}.")
    assert [claim.holds for claim in claims] == [times * value + plus == right]


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("0123456789+-*/=()×÷ .,%$x²\n<>\\of{}"), max_size=200))
def test_anything_is_read(text):
    claims, found, _ = read(text)
    assert all(abs(value) < 1e30 for value in found)
    assert all(abs(claim.result) < 1e30 for claim in claims)


@pytest.mark.parametrize(("text", "passed"), [
    ("(80 × 3) / 60 = 4", {240, 4}),
    ("3 × 4 + 5 × 6 = 42", {12, 30, 42}),
    ("3 × 4 = 12", set()),
    ("24 × 15 = 24 × 10 + 24 × 5 = 360", {24, 10, 5, 240, 120, 360}),
])
def test_what_a_claim_comes_through(text, passed):
    [claim] = read(text)[0]
    assert set(claim.between) == passed
