"""What a reasoning trace does, read without knowing the right answer: numbers, claims, defects.

The usual "reasoning quality" counts keywords such as *first* and *therefore*, which ranks wrong solutions above
right ones. Here the trace is read as arithmetic: every chain `expression = … = number` is a claim, which holds or
does not, is grounded in the question or hangs in the air, is used later or forgotten. Nothing is evaluated by
Python: numbers and the six operators are read by one pattern and computed on a stack.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from functools import lru_cache

NUMBER_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1000,
    "dozen": 12, "dozens": 12, "couple": 2, "pair": 2, "twice": 2, "double": 2, "doubled": 2, "doubles": 2,
    "triple": 3, "tripled": 3, "thrice": 3, "half": 0.5, "third": 1 / 3, "thirds": 1 / 3, "quarter": 0.25,
    "quarters": 0.25, "fifth": 0.2, "tenth": 0.1,
}  # fmt: skip
CONVERSIONS = {
    "second": (60,), "minute": (60,), "hour": (60, 24), "day": (24, 7, 30, 365),
    "week": (7, 52, 4), "month": (12, 30, 4),
    "year": (12, 52, 365), "cent": (100,), "dollar": (100,), "percent": (100,), "dozen": (12,), "foot": (12, 3),
    "feet": (12, 3), "inch": (12,), "yard": (3,), "meter": (100, 1000), "kilometer": (1000,), "gram": (1000,),
    "kilogram": (1000,), "pound": (16,), "ounce": (16,), "quarter": (25,), "dime": (10,), "nickel": (5,),
}  # fmt: skip
FREE = frozenset((0.0, 1.0, 2.0, 100.0))  # needs no source: a half, a percentage, one more

_OPERATOR = {"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "x": "*", "X": "*", "times": "*", "of": "*",
             "plus": "+", "minus": "-", "**": "^"}  # fmt: skip
_PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 3}
_TOKEN = re.compile(
    r"""(?P<number>(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,15})?|\.\d{1,15})(?P<percent>\s?%)?
    |(?P<not_equal>[<>!=]=|=>|->)
    |(?P<equal>[=≈])
    |(?P<operator>(?:\*\*|[-+*/×÷·^−–]|\b(?:times|plus|minus|of)\b|(?<=[\s\d)])[xX](?=[\s\d$(]))(?=[\s$(-]{0,4}\.?\d))
    |(?P<open>[(\[])|(?P<close>[)\]])
    |(?P<soft>\b(?:is|are|equals|makes|gives|leaves)\b(?=[\s$-]{1,4}\.?\d))
    |(?P<fraction>\b(?:half|twice)\b(?=\s(?:of\s)?(?:the\s)?\$?\d))
    |(?P<letter>(?<=\d)[abj-lnp-ru-z]\b|(?<=[*×·/+=(^-])\s?[abj-lnp-ru-z]\b|\b[abj-lnp-ru-z](?=\s?[*/+=^-]))
    |(?P<stop>[.,;:?!\n](?!\s*=))""",
    re.VERBOSE,
)
_LATEX = (
    (re.compile(r"\\[dt]?frac\s?\{([^{}]{1,40})\}\s?\{([^{}]{1,40})\}"), r"(\1)/(\2)"),
    (re.compile(r"\\(?:text|mathrm|mathbf|boxed)\s?\{([^{}]{0,80})\}"), r"\1"),
    (re.compile(r"\\(?:times|cdot)\b"), "×"),
    (re.compile(r"\\div\b"), "÷"),
    (re.compile(r"\\(?:approx|implies|Rightarrow)\b"), "≈"),
    (re.compile(r"\\[()\[\],;! ]|\\(?:left|right)\b"), " "),
    (re.compile(r"\\([$%])"), r"\1"),
)
_ANNOTATION = re.compile(r"<<[^<>]{0,200}>>")  # GSM8K's calculator calls, which repeat the claim beside them
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")


@dataclass(frozen=True, slots=True)
class Claim:
    """One chain `left = … = right` whose left side computes something."""

    operands: tuple[float, ...]
    operators: str
    result: float
    holds: bool
    """Every link of the chain is exact, or rounded to the digits it shows."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a question gives to compute with."""

    quantities: tuple[frozenset[float], ...]
    """One entry a quantity: the values under which it may enter a computation (20 % as 0.2, 20, 80, …)."""
    known: frozenset[float]
    """Every such value, and the conversion factors its words call for (a week brings 7)."""
    words: frozenset[str]


@dataclass(slots=True)
class _Reader:
    """Builds claims from tokens; `chain` holds the finished sides, `side` the open one."""

    claims: list[Claim] = field(default_factory=list)
    chain: list[list[float | str]] = field(default_factory=list)
    side: list[float | str] = field(default_factory=list)

    def complete(self) -> bool:
        return bool(self.side) and (isinstance(self.side[-1], float) or self.side[-1] in ")x")

    def equal(self) -> None:
        if self.complete():
            self.chain.append(self.side)
        else:
            self.chain = []
        self.side = []

    def finish(self) -> None:
        if self.chain and self.complete():
            claim = _claim([*self.chain, self.side])
            if claim is not None:
                self.claims.append(claim)
        self.chain, self.side = [], []


def read(text: str) -> tuple[list[Claim], list[float]]:
    """The claims of a text in order, and every number it states."""
    reader, numbers, end = _Reader(), [], 0
    for match in _TOKEN.finditer(normalize(text)):
        kind, token = match.lastgroup, match.group()
        if kind in ("number", "percent", "fraction"):
            value = _value(token)
            numbers.append(value)
            if reader.complete():  # two numbers with no operator between: a new expression begins
                reader.finish()
            reader.side.append(value)
            if token == "twice" or token == "half":
                reader.side.append("*")
        elif kind == "operator":
            if reader.complete():
                if token != "of" or match.start() <= end + 1:
                    reader.side.append(_OPERATOR.get(token, token))
            elif token in "-−" and (not reader.side or reader.side[-1] == "("):
                reader.side.extend((0.0, "-"))
        elif kind in ("equal", "soft"):
            if kind == "equal" or (not reader.chain and len(reader.side) > 2 and match.start() <= end + 12):
                reader.equal()
        elif kind == "letter":
            reader.side.append("x")
        elif kind == "open":
            if reader.complete():
                if match.start() == end:
                    reader.side.append("*")
                else:
                    reader.finish()
            reader.side.append("(")
        elif kind == "close":
            if reader.complete() and "(" in reader.side:
                reader.side.append(")")
        else:
            reader.finish()
        end = match.end()
    reader.finish()
    return reader.claims, numbers


def normalize(text: str) -> str:
    """Plain notation for LaTeX, and no calculator annotations."""
    if "<<" in text:
        text = _ANNOTATION.sub("", text)
    if "\\" in text:
        for pattern, plain in _LATEX:
            text = pattern.sub(plain, text)
    return text.lower()


def _value(token: str) -> float:
    if token in NUMBER_WORDS:
        return float(NUMBER_WORDS[token])
    if token[-1] == "%":
        return float(token[:-1].replace(",", "")) / 100
    return float(token.replace(",", ""))


def _claim(sides: list[list[float | str]]) -> Claim | None:
    """The claim that a chain of sides makes, or None where its left side computes nothing."""
    while sides and len(sides[0]) < 3:  # `Total = 3 + 5 = 8`, `3 pens = 3 × 2 = 6`: the first side is a label
        sides = sides[1:]
    values = [value for value in map(compute, sides) if value is not None]
    if len(sides) < 2 or len(values) < len(sides):
        return None
    holds = True
    for left, right, side in zip(values, values[1:], sides[1:], strict=False):
        first = next(token for token in side if isinstance(token, float))
        holds = holds and (same(left, right) or same(left, first))  # `5 + 3 = 8 + 2 = 10` runs on
    operands = tuple(token for token in sides[0] if isinstance(token, float))
    return Claim(operands, "".join(t for t in sides[0] if t in _PRECEDENCE), values[-1], holds)


def compute(tokens: list[float | str]) -> float | None:
    """The value of numbers, operators and brackets, by two stacks; None if it has none."""
    values: list[float] = []
    operators: list[str] = []
    if "x" in tokens:
        return None
    for token in (*tokens, ")"):
        if isinstance(token, float):
            values.append(token)
            continue
        while token != "(" and operators and operators[-1] != "(":
            if token in _PRECEDENCE and _PRECEDENCE[operators[-1]] < _PRECEDENCE[token]:
                break
            if len(values) < 2:
                return None
            right, left = values.pop(), values.pop()
            result = _apply(operators.pop(), left, right)
            if result is None or abs(result) > 1e15:
                return None
            values.append(result)
        if token != ")":
            operators.append(token)
        elif operators:
            operators.pop()
    while operators:  # brackets never closed
        operator = operators.pop()
        if operator != "(":
            if len(values) < 2:
                return None
            right, left = values.pop(), values.pop()
            result = _apply(operator, left, right)
            if result is None or abs(result) > 1e15:
                return None
            values.append(result)
    return values[0] if len(values) == 1 else None


def _apply(operator: str, left: float, right: float) -> float | None:
    if operator == "^":
        small = abs(left) <= 1e6 and 0 <= right <= 12
        return left**right if small and (left >= 0 or right == int(right)) else None
    if operator == "/":
        return left / right if right else None
    return left * right if operator == "*" else left + right if operator == "+" else left - right


def same(left: float, right: float) -> bool:
    """Equal, or equal once `left` is rounded to two or more decimals shown by `right`, or to a percentage."""
    gap = abs(left - right)
    if gap <= 1e-9 * max(abs(left), abs(right), 1.0):
        return True
    if gap < 0.01 and right != int(right):
        return any(
            math.isclose(round(left, n), right, abs_tol=1e-9)
            or math.isclose(int(left * 10**n) / 10**n, right, abs_tol=1e-9)
            for n in (2, 3, 4)
        )
    return False


_STOP_WORDS = frozenset(
    """a an the and or but if so then than that this these those there here it its is are was were be been being am
    do does did has have had having will would can could should may might must shall to of in on at by for from
    with as into over under about after before between per each every all any some no not only also too very more
    most less least how what which who whom whose when where why he she they them his her their him i you we us
    our your my me up out off down again once both same other such own just now""".split()
)


@lru_cache(maxsize=4096)
def understand(question: str) -> Question:
    """The quantities and words of a question; cached, since a group of completions shares it."""
    text = question.lower()
    quantities = []
    for match in re.finditer(
        r"(\d[\d,]*(?:\.\d+)?|\.\d+)(?:\s?(%)|\s?/\s?(\d+)|\s(percent))?|\b[a-z]+\b", text
    ):
        word = match.group()
        if match[1]:
            value = float(match[1].replace(",", ""))
            if match[3] and float(match[3]):
                quantities.append(_renderings(value / float(match[3])) | {value, float(match[3])})
            elif match[2] or match[4]:
                quantities.append(_renderings(value / 100) | {value, 100 - value, 100 + value})
            else:
                quantities.append(frozenset((value,)))
        elif word in NUMBER_WORDS:
            value = float(NUMBER_WORDS[word])
            quantities.append(
                _renderings(value) if value < 1 or word in ("twice", "double") else frozenset((value,))
            )
    words = frozenset(_WORD.findall(text))
    known = set(FREE).union(*quantities)
    for word, factors in CONVERSIONS.items():
        if word in words or word + "s" in words:
            known.update(factors)
    return Question(tuple(quantities), frozenset(round(v, 6) for v in known), words - _STOP_WORDS)


def _renderings(part: float) -> frozenset[float]:
    """How a fraction may enter a computation: itself, what is left, what it grows to, and as a divisor."""
    values = {part, abs(1 - part), 1 + part}
    if part:
        values.add(1 / part)
    return frozenset(round(v, 6) for v in values)


@dataclass(frozen=True, slots=True)
class Defect:
    """A kind of fault, and what a trace that shows it in full loses, in log-odds of being right."""

    weight: float
    meaning: str


DEFECTS = {
    "no_work": Defect(
        6.0, "nothing is derived: no grounded claim for a numeric answer, no reasons for another"
    ),
    "false_claims": Defect(6.0, "share of the arithmetic claims that do not hold"),
    "ungrounded": Defect(3.0, "share of operands from neither the question nor an earlier result"),
    "unused_quantities": Defect(3.0, "share of the question's quantities that the trace leaves out"),
    "no_conclusion": Defect(4.0, "the stated answer is not what the trace derives"),
    "dangling_results": Defect(1.5, "share of intermediate results that nothing uses"),
    "implausible": Defect(3.0, "a count that is no whole number, or a negative amount"),
    "repetition": Defect(6.0, "share of repeated phrases and claims"),
    "copied": Defect(5.0, "share of the trace's phrases that are the question's"),
    "off_topic": Defect(5.0, "shares no content word or number with the question"),
    "no_answer": Defect(4.0, "truncated, or without an answer"),
}
PERFECT = 4.0  # log-odds of a trace without defects: 0.982
MAX_CHARACTERS = 20_000


def quality(trace: str, answer: str | None, question: str) -> float:
    """How likely the trace is to lead to the right answer, in [0, 1], judged by its defects."""
    if not trace.strip() or len(trace) > MAX_CHARACTERS:
        return 0.0
    score = PERFECT - sum(
        DEFECTS[name].weight * size for name, size in defects(trace, answer, question).items()
    )
    return 1 / (1 + math.exp(-max(score, -50.0)))


def defects(trace: str, answer: str | None, question: str) -> dict[str, float]:
    """The size of each defect, 0 (absent) to 1 (complete)."""
    given = understand(question)
    claims, numbers = read(trace)
    final = answer_number(answer)
    words = _WORD.findall(trace.lower())
    sizes = dict.fromkeys(DEFECTS, 0.0)
    sizes["no_answer"] = float(not answer)
    sizes["repetition"] = _repetition(words)
    sizes["copied"] = _copied(words, question)
    on_topic = given.words.intersection(words) or not given.known.isdisjoint(numbers)
    sizes["off_topic"] = float(not on_topic)
    sizes.update(_arithmetic(claims, numbers, given, final))
    if final is None and answer:
        content = set(_WORD.findall(answer.lower())) - _STOP_WORDS
        sizes["no_conclusion"] = 1 - len(content.intersection(words)) / len(content) if content else 0.0
        new = len(set(words) - _STOP_WORDS - given.words - content)
        sizes["no_work"] = 0.0 if claims else max(0.0, 1 - new / 4)
    return sizes


def _arithmetic(
    claims: list[Claim], numbers: list[float], given: Question, final: float | None
) -> dict[str, float]:
    derived: set[float] = set()
    used: set[float] = set()
    operands = loose = grounded = 0
    for claim in claims:
        sources = 0
        for value in map(_key, claim.operands):
            operands += 1
            used.add(value)
            if value in derived or value in given.known:
                sources += value not in FREE or value in derived
            else:
                loose += 1
        if sources:
            grounded += 1
            derived.add(_key(claim.result))
    results = {_key(claim.result) for claim in claims[:-1]}
    stated = set(map(_key, numbers)) | derived
    missing = [q for q in given.quantities if q.isdisjoint(used) and q.isdisjoint(stated)]
    sizes = {
        "false_claims": sum(not claim.holds for claim in claims) / max(len(claims), 1),
        "ungrounded": loose / max(operands, 1),
        "unused_quantities": len(missing) / max(len(given.quantities), 1),
        "dangling_results": len(results - used - {_key(final or 0.0)}) / max(len(results), 1),
    }
    if final is not None:
        sizes["no_work"] = float(not grounded and len(given.quantities) > 0)
        sizes["no_conclusion"] = float(_key(final) not in derived and bool(claims))
        sizes["implausible"] = float(final < 0)
    return sizes


def answer_number(answer: str | None) -> float | None:
    """The number an answer consists of, or None."""
    found = re.findall(r"-?\$?(?:\d[\d,]{0,20}(?:\.\d{1,15})?|\.\d{1,15})%?", answer[:100]) if answer else []
    if len(found) != 1:
        return None
    digits = found[0].replace("$", "").replace(",", "")
    return float(digits[:-1]) / 100 if digits[-1] == "%" else float(digits)


def _key(value: float) -> float:
    return round(value, 6)


def _repetition(words: list[str]) -> float:
    """Share of four-word phrases that occurred before, once it exceeds a fifth."""
    total = len(words) - 3
    if total < 4:
        return 0.0
    share = 1 - len(set(zip(words, words[1:], words[2:], words[3:], strict=False))) / total
    return max(0.0, share - 0.2) / 0.8


def _copied(words: list[str], question: str) -> float:
    """Share of five-word phrases that stand in the question, once it exceeds a half."""
    total = len(words) - 4
    if total < 1:
        return 0.0
    phrases = set(zip(words, words[1:], words[2:], words[3:], words[4:], strict=False))
    return max(0.0, 2 * len(phrases & _phrases(question)) / total - 1)


@lru_cache(maxsize=4096)
def _phrases(question: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(question.lower())
    return frozenset(zip(words, words[1:], words[2:], words[3:], words[4:], strict=False))


def relevance(text: str, *topics: str) -> float:
    """Cosine between the content words of a text and of its topics, in [0, 1]; function words weigh nothing."""
    found = set(_WORD.findall(text.lower())) - _STOP_WORDS
    wanted = set(_WORD.findall(" ".join(topics).lower())) - _STOP_WORDS
    return len(found & wanted) / math.sqrt(len(found) * len(wanted)) if found and wanted else 0.0
