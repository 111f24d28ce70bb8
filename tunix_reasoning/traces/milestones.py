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

from tunix_reasoning.traces.numerals import MARK, MARKED, in_digits

_TOKEN = re.compile(
    r"[^\W\d_]\w*(?:['’]\w+)*"  # a word
    r"|(?:(?<![\w)\]}])[-−–])?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|(?<![\w.])\.\d+"  # a number
    r"|<=|>=|!=|==|[-−–](?![a-z])|[=≠<>≤≥≈+×*·÷/^]"  # a sign
)
_SAME = {
    "is": "=", "are": "=", "equals": "=", "≈": "=", "==": "=", "!=": "≠", "<=": "≤", ">=": "≥", "*": "×", "·": "×",
    "÷": "/", "−": "-", "–": "-", "the": "", "an": "",  # and what is passed over
} | MARKED
_AROUND_WORDS = ".,;:?!()\"“”"
_TIMES = re.compile(r"(?<=\d)x(?=\d)")
_TIMES_SPACED = re.compile(r"(?<=\d )[xX](?= \d)")
_POWER = re.compile(r"(?<=[\w)])\*\*(?=[\w(])")  # other pairs print in bold
_LATEX = re.compile(r"\\(times|cdot|div|le|ge|neq|approx)\b")
_FROM_LATEX = {"times": "×", "cdot": "×", "div": "÷", "le": "≤", "ge": "≥", "neq": "≠", "approx": "="}
_SENTENCE_END = re.compile(r"[.!?;\n](?:\s+|(?<=\n))")  # the punctuation is passed over anyway


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
    lines = filter(None, map(_in_one_way, text.split("\n")))
    return f" {' '.join(lines)} "


def normal_sentences(text: str) -> list[str]:
    """The same of every sentence and line that has a token."""
    return [f" {tokens} " for tokens in map(_in_one_way, _SENTENCE_END.split(text)) if tokens]


_wanted = lru_cache(maxsize=4096)(normal)


def _in_one_way(line: str) -> str:
    if " x " in line or " X " in line:
        line = _TIMES_SPACED.sub("×", line)
    written = " ".join(filter(None, map(_piece, line.replace(" ** ", " ^ ").split())))
    return " ".join(in_digits(written.split())) if MARK in written else written


@lru_cache(maxsize=16_384)  # texts differ, and are made of the same pieces
def _piece(written: str) -> str:
    """The tokens of what stands between two spaces: `14×12=168.` is `14 × 12 = 168`; numbers in words are marked."""
    text = written.casefold()
    if (word := text.strip(_AROUND_WORDS)).isalpha():  # most are a word, or one with a comma behind it
        return _SAME.get(word, word)
    if "\\" in text:
        text = _LATEX.sub(lambda match: _FROM_LATEX[match[1]], text)
    text = _POWER.sub("^", _TIMES.sub("×", text)).replace("**", " ")
    return " ".join(filter(None, map(_token, _TOKEN.findall(text))))


def _token(written: str) -> str:
    """`3,600.0` is `3600`, `007` is `7`, `.50` is `0.5`, `−5` is `-5`; empty for what is passed over."""
    if not written[-1].isdecimal() or written[0].isalpha():
        return _SAME.get(written, written)
    sign = "-" if written[0] in "-−–" else ""
    whole, _, decimals = written.lstrip("-−–").replace(",", "").partition(".")
    decimals = decimals.rstrip("0")
    value = (whole.lstrip("0") or "0") + (decimals and f".{decimals}")
    return value if value == "0" else sign + value


def is_number(token: str) -> bool:
    """Of a normal text."""
    return token[-1].isdecimal() and token[0] in "-0123456789"
