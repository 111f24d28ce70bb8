"""Every family, and the stream of examples drawn from them.

Seeds are names, not numbers to add to: the example at index 7 of a family comes from
`Random("42/train/math/percent_of/easy/7")`, whatever else is generated beside it. The split of an
example is decided by a hash of its parameters, and parameters are drawn until they fall in the split
that is wanted. So a test problem can be in nobody's training file, whatever the two seeds were.

No question comes twice within BLOCK consecutive examples. A shard begins its work at the start of
the block it falls in, so the shards put together are the whole, byte for byte.

    from reasoning_data.catalog import generate
    for example in generate(1000, seed=42): ...
"""

from __future__ import annotations

import heapq
import json
from array import array
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from hashlib import blake2b
from itertools import count as naturals
from itertools import islice
from multiprocessing import get_context
from random import Random
from typing import Any

from reasoning_data.code import FAMILIES as CODE
from reasoning_data.creative import FAMILIES as CREATIVE
from reasoning_data.logic import FAMILIES as LOGIC
from reasoning_data.math import FAMILIES as MATH
from reasoning_data.schema import SPLITS, Draft, Family
from reasoning_data.science import FAMILIES as SCIENCE
from reasoning_data.summarization import FAMILIES as SUMMARIZATION

FAMILIES: tuple[Family, ...] = (*MATH, *CODE, *LOGIC, *SCIENCE, *CREATIVE, *SUMMARIZATION)
BY_NAME = {f"{family.type}/{family.name}": family for family in FAMILIES}

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
"""So many consecutive examples hold no question twice; the seen questions of one block fit in 10 MB."""
WORDING = frozenset({"setting", "name", "letter"})
"""Parameters that do not make another problem."""
WINDOW = 2_000
"""So many jobs go to the worker processes at a time."""
MAX_DRAWS = 2_000
MAX_ATTEMPTS = 40
"""After so many candidates the family is held to be exhausted, and a question may repeat."""

canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def split_of(family: Family, parameters: Mapping[str, Any]) -> str:
    """The split that these parameters belong to, for every seed.

    Who it happens to, and where, is wording: the same numbers are in the same split under any name.
    """
    content = {key: value for key, value in parameters.items() if key not in WORDING}
    key = f"{family.type}/{family.name}/{canonical(content)}"
    tenth = int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big") % 10
    return "test" if tenth == 0 else "validation" if tenth == 1 else "train"


def draw(family: Family, difficulty: str, split: str, rng: Random) -> dict[str, Any]:
    """Parameters of the family that belong to the split."""
    for _ in range(MAX_DRAWS):
        parameters = family.parameters(rng, difficulty)
        if split_of(family, parameters) == split:
            return parameters
    raise ValueError(f"{family.type}/{family.name}: no {difficulty} parameters in the {split} split")


def compose(
    family: Family, difficulty: str, split: str, parameters: dict[str, Any], draft: Draft
) -> dict[str, Any]:
    """The example, as it is written to the file.

    The parameters and the rubric have another shape in every family, so they are JSON text: a column of one
    type, which Arrow (and so `datasets` and Parquet) can hold.
    """
    digest = blake2b(draft.question.encode(), digest_size=6).hexdigest()
    metadata = {
        "source": "synthetic",
        "verification": "verifiable" if family.verifiable else "non_verifiable",
        "keywords": list(family.keywords),
        "answer_kind": family.answer_kind,
        "split": split,
        "augmentation": None,
        "parent": None,
        "concise": draft.concise,
        "parameters": canonical(parameters),
        "rubric": canonical(draft.rubric) if draft.rubric else "",
    }
    return {
        "id": f"{family.type}/{family.name}/{digest}",
        "question": draft.question,
        "answer": draft.answer,
        "reasoning_trace": draft.trace,
        "type": family.type,
        "difficulty": difficulty,
        "domain": family.domain,
        "reasoning_template": draft.template,
        "metadata": metadata,
    }


def example(
    family: Family, difficulty: str, seed: int, split: str, index: int, attempt: int = 0
) -> dict[str, Any]:
    """One example by name; `attempt` names the next candidate where the question was taken already."""
    name = f"{seed}/{split}/{family.type}/{family.name}/{difficulty}/{index}"
    rng = Random(f"{name}/{attempt}" if attempt else name)
    parameters = draw(family, difficulty, split, rng)
    return compose(family, difficulty, split, parameters, family.write(rng, parameters))


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


Cell = tuple[Family, str, str]
"""A family, a difficulty and a split: examples in a cell are numbered from 0."""
Job = tuple[str, str, int, str, int]
"""The arguments of `example`, the family by its name."""
Grow = Callable[[dict[str, Any]], list[dict[str, Any]]]


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
        count: How many examples, at least 1.
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


def generate(
    count: int,
    seed: int = 42,
    split: str | None = None,
    types: Mapping[str, float] | Sequence[str] | None = None,
    difficulties: Mapping[str, float] | Sequence[str] | None = None,
    families: Sequence[str] | None = None,
) -> Iterator[dict[str, Any]]:
    """Streams `count` examples; the arguments are those of `make_plan`."""
    return examples(make_plan(count, seed, split, types, difficulties, families))


def examples(
    plan: Plan, start: int = 0, stop: int | None = None, workers: int = 1, grow: Grow | None = None
) -> Iterator[dict[str, Any]]:
    """Streams the examples at positions start ≤ i < stop, the same for any number of workers.

    Args:
        plan: What stands where.
        start: The first position.
        stop: The position after the last, the end of the plan where None.
        workers: Processes that write examples; this process only sorts out repeated questions.
        grow: Gives the variants of an example, which follow it. A variant whose question is taken is left out.
    """
    stop = len(plan.order) if stop is None else stop
    first = start - start % BLOCK
    jobs = islice(plan.jobs(stop), first, None)
    seen: set[str] = set()
    for position, (job, made) in enumerate(_made(jobs, workers, grow), first):
        if position % BLOCK == 0:
            seen.clear()
        for attempt in range(1, MAX_ATTEMPTS):
            if _question_key(made[0]) not in seen:
                break
            made = _make(job, grow, attempt)
        for number, item in enumerate(made):
            key = _question_key(item)
            if number == 0 or key not in seen:
                seen.add(key)
                if position >= start:
                    yield item


def _question_key(item: dict[str, Any]) -> str:
    return item["id"].rpartition("/")[2]


def _make(job: Job, grow: Grow | None, attempt: int = 0) -> list[dict[str, Any]]:
    name, difficulty, seed, split, index = job
    item = example(BY_NAME[name], difficulty, seed, split, index, attempt)
    return [item, *grow(item)] if grow else [item]


def _made(jobs: Iterator[Job], workers: int, grow: Grow | None) -> Iterator[tuple[Job, list[dict[str, Any]]]]:
    """Each job with the examples it makes, in order; never more than two windows of them in memory."""
    make = partial(_make, grow=grow)
    if workers == 1:
        yield from ((job, make(job)) for job in jobs)
        return
    with get_context().Pool(workers) as pool:
        pending: deque[tuple[list[Job], Any]] = deque()
        while window := list(islice(jobs, WINDOW)):
            pending.append((window, pool.map_async(make, window, chunksize=100)))
            if len(pending) == 2:
                done, result = pending.popleft()
                yield from zip(done, result.get(), strict=True)
        for done, result in pending:
            yield from zip(done, result.get(), strict=True)
