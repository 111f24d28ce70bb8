"""The laws that a number pattern may follow, tried on the numbers shown: the second way to the next number."""

from __future__ import annotations

from typing import Any


def check_number_pattern(p: dict[str, Any]) -> str:
    """Sees only the numbers shown: tries one simple law after another until one explains them all."""
    laws = (_steady_law, _linear_law, _gap_law, _sum_law, _turns_law, _interleaved_law)
    return str(next(value for law in laws if (value := law(p["terms"])) is not None))


def _steady_law(t: list[int]) -> int | None:
    return 2 * t[-1] - t[-2] if all(2 * t[i] == t[i - 1] + t[i + 1] for i in range(1, len(t) - 1)) else None


def _linear_law(t: list[int]) -> int | None:
    """Next is a × term + b, with whole a from 2 and whole b."""
    if t[1] == t[0] or (t[2] - t[1]) % (t[1] - t[0]):
        return None
    a = (t[2] - t[1]) // (t[1] - t[0])
    b = t[1] - a * t[0]
    return a * t[-1] + b if a >= 2 and all(a * t[i] + b == t[i + 1] for i in range(len(t) - 1)) else None


def _gap_law(t: list[int]) -> int | None:
    gap = _steady_law([t[i + 1] - t[i] for i in range(len(t) - 1)])
    return None if gap is None else t[-1] + gap


def _sum_law(t: list[int]) -> int | None:
    return t[-1] + t[-2] if all(t[i] + t[i + 1] == t[i + 2] for i in range(len(t) - 2)) else None


def _turns_law(t: list[int]) -> int | None:
    gaps = [t[i + 1] - t[i] for i in range(len(t) - 1)]
    return t[-1] + gaps[-2] if gaps[2:] == gaps[:-2] else None


def _interleaved_law(t: list[int]) -> int | None:
    gaps = [t[i + 2] - t[i] for i in range(len(t) - 2)]
    return t[-2] + gaps[-2] if gaps[2:] == gaps[:-2] else None
