"""The clock: times of day and how long things last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from reasoning_data.math.working import equal, marked, milestones
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, count, unit

_LATER = {
    "film": "A film that {name} watches starts at {start} and lasts {length}.",
    "train": "{name}'s train leaves at {start} and travels for {length}.",
    "stew": "{name} puts a stew on the stove at {start}, and it cooks for {length}.",
    "walk": "{name} sets out at {start} and walks for {length}.",
    "lesson": "{name}'s workshop begins at {start} and takes {length}.",
    "shift": "{name}'s night shift begins at {start} and lasts {length}.",
}
_Span = tuple[int, int]
_LATER_SPANS: dict[str, tuple[_Span, _Span]] = {
    "film": ((600, 1320), (75, 200)), "train": ((300, 1439), (20, 800)), "stew": ((420, 1080), (20, 300)),
    "walk": ((360, 840), (20, 480)), "lesson": ((480, 1000), (45, 420)), "shift": ((1080, 1400), (300, 660)),
}
"""When it may begin, and how long it may take: in minutes, the former since midnight."""
_LATER_ASKS = (
    "At what time is that over? Use the 24-hour clock.",
    "What time is it then, on the 24-hour clock?",
    "What does a 24-hour clock show at the end?",
    "Give the time at the end on the 24-hour clock.",
)


def later_time(rng: Random, difficulty: str) -> dict[str, Any]:
    """Start and length in minutes; easy ones in steps of five; only hard ones pass midnight."""
    spans = {"easy": ((420, 1000), (20, 200)), "medium": ((300, 1000), (65, 400)), "hard": ((900, 1439), (200, 800))}
    setting, start, length = _drawn(rng, _LATER_SPANS, spans[difficulty], 5 if difficulty == "easy" else 1)
    return {"setting": setting, "name": rng.choice(NAMES), "start": start, "length": length}


def _drawn(
    rng: Random, settings: Mapping[str, tuple[_Span, _Span]], spans: tuple[_Span, _Span], step: int
) -> tuple[str, int, int]:
    """A setting with a start and a length that suit both it and the difficulty, multiples of `step`."""
    able: dict[str, tuple[range, range]] = {}
    for setting, own in settings.items():
        starts, lengths = [
            range(max(low, least), min(high, most) + 1, step)
            for (low, high), (least, most) in zip(own, spans, strict=True)
        ]
        if len(starts) > 1 and len(lengths) > 1:
            able[setting] = starts, lengths
    setting = rng.choice(list(able))
    starts, lengths = able[setting]
    return setting, rng.choice(starts), rng.choice(lengths)


def write_later_time(rng: Random, p: dict[str, Any]) -> Draft:
    start, length = p["start"], p["length"]
    (h, m), (hours, minutes) = divmod(start, 60), divmod(length, 60)
    lasting = " and ".join([count(n, unit) for n, unit in ((hours, "hour"), (minutes, "minute")) if n])
    told = _LATER[p["setting"]].format(name=p["name"], start=_clock(start), length=lasting)
    question = f"{told} {rng.choice(_LATER_ASKS)}"
    sum_m, sum_h = m + minutes, h + hours
    carry, left = divmod(sum_m, 60)
    full = sum_h + carry
    end = full % 24
    answer = _clock(start + length)
    added, fewer = equal(f"{m} + {minutes}", sum_m), equal(f"{sum_m} - 60", left)
    chain, next_day = equal(f"{h} + {hours}{' + 1' if carry else ''}", full), equal(f"{full} - 24", end)
    mix, short, steps = [f"{added} {unit(sum_m, 'minute')}"], [str(added)], [added]
    if carry:
        mix.append(f"60 of them make an hour, and what remains is {fewer} {unit(left, 'minute')}")
        short.append(f"{fewer}, carry 1")
        steps.append(fewer)
    tail = [chain, *([next_day] if full >= 24 else [])]
    beyond = f"= {full}:{left:02d}" if full >= 24 else _clock(start + 60 * hours)
    marks = milestones(question, answer, [*steps, *tail], *([beyond] if beyond not in (answer, _clock(start)) else []))
    trace = [
        f"The start is {_clock(start)} and the time that passes is {lasting}; the time on the clock at the end is "
        "wanted.",
        "Minutes and hours are added separately, and every 60 minutes turn into one hour more. The minutes come "
        "first, since they decide whether there is such a carry.",
        f"The minutes: {'; '.join(mix)}.",
        f"The hours{', with the one carried over' if carry else ''}: {chain}.",
        f"That is past midnight, so a day is taken off: {next_day}."
        if full >= 24
        else f"The hour {full} is below 24, so it is still the same day.",
        f"Together the clock shows {answer}.",
        f"To check, I count everything in minutes since midnight. The start is {h} × 60 + {m} = {start}, the time "
        f"that passes is {hours} × 60 + {minutes} = {length}, and {start} + {length} = {start + length}. "
        + (f"A day has 1440 minutes, so that is {start + length} - 1440 = {start + length - 1440} on the next day. "
           if full >= 24 else "")
        + f"Now {end} × 60 + {left} = {end * 60 + left}, the same minute.",
        f"The answer is {answer}.",
    ]
    concise = ". ".join([*short, *tail, answer])
    return Draft(question, answer, concise, "\n".join(trace), "forward", milestones=marks)


def _clock(minutes: int) -> str:
    """`09:05`."""
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def check_later_time(p: dict[str, Any]) -> str:
    """Lets the minute hand run."""
    h, m = divmod(p["start"], 60)
    for _ in range(p["length"]):
        m += 1
        if m == 60:
            h, m = (h + 1) % 24, 0
    return f"{h:02d}:{m:02d}"


_LASTING = {
    "film": "{name}'s film runs from {start} to {end}.",
    "train": "{name}'s train leaves at {start} and arrives at {end}.",
    "shop": "{name} was in the shop from {start} until {end}.",
    "walk": "{name} sets out at {start} and is home at {end}.",
    "lesson": "{name}'s lesson begins at {start} and ends at {end}.",
    "call": "{name}'s phone call started at {start} and was over at {end}.",
    "shift": "{name}'s shift begins at {start} and ends at {end}.",
    "library": "{name}'s library opens at {start} and closes at {end}.",
}
_LASTING_SPANS: dict[str, tuple[_Span, _Span]] = {
    "film": ((600, 1200), (75, 200)), "train": ((300, 1100), (10, 530)), "shop": ((540, 1100), (10, 90)),
    "walk": ((360, 900), (20, 480)), "lesson": ((480, 1080), (30, 120)), "call": ((420, 1100), (10, 120)),
    "shift": ((300, 900), (200, 530)), "library": ((480, 840), (180, 530)),
}
_LASTING_ASKS = (
    "How many minutes is that?",
    "How many minutes are there between the two times?",
    "How long is that in minutes?",
    "Give the length in minutes.",
)


def duration(rng: Random, difficulty: str) -> dict[str, Any]:
    spans = {"easy": ((420, 1100), (10, 100)), "medium": ((300, 900), (30, 200)), "hard": ((300, 900), (200, 530))}
    setting, start, length = _drawn(rng, _LASTING_SPANS, spans[difficulty], 5 if difficulty == "easy" else 1)
    return {"setting": setting, "name": rng.choice(NAMES), "start": start, "end": start + length}


def write_duration(rng: Random, p: dict[str, Any]) -> Draft:
    start, end = p["start"], p["end"]
    (h, m), (g, k) = divmod(start, 60), divmod(end, 60)
    told = _LASTING[p["setting"]].format(name=p["name"], start=_clock(start), end=_clock(end))
    question = f"{told} {rng.choice(_LASTING_ASKS)}"
    length = end - start
    opening = (
        f"From {_clock(start)} to {_clock(end)}: the number of minutes between these two times is wanted."
    )
    begins, ends = equal(f"{h} × 60 + {m}", start), equal(f"{g} × 60 + {k}", end)
    difference = equal(f"{end} - {start}", length)
    first, whole = 60 - m, g - h - 1
    up, full_hours = equal(f"60 - {m}", first), [equal(f"{whole} × 60", 60 * whole)] if whole > 0 else []
    parts = [first, *([60 * whole] if whole > 0 else []), *([k] if k else [])]
    total = [equal(" + ".join(map(str, parts)), length)] if len(parts) > 1 else []
    over_full_hours = g > h and m > 0
    routes: list[Sequence[str]] = [[begins, ends, difference]]
    if over_full_hours:
        routes.append([up, *marked(full_hours), *total])
    hours, minutes = divmod(length, 60)
    if hours and minutes:
        routes.append(f"{60 * hours} + {minutes} = {length}")
    marks = milestones(question, str(length), *routes)
    on_clock = f"From {_clock(start)}, going on by {minutes} min leads to {_clock(end)}"
    if hours:
        on_clock = f"The {length} minutes are {hours} h" + f" and {minutes} min" * (minutes > 0)
        on_clock += f". From {_clock(start)}, going on by {hours} h leads to {_clock(start + 60 * hours)}"
        on_clock += f", and {minutes} min more lead to {_clock(end)}" * (minutes > 0)
    check = f"To check, I add it on the clock. {on_clock}, which is the end in the question."
    if over_full_hours and rng.random() < 0.6:
        between = f"From {h + 1:02d}:00 to {g:02d}:00 there are {whole} × 60 = {60 * whole} minutes."
        trace = [
            f"{opening} I go forward from the start and stop at full hours, because an hour has 60 minutes, and "
            "counting across the full hour in one go easily leads to a slip.",
            f"From {_clock(start)} to {h + 1:02d}:00 it is {up} {unit(first, 'minute')}.",
            between if whole else f"The next full hour, {h + 1:02d}:00, is also the last one before the end.",
            f"From {g:02d}:00 to {_clock(end)} it is another {count(k, 'minute')}."
            if k
            else "The end is a full hour itself.",
            f"In total that is {total[0]} minutes."
            if total
            else f"So it is {count(length, 'minute')} in all.",
            check,
            f"The answer is {length}.",
        ]
        concise = ". ".join([f"Up to the full hour: {up}", *full_hours, *total])
        return Draft(question, str(length), concise, "\n".join(trace), "forward", milestones=marks)
    trace = [
        f"{opening} Both times can be written as minutes since midnight; then a single subtraction gives the length.",
        f"An hour has 60 minutes. The start is {begins} minutes after midnight.",
        f"The end is {ends} minutes after midnight.",
        f"The difference is {difference}.",
        check,
        "Both times lie on the same day, so midnight does not come in between.",
        f"The answer is {length}.",
    ]
    concise = f"{begins}. {ends}. {difference}"
    return Draft(question, str(length), concise, "\n".join(trace), "decomposition", milestones=marks)


def check_duration(p: dict[str, Any]) -> str:
    """Ticks from the start until the clock shows the end."""
    shown, ticks = _clock(p["start"]), 0
    while shown != _clock(p["end"]):
        ticks += 1
        shown = _clock(p["start"] + ticks)
    return str(ticks)


FAMILIES = (
    Family(
        "later_time", "math", "clock", "time", ("time", "clock"), later_time, write_later_time,
        check_later_time,
    ),
    Family(
        "duration", "math", "clock", "number", ("time", "clock"), duration, write_duration, check_duration
    ),
)
