"""What a program has to compute and to move at least, counted from its jaxpr: the roofline's two sides.

XLA's own `flops` count the body of a loop once. Here a body counts as often as it runs. Operations are those of matrix
products, which are all but a few per mille. Bytes are those of what goes in and comes out, once a turn of a loop:
a decoded token reads every weight and the whole cache. What a device's share is follows from the shardings of the
arguments; what is computed on the way is taken to be split evenly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

from jax.extend.core import ClosedJaxpr, Jaxpr, Literal, Var
from jax.interpreters import partial_eval

from tunix_reasoning.preflight.chips import Chip


@dataclass(frozen=True)
class Work:
    """Of one device."""

    flops: float = 0.0
    bytes: float = 0.0
    seconds: float = 0.0
    """By the roofline: each loop's turn, and what is outside of loops, takes as long as the slower of its two sides."""

    def __add__(self, other: Work) -> Work:
        return Work(self.flops + other.flops, self.bytes + other.bytes, self.seconds + other.seconds)

    def __mul__(self, times: int) -> Work:
        return Work(times * self.flops, times * self.bytes, times * self.seconds)


def work(jaxpr: ClosedJaxpr, shares: Sequence[float], chip: Chip, turns: int = 1) -> Work:
    """The work of a program on each device.

    Args:
        jaxpr: of the program.
        shares: the part of each argument that a device holds.
        chip: of `devices` devices.
        turns: of loops whose length depends on data.
    """
    return _Counter(chip, turns).level(jaxpr.jaxpr, list(shares))


class _Counter:
    def __init__(self, chip: Chip, turns: int) -> None:
        self._chip, self._turns, self._even = chip, turns, 1 / chip.devices

    def level(self, jaxpr: Jaxpr, shares: list[float]) -> Work:
        """A program or a loop's body: what goes in and out counts, and no less time than that takes."""
        moved = sum(share * _size(v) for share, v in zip(shares, jaxpr.invars, strict=True))
        moved += sum(self._even * _size(v) for v in jaxpr.outvars if v not in set(jaxpr.invars))
        flops, loops = self._inside(jaxpr, shares)
        own = Work(flops, moved, max(flops / self._chip.flops, moved / self._chip.bandwidth))
        return own + loops

    def _inside(self, jaxpr: Jaxpr, shares: list[float]) -> tuple[float, Work]:
        """The operations outside of loops, and the work of loops."""
        jaxpr, _ = partial_eval.dce_jaxpr(jaxpr, [True] * len(jaxpr.outvars), instantiate=True)
        known: dict[Var, float] = dict(zip(jaxpr.invars, shares, strict=True))

        def share(v: Any) -> float:
            return self._even if isinstance(v, Literal) else known.get(v, self._even)

        flops, loops = 0.0, Work()
        for eqn in jaxpr.eqns:
            name, held = eqn.primitive.name, [share(v) for v in eqn.invars]
            if name == "dot_general":
                flops += self._even * _products(eqn)
            elif name == "while":
                first = eqn.params["cond_nconsts"]
                loops += self.level(eqn.params["body_jaxpr"].jaxpr, held[first:]) * self._turns
            elif name == "scan":
                loops += self.level(eqn.params["jaxpr"].jaxpr, held) * eqn.params["length"]
            elif name == "cond":
                branches = [self._inside(branch.jaxpr, held[1:]) for branch in eqn.params["branches"]]
                most, turned = max(branches, key=lambda branch: branch[0] + branch[1].flops)
                flops, loops = flops + most, loops + turned
            else:
                for inner in (p for p in eqn.params.values() if isinstance(p, Jaxpr | ClosedJaxpr)):
                    inner = inner.jaxpr if isinstance(inner, ClosedJaxpr) else inner
                    if len(inner.invars) == len(held):
                        more, turned = self._inside(inner, held)
                        flops, loops = flops + more, loops + turned
            arrays = [part for v, part in zip(eqn.invars, held, strict=True) if not isinstance(v, Literal)]
            if len(arrays) == 1 and len(eqn.outvars) == 1:  # a cast or a transpose of a weight lies as the weight
                known[eqn.outvars[0]] = arrays[0]
        return flops, loops


def _products(eqn: Any) -> float:
    (contracted, _), _ = eqn.params["dimension_numbers"]
    return 2.0 * prod(eqn.outvars[0].aval.shape) * prod(eqn.invars[0].aval.shape[i] for i in contracted)


def _size(v: Any) -> float:
    return prod(v.aval.shape) * v.aval.dtype.itemsize
