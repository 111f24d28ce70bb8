"""Does a trace do the work? Its faults, found without knowing the right answer, and the odds they leave it.

The usual "reasoning quality" counts keywords such as *first* and *therefore*, which ranks wrong solutions above
right ones. Here the trace is compared with the question: quantities it leaves out, numbers out of nowhere, claims
that do not hold, results that lead nowhere, an answer that was never derived. Every fault has a size between 0 and
1 and a weight, the log-odds of being right that a trace with the full fault loses. The weights follow a logistic
fit on corrupted GSM8K solutions (`python benchmarks/rewards.py`), rounded, and raised where a policy could profit
from the fault.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from tunix_reasoning.claims import Claim, read, same

PERFECT = 6.0  # log-odds of a trace without faults: a quality of 0.998
FAULTS = {
    "no_work": 9.0,  # a number that nothing computes, or a conclusion without steps
    "false_claims": 9.0,  # arithmetic that does not hold
    "ungrounded": 4.0,  # operands from neither the question nor an earlier result
    "unused": 5.0,  # quantities of the question that the trace never mentions
    "no_conclusion": 8.0,  # an answer that is not what the trace arrives at
    "dangling": 2.4,  # results on the way that nothing uses
    "implausible": 6.0,  # a count that is no whole number, an amount below zero
    "below_zero": 3.0,  # results below zero where the question has none
    "repetition": 8.0,  # phrases said again
    "copied": 8.0,  # the question said again
    "no_answer": 6.0,  # truncated
}
HINTS = {  # weaker signs, which a right trace may well show; together they cost 1.4 at the most
    "idle": 1.2,  # quantities that are mentioned and enter no computation
    "short": 0.75,  # fewer operations than the question has quantities to join
    "unmet": 0.6,  # words of the question that call for an operation which is missing
    "reused": 0.65,  # a quantity of the question used again and again
    "trivial": 0.5,  # steps that change nothing: times 1, plus 0
    "astray": 0.5,  # the last line does not speak of what was asked
    "large": 0.3,  # an answer far above every number of the question
    "hard": 0.6,  # a long question with many quantities
}
MAX_HINTS = 1.4
MAX_CHARACTERS = 20_000  # no honest trace is longer; beyond, nothing is read and the quality is 0

_NUMBER_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12, "twice": 2, "double": 2, "doubled": 2, "doubles": 2,
    "triple": 3, "tripled": 3, "triples": 3, "thrice": 3, "half": 1 / 2, "third": 1 / 3, "thirds": 1 / 3,
    "quarter": 1 / 4, "quarters": 1 / 4,
}  # fmt: skip
_FACTORS = {
    "minute": (60,), "hour": (60, 24), "day": (24, 7, 30, 365), "week": (7, 52, 4, 5), "month": (12, 30, 4),
    "year": (12, 52, 365), "cent": (100,), "dozen": (12,), "foot": (12, 3), "feet": (12, 3), "yard": (3,),
    "pound": (16,), "quarter": (25,), "dime": (10,), "nickel": (5,), "weekend": (2,), "km": (1000,), "leg": (4, 6, 8),
}  # fmt: skip
_COUNT_WORDS = frozenset(  # they may be no more than grammar
    "two three four five six seven eight nine ten eleven twelve".split()
)
_FREE = frozenset((0.0, 1.0, 2.0, 10.0, 100.0, 0.5))  # needs no source, and is none
_STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        """a an the and or but if so then than that this these those there here it its is are was were be been being
        am do does did has have had having will would can could should may might must shall to of in on at by for
        from with as into over under about after before between per each every all any some no not only also too very
        more most less least how what which who whom whose when where why he she they them his her their him i you
        we us our your my me up out off down again once both same other such own just now first next finally last
        therefore because thus hence since step steps answer answers final result let lets need think know find""",
    )
)
_WORD = re.compile(r"[^\W_]+")
_CLAUSE = re.compile(r"[.;:!?\n]+")
_QUANTITY = re.compile(
    r"(?<![a-zA-Z])(\d{1,15}(?:,\d{3})*(?:\.\d{1,15})?)(?:\s?(%|percent\b)|\s?/\s?(\d{1,9}))?|\b[a-z]{3,9}\b",
    re.IGNORECASE,
)
_ANSWER_NUMBER = re.compile(
    r"(-?(?:\d{1,15}(?:,\d{3})*(?:\.\d{1,15})?|(?<!\d)\.\d{1,15}))(?:\s?/\s?(\d{1,9}))?"
)
_READS = re.compile(
    r"\bprint\(|\b(?:text|passage|article|newspaper)\b|\^| = .* = |->|\d:\d\d|\bdef \w|\bfor \w+ in ",
    re.DOTALL,
)  # code, prose, algebra, formulas
_ORDINAL = ("st ", "nd ", "rd ", "th ")
_INDEX = ("position ", "place ", "number ")
_CUES = (  # what a question says, and the operators of which at least one has to occur
    (re.compile(r"\b(?:left|remain\w*|fewer|less than|change|difference|how (?:much|many) more)\b"), "-"),
    (re.compile(r"\b(?:total|altogether|in all|combined)\b"), "+*"),
    (re.compile(r"\b(?:each|per|every|apiece)\b"), "*/"),
    (re.compile(r"\b(?:average|equally|evenly|split|divided?)\b"), "/"),
    (re.compile(r"\b(?:twice|times|double|triple)\b"), "*/"),
)
_COUNTED = re.compile(  # things, not measures
    r"\bhow many (?!(?:more )?(?:square|cubic|degrees|dollars|hours|minutes|days|weeks|months|years|percent|pounds"
    r"|ounces|grams|kilo|li|met|cm|km|kg|miles|feet|inches|gallons|cups))"
)
_DECIMALS = re.compile(r"\d\.(\d{1,9})")
_AMOUNT = re.compile(r"\bhow (?:much|many) (?!(?:more )?(?:square|cubic|degrees))")
_NEGATIVE = re.compile(r"(?<![\w)])[-−]\d|\bnegative\b|\bbelow\b|\d\s?[-−]\s?\d|-\s?\d")
_ASKED = re.compile(r"\bhow (?:many|much)\s+(?:more\s+|fewer\s+|of\s+)?([a-z]+)\s+([a-z]*)")


@dataclass(frozen=True, slots=True)
class Question:
    """What a question gives, and what it asks for."""

    quantities: tuple[frozenset[float], ...]
    """One entry a quantity: the values under which it may enter a computation (20 % as 20, 0.2, 0.8, …)."""
    values: frozenset[float]
    """All of these."""
    counts: tuple[tuple[float, int], ...]
    """How often each value that needs a source is given."""
    own: frozenset[float]
    """`values`, and the place-value parts of the whole numbers (300, 70, 2 of 372)."""
    known: frozenset[float]
    """`own`, and the conversion factors that the words call for (a week brings 7)."""
    optional: int
    """How many of the quantities are words such as `two`, which may be no more than grammar."""
    words: frozenset[str]
    phrases: frozenset[tuple[str, ...]]
    """Every run of five words."""
    calculates: bool
    """Whether its numbers are there to be computed with: at least two, and not lines of a program."""
    lists: bool
    """Whether it gives a list of numbers, which may be sorted or looked through instead."""
    whole: float
    """How surely the answer is a whole number and not negative: 1 for a count of things, 0.4 for `how much`."""
    places: int
    """The decimals of its most precise number, which the answer to a school problem seldom exceeds."""
    positive: bool
    """Whether it speaks of nothing below zero."""
    cues: tuple[str, ...]
    """Groups of operators of which each should occur at least once."""
    asked: tuple[str, ...]
    """The nouns after `how many`."""
    hardness: float
    """0 for one sentence to 1 for a long story."""


def quality(trace: str, answer: str | None, question: str) -> float:
    """The odds that a trace leads to the right answer, as a number in [0, 1]; 0 for no trace."""
    if not trace.strip() or len(trace) > MAX_CHARACTERS:
        return 0.0
    losses = inspect(trace, answer, question)
    return 1 / (1 + math.exp(sum(losses.values()) - PERFECT))


def inspect(trace: str, answer: str | None, question: str) -> dict[str, float]:
    """The log-odds that each fault and hint costs a trace."""
    given = understand(question)
    claims, numbers = read(trace)
    words = _WORD.findall(trace.lower())
    finals = _ANSWER_NUMBER.findall(answer[:200]) if answer else []
    sizes = {
        "no_answer": float(not answer),
        "false_claims": _some(sum(not claim.holds for claim in claims), len(claims)),
        "repetition": _repetition(words),
        "copied": _copied(words, given),
    }
    ways = []
    if given.calculates and finals:
        ways.append(
            _arithmetic(claims, numbers, finals, given) | _hints(claims, _number(*finals[0]), trace, given)
        )
    if given.lists or not ways:
        ways.append(_argument(claims, trace, words, answer or "", given))
    return min((_losses(sizes | way) for way in ways), key=lambda losses: sum(losses.values()))


def _losses(sizes: dict[str, float]) -> dict[str, float]:
    faults = {name: weight * sizes.get(name, 0.0) for name, weight in FAULTS.items()}
    hints = {name: weight * sizes.get(name, 0.0) for name, weight in HINTS.items()}
    scale = MAX_HINTS / max(sum(hints.values()), MAX_HINTS)
    return faults | {name: scale * loss for name, loss in hints.items()}


def _arithmetic(
    claims: list[Claim], numbers: list[float], answer: list[tuple[str, str]], given: Question
) -> dict[str, float]:
    """The faults of a computation: where its numbers come from and where its results go."""
    finals = [_number(*digits) for digits in answer]
    end = next((i for i, claim in enumerate(claims) if _is_final(claim.result, finals)), len(claims) - 1)
    results: dict[float, bool] = {}  # of grounded claims, and whether it has been used
    used: set[float] = set()
    operands = loose = grounded = 0
    for claim in claims[: end + 1]:  # what follows the result is a check
        sources, new = 0, []
        for value in map(_key, claim.operands):
            operands += 1
            if value in results:
                results[value] = True
                sources += 1
            elif value in given.own or _is_part(value, results):
                sources += 1
            elif value not in given.known and value not in used:
                new.append(value)
            used.add(value)
        result = _key(claim.result)
        solved = len(new) == 1 and sources and claim.holds and (result in given.own or result in results)
        loose += 0 if solved else len(new)
        if sources:
            grounded += 1
            results.setdefault(new[0] if solved else result, bool(solved))  # `60 + 14 = 74` finds the 14
    for claim in claims[end + 1 :]:
        used.update(map(_key, claim.operands))
    stated = used.union(map(_key, numbers))
    unused = sum(not _is_stated(values, stated) for values in given.quantities)
    idle = sum(values.isdisjoint(used) for values in given.quantities)
    divided = (c.operands[0] for c in claims if c.operators == "/" and c.holds and c.result % 1 == 0)
    derived = [*results, *(claim.result for claim in claims), *divided, *(used & given.own)]
    halves = {_key(n) for n in derived}.union(given.values)
    missing = [
        f
        for f, (top, below) in zip(finals, answer, strict=True)
        if not any(_is_final(result, (f,)) for result in derived)
        and not (
            below and {_key(_number(top, "")), float(below)} <= halves
        )  # 5 and 23 derived, `5/23` answered
    ]
    unsaid = sum(_key(f) not in stated and _key(f / 100) not in stated for f in missing)
    reached = any(_is_final(result, finals) for result in results)
    dangling = reached * sum(
        not use and result not in given.values and not _is_final(result, finals)
        for result, use in results.items()
    )
    return {
        "no_work": float(not grounded),
        "ungrounded": max(0.0, loose / max(operands, 1) - 0.25) / 0.75,
        "unused": max(unused - given.optional, unused / 3) / len(given.quantities),
        "no_conclusion": (len(missing) + unsaid) / (2 * len(finals)),
        "dangling": min(1.0, (dangling + 0.4) / 3.5) if dangling else 0.0,
        "idle": idle / len(given.quantities),
    }


def _hints(claims: list[Claim], final: float, trace: str, given: Question) -> dict[str, float]:
    """Signs that need the question's wording: implausible answers, missing operations."""
    operators = "".join(claim.operators for claim in claims)
    needed = len(given.quantities) - 1
    times: dict[float, int] = {}
    for claim in claims:
        for value in map(_key, claim.operands):
            times[value] = times.get(value, 0) + 1
    over = sum(max(0, times.get(value, 0) - count) for value, count in given.counts)
    largest = max((abs(value) for values in given.quantities for value in values), default=1.0)
    last_line = trace.rstrip()[-200:].rpartition("\n")[2].lower()
    idle_steps = (
        sum(
            0.0 in claim.operands[1:]
            or claim.result == 0
            or (1.0 in claim.operands and claim.operators in ("*", "/"))
            for claim in claims
        )
        + len(claims)
        - len({claim.result for claim in claims})
    )
    return {
        "implausible": given.whole * float(final < 0 or round(final, given.places) != final),
        "short": max(0, needed - len(operators)) / max(needed, 1),
        "unmet": min(1.0, sum(not any(o in operators for o in cue) for cue in given.cues) / 2),
        "reused": min(over, 3) / 3,
        "below_zero": float(given.positive and any(claim.result < 0 for claim in claims)),
        "trivial": min(idle_steps, 2) / 2,
        "astray": float(bool(given.asked) and not any(noun in last_line for noun in given.asked)),
        "large": min(1.0, max(0.0, math.log10((abs(final) + 1) / (largest + 1)) / 3)),
        "hard": given.hardness,
    }


