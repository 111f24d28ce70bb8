"""Does the quantum-inspired optimizer find what pays, and do its couplings help? Where the truth is known, and with the
embedded model.

    python benchmarks/strategies.py [--model RUN] [--seeds 30] [--output results/strategies.json]

A world has kinds of questions, of a type and a difficulty, and strategies with a success rate for each kind. Simulated
worlds have twelve kinds; their best strategies are the same for all kinds (*identical*), for the kinds of a type
(*related*), or each kind's own (*unrelated*). The *model*'s world is what the trained embedded model really earns:
several answers by every strategy to each held-out question, sampled once and kept in the results; a rule that chooses
a strategy is paid by one of them. `--model` samples them anew.

All rules see the same questions and the same luck, so that differences are paired. What is recorded is the mean regret
of the choices so far: the success rate of a kind's best strategy less that of the chosen one.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice, product
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

from bandits import RULES, STRATEGIES, Kind

from tunix_reasoning.evaluation.intervals import mean
from tunix_reasoning.files import read_json, write_json

_LEVELS = {"easy": 0.5, "medium": 0.4, "hard": 0.3}
"""What most strategies earn."""
_KINDS = tuple(product(("math", "code", "logic", "science"), _LEVELS))
TRUTHS = ("identical", "related", "unrelated")
_SAMPLES = 2
"""The model's answers to a question by each strategy."""
FIRST_SEED = 100
"""The optimizer's bonus was chosen in the worlds of the first twelve seeds."""
A_KIND = (1, 2, 3, 5, 10, 20)
"""Where the curve is read, in questions a kind."""
Rates = dict[Kind, dict[str, float]]


@dataclass(frozen=True)
class World:
    """Success rates, and questions with what each strategy earns on them."""

    rates: Rates
    questions: Callable[[Random], Iterator[tuple[Kind, dict[str, float]]]]


def simulated(truth: str, rng: Random) -> World:
    """One strategy is 0.25 to 0.4 better than the rest: everywhere, for a type, or for a kind."""
    rates: Rates = {}
    everywhere = rng.choice(STRATEGIES)
    of_type = {name: rng.choice(STRATEGIES) for name, _ in _KINDS}
    for kind in _KINDS:
        name, level = kind
        best = {"identical": everywhere, "related": of_type[name], "unrelated": rng.choice(STRATEGIES)}[truth]
        rates[kind] = {s: _LEVELS[level] + rng.uniform(-0.05, 0.05) for s in STRATEGIES}
        rates[kind][best] = _LEVELS[level] + rng.uniform(0.25, 0.4)

    def questions(luck: Random) -> Iterator[tuple[Kind, dict[str, float]]]:
        while True:
            kind = luck.choice(_KINDS)
            yield kind, {s: float(luck.random() < rate) for s, rate in rates[kind].items()}

    return World(rates, questions)


def replayed(pool: list[dict[str, str]]) -> World:
    """The model's: a row of the pool is a question, its outcomes by strategy a digit each, 1 where it was right."""
    of_kind: dict[Kind, list[dict[str, str]]] = {}
    for row in pool:
        of_kind.setdefault((row["type"], row["difficulty"]), []).append(row)
    rates = {
        kind: {s: statistics.mean(int(c) for row in rows for c in row[s]) for s in STRATEGIES}
        for kind, rows in of_kind.items()
    }

    def questions(luck: Random) -> Iterator[tuple[Kind, dict[str, float]]]:
        while True:
            for row in luck.sample(pool, len(pool)):
                yield (row["type"], row["difficulty"]), {s: float(luck.choice(row[s])) for s in STRATEGIES}

    return World(rates, questions)


def regrets(name: str, world: World, seed: int) -> list[float]:
    """The mean regret of a rule's choices so far, at each place of `A_KIND`."""
    rule, found = RULES[name](Random(f"{name}/{seed}")), []
    ends = [count * len(world.rates) for count in A_KIND]
    for kind, earned in islice(world.questions(Random(f"stream/{seed}")), ends[-1]):
        strategy = rule.choose(kind)
        rule.tell(kind, strategy, earned[strategy])
        found.append(max(world.rates[kind].values()) - world.rates[kind][strategy])
    return [statistics.mean(found[:end]) for end in ends]


def curve(task: tuple[str, str, int, list[dict[str, str]]]) -> list[list[float]]:
    """A rule's regrets in the worlds of a truth, a row a seed."""
    truth, name, seeds, pool = task
    return [
        regrets(name, replayed(pool) if truth == "model" else simulated(truth, Random(f"{truth}/{seed}")), seed)
        for seed in range(FIRST_SEED, FIRST_SEED + seeds)
    ]


def compared(curves: dict[str, list[list[float]]]) -> dict[str, Any]:
    """By rule: regrets along the curve, and what the coupled optimizer saves against it, paired by seed."""
    return {
        name: {"regret": [mean(values) for values in zip(*rows, strict=True)]} | ({} if name == "coupled" else {
            "saved": [
                mean([b - a for a, b in zip(*pair, strict=True)], low=-1.0)
                for pair in zip(zip(*curves["coupled"], strict=True), zip(*rows, strict=True), strict=True)
            ]
        })
        for name, rows in curves.items()
    }


def sampled(run: str) -> list[dict[str, str]]:
    """Answers of a run's model to its held-out questions by every strategy, as `replayed` takes them."""
    from tunix_reasoning.dataset import ReasoningDataset
    from tunix_reasoning.evaluation import held_out
    from tunix_reasoning.evaluation.evaluate import judge
    from tunix_reasoning.inference import generator, run_settings
    from tunix_reasoning.model import load_policy
    from tunix_reasoning.roles import strategic
    from tunix_reasoning.run import known_to

    config, policy = run_settings(run), load_policy(run)
    generate = generator(policy, config.updated(max_prompt_length=2 * config.grpo.max_prompt_length))
    asked = held_out(known_to(policy, ReasoningDataset(config), print), config.evaluation_questions)
    pool = [{"type": e["type"], "difficulty": e["difficulty"]} for e in asked]
    for seed, name in enumerate(STRATEGIES):
        groups = generate([strategic(e["question"], name) for e in asked], _SAMPLES, temperature=0.8, seed=seed)
        for row, group, example in zip(pool, groups, asked, strict=True):
            row[name] = "".join(str(int(judge(c.text, example)["accuracy"])) for c in group)
        print(f"{name}: {statistics.mean(int(c) for row in pool for c in row[name]):.3f}", flush=True)
    return pool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("--model", metavar="RUN", help="sample the answers of this run's model anew")
    parser.add_argument("--seeds", type=int, default=30)
    parser.add_argument("--output", type=Path, default=Path("results/strategies.json"))
    args = parser.parse_args()
    if args.model:
        write_json(args.output, {"pool": sampled(args.model)})
    pool = read_json(args.output)["pool"]
    found: dict[str, Any] = {"questions_a_kind": A_KIND, "seeds": args.seeds, "samples": _SAMPLES}
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as workers:  # JAX, which sampled, has threads
        for truth in (*TRUTHS, "model"):
            rows = workers.map(curve, [(truth, name, args.seeds, pool) for name in RULES])
            found[truth] = compared(dict(zip(RULES, rows, strict=True)))
            print(f"\n{truth}: mean regret in points after so many questions a kind\n{'':28}",
                  *(f"{n:6}" for n in A_KIND))
            for name, row in found[truth].items():
                print(f"{name:28}", *(f"{100 * score['value']:6.1f}" for score in row["regret"]), flush=True)
    write_json(args.output, found | {"pool": pool})


if __name__ == "__main__":
    main()
