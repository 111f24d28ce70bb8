"""Solids: the volume of a box."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.math.working import equal, milestones, product
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES

_BOXES = {
    "brick": ("brick", "cm", "centimeters"),
    "parcel": ("parcel", "dm", "decimeters"),
    "chest": ("wooden chest", "dm", "decimeters"),
    "room": ("room", "m", "meters"),
    "drawer": ("drawer", "cm", "centimeters"),
    "shoebox": ("shoebox", "cm", "centimeters"),
    "hall": ("hall", "m", "meters"),
    "barn": ("barn", "m", "meters"),
}
"""A box-shaped thing and its unit, short and long."""
_BOXES_BY_SIZE = {
    "easy": ("brick", "parcel", "chest", "room"),
    "medium": ("brick", "chest", "drawer", "hall"),
    "hard": ("drawer", "shoebox", "hall", "barn"),
}
_VOLUME_ASKS = (
    "{name}'s {thing} has the shape of a box, {a} {unit} long, {b} {unit} wide and {c} {unit} high. What is its "
    "volume in cubic {long}?",
    "{name} has a box-shaped {thing} of {a} by {b} by {c} {unit}. Find its volume in cubic {long}.",
    "How many cubic {long} is the volume of {name}'s box-shaped {thing} of {a} {unit} by {b} {unit} by {c} {unit}?",
    "{name} measures a box-shaped {thing}: length {a} {unit}, width {b} {unit}, height {c} {unit}. What is the volume "
    "in cubic {long}?",
)


def volume(rng: Random, difficulty: str) -> dict[str, Any]:
    sizes = {
        "easy": ((3, 9), (2, 6), (2, 5)),
        "medium": ((5, 12), (4, 9), (3, 9)),
        "hard": ((11, 30), (8, 20), (4, 9)),
    }[difficulty]
    a, b, c = (rng.randint(*size) for size in sizes)
    a, b = max(a, b), min(a, b)  # what is longer is the length
    return {"setting": rng.choice(_BOXES_BY_SIZE[difficulty]), "name": rng.choice(NAMES), "a": a, "b": b, "c": c}


def write_volume(rng: Random, p: dict[str, Any]) -> Draft:
    a, b, c = p["a"], p["b"], p["c"]
    thing, unit, long = _BOXES[p["setting"]]
    question = rng.choice(_VOLUME_ASKS).format(
        name=p["name"], thing=thing, a=a, b=b, c=c, unit=unit, long=long
    )
    floor, space = a * b, a * b * c
    layer, filled, wall = product(a, b), product(floor, c), equal(f"{b} × {c}", b * c)
    marks = milestones(question, str(space), [layer, filled], [wall, product(b * c, a)], f"{a} × {b} × {c} = {space}")
    trace = [
        f"The {thing} is a box of {a} {unit} by {b} {unit} by {c} {unit}, and its volume in cubic {long} is wanted.",
        f"I imagine it filled with cubes whose edges are 1 {unit}, and count them layer by layer: first the cubes of "
        "one layer on the floor, then the layers on top of each other.",
        f"One layer has length times width, which is {layer} cubes.",
        f"The height has room for {c} such layers, so the box holds {filled} cubes.",
        f"Every cube is one cubic {long[:-1]}, so that number is the volume.",
        f"To check, I go back: {space} cubes in {c} equal layers are {space} / {c} = {floor} in each, and {floor} "
        f"cubes in {b} equal rows are {floor} / {b} = {a} in each, which is the length in the question.",
        f"As for the size, a box with all edges {min(a, b, c)} {unit} long would fit inside, so the volume cannot be "
        f"less than {min(a, b, c)}^3 = {min(a, b, c) ** 3}.",
        f"The volume is {space}.",
    ]
    return Draft(question, str(space), f"{layer}. {filled}", "\n".join(trace), "decomposition", milestones=marks)


def check_volume(p: dict[str, Any]) -> str:
    """Fills in the cubes row by row."""
    return str(sum(p["a"] for _ in range(p["b"]) for _ in range(p["c"])))


FAMILIES = (
    Family(
        "box_volume", "math", "geometry", "number", ("volume", "box"),
        volume, write_volume, check_volume,
    ),
)
