"""What rewards read besides completions: the columns of a batch, and the facts of a row, checked and in one form.

By hand, not by a schema library: rewards are imported in a tenth of the time that one takes, and a message says what
is allowed in the words of the format.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from reasoning_data.schema import ANSWER_KINDS

TEXT_COLUMNS = ("prompts", "question", "answer", "answer_kind", "rubric", "milestones")

_COUNTS = ("min_words", "max_words", "min_sentences", "max_sentences", "lines", "quoted", "question_marks")
_PHRASES = ("contains_all", "contains_any", "excludes", "dialogue")
_TEXTS = ("starts_with", "ends_with")
_CHECKS = (*_COUNTS, *_PHRASES, *_TEXTS, "key_points", "distinct_words")


def check_batch(completions: Any, **columns: Any) -> None:
    """Says in words what is wrong with the arguments of a reward.

    Raises:
        TypeError: the completions are no list of texts: one text, or chat messages.
        ValueError: a column is not as long as the completions.
    """
    if isinstance(completions, str) or not hasattr(completions, "__len__"):
        raise TypeError(f"completions must be a list of texts. Received: {_shown(completions)}")
    for completion in completions:
        if not isinstance(completion, str):
            messages = ": of chat messages, pass the content of the last" if isinstance(completion, list | dict) else ""
            raise TypeError(f"each completion must be a text{messages}. Received: {_shown(completion)}")
    for name in TEXT_COLUMNS:
        column = columns.get(name)
        if column is None:
            continue
        if isinstance(column, str) or not hasattr(column, "__len__"):
            raise TypeError(f"{name} must be a list with one entry a completion. Received: {_shown(column)}")
        unread = name == "prompts" and not len(column)  # rewards do not read them
        if len(column) != len(completions) and not unread:
            raise ValueError(
                f"{name} must have one entry a completion, {len(completions)} in all. Received: {len(column)}"
            )


def answer(value: Any) -> str:
    """The answer as a text: 36 for 36 and for 36.0. ValueError: it is neither a text nor a number, or empty."""
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e16:
        return str(int(value) if value == int(value) else value)
    if isinstance(value, int) and not isinstance(value, bool):
        try:
            return str(value)
        except ValueError:
            raise ValueError("is a whole number of more digits than Python writes") from None
    return text(value)


def text(value: Any) -> str:
    """The text as it is. ValueError: it is none, or empty."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"must be a text that is not empty. Received: {_shown(value)}")
    return value


def answer_kind(value: Any) -> str | None:
    """The kind, None where it is left open. ValueError: there is no such kind."""
    if value is None or value == "":
        return None
    if value not in ANSWER_KINDS:
        raise ValueError(f"must be one of {', '.join(ANSWER_KINDS)}, or empty. Received: {_shown(value)}")
    return str(value)


def rubric(value: Any) -> str:
    """The rubric as JSON text, empty where there is none. ValueError: it has what is no check."""
    checks = _decoded(value)
    if not isinstance(checks, list):
        raise ValueError(f"must be a list of checks, or JSON text of one. Received: {_shown(value)}")
    for check in checks:
        if not isinstance(check, dict) or check.get("check") not in _CHECKS or "value" not in check:
            raise ValueError(
                f"each check must be an object with a value and a check of {', '.join(_CHECKS)}. "
                f"Received: {_shown(check)}"
            )
        if wanted := _wrong_value(check["check"], check["value"]):
            raise ValueError(f"the value of {check['check']} must be {wanted}. Received: {_shown(check['value'])}")
    return json.dumps(checks, ensure_ascii=False) if checks and not isinstance(value, str) else value if checks else ""


def solution_routes(value: Any) -> list[list[str]]:
    """One list of texts a route, none where nothing is known. ValueError: it is no such list."""
    routes = _decoded(value)
    if not isinstance(routes, list) or not all(_are_texts(route) for route in routes):
        raise ValueError(
            f"must be a list of routes, each a list of texts that are not empty. Received: {_shown(value)}"
        )
    return routes


OPTIONAL: dict[str, Callable[[Any], Any]] = {
    "answer_kind": answer_kind, "rubric": rubric, "milestones": solution_routes,
}
"""What a row may say besides its question and answer, and what brings it to one form."""


def _decoded(value: Any) -> Any:
    if value is None or value == "":
        return []
    if not isinstance(value, str):
        return list(value) if isinstance(value, Sequence) else value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        raise ValueError(f"must be JSON in a text. Received: {_shown(value)}") from None


def _wrong_value(check: str, value: Any) -> str:
    """What the value of a check must be; empty if it is that."""
    if check in _COUNTS:
        return "" if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else "a whole number from 0"
    if check in _PHRASES:
        return "" if _are_texts(value) else "a list of texts that are not empty"
    if check in _TEXTS:
        return "" if isinstance(value, str) and value.strip() else "a text that is not empty"
    if check == "key_points":
        return "" if isinstance(value, list) and all(map(_are_texts, value)) else "a list of lists of texts"
    return "" if isinstance(value, int | float) and 0 < value <= 1 else "a number above 0, up to 1"


def _are_texts(value: Any) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(e, str) and e.strip() for e in value)


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else repr(value)
    return repr(text[:80]) if isinstance(value, str) else f"{text[:80]}{'…' if len(text) > 80 else ''}"
