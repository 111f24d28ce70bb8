"""The questions of a run: those held out, and further ones from the generator where the dataset has few."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any

from tunix_reasoning.dataset import ReasoningDataset

Example = dict[str, Any]
FURTHER_SEED = 2024
"""Seeds the generator's questions that top up a dataset's own."""


def verifiable(example: Example) -> bool:
    return example["metadata"]["verification"] == "verifiable"


def held_out(dataset: ReasoningDataset, count: int) -> list[Example]:
    """Verifiable questions outside training: the dataset's own test split, then the generator's."""
    own = [e for e in dataset if e["metadata"]["split"] == "test" and verifiable(e)][:count]
    return own + drawn(dataset, "test", count - len(own), verifiable)


def drawn(
    dataset: ReasoningDataset, split: str, count: int, wanted: Callable[[Example], bool]
) -> list[Example]:
    """Further questions of a generated dataset's families; none for other datasets.

    The generator's splits go by content, so its test questions are in no training split, whatever the seed.
    """
    families = sorted(
        {"/".join(e["id"].split("/")[:2]) for e in dataset if e["metadata"]["source"] == "synthetic"}
    )
    if not families or count <= 0:
        return []
    from reasoning_data.catalog import generate

    seen = {e["question"] for e in dataset}
    stream = generate(4 * count + 100, seed=FURTHER_SEED, split=split, families=families)
    return list(islice((e for e in stream if wanted(e) and e["question"] not in seen), count))
