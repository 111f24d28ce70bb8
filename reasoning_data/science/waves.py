"""Waves: speed, frequency and wavelength."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family
from reasoning_data.science.laws import First, Law, Measure
from reasoning_data.science.working import find_factor, quotient_steps
from reasoning_data.wording import NAMES, a, number

WAVE = Law(
    Measure("wave speed", "v", "m/s"),
    Measure("frequency", "f", "Hz"),
    Measure("wavelength", "L", "m"),
    (
        "A wave moves on by one wavelength in each oscillation, so its speed is frequency times wavelength.",
        "The speed of a wave is its frequency multiplied by its wavelength.",
        "Frequency counts the waves of a second and wavelength measures each; their product is the speed.",
    ),
    "One hertz is one wave in a second, so hertz times meters gives meters per second.",
    "Each wave in a second carries the motion on by {right}.",
)
# setting: the wave, where
WAVES = {
    "rope": ("wave on a tight rope", "in a gym"), "wire": ("wave on a long wire", "in a workshop"),
    "cable": ("wave on a steel cable", "at a bridge"), "hose": ("pressure wave", "in a soft hose"),
    "ground": ("surface wave", "in loose ground"), "mooring": ("wave on a mooring line", "in a harbor"),
    "overhead": ("wave on an overhead wire", "above a railway"), "cord": ("wave on an elastic cord", "at a fair"),
    "line": ("wave on a power line", "in a storm"), "chain": ("wave on a hanging chain", "in a shipyard"),
}
WAVE_ASKS = {
    "whole": (
        "{name} watches {thing} {where}. {beat} and its wavelength is {l} m. How fast does it travel?",
        "{thing_A} {where} has a wavelength of {l} m. {beat}, as {name} finds. What is its speed?",
        "{name} measures {thing} {where}: the wavelength is {l} m. {beat}. Find the wave speed.",
    ),
    "left": (
        "{name} watches {thing} {where}. It travels at {v} m/s and its wavelength is {l} m. What is its frequency?",
        "{thing_A} {where} has a wavelength of {l} m and a speed of {v} m/s. {name} asks for the frequency. Find it.",
        "How many hertz does {name} find for {thing} {where}, if it moves at {v} m/s with a wavelength of {l} m?",
    ),
    "right": (
        "{name} watches {thing} {where}. {beat} and it travels at {v} m/s. What is its wavelength?",
        "{thing_A} {where} moves at {v} m/s. {beat}, as {name} finds. How long is one wave?",
        "{name} measures {thing} {where}: the speed is {v} m/s. {beat}. Find the wavelength.",
    ),
}


def wave(rng: Random, difficulty: str) -> dict[str, Any]:
    frequency, length = {"easy": (12, 9), "medium": (40, 15), "hard": (30, 25)}[difficulty]
    unknowns = {"easy": ("whole",), "medium": ("whole", "left", "right"), "hard": ("whole", "right")}
    return {
        "setting": rng.choice(list(WAVES)),
        "name": rng.choice(NAMES),
        "unknown": rng.choice(unknowns[difficulty]),
        "left": rng.randint(2, frequency),
        "right": rng.randint(2, length),
        "seconds": rng.randint(2, 9) if difficulty == "hard" else 0,
    }


def write_wave(rng: Random, p: dict[str, Any]) -> Draft:
    thing, where = WAVES[p["setting"]]
    f, length, seconds = p["left"], p["right"], p["seconds"]
    beat, first = f"Its frequency is {f} Hz", None
    if seconds:
        crests = f * seconds
        beat = f"{crests} crests pass in {seconds} s"
        first = First(
            "left",
            f"{crests} crests in {seconds} s",
            "f",
            quotient_steps(crests, seconds),
            (f"{crests} / {seconds} = {f}",),
            f"The frequency is the number of crests in one second: {crests} / {seconds} = {f} Hz.",
        )
    question = rng.choice(WAVE_ASKS[p["unknown"]]).format(
        name=p["name"],
        thing=a(thing),
        thing_A=a(thing).capitalize(),
        where=where,
        beat=beat,
        l=length,
        v=f * length,
    )
    return WAVE.draft(rng, question, p["unknown"], f, length, first)


def check_wave(p: dict[str, Any]) -> str:
    """Lets the waves of one second pass, one by one; finds a missing factor by bisection."""
    meters = sum(p["right"] for _ in range(p["left"]))
    if p["unknown"] == "whole":
        return f"{meters} m/s"
    known, unit = (p["right"], "Hz") if p["unknown"] == "left" else (p["left"], "m")
    return f"{number(find_factor(meters, known))} {unit}"


FAMILIES = (
    Family(
        "wave", "science", "waves", "quantity", ("wave", "frequency", "wavelength"), wave, write_wave, check_wave,
    ),
)
