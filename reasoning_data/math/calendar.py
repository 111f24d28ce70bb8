"""Calendar and clock: weekdays, dates, times of day."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from reasoning_data.schema import Draft, Family
from reasoning_data.wording import NAMES, count

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip

_WEEKDAY_ASKS = {
    "trip": "{name} leaves on a {day} and comes back {n} days later. On which day of the week is that?",
    "parcel": "A parcel for {name} is sent on a {day} and arrives {n} days later. On what weekday does it arrive?",
    "plain": "Today is {day}. {name} counts {n} days ahead. Which day of the week is it then?",
    "exam": "{name} has an exam {n} days after a {day}. What day of the week is the exam?",
    "cheese": "{name} starts a cheese on a {day}. It is ripe after {n} days. On which weekday is it ripe?",
    "seeds": "{name} sows seeds on a {day}, and they sprout {n} days after. Which day of the week is that?",
}
_WEEKDAY_BACK_ASKS = {
    "trip": "{name} came back on a {day} after {n} days. On which day of the week did {name} leave?",
    "parcel": "A parcel reached {name} on a {day}, {n} days after it was sent. On what weekday was it sent?",
    "plain": "Today is {day}. {name} counts {n} days back. Which day of the week was it then?",
    "exam": "{name} has an exam on a {day} and began to learn {n} days before. What day of the week was that?",
    "cheese": "{name}'s cheese is ripe on a {day}, {n} days after it was made. On which weekday was it made?",
    "seeds": "{name}'s seeds sprouted on a {day}, {n} days after sowing. Which day of the week was the sowing?",
}


def weekday(rng: Random, difficulty: str) -> dict[str, Any]:
    """The number of days is no multiple of 7."""
    n = rng.randint(*{"easy": (8, 30), "medium": (20, 99), "hard": (100, 500)}[difficulty])
    return {
        "setting": rng.choice(list(_WEEKDAY_ASKS)),
        "name": rng.choice(NAMES),
        "day": rng.randrange(7),
        "n": n if n % 7 else n + 1,
        "back": difficulty != "easy" and rng.random() < 0.4,
    }


def write_weekday(rng: Random, p: dict[str, Any]) -> Draft:
    n, back = p["n"], p["back"]
    start = _DAYS[p["day"]]
    asks = _WEEKDAY_BACK_ASKS if back else _WEEKDAY_ASKS
    question = asks[p["setting"]].format(name=p["name"], day=start, n=n)
    weeks, rest = divmod(n, 7)
    sign = -1 if back else 1
    way = [_DAYS[(p["day"] + sign * i) % 7] for i in range(rest + 1)]
    answer = way[-1]
    word = "back" if back else "on"
    other = [_DAYS[(p["day"] + sign * i) % 7] for i in range(7, rest - 1, -1)]
    steps = f"{count(rest, 'day')} {word} from {start}: {', '.join(way[1:])}"
    opening = rng.choice(("I need", "The question asks for"))
    trace = [
        f"{opening} the day of the week that lies {n} days {'before' if back else 'after'} a {start}.",
        "The days of the week repeat every 7 days, so whole weeks change nothing and only the days beyond the "
        "last whole week count.",
        f"The largest multiple of 7 that is not above {n} is {weeks} × 7 = {weeks * 7}.",
        f"What is left is {n} - {weeks * 7} = {rest}.",
        f"The whole weeks lead to a {start} again. From there I go {word} one day at a time: {', '.join(way[1:])}.",
        f"That is {count(rest, 'step')}, and the last one leads to {answer}.",
        f"To check, I come from the other side: going the opposite way from {start}, the days are "
        f"{', '.join(other[1:])}, so {answer} comes after {count(7 - rest, 'step')}, and {rest} + {7 - rest} = 7 "
        "closes the week.",
        f"The answer is {answer}.",
    ]
    concise = f"{weeks} × 7 = {weeks * 7}. {n} - {weeks * 7} = {rest}. {steps}. {answer}"
    return Draft(question, answer, concise, "\n".join(trace), "backward" if back else "forward")


def check_weekday(p: dict[str, Any]) -> str:
    """Asks the calendar: 1 January 2024 was a Monday."""
    start = date(2024, 1, 1) + timedelta(days=p["day"])
    return _DAYS[(start + timedelta(days=-p["n"] if p["back"] else p["n"])).weekday()]


_DATE_ASKS = {
    "library": "{name} borrows a book on {start} and must return it {n} days later. On which date is that?",
    "course": "{name}'s course begins on {start} and ends {n} days later. What is the date of the last day?",
    "rent": "{name} rents a boat on {start} and gives it back {n} days later. On what date is that?",
    "visa": "A visa for {name} is issued on {start} and ends {n} days after that. Give the date.",
    "plain": "{name} marks {start} in a calendar and then the day {n} days later. Which date is the second mark?",
    "bread": "{name} starts a sourdough on {start} and bakes with it {n} days later. What is the date then?",
}


def later_date(rng: Random, difficulty: str) -> dict[str, Any]:
    """Easy: within the month or into the next; hard: over several months."""
    low, high = {"easy": (3, 28), "medium": (20, 60), "hard": (50, 150)}[difficulty]
    start = date(rng.randint(2001, 2060), rng.randint(1, 12), rng.randint(1, 28))
    n = rng.randint(low, high)
    return {
        "setting": rng.choice(list(_DATE_ASKS)),
        "name": rng.choice(NAMES),
        "start": [start.year, start.month, start.day],
        "n": n,
    }


def write_later_date(rng: Random, p: dict[str, Any]) -> Draft:
    (year, month, day), n = p["start"], p["n"]
    start = _written(year, month, day)
    question = _DATE_ASKS[p["setting"]].format(name=p["name"], start=start, n=n)
    total = day + n
    steps, short, lengths = [], [f"{day} + {n} = {total}"], []
    while total > (length := _length(year, month)):
        left = total - length
        lengths.append(length)
        name, month = _MONTHS[month - 1], month + 1
        if month > 12:
            year, month = year + 1, 1
        steps.append(
            f"{name} has {length} days, and {total} is more than that, so I go on to {_MONTHS[month - 1]}: "
            f"{total} - {length} = {left}."
        )
        short.append(f"{name} {length}: {total} - {length} = {left}")
        total = left
    answer = _written(year, month, total)
    leap = "a leap year" if _length(year, 2) == 29 else "no leap year"
    passed = " + ".join(map(str, lengths))
    trace = [
        f"The start is {start}, and the date {n} days later is wanted.",
        f"I count as if the first month went on without end, which gives day number {day} + {n} = {day + n} of "
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
    return Draft(question, answer, f"{'. '.join(short)}. {answer}", "\n".join(trace), "forward")


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


_CLOCK_ASKS = {
    "film": "A film that {name} watches starts at {start} and lasts {length}. At what time does it end?",
    "train": "{name}'s train leaves at {start} and travels for {length}. When does it arrive?",
    "cake": "{name} puts a stew on the stove at {start}. It cooks for {length}. At what time is it ready?",
    "walk": "{name} sets out at {start} and walks for {length}. What time is it at the end?",
    "lesson": "{name}'s workshop begins at {start} and takes {length}. When is it over?",
    "sleep": "{name} lies down at {start} and sleeps for {length}. At what time does {name} wake up?",
}
_FORMAT = " Use the 24-hour clock."


def later_time(rng: Random, difficulty: str) -> dict[str, Any]:
    """Start and length in minutes; easy ones in steps of five; only hard ones pass midnight."""
    if difficulty == "easy":
        start, length = 5 * rng.randint(84, 200), 5 * rng.randint(4, 40)
    elif difficulty == "medium":
        start, length = rng.randint(300, 1000), rng.randint(65, 400)
    else:
        start, length = rng.randint(900, 1439), rng.randint(200, 800)
    return {
        "setting": rng.choice(list(_CLOCK_ASKS)),
        "name": rng.choice(NAMES),
        "start": start,
        "length": length,
    }


def write_later_time(rng: Random, p: dict[str, Any]) -> Draft:
    start, length = p["start"], p["length"]
    (h, m), (hours, minutes) = divmod(start, 60), divmod(length, 60)
    lasting = " and ".join([count(n, unit) for n, unit in ((hours, "hour"), (minutes, "minute")) if n])
    question = _CLOCK_ASKS[p["setting"]].format(name=p["name"], start=_clock(start), length=lasting) + _FORMAT
    sum_m, sum_h = m + minutes, h + hours
    carry, left = divmod(sum_m, 60)
    full = sum_h + carry
    end = full % 24
    answer = _clock(start + length)
    mix = [f"{m} + {minutes} = {sum_m} minutes"]
    short = [f"{m} + {minutes} = {sum_m}"]
    if carry:
        mix.append(f"60 of them make an hour, and {sum_m} - 60 = {left} minutes remain")
        short.append(f"{sum_m} - 60 = {left}, carry 1")
    chain = f"{h} + {hours}{' + 1' if carry else ''} = {full}"
    short.append(chain)
    if full >= 24:
        short.append(f"{full} - 24 = {end}")
    trace = [
        f"The start is {_clock(start)} and the time that passes is {lasting}; the time on the clock at the end is "
        "wanted.",
        "Minutes and hours are added separately, and every 60 minutes turn into one hour more. The minutes come "
        "first, since they decide whether there is such a carry.",
        f"The minutes: {'; '.join(mix)}.",
        f"The hours{', with the one carried over' if carry else ''}: {chain}.",
        f"That is past midnight, so a day is taken off: {full} - 24 = {end}."
        if full >= 24
        else f"The hour {full} is below 24, so it is still the same day.",
        f"Together the clock shows {answer}.",
        f"To check, I count everything in minutes since midnight. The start is {h} × 60 + {m} = {start}, the time "
        f"that passes is {hours} × 60 + {minutes} = {length}, and {start} + {length} = {start + length}. "
        + (f"A day has 1440 minutes, so that is {start + length} - 1440 = {start + length - 1440} on the next day. "
           if full >= 24 else "")
        + f"Now {end} × 60 + {left} = {end * 60 + left}, the same minute.",
        f"The answer is {answer}.",
    ]  # fmt: skip
    return Draft(question, answer, f"{'. '.join(short)}. {answer}", "\n".join(trace), "forward")


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


_LASTING_ASKS = {
    "film": "{name}'s film runs from {start} to {end}. How many minutes is that?",
    "train": "{name}'s train leaves at {start} and arrives at {end}. How many minutes does it travel?",
    "shop": "{name} was in the shop from {start} until {end}. For how many minutes?",
    "walk": "{name} sets out at {start} and is home at {end}. How many minutes did it take?",
    "lesson": "{name}'s lesson begins at {start} and ends at {end}. How many minutes long is it?",
    "call": "{name}'s phone call started at {start} and was over at {end}. How many minutes did it last?",
}


def duration(rng: Random, difficulty: str) -> dict[str, Any]:
    if difficulty == "easy":
        start, length = 5 * rng.randint(84, 220), 5 * rng.randint(2, 20)
    else:
        start, length = (
            rng.randint(300, 900),
            rng.randint(*{"medium": (30, 200), "hard": (200, 530)}[difficulty]),
        )
    return {
        "setting": rng.choice(list(_LASTING_ASKS)),
        "name": rng.choice(NAMES),
        "start": start,
        "end": start + length,
    }


def write_duration(rng: Random, p: dict[str, Any]) -> Draft:
    start, end = p["start"], p["end"]
    (h, m), (g, k) = divmod(start, 60), divmod(end, 60)
    question = _LASTING_ASKS[p["setting"]].format(name=p["name"], start=_clock(start), end=_clock(end))
    length = end - start
    opening = (
        f"From {_clock(start)} to {_clock(end)}: the number of minutes between these two times is wanted."
    )
    closing = f"The answer is {length}."
    if g > h and m and rng.random() < 0.6:
        first, whole = 60 - m, g - h - 1
        parts = [first, *([60 * whole] if whole else []), *([k] if k else [])]
        total = " + ".join(map(str, parts))
        between = f"From {h + 1:02d}:00 to {g:02d}:00 there are {whole} × 60 = {60 * whole} minutes."
        trace = [
            f"{opening} I go forward from the start and stop at full hours, because an hour has 60 minutes, and "
            "counting across the full hour in one go easily leads to a slip.",
            f"From {_clock(start)} to {h + 1:02d}:00 it is 60 - {m} = {first} minutes.",
            between if whole else f"The next full hour, {h + 1:02d}:00, is also the last one before the end.",
            f"From {g:02d}:00 to {_clock(end)} it is another {k} minutes."
            if k
            else "The end is a full hour itself.",
            f"In total that is {total} = {length} minutes.",
            f"To check, I use minutes since midnight: {h} × 60 + {m} = {start} for the start and {g} × 60 + {k} = "
            f"{end} for the end, and {end} - {start} = {length}.",
            closing,
        ]
        middle = f"{whole} × 60 = {60 * whole}. " if whole else ""
        return Draft(
            question,
            str(length),
            f"60 - {m} = {first}. {middle}{total} = {length}",
            "\n".join(trace),
            "forward",
        )
    hours, minutes = divmod(length, 60)
    trace = [
        f"{opening} Both times can be written as minutes since midnight; then a single subtraction gives the length.",
        f"An hour has 60 minutes. The start is {h} × 60 = {h * 60}, and {h * 60} + {m} = {start} minutes after "
        "midnight.",
        f"The end is {g} × 60 = {g * 60}, and {g * 60} + {k} = {end} minutes after midnight.",
        f"The difference is {end} - {start} = {length}.",
        f"To check, I add it on the clock. The {length} minutes are {hours} × 60 + {minutes} = {length}, so "
        f"{hours} h and {minutes} min. From {_clock(start)}, going on by {hours} h leads to "
        f"{_clock(start + 60 * hours)}, and {minutes} min more lead to {_clock(end)}, which is the end in the "
        "question.",
        "Both times lie on the same day, so midnight does not come in between.",
        closing,
    ]
    concise = f"{h} × 60 + {m} = {start}. {g} × 60 + {k} = {end}. {end} - {start} = {length}"
    return Draft(question, str(length), concise, "\n".join(trace), "decomposition")


def check_duration(p: dict[str, Any]) -> str:
    """Ticks from the start until the clock shows the end."""
    shown, ticks = _clock(p["start"]), 0
    while shown != _clock(p["end"]):
        ticks += 1
        shown = _clock(p["start"] + ticks)
    return str(ticks)


FAMILIES = (
    Family("weekday", "math", "calendar", "text", ("weekday", "remainder"), weekday, write_weekday, check_weekday),
    Family(
        "later_date", "math", "calendar", "date", ("date", "months"),
        later_date, write_later_date, check_later_date,
    ),
    Family("later_time", "math", "clock", "time", ("time", "clock"), later_time, write_later_time, check_later_time),
    Family("duration", "math", "clock", "number", ("time", "clock"), duration, write_duration, check_duration),
)  # fmt: skip
