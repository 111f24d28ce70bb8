"""What a question gives to work with: its quantities, what they may turn into, and what kind of answer it asks for.

A number may enter a computation in more than one way: 20% as 20, as 0.2, as the 80% that are left; half as 0.5 or
as a division by 2; $3.50 as 350 cents. So a quantity is a set of values.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tunix_reasoning.traces.claims import amount
from tunix_reasoning.traces.lazy import lazy
from tunix_reasoning.traces.milestones import is_number, normal
from tunix_reasoning.traces.notation import unraised
from tunix_reasoning.traces.words import STOP_WORDS, phrases_of, words_of

NUMBER_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12, "twice": 2, "double": 2, "doubled": 2, "doubles": 2,
    "triple": 3, "tripled": 3, "triples": 3, "thrice": 3, "half": 1 / 2, "third": 1 / 3, "thirds": 1 / 3,
    "quarter": 1 / 4, "quarters": 1 / 4,
}
COUNT_WORDS = frozenset(list(NUMBER_WORDS)[:11])  # two to twelve, which may be no more than grammar
_MEASURES = frozenset(  # of which one turns into another
    re.findall(
        r"\w+",
        """minute minutes hour hours day days week weeks month months year years dozen dozens foot feet yard yards
        pound pounds km kg m""",
    )
)
_CONVERSIONS = frozenset((3.0, 4.0, 7.0, 12.0, 16.0, 24.0, 30.0, 52.0, 60.0, 365.0, 1000.0))
FREE = frozenset((0.0, 1.0, 2.0, 10.0, 100.0, 0.5))  # needs no source, and is none

_NUMBER = re.compile(  # it begins with a digit, not behind a letter: nothing but digits is tried
    r"([0-9](?<![a-z].)[0-9]{0,14}(?:,[0-9]{3}){0,4}(?:\.[0-9]{1,15})?)"
    r"(?:\s?(%|percent\b)|\s?/\s?([0-9]{1,9}))?"
)
_LONGEST = 20_000  # characters of a question that are read
_TOLD = frozenset(("text", "passage"))  # prose: its numbers are no operands,
_PRINTED = frozenset(("article", "newspaper"))  # prose too, unless it is asked how much one costs,
_CODE = ("print(", "^", "->")  # nor are those of programs and formulas,
_COLON = re.compile(r"\d:\d\d|\bdef \w|\bfor \w+ in .*:\s*\n")
_SEARCHED = frozenset(
    ("divisible", "multiple", "digit", "digits", "guarantees", "certain", "sure", "surely", "worst", "least")
)
_SEARCHES = re.compile(
    r"\b(?:divisible by|multiple of|digits?|guarantees|be (?:certain|sure)|surely|worst case|least number)\b"
)
_INDEX = ("position ", "place ", "number ")
_ORDINAL = ("st ", "nd ", "rd ", "th ")
_CUES = (  # words of a question, and the operators of which at least one has to occur
    (frozenset(("each", "per", "every", "apiece")), "*/"),
    (frozenset(("average", "equally", "evenly", "split", "divide", "divided")), "/"),
    (frozenset(("twice", "times", "double", "triple")), "*/"),
)
_ASK_CUES = (  # the same of its last sentence
    (re.compile(r"\b(?:left|remain\w*|fewer|less than|change|difference|how (?:much|many) more)\b"), "-"),
    (re.compile(r"\b(?:total|altogether|in all|combined)\b"), "+*"),
)
_COUNTED = re.compile(  # things, not measures
    r"how many (?!(?:more )?(?:square|cubic|degrees|dollars|hours|minutes|days|weeks|months|years|percent|pounds"
    r"|ounces|grams|kilo|li|met|cm|km|kg|miles|feet|inches|gallons|cups))"
)
_AMOUNT = re.compile(r"how (?:much|many) (?!(?:more )?(?:square|cubic|degrees))")
_MINUS = re.compile(r"[-−]\s?\d")
_BELOW_ZERO = frozenset(("negative", "below"))
_ASKED = re.compile(r"how (?:many|much)\s+(?:more\s+|fewer\s+|of\s+)?([a-z]+)\s+([a-z]*)")
_ENDS = (". ", "! ", ".\n", "!\n")  # of a sentence


@dataclass(frozen=True)
class Question:
    """What a question gives, and what it asks for."""

    quantities: tuple[frozenset[float], ...]
    """One entry a quantity: the values under which it may enter a computation."""
    optional: int
    """How many of them are words such as `two`, or positions in a row, which a solution need not mention."""
    values: frozenset[float]
    """All of the quantities' values."""
    counts: tuple[tuple[float, int], ...]
    """How often each of these values is given, those in FREE aside."""
    own: frozenset[float]
    """The values and their parts, 300, 70 and 2 of 372; of FREE only what is given as such."""
    known: frozenset[float]
    """These, and what needs no source: FREE, and conversions of measures."""
    written: str
    """The question itself."""
    text: str
    """In lower case."""
    vocabulary: frozenset[str]
    """Its words and numbers."""
    calculates: bool
    """Whether its numbers are there to be computed with."""
    searches: bool
    """Whether candidates may be looked through instead: a list of numbers, or a number told by its properties."""
    whole: float
    """How surely the answer is not negative and no more precise than `places`: 1 for a count of things."""
    places: int
    """The decimals of the most precise number given."""
    positive: bool
    """Whether it is about amounts of things, none of them below zero."""
    cues: tuple[str, ...]
    """Groups of operators; of each group one should occur."""
    asked: tuple[str, ...]
    """The nouns after `how many`."""

    @lazy
    def content(self) -> frozenset[str]:
        """The vocabulary without stop words; nothing of a program."""
        return frozenset() if "print(" in self.text else self.vocabulary - STOP_WORDS

    @lazy
    def normal(self) -> str:
        """The text as milestones are compared."""
        return normal(self.text)

    @lazy
    def numbers(self) -> frozenset[float]:
        """All that it states, by size, those in words too."""
        return frozenset(key(float(token)) for token in self.normal.split() if is_number(token))

    @lazy
    def phrases(self) -> set[tuple[str, ...]]:
        return phrases_of(words_of(self.text))


