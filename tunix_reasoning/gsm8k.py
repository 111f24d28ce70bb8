"""GSM8K (Cobbe et al. 2021, https://arxiv.org/abs/2110.14168) by name: `--data gsm8k`.

The files are the authors' own, kept after the first time; their 1,319 test questions are the split `test`, so that
scores can be compared. A file of one's own is given by its path instead.
"""

from __future__ import annotations

import os
import urllib.request
from pathlib import Path
from typing import Any

from tunix_reasoning.files import write_whole
from tunix_reasoning.json_rows import DataError, parse_rows

ADDRESS = "https://raw.githubusercontent.com/openai/grade-school-math/master/grade_school_math/data/{}.jsonl"
ROWS = {"train": 7473, "test": 1319}


def gsm8k_rows() -> list[tuple[int, dict[str, Any]]]:
    """All rows, training questions first, each numbered as in its file and with its split.

    Raises:
        DataError: it is not here yet and cannot be downloaded, or is not whole.
    """
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tunix-reasoning"
    rows = []
    for split, count in ROWS.items():
        path = folder / f"gsm8k-{split}.jsonl"
        content = path.read_bytes() if path.is_file() else _download(split)
        found = parse_rows(content, f"gsm8k, {split}")
        if len(found) != count:
            raise DataError(f"gsm8k, {split}: {len(found)} rows instead of {count}. Remove {path} and try again")
        if not path.is_file():
            write_whole(path, content.decode("utf-8"))
        rows += [(number, {**row, "metadata": {"split": split}}) for number, row in found]
    return rows


def _download(split: str) -> bytes:
    address = ADDRESS.format(split)
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.read()
    except OSError as error:
        reason = getattr(error, "reason", error)
        raise DataError(
            f"gsm8k cannot be downloaded from {address}: {reason}. Give the path of a local file instead"
        ) from None
