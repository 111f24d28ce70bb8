#!/usr/bin/env python3
"""Writes reasoning problems with worked, checked solutions: any number of them, the same ones for the same seed.

Needs nothing but Python 3.11 or newer and the folder `reasoning_data/` beside it.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from reasoning_data.augment import variants
from reasoning_data.catalog import Plan, examples, make_plan
from reasoning_data.files import FORMATS, FileError, format_of, progress, read, write, write_text
from reasoning_data.mix import DIFFICULTY_SHARES, TYPE_SHARES
from reasoning_data.schema import SPLITS
from reasoning_data.statistics import Statistics
from reasoning_data.verify import Verifier

DEFAULT_OUTPUT = "reasoning_training_data.json"
PICTURES = (".png", ".svg", ".pdf")
SHOWN_PROBLEMS = 50
EPILOG = """examples:
  %(prog)s                                    the shipped dataset: 1,000 examples, seed 42
  %(prog)s --count 100000 --workers 4 --output big.jsonl
  %(prog)s --count 500 --types math=0.7,code=0.3 --difficulty easy,medium --output some.json
  %(prog)s --augment --output more.json --stats more.png
  %(prog)s --split test --seed 1 --output test.json
  %(prog)s --count 10000000 --shard 3/100 --output part-003.jsonl
  %(prog)s --count 3 --families percent_of --output - --format jsonl
  %(prog)s --verify reasoning_training_data.json
  %(prog)s --stats reasoning_training_data.json
"""


def main(argv: list[str] | None = None) -> int:
    """Runs the command line and returns the exit code: 0 done, 1 failed with a line that says why, 2 wrong usage."""
    parser = _parser()
    args = parser.parse_args(argv)
    try:
        if args.verify:
            return _verify(args.verify, args.stats)
        if args.stats and not _is_picture(args.stats):
            statistics = Statistics(read(Path(args.stats)))
            _check_found(statistics.total, args.stats)
            print(statistics.table())
            return 0
        return _generate(args, _plan(args, parser.error))
    except FileError as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        return _fail("interrupted; nothing was written")
    except BrokenPipeError:  # the reader of standard output has seen enough, as `head` has
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description="Write reasoning problems with worked, checked solutions, or check a file of them.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    what = parser.add_argument_group("what to write")
    what.add_argument("--count", type=_natural, default=1000, metavar="N", help="how many examples (1000)")
    what.add_argument("--seed", type=int, default=42, metavar="N", help="any integer (42)")
    what.add_argument("--split", choices=SPLITS, help="only this split (all: 80 %%, 10 %%, 10 %%)")
    what.add_argument(
        "--types", type=_shares, metavar="T", help=f"with or without shares ({_show(TYPE_SHARES)})"
    )
    what.add_argument(
        "--difficulty", type=_shares, metavar="D", help=f"likewise ({_show(DIFFICULTY_SHARES)})"
    )
    what.add_argument(
        "--families", type=_names, metavar="F", help="only these families, such as percent_of,river_crossing"
    )
    what.add_argument(
        "--augment", action="store_true", help="add variants: other words, settings, difficulties"
    )
    how = parser.add_argument_group("how to write it")
    how.add_argument(
        "--output", default=DEFAULT_OUTPUT, metavar="FILE", help=f"- is standard output ({DEFAULT_OUTPUT})"
    )
    how.add_argument("--format", choices=FORMATS, help="as the name of FILE ends, else json")
    how.add_argument(
        "--workers",
        type=_natural,
        default=1,
        metavar="N",
        help="processes; any number writes the same file (1)",
    )
    how.add_argument(
        "--shard",
        type=_shard,
        default=(1, 1),
        metavar="I/N",
        help="part I of N, from 1; all N make the whole",
    )
    how.add_argument("--force", action="store_true", help="replace a file that this generator did not write")
    look = parser.add_argument_group("what to look at")
    look.add_argument(
        "--verify", type=Path, metavar="FILE", help="write nothing; check FILE and list what is wrong by row"
    )
    look.add_argument(
        "--stats", nargs="?", const="", metavar="FILE",
        help="print a table of what was written or verified, drawn in FILE where it is a .png, .svg or .pdf; "
        "or write nothing and describe the dataset FILE",
    )
    return parser


def _plan(args: argparse.Namespace, wrong_usage: Callable[[str], Any]) -> Plan:
    try:
        return make_plan(args.count, args.seed, args.split, args.types, args.difficulty, args.families)
    except ValueError as error:
        return wrong_usage(str(error))


def _generate(args: argparse.Namespace, plan: Plan) -> int:
    _check_picture(args.stats)
    part, parts = args.shard
    start, stop = (args.count * i // parts for i in (part - 1, part))
    stream: Iterator[dict[str, Any]] = examples(
        plan, start, stop, args.workers, variants if args.augment else None
    )
    statistics, begin = Statistics(), time.perf_counter()
    stream = statistics.watch(progress(stream, stop - start))
    to_file = args.output != "-"
    form = args.format or format_of(args.output)
    if to_file:
        write(stream, Path(args.output), form, args.force)
    elif form == "parquet":
        return _fail("Parquet does not go to standard output; --output FILE")
    else:
        write_text(stream, sys.stdout, form)
    if args.stats is not None:
        _show_statistics(statistics, args.stats, sys.stdout if to_file else sys.stderr)
    elif to_file:
        rate = statistics.total / (time.perf_counter() - begin)
        print(f"{args.output}: {statistics.total:,} examples, {rate:,.0f} a second")
    return 0


def _verify(path: Path, stats: str | None) -> int:
    if stats and not _is_picture(stats):
        return _fail(
            "--verify with --stats draws a picture or prints a table; FILE must end in .png, .svg or .pdf"
        )
    _check_picture(stats)
    verifier, statistics, found = Verifier(), Statistics(), 0
    rows = read(path)
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


def _check_found(rows: int, path: Path | str) -> None:
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


def _natural(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number from 1. Received: {text}")
    return int(text)


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _shares(text: str) -> Mapping[str, float] | list[str]:
    """`math=0.5,code=0.5` or `math,code`."""
    if "=" not in text:
        return _names(text)
    try:
        return {name.strip(): float(share) for name, share in (item.split("=") for item in _names(text))}
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"must be names, all with a share or none, such as a=0.5,b=0.5 or a,b. Received: {text}"
        ) from None


def _shard(text: str) -> tuple[int, int]:
    part, slash, parts = text.partition("/")
    if not (slash and part.isdecimal() and parts.isdecimal() and 1 <= int(part) <= int(parts)):
        raise argparse.ArgumentTypeError(f"must be I/N with 1 ≤ I ≤ N, such as 3/100. Received: {text}")
    return int(part), int(parts)


def _show(shares: Mapping[str, float]) -> str:
    return ",".join(f"{name}={share:g}" for name, share in shares.items())


if __name__ == "__main__":
    sys.exit(main())
