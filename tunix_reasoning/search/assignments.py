"""Strategies for kinds of questions: what can be ruled out before the annealing, and mended after it.

Before: dead-end elimination, as for the side chains of proteins (Desmet et al. 1992, in the form of Goldstein 1994). A
kind does not have strategy s in the ground state if it would gain more by t than all couplings together could hold
against it. What is ruled out for one kind weakens what its relatives can hold, so this goes on until nothing more
falls. It is exact, and leaves to the annealer only what has to be decided together.

After: descent. An annealer flips one spin at a time and has to climb over the penalty to exchange a kind's strategy
for another; where what it gains is less than its last temperature, it has not. Here exchanges are one step.
"""

from __future__ import annotations

import numpy as np

ROUNDING = 1e-9
"""Below this a gain may be one of rounding."""


def contenders(fields: np.ndarray, couplings: np.ndarray) -> np.ndarray:
    """Which strategies a kind can have in the ground state, `[K, S]` of bool, at least one a kind.

    Args:
        fields: `[K, S]`, what each kind gains by each strategy.
        couplings: `[K, K]`, what two kinds gain by having the same one; at least 0, and 0 on the diagonal.
    """
    left = np.ones(fields.shape, bool)
    while True:
        decided = left & (left.sum(1, keepdims=True) == 1)
        favour = left[:, :, None] * 1.0 - (~left[:, :, None] & decided[:, None, :])  # at most: [L, s] over [L, t]
        held = np.einsum("kl,lst->kst", couplings, favour)
        beaten = (fields[:, None, :] - fields[:, :, None] > held + ROUNDING) & left[:, None, :]  # [K, s] by [K, t]
        remaining = left & ~beaten.any(2)
        if (remaining == left).all():
            return left
        left = remaining


def bound_up(place: int, fields: np.ndarray, couplings: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The kinds that have to be decided together with the one at `place`, and their fields.

    The fields, `[members, S]`, hold the pull of the kinds that are decided; they are −∞ where a strategy is ruled out.
    """
    left = contenders(fields, couplings)
    decided = left.sum(1) == 1
    pulled = np.where(left, fields + couplings[:, decided] @ left[decided], -np.inf)
    bound = couplings * np.outer(~decided, ~decided) > 0
    together = np.arange(len(fields)) == place
    while (wider := together | bound[together].any(0)).sum() > together.sum():
        together = wider
    return np.flatnonzero(together), pulled[together]


def descended(choices: np.ndarray, fields: np.ndarray, couplings: np.ndarray) -> np.ndarray:
    """The best of several choices, once no kind would gain by another strategy beside the others'.

    Args:
        choices: `[R, K]`, the number of each kind's strategy.
        fields: as above, and −∞ for what may not be chosen.
        couplings: as above.
    """
    choices, reads, moved = choices.copy(), np.arange(len(choices)), True
    while moved:
        moved = False
        for kind, pulls in enumerate(couplings):
            gains = fields[kind] + np.einsum("l,rls->rs", pulls, np.eye(fields.shape[1])[choices])
            best = gains.argmax(1)
            better = gains[reads, best] > gains[reads, choices[:, kind]] + ROUNDING
            choices[better, kind] = best[better]
            moved |= bool(better.any())
    alike = choices[:, :, None] == choices[:, None, :]
    return choices[(fields[np.arange(len(fields)), choices].sum(1) + (couplings * alike).sum((1, 2)) / 2).argmax()]
