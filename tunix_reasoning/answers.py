"""Are two answers the same answer? And which answer does a text end with?

The gold answer decides what is compared: its kind where the data names one, else what it looks like. A kind
is a reader, which turns text into a value or None, and a comparison of two such values:

    same_answer("1.200,50 €", "€1,200.50")                       # True: notation does not matter
    same_answer("36, maybe 37", "36")                            # False: one answer, no hedges
    same_answer("The speed is 36 m/s", "36 m/s")                 # False: strict, for training
    same_answer("The speed is 36 m/s", "36 m/s", lenient=True)   # True, for evaluation

What the gold answer leaves open (a unit, am or pm, a year) may be added; what it states must be there,
unless lenient. Answers are read, never run: no eval, no signals (rewards are computed in threads), and
LONGEST bounds the time.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from tunix_reasoning.expressions import fingerprint
from tunix_reasoning.moments import read_date, read_time, same_date, same_time
from tunix_reasoning.notation import HEDGE, folded, plain
from tunix_reasoning.quantities import Quantity, quantity, same_quantity

LONGEST = 1000  # characters; longer answers are compared as plain text
_MOST_ITEMS, _MOST_BRACKETS = 64, 5  # of a list

_STATED = re.compile(
    r"\banswer\b[^.\n:=]{0,40}?(?:\bis\b|\bwas\b|\bare\b|[:=])[\s:*_]*"
    r"(?!(?:therefore|thus|correct|right|wrong|incorrect|reasonable)\b)(?=\S)",
    re.I,
)


class _Number(NamedTuple):
    quantity: Quantity
    label: str
    """x in x = 7; empty if there is none."""


_CLAUSE_END = re.compile(r"[.,;:!](?=\s)|\s(?:because|since|so|as|which|that|is|are|was|were|will)\b")
_HEAD = re.compile(r"(?:[^\W\d_](?:[^\W\d_]|[\s',:]|-(?=\w))*\s)?(?=[-+$€£(\[{.]*\d)")
_LABEL = re.compile(r"[^\W\d_](?:_?\w)?|[^\W\d_]\([\w, ]{1,12}\)|[^\W\d_][^\W\d_ ]*(?: [^\W\d_]+){0,4}")


def _read_number(text: str) -> _Number | None:
    """36, $36, x = 36, total = 36, (36), and 12 + 24 = 36 if it holds; but not 12 + 24."""
    label = ""
    if "=" in text:
        sides = [side.strip() for side in text.split("=")]
        label, *_ = [side for side in sides if _LABEL.fullmatch(side) and not HEDGE.search(side)] + [""]
        *work, text = [side for side in sides if not _LABEL.fullmatch(side) or HEDGE.search(side)] or [""]
        total = quantity(text)
        if work and (
            not total
            or {fingerprint(re.sub("[$€£,]", "", side)) for side in work} != {fingerprint(str(total.number))}
        ):
            return None
    if text[:1] in ("(", "{") and text[-1] == {"(": ")", "{": "}"}[text[0]]:
        text = text[1:-1]
    found = quantity(text.strip())
    return _Number(found, label) if found else None


def _same_number(candidate: _Number, gold: _Number, complete: bool) -> bool:
    """Of a number, the unit may be missing, of a quantity it may not."""
    if len(candidate.label) == len(gold.label) == 1 and candidate.label != gold.label:
        return False
    return same_quantity(candidate.quantity, gold.quantity, unit_needed=complete and gold.quantity.measured)


_RATIO = re.compile(r"\d+(?:\.\d+)?(?:\s*(?::|/|\bto\b)\s*\d+(?:\.\d+)?){1,7}")


def _read_ratio(text: str) -> tuple[Fraction, ...] | None:
    """In lowest terms: 6:8 is 3 to 4. A fraction counts as a ratio of two."""
    if not _RATIO.fullmatch(text):
        return None
    parts = [Fraction(part) for part in re.split(r"\s*(?::|/|to)\s*", text)]
    return tuple(part / parts[0] for part in parts) if parts[0] else None


_BOOLEANS = dict.fromkeys(("yes", "true", "y", "t", "correct"), True) | dict.fromkeys(
    ("no", "false", "n", "f"), False
)


def _read_boolean(text: str) -> bool | None:
    return _BOOLEANS.get(folded(text))


class _Choice(NamedTuple):
    letter: str
    text: str


_OPTION = re.compile(
    r"(?:(?:option|choice|answer)\s+)?(?:\(([A-Z])\)|([A-Z])(?:[).:]+|$))[.:]?\s*(.*)", re.I | re.S
)


def _read_choice(text: str) -> _Choice | None:
    """B, (B), B) Paris, option B, or the option's text alone; nothing if it lists several options."""
    match = _OPTION.fullmatch(text)
    letter, rest = ((match[1] or match[2]).upper(), match[3]) if match else ("", text)
    return None if re.search(r"(?:^|[\s(,])[A-Z]\s?[).:]", rest) else _Choice(letter, rest)


