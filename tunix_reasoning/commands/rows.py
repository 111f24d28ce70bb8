"""Rows of completions, read from a file or standard input and scored with the three rewards."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from tunix_reasoning import columns
from tunix_reasoning.config import GRPOConfig
from tunix_reasoning.json_rows import DataError, numbered_rows, parse_rows
from tunix_reasoning.rewards import correctness_reward, explain, format_reward, reasoning_quality_reward

STANDARD_INPUT = Path("-")


def completions(source: Path) -> list[dict[str, Any]]:
    """The rows of a JSON list or of JSON Lines, each with a `question`, an `answer` and a `completion`.

    Raises:
        DataError: a row is not so; names the file and the row.
    """
    piped = source == STANDARD_INPUT
    name = "standard input" if piped else str(source)
    numbered = parse_rows(sys.stdin.buffer.read(), name) if piped else numbered_rows(source)
    if not numbered:
        raise DataError(f"{name} holds no rows")
    return [_completion(f"{name}, row {number}", row) for number, row in numbered]


def _completion(place: str, row: Any) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise DataError(f"{place}: must be a JSON object. Received: {type(row).__name__}")
    for field in ("question", "completion"):
        if not isinstance(row.get(field), str):
            raise DataError(f"{place}: field '{field}' must be a text")
    for field, checked in ({"answer": columns.answer} | columns.OPTIONAL).items():
        try:
            checked(row.get(field))
        except ValueError as error:
            raise DataError(f"{place}: field '{field}' {error}") from None
    return row


def scored(row: dict[str, Any]) -> dict[str, Any]:
    """The row with `format`, `correctness`, `quality`, their weighted sum as `reward`, and an `explanation`."""
    facts = {name: [_as_text(row[name])] for name in columns.OPTIONAL if row.get(name)}
    known = {"question": [row["question"]], "answer": [columns.answer(row["answer"])], **facts}
    rewards = [
        reward([""], [row["completion"]], **known)[0]
        for reward in (format_reward, correctness_reward, reasoning_quality_reward)
    ]
    total = sum(weight * reward for weight, reward in zip(GRPOConfig().reward_weights, rewards, strict=True))
    names = ("format", "correctness", "quality", "reward", "explanation")
    told = [known[name][0] if name in known else None for name in ("milestones", "answer", "answer_kind")]
    values = (*rewards, total, explain(row["completion"], row["question"], *told))
    return row | dict(zip(names, values, strict=True))


def _as_text(fact: Any) -> str:
    return fact if isinstance(fact, str) else json.dumps(fact)
