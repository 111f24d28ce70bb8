"""Radioactive decay: what is left, what there was, and how long it took, by half-lives."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family, routes
from reasoning_data.science.working import conclude, restate
from reasoning_data.wording import NAMES

# isotope: half-life, rounded to whole units, and its unit
ISOTOPES = {
    "iodine-131": (8, "days"), "cobalt-60": (5, "years"), "radon-222": (4, "days"), "technetium-99m": (6, "hours"),
    "tritium": (12, "years"), "cesium-137": (30, "years"), "sodium-24": (15, "hours"), "phosphorus-32": (14, "days"),
    "strontium-90": (29, "years"), "radium-226": (1600, "years"), "gallium-67": (78, "hours"),
    "gold-198": (65, "hours"), "iron-59": (45, "days"), "sulfur-35": (87, "days"), "polonium-210": (138, "days"),
    "carbon-11": (20, "minutes"),
}
# setting: where it is kept
STORES = (
    "in a hospital", "in a university lab", "in a sealed box", "in a lead container", "at a research reactor",
    "in a test tube", "in a storage vault", "in a measuring chamber",
)
DECAY_ASKS = {
    "left": (
        "{name} has {start} mg of {isotope} {where}. Its half-life is about {half} {unit}. How much is left after "
        "{time} {unit}?",
        "A sample of {start} mg of {isotope} lies {where}. With a half-life of {half} {unit}, how many milligrams does "
        "{name} find after {time} {unit}?",
        "The half-life of {isotope} is about {half} {unit}. Of {name}'s {start} mg {where}, what is left after {time} "
        "{unit}?",
    ),
    "first": (
        "{name} finds {end} mg of {isotope} {where}. Its half-life is about {half} {unit}. How much was there {time} "
        "{unit} ago?",
        "After {time} {unit}, {end} mg of {isotope} are left {where}. With a half-life of {half} {unit}, how many "
        "milligrams did {name} put there?",
        "The half-life of {isotope} is about {half} {unit}. {name} still has {end} mg {where} after {time} {unit}. "
        "What was the amount at first?",
    ),
    "time": (
        "{name} has {start} mg of {isotope} {where}. Its half-life is about {half} {unit}. After how many {unit} are "
        "{end} mg left?",
        "A sample of {isotope} {where} has fallen from {start} mg to {end} mg. With a half-life of {half} {unit}, how "
        "long did that take, {name} asks. Answer in {unit}.",
        "The half-life of {isotope} is about {half} {unit}. How long does {name} wait {where} until {start} mg have "
        "become {end} mg?",
    ),
}


def decay(rng: Random, difficulty: str) -> dict[str, Any]:
    return {
        "isotope": rng.choice(list(ISOTOPES)),
        "setting": rng.choice(STORES),
        "name": rng.choice(NAMES),
        "ask": rng.choice({"easy": ("left",), "medium": ("left", "first"), "hard": ("first", "time")}[difficulty]),
        "end": rng.randint(1, {"easy": 20, "medium": 25, "hard": 15}[difficulty]),
        "times": rng.randint(*{"easy": (2, 3), "medium": (2, 4), "hard": (3, 6)}[difficulty]),
    }


def write_decay(rng: Random, p: dict[str, Any]) -> Draft:
    isotope, end, times = p["isotope"], p["end"], p["times"]
    half, unit = ISOTOPES[isotope]
    sizes = [end * 2 ** (times - k) for k in range(times + 1)]
    start, time = sizes[0], half * times
    question = rng.choice(DECAY_ASKS[p["ask"]]).format(
        name=p["name"], isotope=isotope, where=p["setting"], half=half, unit=unit, time=time, start=start, end=end
    )
    counted, halved = f"{time} / {half} = {times}", [f"{x} / 2 = {y}" for x, y in pairwise(sizes)]
    doubled = [f"{y} × 2 = {x}" for x, y in reversed(list(pairwise(sizes)))]
    power = f"{' × '.join(['2'] * times)} = {2**times}"
    given = [f"a half-life of {half} {unit}"]
    rule = "In every half-life, half of what is there decays, however much it is, so the amount is divided by 2."
    if p["ask"] == "left":
        template, wanted, answer, claims = "trace_execution", "the amount left", f"{end} mg", [counted, *halved]
        given += [f"{start} mg at first", f"a time of {time} {unit}"]
        lines = [
            rule,
            f"The time holds {counted} half-lives.",
            *(f"After {half * (k + 1)} {unit}: {claim} mg." for k, claim in enumerate(halved)),
            f"Check with one factor: {power}, and {end} × {2**times} = {start} mg again.",
        ]
    elif p["ask"] == "first":
        template, wanted, answer, claims = "backward", "the amount at first", f"{start} mg", [counted, *doubled]
        given += [f"{end} mg in the end", f"a time of {time} {unit}"]
        lines = [
            f"{rule} Going back in time, it is multiplied by 2.",
            f"The time holds {counted} half-lives.",
            *(f"{half * (k + 1)} {unit} earlier: {claim} mg." for k, claim in enumerate(doubled)),
            f"Check forward with one factor: {power}, and {start} / {2**times} = {end} mg.",
        ]
    else:
        template, wanted, answer = "decomposition", "the time", f"{time} {unit}"
        claims = [*halved, f"{times} × {half} = {time}"]
        given += [f"{start} mg at first", f"{end} mg in the end"]
        lines = [
            f"{rule} I count how often that happens.",
            *(f"Half-life {k}: {claim} mg." for k, claim in enumerate(halved, 1)),
            f"These are {times} half-lives of {half} {unit} each: {claims[-1]} {unit}.",
            f"Check with one factor: {start} / {end} = {2**times}, and {power} too.",
        ]
    lines.append(
        f"The amount never falls by the same number of milligrams twice: the first half-life takes "
        f"{sizes[0] - sizes[1]} mg and the last one {sizes[-2] - sizes[-1]} mg, as it has to be with halves."
    )
    concise = f"{'. '.join(claims)} {unit if p['ask'] == 'time' else 'mg'}"
    trace = "\n".join((restate(rng, given, wanted), *lines, conclude(rng, wanted, answer)))
    return Draft(question, answer, concise, trace, template, milestones=routes(claims))


def check_decay(p: dict[str, Any]) -> str:
    """Lets the share left be a power of one half, and counts the half-lives by trying every number of them."""
    half, unit = ISOTOPES[p["isotope"]]
    share = Fraction(1, 2) ** p["times"]
    start = p["end"] / share
    if p["ask"] == "left":
        return f"{start * share} mg"
    if p["ask"] == "first":
        return f"{start} mg"
    return f"{next(n for n in range(1, 60) if start == p['end'] * 2**n) * half} {unit}"


FAMILIES = (
    Family(
        "half_life", "science", "nuclear_physics", "quantity", ("half-life", "decay"), decay, write_decay, check_decay,
    ),
)
