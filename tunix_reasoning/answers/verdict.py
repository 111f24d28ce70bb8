"""Are two answers the same answer? And which answer does a text end with?

    same_answer("1.200,50 €", "€1,200.50")                       # True: notation does not matter
    same_answer("36, maybe 37", "36")                            # False: one answer, no alternatives, no hedges
    same_answer("The speed is 36 m/s", "36 m/s")                 # False: strict, for training
    same_answer("The speed is 36 m/s", "36 m/s", lenient=True)   # True, for evaluation

The gold answer decides what is compared: its kind where the data names one, else what it looks like (`kinds.py`).
Answers are read, never run: no eval, and no signals, since rewards are computed in a thread; LONGEST bounds the time.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from tunix_reasoning.answers.comparison import BOOLEANS, KINDS, Number, of_gold, same
from tunix_reasoning.answers.expressions import fingerprint
from tunix_reasoning.answers.notation import HEDGE, folded, plain
from tunix_reasoning.answers.quantities import NUMBER_WORDS, quantity

LONGEST = 1000  # characters; longer answers are compared as plain text

_STATED = re.compile(
    r"\banswer\b[^.\n:=]{0,40}?(?:\bis\b|\bwas\b|\bare\b|[:=])[\s:*_]*"
    r"(?!(?:therefore|thus|correct|right|wrong|incorrect|reasonable)\b)(?=\S)",
    re.I,
)
_LABEL = re.compile(  # Answer: 36, the final answer is 36, #### 36, a total of 36
    r"[\s*#]*(?:####|(?:(?:so|thus|hence|therefore),?\s+)?(?:the\s+)?(?:final\s+|correct\s+)?(?:answer|total|result)"
    r"[\s*]*(?:\bis\b|[:=])|exactly\s|only\s|(?:a\s+)?total\s+of\s)[\s:*]*",
    re.I,
)
_SENTENCE_END = re.compile(r"(?:(?<=[\d)\]}%*$'])|(?<=\w\w\w))\.\s|\.\s*$|,?\s(?:because|since)\b")
_CLAUSE_END = re.compile(r"[.,;:!](?=\s)|\s(?:because|since|so|as|which|that|is|are|was|were|will)\b")
_SECOND_NUMBER = re.compile(rf"\d|\b(?:{NUMBER_WORDS})\b", re.I)
_BEFORE_NUMBER = re.compile(r"(?:[^\W\d_](?:[^\W\d_]|[\s',:]|-(?=\w))*\s)?(?=[-+$€£(\[{.]*\d)")


def same_answer(candidate: str, gold: str, kind: str | None = None, lenient: bool = False) -> bool:
    """Whether `candidate` is the answer `gold`, up to notation.

    `kind` is one of `reasoning_data.schema.ANSWER_KINDS`; None, or a gold answer that is not of that kind: what the
    gold answer looks like decides. A label in front, "Answer:" or "The answer is", is notation. `lenient` also
    takes the one unambiguous answer out of a few words around it, a missing unit of measurement, and arithmetic
    left undone. Enumerations, alternatives and hedges are never right. Worst case a few milliseconds.
    ValueError: an unknown kind.
    """
    if kind == "code":
        return _same_output(candidate, gold, lenient)
    if kind is not None and kind not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(KINDS)}, code or None. Received: {kind!r}")
    if max(len(candidate), len(gold)) > LONGEST:
        return candidate.split() == gold.split()
    candidate, gold = plain(candidate), plain(gold)
    if not candidate or not gold or len(candidate) > LONGEST:  # some characters stand for many
        return False
    unlabelled = plain(_LABEL.sub("", candidate, count=1)) if _LABEL.match(candidate) else ""
    if same(candidate, gold, kind, complete=True) or same(unlabelled, gold, kind, complete=True):
        return True
    return lenient and any(
        same(phrase, gold, kind, complete=False) for phrase in _phrases(candidate, gold, kind)
    )


def _same_output(candidate: str, gold: str, lenient: bool) -> bool:
    """What a program prints, exactly, fenced or not; if `lenient`, in a sentence, up to spaces and quotes."""
    given, wanted = _printed(candidate), _printed(gold)
    if lenient and given != wanted:
        stated = _STATED.split(given)
        given = _printed(_sentence(stated[1])) if len(stated) == 2 else given
        given, wanted = (re.sub(r"[\s'\"]+", "", text) for text in (given, wanted))
    return bool(given) and given == wanted


def _printed(text: str) -> str:
    text = text.strip()
    if text.startswith("```") and text.endswith("```") and "\n" in text:
        text = text[text.index("\n") : -3]
    elif len(text) > 2 and text[0] == text[-1] == "`":
        text = text[1:-1]
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def _phrases(text: str, gold: str, kind: str | None) -> Iterator[str]:
    """What a lenient reader may take for the answer in a sentence; nothing if the sentence hedges."""
    if set(HEDGE.findall(text.lower())) - set(HEDGE.findall(gold.lower())):
        return
    kind, wanted = of_gold(gold, kind)
    yield text
    stated = _STATED.split(text)
    if len(stated) == 2:  # the answer is 36, said once
        yield plain(_sentence(stated[1]))
    before, copula, after = text.rpartition(" is ")
    if copula and not re.search(r"[\d,;/&|]", before):  # the capital is Paris
        yield plain(_sentence(after))
    words = _BEFORE_NUMBER.match(text)
    if words and not isinstance(wanted, str):  # she has 36 apples left, because ...
        clause, *dropped = _CLAUSE_END.split(text[words.end() :], maxsplit=1)
        if not _SECOND_NUMBER.search("".join(dropped)):
            yield plain(clause)
    verdicts = [word for word in folded(text).split() if len(word) > 1 and word in BOOLEANS]
    if kind == "boolean" and len({BOOLEANS[word] for word in verdicts}) == 1:  # yes, because ...
        yield verdicts[0]
    undone = fingerprint(text) if isinstance(wanted, Number) else None
    if undone and undone == fingerprint(str(wanted.quantity.number)):  # 12 + 24
        yield gold


# ---- The answer of a free-form solution ----

_MARKS = {  # found by these words, in lower case, before a pattern is tried
    r"\boxed": re.compile(r"\\boxed\s*\{"),
    "####": re.compile(r"####[ \t]*"),
    "answer": _STATED,
    "a:": re.compile(r"^\s*A:\s*", re.M),
}
_LAST_MARKS = 8  # that are tried, the last one first
_LAST_NUMBER = re.compile(r"(?:(?<![\w)\]])[-+])?[$€£]?\d[\d,]*(?:\.\d+)?(?:/\d+)?%?")


def extract_answer(text: str) -> str | None:
    """The last answer that a solution in no particular format states; None if there is none.

    That is `\\boxed{…}`, `#### …`, "the answer is …", "answer: …" or "A: …", else the last number. Linear time.
    """
    lower = text.lower()
    marks = [
        (match.end(), mark)
        for mark, pattern in _MARKS.items()
        if mark in lower
        for match in deque(pattern.finditer(text), maxlen=_LAST_MARKS)
    ]
    for end, mark in sorted(marks)[: -_LAST_MARKS - 1 : -1]:
        after = text[end : end + LONGEST]
        line = after.strip().partition("\n")[0]
        answer = _until_closed(after) if mark == r"\boxed" else _sentence(line)
        heading = mark == "####" and not quantity(plain(line)) and "\n" in text[end:].strip()
        if answer and not heading:
            return answer
    numbers = deque(_LAST_NUMBER.finditer(text), maxlen=1)
    return numbers[0][0].rstrip(",") if numbers else None


def _until_closed(text: str) -> str:
    """Up to the brace that closes one opened before `text`."""
    depth = 1
    for brace in re.finditer(r"[{}]", text):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return text[: brace.start()].strip()
    return ""


def _sentence(line: str) -> str:
    return _SENTENCE_END.split(line, maxsplit=1)[0].strip(" *_")
