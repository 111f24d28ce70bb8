"""Rectangles: perimeter and area."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import Any

from reasoning_data.math.working import equal, milestones, product, running_sum
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES

_SURFACES = {
    "garden": ("garden", "m", "meters"),
    "room": ("room", "m", "meters"),
    "picture": ("picture", "cm", "centimeters"),
    "tablecloth": ("tablecloth", "cm", "centimeters"),
    "field": ("field", "m", "meters"),
    "tile": ("tile", "mm", "millimeters"),
    "poster": ("poster", "cm", "centimeters"),
    "playground": ("playground", "m", "meters"),
}
"""A rectangular thing and its unit, short and long."""
_SURFACES_BY_SIZE = {
    "easy": ("garden", "room", "picture", "tile", "playground"),
    "medium": ("garden", "picture", "field", "tile", "poster", "playground"),
    "hard": ("garden", "picture", "tablecloth", "field", "tile", "poster", "playground"),
}
_PERIMETER_ASKS = (
    "{name}'s {thing} is a rectangle, {a} {unit} long and {b} {unit} wide. What is its perimeter in {unit}?",
    "{name} has a rectangular {thing} that measures {a} {unit} by {b} {unit}. Find its perimeter in {unit}.",
    "{name} goes once around the edge of a rectangular {thing} of {a} {unit} by {b} {unit}. "
    "How many {long} is that?",
    "How many {long} is the border of {name}'s {thing}, a rectangle of {a} {unit} by {b} {unit}?",
)


def _rectangle(rng: Random, difficulty: str) -> dict[str, Any]:
    low, high = {"easy": (2, 12), "medium": (5, 40), "hard": (21, 120)}[difficulty]
    b = rng.randint(low, high - 1)
    return {
        "setting": rng.choice(_SURFACES_BY_SIZE[difficulty]),
        "name": rng.choice(NAMES),
        "a": rng.randint(b + 1, high),
        "b": b,
    }


def perimeter(rng: Random, difficulty: str) -> dict[str, Any]:
    return _rectangle(rng, difficulty)


def write_perimeter(rng: Random, p: dict[str, Any]) -> Draft:
    a, b = p["a"], p["b"]
    thing, unit, long = _SURFACES[p["setting"]]
    question = rng.choice(_PERIMETER_ASKS).format(name=p["name"], thing=thing, a=a, b=b, unit=unit, long=long)
    half, around = a + b, 2 * (a + b)
    halves = [equal(f"{a} + {b}", half), equal(f"2 × {half}", around)]
    pairs = [equal(f"2 × {a}", 2 * a), equal(f"2 × {b}", 2 * b), equal(f"{2 * a} + {2 * b}", around)]
    marks = milestones(
        question, str(around), halves, pairs, f"2({a} + {b})", f"2 × ({a} + {b})", f"{a} + {b} + {a} + {b} = {around}"
    )
    if rng.random() < 0.5:
        trace = [
            f"The {thing} is a rectangle of {a} {unit} by {b} {unit}; the perimeter is the length of its whole edge.",
            "Opposite sides of a rectangle are equal. So there are two long sides and two short ones, and one long "
            "side with one short side makes exactly half of the way around.",
            f"Half of the way is {halves[0]}.",
            f"The whole way is twice as much: {halves[1]}.",
            f"To check, I walk along the four sides one after the other: {running_sum([a, b, a, b])}.",
            f"The same number comes out. It also has to be more than twice the long side, {pairs[0]}, and less "
            f"than four times it, 4 × {a} = {4 * a}; it is.",
            f"The perimeter is {around} {unit}.",
        ]
        return Draft(
            question, str(around), ". ".join(halves), "\n".join(trace), "forward", milestones=marks
        )
    trace = [
        f"A rectangle of {a} {unit} by {b} {unit} has four sides, and the perimeter is the sum of all four.",
        "I sort the sides into two pairs, since opposite sides of a rectangle are equal, and find out how much each "
        "pair contributes.",
        f"The two long sides make {pairs[0]}.",
        f"The two short sides make {pairs[1]}.",
        f"Both pairs together are {pairs[2]}.",
        f"To check, I take the answer apart again: without the two long sides {around} - {2 * a} = {2 * b} are left "
        f"for the two short ones, and {2 * b} / 2 = {b} is indeed the width.",
        f"A square with sides of {b} {unit} would fit inside and has the edge 4 × {b} = {4 * b}, which is less, as it "
        "should be.",
        f"The perimeter is {around} {unit}.",
    ]
    return Draft(question, str(around), ". ".join(pairs), "\n".join(trace), "decomposition", milestones=marks)


def check_perimeter(p: dict[str, Any]) -> str:
    """Walks from corner to corner and adds up the way."""
    corners = [(0, 0), (p["a"], 0), (p["a"], p["b"]), (0, p["b"]), (0, 0)]
    return str(sum(abs(x - u) + abs(y - v) for (x, y), (u, v) in pairwise(corners)))


_CORNER_ASKS = (
    "{name}'s {thing} is a rectangle of {a} {unit} by {b} {unit} without one corner, a square with sides of {cut} "
    "{unit}. How many square {long} does it cover?",
    "{name}'s {thing} of {a} {unit} by {b} {unit} lacks one corner, a square with sides of {cut} {unit}. What is its "
    "area in square {long}?",
    "{name}'s {thing} has the shape of a rectangle of {a} {unit} by {b} {unit} from which a square corner with sides "
    "of {cut} {unit} is missing. Find its area in square {long}.",
)
_AREA_ASKS = (
    "What is the area, in square {long}, of {name}'s rectangular {thing}, which is {a} {unit} long and {b} {unit} "
    "wide?",
    "{name}'s {thing} is a rectangle of {a} {unit} by {b} {unit}. How many square {long} does it cover?",
    "{name} measures a rectangular {thing}: {a} {unit} long, {b} {unit} wide. Find its area in square {long}.",
    "The shape of {name}'s {thing} is a rectangle of {a} {unit} by {b} {unit}. What is its area in square {long}?",
)


def area(rng: Random, difficulty: str) -> dict[str, Any]:
    p = _rectangle(rng, "easy" if difficulty == "easy" else "medium")
    cut = rng.randint(1, p["b"] - 1) if difficulty == "hard" else 0
    return {**p, "cut": cut}


def write_area(rng: Random, p: dict[str, Any]) -> Draft:
    """A rectangle, or a rectangle without a square corner."""
    a, b, cut = p["a"], p["b"], p["cut"]
    thing, unit, long = _SURFACES[p["setting"]]
    asks = _CORNER_ASKS if cut else _AREA_ASKS
    question = rng.choice(asks).format(name=p["name"], thing=thing, a=a, b=b, cut=cut, unit=unit, long=long)
    whole, covered = a * b, product(a, b)
    if not cut:
        trace = [
            f"The {thing} is a rectangle, {a} {unit} long and {b} {unit} wide, and I am asked for its area in square "
            f"{long}.",
            f"I picture it covered with squares whose sides are 1 {unit}. Along the length there is room for {a} of "
            f"them, and across the width there is room for {b} rows.",
            f"The number of squares is length times width: {covered}.",
            f"Every square counts one square {long[:-1]}, so this number is the area.",
            f"To check, I go back: an area of {whole} spread over {b} rows gives {whole} / {b} = {a} squares in each "
            "row, which is the length.",
            f"For the size, a square with sides of {b} {unit} fits inside: {b} × {b} = {b * b}. One with sides of {a} "
            f"{unit} does not: {a} × {a} = {a * a}. The result lies between the two.",
            f"The area is {whole}.",
        ]
        marks = milestones(question, str(whole), [covered])
        concise = f"area = length × width. {covered}"
        return Draft(question, str(whole), concise, "\n".join(trace), "forward", milestones=marks)
    left = whole - cut * cut
    upper, lower = (b - cut) * a, cut * (a - cut)
    corner, rest = product(cut, cut), equal(f"{whole} - {cut * cut}", left)
    marks = milestones(question, str(left), [covered, corner, rest])
    trace = [
        f"The {thing} would be a full rectangle of {a} {unit} by {b} {unit}, but a square corner with sides of {cut} "
        f"{unit} is missing. I am asked for the area that is left, in square {long}.",
        "It is easiest to pretend that the corner is there, and to take its area off at the end.",
        f"The full rectangle covers {covered}.",
        f"The missing corner covers {corner}.",
        f"What remains is {rest}.",
        "To check, I cut the remaining shape into two rectangles instead. The strip without the corner is "
        f"{b} - {cut} = {b - cut} wide and covers {b - cut} × {a} = {upper}; the strip beside the corner is "
        f"{a} - {cut} = {a - cut} long and covers {cut} × {a - cut} = {lower}. Together they are "
        f"{upper} + {lower} = {left}, the same area.",
        f"The area is {left}.",
    ]
    concise = f"{covered}. {corner}. {rest}"
    return Draft(question, str(left), concise, "\n".join(trace), "decomposition", milestones=marks)


def check_area(p: dict[str, Any]) -> str:
    """Counts the unit squares row by row; the lowest rows are shorter where the corner is missing."""
    return str(sum(p["a"] - (p["cut"] if row < p["cut"] else 0) for row in range(p["b"])))


FAMILIES = (
    Family(
        "perimeter", "math", "geometry", "number", ("perimeter", "rectangle"),
        perimeter, write_perimeter, check_perimeter,
    ),
    Family(
        "rectangle_area", "math", "geometry", "number", ("area", "rectangle"),
        area, write_area, check_area,
    ),
)
