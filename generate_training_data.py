#!/usr/bin/env python3
"""Writes reasoning problems with worked, checked solutions: any number of them, the same ones for the same seed.

Needs nothing but Python 3.11 or newer and the folder `reasoning_data/` beside it.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from reasoning_data.augment import variants
from reasoning_data.catalog import FAMILIES, Plan, examples, make_plan
from reasoning_data.command_line import parser
from reasoning_data.files import FileError, format_of, read_examples, with_progress, write, write_text
from reasoning_data.statistics import Statistics
from reasoning_data.verify import Verifier

PICTURES = (".png", ".svg", ".pdf")
SHOWN_PROBLEMS = 50


def main(argv: list[str] | None = None) -> int:
    """Runs the command line and returns the exit code: 0 done, 1 failed with a line that says why, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # UTF-8 as in files, whatever the locale can spell
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    try:
        if sys.stdout is None:
            raise FileError("standard output is closed")
        code = _run(argv)
        sys.stdout.flush()
        return code
    except FileError as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        return _fail("interrupted; nothing was written")
    except OSError as error:  # files raise FileError, so it is standard output: full, or closed as by `head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is left in the buffer goes nowhere
        return _fail(f"cannot write standard output: {error.strerror}")


def _run(argv: list[str] | None) -> int:
    options = parser()
    args = options.parse_args(argv)
    if args.list:
        return _list()
    if args.verify:
        return _verify(args.verify, args.stats)
    if args.stats and not _is_picture(args.stats):
        return _describe(Path(args.stats))
    try:
        plan = make_plan(args.count, args.seed, args.split, args.types, args.difficulty, args.families, args.levels)
    except ValueError as error:
        options.error(str(error))
    return _generate(args, plan)


def _generate(args: argparse.Namespace, plan: Plan) -> int:
    _check_picture(args.stats)
    part, parts = args.shard
    start, stop = (args.count * i // parts for i in (part - 1, part))
    stream: Iterator[dict[str, Any]] = with_progress(
        examples(plan, start, stop, args.workers, variants if args.augment else None), stop - start
    )
    statistics, begin, to_file = Statistics(), time.perf_counter(), args.output != "-"
    if args.stats is not None:
        stream = statistics.watch(stream)
    form = args.format or format_of(args.output)
    if to_file:
        number = write(stream, Path(args.output), form, args.force)
    elif form == "parquet":
        raise FileError("Parquet does not go to standard output; --output FILE")
    else:
        number = write_text(stream, sys.stdout, form)
    if args.stats is not None:
        _show_statistics(statistics, args.stats, sys.stdout if to_file else sys.stderr)
    elif to_file:
        print(f"{args.output}: {number:,} examples, {number / (time.perf_counter() - begin):,.0f} a second")
    return 0


def _list() -> int:
    print(f"{'family':<34}{'domain':<22}{'answer':<12}about")
    for family in FAMILIES:
        print(f"{family.path:<34}{family.domain:<22}{family.answer_kind:<12}{', '.join(family.keywords)}")
    return 0


def _describe(path: Path) -> int:
    statistics = Statistics(read_examples(path))
    _check_found(statistics.total, path)
    print(statistics.table())
    return 0


def _verify(path: Path, stats: str | None) -> int:
    if stats and not _is_picture(stats):
        raise FileError(
            "--verify with --stats draws a picture or prints a table; FILE must end in .png, .svg or .pdf"
        )
    _check_picture(stats)
    verifier, statistics, found = Verifier(), Statistics(), 0
    rows = read_examples(path)
    for problem in verifier.problems(rows if stats is None else statistics.watch(rows)):
        found += 1
        if found <= SHOWN_PROBLEMS:
            print(problem)
    _check_found(verifier.done["rows"], path)
    if found > SHOWN_PROBLEMS:
        print(f"… and {found - SHOWN_PROBLEMS:,} more")
    if stats is not None:
        _show_statistics(statistics, stats, sys.stdout)
    print(f"{path}: {verifier.summary()}; {found or 'no'} problem{'s' * (found != 1)}")
    return 1 if found else 0


def _show_statistics(statistics: Statistics, picture: str, file: Any) -> None:
    print(statistics.table(), file=file)
    if picture:
        statistics.draw(picture)
        print(f"\ndrawn in {picture}", file=file)


def _check_found(rows: int, path: Path) -> None:
    if not rows:
        raise FileError(f"{path} holds no examples")


def _check_picture(stats: str | None) -> None:
    """Before the work, not after it."""
    if stats and not Path(stats).parent.is_dir():
        raise FileError(f"cannot draw {stats}: there is no folder {Path(stats).parent}")
    if stats and find_spec("matplotlib") is None:
        raise FileError("drawing needs matplotlib: pip install matplotlib; --stats alone prints a table")


def _is_picture(name: str) -> bool:
    return name.lower().endswith(PICTURES)


def _fail(message: str) -> int:
    print(f"error: {message}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