def _argument(
    claims: list[Claim], trace: str, words: list[str], answer: str, given: Question
) -> dict[str, float]:
    """The faults of a trace in words, or one that runs a program: is there a way, and does it lead to the answer?"""
    said = {
        w for w in words if w not in _STOP_WORDS and (not w.isdigit() or w in given.words or not given.words)
    }
    told = _WORD.findall(answer.lower()[:2000])
    content = set(told) - _STOP_WORDS or set(told)
    clauses = len({clause.strip().lower() for clause in _CLAUSE.split(trace) if clause.strip()})
    drafted = len(content) > 3 and len(words) > len(told) + 1  # a free answer is worked out by writing it
    way = len(said if drafted else said - content) + clauses - 1 + 2 * len(claims)
    reached = len(content.intersection(words)) / min(len(content), 6) if content else 1.0
    return {
        "no_work": min(1.0, max(0.0, 1 - way / 4)),
        "unused": float(bool(given.words) and given.words.isdisjoint(said)),
        "no_conclusion": max(0.0, 1 - reached),
    }


@lru_cache(maxsize=4096)
def understand(question: str) -> Question:
    """Reads a question once for all the completions of its group."""
    text = question[:MAX_CHARACTERS].lower()
    quantities: list[frozenset[float]] = []
    digits = optional = listed = run = 0
    end = -9
    for match in _QUANTITY.finditer(text):
        values = _renderings(match)
        if values is None or (match[0] == "third" and not text.startswith((" of", " as"), match.end())):
            continue
        gap = text[end : match.start()].rstrip("-") if match[1] else ""
        if gap == ", " or (run and gap in (", and ", " and ")):
            quantities[-1] |= values  # a list of numbers is one thing to use
            run += 1
            listed = max(listed, run)
        else:
            quantities.append(values)
            run = 0
            digits += match[1] is not None
            optional += (
                match[0] in _COUNT_WORDS
                or text[: match.start()].endswith(_INDEX)
                or text.startswith(_ORDINAL, match.end())
            )
        end = match.end() if match[1] else -9
    words = _WORD.findall(text)
    stems = {word.removesuffix("s") for word in words}
    factors = {float(f) for word in stems & _FACTORS.keys() for f in _FACTORS[word]}
    own = frozenset(_key(v) for values in quantities for value in values for v in (value, *_parts(value)))
    ask = re.split(r"[.!]\s", text.strip())[-1]
    story = _AMOUNT.search(ask) is not None or len(words) > 30
    asked = _ASKED.search(ask)
    return Question(
        quantities=tuple(quantities),
        values=frozenset().union(*quantities),
        counts=tuple(Counter(v for values in quantities for v in values - _FREE).items()),
        own=own,
        known=own | factors | _FREE,
        optional=optional,
        words=frozenset() if "print(" in text else frozenset(words) - _STOP_WORDS,
        phrases=frozenset(_runs(words, 5)),
        calculates=len(quantities) > 1 and digits > 0 and _READS.search(text) is None,
        lists=listed > 1,
        whole=0.0 if "fraction" in ask else 1.0 if _COUNTED.search(ask) else 0.9 * story,
        places=max((len(digits) for digits in _DECIMALS.findall(text)), default=0),
        positive=_NEGATIVE.search(text) is None,
        cues=tuple(signs for cue, signs in _CUES if cue.search(ask if signs in "-+*" else text)),
        asked=tuple(n.rstrip("s") for n in asked.groups() if n not in _STOP_WORDS and n) if asked else (),
        hardness=min(1.0, len(words) / 200 + len(quantities) / 20),
    )


