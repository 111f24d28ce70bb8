"""What techniques learn on validation questions: the weight of a vote, and which strategy suits which question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tunix_reasoning.dataset import Example
from tunix_reasoning.evaluation.evaluate import judge, value
from tunix_reasoning.roles import STRATEGY_HINTS, strategic
from tunix_reasoning.search import Generate, QuantumStrategyOptimizer, Vote

POWERS = (0.0, 1.0, 2.0, 3.0, 5.0, 8.0)
STRATEGY_ROUNDS = 10


def calibrated_power(generate: Generate, validation: Sequence[Example], samples: int, seed: int = 991) -> float:
    """The power of a vote's weight that answers most of the validation questions; the smallest of equals."""
    questions = [example["question"] for example in validation]
    drawn = Vote(generate, samples).run_all(questions, seed)
    right = {}
    for power in POWERS:
        replay = Vote(generate, samples, weight=value, power=power)
        chosen = [replay.decide(list(r.samples), q).completion for r, q in zip(drawn, questions, strict=True)]
        right[power] = sum(judge(c, e)["accuracy"] for c, e in zip(chosen, validation, strict=True))
    return max(POWERS, key=lambda power: right[power])


def learned_strategies(
    generate: Generate, validation: Sequence[Example], seed: int = 992
) -> tuple[QuantumStrategyOptimizer, Callable[[str], dict[str, Any]]]:
    """An optimizer that has tried strategies on validation questions, and what it is told of a question: its shape."""

    def features(question: str) -> dict[str, Any]:
        numbers = sum(word[:1].isdigit() for word in question.replace("$", " ").split())
        return {"lines": "\n" in question, "numbers": min(numbers, 4), "long": len(question.split()) > 25}

    optimizer = QuantumStrategyOptimizer(tuple(STRATEGY_HINTS))
    for number in range(STRATEGY_ROUNDS):
        batch = validation[number::STRATEGY_ROUNDS]
        chosen = [optimizer.optimize(features(e["question"])) for e in batch]
        prompts = [strategic(e["question"], s) for e, s in zip(batch, chosen, strict=True)]
        groups = generate(prompts, 2, temperature=0.8, seed=seed + number) if batch else []
        for example, name, group in zip(batch, chosen, groups, strict=True):
            for completion in group:
                optimizer.update(features(example["question"]), name, judge(completion.text, example)["accuracy"])
    optimizer.bonus = 0.0  # from here on it no longer explores
    return optimizer, features
