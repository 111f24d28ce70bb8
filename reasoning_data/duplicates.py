"""Questions that say nearly the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable


def near_duplicates(questions: Iterable[str], threshold: float = 0.9) -> list[tuple[int, int]]:
    """Pairs of positions whose questions share `threshold` of their word 3-grams (Jaccard index).

    Only pairs that share one of their rarest 3-grams are compared: two sets that overlap by a share t of their
    union must have an element in common among the first (1 - t) of each in any fixed order (prefix filtering,
    Bayardo, Ma and Srikant 2007, "Scaling up all pairs similarity search").
    """
    grams = [_trigrams(question) for question in questions]
    frequency = Counter(gram for item in grams for gram in item)
    index: dict[tuple[str, ...], list[int]] = {}
    pairs = []
    for i, item in enumerate(grams):
        ordered = sorted(item, key=lambda gram: (frequency[gram], gram))
        prefix = ordered[: len(item) - int(threshold * len(item)) + 1]
        others = sorted({j for gram in prefix for j in index.get(gram, ())})
        pairs += [(j, i) for j in others if len(item & grams[j]) >= threshold * len(item | grams[j])]
        for gram in prefix:
            index.setdefault(gram, []).append(i)
    return pairs


def _trigrams(question: str) -> set[tuple[str, ...]]:
    words = question.lower().split()
    return {tuple(words[i : i + 3]) for i in range(max(1, len(words) - 2))}
