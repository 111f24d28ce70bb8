"""The questions of a run: those held out, and further ones from the generator where the dataset has few."""

from __future__ import annotations

from itertools import islice

from tunix_reasoning.dataset import Example, ReasoningDataset

FURTHER_SEED = 2024
"""Seeds the generator's questions that top up a dataset's own."""


def verifiable(example: Example) -> bool:
    """Has the question one right answer?"""
    return example["metadata"]["verification"] == "verifiable"


def held_out(dataset: ReasoningDataset, count: int, split: str = "test") -> list[Example]:
    """`count` verifiable questions of a split: the dataset's own, then the generator's; fewer where there are none."""
    own = [e for e in dataset if e["metadata"]["split"] == split and verifiable(e)][:count]
    return own + drawn(dataset, split, count - len(own), verifiable_only=True)


def generated(dataset: ReasoningDataset) -> bool:
    """Are any of its questions of the generator's families, so that it can write further ones?"""
    return bool(_families(dataset))


def drawn(dataset: ReasoningDataset, split: str, count: int, *, verifiable_only: bool) -> list[Example]:
    """Further questions of a generated dataset's families.

    The generator's splits go by content, so its test questions are in no training split, whatever the seed. There
    are none for other datasets, and none where the generator is not installed, as beside a lone notebook.
    """
    families = _families(dataset)
    if not families or count <= 0:
        return []
    try:
        from reasoning_data.catalog import generate
    except ImportError:
        return []
    seen = {e["question"] for e in dataset}
    stream = generate(4 * count + 100, seed=FURTHER_SEED, split=split, families=families)
    wanted = (e for e in stream if not (verifiable_only and not verifiable(e)) and e["question"] not in seen)
    return list(islice(wanted, count))


def _families(dataset: ReasoningDataset) -> list[str]:
    return sorted({"/".join(e["id"].split("/")[:2]) for e in dataset if e["metadata"]["source"] == "synthetic"})
