"""What the README's tables are written with."""

from __future__ import annotations

from typing import Any


def as_table(head: str, rows: list[str]) -> str:
    """Markdown of rows under a head."""
    return "\n".join([head, "|" + "---|" * (head.count("|") - 1), *rows])


def percent(value: float) -> str:
    return f"{100 * value:.1f}"


def measured(score: dict[str, Any]) -> str:
    """A value with its interval, per cent."""
    return f"{percent(score['value'])} [{percent(score['low'])}, {percent(score['high'])}]"


def gain(score: dict[str, Any]) -> str:
    return f"{100 * score['value']:+.1f} [{100 * score['low']:+.1f}, {100 * score['high']:+.1f}]"
