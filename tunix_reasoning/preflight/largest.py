"""The largest batch that fits, found with few compilations: memory grows in proportion to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence


def largest(sizes: Sequence[int], peak: Callable[[int], int], known: tuple[int, int], limit: int) -> int | None:
    """The largest of the sizes whose peak is within the limit; None if not even the smallest is, or that is not clear.

    Args:
        sizes: that may be tried, all smaller than the known one.
        peak: compiles one and gives its bytes.
        known: a size and its bytes, over the limit.
        limit: bytes.
    """
    if not sizes:
        return None
    ordered = sorted(sizes)
    measured = dict([known])
    guess = max((size for size in ordered if size <= known[0] // 2), default=ordered[0])
    for _ in range(3):
        measured[guess] = peak(guess)
        fitting = [size for size in measured if measured[size] <= limit]
        small, large = min(measured), max(measured)
        slope = (measured[large] - measured[small]) / (large - small)
        expected = [size for size in ordered if measured[small] + slope * (size - small) <= limit]
        best = max([*fitting, *(size for size in expected if size not in measured)], default=None)
        if best is None or best in measured:
            return best
        guess = best
    return max((size for size in measured if measured[size] <= limit), default=None)
