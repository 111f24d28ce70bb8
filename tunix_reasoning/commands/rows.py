"""Rows of completions, read from a file and scored with the three rewards."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tunix_reasoning.config import GRPOConfig
from tunix_reasoning.dataset import DataError
from tunix_reasoning.rewards import correctness_reward, explain, format_reward, reasoning_quality_reward


def completions(source: Path) -> list[dict[str, Any]]:
    """The rows of a JSON-lines file, each with texts for `question`, `answer` and `completion`.

    Raises:
        DataError: a row is not so; names the file and the row.
    """
    rows = []
    try:
        lines = source.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError:
        raise DataError(f"{source} is not UTF-8 text") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            raise DataError(f"{source}, row {number}: not JSON") from None
        for name in ("question", "answer", "completion"):
            if not isinstance(row, dict) or not isinstance(row.get(name), str):
                raise DataError(f"{source}, row {number}: field '{name}' must be a text")
        try:
            json.loads(row.get("rubric") or "[]")
        except (TypeError, ValueError):
            raise DataError(f"{source}, row {number}: field 'rubric' must be JSON in a text") from None
        rows.append(row)
    if not rows:
        raise DataError(f"{source} holds no rows")
    return rows


def scored(row: dict[str, Any]) -> dict[str, Any]:
    """The row with `format`, `correctness`, `quality`, their weighted sum as `reward`, and an `explanation`."""
    columns = {name: [row[name]] for name in ("question", "answer")}
    columns |= {name: [row[name]] for name in ("answer_kind", "rubric") if isinstance(row.get(name), str)}
    rewards = [
        reward([""], [row["completion"]], **columns)[0]
        for reward in (format_reward, correctness_reward, reasoning_quality_reward)
    ]
    total = sum(weight * reward for weight, reward in zip(GRPOConfig().reward_weights, rewards, strict=True))
    names = ("format", "correctness", "quality", "reward", "explanation")
    values = (*rewards, total, explain(row["completion"], row["question"]))
    return row | dict(zip(names, values, strict=True))
