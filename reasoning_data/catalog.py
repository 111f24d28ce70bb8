"""Examples, any number of them: the stream drawn from all families.

No question comes twice within a block of 100,000 positions. A shard begins its work at the start of the block it
falls in, so the shards put together are the whole, byte for byte.

    from reasoning_data.catalog import generate
    for example in generate(1000, seed=42): ...
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from multiprocessing import cpu_count, get_context
from typing import Any

from reasoning_data import mix
from reasoning_data.families import BY_NAME, FAMILIES, example
from reasoning_data.mix import Job, Plan, make_plan

__all__ = ["BY_NAME", "FAMILIES", "Plan", "example", "examples", "generate", "make_plan"]

_WINDOW = 2_000
"""So many jobs go to the worker processes at a time."""
_CHUNK = 100
"""So many of them to one of the processes."""
MAX_ATTEMPTS = 40
"""After so many candidates the family is held to be exhausted, and a question may repeat."""

Grow = Callable[[dict[str, Any]], list[dict[str, Any]]]


def generate(
    count: int,
    seed: int = 42,
    split: str | None = None,
    types: Mapping[str, float] | Sequence[str] | None = None,
    difficulties: Mapping[str, float] | Sequence[str] | None = None,
    families: Sequence[str] | None = None,
    levels: Collection[int] | None = None,
) -> Iterator[dict[str, Any]]:
    """Streams `count` examples; the arguments are those of `make_plan`."""
    return examples(make_plan(count, seed, split, types, difficulties, families, levels))


def examples(
    plan: Plan, start: int = 0, stop: int | None = None, workers: int = 1, grow: Grow | None = None
) -> Iterator[dict[str, Any]]:
    """Streams the examples at positions start ≤ i < stop, the same for any number of workers.

    Args:
        plan: What stands where.
        start: The first position.
        stop: The position after the last, the end of the plan where None.
        workers: Processes that write examples, at most one a core; this process only sorts out repeated questions.
        grow: Gives the variants of an example, which follow it. A variant whose question is taken is left out.
    """
    stop = plan.count if stop is None else stop
    first = start - start % mix.BLOCK
    processes = min(workers, cpu_count() or 1, -(-(stop - first) // _CHUNK))
    seen: set[str] = set()
    for position, (job, made) in enumerate(_made(plan.jobs(first, stop), processes, grow), first):
        if position % mix.BLOCK == 0:
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
    name, difficulty, seed, split, index, levels = job
    item = example(BY_NAME[name], difficulty, seed, split, index, levels, attempt)
    return [item, *grow(item)] if grow else [item]


def _made(jobs: Iterator[Job], workers: int, grow: Grow | None) -> Iterator[tuple[Job, list[dict[str, Any]]]]:
    """Each job with the examples it makes, in order; never more than two windows of them in memory."""
    make = partial(_make, grow=grow)
    if workers <= 1:
        yield from ((job, make(job)) for job in jobs)
        return
    with get_context().Pool(workers) as pool:
        pending: deque[tuple[list[Job], Any]] = deque()
        while window := list(islice(jobs, _WINDOW)):
            pending.append((window, pool.map_async(make, window, chunksize=_CHUNK)))
            if len(pending) == 2:
                done, result = pending.popleft()
                yield from zip(done, result.get(), strict=True)
        for done, result in pending:
            yield from zip(done, result.get(), strict=True)
