"""The mix: which family, difficulty and split stands at which position of a dataset."""

from __future__ import annotations

import heapq
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import count as naturals
from itertools import islice
from random import Random

from reasoning_data.families import BY_NAME, FAMILIES
from reasoning_data.schema import SPLITS, Family

TYPE_SHARES = {
    "math": 0.40,
    "code": 0.20,
    "logic_puzzle": 0.15,
    "science": 0.10,
    "creative": 0.10,
    "summarization": 0.05,
}
DIFFICULTY_SHARES = {"easy": 0.3, "medium": 0.5, "hard": 0.2}
MOST = 100_000_000
"""So many examples have a plan of 800 MB."""
SPLIT_SHARES = {"train": 0.8, "validation": 0.1, "test": 0.1}

Cell = tuple[Family, str, str]
"""A family, a difficulty and a split: examples in a cell are numbered from 0."""
Job = tuple[str, str, int, str, int]
"""The arguments of `families.example`, the family by its name."""


def apportion(total: int, shares: Mapping[str, float]) -> dict[str, int]:
    """Whole numbers in these proportions that add up to the total, by largest remainder."""
    weights = {key: Fraction(str(share)) for key, share in shares.items()}
    exact = {key: total * weight / sum(weights.values()) for key, weight in weights.items()}
    parts = {key: int(value) for key, value in exact.items()}
    by_remainder = sorted(exact, key=lambda key: parts[key] - exact[key])  # stable: ties keep their order
    for key in by_remainder[: total - sum(parts.values())]:
        parts[key] += 1
    return parts


def spread(parts: Mapping[str, int]) -> Iterator[str]:
    """Each key so many times, spaced evenly, so that any stretch has nearly the proportions of the whole."""

    def lane(order: int, key: str, number: int) -> Iterator[tuple[float, int, str]]:
        return (((2 * k + 1) / (2 * number), order, key) for k in range(number))

    lanes = (lane(order, key, number) for order, (key, number) in enumerate(parts.items()))
    return (key for _, _, key in heapq.merge(*lanes))


@dataclass(frozen=True)
class Plan:
    """Which example stands at which position: the cells, and for each position the number of its cell."""

    seed: int
    cells: tuple[Cell, ...]
    order: array[int]

    def jobs(self, stop: int) -> Iterator[Job]:
        """What to make at each position below `stop`."""
        taken = [0] * len(self.cells)
        for code in islice(self.order, stop):
            family, difficulty, split = self.cells[code]
            yield f"{family.type}/{family.name}", difficulty, self.seed, split, taken[code]
            taken[code] += 1


def make_plan(
    count: int,
    seed: int = 42,
    split: str | None = None,
    types: Mapping[str, float] | Sequence[str] | None = None,
    difficulties: Mapping[str, float] | Sequence[str] | None = None,
    families: Sequence[str] | None = None,
) -> Plan:
    """The mix in exact proportions, families even within a type, shuffled.

    Args:
        count: How many examples, 1 to MOST.
        seed: Any integer.
        split: One of SPLITS, or None for 80 % train, 10 % validation and 10 % test.
        types: Shares by type, or type names that keep their usual shares.
        difficulties: Likewise.
        families: Names such as `percent_of` or `math/percent_of`; all families where None.

    Raises:
        ValueError: An argument is out of range; the message says what is allowed.
    """
    if count < 1:
        raise ValueError(f"count must be at least 1. Received: {count}")
    if count > MOST:
        raise ValueError(
            f"count must be at most {MOST:,}; another seed makes as many again. Received: {count}"
        )
    if split is not None and split not in SPLITS:
        raise ValueError(f"split must be one of {', '.join(SPLITS)}. Received: {split}")
    chosen = _choose(families)
    usual = {key: share for key, share in TYPE_SHARES.items() if any(f.type == key for f in chosen)}
    by_type = _shares("types", types, usual)
    by_difficulty = _shares("difficulties", difficulties, DIFFICULTY_SHARES)
    by_split = SPLIT_SHARES if split is None else {split: 1.0}

    rng = Random(f"{seed}/plan/{count}")
    difficulty_lane = spread(apportion(count, by_difficulty))
    split_lane = spread(apportion(count, by_split))
    numbers: dict[Cell, int] = {}
    order = array("L")
    for type_, in_type in apportion(count, by_type).items():
        pool = [family for family in chosen if family.type == type_]
        rng.shuffle(pool)
        turn = naturals()
        segments = Counter(islice(difficulty_lane, in_type))
        for difficulty in by_difficulty:
            able = [family for family in pool if difficulty in family.difficulties]
            splits = list(islice(split_lane, segments[difficulty]))
            if splits and not able:
                raise ValueError(f"no chosen family of type {type_} has difficulty {difficulty}")
            rng.shuffle(splits)  # else the n-th family would meet the same split every time
            for name in splits:
                cell = able[next(turn) % len(able)], difficulty, name
                order.append(numbers.setdefault(cell, len(numbers)))
    rng.shuffle(order)
    return Plan(seed, tuple(numbers), order)


def _choose(names: Sequence[str] | None) -> list[Family]:
    if names is None:
        return list(FAMILIES)
    if not names:
        raise ValueError("families must name at least one family")
    known = {family.name for family in FAMILIES} | set(BY_NAME)
    for name in names:
        if name not in known:
            raise ValueError(f"unknown family {name}; known: {', '.join(sorted(BY_NAME))}")
    return [family for key, family in BY_NAME.items() if key in names or family.name in names]


def _shares(
    what: str, wanted: Mapping[str, float] | Sequence[str] | None, usual: Mapping[str, float]
) -> dict[str, float]:
    """The wanted shares in the usual order, each positive."""
    if wanted is None:
        return dict(usual)
    given = wanted if isinstance(wanted, Mapping) else {key: usual.get(key, 0) for key in wanted}
    for key, share in given.items():
        if key not in usual:
            raise ValueError(f"{what} must be among {', '.join(usual)}. Received: {key}")
        if not 0 < share < float("inf"):
            raise ValueError(f"{what}: the share of {key} must be above 0. Received: {share}")
    if not given:
        raise ValueError(f"{what} must name at least one of {', '.join(usual)}")
    return {key: given[key] for key in usual if key in given}
