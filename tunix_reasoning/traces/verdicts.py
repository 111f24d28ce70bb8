"""Verdicts of a trace that anyone can check: comparisons, `and`, `or` and `not`, what was looked up, what is greatest.

    verdicts("16 >= 20 true. 10 > 13 false. true or false = true.", question)              # [False, True, True]
    verdicts("purple 120, silver 67. max 120. silver", "The purple tower is 120 years …")  # [True, True, True, False]

`claims` reads arithmetic; these are what else programs, tables and comparisons are worked out by. What is worded in a
way that is not known here is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from tunix_reasoning.traces.turns import turned

_NUMBER = r"-?\d{1,12}(?:,\d{3})*(?:\.\d{1,9})?"
_YES = {"true": True, "yes": True, "holds": True, "false": False, "no": False, "fails": False}
_VERDICT = rf"(?:[\"”]? is| =|:|,|\?)? ({'|'.join(_YES)})\b"
_SPOKEN = {
    "is less than or equal to": "<=", "is greater than or equal to": ">=", "is equal to": "==", "is not equal to": "!=",
    "is less than": "<", "is greater than": ">", "greater than or equal to": ">=", "less than or equal to": "<=",
    "greater than": ">", "less than": "<",
}
_SAID = re.compile("|".join(_SPOKEN))
_COMPARED = re.compile(
    rf"(?=[-\d])(?<![+*/×÷=-] )(?<!mod )(?<!plus )(?<!minus )(?<!times )(?<![\w.])({_NUMBER})"
    rf" (<=|>=|==|!=|<|>) ({_NUMBER}){_VERDICT}(?:, not: (true|false)\b)?"
)
_LOGIC = re.compile(r"\b((?:not )?(?:true|false)(?: (?:and|or) (?:not )?(?:true|false))+) (?:=|is) (true|false)\b")
_HOLDS: dict[str, Callable[[float, float], bool]] = {
    "<=": float.__le__, ">=": float.__ge__, "==": float.__eq__, "!=": float.__ne__, "<": float.__lt__,
    ">": float.__gt__,
}
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
_READ = re.compile(rf"(?:(above|below|over|under) ({_NUMBER}): )?([a-z]+ {_NUMBER}(?:, [a-z]+ {_NUMBER})+)[.;]?")
_EXTREME = re.compile(rf"(max|min)(?:imum)? ({_NUMBER})[.;]?")
_WORD = re.compile(r"[a-z]+")
_FIGURE = re.compile(_NUMBER)


def verdicts(text: str, question: str) -> list[bool]:
    """For each that can be checked, whether it is so; `text` is a trace in lower case. Linear in its length."""
    if " than" in text or " equal to" in text:
        text = _SAID.sub(lambda match: _SPOKEN[match[0]], text)
    found: list[bool] = []
    if "<" in text or ">" in text or "==" in text or "!=" in text:
        found += [holds for match in _COMPARED.finditer(text) for holds in _compared(match)]
    if "true" in text or "false" in text:
        found += [_logic(match[1]) == _YES[match[2]] for match in _LOGIC.finditer(text)]
    if "max" in text or "min " in text:
        found += _looked_up(text, question)
    return found + list(turned(text, question)) if "right" in text or "left" in text or "around" in text else found


def _compared(match: re.Match[str]) -> Iterator[bool]:
    left, sign, right, said, negated = match.groups()
    yield _HOLDS[sign](_value(left), _value(right)) == _YES[said]
    if negated:
        yield _YES[negated] != _YES[said]


def _logic(expression: str) -> bool:
    """`and` binds closer than `or`, `not` closest, as in Python."""
    def value(token: str) -> bool:
        return _YES[token.removeprefix("not ")] != token.startswith("not ")

    return any(all(value(token) for token in part.split(" and ")) for part in expression.split(" or "))


def _looked_up(text: str, question: str) -> Iterator[bool]:
    """Lists of names with figures, looked up in the question, and the one of them that is the greatest or least."""
    listed: dict[str, float] = {}
    extreme: float | None = None
    for sentence in _SENTENCE.split(text):
        if match := _READ.fullmatch(sentence):
            pairs = [pair.rsplit(" ", 1) for pair in match[3].split(", ")]
            listed, extreme = {name: _value(figure) for name, figure in pairs}, None
            yield len(listed) == len(pairs)
            told = _figures(question)
            for name, figure in listed.items():
                yield figure in told.get(name, {figure} if told.keys().isdisjoint(listed) else ())
            if match[2]:
                edge, above = _value(match[2]), match[1] in ("above", "over")
                yield all(figure > edge if above else figure < edge for figure in listed.values())
        elif listed and (match := _EXTREME.fullmatch(sentence)):
            extreme = _value(match[2])
            yield extreme == (max if match[1] == "max" else min)(listed.values())
        elif extreme is not None and (word := sentence.strip(" .;")) and _WORD.fullmatch(word):
            yield listed.get(word) == extreme
            listed, extreme = {}, None


@lru_cache(maxsize=1024)
def _figures(question: str) -> dict[str, set[float]]:
    """The figures of the sentences that name each word of the question that stands beside any."""
    found: dict[str, set[float]] = {}
    for sentence in _SENTENCE.split(question.lower()):
        figures = {_value(figure) for figure in _FIGURE.findall(sentence)}
        for word in _WORD.findall(sentence) if figures else ():
            found.setdefault(word, set()).update(figures)
    return found


def _value(figure: str) -> float:
    return float(figure.replace(",", ""))
