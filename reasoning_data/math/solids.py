"""Volumes and angles."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.math.working import product, running_sum
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES

_BOXES = {
    "aquarium": ("aquarium", "cm", "centimeters"),
    "crate": ("crate", "cm", "centimeters"),
    "pool": ("swimming pool", "m", "meters"),
    "brick": ("brick", "cm", "centimeters"),
    "container": ("container", "m", "meters"),
    "trunk": ("trunk", "dm", "decimeters"),
}
_VOLUME_ASKS = (
    "{name}'s {thing} is a box, {a} {unit} long, {b} {unit} wide and {c} {unit} high. What is its volume in cubic "
    "{long}?",
    "{name} has a box-shaped {thing} of {a} by {b} by {c} {unit}. Find its volume in cubic {long}.",
    "How many cubic {long} does {name}'s box-shaped {thing} of {a} {unit} by {b} {unit} by {c} {unit} fill?",
    "{name} measures a box-shaped {thing}: length {a} {unit}, width {b} {unit}, height {c} {unit}. What is the volume "
    "in cubic {long}?",
)


def volume(rng: Random, difficulty: str) -> dict[str, Any]:
    most = {"easy": (9, 6, 5), "medium": (12, 9, 9), "hard": (30, 20, 9)}[difficulty]
    a, b, c = (rng.randint(2, n) for n in most)
    return {"setting": rng.choice(list(_BOXES)), "name": rng.choice(NAMES), "a": a, "b": b, "c": c}


def write_volume(rng: Random, p: dict[str, Any]) -> Draft:
    a, b, c = p["a"], p["b"], p["c"]
    thing, unit, long = _BOXES[p["setting"]]
    question = rng.choice(_VOLUME_ASKS).format(
        name=p["name"], thing=thing, a=a, b=b, c=c, unit=unit, long=long
    )
    floor, space = a * b, a * b * c
    trace = [
        f"The {thing} is a box of {a} {unit} by {b} {unit} by {c} {unit}, and its volume in cubic {long} is wanted.",
        f"I imagine it filled with cubes whose edges are 1 {unit}, and count them layer by layer: first the cubes of "
        "one layer on the floor, then the layers on top of each other.",
        f"One layer has length times width, which is {product(a, b)} cubes.",
        f"The height has room for {c} such layers, so the box holds {product(floor, c)} cubes.",
        f"Every cube is one cubic {long[:-1]}, so that number is the volume.",
        f"To check, I multiply in another order: a side wall has {b} × {c} = {b * c} cubes, and there are {a} such "
        f"walls behind each other, {b * c} × {a} = {space}. It is the same number.",
        f"Going back, {space} / {floor} = {c} is the height again.",
        f"The volume is {space}.",
    ]
    return Draft(
        question, str(space), f"{product(a, b)}. {product(floor, c)}", "\n".join(trace), "decomposition"
    )


def check_volume(p: dict[str, Any]) -> str:
    """Fills in the cubes row by row."""
    return str(sum(p["a"] for _ in range(p["b"]) for _ in range(p["c"])))


_ANGLE_ASKS = {
    2: (
        "Two angles of {name}'s triangle are {given} degrees. How many degrees is the third angle?",
        "In a triangle, {name} measures two angles of {given} degrees. What is the third angle in degrees?",
        "A triangle in {name}'s notebook has angles of {given} degrees. Find the missing angle in degrees.",
        "{name} draws a triangle with two angles of {given} degrees. How large is the remaining angle, in degrees?",
    ),
    3: (
        "Three angles of {name}'s quadrilateral are {given} degrees. How many degrees is the fourth angle?",
        "In a four-sided figure, {name} measures angles of {given} degrees. What is the last angle in degrees?",
        "A quadrilateral in {name}'s notebook has angles of {given} degrees. Find the missing angle in degrees.",
        "{name} draws a quadrilateral with three angles of {given} degrees. How many degrees is the remaining one?",
    ),
}


def angle(rng: Random, difficulty: str) -> dict[str, Any]:
    """All angles of a figure but one; multiples of five when easy."""
    if difficulty == "hard":
        angles = [rng.randint(41, 118) for _ in range(3)]
    else:
        unit = 5 if difficulty == "easy" else 1
        first = unit * rng.randint(20 // unit, 110 // unit)
        angles = [first, unit * rng.randint(20 // unit, (160 - first) // unit)]
    return {"name": rng.choice(NAMES), "angles": angles}


def write_angle(rng: Random, p: dict[str, Any]) -> Draft:
    angles = p["angles"]
    known, whole = sum(angles), 180 * (len(angles) - 1)
    missing = whole - known
    *most, last = map(str, angles)
    given = f"{', '.join(most)} and {last}"
    question = rng.choice(_ANGLE_ASKS[len(angles)]).format(name=p["name"], given=given)
    figure, corners = ("triangle", "three") if len(angles) == 2 else ("quadrilateral", "four")
    reason = (
        "The angles of every triangle add up to 180 degrees, a straight angle."
        if len(angles) == 2
        else "A diagonal cuts every quadrilateral into two triangles of 180 degrees each, so its angles add up to "
        "2 × 180 = 360 degrees."
    )
    steps = ", ".join(
        f"{whole - sum(angles[:i])} - {angles[i]} = {whole - sum(angles[: i + 1])}"
        for i in range(len(angles))
    )
    kind = "less than" if missing < 90 else "more than" if missing > 90 else "exactly"
    closing = [
        f"To check, I add all {corners} angles: {running_sum([*angles, missing])}, which is the full sum.",
        f"The value is possible for the angle of a {figure}: it is above 0, and it is {kind} a right angle of 90.",
        f"The missing angle is {missing} degrees.",
    ]
    if rng.random() < 0.5:
        trace = [
            f"The {figure} has {corners} angles. Known are {given} degrees, and the one that is left is wanted.",
            f"{reason} So the missing angle is what the known ones leave of that sum.",
            f"The known angles together make {running_sum(angles)} degrees.",
            f"What is left is {whole} - {known} = {missing}.",
            "No other value is possible, since the sum of the angles leaves no freedom for the last one.",
            *closing,
        ]
        concise = f"{running_sum(angles)}. {whole} - {known} = {missing}"
        return Draft(question, str(missing), concise, "\n".join(trace), "forward")
    trace = [
        f"Of the {corners} angles of the {figure}, {given} degrees are known, and the last one is wanted.",
        f"{reason} I start from the whole sum and take away one known angle after the other.",
        f"Step by step: {steps}.",
        f"All known angles are used up, so the rest of {missing} degrees belongs to the angle that was not given.",
        *closing,
    ]
    return Draft(question, str(missing), f"Sum {whole}. {steps}", "\n".join(trace), "backward")


def check_angle(p: dict[str, Any]) -> str:
    """Opens the last angle degree by degree until the figure closes."""
    turn = 0
    while sum(180 - n for n in (*p["angles"], turn)) != 360:
        turn += 1
    return str(turn)


FAMILIES = (
    Family(
        "box_volume", "math", "geometry", "number", ("volume", "box"),
        volume, write_volume, check_volume,
    ),
    Family(
        "missing_angle", "math", "geometry", "number", ("angles", "triangle", "quadrilateral"),
        angle, write_angle, check_angle,
    ),
)
