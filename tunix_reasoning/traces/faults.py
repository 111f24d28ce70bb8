"""What is wrong with a trace, each fault as a size between 0 and 1. A right trace shows none of them.

A computation is held against the numbers of the question. An argument in words, or one that runs a program, is held
against its words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence

from tunix_reasoning.traces.calculator import rounds_to
from tunix_reasoning.traces.grounding import is_a_step
from tunix_reasoning.traces.measures import mismeasured
from tunix_reasoning.traces.milestones import is_number
from tunix_reasoning.traces.questions import FREE, NUMBER_WORDS, Question, key
from tunix_reasoning.traces.reading import Final, Reading
from tunix_reasoning.traces.statements import misquoted, untrue
from tunix_reasoning.traces.verdicts import verdicts
from tunix_reasoning.traces.words import STOP_WORDS, phrases_of, repetition, words_of

_CLAUSE = re.compile(r"[^.;:!?\n]+")
_CONCLUSION = re.compile(r"\banswer(?: is|:| =)? ?\$?(-?\d[\d,]*(?:\.\d+)?)(?: ?/ ?(\d{1,9}))?")
_ONLY_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
COUNTED = 20  # what is no more can be counted without a word
_NEGATIVE = frozenset(("not", "no", "never", "false", "cannot", "isn", "doesn"))


# ---- Of any trace ----


def no_answer(reading: Reading) -> float:
    """Truncated, or no number, or several to choose from, where the question asks how many or how much."""
    return float(not reading.answer or (reading.given.calculates and _is_evasive(reading.answer_words, reading.given)))


def false_claims(reading: Reading) -> float:
    """Arithmetic that does not hold; what does hold does not make up for it."""
    wrong = sum([not claim.holds for claim in reading.claims])
    return min(1.0, 0.8 + 0.1 * wrong) if wrong else 0.0


def misjudged(reading: Reading) -> float:
    """A comparison that comes out the other way, a figure that is another's, a greatest that is not."""
    wrong = verdicts(reading.text, reading.given.text).count(False)
    return min(1.0, 0.8 + 0.1 * wrong) if wrong else 0.0


def repeated(reading: Reading) -> float:
    """The same phrases again."""
    return repetition(reading.words, reading.phrases)


def copied(reading: Reading) -> float:
    """The question said again: most of the trace, or all of the question with little beside it."""
    words, given = words_of(reading.besides.lower()) if reading.draft else reading.words, reading.given
    if 2 * sum(map(given.vocabulary.__contains__, words)) <= len(words):
        return 0.0
    phrases = phrases_of(words) if reading.draft else reading.phrases
    both = len(phrases & given.phrases)
    if both > 0.9 * len(given.phrases) and both > 0.5 * len(phrases):
        return 1.0
    return max(0.0, 4 * both / len(phrases) - 3) if phrases else 0.0


# ---- Of a computation ----


def nothing_computed(reading: Reading) -> float:
    """Nothing leads from the question's numbers to others."""
    if reading.work.results or len(reading.told) > 1:
        return 0.0
    return 0.5 if reading.told else 1.0


def ungrounded(reading: Reading) -> float:
    """Operands from neither the question nor an earlier result."""
    return len(reading.strangers) / max(reading.work.operands, 1)


def counting(reading: Reading) -> float:
    """0 + 1 = 1, 1 + 1 = 2, up to the answer."""
    return min(1.0, 3 * reading.work.counted / len(reading.way)) if reading.way else 0.0


def implausible(reading: Reading) -> float:
    """A count that is no whole number, or an amount below zero, also on the way."""
    given, final = reading.given, reading.finals[0]
    odd = given.whole * float(final < 0 or round(final, given.places) != final)
    below = given.positive and any(claim.result < 0 for claim in reading.claims)
    return max(odd, 0.5 * below)


def not_reached(reading: Reading) -> float:
    """Numbers of the answer that the trace does not arrive at."""
    finals, reached = reading.finals, _reached(reading)
    missing = [final for final in finals if not _is_reached(final, reached, reading)]
    if not missing:
        return 0.0
    unsaid = sum(reading.stated.isdisjoint((key(final), key(final / 100))) for final in missing)
    return 0.6 + (len(missing) + unsaid) / (5 * len(finals))


def _reached(reading: Reading) -> set[float]:
    work, given = reading.work, reading.given
    computed = {claim.result for claim in reading.claims if not claim.is_still()}
    tested = {c.operands[0] for c in reading.claims if c.operators == "/" and c.holds and c.result.is_integer()}
    reached = {*work.results, *computed, *tested, *(work.used & given.own)}
    if len(reading.finals) > 1:  # a list of given numbers, a date a year on
        reached |= given.values | {value + 1 for value in given.values}
    return reached


