"""A second opinion on mathematics that this package cannot read: math-verify's, where it is installed.

Only a lenient reader asks for it, and only in the main thread, since its time limits are signals. It takes about a
thousand times as long as a comparison here.
"""

from __future__ import annotations

import re
import threading
from importlib.util import find_spec

_LONGEST = 200  # characters
_MATHEMATICS = re.compile(r"[\\^_=|√∑∫]|\d")
_HUGE = re.compile(  # it computes them
    r"\d{3,}\s*!|(?:\^|\*\*)\D{0,3}\d+.*(?:\^|\*\*)|(?:\^|\*\*)\D{0,3}\d{4}"
)


def second_opinion(candidate: str, gold: str) -> bool:
    """Whether math-verify holds two formulas in TeX for equal; False where it cannot be asked."""
    texts = (candidate, gold)
    if max(map(len, texts)) > _LONGEST or any(_HUGE.search(text) or not _MATHEMATICS.search(text) for text in texts):
        return False
    if threading.current_thread() is not threading.main_thread() or not find_spec("math_verify"):
        return False
    import math_verify

    one, other = (math_verify.parse(_formula(text), parsing_timeout=1, raise_on_error=False) for text in texts)
    return bool(one and other and math_verify.verify(other, one, timeout_seconds=1, raise_on_error=False))


def _formula(text: str) -> str:
    text = text.strip()
    return text if "$" in text or r"\(" in text or r"\[" in text or r"\boxed" in text else f"${text}$"
