"""The time of a compiled program, by what the TPU's compiler writes into it.

The compiler notes `estimated_cycles` at every operation. Here they are added up, bodies of loops as often as they
run: XLA's own `optimal_seconds` counts a body once, and is negative on some TPUs. Collectives have no cycles; their
bytes are kept, and whether they stand in a loop.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import accumulate
from math import prod

_SIZES = {"pred": 1, "s8": 1, "u8": 1, "s16": 2, "u16": 2, "bf16": 2, "f16": 2, "s32": 4, "u32": 4, "f32": 4, "s64": 8}
SENT = {"all-gather": 7 / 8, "all-reduce": 14 / 8, "reduce-scatter": 1.0, "all-to-all": 1.0, "collective-permute": 1.0}
"""Bytes that enter a device, of eight, for a byte of a collective's result."""

HEAD = re.compile(r"^(ENTRY )?%?([\w.\-]+) .*\{$")
ARRAY = re.compile(r"\b([a-z]+\d*)\[([\d,]*)\]")
CYCLES = re.compile(r'"estimated_cycles":"(\d+)"')
CALLED = re.compile(r"\b(?:to_apply|calls|\w+_computations?)=(?:\{([^}]*)\}|%?([\w.\-]+))")


@dataclass
class Collective:
    """One collective operation of a program, a device."""

    kind: str
    bytes: int
    """Of its result."""
    turns: int
    """How often it runs."""
    in_loop: bool


@dataclass
class Cost:
    """What a program takes, loops and all."""

    cycles: int = 0
    collectives: dict[str, Collective] = field(default_factory=dict)
    """By channel: one that runs beside others is written into each of them."""

    def add(self, other: Cost, turns: int = 1, in_loop: bool = False) -> None:
        self.cycles += turns * other.cycles
        for channel, c in other.collectives.items():
            new = Collective(c.kind, c.bytes, turns * c.turns, c.in_loop or in_loop)
            old = self.collectives.get(channel, new)
            self.collectives[channel] = Collective(
                new.kind, max(new.bytes, old.bytes), max(new.turns, old.turns), new.in_loop or old.in_loop
            )

    @property
    def sent(self) -> float:
        """Bytes of collectives that enter a device."""
        return sum(SENT[c.kind] * c.bytes * c.turns for c in self.collectives.values())

    @property
    def count(self) -> int:
        """Collectives that run, one after the other."""
        return sum(c.turns for c in self.collectives.values())

    def in_loops(self) -> dict[str, dict[str, int]]:
        """Collectives inside of loops by kind: how many a turn, their bytes, and those of the largest."""
        found: dict[str, Counter[str]] = {}
        for c in (c for c in self.collectives.values() if c.in_loop):
            kind = found.setdefault(c.kind, Counter())
            kind["count"] += 1
            kind["bytes"] += c.bytes
            kind["largest"] = max(kind["largest"], c.bytes)
        return {kind: dict(entry) for kind, entry in found.items()}


