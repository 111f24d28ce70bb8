"""Does a trace do the work? Its faults, found without knowing the right answer, and the odds they leave it.

The usual "reasoning quality" counts keywords such as *first* and *therefore*, which ranks wrong solutions above
right ones. Here the trace is held against the question: quantities it leaves out, numbers out of nowhere, claims
that do not hold, results that lead nowhere, an answer that was never derived. Every fault has a size between 0 and
1 and a weight, the log-odds of being right that a trace with the full fault loses. The weights follow a logistic
fit on corrupted GSM8K solutions (`python benchmarks/rewards.py`), rounded, and raised where a policy could profit
from the fault.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from tunix_reasoning.traces.calculator import same
from tunix_reasoning.traces.claims import Claim, decimal, read
from tunix_reasoning.traces.missing_steps import HINTS, MAX_HINTS, hints
from tunix_reasoning.traces.questions import NUMBER_WORDS, Question, key, parts, understand
from tunix_reasoning.traces.words import STOP_WORDS, phrases_of, repetition, words_of

PERFECT = 6.0  # log-odds of a trace without faults: a quality of 0.998
FAULTS = {
    "no_work": 9.0,  # a number that nothing computes, or a conclusion without steps
    "false_claims": 9.0,  # arithmetic that does not hold
    "ungrounded": 6.0,  # operands from neither the question nor an earlier result
    "unused": 5.0,  # quantities of the question that the trace never mentions
    "no_conclusion": 9.0,  # an answer that is not what the trace arrives at
    "dangling": 2.7,  # results on the way that nothing uses
    "implausible": 6.0,  # a count that is no whole number, an amount below zero
    "below_zero": 3.0,  # results below zero where the question has none
    "repetition": 8.0,  # phrases said again
    "copied": 8.0,  # the question said again
    "no_answer": 6.0,  # truncated, or no number, or several, where the question asks how many
}
WEIGHTS = FAULTS | HINTS
MAX_CHARACTERS = 20_000  # no honest trace is longer; beyond, nothing is read and the quality is 0

_CLAUSE = re.compile(r"[.;:!?\n]+")
_ANSWER_NUMBER = re.compile(
    r"(-?(?:\d{1,15}(?:,\d{3}){0,4}(?:\.\d{1,15})?|(?<!\d)\.\d{1,15}))(?:\s?/\s?(\d{1,9}))?"
)


def quality(trace: str, answer: str | None, question: str) -> float:
    """The odds that a trace leads to the right answer, as a number in [0, 1]; 0 for no trace."""
    if not trace.strip() or len(trace) > MAX_CHARACTERS:
        return 0.0
    return 1 / (1 + math.exp(sum(inspect(trace, answer, question).values()) - PERFECT))


def inspect(trace: str, answer: str | None, question: str) -> dict[str, float]:
    """The log-odds that a trace loses to each fault and hint it has."""
    given = understand(question)
    claims, numbers = read(trace[:MAX_CHARACTERS])
    words = words_of(trace[:MAX_CHARACTERS].lower())
    finals = _ANSWER_NUMBER.findall(answer[:100])[:16] if answer else []
    wrong = sum([not claim.holds for claim in claims])
    sizes = {
        "no_answer": float(not answer or (given.calculates and bool(given.asked) and _is_evasive(answer))),
        "false_claims": min(1.0, 0.4 + 0.2 * wrong) if wrong else 0.0,  # true ones do not make up for them
        "repetition": repetition(words),
        "copied": _copied(words, given),
    }
    readings = []
    if given.calculates and finals:
        readings.append(
            _computation(claims, numbers, finals, given) | hints(claims, _ratio(*finals[0]), trace, given)
        )
    if given.searches or not readings:
        readings.append(_argument(claims, trace, words, answer or "", given))
    return min((_losses(sizes | reading) for reading in readings), key=lambda losses: sum(losses.values()))


def _losses(sizes: dict[str, float]) -> dict[str, float]:
    losses = {name: WEIGHTS[name] * size for name, size in sizes.items() if size}
    hinted = [name for name in losses if name in HINTS]
    total = sum([losses[name] for name in hinted])
    if total > MAX_HINTS:
        losses |= {name: losses[name] * MAX_HINTS / total for name in hinted}
    return losses


def _computation(
    claims: list[Claim], numbers: list[float], answer: list[tuple[str, str]], given: Question
) -> dict[str, float]:
    """The faults of a computation: where its numbers come from and where its results go."""
    finals = [_ratio(*digits) for digits in answer]
    end = next((i for i, claim in enumerate(claims) if _is_one_of(claim.result, finals)), len(claims) - 1)
    results: dict[float, bool] = {}  # of grounded claims, and whether it has been used
    pieces: set[float] = set()  # the place-value parts of results,
    whole: list[float] = []  # and those not taken apart yet: few traces need it
    unknown: set[float] = set()  # from nowhere, unless an equation that holds explains it later
    used: set[float] = set()
    operands = grounded = 0
    own, known = given.own, given.known
    for claim in claims[: end + 1]:  # what follows the result is a check
        sources, new = 0, []
        for value in map(key, claim.operands):
            operands += 1
            if value in results:
                results[value] = True
                sources += 1
            elif value in own:
                sources += 1
            elif value in unknown:
                new.append(value)
            elif value not in known and value not in used:
                while whole:
                    pieces.update(parts(whole.pop()))
                if value in pieces:
                    sources += 1
                elif used.isdisjoint((value - 1, value + 1)) and own.isdisjoint((value - 1, value + 1)):
                    new.append(value)
            used.add(value)
        result = key(claim.result)
        solved = len(set(new)) == 1 and sources > 0 and claim.holds and (result in own or result in results)
        (unknown.difference_update if solved else unknown.update)(new)
        if sources and not (new and claim.is_still()):
            grounded += 1
            found = new[0] if solved else result  # `60 + 14 = 74` finds the 14
            results.setdefault(found, solved)
            whole.append(found)
    for claim in claims[end + 1 :]:
        used.update(map(key, claim.operands))
    stated = used.union(map(key, set(numbers)))
    unused = sum(not _is_stated(quantity, stated) for quantity in given.quantities)
    tested = [c.operands[0] for c in claims if c.operators == "/" and c.holds and c.result.is_integer()]
    computed = [claim.result for claim in claims if not claim.is_still()]
    reached = {*results, *computed, *tested, *(used & own)}
    if len(finals) > 1:  # a list of given numbers, a date a year on
        reached |= given.values | {value + 1 for value in given.values}
    missing = [
        final
        for final, (top, below) in zip(finals, answer, strict=True)
        if final not in reached
        and not any(
            _is_one_of(result, (final,)) or final in (math.floor(result), math.ceil(result))
            for result in reached
        )
        and not (below and {abs(decimal(top)), float(below)} <= given.values.union(map(key, reached)))
    ]
    unsaid = sum(stated.isdisjoint((key(final), key(final / 100))) for final in missing)
    ends = [result for result, use in results.items() if not use and result not in given.values]
    dangling = [result for result in ends if not _is_one_of(result, finals)]
    derived = len(dangling) < len(ends) or any(_is_one_of(result, finals) for result in results)
    return {
        "no_work": float(not grounded),
        "ungrounded": max(0.0, len(unknown) / max(operands, 1) - 0.25) / 0.75,
        "unused": max(unused - given.optional, unused / 3) / len(given.quantities),
        "no_conclusion": 0.6 + (len(missing) + unsaid) / (5 * len(finals)) if missing else 0.0,
        "dangling": min(1.0, (len(dangling) + 0.4) / 3.5) if dangling and derived else 0.0,
        "implausible": given.whole * float(finals[0] < 0 or round(finals[0], given.places) != finals[0]),
        "below_zero": float(given.positive and any(claim.result < 0 for claim in claims)),
    }


def _argument(
    claims: list[Claim], trace: str, words: list[str], answer: str, given: Question
) -> dict[str, float]:
    """The faults of a trace in words, or one that runs a program: is there a way, and does it lead to the answer?"""
    said = {
        w
        for w in words
        if w not in STOP_WORDS and (not w.isdigit() or w in given.content or not given.content)
    }
    told = words_of(answer.lower()[:2000])
    content = set(told) - STOP_WORDS or set(told)
    clauses = {clause.strip().lower() for clause in _CLAUSE.split(trace)}
    steps = sum(not STOP_WORDS.issuperset(words_of(clause)) for clause in clauses)
    drafted = len(content) > 3 and len(words) > len(told) + 1  # a free answer is worked out by writing it
    way = len(said if drafted else said - content) + 2 * max(0, steps - 1) + 2 * len(claims)
    reached = len(content.intersection(words)) / min(len(content), 6) if content else float(answer in trace)
    return {
        "no_work": 1 - min(way, 4 if steps > 1 or claims else 2) / 4,
        "unused": float(bool(given.content) and given.content.isdisjoint(said)),
        "no_conclusion": max(0.0, 1 - reached),
    }


def _is_evasive(answer: str) -> bool:
    """Is it no number, or several to choose from, where the question asks how many or how much?"""
    words = words_of(answer[:2000].lower())
    return "or" in words or not any(word[0].isdecimal() or word in NUMBER_WORDS for word in words)


def _ratio(top: str, below: str) -> float:
    """`1,200` is 1200, `3/4` is 0.75."""
    return decimal(top) / (float(below or 1) or 1.0)


def _is_one_of(value: float, others: Sequence[float]) -> bool:
    """Is it one of them, as it is or as a percentage?"""
    if value.is_integer():  # nothing is rounded
        return value in others or 100 * value in others
    return any(same(value, other) or same(value * 100, other) for other in others)


def _is_stated(quantity: frozenset[float], stated: set[float]) -> bool:
    """Is it mentioned, or, if a share, put together from two that are: 45% from 25% and 20%?"""
    if not quantity.isdisjoint(stated):
        return True
    shares = {value for value in stated if 0 < value < 1}
    return any(key(value - share) in shares for value in quantity if 0 < value < 1 for share in shares)


def _copied(words: list[str], given: Question) -> float:
    """The share of phrases that are the question's, beyond 75 %; 0 if a quarter of the words is not."""
    if 4 * sum(map(given.vocabulary.__contains__, words)) <= 3 * len(words):
        return 0.0
    phrases = phrases_of(words)
    return max(0.0, 4 * len(phrases & given.phrases) / len(phrases) - 3) if phrases else 0.0
