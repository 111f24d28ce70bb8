"""What techniques have answered so far, so that a comparison that was interrupted goes on where it was."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tunix_reasoning.files import append_row, read_rows


class Unfinished:
    """A JSON Lines file beside the results: what is compared, then a line a technique and seed."""

    def __init__(self, results: Path | None, *compared: Any) -> None:
        """Reads what is there.

        Args:
            results: the file that the comparison will be written to; None keeps nothing.
            compared: what outcomes depend on, as JSON: those of another model or of other questions are dropped.
        """
        self._path = results and results.with_name(f".{results.name}.unfinished")
        self._found: dict[tuple[str, int], dict[str, Any]] = {}
        if self._path is None:
            return
        key = hashlib.sha256(json.dumps(compared).encode()).hexdigest()
        rows = read_rows(self._path)
        if rows[:1] == [{"compared": key}]:
            self._found = {(row["technique"], row["seed"]): row for row in rows[1:]}
        else:
            self._path.unlink(missing_ok=True)
            append_row(self._path, {"compared": key})

    def find(self, technique: str, seed: int) -> tuple[list[list[Any]], float] | None:
        """Outcomes, a list of fields each, and the seconds that they took; None if there are none yet."""
        row = self._found.get((technique, seed))
        return (row["outcomes"], row["seconds"]) if row else None

    def add(self, technique: str, seed: int, outcomes: Sequence[Sequence[Any]], seconds: float) -> None:
        if self._path is not None:
            append_row(self._path, {"technique": technique, "seed": seed, "seconds": seconds, "outcomes": outcomes})

    def finish(self) -> None:
        """Removes the file: the results are written."""
        if self._path is not None:
            self._path.unlink(missing_ok=True)
