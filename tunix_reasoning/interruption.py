"""What ends a run before its last step: its user, or something that went wrong."""

from __future__ import annotations

import signal
import sys
import threading
from pathlib import Path
from types import FrameType
from typing import Any


class TrainingStopped(RuntimeError):
    """The run went wrong; the message says at which step, why, and what is left of it."""


class Interrupted(TrainingStopped):
    """The run was asked to end; the message says at which step, and how to go on."""


def interrupted(where: str, output: Path | None) -> Interrupted:
    """What is raised where a run was asked to end: `where` it is, and what goes on with it."""
    how = f"; go on with: tunix-reasoning train --output {output} --resume" if output else ""
    return Interrupted(f"interrupted at {where}{how}")


class Interruption:
    """Within it, Ctrl-C and SIGTERM ask for an end after the step in hand; a second one ends at once.

    So neither ever hits a checkpoint that is being written. Outside the main thread Python allows no handlers, and
    signals do what they always do.
    """

    def __init__(self) -> None:
        self.asked = False

    def __enter__(self) -> Interruption:
        main = threading.current_thread() is threading.main_thread()
        signals = (signal.SIGINT, signal.SIGTERM) if main else ()
        self._before: dict[Any, Any] = {number: signal.signal(number, self._ask) for number in signals}
        return self

    def __exit__(self, *error: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        if self.asked:
            self.__exit__()
            raise KeyboardInterrupt
        self.asked = True
        print("\nstopping after the step in hand; once more stops at once", file=sys.stderr, flush=True)