def _renderings(match: re.Match[str]) -> frozenset[float] | None:
    """The values under which a quantity may enter a computation; None for a word that is no number."""
    if not match[1]:
        number = _NUMBER_WORDS.get(match[0])
        return None if number is None else _fraction(number) if number < 1 else frozenset((float(number),))
    number = float(match[1].replace(",", ""))
    if match[2]:
        return _fraction(number / 100) | {number, 100 - number, 100 + number}
    if match[3] and float(match[3]):
        return _fraction(number / float(match[3])) | {number, float(match[3])}
    return (
        frozenset((_key(number), _key(100 * number))) if number % 1 else frozenset((number,))
    )  # dollars, cents


def _fraction(part: float) -> frozenset[float]:
    """A part enters as itself, as what is left, as what the whole grows to, and as a divisor."""
    return frozenset(map(_key, (part, abs(1 - part), 1 + part, 1 / part if part else 0.0)))


def _number(whole: str, below: str) -> float:
    """`1,200` is 1200, `3/4` is 0.75."""
    return float(whole.replace(",", "")) / (float(below or 1) or 1.0)


def _parts(whole: float) -> Iterable[float]:
    """The place-value parts of a whole number and what they leave: 372 gives 300, 70, 2, 370, 72; 3.5 gives 35, 350."""
    if whole % 1:
        if not 100 * whole % 1:
            yield from (10 * whole, 100 * whole)  # 3.50 as 350 cents
        return
    if not 10 < abs(whole) < 1e9:
        return
    for size in (10.0**n for n in range(1, len(str(int(abs(whole)))))):
        rest = abs(whole) % size
        yield rest
        yield abs(whole) - rest
        yield rest - rest % (size / 10)
    yield abs(whole) - rest


