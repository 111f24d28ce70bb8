"""Ways to spend more than one completion on a question, each at about as many tokens.

Every technique gets the question alone; gold answers are looked at when all is said.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import Any

from tunix_reasoning.dataset import Example
from tunix_reasoning.evaluation.calibration import calibrated_power, learned_strategies
from tunix_reasoning.evaluation.evaluate import value
from tunix_reasoning.evaluation.side_by_side import Outcome, Technique
from tunix_reasoning.roles import strategic
from tunix_reasoning.search import ClaimSelection, Debate, Generate, Meter, MixtureOfAgents, TreeSearch, Vote
from tunix_reasoning.traces import is_sound


def techniques(generate: Generate, validation: Sequence[Example], samples: int = 8) -> dict[str, Technique]:
    """Every technique by its name, at about as many tokens as `samples` completions, but for greedy.

    Args:
        generate: the model.
        validation: questions with gold answers, none of which is asked later: the weighted vote and the strategies
            learn from them, when they are first used.
        samples: completions of a vote; at least 2.
    """
    quarter = max(1, samples // 4)
    power = cache(lambda: calibrated_power(generate, validation, samples))
    learned = cache(lambda: learned_strategies(generate, validation))

    def vote(power: float, weight: Any = value) -> Technique:
        def answered(questions: Sequence[str], seed: int) -> list[Outcome]:
            found = Vote(generate, samples, weight=weight, power=power).run_all(questions, seed)
            return [Outcome(r.completion, r.tokens, r.calls, r.samples) for r in found]

        return answered

    def greedy(questions: Sequence[str], seed: int) -> list[Outcome]:
        found = Vote(generate, 1, temperature=0.0).run_all(questions, seed)
        return [Outcome(r.completion, r.tokens, r.calls) for r in found]

    def weighted(questions: Sequence[str], seed: int) -> list[Outcome]:
        return vote(power())(questions, seed)

    def strategy(questions: Sequence[str], seed: int) -> list[Outcome]:
        optimizer, features = learned()
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

    def claims(questions: Sequence[str], seed: int) -> list[Outcome]:
        found = ClaimSelection(generate, is_sound, samples).run_all(questions, seed)
        return [Outcome(r.completion, r.tokens, r.calls, r.samples) for r in found]

    def mcts(questions: Sequence[str], seed: int) -> list[Outcome]:
        found = TreeSearch(generate, value, is_sound, rounds=samples + 1, width=quarter).run_all(questions, seed)
        return [Outcome(r.completion, r.tokens, r.calls, r.completions) for r in found]

    return {
        "greedy": greedy, "self-consistency": vote(0.0), "best-of-n": vote(math.inf), "weighted-vote": weighted,
        "claims": claims, "mixture": mixture, "strategy": strategy, "debate": debating(generate, samples), "mcts": mcts,
    }


def debating(generate: Generate, samples: int, rounds: int = 1) -> Technique:
    """A debate among half as many agents as there are samples: an agent speaks, is doubted, and may speak again."""
    agents = ("forward", "backward") * max(1, samples // 4)

    def debate(questions: Sequence[str], seed: int) -> list[Outcome]:
        found = Debate(generate, agents, rounds).run_all(questions, seed)
        return [Outcome(r.completion, r.tokens, r.calls, consensus=r.consensus) for r in found]

    return debate
