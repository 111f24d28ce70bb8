"""Times of day and dates: `2:30 pm` is 14:30, `March 3, 2024` is 2024-03-03. What the gold leaves open may be added."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

_TIME = re.compile(
    r"(?:at )?(\d{1,2})(?:(?:[:h]|\.(?=\d\d\s?[ap]))([0-5]\d))?(?::([0-5]\d))?\s*"
    r"(?:(a|p)\.?\s?m\.?|(o'clock)|(?:h|hrs|hours)\b)?",
    re.I,
)


class Time(NamedTuple):
    dial: int
    """Seconds as the hands of a clock show them, below 12 hours."""
    half: int | None
    """0 before noon, 1 after; None if it is not said."""
    stated: bool
    """Whether with am or pm."""


def read_time(text: str) -> Time | None:
    text = {"noon": "12 pm", "midday": "12 pm", "midnight": "12 am"}.get(text.lower(), text)
    match = _TIME.fullmatch(text)
    if not match or not (match[2] or match[4] or match[5]):
        return None
    hour, minute, second = (int(part or 0) for part in match.groups()[:3])
    if hour > 24 or (match[4] and not 1 <= hour <= 12):
        return None
    half: int | None = hour // 12 % 2 if hour > 12 or text[0] == "0" or not hour else None
    if match[4]:
        half = int(match[4] in "pP")
    return Time(hour % 12 * 3600 + minute * 60 + second, half, bool(match[4]))


def same_time(candidate: Time, gold: Time, complete: bool) -> bool:
    """Am and pm may be missing only if not `complete`; on a clock of 24 hours 2:30 is not 14:30."""
    if candidate.dial != gold.dial or gold.half is None:
        return candidate.dial == gold.dial
    if candidate.half is not None:
        return candidate.half == gold.half
    return not complete if gold.stated else not gold.half


_MONTHS = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
]
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_WEEKDAY = r"(?:(?!the\b)(?P<weekday>[a-z]{3,9}),?\s+)?(?:the\s+)?"
_DAY, _YEAR = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<year>\d{4})"
_DATES = [
    re.compile(pattern, re.I)
    for pattern in (
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?",
        rf"{_WEEKDAY}{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?",
        rf"{_YEAR}[-/.](?P<number>\d{{1,2}})[-/.]{_DAY}",
        rf"(?P<first>\d{{1,2}})([-/.])(?P<second>\d{{1,2}})\2{_YEAR}",
    )
]


def read_date(text: str) -> tuple[int, int, int] | None:
    """Year (0 if not said), month, day. 3/4/2024 is ambiguous, hence nothing; 13/4/2024 is not."""
    match = next((match for pattern in _DATES if (match := pattern.fullmatch(text))), None)
    if not match:
        return None
    said = match.groupdict()
    year = int(said.get("year") or 0)
    if said.get("first"):
        day, month = sorted((int(said["first"]), int(said["second"])), reverse=True)
        if day <= 12 and day != month:
            return None
    else:
        day = int(said["day"])
        month = _place(said["month"], _MONTHS) if said.get("month") else int(said["number"])
    try:
        weekday = date(year or 2000, month, day).weekday() + 1
    except ValueError:
        return None
    possible = [weekday] if year else range(1, 8)
    if said.get("weekday") and _place(said["weekday"], _DAYS) not in possible:
        return None
    return year, month, day


def _place(word: str, names: list[str]) -> int:
    """From 1; 0 if `word` abbreviates none of the names."""
    return next((i for i, name in enumerate(names, 1) if name.startswith(word.lower())), 0)


def same_date(candidate: tuple[int, int, int], gold: tuple[int, int, int], complete: bool) -> bool:
    years_agree = candidate[0] == gold[0] or not gold[0] or not (complete or candidate[0])
    return years_agree and candidate[1:] == gold[1:]
