"""Files that a kill at any moment leaves readable: whole ones replaced by a rename, rows appended one at a time."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Row = dict[str, Any]
"""A row of a JSON Lines file: the metrics of a step, a completion and its scores, what preflight found of a phase."""


def write_whole(path: Path, text: str) -> None:
    """Writes a UTF-8 file so that a reader finds the old content or the new, never a part.

    Raises:
        OSError: the folder cannot be written; what was there before still is.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with _named(path), temporary.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def write_json(path: Path, content: Any) -> None:
    """Writes a JSON file whole, texts as they are."""
    write_whole(path, json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def append_row(path: Path, row: Row) -> None:
    """Adds a line to a JSON Lines file.

    Raises:
        OSError: it cannot be written, or not whole.
    """
    with _named(path), path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")


def read_rows(path: Path) -> list[Row]:
    """The rows of a JSON Lines file; none if it is not there, and without a last line that is only half written.

    Lines end at `\\n` alone: a completion may hold the other characters that `str.splitlines` takes for line ends.
    """
    content = path.read_bytes() if path.is_file() else b""  # a torn line may end inside a character
    return [json.loads(line) for line in content.split(b"\n")[:-1]]


def read_json(path: Path) -> Any:
    """The content of a JSON file.

    Raises:
        ValueError: it is not JSON; the message names the file.
        OSError: it cannot be read.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{path} is not JSON: {error}") from None


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Gives an error the file's name, which that of a full disk lacks."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise
