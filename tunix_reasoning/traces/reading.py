"""A trace and its answer, read once: its claims, its numbers, its words, and where the numbers come from."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tunix_reasoning.traces.calculator import rounds_to
from tunix_reasoning.traces.chains import Claim
from tunix_reasoning.traces.claims import amount, read
from tunix_reasoning.traces.grounding import Work, follow, from_nowhere, is_a_step
from tunix_reasoning.traces.lazy import lazy
from tunix_reasoning.traces.milestones import is_number, normal_sentences
from tunix_reasoning.traces.questions import FREE, Question, key, understand
from tunix_reasoning.traces.words import STOP_WORDS, phrases_of, words_of

MAX_CHARACTERS = 20_000  # no honest trace is longer; what is beyond is not read
_ANSWER = 100  # characters of an answer in which numbers are looked for
_ANSWER_NUMBER = re.compile(
    r"(-?(?:\d{1,15}(?:,\d{3}){0,4}(?:\.\d{1,15})?|(?<!\d)\.\d{1,15}))(?:\s?/\s?(\d{1,9}))?"
)
DRAFT = 3  # words: an answer of so many is a text of its own


@dataclass(eq=False)
class Reading:
    """What all judgements of a trace start from."""

    trace: str
    answer: str
    given: Question
    claims: Sequence[Claim]
    numbers: Sequence[float]
    """All that the trace states, in order."""
    unknowns: Sequence[float]
    """The values that it finds for its letters."""
    text: str
    """The trace in lower case."""
    words: Sequence[str]
    """Its words and numbers."""
    finals: Sequence[Final]
    """The numbers of the answer."""

    @lazy
    def way(self) -> Sequence[Claim]:
        """The claims up to the last that computes the answer; what follows is a check."""
        end = len(self.claims)
        while end and not _is_one_of(self.claims[end - 1].result, self.finals):
            end -= 1
        return self.claims[: end or None]

    @lazy
    def work(self) -> Work:
        """What the way derives."""
        return follow(self.way, self.unknowns, self.given)

    @lazy
    def all_work(self) -> Work:
        """What all of the claims derive."""
        return self.work if len(self.way) == len(self.claims) else follow(self.claims, self.unknowns, self.given)

    @lazy
    def strangers(self) -> set[float]:
        """Operands of the way that come from nowhere."""
        return from_nowhere(self.work, self.numbers, self.given)

    @property
    def computes(self) -> bool:
        """Is it to be held against the numbers of its question?"""
        return self.given.calculates and bool(self.finals)

    @property
    def drafts(self) -> bool:
        """Is the answer a text of its own?"""
        return sum(map(str.isalpha, self.answer.split())) >= DRAFT

    @lazy
    def draft(self) -> str:
        """The answer, if it is a text of its own and stands in the trace, else nothing."""
        draft = self.answer.strip()
        return draft if self.drafts and draft in self.trace else ""

    @property
    def besides(self) -> str:
        """The trace without the draft."""
        return self.trace.replace(self.draft, " ") if self.draft else self.trace

    @lazy
    def phrases(self) -> set[tuple[str, ...]]:
        return phrases_of(self.words)

    @lazy
    def answer_words(self) -> list[str]:
        return words_of(self.answer.lower()[:2000])

    @lazy
    def said(self) -> set[str]:
        """Its words, but for stop words and for numbers that are not the question's."""
        content = self.given.content
        return {w for w in set(self.words) - STOP_WORDS if not w.isdigit() or w in content or not content}

    @lazy
    def sentences(self) -> list[str]:
        """In normal form, which has a space on either side."""
        return normal_sentences(self.trace)

    @lazy
    def stated(self) -> set[float]:
        """All numbers of the trace, by size, those in words too."""
        spoken = {float(token) for sentence in self.sentences for token in sentence.split() if is_number(token)}
        return {*map(key, self.numbers), *map(key, spoken)}

    @lazy
    def told(self) -> dict[float, set[float]]:
        """Numbers that no claim computes, but of which a sentence says where they come from, and from what: the 168 of
        `14 trays of 12 make 168`.
        """
        known = self.given.known.union(self.all_work.results)
        told: dict[float, set[float]] = {}
        for sentence in self.sentences:
            tokens = sentence.split()
            numbers = [key(float(token)) for token in tokens if is_number(token)]
            if not numbers:
                continue
            words = [token for token in tokens if token[0].isalpha()]
            on_topic = not self.given.content.isdisjoint(words)
            if len(words) < (max(2, len(numbers)) if on_topic else 2.5 * len(numbers)):
                continue  # a list of numbers, or bare claims
            for number in numbers:
                beside = set(numbers) & known - {number}
                if number not in known and any(
                    is_a_step(number, other, known - FREE if other in FREE else known) for other in beside
                ):
                    told[number] = beside
                    known |= {number}
        return told


class Final(float):
    """A number of an answer: `1,200` is 1200, `3/4` is 0.75."""

    top: float
    below: float

    def __new__(cls, top: str, below: str) -> Final:
        self = super().__new__(cls, amount(top.rstrip(",")) / (float(below or 1) or 1.0))
        self.top, self.below = abs(amount(top.rstrip(","))), float(below or 0)
        return self

    def is_one_of(self, values: Collection[float]) -> bool:
        """Is it one of them, as it is or as a percentage, exactly or rounded?"""
        if self.is_integer() and float(self) in values:
            return True
        return any(rounds_to(value, self) or rounds_to(100 * value, self) for value in values)


@lru_cache(maxsize=4096)
def _finals(answer: str) -> tuple[Final, ...]:
    return tuple([Final(*digits) for digits in _ANSWER_NUMBER.findall(answer)[:16]])


def read_trace(trace: str, answer: str | None, question: str) -> Reading:
    trace, answer = trace[:MAX_CHARACTERS], answer or ""
    text = trace.lower()
    return Reading(trace, answer, understand(question), *read(text), text, words_of(text), _finals(answer[:_ANSWER]))


def _is_one_of(result: float, finals: Sequence[Final]) -> bool:
    return any(final.is_one_of([result]) for final in finals)
