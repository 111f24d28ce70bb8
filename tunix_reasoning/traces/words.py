"""A text as words and phrases, and how much of it was said before."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        """a an the and or but if so then than that this these those there here it its is are was were be been being
        am do does did has have had having will would can could should may might must shall to of in on at by for
        from with as into over under about after before between per each every all any some no not only also too very
        more most less least how what which who whom whose when where why he she they them his her their him i you
        we us our your my me up out off down again once both same other such own just now first next finally last
        therefore because thus hence since step steps answer answers final result let lets need think know find
        print prints output""",
    )
)
PHRASE = 4  # words

_WORD = re.compile(r"[^\W_]+")
_SPACED = bytes(i if chr(i).isalnum() else ord(" ") for i in range(128)).ljust(256)
_SIGNS = "×÷·−–’“”…"  # what most texts have that are not all ASCII


def words_of(text: str) -> list[str]:
    """Its words and numbers: the runs of letters and digits."""
    if not text.isascii():
        for sign in _SIGNS:
            text = text.replace(sign, " ")
    if text.isascii():  # which is faster
        return text.encode("ascii").translate(_SPACED).decode("ascii").split()
    return _WORD.findall(text)


def phrases_of(words: Sequence[str]) -> set[tuple[str, ...]]:
    """Every run of PHRASE words."""
    return set(zip(*[words[i:] for i in range(PHRASE)], strict=False))


def repetition(words: Sequence[str], phrases: Collection[tuple[str, ...]]) -> float:
    """The share of phrases that were said before: 0 up to 45 %, 1 from 75 %; `phrases` are those of the words."""
    total = len(words) - PHRASE + 1
    return 0.0 if total < 5 else min(1.0, max(0.0, 0.55 - len(phrases) / total) / 0.3)
