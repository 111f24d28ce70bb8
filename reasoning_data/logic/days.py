"""Days of the week: which day it is, told by way of other days."""

from __future__ import annotations

from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family, routes
from reasoning_data.wording import NAMES, WEEK, count

# offset from today: how it is called
_CALLED = {
    -2: "the day before yesterday",
    -1: "yesterday",
    0: "today",
    1: "tomorrow",
    2: "the day after tomorrow",
}
# setting: what happens on the day told about; {name} is somebody
_EVENTS = {
    "plain": "",
    "dentist": "{name} has a dentist's appointment",
    "market": "{name} goes to the market",
    "match": "{name} plays a match",
    "concert": "{name} goes to a concert",
    "exam": "{name} takes an exam",
    "visit": "{name} visits an aunt",
    "hike": "{name} goes on a hike",
    "library": "{name} returns the library books",
    "swim": "{name} has a swimming lesson",
}


def day_riddle(rng: Random, difficulty: str) -> dict[str, Any]:
    reach = {"easy": 2, "medium": 6, "hard": 30}[difficulty]
    known, wanted = (rng.randint(-reach, reach) for _ in range(2))
    while wanted == known:
        wanted = rng.randint(-reach, reach)
    return {"setting": rng.choice(list(_EVENTS)), "name": rng.choice(NAMES), "known": known, "wanted": wanted,
            "day": rng.randrange(7)}


def _call(offset: int) -> str:
    if offset in _CALLED:
        return _CALLED[offset]
    return f"in {offset} days" if offset > 0 else f"{-offset} days ago"


def _fact(offset: int, day: str, event: str) -> str:
    verb = "is" if offset == 0 else "was" if offset < 0 else "will be"
    if not event:
        return (
            f"{_call(offset)} it {verb} {day}"
            if abs(offset) > 2
            else f"{_call(offset)} {verb if offset <= 0 else 'is'} {day}"
        )
    when = _call(offset)
    past = {
        "has": "had",
        "goes": "went",
        "plays": "played",
        "takes": "took",
        "visits": "visited",
        "returns": "returned",
    }
    if offset < 0:
        name, verb, rest = event.split(" ", 2)
        event = f"{name} {past[verb]} {rest}"
    return f"{when} {event}, and that {'was' if offset < 0 else 'is'} a {day}"


def _away(offset: int) -> str:
    return f"{count(abs(offset), 'day')} {'after' if offset > 0 else 'before'}"


def _lies(offset: int) -> str:
    return f"lies {_away(offset)} today" if offset else "is today itself"


_ASKS = {"past": ("What day was it {when}?", "Which day of the week was {when}?"),
         "now": ("What day is it {when}?", "Which day of the week is {when}?"),
         "future": ("What day will it be {when}?", "Which day of the week will it be {when}?")}


def write_day_riddle(rng: Random, p: dict[str, Any]) -> Draft:
    known, wanted, day = p["known"], p["wanted"], WEEK[p["day"]]
    event = _EVENTS[p["setting"]].format(name=p["name"])
    fact = _fact(known, day, event)
    tense = "past" if wanted < 0 else "future" if wanted else "now"
    ask = rng.choice(_ASKS[tense]).format(when=_call(wanted))
    opening = rng.choice(("", "", "Suppose ", "Say "))
    sentence = f"{opening}{fact}" if opening else fact[0].upper() + fact[1:]
    question = f"{sentence}. {ask}"
    shift = wanted - known
    weeks, rest = divmod(abs(shift), 7)
    way = "forward" if shift > 0 else "back"
    sign = 1 if shift > 0 else -1
    path = [WEEK[(p["day"] + sign * step) % 7] for step in range(rest + 1)]
    answer = path[-1]
    arithmetic = f"{wanted} - {known} = {shift}" if known >= 0 else f"{wanted} + {-known} = {shift}"
    cut = f"{abs(shift)} - {7 * weeks} = {rest}" if weeks else ""
    concise = ". ".join(
        x
        for x in (f"{day} at {known}", arithmetic, cut, f"{way.capitalize()} {rest}: {', '.join(path)}")
        if x
    )
    today = WEEK[(p["day"] - known) % 7]
    trace = "\n".join(
        (
            f"The day told about {_lies(known)}, and it is a {day}. The day asked about {_lies(wanted)}.",
            rng.choice(
                (
                    "I number the days: today is 0, tomorrow 1, yesterday -1, and so on.",
                    "With today as day 0, days to come get positive numbers and days gone by negative ones.",
                )
            ),
            f"The known day has the number {known} and the wanted day the number {wanted}.",
            f"The way from the one to the other is {arithmetic}, so {abs(shift)} "
            f"day{'s' * (abs(shift) != 1)} {way}.",
            f"Every 7 days the same day of the week comes again; {count(weeks, 'full week')} "
            f"make{'s' * (weeks == 1)} {weeks} × 7 = {7 * weeks} days, which leaves {cut}."
            if weeks
            else "That is less than a week, so nothing can be left out.",
            f"From {day} I go {rest} {way}: {', '.join(path)}."
            if rest
            else f"Nothing is left, so it is a {day} again.",
            f"A check by way of today: if the {day} has the number {known}, today is a {today}, and "
            + (f"{_away(wanted)} a {today} comes a {answer}." if wanted else "today is the day asked about."),
            f"The answer is {answer}.",
        )
    )
    claims = [arithmetic, *([cut] if cut else [])]
    walked = [", ".join(path)] if rest else []
    return Draft(
        question, answer, f"{concise}.", trace, "forward",
        milestones=routes(
            *((*claims, *(walked or [end])) for end in (f"is a {day} again", f"{way} 0: {day}"))
        ),
    )


def check_day_riddle(p: dict[str, Any]) -> str:
    """Walks day by day from the known day to the wanted one."""
    after = dict(zip(WEEK, (*WEEK[1:], WEEK[0]), strict=True))
    before = {later: day for day, later in after.items()}
    at, day = p["known"], WEEK[p["day"]]
    while at != p["wanted"]:
        at, day = (at + 1, after[day]) if at < p["wanted"] else (at - 1, before[day])
    return day


FAMILIES = (
    Family("day_riddle", "logic_puzzle", "calendar", "text", ("weekday", "days"),
           day_riddle, write_day_riddle, check_day_riddle),
)
