"""Which questions a step asks: every one once an epoch, or more often those that are neither easy nor hopeless.

A batch follows from the seed, the number of its step and, where it adapts, from how earlier questions went, which
is kept with every checkpoint: a run that was resumed asks what it would have asked.
"""

from __future__ import annotations

import heapq
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from tunix_reasoning.config import GRPOConfig
from tunix_reasoning.dataset import Example
from tunix_reasoning.prompts import create_prompt

PRIOR = 8.0  # answers that the pass rate of its kind counts for in a question's own
RARELY = 0.05  # weight of a question that always or never goes right, where an even one has 1


class Batches:
    """`batches[step]` is the list of examples that a step asks, from 1 on; each epoch has an order of its own."""

    def __init__(self, examples: Sequence[Example], config: GRPOConfig) -> None:
        self._examples = list(examples)
        self._config = config
        self._orders: dict[int, list[Example]] = {}

    def __getitem__(self, step: int) -> list[Example]:
        start = (step - 1) * self._config.batch_size
        return [self._at(position) for position in range(start, start + self._config.batch_size)]

    def learn(self, asked: Sequence[Example], passed: Sequence[float]) -> None:
        """Is told which share of each question's answers was right; here it does not matter."""

    @property
    def state(self) -> Mapping[str, Any]:
        """What `restore` needs, as JSON."""
        return {}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Goes on as if `learn` had been told the same."""

    def _at(self, position: int) -> Example:
        epoch, index = divmod(position, len(self._examples))
        if epoch not in self._orders:
            order = list(self._examples)
            Random(f"{self._config.seed}/epoch/{epoch}").shuffle(order)
            self._orders = {number: kept for number, kept in self._orders.items() if number == epoch - 1}
            self._orders[epoch] = order
        return self._orders[epoch][index]


class AdaptiveBatches(Batches):
    """Draws by pass rate p with weight 4p(1 - p), the variance of a 0/1 reward, and thus the signal that it gives.

    A question's rate leans on that of its kind, family and difficulty: when a family's easy questions are passed,
    its hard ones come up more often, though no question has been met twice.
    """

    def __init__(self, examples: Sequence[Example], config: GRPOConfig) -> None:
        super().__init__(examples, config)
        self._tallies: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])  # by id: right, asked
        self._kinds: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])

    def __getitem__(self, step: int) -> list[Example]:
        random = Random(f"{self._config.seed}/draw/{step}")
        # the largest u^(1/weight) are a weighted sample without replacement (Efraimidis and Spirakis 2006)
        keyed = [(random.random() ** (1 / self._weight(example)), i) for i, example in enumerate(self._examples)]
        return [self._examples[i] for _, i in heapq.nlargest(self._config.batch_size, keyed)]

    def learn(self, asked: Sequence[Example], passed: Sequence[float]) -> None:
        for example, share in zip(asked, passed, strict=True):
            for tally in (self._tallies[example["id"]], self._kinds[_kind(example)]):
                tally[0] += share * self._config.num_generations
                tally[1] += self._config.num_generations

    @property
    def state(self) -> Mapping[str, Any]:
        return {"questions": dict(self._tallies), "kinds": dict(self._kinds)}

    def restore(self, state: Mapping[str, Any]) -> None:
        for own, saved in ((self._tallies, state.get("questions", {})), (self._kinds, state.get("kinds", {}))):
            own.clear()
            own.update({name: list(tally) for name, tally in saved.items()})

    def _weight(self, example: Example) -> float:
        right, asked = self._kinds.get(_kind(example), (0.0, 0.0))
        of_kind = (right + PRIOR / 2) / (asked + PRIOR)
        right, asked = self._tallies.get(example["id"], (0.0, 0.0))
        rate = (right + PRIOR * of_kind) / (asked + PRIOR)
        return max(RARELY, 4 * rate * (1 - rate))


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


def _kind(example: Example) -> str:
    return f"{example['id'].rpartition('/')[0]} {example['difficulty']}"
