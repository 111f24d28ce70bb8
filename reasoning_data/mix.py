"""The mix: which family, difficulty and split stands at which position of a dataset.

Positions come in blocks, and every block has the mix of the whole. So a plan of any length takes the memory of
one block, and a shard finds its place without what stands before it.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from fractions import Fraction
from itertools import count as naturals
from itertools import islice
from random import Random

from reasoning_data.families import BY_NAME, FAMILIES, reaches
from reasoning_data.levels import LEVELS
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
SPLIT_SHARES = {"train": 0.8, "validation": 0.1, "test": 0.1}

BLOCK = 100_000
"""So many positions share one mix, and hold no question twice: the seen questions of one block fit in 10 MB."""
MOST = 10**12

Job = tuple[str, str, int, str, int, frozenset[int] | None]
"""What `families.example` needs: the family by its name, difficulty, seed, split, index and levels."""


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
    """Which example stands at which position; made by `make_plan`."""

    count: int
    seed: int
    families: tuple[Family, ...]
    types: Mapping[str, float]
    difficulties: Mapping[str, float]
    splits: Mapping[str, float]
    levels: frozenset[int] | None = None

    def able(self, pool: Sequence[Family], difficulty: str, split: str) -> list[tuple[str, str]]:
        """Families by name, with a difficulty they have: this one, or with levels any that reaches them."""
        if self.levels is None:
            return [(f.path, difficulty) for f in pool if difficulty in f.difficulties]
        pairs = [(f.path, other) for f in pool for other in f.difficulties if other in self.difficulties]
        return [pair for pair in pairs if reaches(*pair, split, self.levels)]

    def jobs(self, start: int, stop: int) -> Iterator[Job]:
        """What to make at the positions start ≤ i < stop."""
        for number in range(start // BLOCK, -(-stop // BLOCK)):
            first = number * BLOCK
            yield from islice(self._block(number), max(0, start - first), stop - first)

    def _block(self, number: int) -> Iterator[Job]:
        """All jobs of one block, families even within a type, shuffled."""
        size = min(BLOCK, self.count - number * BLOCK)
        rng = Random(f"{self.seed}/plan/{self.count}{f'/{number}' * (number > 0)}")
        difficulty_lane = spread(apportion(size, self.difficulties))
        split_lane = spread(apportion(size, self.splits))
        order: list[tuple[str, str, str]] = []
        for type_, in_type in apportion(size, self.types).items():
            pool = [family for family in self.families if family.type == type_]
            rng.shuffle(pool)
            turn = naturals()
            segments = Counter(islice(difficulty_lane, in_type))
            for difficulty in self.difficulties:
                able = {name: self.able(pool, difficulty, name) for name in self.splits}
                splits = list(islice(split_lane, segments[difficulty]))
                rng.shuffle(splits)  # else the n-th family would meet the same split every time
                order += ((*able[name][next(turn) % len(able[name])], name) for name in splits)
        rng.shuffle(order)
        taken: Counter[tuple[str, str, str]] = Counter()
        for cell in order:
            family, difficulty, split = cell
            yield family, difficulty, self.seed, split, number * BLOCK + taken[cell], self.levels
            taken[cell] += 1


def make_plan(
    count: int,
    seed: int = 42,
    split: str | None = None,
    types: Mapping[str, float] | Sequence[str] | None = None,
    difficulties: Mapping[str, float] | Sequence[str] | None = None,
    families: Sequence[str] | None = None,
    levels: Collection[int] | None = None,
) -> Plan:
    """The mix in exact proportions, families even within a type, shuffled.

    Args:
        count: How many examples, 1 to MOST.
        seed: Any integer.
        split: One of SPLITS, or None for 80 % train, 10 % validation and 10 % test.
        types: Shares by type, or type names that keep their usual shares.
        difficulties: Likewise.
        families: Names such as `percent_of` or `math/percent_of`; all families where None.
        levels: Only work of these levels, 1 to 10 (`reasoning_data.levels`); then `difficulties` only says which
            of them may be drawn from, and types that do not reach the levels are left out.

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
    wanted = None if levels is None else frozenset(levels)
    if wanted is not None and not (wanted and wanted <= set(LEVELS)):
        raise ValueError(
            f"levels must be whole numbers from {LEVELS[0]} to {LEVELS[-1]}. Received: {sorted(wanted)}"
        )
    chosen = _choose(families)
    by_difficulty = _shares("difficulties", difficulties, DIFFICULTY_SHARES)
    by_split = SPLIT_SHARES if split is None else {split: 1.0}
    plan = Plan(count, seed, chosen, TYPE_SHARES, by_difficulty, by_split, wanted)
    pools = {key: [family for family in chosen if family.type == key] for key in TYPE_SHARES}
    lacking = {
        key: difficulty
        for key, pool in pools.items()
        for difficulty in by_difficulty
        if pool and not all(plan.able(pool, difficulty, name) for name in by_split)
    }
    usual = {key: share for key, share in TYPE_SHARES.items() if pools[key] and not (wanted and key in lacking)}
    if not usual:
        raise ValueError(f"no chosen family has work of level {', '.join(map(str, sorted(wanted or ())))}")
    by_type = _shares("types", types, usual)
    for key in set(by_type) & set(lacking):
        raise ValueError(f"no chosen family of type {key} has difficulty {lacking[key]}")
    return replace(plan, types=by_type)


def _choose(names: Sequence[str] | None) -> tuple[Family, ...]:
    if names is None:
        return FAMILIES
    if not names:
        raise ValueError("families must name at least one family")
    known = {family.name for family in FAMILIES} | set(BY_NAME)
    for name in names:
        if name not in known:
            close = get_close_matches(name, sorted(known), n=3, cutoff=0.5)
            hint = f"did you mean {', '.join(close)}?" if close else f"there are {len(FAMILIES)}"
            raise ValueError(f"unknown family {name}; {hint} --list names all")
    return tuple(family for key, family in BY_NAME.items() if key in names or family.name in names)


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
