"""The calendar: weekdays and dates."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from reasoning_data.math.working import Worked, equal, marked, milestones
from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, WEEK, count

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")
# setting: what is told going forward, what is told going back, and what the way back leads to
_WEEKDAYS = {
    "trip": ("{name} leaves on a {day} and comes back {n} days later.",
             "{name} came back on a {day}, {n} days after leaving.", "the day of leaving"),
    "parcel": ("A parcel for {name} is sent on a {day} and arrives {n} days later.",
               "A parcel reached {name} on a {day}, {n} days after it was sent.", "the day of sending"),
    "plain": ("Today is {day}. {name} counts {n} days ahead.",
              "Today is {day}. {name} counts {n} days back.", "that day"),
    "exam": ("{name} starts to learn on a {day} and has an exam {n} days later.",
             "{name} has an exam on a {day} and began to learn {n} days before.", "the first day of learning"),
    "cheese": ("{name} makes a cheese on a {day}, and it is ripe {n} days later.",
               "{name}'s cheese is ripe on a {day}, {n} days after it was made.", "the day it was made"),
    "seeds": ("{name} sows seeds on a {day}, and they sprout {n} days later.",
              "{name}'s seeds sprouted on a {day}, {n} days after sowing.", "the day of sowing"),
}
_WEEKDAY_ASKS = (
    "On which day of the week is that?",
    "What day of the week is it then?",
    "Which weekday is that?",
    "Name that day of the week.",
)
_WEEKDAY_BACK_ASKS = (
    "On which day of the week was {event}?",
    "What day of the week was {event}?",
    "Which weekday was {event}?",
    "Name the weekday that was {event}.",
)


def weekday(rng: Random, difficulty: str) -> dict[str, Any]:
    """The number of days is no multiple of 7."""
    n = rng.randint(*{"easy": (8, 30), "medium": (20, 99), "hard": (100, 500)}[difficulty])
    return {
        "setting": rng.choice(list(_WEEKDAYS)),
        "name": rng.choice(NAMES),
        "day": rng.randrange(7),
        "n": n if n % 7 else n + 1,
        "back": difficulty != "easy" and rng.random() < 0.4,
    }


def write_weekday(rng: Random, p: dict[str, Any]) -> Draft:
    n, back = p["n"], p["back"]
    start = WEEK[p["day"]]
    told, told_back, event = _WEEKDAYS[p["setting"]]
    ask = rng.choice(_WEEKDAY_BACK_ASKS).format(event=event) if back else rng.choice(_WEEKDAY_ASKS)
    question = f"{(told_back if back else told).format(name=p['name'], day=start, n=n)} {ask}"
    weeks, rest = divmod(n, 7)
    sign = -1 if back else 1
    way = [WEEK[(p["day"] + sign * i) % 7] for i in range(rest + 1)]
    answer = way[-1]
    word = "back" if back else "on"
    other = [WEEK[(p["day"] + sign * i) % 7] for i in range(7, rest - 1, -1)]
    steps = f"{count(rest, 'day')} {word} from {start}: {', '.join(way[1:])}"
    opening = rng.choice(("I need", "The question asks for"))
    whole, beyond = equal(f"{weeks} × 7", weeks * 7), equal(f"{n} - {weeks * 7}", rest)
    passed = [", ".join(way[1:-1])] if rest > 1 else []
    marks = milestones(
        question, answer, [*marked([whole]), beyond, *passed], f"{n} mod 7 = {rest}", f"{n} = {weeks * 7} + {rest}",
        f"{n} / 7 = {weeks} remainder {rest}",
    )
    trace = [
        f"{opening} the day of the week that lies {n} days {'before' if back else 'after'} a {start}.",
        "The days of the week repeat every 7 days, so whole weeks change nothing and only the days beyond the "
        "last whole week count.",
        f"The largest multiple of 7 that is not above {n} is {whole}.",
        f"What is left is {beyond}.",
        f"The whole weeks lead to a {start} again. From there I go {word} one day at a time: {', '.join(way[1:])}.",
        f"That is {count(rest, 'step')}, and the last one leads to {answer}.",
        f"To check, I come from the other side: going the opposite way from {start}, the days are "
        f"{', '.join(other[1:])}, so {answer} comes after {count(7 - rest, 'step')}, and {rest} + {7 - rest} = 7 "
        "closes the week.",
        f"The answer is {answer}.",
    ]
    concise = f"{whole}. {beyond}. {steps}. {answer}"
    template = "backward" if back else "forward"
    return Draft(question, answer, concise, "\n".join(trace), template, milestones=marks)


def check_weekday(p: dict[str, Any]) -> str:
    """Asks the calendar: 1 January 2024 was a Monday."""
    start = date(2024, 1, 1) + timedelta(days=p["day"])
    return WEEK[(start + timedelta(days=-p["n"] if p["back"] else p["n"])).weekday()]


_DATES = {
    "library": "{name} borrows a book on {start} and must return it {n} days later.",
    "course": "{name}'s course begins on {start}, and its last day is {n} days later.",
    "rent": "{name} rents a boat on {start} and gives it back {n} days later.",
    "visa": "A visa for {name} is issued on {start} and ends {n} days after that.",
    "plain": "{name} marks {start} in a calendar and then the day {n} days later.",
    "bread": "{name} starts a sourdough on {start} and bakes with it {n} days later.",
}
_DATE_ASKS = (
    "On which date is that?",
    "What is the date then?",
    "Give that date.",
    "Which date is the later one?",
)


def later_date(rng: Random, difficulty: str) -> dict[str, Any]:
    """Easy: within the month or into the next; hard: over several months."""
    low, high = {"easy": (3, 28), "medium": (20, 60), "hard": (50, 150)}[difficulty]
    start = date(rng.randint(2001, 2060), rng.randint(1, 12), rng.randint(1, 28))
    n = rng.randint(low, high)
    return {
        "setting": rng.choice(list(_DATES)),
        "name": rng.choice(NAMES),
        "start": [start.year, start.month, start.day],
        "n": n,
    }


def write_later_date(rng: Random, p: dict[str, Any]) -> Draft:
    (year, month, day), n = p["start"], p["n"]
    start = _written(year, month, day)
    question = f"{_DATES[p['setting']].format(name=p['name'], start=start, n=n)} {rng.choice(_DATE_ASKS)}"
    total = day + n
    counted = equal(f"{day} + {n}", total)
    steps, short, taken, lengths = [], [str(counted)], [counted], []
    while total > (length := _length(year, month)):
        left = total - length
        lengths.append(length)
        taken.append(equal(f"{total} - {length}", left))
        name, month = _MONTHS[month - 1], month + 1
        if month > 12:
            year, month = year + 1, 1
        steps.append(
            f"{name} has {length} days, and {total} is more than that, so I go on to {_MONTHS[month - 1]}: "
            f"{taken[-1]}."
        )
        short.append(f"{name} {length}: {taken[-1]}")
        total = left
    left_over = _from_month_to_month(p["start"], n)
    marks = milestones(question, _written(year, month, total), taken, *([left_over] if lengths else []))
    answer = _written(year, month, total)
    leap = "a leap year" if _length(year, 2) == 29 else "no leap year"
    passed = " + ".join(map(str, lengths))
    trace = [
        f"The start is {start}, and the date {n} days later is wanted.",
        f"I count as if the first month went on without end, which gives day number {counted} of "
        f"{_MONTHS[p['start'][1] - 1]}, and then take off one month after the other until the number fits.",
        *steps,
        f"{_MONTHS[month - 1]} has {_length(year, month)} days, and {total} is not more than that, so the counting "
        "stops here.",
        f"The year {year} is {leap}, which matters for February only.",
        f"To check, I go back by {n} days. The months passed have {passed} days in all, and "
        f"{total} + {passed} - {n} = {day} is the day at the start."
        if steps
        else f"To check, I go back: {total} - {n} = {day} is the day at the start, in the same month.",
        f"The months were taken in order from {_MONTHS[p['start'][1] - 1]} to {_MONTHS[month - 1]}, none of them "
        "twice."
        if steps
        else "No month ends in between, so nothing has to be taken off.",
        f"The answer is {answer}.",
    ]
    concise = f"{'. '.join(short)}. {answer}"
    return Draft(question, answer, concise, "\n".join(trace), "forward", milestones=marks)


def _from_month_to_month(start: list[int], n: int) -> list[Worked]:
    """The other way: what is left of the first month, then of the days: `31 - 27 = 4`, `16 - 4 = 12`."""
    year, month, day = start
    passed = _length(year, month) - day
    steps = [equal(f"{_length(year, month)} - {day}", passed)]
    while n > passed:
        steps.append(equal(f"{n} - {passed}", n - passed))
        year, month, n = (year, month + 1, n - passed) if month < 12 else (year + 1, 1, n - passed)
        passed = _length(year, month)
    return steps


def _length(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _written(year: int, month: int, day: int) -> str:
    return f"{_MONTHS[month - 1]} {day}, {year}"


def check_later_date(p: dict[str, Any]) -> str:
    """Asks the calendar."""
    end = date(*p["start"]) + timedelta(days=p["n"])
    return _written(end.year, end.month, end.day)


FAMILIES = (
    Family(
        "weekday", "math", "calendar", "text", ("weekday", "remainder"), weekday, write_weekday, check_weekday
    ),
    Family(
        "later_date", "math", "calendar", "date", ("date", "months"),
        later_date, write_later_date, check_later_date,
    ),
)
