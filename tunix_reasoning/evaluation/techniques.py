"""Ways to spend more than one completion on a question, side by side: same questions, several seeds, tokens counted.

Every technique gets the question alone; gold answers are looked at when all is said. The weight of a vote and the
choice of a strategy are learned beforehand, on validation questions. Differences are paired by question against greedy
decoding and against self-consistency, the baseline to beat at equal tokens (https://arxiv.org/abs/2406.06461), by exact
McNemar tests with Holm's correction over the techniques.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from tunix_reasoning.camps import stated
from tunix_reasoning.dataset import Example
from tunix_reasoning.evaluation.evaluate import SHARES, is_checkable, judge
from tunix_reasoning.evaluation.intervals import Score, mean, over_seeds, share, share_difference
from tunix_reasoning.rewards import trace_and_answer
from tunix_reasoning.roles import STRATEGY_HINTS, strategic
from tunix_reasoning.search import (
    ClaimSelection,
    Debate,
    MixtureOfAgents,
    QuantumStrategyOptimizer,
    TreeSearch,
    Vote,
)
from tunix_reasoning.search.sampling import Generate, Meter
from tunix_reasoning.traces import quality
from tunix_reasoning.traces.claims import read
from tunix_reasoning.traces.verdicts import verdicts

POWERS = (0.0, 1.0, 2.0, 3.0, 5.0, 8.0)
STRATEGY_ROUNDS = 10


class Outcome(NamedTuple):
    """What a technique answered to one question."""

    completion: str
    tokens: int
    """Sampled, all completions together."""
    calls: int
    samples: tuple[str, ...] = ()
    """The completions it chose among, where it did."""
    consensus: bool | None = None


Technique = Callable[[Sequence[str], int], list[Outcome]]
"""From questions and a seed to an outcome each."""


def value(completion: str, question: str) -> float:
    """How sound a completion reads, in [0, 1], from the question alone."""
    trace, answer = trace_and_answer(completion)
    return quality(trace, answer, question)


def sound(partial_trace: str, question: str) -> bool:
    """Does everything hold that can be checked in a trace so far?"""
    claims, *_ = read(partial_trace)
    return all(claim.holds for claim in claims) and all(verdicts(partial_trace, question))


def techniques(generate: Generate, validation: Sequence[Example], samples: int = 8) -> dict[str, Technique]:
    """Every technique by its name, at about as many tokens as `samples` completions, but for greedy.

    Args:
        generate: the model.
        validation: questions with gold answers, none of which is asked later: the weighted vote and the strategies
            learn from them, when they are first used.
        samples: completions of a vote; at least 4.
    """
    quarter = max(1, samples // 4)

    def vote(power: float, weight: Any = value) -> Technique:
        def answered(questions: Sequence[str], seed: int) -> list[Outcome]:
            found = Vote(generate, samples, weight=weight, power=power).run_all(questions, seed)
            return [Outcome(r.completion, r.tokens, r.calls, r.samples) for r in found]

        return answered

    def greedy(questions: Sequence[str], seed: int) -> list[Outcome]:
        found = Vote(generate, 1, temperature=0.0).run_all(questions, seed)
        return [Outcome(r.completion, r.tokens, r.calls) for r in found]

    def weighted(questions: Sequence[str], seed: int) -> list[Outcome]:
        return vote(calibrated_power(generate, validation, samples))(questions, seed)

    def strategy(questions: Sequence[str], seed: int) -> list[Outcome]:
        optimizer, features = learned_strategies(generate, validation)
        meter, places = Meter(generate, len(questions)), list(range(len(questions)))
        kinds = [tuple(features(q).items()) for q in questions]
        chosen_for = {kind: optimizer.optimize(dict(kind)) for kind in dict.fromkeys(kinds)}  # an annealing a kind
        prompts = [strategic(q, chosen_for[kind]) for q, kind in zip(questions, kinds, strict=True)]
        groups = meter(prompts, places, samples, temperature=0.8, seed=seed)
        texts = [tuple(c.text for c in group) for group in groups]
        best = Vote(generate, samples, weight=value, power=math.inf)
        chosen = [best.decide(list(t), question).completion for t, question in zip(texts, questions, strict=True)]
        return [Outcome(c, meter.tokens[i], meter.calls[i], texts[i]) for i, c in enumerate(chosen)]

    def mixture(questions: Sequence[str], seed: int) -> list[Outcome]:
        found = MixtureOfAgents(generate, samples - 1).run_all(questions, seed)
        return [Outcome(r.completion, r.tokens, r.calls) for r in found]

    def debate(questions: Sequence[str], seed: int) -> list[Outcome]:
        found = Debate(generate).run_all(questions, seed)
        return [Outcome(r.completion, r.tokens, r.calls, consensus=r.consensus) for r in found]

    def claims(questions: Sequence[str], seed: int) -> list[Outcome]:
        found = ClaimSelection(generate, sound, samples).run_all(questions, seed)
        return [Outcome(r.completion, r.tokens, r.calls, r.samples) for r in found]

    def mcts(questions: Sequence[str], seed: int) -> list[Outcome]:
        found = TreeSearch(generate, value, sound, rounds=3 * samples // 2, width=quarter).run_all(questions, seed)
        return [Outcome(r.completion, r.tokens, r.calls, r.completions) for r in found]

    return {
        "greedy": greedy, "self-consistency": vote(0.0), "best-of-n": vote(math.inf), "weighted-vote": weighted,
        "claims": claims, "mixture": mixture, "strategy": strategy, "debate": debate, "mcts": mcts,
    }


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


def compare_techniques(
    chosen: Mapping[str, Technique], examples: Sequence[Example], seeds: Sequence[int]
) -> dict[str, dict[str, Any]]:
    """Scores of every technique: accuracy, quality, tokens, calls and seconds a question, and differences.

    Returns:
        By name: `accuracy`, `accuracy_lenient`, `format` and `quality` over questions and seeds; `tokens_per_question`,
        `calls_per_question`, `seconds_per_question`; `over_greedy`, `over_self_consistency` and `over_weighted_vote`
        where those are among the chosen, with Holm's `p`; `oracle`, the share of questions of which any sample is
        right, and `duplicates`, the share of samples that another of the same question repeats; `consensus`.
    """
    questions = [example["question"] for example in examples]
    checkable = [i for i, example in enumerate(examples) if is_checkable(example)]
    table: dict[str, dict[str, Any]] = {}
    right: dict[str, np.ndarray] = {}
    for name, technique in chosen.items():
        began = time.perf_counter()
        outcomes = [technique(questions, seed) for seed in seeds]
        seconds = time.perf_counter() - began
        asked = len(seeds) * len(questions)
        scores = [[judge(o.completion, e) for o, e in zip(run, examples, strict=True)] for run in outcomes]
        everything = [outcome for run in outcomes for outcome in run]
        table[name] = {
            metric: _over(metric, np.array([[run[i][metric] for i in places] for run in scores]))
            for metric in scores[0][0]
            if (places := checkable if metric == "quality" else range(len(examples)))
        } | {
            "tokens_per_question": sum(o.tokens for o in everything) / asked,
            "calls_per_question": sum(o.calls for o in everything) / asked,
            "seconds_per_question": seconds / asked,
        }
        if everything[0].samples:
            table[name] |= _samples(outcomes, examples)
        if everything[0].consensus is not None:
            table[name]["consensus"] = sum(bool(o.consensus) for o in everything) / asked
        right[name] = np.array([[score["accuracy"] for score in run] for run in scores])
    for base in ("greedy", "self-consistency", "weighted-vote"):
        key = f"over_{base.replace('-', '_')}"
        if base in right:
            others = [name for name in right if name != base]
            found = {name: _difference(right[base], right[name]) for name in others}
            for name, p in zip(others, holm([found[name]["p"] for name in others]), strict=True):
                table[name][key] = found[name] | {"p": p}
    return table


def holm(probabilities: Sequence[float]) -> list[float]:
    """Holm's step-down correction (1979): each p times the number of hypotheses not yet rejected, never decreasing."""
    corrected, greatest = [0.0] * len(probabilities), 0.0
    for rank, place in enumerate(sorted(range(len(probabilities)), key=lambda i: probabilities[i])):
        greatest = max(greatest, min(1.0, (len(probabilities) - rank) * probabilities[place]))
        corrected[place] = greatest
    return corrected


def _over(metric: str, values: np.ndarray) -> Score:
    if len(values) > 1:
        return over_seeds(values)
    return share(values[0].tolist()) if metric in SHARES else mean(values[0])


def _difference(before: np.ndarray, after: np.ndarray) -> Score:
    """Over seeds; its p is McNemar's over all pairs of question and seed."""
    test = share_difference(before.ravel().tolist(), after.ravel().tolist())
    return test if len(before) == 1 else over_seeds(after - before, low=-1.0) | {"p": test["p"]}


def _samples(outcomes: Sequence[Sequence[Outcome]], examples: Sequence[Example]) -> dict[str, float]:
    oracle, duplicates = [], []
    for run in outcomes:
        for outcome, example in zip(run, examples, strict=True):
            texts = [text for text in outcome.samples if stated(text) is not None]
            oracle.append(any(judge(text, example)["accuracy"] for text in set(texts)))
            duplicates.append(1 - len(set(outcome.samples)) / len(outcome.samples))
    return {"oracle": float(np.mean(oracle)), "duplicates": float(np.mean(duplicates))}
