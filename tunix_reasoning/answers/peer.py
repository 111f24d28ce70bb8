"""A second opinion on mathematics that this package cannot read: math-verify's, where it is installed.

Only a lenient reader asks for it, and only in the main thread, since time limits are signals. It takes about a
thousand times as long as a comparison here. The limit is one of processor time, so that on a busy machine it says what
it says on an idle one.
"""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

SECONDS = 3.0
"""Of processor time that an opinion may take; reading its grammars, before the first, takes about half of one."""
_PATIENCE = 120  # seconds by the clock, math-verify's own limit

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
    import math_verify.errors

    try:
        with _limited(math_verify.errors.TimeoutException):
            one, other = (
                math_verify.parse(_formula(text), parsing_timeout=_PATIENCE, raise_on_error=False) for text in texts
            )
            found = one and other and math_verify.verify(other, one, timeout_seconds=_PATIENCE, raise_on_error=False)
            return bool(found)
    except math_verify.errors.TimeoutException:
        return False


@contextmanager
def _limited(error: type[BaseException]) -> Iterator[None]:
    """Raises the error after SECONDS of processor time, and again shortly after, for math-verify catches the first."""
    def stop(*_: object) -> None:
        raise error

    before = signal.signal(signal.SIGVTALRM, stop)
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS, 0.1)
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _formula(text: str) -> str:
    text = text.strip()
    return text if "$" in text or r"\(" in text or r"\[" in text or r"\boxed" in text else f"${text}$"