@lru_cache(maxsize=4096)
def understand(question: str) -> Question:
    """Reads a question once for all the completions of its group."""
    text = question[:_LONGEST].lower().strip()
    words = words_of(text)
    vocabulary = frozenset(words)
    quantities, optional, digits, longest = _quantities(text, words)
    values = frozenset[float]().union(*quantities)
    given = {min(quantity) for quantity in quantities if len(quantity) == 1}.union(map(amount, digits))
    own = values.union(part for value in values for part in parts(value)) - (FREE - given)
    ask = text[max(map(text.rfind, _ENDS)) + 1 :]
    asked = _ASKED.search(ask)
    story = _AMOUNT.search(ask) is not None or len(words) > 30
    cues = [signs for cue, signs in _CUES if not cue.isdisjoint(vocabulary)]
    return Question(
        quantities=tuple(quantities),
        optional=optional,
        values=values,
        counts=tuple(Counter([v for quantity in quantities for v in quantity if v not in FREE]).items()),
        own=own,
        known=own | FREE if _MEASURES.isdisjoint(vocabulary) else own | FREE | _CONVERSIONS,
        written=question,
        text=text,
        vocabulary=vocabulary,
        calculates=len(quantities) > 1 and bool(digits) and not _is_read(text, vocabulary, ask),
        searches=longest > 2 or (not _SEARCHED.isdisjoint(vocabulary) and _SEARCHES.search(text) is not None),
        whole=0.0 if "fraction" in ask else 1.0 if _COUNTED.search(ask) else 0.9 * story,
        places=max((len(number.partition(".")[2]) for number in digits), default=0),
        positive=story and _BELOW_ZERO.isdisjoint(vocabulary) and _MINUS.search(text) is None,
        cues=(*cues, *(signs for cue, signs in _ASK_CUES if cue.search(ask))),
        asked=tuple(noun.rstrip("s") for noun in asked.groups() if noun and noun not in STOP_WORDS)
        if asked
        else (),
    )


def _is_read(text: str, vocabulary: frozenset[str], ask: str) -> bool:
    """Is it a program, prose or a formula, whose numbers are there to be read?"""
    return (
        not _TOLD.isdisjoint(vocabulary)
        or (not _PRINTED.isdisjoint(vocabulary) and _AMOUNT.search(ask) is None)
        or any(sign in unraised(text) for sign in _CODE)
        or text.count(" = ") > 1
        or (":" in text and _COLON.search(text) is not None)
    )


def _quantities(text: str, words: list[str]) -> tuple[list[frozenset[float]], int, list[str], int]:
    """The quantities; how many are optional; those in digits; and the length of the longest list of numbers."""
    quantities: list[frozenset[float]] = []
    digits: list[str] = []
    optional = run = longest = end = 0
    for match in _NUMBER.finditer(text):
        gap = text[end : match.start()].rstrip("-") if end else ""
        end = match.end()
        digits.append(match[1])
        if gap == ", " or (run > 1 and gap in (", and ", " and ")):
            quantities[-1] |= _renderings(match)  # a list of numbers is one thing to use
            run += 1
            longest = max(longest, run)
            continue
        run = 1
        quantities.append(_renderings(match))
        optional += text.endswith(_INDEX, 0, match.start()) or text.startswith(_ORDINAL, end)
    for word, following in zip(words, [*words[1:], ""], strict=False):
        if word in NUMBER_WORDS and (word != "third" or following in ("of", "as")):
            number = NUMBER_WORDS[word]
            quantities.append(_share(number) if number < 1 else frozenset((float(number),)))
            optional += word in COUNT_WORDS
    return quantities, optional, digits, longest


def _renderings(match: re.Match[str]) -> frozenset[float]:
    """The values under which a quantity may enter a computation."""
    digits, percent, below = match.groups()
    number = amount(digits)
    if percent:
        return _share(number / 100) | {number, abs(100 - number), 100 + number}
    if below and float(below):
        return _share(number / float(below)) | {number, float(below)}
    return frozenset(key(n * number) for n in (1, 10, 100)) if "." in digits else frozenset((number,))


@lru_cache(maxsize=1024)
def _share(part: float) -> frozenset[float]:
    """A share enters as itself, as what it leaves, as what it makes the whole grow to, or as a divisor."""
    return frozenset(map(key, (part, 1 - part, 1 + part, 1 / part if part else 0.0)))


def parts(number: float) -> Iterator[float]:
    """The place-value parts of a whole number and what they leave: 372 gives 300, 70, 2, 370, 72."""
    number = abs(number)
    if 10 < number < 1e9 and number.is_integer():
        place = 10.0
        while place <= number:
            rest = number % place
            yield rest
            yield number - rest
            yield rest - rest % (place / 10)
            place *= 10


def key(value: float) -> float:
    """Values are compared by size, rounded to six decimals: 1/3 and 0.333333 are one, -5 and 5 too."""
    return abs(value if value.is_integer() else round(value, 6))
