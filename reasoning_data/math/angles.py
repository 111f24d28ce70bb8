"""Angles: the one that is missing in a triangle or a quadrilateral."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.math.working import equal, milestones, running_difference, running_sum
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES

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
    added, left, steps = running_sum(angles), equal(f"{whole} - {known}", missing), running_difference(whole, angles)
    taken_at_once = f"{whole} - {' - '.join(map(str, angles))} = {missing}"
    if len(angles) == 2:  # one result a route: the whole equation, for many a triangle meets the number
        first = f"{whole} - {angles[0]} = {whole - angles[0]}"
        marks = milestones(question, str(missing), [str(added), left], first, taken_at_once)
    else:
        known_at_once = f"{' + '.join(map(str, angles))} = {known}"
        marks = milestones(question, str(missing), [added, left], [steps], known_at_once, taken_at_once)
    kind = "less than" if missing < 90 else "more than" if missing > 90 else "exactly"
    closing = [
        f"To check, I add all {corners} angles, the new one first: {running_sum([missing, *angles])}, which is the "
        "full sum.",
        f"The value is possible for the angle of a {figure}: it is above 0, and it is {kind} a right angle of 90.",
        f"The missing angle is {missing} degrees.",
    ]
    if rng.random() < 0.5:
        trace = [
            f"The {figure} has {corners} angles. Known are {given} degrees, and the one that is left is wanted.",
            f"{reason} So the missing angle is what the known ones leave of that sum.",
            f"The known angles together make {added} degrees.",
            f"What is left is {left}.",
            "No other value is possible, since the sum of the angles leaves no freedom for the last one.",
            *closing,
        ]
        concise = f"{added}. {left}"
        return Draft(question, str(missing), concise, "\n".join(trace), "forward", milestones=marks)
    trace = [
        f"Of the {corners} angles of the {figure}, {given} degrees are known, and the last one is wanted.",
        f"{reason} I start from the whole sum and take away one known angle after the other.",
        f"Step by step: {steps}.",
        f"All known angles are used up, so the rest of {missing} degrees belongs to the angle that was not given.",
        *closing,
    ]
    concise = f"Sum {whole}. {steps}"
    return Draft(question, str(missing), concise, "\n".join(trace), "trace_execution", milestones=marks)


def check_angle(p: dict[str, Any]) -> str:
    """Opens the last angle degree by degree until the figure closes."""
    turn = 0
    while sum(180 - n for n in (*p["angles"], turn)) != 360:
        turn += 1
    return str(turn)


FAMILIES = (
    Family(
        "missing_angle", "math", "geometry", "number", ("angles", "triangle", "quadrilateral"),
        angle, write_angle, check_angle,
    ),
)