class Hlo:
    """An optimised program's text, by computation."""

    def __init__(self, text: str) -> None:
        self._lines: dict[str, list[str]] = {}
        self._known: dict[str, Cost] = {}
        current, self._entry = "", ""
        for line in text.splitlines():
            if (head := HEAD.match(line)) and not line.startswith(" "):
                current = head[2]
                self._lines[current] = []
                self._entry = current if head[1] else self._entry
            elif current:
                self._lines[current].append(line)

    def cost(self, turns: int = 1) -> Cost:
        """Of the whole program; loops whose length depends on data turn so many times."""
        self._known = {}
        return self._cost(self._entry, turns)

    def _cost(self, name: str, turns: int) -> Cost:
        if name not in self._known:
            total = Cost()
            for line in self._lines.get(name, []):
                if " = " in line:
                    self._add(total, line, turns)
            self._known[name] = total
        return self._known[name]

    def _add(self, total: Cost, line: str, turns: int) -> None:
        shape, operation = _parts(line)
        if cycles := CYCLES.findall(line):
            total.cycles += int(cycles[-1])
        kind = operation.removesuffix("-start")
        if kind in SENT:
            sizes = [_bytes(*array) for array in ARRAY.findall(shape)] or [0]
            size = max(sizes) if operation != kind else sum(sizes)  # a start returns its operands, too
            channel = re.search(r"channel_id=(\d+)", line)
            name = channel[1] if channel else line.split(" = ")[0].strip()
            total.add(Cost(0, {name: Collective(kind, size, 1, False)}))
        elif operation == "while":
            count = self.turns(line) or turns
            for part in ("body", "condition"):
                total.add(self._cost(_named(part, line), turns), count, in_loop=True)
        elif operation == "conditional":
            total.add(max((self._cost(name, turns) for name in _called(line)), key=lambda branch: branch.cycles))
        elif operation in ("call", "async-start"):
            total.add(self._cost(_called(line)[-1], turns))
        elif operation == "fusion":  # it has its cycles; collectives may be fused in
            total.add(Cost(0, self._cost(_called(line)[-1], turns).collectives))

    def turns(self, line: str) -> int | None:
        """How often a loop runs; None where that depends on data.

        The compiler's text does not say; its condition is `compare(i, constant), direction=LT`, and the step of i
        stands in the body (loops of split matrix products are unrolled by two).
        """
        condition, body = (self._lines.get(_named(part, line), []) for part in ("condition", "body"))
        compared = re.search(r" compare\(%?([\w.\-]+), %?([\w.\-]+)\), direction=LT", _root(condition))
        end = compared and _constant(condition, compared[2])
        if not compared or not end:
            return None
        index = re.search(r"index=(\d+)", _defined(condition, compared[1]))
        results = _operands(_root(body))
        step = None
        if index and int(index[1]) < len(results):
            added = re.search(r" add\(%?([\w.\-]+), %?([\w.\-]+)\)", _defined(body, results[int(index[1])]))
            step = added and (_constant(body, added[2]) or _constant(body, added[1]))
        return -(-end // (step or 1))


def _parts(line: str) -> tuple[str, str]:
    """The shape of a line's result, and its operation."""
    rest = line.split(" = ", 1)[1]
    if rest.startswith("("):
        depths = accumulate((char == "(") - (char == ")") for char in rest)
        end = next((i for i, depth in enumerate(depths) if not depth), len(rest)) + 1
        shape, rest = rest[:end], rest[end:]
    else:
        shape, _, rest = rest.partition(" ")
    found = re.match(r"\s*([a-z][\w\-]*)\(", rest)
    return shape, found[1] if found else ""


def _bytes(kind: str, dimensions: str) -> int:
    return _SIZES.get(kind, 0) * prod(int(d) for d in dimensions.split(",") if d)


def _named(part: str, line: str) -> str:
    found = re.search(rf"\b{part}=%?([\w.\-]+)", line)
    return found[1] if found else ""


def _called(line: str) -> list[str]:
    """The computations that a line calls."""
    return [name.strip(" %") for several, one in CALLED.findall(line) for name in (several or one).split(",")]


def _root(lines: list[str]) -> str:
    return next((line for line in lines if line.strip().startswith("ROOT")), "")


def _defined(lines: list[str], name: str) -> str:
    return next((line for line in lines if re.match(rf"\s*(ROOT )?%?{re.escape(name)} = ", line)), "")


def _constant(lines: list[str], name: str) -> int | None:
    found = re.search(r" constant\((\d+)\)", _defined(lines, name))
    return int(found[1]) if found else None


def _operands(line: str) -> list[str]:
    inner = line[line.rfind(" tuple(") + 7 :].split(")")[0] if " tuple(" in line else ""
    return [name.strip(" %") for name in re.sub(r"/\*.*?\*/", "", inner).split(",")]
