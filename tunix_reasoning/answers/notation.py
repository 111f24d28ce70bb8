"""One notation for everything that looks the same or means the same, whatever a model writes.

    plain(r"$\\boxed{\\frac{1}{2}}$.")   # "1/2"
    folded("The Eiffel Tower!")          # "eiffel tower"

What is written, not what it is worth: that 1/2 is 0.5 is for `quantities` to know.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

HEDGE = re.compile(
    r"\b(?:or|n?either|n?or|maybe|perhaps|possibly|probably|approximately|approx|about|around|roughly|nearly|almost|"
    r"might|could|guess|unsure|uncertain|likely|unlikely|between|than|not|never|cannot|wrong|incorrect|unless|"
    r"alternatively|else|at least|at most|up to|half|twice|double|triple|root)\b|n't\b|[?~≈≠<>]",
    re.I,
)
"""Alternatives, estimates and denials; also what changes the number that follows, as in half of 36."""

_LOOKALIKES = str.maketrans(
    dict.fromkeys("−‒–—", "-") | dict.fromkeys("×·⋅∙", "*") | dict.fromkeys("‘’", "'") | dict.fromkeys("“”", '"')
    | {"÷": "/", "∶": ":", "≤": "<=", "≥": ">=", "≠": "!=", "→": "->", "√": "sqrt", "π": "pi", "º": "°", "。": "."}
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_TEX_NAMES = {
    "cdot": "*", "times": "*", "div": "/", "circ": "°", "degree": "°", "pm": "±", "le": "<=", "leq": "<=",
    "ge": ">=", "geq": ">=", "ne": "!=", "neq": "!=", "to": "->", "rightarrow": "->", "left": "", "right": "",
}
_TEX_RULES = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"\\[dt]?frac\s*(\d)\s*(\d)", r" \1/\2"),
        (r"\\[dt]?frac\s*\{\s*(\w+)\s*\}\s*\{\s*(\w+)\s*\}", r" \1/\2"),
        (r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}", r" ((\1)/(\2))"),
        (r"\\(?:boxed|fbox|text\w*|math\w+|mbox|operatorname)\s*\{([^{}]*)\}", r"\1"),
        (r"\\sqrt\s*\[3\]\s*\{([^{}]*)\}", r"cbrt(\1)"),
        (r"\\sqrt\s*\{([^{}]*)\}", r"sqrt(\1)"),
        (r"\^\s*\{\s*\\circ\s*\}|\^\s*\\circ", "°"),
        (r"([\^_])\s*\{\s*(-?\w)\s*\}", r"\1\2"),
        (r"\^\s*\{([^{}]*)\}", r"^(\1)"),
    )
]
_TEX_DEPTH = 8  # of fractions and roots within each other
_WRAPPERS = frozenset("$*`\"'_")
_NEGATIVE = re.compile(r"\b(?:negative|minus)\s+(?=[\d.])", re.I)


@lru_cache(4096)
def plain(text: str) -> str:
    """`text` without TeX, Markdown, Unicode variants, invisible characters and a final full stop."""
    if not text.isascii():
        seen = (c for c in text if unicodedata.category(c) != "Cf")  # zero-width characters and the like
        text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in seen)
        text = re.sub(r"[⁰¹²³⁴-⁹⁻]+", lambda m: "^" + m[0].translate(_RAISED), text)
        text = re.sub(r"(?<=\d)(?=[¼-¾⅐-⅞])", " ", text)
        text = unicodedata.normalize("NFKC", text.translate(_LOOKALIKES)).replace("⁄", "/")
    text = _unwrapped(text)
    if "\\" in text or "^{" in text or "{,}" in text:
        text = _unwrapped(_without_tex(text))
    return _NEGATIVE.sub("-", text)


def _unwrapped(text: str) -> str:
    while True:
        text = text.strip(" \t\n\r\f\v,;")
        if text.endswith(".") and not text.endswith(".."):
            text = text[:-1]
        elif len(text) > 2 and text[0] == text[-1] and text[0] in _WRAPPERS:
            text = text[1:-1]
        else:
            return text


def _without_tex(text: str) -> str:
    text = text.replace(r"\{", "\x01").replace(r"\}", "\x02").replace("{,}", ",").replace(r"\!", "")
    for _ in range(_TEX_DEPTH):
        before = text
        for pattern, replacement in _TEX_RULES:
            text = pattern.sub(replacement, text)
        if text == before:
            break
    text = re.sub(r"\\([A-Za-z]+)", lambda m: _TEX_NAMES.get(m[1], f" {m[1]} "), text)
    text = re.sub(r"\\([$%#&_])", r"\1", text)
    text = re.sub(r"\\.", " ", text).replace("{", "(").replace("}", ")")
    return text.replace("\x01", "{").replace("\x02", "}")


def folded(text: str) -> str:
    """Words in lower case, without articles and punctuation; 1.5, -5 and C++ keep theirs."""
    text = re.sub(r"[\"'`]|(?<!\d)[.,;:!](?!\d)|(?<=\d)[.,;:](?!\d)", "", text.casefold())
    words = re.sub(r"(?<=[^\W\d])[-_](?=[^\W\d])", " ", text).replace("&", " and ").split()
    return " ".join([word for word in words if word not in ("a", "an", "the")] or words)
