"""Triangles: the area."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from reasoning_data.math.working import decimal, equal, milestones, product, spelled_out
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES

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
    "sign": ("warning sign", "cm", "centimeters"),
    "scarf": ("headscarf", "cm", "centimeters"),
    "badge": ("badge", "mm", "millimeters"),
    "sticker": ("sticker", "mm", "millimeters"),
    "field": ("field", "m", "meters"),
}
"""A triangular thing and its unit, short and long."""
_TRIANGLES_BY_SIZE = {
    "easy": ("sail", "bed", "sticker", "badge"),
    "medium": ("flag", "bed", "sign", "badge", "sticker", "field"),
    "hard": ("flag", "sign", "scarf", "badge", "field"),
}


def triangle(rng: Random, difficulty: str) -> dict[str, Any]:
    low, high = {"easy": (2, 14), "medium": (4, 30), "hard": (11, 90)}[difficulty]
    setting, name = rng.choice(_TRIANGLES_BY_SIZE[difficulty]), rng.choice(NAMES)
    return {"setting": setting, "name": name, "b": rng.randint(low, high), "h": rng.randint(low, high)}


def write_triangle(rng: Random, p: dict[str, Any]) -> Draft:
    b, h = p["b"], p["h"]
    thing, unit, long = _TRIANGLES[p["setting"]]
    question = rng.choice(_TRIANGLE_ASKS).format(name=p["name"], thing=thing, b=b, h=h, unit=unit, long=long)
    box = b * h
    answer = decimal(box * 5, 1)
    opening = f"The triangle has a base of {b} {unit} and a height of {h} {unit}; its area in square {long} is wanted."
    closing = f"The area is {answer}."
    covered, halved = product(b, h), equal(f"{box} / 2", answer)
    routes: list[Sequence[str]] = [[covered, halved], f"{b} × {h} / 2", f"1/2 × {b} × {h}", f"0.5 × {b} × {h}"]
    if b % 2 == 0 or h % 2 == 0:
        (even, other, named) = (b, h, "base") if b % 2 == 0 else (h, b, "height")
        half = equal(f"{even} / 2", even // 2)
        routes.append([half, spelled_out(product(even // 2, other))])
    marks = milestones(question, answer, *routes)
    if (b % 2 and h % 2) or rng.random() < 0.5:
        trace = [
            f"{opening} Two copies of a triangle can be put together to a parallelogram, and that has the same "
            "area as the rectangle with the same base and height.",
            "So I work out the rectangle first and then take half of it.",
            f"The rectangle covers {covered}.",
            f"Half of that is {halved}.",
            f"To check, I double the result: 2 × {answer} = {box}, and dividing by the base gives {box} / {b} = {h}, "
            "which is the height in the question.",
            f"The triangle must be smaller than the rectangle around it, and {answer} is less than {box}, so the size "
            "is right as well.",
            closing,
        ]
        return Draft(question, answer, f"{covered}. {halved}", "\n".join(trace), "forward", milestones=marks)
    multiplied = product(even // 2, other)
    trace = [
        f"{opening} The area is half of base times height, and since the {named} is even, I halve that first: it "
        "keeps the numbers small.",
        f"Half of the {named} is {half}.",
        f"Multiplied by the other length this is {multiplied}.",
        "That is the area already, because the factor of one half has been used.",
        f"To check, I go back: the area divided by that other length is {answer} / {other} = {even // 2}, and doubled "
        f"that is the {named} of {even} {unit} again.",
        "Halving both lengths would be wrong: the factor of one half may be used only once, and halving twice would "
        "leave only half of the true area.",
        closing,
    ]
    return Draft(question, answer, f"{half}. {multiplied}", "\n".join(trace), "decomposition", milestones=marks)


def check_triangle(p: dict[str, Any]) -> str:
    """The shoelace formula for a triangle with its apex above the left end of the base."""
    corners = [(0, 0), (p["b"], 0), (0, p["h"])]
    twice = sum(x * v - u * y for (x, y), (u, v) in zip(corners, corners[1:] + corners[:1], strict=True))
    return str(twice // 2) if twice % 2 == 0 else f"{twice // 2}.5"


FAMILIES = (
    Family(
        "triangle_area", "math", "geometry", "number", ("area", "triangle"),
        triangle, write_triangle, check_triangle,
    ),
)
