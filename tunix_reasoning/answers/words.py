"""Names and words: the same up to case, articles, punctuation, and what may stand around one word.

    folded("The Eiffel Tower!")                   # "eiffel tower"
    same_words("the yellow lamp", "yellow")       # True: the noun that it goes with
    same_words("Paris and London", "Paris")       # False
"""

from __future__ import annotations

import re
from functools import lru_cache

from tunix_reasoning.answers.expressions import fingerprint
from tunix_reasoning.answers.notation import HEDGE

# After these, the A of "A is taller" and "A and B" is a name.
_AFTER_A_NAME = re.compile(
    r"and|or|nor|is|isn't|was|are|were|has|had|have|can|will|does|did|do|but|in|on|at|of|to|from|by|with|for|as|than|"
    r"then|vs|versus|beats|wins|lies|sits|stands|comes|goes",
    re.I,
)
_PLACED = re.compile(r"(?:in|at|on|by|to|into|onto|inside)\s+(?=\S)", re.I)
_ADJECTIVE = re.compile(
    r"red|orange|yellow|green|blue|purple|violet|pink|brown|black|white|gr[ae]y|gold|golden|silver|turquoise|beige|"
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|middle|left|right|upper|lower|top|bottom|"
    r"front|rear|inner|outer|(?:north|south|east|west)(?:ern)?|(?:small|tall|short|long|old|young|new)(?:er|est)?|"
    r"big(?:ger|gest)?|large[rs]?t?|heav(?:y|ier|iest)|wooden|round|square|striped|spotted|plain"
)
_DESCRIBED = re.compile(r"(?i:the\s+|an?\s+)?(\w+)\s+([a-z]{2,})")
_COMPLEXITY = re.compile(r"[OΘΩ]\s?\(.+\)")
_JOINED = re.compile(r"\s*(?:[,;\n]\s*(?:and\s+)?|\band\b|&)\s*", re.I)


@lru_cache(4096)
def folded(text: str) -> str:
    """Words in lower case, without articles and punctuation; 1.5, -5, C++ and n! keep theirs, and so does Person A."""
    words = re.sub(r"[\"'`]", "", text).split()
    kept = [word for at, word in enumerate(words) if not _is_article(words, at)]
    text = " ".join(kept or words).casefold()
    text = re.sub(r"(?<!\d)[.,;:](?!\d)|(?<=\d)[.,;:](?!\d)|(?<=[^\W\d_][^\W\d_])!+", "", text)
    text = re.sub(r"(?<=[^\W\d_]{2})[-_](?=[^\W\d_])|(?<=[^\W\d_])[-_](?=[^\W\d_]{2})", " ", text)
    return " ".join(re.sub(r"(?<=[^\W\d_])_(?=\d)", "", text).replace("&", " and ").split())


def _is_article(words: list[str], at: int) -> bool:
    word = words[at]
    if at == len(words) - 1 or word.casefold() not in ("a", "an", "the"):
        return False
    if len(word) > 1:
        return True
    return (word == "a" or at == 0) and not _AFTER_A_NAME.fullmatch(words[at + 1])


def same_words(candidate: str, gold: str, asked: frozenset[str] = frozenset()) -> bool:
    """Whether two texts in plain notation say the same; `asked` are the words of the question, if it is known."""
    wanted = folded(gold)
    if not wanted or folded(candidate) == wanted:
        return bool(wanted)
    if _COMPLEXITY.fullmatch(gold):
        found = fingerprint(candidate) if _COMPLEXITY.fullmatch(candidate) else None
        return found is not None and found == fingerprint(gold)
    items = _items(gold)
    if len(items) > 1:
        return _items(candidate) == items
    placed = _PLACED.match(candidate)
    if placed and not _PLACED.match(gold):
        return folded(candidate[placed.end() :]) == wanted
    described = _DESCRIBED.fullmatch(candidate)
    if not described or described[1].casefold() != wanted or HEDGE.search(candidate):
        return False
    noun = described[2]
    return noun in asked if asked else bool(_ADJECTIVE.fullmatch(wanted)) and not _ADJECTIVE.fullmatch(noun)


def _items(text: str) -> list[str]:
    return [folded(item) for item in _JOINED.split(text) if item.strip()]
