"""Which reasoning strategy for which kind of question? A quantum-inspired optimizer that learns it from rewards.

Kinds of questions and strategies make an Ising model. The binary variable x[k, s] says that kind k is answered by
strategy s; the energy

    E(x) = − Σ (mean reward + UCB bonus)[k, s] x[k, s] + P Σ_k (Σ_s x[k, s] − 1)² − Σ_{k<l} J[k, l] Σ_s x[k, s] x[l, s]

is lowest where every kind has the strategy that has paid, with a bonus for what was seldom tried (UCB1, Auer et al.
2002), exactly one each, and related kinds alike. The coupling J grows with the features that two kinds share and fades
as either has rewards of its own: it can only help where samples are few. The ground state is sought by path-integral
annealing: a quantum annealer in a transverse field, simulated by Monte Carlo over imaginary time (Martoňák, Santoro &
Tosatti 2002); `sampler="classical"` anneals thermally instead.

    optimizer = QuantumStrategyOptimizer()
    strategy = optimizer.optimize({"type": "math", "difficulty": "easy"})
    optimizer.update({"type": "math", "difficulty": "easy"}, strategy, reward=1.0)
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path
from typing import Any, Literal

import dimod
import numpy as np
from dwave.samplers import PathIntegralAnnealingSampler, SimulatedAnnealingSampler

from tunix_reasoning.files import read_json, write_json

STRATEGIES = ("forward", "backward", "decomposition", "elimination", "verification")
BETA = 20.0
"""The inverse temperature, for energies of the size of a reward."""
TRANSVERSE = 5.0
"""The transverse field at the start, in units of the temperature."""
ProblemKind = tuple[tuple[str, str], ...]


class QuantumStrategyOptimizer:
    """Learns the strategy for each kind of question; a kind is what `problem_features` says, name by name."""

    def __init__(
        self,
        strategies: tuple[str, ...] = STRATEGIES,
        *,
        bonus: float = 0.25,
        coupling: float = 0.15,
        sampler: Literal["quantum", "classical"] = "quantum",
        reads: int = 16,
        sweeps: int = 256,
        seed: int = 0,
    ) -> None:
        """Args:
        strategies: the names to choose among.
        bonus: the weight of the UCB bonus; 0 never explores on purpose.
        coupling: J of two kinds that share all features and have no rewards yet; 0 learns each kind by itself.
        sampler: how the ground state is sought.
        reads: annealings a choice; the lowest energy found is taken.
        sweeps: updates of every spin in one annealing.
        """
        self.strategies = strategies
        self.bonus, self.coupling = bonus, coupling
        self.sampler, self.reads, self.sweeps, self.seed = sampler, reads, sweeps, seed
        self.counts: dict[ProblemKind, dict[str, int]] = {}
        self.totals: dict[ProblemKind, dict[str, float]] = {}
        self.energies: list[float] = []
        """The energies that the last annealing found, one a read."""

    def optimize(self, problem_features: Mapping[str, Any]) -> str:
        """The strategy for a question of this kind in the ground state; ties go to the strategy named first."""
        kind = _kind(problem_features)
        self._know(kind)
        model, offset = self.energy_model(), 1e-6
        for place, strategy in enumerate(self.strategies):
            model.add_linear((kind, strategy), place * offset)
        state = self.ground_state(model)
        return max(self.strategies, key=lambda strategy: (state[kind, strategy], self._field(kind, strategy)))

    def update(self, problem_features: Mapping[str, Any], strategy: str, reward: float) -> None:
        """Tells what a strategy earned, in [0, 1].

        Raises:
            ValueError: the strategy is not one of those to choose among.
        """
        if strategy not in self.strategies:
            raise ValueError(f"strategy must be one of {', '.join(self.strategies)}. Received: {strategy}")
        kind = _kind(problem_features)
        self._know(kind)
        self.counts[kind][strategy] += 1
        self.totals[kind][strategy] += reward

    def energy_model(self) -> dimod.BinaryQuadraticModel:
        """E(x) over all kinds that were met."""
        model = dimod.BinaryQuadraticModel(dimod.BINARY)
        penalty = 0.0
        for kind in self.counts:
            fields = {strategy: self._field(kind, strategy) for strategy in self.strategies}
            level = sum(fields.values()) / len(fields)  # which the constraint makes a constant: a lower barrier without
            for strategy, value in fields.items():
                model.add_linear((kind, strategy), level - value)
            pull = sum(self._coupling(kind, other) for other in self.counts if other != kind)
            penalty = max(penalty, 1.1 * (max(fields.values()) - level + pull))
        for kind, other in combinations(self.counts, 2):
            if strength := self._coupling(kind, other):
                for strategy in self.strategies:
                    model.add_quadratic((kind, strategy), (other, strategy), -strength)
        for kind in self.counts:  # a second strategy, or none, costs more than it could win
            model.add_linear_equality_constraint(
                [((kind, strategy), 1.0) for strategy in self.strategies],
                lagrange_multiplier=penalty + 0.05, constant=-1.0,
            )
        return model

    def ground_state(self, model: dimod.BinaryQuadraticModel) -> dict[Any, int]:
        """The lowest state that the annealings of a model found."""
        found = anneal(model, self.sampler, self.reads, self.sweeps, self.seed)
        self.energies = [float(energy) for energy in found.record.energy]
        return dict(found.first.sample)

    def save(self, path: Path | str) -> None:
        """Writes what was learned as JSON."""
        kinds = [
            {"features": dict(kind), "counts": self.counts[kind], "totals": self.totals[kind]} for kind in self.counts
        ]
        settings = {"strategies": self.strategies, "bonus": self.bonus, "coupling": self.coupling, "seed": self.seed,
                    "sampler": self.sampler, "reads": self.reads, "sweeps": self.sweeps}
        write_json(Path(path), settings | {"kinds": kinds})

    @classmethod
    def load(cls, path: Path | str) -> QuantumStrategyOptimizer:
        """Reads what `save` wrote."""
        saved = read_json(Path(path))
        kinds = saved.pop("kinds")
        optimizer = cls(tuple(saved.pop("strategies")), **saved)
        for entry in kinds:
            kind = _kind(entry["features"])
            optimizer.counts[kind], optimizer.totals[kind] = entry["counts"], entry["totals"]
        return optimizer

    def _know(self, kind: ProblemKind) -> None:
        if kind not in self.counts:
            self.counts[kind] = dict.fromkeys(self.strategies, 0)
            self.totals[kind] = dict.fromkeys(self.strategies, 0.0)

    def _field(self, kind: ProblemKind, strategy: str) -> float:
        """Mean reward, drawn to ½ by one imagined sample, and the UCB bonus; a relative's trials count in part."""
        mean = (self.totals[kind][strategy] + 0.5) / (self.counts[kind][strategy] + 1)
        weights = {other: 1.0 if other == kind else self._coupling(kind, other) for other in self.counts}
        count = sum(weight * self.counts[other][strategy] for other, weight in weights.items())
        tried = sum(weight * sum(self.counts[other].values()) for other, weight in weights.items())
        return mean + self.bonus * math.sqrt(math.log(1 + tried) / (count + 1))

    def _coupling(self, kind: ProblemKind, other: ProblemKind) -> float:
        names = dict(kind).keys() | dict(other).keys()
        shared = len(set(kind) & set(other)) / max(1, len(names))
        rewards = min(sum(self.counts[k].values()) for k in (kind, other))
        return self.coupling * shared / (1 + rewards / len(self.strategies))


