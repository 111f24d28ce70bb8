"""Dataset files: JSON, JSON Lines and Parquet, written in one piece or not at all, and read row by row.

A JSON file is a list with one example a line, so that it streams and its differences are readable.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

FORMATS = ("json", "jsonl", "parquet")
_ROWS_AT_A_TIME = 2_000
_encode = json.JSONEncoder(ensure_ascii=False).encode


class FileError(ValueError):
    """A file that cannot be read or written; the message is one line that says why."""


def format_of(path: str | Path) -> str:
    """The format that the name ends in; JSON where it ends in none of FORMATS."""
    suffix = Path(path).suffix.lower().lstrip(".")
    return suffix if suffix in FORMATS else "json"


def write(examples: Iterable[dict[str, Any]], path: Path, form: str, force: bool = False) -> None:
    """Writes the examples beside `path` and moves the whole file into place, so that a reader never sees half of it.

    Raises:
        FileError: `path` holds something that this generator did not write, and `force` is False; the folder
            is missing; or Parquet is asked for without pyarrow.
    """
    if path.exists() and not path.is_file():
        raise FileError(f"{path} is not a file")
    if path.exists() and not force and not _is_ours(path):
        raise FileError(f"{path} was not written by this generator; --force replaces it")
    if form == "parquet":
        _pyarrow()
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        if form == "parquet":
            _write_parquet(examples, temporary)
        else:
            with temporary.open("w", encoding="utf-8", newline="\n") as file:
                write_text(examples, file, form)
        temporary.replace(path)
    except OSError as error:
        raise FileError(f"cannot write {path}: {error.strerror}") from error
    finally:
        temporary.unlink(missing_ok=True)


def write_text(examples: Iterable[dict[str, Any]], file: TextIO, form: str) -> None:
    """Writes JSON or JSON Lines to an open file."""
    if form == "jsonl":
        file.writelines(f"{_encode(example)}\n" for example in examples)
        return
    separator = "[\n"
    for example in examples:
        file.write(f"{separator}{_encode(example)}")
        separator = ",\n"
    file.write("\n]\n" if separator == ",\n" else "[]\n")


def _write_parquet(examples: Iterable[dict[str, Any]], path: Path) -> None:
    pyarrow, parquet = _pyarrow()
    text = pyarrow.string()
    strings = ("source", "verification", "answer_kind", "split", "augmentation", "parent", "concise",
               "parameters", "rubric")
    texts = pyarrow.list_(text)
    metadata = pyarrow.struct(
        [("keywords", texts), *((name, text) for name in strings), ("milestones", pyarrow.list_(texts))]
    )
    columns = (
        "id",
        "question",
        "answer",
        "reasoning_trace",
        "type",
        "difficulty",
        "domain",
        "reasoning_template",
    )
    schema = pyarrow.schema([*((name, text) for name in columns), ("metadata", metadata)])
    stream = iter(examples)
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while rows := list(islice(stream, _ROWS_AT_A_TIME)):
            writer.write_table(pyarrow.Table.from_pylist(rows, schema))


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise FileError("Parquet needs pyarrow: pip install pyarrow") from None
    return pyarrow, pyarrow.parquet


def _is_ours(path: Path) -> bool:
    """Whether the first row is one of our examples."""
    try:
        if format_of(path) == "parquet":
            first = next(_read_parquet(path), None)
        else:
            with path.open(encoding="utf-8") as file:
                line = next((line for line in file if line.strip() != "["), "")
            first = json.loads(line.strip().removesuffix(","))
    except (FileError, OSError, ValueError):
        return False
    if not isinstance(first, dict) or not isinstance(first.get("metadata"), dict):
        return False
    return first["metadata"].get("source") == "synthetic" and "parameters" in first["metadata"]


def read(path: Path) -> Iterator[Any]:
    """The rows of a dataset file, whatever they hold.

    Raises:
        FileError: the file cannot be read, or a part of it is not JSON; says which.
    """
    try:
        if format_of(path) == "parquet":
            yield from _read_parquet(path)
            return
        with path.open(encoding="utf-8") as file:
            if file.read(1) == "[" and path.suffix != ".jsonl":
                file.seek(0)
                yield from json.load(file)
                return
            file.seek(0)
            yield from _read_lines(path, file)
    except json.JSONDecodeError as error:
        raise FileError(f"{path}, line {error.lineno}: not JSON: {error.msg}") from None
    except UnicodeDecodeError:
        raise FileError(f"{path} is not UTF-8 text") from None
    except OSError as error:
        raise FileError(f"cannot read {path}: {error.strerror}") from None


def _read_lines(path: Path, file: TextIO) -> Iterator[Any]:
    for number, line in enumerate(file, 1):
        if line.strip():
            try:
                yield json.loads(line)
            except json.JSONDecodeError as error:
                raise FileError(f"{path}, line {number}: not JSON: {error.msg}") from None


def _read_parquet(path: Path) -> Iterator[Any]:
    pyarrow, parquet = _pyarrow()
    try:
        for batch in parquet.ParquetFile(path).iter_batches(_ROWS_AT_A_TIME):
            yield from batch.to_pylist()
    except pyarrow.ArrowException as error:
        raise FileError(f"{path} is not Parquet: {error}") from None


def progress(examples: Iterable[dict[str, Any]], total: int) -> Iterator[dict[str, Any]]:
    """Passes the examples through and draws a bar on standard error where that is a terminal.

    Args:
        examples: Any stream of examples.
        total: How many of them are no variants: variants do not move the bar.
    """
    shown = sys.stderr.isatty()
    step, done = max(1, total // 100), 0
    for example in examples:
        yield example
        done += example["metadata"]["parent"] is None
        if shown and example["metadata"]["parent"] is None and done % step == 0:
            filled = 30 * done // total
            bar = "█" * filled + "░" * (30 - filled)
            print(f"\r{bar} {done:,} of {total:,}", end="", file=sys.stderr, flush=True)
    if shown:
        print("\r\033[K", end="", file=sys.stderr, flush=True)
