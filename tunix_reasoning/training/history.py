"""The rows of a run on disk: `metrics.jsonl` and `samples.jsonl`, a line a step, appended as the step ends."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

from tunix_reasoning.files import Row, append_row, read_rows, write_whole
from tunix_reasoning.hosts import once

_METRICS, SAMPLES = "metrics.jsonl", "samples.jsonl"


class History:
    """A run's rows, in memory and, with a folder, on disk."""

    def __init__(self, folder: Path | None) -> None:
        self.rows: list[Row] = []
        """The lines of `metrics.jsonl`, of steps 1, 2, 3 …; one that a killed process left torn is owed again."""
        self._folder = folder
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            self.rows = read_rows(folder / _METRICS)

    def cut(self, steps: int) -> None:
        """Keeps the rows up to a step, where training goes on."""
        self.rows = self.rows[:steps]
        for path in (self._folder / _METRICS, self._folder / SAMPLES) if self._folder else ():
            kept = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in read_rows(path)[:steps])
            once(partial(write_whole, path, kept))

    def add(self, row: Row, sample: Row | None = None) -> None:
        """A step's rows; the sample first, since the row of metrics says that the step is done."""
        if self._folder:
            if sample is not None:
                once(partial(append_row, self._folder / SAMPLES, sample))
            once(partial(append_row, self._folder / _METRICS, row))
        self.rows.append(row)
