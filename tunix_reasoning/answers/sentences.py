"""What a lenient reader may take for the answer in a few words around it, never where they hedge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from tunix_reasoning.answers.choices import BOOLEANS
from tunix_reasoning.answers.comparison import of_gold
from tunix_reasoning.answers.expressions import fingerprint
from tunix_reasoning.answers.named import Number, read_number
from tunix_reasoning.answers.notation import HEDGE, plain
from tunix_reasoning.answers.numerals import SPELLED_NUMBERS
from tunix_reasoning.answers.words import folded

STATED = re.compile(
    r"\banswer\b[^.\n:=]{0,40}?(?:\bis\b|\bwas\b|\bare\b|[:=])[\s:*_]*"
    r"(?!(?:therefore|thus|correct|right|wrong|incorrect|reasonable)\b)(?=\S)",
    re.I,
)
_SENTENCE_END = re.compile(r"(?:(?<=[\d)\]}%*$'])|(?<=\w\w\w))\.\s|\.\s*$|,?\s(?:because|since)\b")
_CLAUSE_END = re.compile(r"[.,;:!](?=\s)|\s(?:because|since|so|as|which|that|is|are|was|were|will)\b")
_SECOND_NUMBER = re.compile(rf"\d|\b(?:{SPELLED_NUMBERS})\b", re.I)
_BEFORE_NUMBER = re.compile(r"(?:[^\W\d_](?:[^\W\d_]|[\s',:]|-(?=\w))*\s)?(?=[-+$€£(\[{.]*\d)")
_LONG_DECIMAL = re.compile(r"-?\d*\.\d{12,40}")
_BOUND = re.compile(r"\b(?:before|after|under|over|below|above|until|within|beyond)\s$", re.I)
_BOXED = re.compile(r"\\boxed\s*\{")
_MOST_BOXES = 16
_FORMULA = re.compile(r"\$\$([^$]+)\$\$|\$([^$]+)\$|\\\((.+?)\\\)|\\\[(.+?)\\\]", re.S)


def phrases(text: str, gold: str, kind: str | None) -> Iterator[str]:
    """Of a text in plain notation; nothing if it hedges."""
    if hedges(text, gold):
        return
    kind, wanted = of_gold(gold, kind)
    yield text
    stated = STATED.split(text)
    if len(stated) == 2:  # the answer is 36, said once
        yield plain(sentence(stated[1]))
    before, copula, after = text.rpartition(" is ")
    if copula and not re.search(r"[\d,;/&|]", before):  # the capital is Paris
        yield plain(sentence(after))
    words = _BEFORE_NUMBER.match(text)
    if words and not (isinstance(wanted, str) or _BOUND.search(words[0]) or read_number(text)):
        # she has 36 apples left, because ...
        clause, *dropped = _CLAUSE_END.split(text[words.end() :], maxsplit=1)
        if not _SECOND_NUMBER.search("".join(dropped)):
            yield plain(clause)
    verdicts = [word for word in folded(text).split() if len(word) > 1 and word in BOOLEANS]
    if kind == "boolean" and len({BOOLEANS[word] for word in verdicts}) == 1:  # yes, because ...
        yield verdicts[0]
    undone = fingerprint(text) if isinstance(wanted, Number) else None
    if undone and undone == fingerprint(str(wanted.quantity.number)):  # 12 + 24
        yield gold
    if isinstance(wanted, Number) and _LONG_DECIMAL.fullmatch(text):  # 1/3 as a computer prints it
        size = 10 ** len(text.partition(".")[2])
        if abs(Fraction(text) - wanted.quantity.number) * size < 1:
            yield gold


def hedges(text: str, gold: str) -> bool:
    """Whether the text has alternatives, estimates or denials that the gold answer has not."""
    return bool(set(HEDGE.findall(text.lower())) - set(HEDGE.findall(gold.lower())))


def formula(text: str) -> str:
    """What stands in boxes, or in the only formula of a text as it was written; empty if there is none."""
    boxes = [(match.start(), until_closed(text[match.end() :])) for match in _BOXED.finditer(text)][:_MOST_BOXES]
    if boxes:
        between = [text[one[0] : other[0]].rpartition("}")[2] for one, other in pairwise(boxes)]
        listed = all(re.search(r"^\W*$|,|;|\band\b", part) for part in between)
        comma = " and " if all("and" in part for part in between) else ", "
        return comma.join(content for _, content in boxes) if listed else ""
    found = _FORMULA.search(text)
    outside = text[: found.start()] + text[found.end() :] if found else ""
    if not found or re.search(r"[\d$\\]", outside):
        return ""
    return next(group for group in found.groups() if group)


def until_closed(text: str) -> str:
    """Up to the brace that closes one opened before `text`."""
    depth = 1
    for brace in re.finditer(r"[{}]", text):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return text[: brace.start()].strip()
    return ""


def sentence(line: str) -> str:
    return _SENTENCE_END.split(line, maxsplit=1)[0].strip(" *_")
