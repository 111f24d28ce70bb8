"""A run's time: does what was asked for fit, and is there time for another step?"""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable

TRIAL = 3  # measured steps before a forecast; the first, which compiles, is not among them


class Budget:
    """Minutes that a run may take; None for as many as it needs."""

    def __init__(self, minutes: float | None, clock: Callable[[], float] = time.monotonic) -> None:
        """Starts counting.

        Raises:
            ValueError: minutes are not a finite number above 0.
        """
        if minutes is not None and not (math.isfinite(minutes) and minutes > 0):
            raise ValueError(f"max_minutes must be finite and greater than 0. Received: {minutes}")
        self._minutes, self._clock = minutes, clock
        self._began = self._last = clock()
        self._steps: list[float] = []

    def step_done(self) -> None:
        """Call it when a step with all that belongs to it is over."""
        now = self._clock()
        self._steps.append(now - self._last)
        self._last = now

    @property
    def spent(self) -> bool:
        """Would a further step, as long as a typical one, end too late?"""
        return self._minutes is not None and self._left < self._typical

    def forecast(self, remaining: int) -> str | None:
        """After a few steps, once: how many of the remaining ones fit, if not all do."""
        if self._minutes is None or len(self._steps) != TRIAL + 1:
            return None
        fitting = int(self._left / self._typical)
        if fitting >= remaining:
            return None
        return (f"about {fitting} of the {remaining} steps to come fit into max_minutes={self._minutes:g} at "
                f"{self._typical:.1f} s a step: the run will stop early, its learning rate not yet low. "
                f"num_training_steps={max(1, fitting + len(self._steps))} would fit")

    @property
    def _left(self) -> float:
        return 60 * (self._minutes or 0) - (self._clock() - self._began)

    @property
    def _typical(self) -> float:
        recent = self._steps[1:][-20:] or self._steps
        return statistics.median(recent) if recent else 0.0
