"""Reads the arithmetic claims in a text, such as `24 × 15 = 240 + 120 = 360`, and says which are false.

The text is cut into runs of numbers, operators and units; in a run the sides of each `=` or `≈` are read
by recursive descent into exact fractions. A side with a variable, a clock time, a ratio or a remainder
has no value and is passed over, and so are changes of unit (`3 km = 3000 m`) and questions (`3 × 4 = 13?`).
`≈` must hold to the last digit written, or to a tenth of the value where whole numbers estimate.

    >>> [str(claim) for claim in untrue_claims("12 / 5 = 2.4, then 2.4 × 3 = 7.4.")]
    ['2.4 × 3 = 7.4']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from reasoning_data.expressions import WORD_OPERATORS, Expression, NoValue, Token, is_mixed, tokens

_COMPOUND = re.compile(
    r"(?:h|hrs?|hours?|min|mins|minutes?|days?|weeks?|ft|feet|foot|m|km|kg|lbs?|R|rem|remainder)$"
)
_ROUGH = Fraction(1, 10)
"""How far, in parts of the value, an estimate in whole numbers may be off."""


@dataclass(frozen=True, slots=True)
class WrittenClaim:
    """Two neighboring sides of a chain and what joins them, as written."""

    left: str
    relation: str
    right: str
    true: bool

    def __str__(self) -> str:
        return f"{self.left} {self.relation} {self.right}"


def claims(text: str) -> Iterator[WrittenClaim]:
    """Every arithmetic claim in the text that can be decided, in order."""
    for line in text.splitlines():
        for run in _runs(tokens(line)):
            yield from _chain(line, run)


def untrue_claims(text: str) -> list[WrittenClaim]:
    """The claims that do not hold."""
    return [claim for claim in claims(text) if not claim.true]


def _runs(line: list[Token]) -> Iterator[list[Token]]:
    """Stretches of tokens between plain words and punctuation that hold a relation."""
    run: list[Token] = []
    for i, token in enumerate(line):
        before, after = line[i - 1] if i else None, line[i + 1] if i + 1 < len(line) else None
        new_number = token.kind == "number" and before is not None and before.kind in ("number", "variable")
        if new_number and not is_mixed(line[i - 1 : i + 2]):
            yield from _finished(run)
            run = []
        if token.kind in ("stop", "other"):
            if token.text != "?":
                yield from _finished(run)
            # what `]` and `.x` leave in front of the next operator belongs to no number
            run = [token] if token.text in ("]", "'", '"', ".") and after and not after.spaced else []
        elif token.kind == "word" and _is_prose(before, token, after, line[i + 2 : i + 3]):
            yield from _finished(run)
            run = []
        else:
            run.append(token)
    yield from _finished(run)


def _finished(run: list[Token]) -> Iterator[list[Token]]:
    if any(token.kind == "relation" for token in run):
        yield run


def _is_prose(before: Token | None, word: Token, after: Token | None, beyond: list[Token]) -> bool:
    """Whether the word ends a run: it is no operator, function, unit or operand."""
    counted = before is not None and (before.kind == "number" or before.text in (")", "%", "²", "³"))
    if word.text in WORD_OPERATORS and counted and after is not None and after.kind == "number":
        return False
    if word.text == "of":
        return True
    if before is not None and before.kind == "operator" and before.text not in "()%!²³":
        return False  # an operand: `2 × width`
    negative = after is not None and after.text == "-" and bool(beyond) and not beyond[0].spaced
    begins = after is not None and (after.kind == "number" or after.text in ("(", "√") or negative)
    if counted:  # a unit ends its expression or is followed by an operator; `2 h 30 min` is one measurement
        return begins and not _COMPOUND.match(word.text)
    if after is None or after.kind not in ("operator", "relation", "number"):
        return True
    if after.kind == "relation" or not after.spaced:
        return False  # a name, a function, a numbered name: `area = 3 × 4`, `f(3)`, `x2`
    return begins  # else an operand: `width × 2`


def _chain(line: str, run: list[Token]) -> Iterator[WrittenClaim]:
    """The claims of one run: each side that has a value against the last one before it that has."""
    left: Expression | None = None
    relations = ""
    for side, relation in _sides(run):
        relations += relation
        try:
            right = Expression.read(line, side)
        except (NoValue, ZeroDivisionError):
            continue
        if left is not None and not _changes_unit(left, right):
            rough = "≈" in relations
            yield WrittenClaim(
                left.text, "≈" if rough else "=", right.text, (_near if rough else _equal)(left, right)
            )
        left, relations = right, ""


def _sides(run: list[Token]) -> Iterator[tuple[list[Token], str]]:
    """Each side with the relation in front of it, the outer ones without brackets that close elsewhere."""
    cuts = [i for i, token in enumerate(run) if token.kind == "relation"]
    first, last = run[: cuts[0]], run[cuts[-1] + 1 :]
    while first and first[0].text == "(" and _depth(first) > 0:
        first = first[1:]
    while last and (last[-1].text == "(" or (last[-1].text == ")" and _depth(last) < 0)):
        last = last[:-1]
    yield first, ""
    for start, end in pairwise(cuts):
        yield run[start + 1 : end], run[start].text
    yield last, run[cuts[-1]].text


def _depth(side: list[Token]) -> int:
    return sum((token.text == "(") - (token.text == ")") for token in side)


def _changes_unit(left: Expression, right: Expression) -> bool:
    """`3 km = 3000 m`, `5 km + 300 m = 5.3 km`: sums of measurements in different units."""
    scaled = any(token.text in ("×", "/") for side in (left, right) for token in side.tokens)
    return not scaled and len({*left.units, *right.units}) > 1


def _equal(left: Expression, right: Expression) -> bool:
    """The same value; `36 / 240 × 100 = 15%` is taken as people mean it."""
    if left.percent != right.percent and 100 * min(left.value, right.value) == max(left.value, right.value):
        return True
    return left.value == right.value


def _near(left: Expression, right: Expression) -> bool:
    """Equal to the last decimal written, or an estimate in whole numbers."""
    scale = 100 if left.percent or right.percent else 1
    literal = right.literal or left.literal or ""
    if "." in literal:
        slack = Fraction(1, 2 * 10 ** len(literal.partition(".")[2]))
    else:
        slack = max(Fraction(1, 2), max(abs(left.value), abs(right.value)) * scale * _ROUGH)
    gaps = {left.value - right.value, left.value * scale - right.value, left.value - right.value * scale}
    return min(map(abs, gaps)) <= slack or abs(left.value - right.value) * scale <= slack