def _same_choice(candidate: _Choice, gold: _Choice, complete: bool) -> bool:
    if candidate.letter and gold.letter and candidate.letter != gold.letter:
        return False
    if candidate.text and gold.text:
        return _match(plain(candidate.text), plain(gold.text), None, complete)
    return bool(candidate.letter and gold.letter)


_CLOSING = {"(": ")", "[": "]", "{": "}"}


def _read_items(text: str, alternatives: bool = False) -> tuple[str, ...] | None:
    """The items of a list in any brackets or none, split where no bracket is open; with `or` if `alternatives`."""
    inner = text[1:-1].strip() if text.endswith(_CLOSING.get(text[0], "no bracket")) else text
    comma = r",(?!\d{3}(?!\d))|,\s" if re.search(r"[,;]\s", inner) else ","  # 1,200, 3,400 but 100,200
    words = "and|or" if alternatives else "and|then"
    boundary = re.compile(
        rf"([\[({{])|([\])}}])|\s*(?:;|->|\n|{comma})\s*(?:(?:{words})\s)?|\s(?:{words}|&)\s"
    )
    items, start, depth = [], 0, 0
    for match in boundary.finditer(inner):
        if match[1] or match[2]:
            depth += 1 if match[1] else -1
            if not 0 <= depth < _MOST_BRACKETS:
                return None
        elif not depth:
            items.append(inner[start : match.start()])
            start = match.end()
    items.append(inner[start:])
    if len(items) == 1 and re.fullmatch(r"[-\d.\s]+", inner):
        items = inner.split()
    if (
        depth or len(items) > _MOST_ITEMS or not all(items) or items == [text]
    ):  # items are shorter than the list
        return None
    return tuple(map(plain, items))


def _same_items(candidate: tuple[str, ...], gold: tuple[str, ...], complete: bool) -> bool:
    """Item by item, in order; x = 2, y = 3 in any order, for its labels tell which is which."""
    if len(candidate) != len(gold):
        return False
    names, gold_names = [_name(item) for item in candidate], [_name(item) for item in gold]
    if all(gold_names) and len(set(gold_names)) == len(gold) and sorted(names) == sorted(gold_names):
        candidate = tuple(item for _, item in sorted(zip(names, candidate, strict=True)))
        gold = tuple(item for _, item in sorted(zip(gold_names, gold, strict=True)))
    return all(_match(*pair, None, complete) for pair in zip(candidate, gold, strict=True))


def _name(item: str) -> str:
    number = _read_number(item)
    return (number.label or " ".join(sorted(number.quantity.nouns))) if number else ""


def _read_set(text: str) -> tuple[str, ...] | None:
    """Sorted, so that order does not matter; ±3 are two."""
    items = _read_items(text, alternatives=True) or ((text,) if "±" in text else None)
    if items is None:
        return None
    signs = [item.replace("±", sign) for item in items for sign in "+-"[: 1 + ("±" in item)]]
    return tuple(sorted(signs, key=_rank))


def _rank(item: str) -> tuple[bool, Fraction, str]:
    number = _read_number(item)
    return (
        (False, number.quantity.value, "")
        if number
        else (True, Fraction(0), str(fingerprint(item) or folded(item)))
    )


def _read_expression(text: str) -> tuple[object, ...] | None:
    """Without a y or f(x) that it is said to equal."""
    left, equals, right = (part.strip() for part in text.partition("="))
    if equals and (_LABEL.fullmatch(left) or _LABEL.fullmatch(right)):
        text = right if _LABEL.fullmatch(left) else left
    return fingerprint(text)


def _equal(candidate: object, gold: object, complete: bool) -> bool:
    return candidate == gold


class _Kind(NamedTuple):
    looks: str
    """What a gold answer looks like that is of this kind without saying so; empty: it never is."""
    read: Callable[[str], Any]
    same: Callable[[Any, Any, bool], bool]


