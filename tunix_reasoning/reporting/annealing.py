"""How deep the two annealers of the strategy optimizer get: energies against sweeps, on one and the same model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib import rc_context
from matplotlib.figure import Figure

from tunix_reasoning.reporting.style import BLUE, ORANGE, STYLE

_SAMPLERS = {"quantum": ("path-integral, in a transverse field", BLUE), "classical": ("thermal", ORANGE)}
_SWEEPS = (2, 4, 8, 16, 32, 64, 128, 256)


@rc_context(STYLE)
def plot_annealing(model: Any, sweeps: Sequence[int] = _SWEEPS, reads: int = 64, seed: int = 0) -> Figure:
    """Anneals a model anew for each number of sweeps: the mean energy of the reads above the lowest that any found,
    and a band from the tenth to the ninetieth percentile.

    Args:
        model: of `QuantumStrategyOptimizer.energy_model`, or another dimod model.
        sweeps: updates of every spin in one annealing.
        reads: annealings of each sampler for each number of sweeps.
        seed: of all of them.
    """
    from tunix_reasoning.search.strategy import anneal  # a later chapter of the notebook than this

    energies = {
        name: np.array([anneal(model, name, reads, n, seed).record.energy for n in sweeps]) for name in _SAMPLERS
    }
    ground = min(float(found.min()) for found in energies.values())
    figure = Figure(figsize=(8.6, 3.2), layout="constrained")
    axes = figure.subplots()
    for name, (label, color) in _SAMPLERS.items():
        above = energies[name] - ground  # [sweeps, reads]
        axes.fill_between(sweeps, *np.quantile(above, (0.1, 0.9), axis=1), color=color, alpha=0.15, linewidth=0)
        axes.plot(sweeps, above.mean(1), "o-", color=color, markersize=4, label=label)
    axes.set_xscale("log", base=2)
    axes.set_xticks(list(sweeps), [str(n) for n in sweeps])
    axes.set_ylim(bottom=0)
    axes.set(xlabel="sweeps of an annealing", ylabel="energy above the lowest, in rewards")
    axes.set_title(f"Annealing {len(model.variables)} spins, {reads} times each: the mean, and 80 % of the reads")
    axes.legend(loc="upper right")
    return figure
