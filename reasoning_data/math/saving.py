"""A story of several steps: reaching a goal."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.math.working import equal, milestones, quotient
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, count, unit

_SAVING = {
    "savings": ("wants to save ${goal}", "has ${start}", "saves ${rate} a week", "dollars", "weeks", "a week"),
    "reading": (
        "has to read {goal} pages", "has read {start} pages", "reads {rate} pages a day",
        "pages", "days", "a day",
    ),
    "tank": (
        "fills a tank that holds {goal} liters", "has put in {start} liters", "adds {rate} liters a minute",
        "liters", "minutes", "a minute",
    ),
    "hike": (
        "walks a trail of {goal} kilometers", "has covered {start} kilometers", "walks {rate} kilometers a day",
        "kilometers", "days", "a day",
    ),
    "scarf": (
        "is making a scarf of {goal} rows", "has knitted {start} rows", "knits {rate} rows an evening",
        "rows", "evenings", "an evening",
    ),
    "stamps": (
        "wants a collection of {goal} stamps", "has {start} stamps", "collects {rate} stamps a month",
        "stamps", "months", "a month",
    ),
}
"""The goal, the start, the pace, what is counted, and the time, two ways."""
_SAVING_ASKS = (
    "{name} {goal}, {have} already and {pace}. How many more {times} will it take?",
    "{name} {goal} and {have} so far. If {name} {pace}, after how many {times} is the goal reached?",
    "{name} {goal}. So far {name} {have}. How many {times} are still needed at a pace of {rate} {units} {each}?",
    "{name} {goal}, {have} and {pace}. How many {times} are left until the goal?",
)


def saving(rng: Random, difficulty: str) -> dict[str, Any]:
    rate, times, start = {"easy": (9, 9, 20), "medium": (12, 12, 50), "hard": (35, 30, 200)}[difficulty]
    rate, times, start = rng.randint(3, rate), rng.randint(3, times), rng.randint(2, start)
    return {
        "setting": rng.choice(list(_SAVING)),
        "name": rng.choice(NAMES),
        "goal": start + rate * times,
        "start": start,
        "rate": rate,
    }


def write_saving(rng: Random, p: dict[str, Any]) -> Draft:
    goal, start, rate, name = p["goal"], p["start"], p["rate"], p["name"]
    aim, have, pace, units, times, each = _SAVING[p["setting"]]
    question = rng.choice(_SAVING_ASKS).format(
        name=name,
        goal=aim.format(goal=goal),
        have=have.format(start=start),
        pace=pace.format(rate=rate),
        times=times,
        rate=rate,
        units=units,
        each=each,
    )
    missing = goal - start
    needed = missing // rate
    gap, steps = equal(f"{goal} - {start}", missing), quotient(missing, rate)
    fives = needed // 5 * 5
    first, rest = start + fives * rate, needed - fives
    left = goal - first
    reached, beyond = equal(f"{start} + {fives * rate}", first), equal(f"{goal} - {first}", left)
    single = [equal(f"{left} / {rate}", rest)] if rest else []
    all_steps = equal(f"{fives} + {rest}", needed)
    routes: list[list[str]] = [[str(gap), steps]]
    if fives:
        routes.append([reached, beyond, *single, all_steps])
    marks = milestones(question, str(needed), *routes)
    if needed < 5 or rng.random() < 0.5:
        trace = [
            f"The goal is {goal} {units}, {start} are there already, and {rate} more come with each step of time. The "
            f"number of {times} is wanted.",
            f"The goal has two parts: what is there already, and what is missing. Only the missing {units} take time.",
            f"Missing are {gap} {units}.",
            f"At {rate} at a time, the number of {times} is {steps}.",
            *_check_saving(p, needed, units, times),
        ]
        return Draft(
            question, str(needed), f"{gap}. {steps}", "\n".join(trace), "decomposition", milestones=marks
        )
    strides = [
        f"Five {times} bring 5 × {rate} = {5 * rate} {units}, which is a handy stride.",
        f"{count(fives // 5, 'such stride')} bring {fives} × {rate} = {fives * rate} and lead to {reached}."
        if fives > 5
        else f"One such stride leads to {reached}.",
    ]
    trace = [
        f"There are {start} {units} at the beginning, {rate} are added again and again, and {goal} is the goal. I "
        f"look for the number of {times} that this takes, going forward from the start.",
        *strides,
        f"From {first} the way to the goal is {beyond}, and that takes {single[0]} single {unit(rest, 'step')}."
        if rest
        else f"That is the goal itself, since {beyond}.",
        f"In total the steps are {all_steps}.",
        *_check_saving(p, needed, units, times),
    ]
    walk = f"{start} + {fives} × {rate} = {reached}"
    concise = f"{walk}. {', '.join([beyond, *single])}. {all_steps}"
    return Draft(question, str(needed), concise, "\n".join(trace), "forward", milestones=marks)


def _check_saving(p: dict[str, Any], needed: int, units: str, times: str) -> list[str]:
    goal, start, rate = p["goal"], p["start"], p["rate"]
    made = needed * rate
    before = goal - rate
    return [
        f"To check: in {needed} {times} there come {needed} × {rate} = {made} {units}, and with those at the start it "
        f"is {start} + {made} = {goal}. The goal is met exactly.",
        f"One step earlier it would have been {goal} - {rate} = {before}, which is not enough, so {needed} is also "
        "the smallest number that will do.",
        f"The answer is {needed}.",
    ]


def check_saving(p: dict[str, Any]) -> str:
    """Lets the time pass."""
    have, passed = p["start"], 0
    while have < p["goal"]:
        have, passed = have + p["rate"], passed + 1
    return str(passed)


FAMILIES = (
    Family("saving", "math", "word_problems", "number", ("goal", "rate"), saving, write_saving, check_saving),
)