def _is_part(value: float, results: Iterable[float]) -> bool:
    return any(value == part for result in results for part in _parts(result))


def _is_stated(values: frozenset[float], stated: set[float]) -> bool:
    """Is a quantity mentioned, or, if a share, put together from two mentioned ones: 45% from 25% and 20%?"""
    if not values.isdisjoint(stated):
        return True
    shares = {v for v in stated if 0 < v < 1}
    return any(_key(v - share) in shares for v in values if 0 < v < 1 for share in shares)


def _is_final(result: float, finals: Iterable[float]) -> bool:
    return any(same(result, f) or same(result * 100, f) for f in finals)


def _key(value: float) -> float:
    return abs(round(value, 6))


def _some(count: int, total: int) -> float:
    """0 for none, at least a half for one, 1 for all."""
    return 0.5 + 0.5 * count / max(total, 1) if count else 0.0


def _runs(words: list[str], length: int) -> Iterable[tuple[str, ...]]:
    return zip(*(words[i:] for i in range(length)), strict=False)


def _repetition(words: list[str]) -> float:
    """The share of four-word runs that were said before: 0 up to 45 %, 1 from 75 %."""
    total = len(words) - 3
    return min(1.0, max(0.0, 0.55 - len(set(_runs(words, 4))) / total) / 0.3) if total > 4 else 0.0


def _copied(words: list[str], given: Question) -> float:
    """The share of five-word runs that stand in the question, beyond three quarters."""
    total = len(words) - 4
    return max(0.0, 4 * len(given.phrases.intersection(_runs(words, 5))) / total - 3) if total > 0 else 0.0


def relevance(text: str, *topics: str) -> float:
    """The cosine between the content words of a text and of its topics, in [0, 1]."""
    found = set(_WORD.findall(text.lower())) - _STOP_WORDS
    wanted = set(_WORD.findall(" ".join(topics).lower())) - _STOP_WORDS
    return len(found & wanted) / math.sqrt(len(found) * len(wanted)) if found and wanted else 0.0
