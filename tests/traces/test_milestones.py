"""What counts as a milestone reached, against a table of spellings and a slow search over every choice of places."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from tunix_reasoning.traces.milestones import normal, progress, reached

SAME = [  # two spellings of one thing
    ("3,600", "3600"),
    ("3600.0", "3600"),
    ("0.50", ".5"),
    ("$24", "24"),
    ("15%", "15"),
    ("007", "7"),
    ("x is 5", "x = 5"),
    ("The Blue house", "blue house"),
    ("12 * 4", "12 × 4"),
    ("12 x 4", r"12 \times 4"),
    ("12x4 = 48", "12 × 4 = 48"),
    ("= 14. x 2: 19", "= 14, x, 2, 19"),  # here x is a name
    ("48 ÷ 2", "48 / 2"),
    ("10−5", "10 - 5"),
    ("y = -5", "y is −5"),
    ("a <= b", "a ≤ b"),
    ("is **36** in **all**", "= 36 in all"),
    ("2**3", "2 ^ 3"),
    ("x ** 2", "x^2"),
    ("one hundred sixty-eight", "168"),
    ("one hundred and sixty-eight", "168"),
    ("twelve hundred", "1200"),
    ("three thousand six hundred", "3,600"),
    ("seventy-three.", "73"),
    ("two three", "2 3"),
    ("## Step one: #two", "step 1 2"),
    ("one hundred and Ben", "100 and Ben"),
    ("a well-known rule", "a well known rule"),
    ("a 120-page book", "a 120 page book"),
    ("9:05", "09:05"),
]
DIFFERENT = [
    ("24", "240"),
    ("24", "0.24"),
    ("24", "1,024"),
    ("24", "2.4"),
    ("5", "-5"),
    ("1", "x1"),
    ("a < b", "a > b"),
    ("a b", "a = b"),
    ("cat", "cats"),
    ("10 - 5", "10 + 5"),
    ("two hundred", "2 100"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_spellings_are_one(one: str, other: str) -> None:
    assert normal(one) == normal(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_differs_stays_apart(one: str, other: str) -> None:
    assert progress(other, [[one]]) == 0.0


@pytest.mark.parametrize(
    ("trace", "routes", "share"),
    [
        ("14 × 12 = 168. 168 - 95 = 73", [["168", "73"]], 1.0),
        ("73, and before it 168", [["168", "73"]], 0.5),  # out of order
        ("168 - 95 = 73", [["14 × 12", "168", "73"]], 2 / 3),  # one left out costs only itself
        ("5 and 5", [["5", "5"]], 1.0),
        ("5", [["5", "5"]], 0.5),
        ("a < b < c", [["a < b", "b < c"]], 1.0),
        ("120 + 48 = 168", [["140", "28", "168"], ["120", "48", "168"]], 1.0),  # the best route
        ("anything", [], 0.0),
        ("anything", [[]], 0.0),
        ("", [["5"]], 0.0),
    ],
)
def test_the_share_is_of_the_best_route_in_order(trace: str, routes: list[list[str]], share: float) -> None:
    assert progress(trace, routes) == pytest.approx(share)


def slowly(tokens: list[str], route: list[list[str]]) -> int:
    """Every subset of the milestones, at every choice of places that grow."""

    def fits(chosen: tuple[list[str], ...], start: int) -> bool:
        if not chosen:
            return True
        size = len(chosen[0])
        return any(
            tokens[i : i + size] == chosen[0] and fits(chosen[1:], i + 1) for i in range(start, len(tokens))
        )

    return max(n for n in range(len(route) + 1) for chosen in combinations(route, n) if fits(chosen, 0))


def test_reached_is_what_a_search_over_all_places_finds() -> None:
    rng = random.Random("milestones")
    for _ in range(2000):
        tokens = rng.choices(["1", "2", "=", "a"], k=rng.randrange(9))
        route = [rng.choices(["1", "2", "=", "a"], k=rng.choice((1, 1, 2))) for _ in range(rng.randrange(1, 5))]
        text = f" {' '.join(tokens)} "
        wanted = [f" {' '.join(milestone)} " for milestone in route]
        assert reached(text, wanted) == slowly(tokens, route), (tokens, route)

