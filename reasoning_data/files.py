"""Dataset files: JSON, JSON Lines and Parquet, written in one piece or not at all, and read row by row.

A JSON file is a list with one example a line, so that it streams and its differences are readable. What cannot be
read is said in one line that names the file and the row.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import count as naturals
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from reasoning_data.schema import COLUMNS, METADATA

FORMATS = ("json", "jsonl", "parquet")
_FRAMES = {"json": ("[\n", ",\n", "\n]\n", "[]\n"), "jsonl": ("", "\n", "\n", "")}
"""What stands before, between and after the examples, and where there are none."""
_ROWS_AT_A_TIME = 2_000
_SPACE = re.compile(r"[ \t\n\r]*")
_decoder = json.JSONDecoder()
_encode = json.JSONEncoder(ensure_ascii=False).encode


class FileError(ValueError):
    """A file that cannot be read or written; the message is one line that says why."""


def format_of(path: str | Path) -> str:
    """The format that the name ends in; JSON where it has no ending.

    Raises:
        FileError: it ends in something else, such as `.csv`.
    """
    suffix = Path(path).suffix.lower().lstrip(".")
    if suffix and suffix not in FORMATS:
        raise FileError(f"{path}: the name must end in .json, .jsonl or .parquet, or --format must say which")
    return suffix or "json"


def _is_parquet(path: Path) -> bool:
    return path.suffix.lower() == ".parquet"


def write(examples: Iterable[dict[str, Any]], path: Path, form: str, force: bool = False) -> int:
    """Writes the examples beside `path`, moves the whole file into place, and says how many they are.

    So a reader never sees half of it.

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
            number = _write_parquet(examples, temporary)
        else:
            with temporary.open("w", encoding="utf-8", newline="\n") as file:
                number = write_text(examples, file, form)
        temporary.replace(path)
        return number
    except OSError as error:
        raise FileError(f"cannot write {path}: {error.strerror}") from error
    finally:
        temporary.unlink(missing_ok=True)


def write_text(examples: Iterable[dict[str, Any]], file: TextIO, form: str) -> int:
    """Writes JSON or JSON Lines to an open file, and says how many examples they are."""
    number, (before, between, after, nothing) = 0, _FRAMES[form]
    for number, example in enumerate(examples, 1):
        file.write(f"{before if number == 1 else between}{_encode(example)}")
    file.write(after if number else nothing)
    return number


def _write_parquet(examples: Iterable[dict[str, Any]], path: Path) -> int:
    pyarrow, parquet = _pyarrow()
    text = pyarrow.string()
    kinds = {
        "text": text, "number": pyarrow.int64(), "texts": pyarrow.list_(text),
        "lists of texts": pyarrow.list_(pyarrow.list_(text)),
    }
    metadata = pyarrow.struct([(name, kinds[kind]) for name, kind in METADATA.items()])
    schema = pyarrow.schema([*((name, text) for name in COLUMNS), ("metadata", metadata)])
    stream, number = iter(examples), 0
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while rows := list(islice(stream, _ROWS_AT_A_TIME)):
            writer.write_table(pyarrow.Table.from_pylist(rows, schema))
            number += len(rows)
    return number


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise FileError("Parquet needs pyarrow: pip install pyarrow") from None
    return pyarrow, pyarrow.parquet


def _is_ours(path: Path) -> bool:
    """Whether the first row is one of our examples, or there is none: an empty shard."""
    try:
        if _is_parquet(path):
            first = next(_read_parquet(path), None)
        else:
            with path.open(encoding="utf-8") as file:
                line = next((line for line in file if line.strip() not in ("", "[", "[]")), "null")
            first = json.loads(line.strip().removesuffix(","))
    except (FileError, OSError, ValueError, RecursionError):
        return False
    if first is None:
        return True
    if not isinstance(first, dict) or not isinstance(first.get("metadata"), dict):
        return False
    return first["metadata"].get("source") == "synthetic" and "parameters" in first["metadata"]


def read_examples(path: Path) -> Iterator[Any]:
    """The rows of a dataset file, whatever they hold.

    Raises:
        FileError: the file cannot be read, or a part of it is no sound JSON; says which.
    """
    try:
        if _is_parquet(path):
            yield from _read_parquet(path)
            return
        with path.open(encoding="utf-8-sig") as file:  # what some editors write in front is no part of the text
            is_list = path.suffix.lower() != ".jsonl" and file.read(1) == "["
            file.seek(0)
            yield from _items(path, file.read()) if is_list else _lines(path, file)
    except UnicodeDecodeError:
        raise FileError(f"{path} is not UTF-8 text") from None
    except OSError as error:
        raise FileError(f"cannot read {path}: {error.strerror}") from None


def _lines(path: Path, file: TextIO) -> Iterator[Any]:
    filled = ((number, line) for number, line in enumerate(file, 1) if line.strip())
    for row, (number, line) in enumerate(filled, 1):
        with _decoding(path, row, number):
            value = json.loads(line)
            _check_characters(value, line)
        yield value


def _items(path: Path, text: str) -> Iterator[Any]:
    """The items of a JSON list one by one, so that a fault is found in its row."""
    place = _SPACE.match(text, 1).end()  # type: ignore[union-attr]  # it matches nothing, too
    if text[place : place + 1] != "]":
        for row in naturals(1):
            with _decoding(path, row):
                value, end = _decoder.raw_decode(text, place)
                _check_characters(value, text[place:end])
            yield value
            place = _SPACE.match(text, end).end()  # type: ignore[union-attr]
            if text[place : place + 1] != ",":
                break
            place = _SPACE.match(text, place + 1).end()  # type: ignore[union-attr]
    if text[place : place + 1] != "]" or text[place + 1 :].strip():
        line = text.count("\n", 0, place) + 1
        raise FileError(f"{path}, line {line}: not JSON: the list does not go on or end here")


@contextmanager
def _decoding(path: Path, row: int, line: int | None = None) -> Iterator[None]:
    """Says what is wrong with the JSON of a row, and in which line of the file where it is a syntax error."""
    try:
        yield
    except json.JSONDecodeError as error:
        raise FileError(f"{path}, line {line or error.lineno}: not JSON: {error.msg}") from None
    except RecursionError:
        raise FileError(f"{path}, row {row}: nested too deeply") from None
    except UnicodeEncodeError:
        raise FileError(f"{path}, row {row}: half of a surrogate pair, which is no character") from None
    except ValueError:
        raise FileError(f"{path}, row {row}: a whole number of more digits than Python reads") from None


def _check_characters(value: Any, text: str) -> None:
    """Raises UnicodeEncodeError where an escape in the text, such as `\\ud83d`, is left without its other half."""
    if "\\ud" in text or "\\uD" in text:
        _encode(value).encode()


def _read_parquet(path: Path) -> Iterator[Any]:
    pyarrow, parquet = _pyarrow()
    try:
        for batch in parquet.ParquetFile(path).iter_batches(_ROWS_AT_A_TIME):
            yield from batch.to_pylist()
    except pyarrow.ArrowException as error:
        raise FileError(f"{path} is not Parquet: {error}") from None


def with_progress(examples: Iterable[dict[str, Any]], total: int) -> Iterator[dict[str, Any]]:
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
