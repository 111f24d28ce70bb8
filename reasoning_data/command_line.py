"""The options of `generate_training_data.py`: what they are called, what they take, and what is said of a wrong one."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from reasoning_data.files import FORMATS
from reasoning_data.mix import DIFFICULTY_SHARES, TYPE_SHARES
from reasoning_data.schema import SPLITS

DEFAULT_OUTPUT = "reasoning_training_data.json"
EPILOG = """examples:
  %(prog)s                                    the shipped dataset: 1,000 examples, seed 42
  %(prog)s --count 100000 --workers 4 --output big.jsonl
  %(prog)s --count 500 --types math=0.7,code=0.3 --difficulty easy,medium --output some.json
  %(prog)s --augment --output more.json --stats more.png
  %(prog)s --levels 1-3 --output easiest.json
  %(prog)s --split test --seed 1 --output test.json
  %(prog)s --count 100000000 --shard 3/1000 --output part-0003.jsonl
  %(prog)s --count 3 --families percent_of --output - --format jsonl
  %(prog)s --verify reasoning_training_data.json
  %(prog)s --stats reasoning_training_data.json
"""


class Parser(argparse.ArgumentParser):
    """Says in one line what is wrong, without the page of usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"error: {message} (--help shows the options)\n")


def parser() -> Parser:
    """The parser of the whole command line."""
    made = Parser(
        prog="generate_training_data.py",
        usage="%(prog)s [options]",
        description="Write reasoning problems with worked, checked solutions, or check a file of them.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    what = made.add_argument_group("what to write")
    what.add_argument("--count", type=_natural, default=1000, metavar="N", help="how many examples (1000)")
    what.add_argument("--seed", type=_integer, default=42, metavar="N", help="any integer (42)")
    what.add_argument("--split", choices=SPLITS, help="only this split (all: 80 %%, 10 %%, 10 %%)")
    what.add_argument(
        "--types", type=_shares, metavar="T", help=f"with or without shares ({_show(TYPE_SHARES)})"
    )
    what.add_argument(
        "--difficulty", type=_shares, metavar="D", help=f"likewise ({_show(DIFFICULTY_SHARES)})"
    )
    what.add_argument(
        "--levels", type=_levels, metavar="L",
        help="only this much work, of the levels from 1 to 10, such as 1-3 or 2,5",
    )
    what.add_argument(
        "--families", type=_names, metavar="F", help="only these families, such as percent_of,river_crossing"
    )
    what.add_argument(
        "--augment", action="store_true", help="add variants: other words, settings, difficulties"
    )
    how = made.add_argument_group("how to write it")
    how.add_argument(
        "--output", default=DEFAULT_OUTPUT, metavar="FILE", help=f"- is standard output ({DEFAULT_OUTPUT})"
    )
    how.add_argument("--format", choices=FORMATS, help="as the name of FILE ends, else json")
    how.add_argument(
        "--workers", type=_natural, default=1, metavar="N",
        help="processes, at most one a core; any number writes the same file (1)",
    )
    how.add_argument(
        "--shard", type=_shard, default=(1, 1), metavar="I/N",
        help="part I of N, from 1; all N make the whole",
    )
    how.add_argument("--force", action="store_true", help="replace a file that this generator did not write")
    look = made.add_argument_group("what to look at")
    look.add_argument("--list", action="store_true", help="write nothing; list the families")
    look.add_argument(
        "--verify", type=Path, metavar="FILE", help="write nothing; check FILE and list what is wrong by row"
    )
    look.add_argument(
        "--stats", nargs="?", const="", metavar="FILE",
        help="print a table of what was written or verified, drawn in FILE where it is a .png, .svg or .pdf; "
        "or write nothing and describe the dataset FILE",
    )
    return made


def _integer(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"must be an integer. Received: {text[:40]}") from None


def _natural(text: str) -> int:
    if not text.isdecimal() or len(text) > 100 or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number from 1. Received: {text[:40]}")
    return int(text)


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _levels(text: str) -> frozenset[int]:
    """`1-3,5`."""
    levels: set[int] = set()
    for item in _names(text):
        first, dash, last = item.partition("-")
        ends = (first, last if dash else first)
        found = range(int(ends[0]), int(ends[1]) + 1) if all(e.isdecimal() and len(e) < 3 for e in ends) else ()
        levels.update(found)
        if not found:
            levels.clear()
            break
    if not levels:
        raise argparse.ArgumentTypeError(f"must be levels from 1 to 10, such as 1-3 or 2,5. Received: {text[:40]}")
    return frozenset(levels)


def _shares(text: str) -> Mapping[str, float] | Sequence[str]:
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
    numbers = part.isdecimal() and parts.isdecimal() and len(text) < 100
    if not (slash and numbers and 1 <= int(part) <= int(parts)):
        raise argparse.ArgumentTypeError(f"must be I/N with 1 ≤ I ≤ N, such as 3/100. Received: {text[:40]}")
    return int(part), int(parts)


def _show(shares: Mapping[str, float]) -> str:
    return ",".join(f"{name}={share:g}" for name, share in shares.items())
