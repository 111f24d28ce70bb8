"""Does a question read like those that a tiny model was warmed up on?

Every kind of question has its own words. A question whose words are, by and large, those of one kind is taken to be of
it, whatever its numbers and names: a comparison of words, not of meanings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

WORD = re.compile(r"[a-z]+|[^\w\s.,?!;:'\"$]")
SHARE = 0.85
"""Of a question's words, signs such as % among them, those that its kind must have."""
LESSONS = 1000
"""Questions, of all kinds together, that the words are learnt from."""


def familiar(question: str, families: Sequence[str]) -> bool:
    """Is the question of one of the generator's families, as its words tell?"""
    words = _words(question)
    return any(len(words & known) >= SHARE * len(words) for known in _vocabularies(tuple(families))) if words else False


@lru_cache(maxsize=1)
def _vocabularies(families: tuple[str, ...]) -> list[set[str]]:
    """The words of each family's questions."""
    from reasoning_data.catalog import generate

    own: dict[str, set[str]] = {}
    for example in generate(LESSONS, seed=0, split="train", families=families):
        own.setdefault(example["id"].rpartition("/")[0], set()).update(_words(example["question"]))
    return list(own.values())


def _words(text: str) -> set[str]:
    return set(WORD.findall(text.lower()))
