"""Rules that choose a strategy for each kind of question and learn from what it earned, by `choose` and `tell`."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random
from typing import Any, Protocol

from tunix_reasoning.search.strategy import STRATEGIES, QuantumStrategyOptimizer

Kind = tuple[str, str]
"""The type of a question and its difficulty."""


class Rule(Protocol):
    """What the rules have in common."""

    def choose(self, kind: Kind) -> str: ...
    def tell(self, kind: Kind, strategy: str, reward: float) -> None: ...


class Counting:
    """UCB1, Thompson sampling, the best single strategy by UCB1, always the first, random: a table of counts."""

    def __init__(self, how: str, rng: Random) -> None:
        self.how, self.rng = how, rng
        self.counts: dict[tuple[object, str], int] = {}
        self.totals: dict[tuple[object, str], float] = {}

    def choose(self, kind: Kind) -> str:
        where = self._where(kind)
        tried = sum(self.counts.get((where, s), 0) for s in STRATEGIES)

        def bound(strategy: str) -> float:
            n, total = self.counts.get((where, strategy), 0), self.totals.get((where, strategy), 0.0)
            if self.how == "thompson":
                return self.rng.betavariate(1 + total, 1 + n - total)
            return math.inf if n == 0 else total / n + 0.5 * math.sqrt(math.log(tried) / n)

        if self.how == "random":
            return self.rng.choice(STRATEGIES)
        return "forward" if self.how == "always forward" else max(STRATEGIES, key=bound)

    def tell(self, kind: Kind, strategy: str, reward: float) -> None:
        place = self._where(kind), strategy
        self.counts[place] = self.counts.get(place, 0) + 1
        self.totals[place] = self.totals.get(place, 0.0) + reward

    def _where(self, kind: Kind) -> object:
        return None if self.how == "best single" else kind


class Annealed:
    """The optimizer."""

    def __init__(self, **options: Any) -> None:
        self.optimizer = QuantumStrategyOptimizer(**options)

    def choose(self, kind: Kind) -> str:
        return self.optimizer.optimize({"type": kind[0], "difficulty": kind[1]})

    def tell(self, kind: Kind, strategy: str, reward: float) -> None:
        self.optimizer.update({"type": kind[0], "difficulty": kind[1]}, strategy, reward)


RULES: dict[str, Callable[[Random], Rule]] = {
    "coupled": lambda rng: Annealed(),
    "coupled, annealed thermally": lambda rng: Annealed(sampler="classical"),
    "without couplings": lambda rng: Annealed(coupling=0.0),
    "UCB1": lambda rng: Counting("ucb1", rng),
    "Thompson sampling": lambda rng: Counting("thompson", rng),
    "best single": lambda rng: Counting("best single", rng),
    "always forward": lambda rng: Counting("always forward", rng),
    "random": lambda rng: Counting("random", rng),
}
"""Each by a maker, which is given the dice."""
