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

from collections.abc import Mapping
from functools import cache
from itertools import combinations, product
from pathlib import Path
from typing import Any, Literal

import dimod
import numpy as np
from dwave.samplers import PathIntegralAnnealingSampler, SimulatedAnnealingSampler

from tunix_reasoning.files import read_json, write_json
from tunix_reasoning.search.assignments import bound_up, descended

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
        bonus: float = 0.1,
        coupling: float = 0.15,
        sampler: Literal["quantum", "classical"] = "quantum",
        reads: int = 16,
        sweeps: int = 64,
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

    def optimize(self, problem_features: Mapping[str, Any]) -> str:
        """The strategy for a question of this kind in the ground state; ties go to the strategy named first.

        Annealed is only what elimination leaves open: the kind and those that have to be decided with it, if any.
        """
        kind = _kind(problem_features)
        self._know(kind)
        place, couplings = list(self.counts).index(kind), self._couplings()
        members, fields = bound_up(place, self._fields() - 1e-6 * np.arange(len(self.strategies)), couplings)
        chosen = self._ground_state(members, fields) if len(members) > 1 else fields.argmax(1)
        return self.strategies[chosen[list(members).index(place)]]

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
        return self._model(np.arange(len(self.counts)), self._fields())

    def _model(self, members: np.ndarray, fields: np.ndarray) -> dimod.BinaryQuadraticModel:
        """E(x) of some kinds, `[M]`, in their fields, `[M, S]`; where a field is −∞, there is no variable."""
        model, kinds = dimod.BinaryQuadraticModel(dimod.BINARY), [list(self.counts)[i] for i in members]
        couplings = self._couplings()[np.ix_(members, members)]
        level = np.mean(fields, axis=1, where=np.isfinite(fields))  # a constant, by the constraint: a lower barrier
        for (i, kind), (k, strategy) in product(enumerate(kinds), enumerate(self.strategies)):
            if np.isfinite(fields[i, k]):
                model.add_linear((kind, strategy), level[i] - fields[i, k])
        for (i, kind), (j, other) in combinations(enumerate(kinds), 2):
            for strategy in self.strategies if couplings[i, j] else ():
                if {(kind, strategy), (other, strategy)} <= model.variables:
                    model.add_quadratic((kind, strategy), (other, strategy), -couplings[i, j])
        penalty = 1.1 * float((fields.max(1) - level + couplings.sum(1)).max()) + 0.05
        for kind in kinds:  # a second strategy, or none, costs more than it could win
            one = [((kind, s), 1.0) for s in self.strategies if (kind, s) in model.variables]
            model.add_linear_equality_constraint(one, lagrange_multiplier=penalty, constant=-1.0)
        return model

    def _ground_state(self, members: np.ndarray, fields: np.ndarray) -> np.ndarray:
        """The strategy of each of some kinds, by its number, `[M]`: the best of the annealings, each let down."""
        model, there = self._model(members, fields), np.isfinite(fields)
        states = anneal(model, self.sampler, self.reads, self.sweeps, self.seed)
        found = np.where(there, 0, -1)[None].repeat(self.reads, 0)
        found[:, there] = states.record.sample[:, [states.variables.index(name) for name in model.variables]]
        return descended(found.argmax(2), fields, self._couplings()[np.ix_(members, members)])

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

    def _fields(self) -> np.ndarray:
        """`[K, S]`: mean reward, drawn to ½ by one imagined sample, and a UCB bonus; relatives count in part."""
        counts, totals = self._table(self.counts), self._table(self.totals)
        weighed = (np.eye(len(counts)) + self._couplings()) @ counts
        tried = weighed.sum(1, keepdims=True)
        return (totals + 0.5) / (counts + 1) + self.bonus * np.sqrt(np.log(1 + tried) / (weighed + 1))

    def _couplings(self) -> np.ndarray:
        """J, `[K, K]`, with 0 on the diagonal."""
        kinds, rewards = list(self.counts), self._table(self.counts).sum(1)
        shared = np.array([[_alike(kind, other) if kind != other else 0.0 for other in kinds] for kind in kinds])
        return self.coupling * shared / (1 + np.minimum(rewards, rewards[:, None]) / len(self.strategies))

    def _table(self, of: Mapping[ProblemKind, Mapping[str, float]]) -> np.ndarray:
        return np.array([[own[strategy] for strategy in self.strategies] for own in of.values()], float)


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


@cache
def _alike(kind: ProblemKind, other: ProblemKind) -> float:
    """The share of their features that is the same."""
    return len(set(kind) & set(other)) / max(1, len(dict(kind).keys() | dict(other).keys()))
