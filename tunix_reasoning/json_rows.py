"""Rows from outside, as a JSON list or JSON Lines: every fault in one line that names the file and the row.

What Python's reader would trip over far from its cause is found here: a byte-order mark, nesting without end, whole
numbers of thousands of digits, halves of surrogate pairs, numbers that are none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_SPACE = re.compile(r"[ \t\n\r]*")


class DataError(ValueError):
    """Data that cannot be used; the message names the file, the row, the field and what is allowed."""


def numbered_rows(path: Path) -> list[tuple[int, Any]]:
    """The rows of a file with their numbers: from 1 in a list, the line in JSON Lines.

    Raises:
        DataError: the file cannot be read, or is not JSON.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError(f"cannot read {path}: {error.strerror}") from None
    return parse_rows(content, str(path))


def parse_rows(content: bytes, name: str) -> list[tuple[int, Any]]:
    """The rows of what a file called `name` holds. DataError: as `numbered_rows`."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DataError(f"{name} is not UTF-8 text") from None
    return list(_items(text, name) if text.lstrip().startswith("[") else _lines(text, name))


def _lines(text: str, name: str) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            with _named(name, number, number):
                row = _checked(json.loads(line, parse_constant=_no_number))
            yield number, row


def _items(text: str, name: str) -> Iterator[tuple[int, Any]]:
    """The items of a list one by one, so that a fault is found in its row."""
    decoder = json.JSONDecoder(parse_constant=_no_number)
    at = _skipped(text, text.index("[") + 1)
    number = 0
    while text[at : at + 1] != "]" or number:
        number += 1
        with _named(name, number):
            row, at = decoder.raw_decode(text, at)
            _checked(row)
        yield number, row
        at = _skipped(text, at)
        if text[at : at + 1] != ",":
            break
        at = _skipped(text, at + 1)
    if text[at : at + 1] != "]" or text[at + 1 :].strip():
        line = text.count("\n", 0, at) + 1
        raise DataError(f"{name}, line {line}: not JSON: the list does not go on or end here")


def _skipped(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


@contextmanager
def _named(name: str, row: int, line: int = 0) -> Iterator[None]:
    """Names the row in what is wrong with it, and the line of the file where that is its syntax."""
    try:
        yield
    except json.JSONDecodeError as error:
        raise DataError(f"{name}, line {line or error.lineno}: not JSON: {error.msg}") from None
    except UnicodeEncodeError:
        raise DataError(f"{name}, row {row}: half of a surrogate pair, which is no character") from None
    except RecursionError:
        raise DataError(f"{name}, row {row}: nested too deeply") from None
    except _NoNumber as error:
        raise DataError(f"{name}, row {row}: {error} is no number of JSON") from None
    except ValueError:
        raise DataError(f"{name}, row {row}: a whole number of more digits than Python reads") from None


class _NoNumber(ValueError):
    """NaN or Infinity, which Python's reader would take."""


def _no_number(name: str) -> float:
    raise _NoNumber(name)


def _checked(row: Any) -> Any:
    json.dumps(row, ensure_ascii=False).encode()  # fails for half of a surrogate pair
    return row