def _is_reached(final: Final, reached: set[float], reading: Reading) -> bool:
    if final in reached or final.is_one_of(reached):
        return True
    if final.is_integer() and any(final in (math.floor(value), math.ceil(value)) for value in reached):
        return True  # 7.5 bags are 8
    if final.below and {final.top, final.below} <= reading.given.values.union(map(key, reached)):
        return True
    value = key(final)
    if value not in reading.stated:
        return False
    if key(value * value) in reached:
        return True  # a root, in words
    known = FREE.union(map(key, reached), reading.told)
    return value in reading.told or any(is_a_step(value, one, known) for one in reading.work.used | set(reading.told))


def contradicted(reading: Reading) -> float:
    """The trace arrives at something else: its last result is new and not the answer, or it says so in words."""
    finals, claims = reading.finals, reading.claims
    said = _CONCLUSION.findall(reading.text) if "answer" in reading.text else []
    if said and not any(rounds_to(Final(*said[-1]), final) for final in finals):
        return 1.0
    if not claims or len(finals) > 1:
        return 0.0
    [final] = finals
    last = claims[-1].result
    if final.is_one_of([last]) or final in (math.floor(last), math.ceil(last)):
        return 0.0
    before = {key(value) for claim in claims[:-1] for value in (*claim.operands, claim.result)}
    if key(last) in before or key(last) in reading.given.values or final.is_one_of(reading.unknowns):
        return 0.0  # a check, or an equation that the answer solves
    end = {float(token) for token in reading.sentences[-1].split() if is_number(token)}
    if final.below and {final.top, final.below} <= end:
        return 0.0
    if last in end:  # the sentence is this very claim
        end.difference_update(claims[-1].operands)
    return 1.0 - final.is_one_of(end)


# ---- Of an argument ----


def nothing_argued(reading: Reading) -> float:
    """Few steps and few words beside those of the answer."""
    steps = _steps(reading.text)
    if steps == 3:
        return 0.0
    said, told = reading.said, reading.answer_words
    content = set(told) - STOP_WORDS or set(told)
    drafted = len(content) > 3 and len(reading.words) > len(told) + 1  # a free answer is worked out by writing it
    way = len(said if drafted else said - content) + 2 * max(0, steps - 1)
    way += 2 * (len(reading.claims) or reading.trace.count(" = "))
    return 1 - min(way, 4 if steps > 1 or reading.claims else 2) / 4


def _steps(trace: str) -> int:
    """How many different clauses say something, up to 3; more are no more of an argument."""
    found: set[str] = set()
    for match in _CLAUSE.finditer(trace):
        clause = match[0].strip()
        if clause not in found and not STOP_WORDS.issuperset(words_of(clause)):
            found.add(clause)
            if len(found) == 3:
                break
    return len(found)


def off_topic(reading: Reading) -> float:
    """No word of the question."""
    content = reading.given.content
    return float(bool(content) and content.isdisjoint(reading.words))


def not_concluded(reading: Reading) -> float:
    """Words of the answer that are not in the trace."""
    told = set(reading.answer_words)
    content = told - STOP_WORDS or told
    if not content:
        return 1.0 - float(reading.answer in reading.trace)
    if content == {"no"} and not _NEGATIVE.isdisjoint(reading.words):
        return 0.0
    if content == {"yes"} and _affirms(words_of("".join(reading.sentences[-1:])), reading.given):
        return 0.0
    return max(0.0, 1 - len(content.intersection(reading.words)) / min(len(content), 6))


def made_up(reading: Reading) -> float:
    """A number for an answer that nothing in the trace or the question leads to."""
    if len(reading.finals) != 1 or not _ONLY_NUMBER.fullmatch(reading.answer.strip()):
        return 0.0
    value = key(reading.finals[0])
    asked = reading.given.numbers
    if value in asked or value <= COUNTED or any(value == key(claim.result) for claim in reading.claims):
        return 0.0
    known = (asked | reading.stated) - {value}
    return 1.0 - any(is_a_step(value, one, known | FREE - {value}) for one in known - FREE)


def _affirms(said: Sequence[str], given: Question) -> bool:
    """Do these words say what the question asks, and nothing else?"""
    content = set(said) - STOP_WORDS
    return bool(content) and content <= given.content and _NEGATIVE.isdisjoint(said)


def _is_evasive(words: Sequence[str], given: Question) -> bool:
    return "or" in words or bool(
        given.asked and not any(word[0].isdecimal() or word in NUMBER_WORDS for word in words)
    )


Fault = Callable[[Reading], float]
ALWAYS: tuple[Fault, ...] = (no_answer, false_claims, misjudged, repeated, copied, misquoted)
COMPUTATION: tuple[Fault, ...] = (
    nothing_computed, ungrounded, counting, implausible, not_reached, contradicted, mismeasured,
)
ARGUMENT: tuple[Fault, ...] = (nothing_argued, off_topic, not_concluded, made_up, untrue)
