"""Which questions a step asks: every one once an epoch.

A batch follows from the seed and the number of its step alone: a run that was resumed asks what it would have asked.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from random import Random
from typing import Any

from tunix_reasoning.config import GRPOConfig
from tunix_reasoning.dataset import Example
from tunix_reasoning.prompts import create_prompt


class Batches:
    """`batches[step]` is the list of examples that a step asks, from 1 on; each epoch has an order of its own."""

    def __init__(self, examples: Sequence[Example], config: GRPOConfig) -> None:
        self._examples = list(examples)
        self._config = config
        self._orders: dict[int, list[Example]] = {}

    def __getitem__(self, step: int) -> list[Example]:
        start = (step - 1) * self._config.batch_size
        return [self._at(position) for position in range(start, start + self._config.batch_size)]

    def _at(self, position: int) -> Example:
        epoch, index = divmod(position, len(self._examples))
        if epoch not in self._orders:
            order = list(self._examples)
            Random(f"{self._config.seed}/epoch/{epoch}").shuffle(order)
            self._orders = {number: kept for number, kept in self._orders.items() if number == epoch - 1}
            self._orders[epoch] = order
        return self._orders[epoch][index]


def columns(examples: Sequence[Example]) -> dict[str, list[str]]:
    """What rewards read besides the completions: lists of texts, `rubric` and `milestones` as JSON or empty."""
    facts = [example["metadata"] for example in examples]
    return {
        "prompts": [create_prompt(example["question"]) for example in examples],
        "question": [example["question"] for example in examples],
        "answer": [example["answer"] for example in examples],
        "answer_kind": [known["answer_kind"] or "" for known in facts],
        "rubric": [_as_json(known.get("rubric")) for known in facts],
        "milestones": [_as_json(known.get("milestones")) for known in facts],
    }


def _as_json(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value) if value else ""
