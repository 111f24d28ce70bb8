"""What a program has to compute and to move at least, counted from its jaxpr: the roofline's two sides.

XLA's own `flops` count the body of a loop once. Here a body counts as often as it runs. Operations are those of matrix
products, which are all but a few per mille. Bytes are those that a matrix product reads and writes: everything between
two of them may be fused into them. A program moves at least what goes in and comes out, and a loop reads what it is
given once a turn: a decoded token reads every weight and the whole cache. What a device's share of an array is follows
from the shardings of the arguments; what is computed on the way is taken to be split evenly.
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
class Roofline:
    """Of one device."""

    flops: float = 0.0
    bytes: float = 0.0
    seconds: float = 0.0
    """By the roofline: a matrix product takes as long as the slower of its two sides."""

    def __add__(self, other: Roofline) -> Roofline:
        return Roofline(self.flops + other.flops, self.bytes + other.bytes, self.seconds + other.seconds)

    def __mul__(self, times: int) -> Roofline:
        return Roofline(times * self.flops, times * self.bytes, times * self.seconds)


def work(jaxpr: ClosedJaxpr, shares: Sequence[float], chip: Chip, turns: int = 1) -> Roofline:
    """The work of a program on each device.

    Args:
        jaxpr: of the program.
        shares: the part of each argument that a device holds.
        chip: of `devices` devices.
        turns: of loops whose length depends on data.
    """
    counter = _Counter(chip, turns)
    written = sum(_size(v) for v in jaxpr.jaxpr.outvars) / chip.devices
    return counter.level(jaxpr.jaxpr, list(shares), written)


class _Counter:
    def __init__(self, chip: Chip, turns: int) -> None:
        self._chip, self._turns, self._even = chip, turns, 1 / chip.devices

    def level(self, jaxpr: Jaxpr, shares: list[float], written: float = 0.0) -> Roofline:
        """A program, or a loop's body, which reads what it is given and changes it in place."""
        moved = written + sum(share * _size(v) for share, v in zip(shares, jaxpr.invars, strict=True))
        own, loops = self._inside(jaxpr, shares)
        least = Roofline(own.flops, max(own.bytes, moved), max(own.seconds, moved / self._chip.bandwidth))
        return least + loops

    def _inside(self, jaxpr: Jaxpr, shares: list[float]) -> tuple[Roofline, Roofline]:
        """The work of matrix products outside of loops, and that of loops."""
        jaxpr, _ = partial_eval.dce_jaxpr(jaxpr, [True] * len(jaxpr.outvars), instantiate=True)
        known: dict[Var, float] = dict(zip(jaxpr.invars, shares, strict=True))

        def share(v: Any) -> float:
            return self._even if isinstance(v, Literal) else known.get(v, self._even)

        own, loops = Roofline(), Roofline()
        for eqn in jaxpr.eqns:
            name, held = eqn.primitive.name, [share(v) for v in eqn.invars]
            if name == "dot_general":
                own += self._product(eqn, held)
            elif name == "while":
                first = eqn.params["cond_nconsts"]
                loops += self.level(eqn.params["body_jaxpr"].jaxpr, held[first:]) * self._turns
            elif name == "scan":
                loops += self.level(eqn.params["jaxpr"].jaxpr, held) * eqn.params["length"]
            elif name == "cond":
                branches = [self._inside(branch.jaxpr, held[1:]) for branch in eqn.params["branches"]]
                more, turned = max(branches, key=lambda branch: branch[0].flops + branch[1].flops)
                own, loops = own + more, loops + turned
            else:
                for inner in (p for p in eqn.params.values() if isinstance(p, Jaxpr | ClosedJaxpr)):
                    inner = inner.jaxpr if isinstance(inner, ClosedJaxpr) else inner
                    if len(inner.invars) == len(held):
                        more, turned = self._inside(inner, held)
                        own, loops = own + more, loops + turned
            arrays = [part for v, part in zip(eqn.invars, held, strict=True) if not isinstance(v, Literal)]
            if len(arrays) == 1 and len(eqn.outvars) == 1:  # a cast or a transpose of a weight lies as the weight
                known[eqn.outvars[0]] = arrays[0]
        return own, loops

    def _product(self, eqn: Any, shares: list[float]) -> Roofline:
        (contracted, _), _ = eqn.params["dimension_numbers"]
        out = eqn.outvars[0].aval
        flops = self._even * 2.0 * prod(out.shape) * prod(eqn.invars[0].aval.shape[i] for i in contracted)
        moved = sum(share * _size(v) for share, v in zip(shares, eqn.invars, strict=True))
        moved += self._even * _size(eqn.outvars[0])
        return Roofline(flops, moved, max(flops / self._chip.flops, moved / self._chip.bandwidth))


def _size(v: Any) -> float:
    return prod(v.aval.shape) * v.aval.dtype.itemsize