def anneal(
    model: dimod.BinaryQuadraticModel, sampler: str, reads: int, sweeps: int, seed: int
) -> dimod.SampleSet:
    """States of a model, one a read, by path-integral (`quantum`) or thermal (`classical`) annealing.

    The transverse field falls to nothing while the problem's own energy rises to BETA: left to its defaults, the
    sampler has no transverse field at all. It takes a seed of 0 for none, hence the 1 that is added.
    """
    low = -1 if model.vartype is dimod.SPIN else 0
    start = np.random.default_rng(seed).choice([low, 1], (reads, len(model.variables))).astype(np.int8)
    states = (start, list(model.variables))
    if sampler == "classical":
        return SimulatedAnnealingSampler().sample(
            model, num_reads=reads, num_sweeps=sweeps, beta_range=(0.5, 2 * BETA), seed=seed + 1, initial_states=states
        )
    return PathIntegralAnnealingSampler().sample(
        model, num_reads=reads, num_sweeps=sweeps, beta_schedule_type="custom", seed=seed + 1, initial_states=states,
        Hp_field=np.linspace(0.0, BETA, sweeps), Hd_field=np.linspace(TRANSVERSE, 1e-3, sweeps),
    )


def _kind(features: Mapping[str, Any]) -> ProblemKind:
    return tuple(sorted((str(name), str(value)) for name, value in features.items()))
