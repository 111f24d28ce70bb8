"""Files survive kills and odd characters."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tunix_reasoning.files import append_row, read_json, read_rows, write_json, write_whole

BREAKS = "\u2028 \u2029 \u0085 \x1c \r\n \x0b \x0c"
"""What `str.splitlines` cuts at and JSON Lines does not."""


def test_rows_are_cut_at_newlines_only_and_a_torn_last_one_is_left_out(tmp_path):
    path = tmp_path / "rows.jsonl"
    rows = [{"step": 1, "completion": BREAKS}, {"step": 2, "completion": "plain"}]
    for row in rows:
        append_row(path, row)
    assert read_rows(path) == rows
    whole = path.read_bytes()
    for cut in range(len(whole)):
        path.write_bytes(whole[:cut])
        assert read_rows(path) == rows[: whole[:cut].count(b"\n")]
    assert read_rows(tmp_path / "none.jsonl") == []


def test_a_whole_file_is_never_half_written(tmp_path):
    """A writer is killed at some moment, again and again; what is read is one of the two contents."""
    path = tmp_path / "whole.json"
    write_json(path, ["old"] * 200_000)
    writer = (
        "import sys, pathlib\nfrom tunix_reasoning.files import write_json\n"
        "path = pathlib.Path(sys.argv[1])\nprint('ready', flush=True)\n"
        "while True:\n    for word in ('new', 'old'):\n        write_json(path, [word] * 200_000)\n"
    )
    for moment in range(4):
        with subprocess.Popen([sys.executable, "-c", writer, str(path)], stdout=subprocess.PIPE) as process:
            assert process.stdout
            process.stdout.readline()
            try:
                process.wait(timeout=0.05 + 0.07 * moment)
            except subprocess.TimeoutExpired:
                process.kill()
        assert set(read_json(path)) in ({"old"}, {"new"})


@pytest.mark.skipif(os.name != "posix" or not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_write_that_fails_leaves_the_old_content(tmp_path, monkeypatch):
    path = tmp_path / "kept.txt"
    write_whole(path, "old")
    monkeypatch.setattr(os, "fsync", lambda file: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OSError, match="No space"):
        write_whole(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_is_told_with_the_file():
    with pytest.raises(OSError, match="No space left on device: '/dev/full'"):
        append_row(Path("/dev/full"), {"step": 1})


def test_a_file_that_is_not_json_is_named(tmp_path):
    (tmp_path / "bad.json").write_text("{")
    with pytest.raises(ValueError, match=r"bad\.json is not JSON"):
        read_json(tmp_path / "bad.json")
    write_json(tmp_path / "good.json", {"text": BREAKS})
    assert json.loads((tmp_path / "good.json").read_bytes()) == {"text": BREAKS}
