"""Does the quantum-inspired optimizer find what pays, and do its couplings help? In simulation, with known truth.

    python benchmarks/strategies.py [--worlds 40] [--json OUT]

A world has 12 kinds of questions, of four types and three difficulties, and 5 strategies with success rates of their
own. How alike the kinds of a type are is drawn from the same distribution for all methods: in *related* worlds the
kinds of a type share their best strategy, in *unrelated* ones each kind has its own. The methods choose in the same
worlds, question by question; what is shown is the mean regret, the success rate that the best choice would have had
less that of the choice made, over the questions so far.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
from collections.abc import Callable
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

from tunix_reasoning.search.strategy import STRATEGIES, QuantumStrategyOptimizer

_KINDS = tuple(product(("math", "code", "logic", "science"), ("easy", "medium", "hard")))
_QUESTIONS = (12, 24, 60, 120, 240)
World = dict[tuple[str, str], dict[str, float]]


def world(rng: Random, related: bool) -> World:
    """Success rates: one strategy a type, or a kind, is 0.25 to 0.4 better than the rest."""
    rates: World = {}
    for name in {kind: None for kind, _ in _KINDS}:
        shared = rng.choice(STRATEGIES)
        for level in ("easy", "medium", "hard"):
            base = {"easy": 0.5, "medium": 0.4, "hard": 0.3}[level]
            best = shared if related else rng.choice(STRATEGIES)
            rates[name, level] = {s: base + rng.uniform(-0.05, 0.05) for s in STRATEGIES}
            rates[name, level][best] = base + rng.uniform(0.25, 0.4)
    return rates


class Counting:
    """UCB1, Thompson sampling, random and single-strategy choices: a table of counts, looked at in four ways."""

    def __init__(self, rule: str, rng: Random) -> None:
        self.rule, self.rng = rule, rng
        self.counts: dict[tuple[object, str], int] = {}
        self.totals: dict[tuple[object, str], float] = {}

    def choose(self, kind: tuple[str, str]) -> str:
        where: object = None if self.rule == "best single" else kind
        tried = sum(self.counts.get((where, s), 0) for s in STRATEGIES)

        def bound(strategy: str) -> float:
            n, total = self.counts.get((where, strategy), 0), self.totals.get((where, strategy), 0.0)
            if self.rule == "thompson":
                return self.rng.betavariate(1 + total, 1 + n - total)
            return math.inf if n == 0 else total / n + 0.5 * math.sqrt(math.log(tried) / n)

        if self.rule == "random":
            return self.rng.choice(STRATEGIES)
        return "forward" if self.rule == "always forward" else max(STRATEGIES, key=bound)

    def tell(self, kind: tuple[str, str], strategy: str, reward: float) -> None:
        where: object = None if self.rule == "best single" else kind
        self.counts[where, strategy] = self.counts.get((where, strategy), 0) + 1
        self.totals[where, strategy] = self.totals.get((where, strategy), 0.0) + reward


class Annealed:
    """The optimizer, with the same two methods."""

    def __init__(self, **options: Any) -> None:
        self.optimizer = QuantumStrategyOptimizer(**options)

    def choose(self, kind: tuple[str, str]) -> str:
        return self.optimizer.optimize({"type": kind[0], "difficulty": kind[1]})

    def tell(self, kind: tuple[str, str], strategy: str, reward: float) -> None:
        self.optimizer.update({"type": kind[0], "difficulty": kind[1]}, strategy, reward)


_METHODS: dict[str, Callable[[Random], Counting | Annealed]] = {
    "annealed, coupled": lambda rng: Annealed(),
    "annealed, coupled, classical": lambda rng: Annealed(sampler="classical"),
    "annealed, uncoupled": lambda rng: Annealed(coupling=0.0),
    **{
        rule: (lambda rng, rule=rule: Counting(rule, rng))
        for rule in ("ucb1", "thompson", "best single", "always forward", "random")
    },
}


def regrets(method: Counting | Annealed, rates: World, rng: Random) -> list[float]:
    """The regret of every choice, on one stream of questions."""
    found = []
    for _ in range(_QUESTIONS[-1]):
        kind = rng.choice(_KINDS)
        strategy = method.choose(kind)
        method.tell(kind, strategy, float(rng.random() < rates[kind][strategy]))
        found.append(max(rates[kind].values()) - rates[kind][strategy])
    return found


def main(argv: list[str] | None = None) -> None:
    """Prints a table for each sort of world."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--worlds", type=int, default=40)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args(argv)
    table: dict[str, dict[str, dict[str, float]]] = {}
    for sort in ("related", "unrelated"):
        table[sort] = {}
        print(f"\n{sort} worlds, mean regret in points after so many questions (± standard error at the end)")
        print(f"{'':32}" + "".join(f"{n:>8}" for n in _QUESTIONS))
        for name, make in _METHODS.items():
            runs = []
            for number in range(args.worlds):
                rates = world(Random(f"{sort}/{number}"), sort == "related")
                runs.append(regrets(make(Random(f"{name}/{number}")), rates, Random(f"stream/{number}")))
            means = {str(n): statistics.mean(sum(run[:n]) / n for run in runs) for n in _QUESTIONS}
            last = [sum(run) / len(run) for run in runs]
            error = statistics.stdev(last) / math.sqrt(len(last)) if len(last) > 1 else 0.0
            table[sort][name] = means | {"standard_error": error}
            print(f"{name:32}" + "".join(f"{100 * v:8.1f}" for v in means.values()) + f"  ± {100 * error:.1f}")
    if args.json:
        args.json.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
