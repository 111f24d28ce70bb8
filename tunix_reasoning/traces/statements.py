"""What a trace says of its draft and what it quotes from its question, held against them. Both can be looked up, so a
statement that is not so is a fault however well the rest goes.

    "kite" and "island" occur; it begins with "The"; I count 16 words      # is it so, in the draft?
    The text says: "Helpers set out 25 young trees."                      # is it said so, in the question?

What is worded in a way that is not known here is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from reasoning_data.rubric import CHECKS, sentences, words
from tunix_reasoning.traces.milestones import normal
from tunix_reasoning.traces.reading import Reading

QUOTED = 4  # words: a shorter quotation may be like another by chance

_TESTED = frozenset(("all", "every", "no", "none", "some"))  # they begin what an argument tests, and quotes nowhere
_QUOTE = re.compile(r'["“]([^"“”\n]+)["”]')
_LISTED = re.compile(r'["“][^"“”\n]+["”](?:(?:, and |, | and )["“][^"“”\n]+["”])*')
_COUNTED = re.compile(r"(\d+) (word|sentence|line)s?\b")
_SPEAKING = re.compile(r"(\w+) and (\w+) speak\b")
_BEHIND = {  # what is said of the quoted, and the check of a rubric that says the same
    " occur": "contains_all", " have to occur": "contains_all", " have to be ": "contains_all",
    " has to occur": "contains_all", " is never named": "excludes", " are never named": "excludes",
    " is left out": "excludes", " are left out": "excludes",
}
_BEFORE = {
    " uses ": "contains_all", " contains ": "contains_all", " avoids ": "excludes", " begins with ": "starts_with",
    " starts with ": "starts_with", " first word is ": "starts_with", " ends with ": "ends_with",
    " last word is ": "ends_with",
}
_EXACTLY = " exactly "
_LIMITS = {" up to ": "max", " at most ": "max", " no more than ": "max", " at least ": "min", " no fewer than ": "min"}


def untrue(reading: Reading) -> float:
    """Statements about the draft that are not so, or of which one says another thing than the other."""
    if not reading.drafts:
        return 0.0
    draft, said = reading.answer.strip(), list(_said(reading.besides))
    if not all(_holds(draft, check, *what) for check, what in said):
        return 1.0
    used = [frozenset(what) for check, what in said if check == "contains_all"]
    return float(any(len(one) == len(other) > len(one & other) == len(one) - 1 > 0 for one, other in pairwise(used)))


def _said(text: str) -> Iterator[tuple[str, list[str]]]:
    """The statements that a text makes: the name of the check, and what is quoted or how many."""
    text = f"\n{text.lower()}".replace("\n", "\n ")  # a space before every word
    for match in _LISTED.finditer(text):
        checks = [check for phrase, check in _BEHIND.items() if text.startswith(phrase, match.end())]
        checks += [check for phrase, check in _BEFORE.items() if text.endswith(phrase, 0, match.start())]
        for check in checks:
            yield check, _QUOTE.findall(match[0])
    for match in _COUNTED.finditer(text):
        number, noun = match.groups()
        checks = [f"{limit}_{noun}s" for phrase, limit in _LIMITS.items() if text.endswith(phrase, 0, match.start())]
        exactly = text.endswith(_EXACTLY, 0, match.start()) and not text.startswith(" so far", match.end())
        if exactly or text.endswith(" on " if noun == "line" else " i count ", 0, match.start()):
            checks.append(f"{noun}s")
        for check in checks:
            yield check, [number]
    for match in _SPEAKING.finditer(text) if " speak" in text else ():
        yield "dialogue", list(match.groups())


def _holds(draft: str, check: str, *what: str) -> bool:
    if check in ("words", "sentences"):
        return (len(words(draft)) if check == "words" else sentences(draft)) == int(what[0])
    if check not in CHECKS:
        return True
    if check in ("contains_all", "excludes", "dialogue"):
        return len(set(what)) == len(what) and CHECKS[check](draft, what)
    return CHECKS[check](draft, int(what[0]) if what[0].isdecimal() else what[0])


def misquoted(reading: Reading) -> float:
    """A quotation from the question with one word that is not its own."""
    quotes = _QUOTE.findall(reading.trace) if '"' in reading.trace or "“" in reading.trace else ()
    for quote in quotes:
        said = _tokens(quote)
        if len(said) >= QUOTED and said[0] not in _TESTED and _is_nearly_in(said, reading.given.normal):
            return 1.0
    return 0.0


@lru_cache(maxsize=4096)
def _tokens(quote: str) -> list[str]:
    return normal(quote).split()


def _is_nearly_in(tokens: list[str], text: str) -> bool:
    """Whether a run of the text is the same but for one word: then one half of it is the same to the letter."""
    if f" {' '.join(tokens)} " in text:
        return False
    middle = len(tokens) // 2
    head, tail = tokens[:middle], tokens[middle:]
    for place in _places(f" {' '.join(head)} ", text):
        if _differ_once(tail, text[place:].split(maxsplit=len(tokens))[middle : len(tokens)]):
            return True
    for place in _places(f" {' '.join(tail)} ", text):
        if _differ_once(head, text[:place].rsplit(maxsplit=middle)[-middle:]):
            return True
    return False


def _places(run: str, text: str) -> Iterator[int]:
    place = text.find(run)
    while place >= 0:
        yield place
        place = text.find(run, place + 1)


def _differ_once(one: list[str], other: list[str]) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1
