"""Plane geometry: perimeter and area."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import Any

from reasoning_data.math.working import decimal, product, running_sum
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
        "setting": rng.choice(list(_SURFACES)),
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
    if rng.random() < 0.5:
        trace = [
            f"The {thing} is a rectangle of {a} {unit} by {b} {unit}; the perimeter is the length of its whole edge.",
            "Opposite sides of a rectangle are equal. So there are two long sides and two short ones, and one long "
            "side with one short side makes exactly half of the way around.",
            f"Half of the way is {a} + {b} = {half}.",
            f"The whole way is twice as much: 2 × {half} = {around}.",
            f"To check, I walk along the four sides one after the other: {running_sum([a, b, a, b])}.",
            f"The same number comes out. It also has to be more than twice the long side, 2 × {a} = {2 * a}, and less "
            f"than four times it, 4 × {a} = {4 * a}; it is.",
            f"The perimeter is {around} {unit}.",
        ]
        return Draft(
            question, str(around), f"{a} + {b} = {half}. 2 × {half} = {around}", "\n".join(trace), "forward"
        )
    trace = [
        f"A rectangle of {a} {unit} by {b} {unit} has four sides, and the perimeter is the sum of all four.",
        "I sort the sides into two pairs, since opposite sides of a rectangle are equal, and find out how much each "
        "pair contributes.",
        f"The two long sides make 2 × {a} = {2 * a}.",
        f"The two short sides make 2 × {b} = {2 * b}.",
        f"Both pairs together are {2 * a} + {2 * b} = {around}.",
        f"To check, I take the answer apart again: half of it is {around} / 2 = {half}, which must be one long and "
        f"one short side, and {half} - {a} = {b} is indeed the width.",
        f"A square with sides of {b} {unit} would fit inside and has the edge 4 × {b} = {4 * b}, which is less, as it "
        "should be.",
        f"The perimeter is {around} {unit}.",
    ]
    concise = f"2 × {a} = {2 * a}. 2 × {b} = {2 * b}. {2 * a} + {2 * b} = {around}"
    return Draft(question, str(around), concise, "\n".join(trace), "decomposition")


def check_perimeter(p: dict[str, Any]) -> str:
    """Walks from corner to corner and adds up the way."""
    corners = [(0, 0), (p["a"], 0), (p["a"], p["b"]), (0, p["b"]), (0, 0)]
    return str(sum(abs(x - u) + abs(y - v) for (x, y), (u, v) in pairwise(corners)))


_CORNER_ASKS = (
    "{name}'s {thing} is a rectangle of {a} {unit} by {b} {unit} without one corner, a square with sides of {cut} "
    "{unit}. How many square {long} does it cover?",
    "A {thing} of {a} {unit} by {b} {unit} lacks one corner, says {name}: a square with sides of {cut} {unit}. What "
    "is its area in square {long}?",
    "From a rectangle of {a} {unit} by {b} {unit} a square corner with sides of {cut} {unit} is missing. That is the "
    "shape of {name}'s {thing}. Find its area in square {long}.",
)
_AREA_ASKS = (
    "What is the area, in square {long}, of {name}'s rectangular {thing}, which is {a} {unit} long and {b} {unit} "
    "wide?",
    "{name}'s {thing} is a rectangle of {a} {unit} by {b} {unit}. How many square {long} does it cover?",
    "{name} measures a rectangular {thing}: {a} {unit} long, {b} {unit} wide. Find its area in square {long}.",
    "A rectangle of {a} {unit} by {b} {unit} is the shape of {name}'s {thing}. What is its area in square {long}?",
)


def area(rng: Random, difficulty: str) -> dict[str, Any]:
    p = _rectangle(rng, {"easy": "easy", "medium": "medium", "hard": "medium"}[difficulty])
    cut = rng.randint(1, p["b"] - 1) if difficulty == "hard" else 0
    return {**p, "cut": cut}


def write_area(rng: Random, p: dict[str, Any]) -> Draft:
    """A rectangle, or a rectangle without a square corner."""
    a, b, cut = p["a"], p["b"], p["cut"]
    thing, unit, long = _SURFACES[p["setting"]]
    asks = _CORNER_ASKS if cut else _AREA_ASKS
    question = rng.choice(asks).format(name=p["name"], thing=thing, a=a, b=b, cut=cut, unit=unit, long=long)
    whole = a * b
    if not cut:
        trace = [
            f"The {thing} is a rectangle, {a} {unit} long and {b} {unit} wide, and I am asked for its area in square "
            f"{long}.",
            f"I picture it covered with squares whose sides are 1 {unit}. Along the length there is room for {a} of "
            f"them, and across the width there is room for {b} rows.",
            f"The number of squares is length times width: {product(a, b)}.",
            f"Every square counts one square {long[:-1]}, so this number is the area.",
            f"To check, I go back: an area of {whole} spread over {b} rows gives {whole} / {b} = {a} squares in each "
            "row, which is the length.",
            f"For the size, a square with sides of {b} {unit} fits inside: {b} × {b} = {b * b}. One with sides of {a} "
            f"{unit} does not: {a} × {a} = {a * a}. The result lies between the two.",
            f"The area is {whole}.",
        ]
        return Draft(
            question, str(whole), f"area = length × width. {product(a, b)}", "\n".join(trace), "forward"
        )
    left = whole - cut * cut
    upper, lower = (b - cut) * a, cut * (a - cut)
    trace = [
        f"The {thing} would be a full rectangle of {a} {unit} by {b} {unit}, but a square corner with sides of {cut} "
        f"{unit} is missing. I am asked for the area that is left, in square {long}.",
        "It is easiest to pretend that the corner is there, and to take its area off at the end.",
        f"The full rectangle covers {product(a, b)}.",
        f"The missing corner covers {product(cut, cut)}.",
        f"What remains is {whole} - {cut * cut} = {left}.",
        "To check, I cut the remaining shape into two rectangles instead. The strip without the corner is "
        f"{b} - {cut} = {b - cut} wide and covers {b - cut} × {a} = {upper}; the strip beside the corner is "
        f"{a} - {cut} = {a - cut} long and covers {cut} × {a - cut} = {lower}. Together they are "
        f"{upper} + {lower} = {left}, the same area.",
        f"The area is {left}.",
    ]
    concise = f"{product(a, b)}. {product(cut, cut)}. {whole} - {cut * cut} = {left}"
    return Draft(question, str(left), concise, "\n".join(trace), "decomposition")


def check_area(p: dict[str, Any]) -> str:
    """Counts the unit squares row by row; the lowest rows are shorter where the corner is missing."""
    return str(sum(p["a"] - (p["cut"] if row < p["cut"] else 0) for row in range(p["b"])))


_TRIANGLE_ASKS = (
    "{name}'s triangle has a base of {b} {unit} and a height of {h} {unit}. What is its area in square {long}?",
    "{name} draws a triangle with base {b} {unit} and height {h} {unit}. Find its area in square {long}.",
    "How many square {long} does {name}'s triangular {thing} cover? Its base is {b} {unit}, its height {h} {unit}.",
    "The base of {name}'s triangular {thing} is {b} {unit}, its height {h} {unit}. What is the area in square {long}?",
)
_TRIANGLES = {
    "flag": ("flag", "cm", "centimeters"),
    "sail": ("sail", "m", "meters"),
    "bed": ("flower bed", "m", "meters"),
    "sign": ("road sign", "cm", "centimeters"),
    "scarf": ("headscarf", "cm", "centimeters"),
    "badge": ("badge", "mm", "millimeters"),
}


def triangle(rng: Random, difficulty: str) -> dict[str, Any]:
    low, high = {"easy": (2, 14), "medium": (4, 30), "hard": (11, 90)}[difficulty]
    setting, name = rng.choice(list(_TRIANGLES)), rng.choice(NAMES)
    return {"setting": setting, "name": name, "b": rng.randint(low, high), "h": rng.randint(low, high)}


def write_triangle(rng: Random, p: dict[str, Any]) -> Draft:
    b, h = p["b"], p["h"]
    thing, unit, long = _TRIANGLES[p["setting"]]
    question = rng.choice(_TRIANGLE_ASKS).format(name=p["name"], thing=thing, b=b, h=h, unit=unit, long=long)
    box = b * h
    answer = decimal(box * 5, 1)
    opening = f"The triangle has a base of {b} {unit} and a height of {h} {unit}; its area in square {long} is wanted."
    closing = f"The area is {answer}."
    if (b % 2 and h % 2) or rng.random() < 0.5:
        trace = [
            f"{opening} Two copies of a triangle can be put together to a parallelogram, and that has the same "
            "area as the rectangle with the same base and height.",
            "So I work out the rectangle first and then take half of it.",
            f"The rectangle covers {product(b, h)}.",
            f"Half of that is {box} / 2 = {answer}.",
            f"To check, I double the result: 2 × {answer} = {box}, and dividing by the base gives {box} / {b} = {h}, "
            "which is the height in the question.",
            f"The triangle must be smaller than the rectangle around it, and {answer} is less than {box}, so the size "
            "is right as well.",
            closing,
        ]
        return Draft(question, answer, f"{product(b, h)}. {box} / 2 = {answer}", "\n".join(trace), "forward")
    (even, other, named) = (b, h, "base") if b % 2 == 0 else (h, b, "height")
    half = even // 2
    trace = [
        f"{opening} The area is half of base times height, and since the {named} is even, I halve that first: it "
        "keeps the numbers small.",
        f"Half of the {named} is {even} / 2 = {half}.",
        f"Multiplied by the other length this is {product(half, other)}.",
        "That is the area already, because the factor of one half has been used.",
        f"To check, I compare with the rectangle around the triangle: it covers {b} × {h} = {box}, and half of it is "
        f"{box} / 2 = {answer}. Both ways agree.",
        f"Halving both lengths would be wrong: {box} / 4 = {decimal(box * 25, 2)} is only half of the true area.",
        closing,
    ]
    return Draft(
        question, answer, f"{even} / 2 = {half}. {product(half, other)}", "\n".join(trace), "decomposition"
    )


def check_triangle(p: dict[str, Any]) -> str:
    """The shoelace formula for a triangle with its apex above the left end of the base."""
    corners = [(0, 0), (p["b"], 0), (0, p["h"])]
    twice = sum(x * v - u * y for (x, y), (u, v) in zip(corners, corners[1:] + corners[:1], strict=True))
    return str(twice // 2) if twice % 2 == 0 else f"{twice // 2}.5"


FAMILIES = (
    Family(
        "perimeter", "math", "geometry", "number", ("perimeter", "rectangle"),
        perimeter, write_perimeter, check_perimeter,
    ),
    Family(
        "rectangle_area", "math", "geometry", "number", ("area", "rectangle"),
        area, write_area, check_area,
    ),
    Family(
        "triangle_area", "math", "geometry", "number", ("area", "triangle"),
        triangle, write_triangle, check_triangle,
    ),
)