_KINDS = {  # in the order in which they are guessed
    "time": _Kind(r".+", read_time, same_time),
    "date": _Kind(r".+", read_date, same_date),
    "boolean": _Kind(r"(?i:yes|no|true|false)", _read_boolean, _equal),
    "quantity": _Kind(r".+", _read_number, _same_number),
    "number": _Kind("", _read_number, lambda candidate, gold, _: _same_number(candidate, gold, False)),
    "choice": _Kind(r"\(?[A-Z]\)?|\(?[A-Z][).:]+\s.*", _read_choice, _same_choice),
    "ratio": _Kind(r"[^/]+", _read_ratio, _equal),
    "set": _Kind(r"\{.+\}|.*±.*|\w ?=.*\bor\b.*", _read_set, _same_items),
    "list": _Kind(
        r"\[.+\]|\(.+,.+\)|[^,;]*\d[^,;]*(?:(?:[,;]|\band\b)[^,;]*\d[^,;]*)+", _read_items, _same_items
    ),
    "expression": _Kind(r".*[\d+*/^=<>(].*", _read_expression, _equal),
    "text": _Kind(r"(?s:.+)", folded, _equal),
    "free": _Kind("", folded, _equal),
}


@lru_cache(4096)
def _read_gold(gold: str, kind: str | None) -> tuple[str, Any]:
    """The kind that decides, and the gold answer as that kind: the one declared if the gold answer is of it."""
    for name in [kind, *_KINDS] if kind else _KINDS:
        if name == kind or re.fullmatch(_KINDS[name].looks, gold):
            value = _KINDS[name].read(gold)
            if value is not None:
                return name, value
    return "text", folded(gold)


def _match(candidate: str, gold: str, kind: str | None, complete: bool) -> bool:
    """`same_answer` for texts in plain notation."""
    if candidate == gold:
        return True
    kind, wanted = _read_gold(gold, kind)
    given = _KINDS[kind].read(candidate)
    return given is not None and _KINDS[kind].same(given, wanted, complete)


def same_answer(candidate: str, gold: str, kind: str | None = None, lenient: bool = False) -> bool:
    """Whether `candidate` is the answer `gold`, up to notation.

    `kind` is one of `reasoning_data.schema.ANSWER_KINDS`; None, or a gold answer that is not of that kind: what the
    gold answer looks like decides. `lenient` also takes the one unambiguous answer out of a few words around
    it, a missing unit of measurement, and arithmetic left undone. Enumerations, alternatives and hedges
    are never right. Worst case a few milliseconds. ValueError: an unknown kind.
    """
    if kind == "code":
        return _same_output(candidate, gold, lenient)
    if kind is not None and kind not in _KINDS:
        raise ValueError(f"kind must be one of {', '.join(_KINDS)}, code or None. Received: {kind!r}")
    if max(len(candidate), len(gold)) > LONGEST:
        return candidate.split() == gold.split()
    candidate, gold = plain(candidate), plain(gold)
    if not candidate or not gold or len(candidate) > LONGEST:  # some characters stand for many
        return False
    if _match(candidate, gold, kind, complete=True):
        return True
    return lenient and any(_match(phrase, gold, kind, False) for phrase in _phrases(candidate, gold, kind))


def _same_output(candidate: str, gold: str, lenient: bool) -> bool:
    """What a program prints, exactly, in a Markdown fence or not; if `lenient`, up to spaces and quotes."""
    candidate, gold = _printed(candidate), _printed(gold)
    if lenient:
        candidate, gold = (re.sub(r"[\s'\"]+", "", text) for text in (candidate, gold))
    return bool(candidate) and candidate == gold


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
    kind, wanted = _read_gold(gold, kind)
    yield text
    stated = list(_STATED.finditer(text))
    if len(stated) == 1:
        yield plain(_sentence(text[stated[0].end() :]))
    head = _HEAD.match(text)
    if head and not isinstance(wanted, str):
        clause, *dropped = _CLAUSE_END.split(text[head.end() :], maxsplit=1)
        if not re.search(r"\d", "".join(dropped)):
            yield plain(clause)
    before, copula, after = text.rpartition(" is ")
    if copula and not re.search(r"[\d,;/&|]", before):
        yield plain(_sentence(after))
    words = {word: _BOOLEANS[word] for word in folded(text).split() if word in ("yes", "no", "true", "false")}
    if kind == "boolean" and len(set(words.values())) == 1:
        yield next(iter(words))
    if (
        isinstance(wanted, _Number)
        and fingerprint(text) == fingerprint(str(wanted.quantity.number)) is not None
    ):
        yield gold


# ---- The answer of a free-form solution ----

_MARKS = {  # found by these words, in lower case, before a pattern is tried
    r"\boxed": re.compile(r"\\boxed\s*\{"),
    "####": re.compile(r"####[ \t]*"),
    "answer": _STATED,
    "a:": re.compile(r"^\s*A:\s*", re.M),
}
_LAST_MARKS = 8  # that are tried, the last one first
_SENTENCE_END = re.compile(r"(?:(?<=[\d)}%*$])|(?<=\w\w\w))\.(?:\s|$)|,?\s(?:because|since)\b")
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
