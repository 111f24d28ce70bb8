"""One notation for everything that looks the same or means the same, whatever a model writes.

    plain(r"$\\boxed{\\frac{1}{2}}$.")   # "1/2"

What is written, not what it is worth: that 1/2 is 0.5 is for `quantities` to know.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from tunix_reasoning.answers.tex import without_tex

HEDGE = re.compile(
    r"\b(?:or|n?either|n?or|maybe|perhaps|possibly|probably|approximately|approx|about|around|roughly|nearly|almost|"
    r"might|could|guess|unsure|uncertain|likely|unlikely|between|than|not|never|cannot|wrong|incorrect|unless|"
    r"alternatively|else|at least|at most|up to|half|twice|double|triple|root)\b|n't\b|[?~≈≠<>]",
    re.I,
)
"""Alternatives, estimates and denials; also what changes the number that follows, as in half of 36."""

_LOOKALIKES = str.maketrans(
    dict.fromkeys("−‒–—", "-") | dict.fromkeys("×·⋅∙", "*") | dict.fromkeys("‘’′", "'") | dict.fromkeys("“”″", '"')
    | {"÷": "/", "∶": ":", "≤": "<=", "≥": ">=", "≠": "!=", "→": "->", "√": "sqrt", "π": "pi", "º": "°", "。": ".",
       "•": "-"}
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_WRAPPERS = frozenset("$*`\"'_")
_NEGATIVE = re.compile(r"\b(?:negative|minus)\s+(?=[\d.])", re.I)
_MATHEMATICS = re.compile(r"\$\$\s*([^$]*?)\s*\$\$|\$([^$\s](?:[^$]*[^$\s])?)\$(?!\d)")  # but not: $3 and $5
_ESCAPED_DOLLAR = "\ufdd0"  # stands for itself in no text


@lru_cache(4096)
def plain(text: str) -> str:
    """`text` without TeX, Markdown, Unicode variants, invisible characters and a final full stop."""
    if not text.isascii():
        text = "".join(c for c in text if unicodedata.category(c) != "Cf")  # zero-width characters and the like
        text = re.sub(r"[⁰¹²³⁴-⁹⁻]+", lambda m: "^" + m[0].translate(_RAISED), text)
        text = re.sub(r"(?<=[^\W\d_])(?=[₀-₉])|(?<=[\d)])(?=[₀-₉])", "_", text)
        text = re.sub(r"(?<=\d)(?=[¼-¾⅐-⅞])", " ", text)
        text = unicodedata.normalize("NFKC", text.translate(_LOOKALIKES)).replace("⁄", "/")
        text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    text = _unwrapped(text)
    if text.isalnum():
        return text
    if "$" in text[1:]:
        hidden = text.replace(r"\$", _ESCAPED_DOLLAR)
        text = _MATHEMATICS.sub(lambda m: m[1] or m[2] or "", hidden).replace(_ESCAPED_DOLLAR, r"\$")
    if "\\" in text or "^{" in text or "_{" in text or "{,}" in text:
        text = without_tex(text)
    return _NEGATIVE.sub("-", _unwrapped(text)) if len(text) > 1 else text


def _unwrapped(text: str) -> str:
    while True:
        text = text.strip(" \t\n\r\f\v,;")
        if text.endswith(".") and not text.endswith(".."):
            text = text[:-1]
        elif len(text) > 2 and text[0] == text[-1] and text[0] in _WRAPPERS:
            text = text[1:-1]
        else:
            return text
