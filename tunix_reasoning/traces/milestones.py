"""How far does a trace come? A row's milestones are the results that a sound derivation passes through, in order.

    routes = [["168", "73"]]                                    # 14 trays of 12 rolls, 95 sold
    progress("14 × 12 = 168. 168 - 95 = 73", routes)            # 1.0
    progress("One hundred sixty-eight were baked.", routes)     # 0.5
    progress("1680 - 95 = 1585", routes)                        # 0.0: 168 is not in 1680

Text is compared token by token, in lower case. A token is a number by its value (3,600 = 3600 = 3600.0 = three
thousand six hundred; -5 is one number, 10 - 5 are two), a word with the digits in it (`x1`, `total_cost`), or one of
`= ≠ < > ≤ ≥ + - × / ^`. `is`, `are`, `equals` and `≈` are `=`; `*` and `·` and the x of `3 x 4` are `×`; `the` and
all other punctuation are passed over. A milestone is reached where its tokens stand one after another.

Unlike a set of expected values (as in process rewards by string match), the order counts and there may be several
routes; whether the way between two milestones is sound is for `quality` to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tunix_reasoning.traces.numerals import SMALL, in_digits

_TOKEN = re.compile(
    r"(?P<number>(?:(?<![\w)\]}])[-−–])?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|(?<![\w.])\.\d+)"
    r"|(?P<times>(?<=\d)x(?=\d)|(?<=\d )x(?= \d))"
    r"|(?P<word>[^\W\d_](?:\w|['’](?=\w))*)"
    r"|(?P<power>(?<=[\w)])\*\*(?=[\w(])|(?<= )\*\*(?= ))|\*\*"  # other pairs print in bold: passed over
    r"|(?P<sign><=|>=|!=|==|[-−–](?![a-z])|[=≠<>≤≥≈+×*·÷/^])"
)
_SAME = {
    "is": "=", "are": "=", "equals": "=", "≈": "=", "==": "=", "!=": "≠", "<=": "≤", ">=": "≥", "*": "×", "·": "×",
    "÷": "/", "−": "-", "–": "-",
    "**": "^",
}
_PASSED_OVER = frozenset(("the", "an"))
_LATEX = re.compile(r"\\(times|cdot|div|le|ge|neq|approx)\b")
_FROM_LATEX = {"times": "×", "cdot": "×", "div": "÷", "le": "≤", "ge": "≥", "neq": "≠", "approx": "="}


def progress(trace: str, routes: Sequence[Sequence[str]]) -> float:
    """The largest share of a route's milestones that the trace reaches in order, in [0, 1]; 0 without milestones."""
    text = normal(trace)
    shares = (reached(text, [_wanted(milestone) for milestone in route]) / len(route) for route in routes if route)
    return max(shares, default=0.0)


def reached(text: str, route: Sequence[str]) -> int:
    """How many milestones of a route a text reaches, all normal: the longest chain of them that begin in order.

    A milestone given twice is reached twice only if it stands there twice; one that is left out costs only itself.
    """
    begins = [-1]  # begins[k]: the earliest place where the last of k milestones, reached in order, begins
    for milestone in route:
        for k in reversed(range(len(begins))):
            place = text.find(milestone, begins[k] + 1)
            if place >= 0 and k + 1 == len(begins):
                begins.append(place)
            elif place >= 0:
                begins[k + 1] = min(begins[k + 1], place)
    return len(begins) - 1


def normal(text: str) -> str:
    """The tokens of a text, each as the one way of writing it, with a space on either side: ` 14 × 12 = 168 `."""
    text = text.casefold()
    if "\\" in text:
        text = _LATEX.sub(lambda match: _FROM_LATEX[match[1]], text)
    tokens: list[str] = []
    spoken = False  # whether there is a number in words
    for match in _TOKEN.finditer(text):
        token, kind = match[0], match.lastgroup
        if kind is None or token in _PASSED_OVER:
            continue
        if kind == "number":
            token = _value(token)
        elif kind == "times":
            token = "×"
        elif token in _SAME:
            token = _SAME[token]
        elif token in SMALL:
            spoken = True
        tokens.append(token)
    return f" {' '.join(in_digits(tokens) if spoken else tokens)} "


_wanted = lru_cache(maxsize=4096)(normal)


def _value(number: str) -> str:
    """`3,600.0` is `3600`, `007` is `7`, `.50` is `0.5`, `−5` is `-5`."""
    sign = "-" if number[0] in "-−–" else ""
    whole, _, decimals = number.lstrip("-−–").replace(",", "").partition(".")
    decimals = decimals.rstrip("0")
    value = (whole.lstrip("0") or "0") + (decimals and f".{decimals}")
    return value if value == "0" else sign + value


def is_number(token: str) -> bool:
    """Of a normal text."""
    return token[-1].isdecimal() and token[0] in "-0123456789"
