"""Examples a second, beside reasoning-gym, on the families that both have; one process, one core, one run.

reasoning-gym (https://github.com/open-thought/reasoning-gym) gives a question and an answer; this generator
also gives two worked solutions and the metadata, and is timed with all of them. Each pair is timed in turns,
ours, theirs, ours, theirs, …, in processor time, and the best of five counts for both.

    pip install reasoning-gym
    python benchmarks/data_generation.py [--examples 300] [--json OUT]
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from reasoning_data.catalog import BY_NAME, example, generate

PAIRS = {
    "math/addition": "chain_sum",
    "math/multiplication": "products",
    "math/order_of_operations": "basic_arithmetic",
    "math/linear_equation": "simple_equations",
    "math/quadratic_equation": "polynomial_equations",
    "math/greatest_common_divisor": "gcd",
    "math/least_common_multiple": "lcm",
    "math/prime_factors": "prime_factorization",
    "math/ratio_simplify": "fraction_simplification",
    "math/two_kinds": "leg_counting",
    "math/missing_angle": "simple_geometry",
    "logic_puzzle/number_pattern": "number_sequence",
    "logic_puzzle/syllogism": "syllogism",
    "logic_puzzle/knights": "knights_knaves",
    "logic_puzzle/relation": "family_relationships",
}
ROUNDS = 5
_LONGEST = 0.3
"""Seconds a round may take."""
_SEED = 42


def rate(make: Callable[[int], Any], number: int) -> float:
    """Examples a second over the first `number` indices, or those made within _LONGEST seconds."""
    begin = time.process_time()
    for index in range(number):
        make(index)
        if (taken := time.process_time() - begin) > _LONGEST:
            break
    return (index + 1) / taken


def _ours(name: str) -> Callable[[int], Any]:
    """Our family, its three difficulties in turn."""
    family = BY_NAME[name]
    levels = family.difficulties
    return lambda index: example(family, levels[index % len(levels)], _SEED, "train", index // len(levels))


def _compare(number: int) -> list[dict[str, Any]]:
    """One row a pair: the best rates of both and their ratio."""
    import reasoning_gym

    rows = []
    for name, peer in PAIRS.items():
        mine = _ours(name)
        theirs = reasoning_gym.create_dataset(peer, size=number, seed=_SEED).__getitem__
        mine(0), theirs(0)  # tables that either builds on first use
        rounds = [(rate(mine, number), rate(theirs, number)) for _ in range(ROUNDS)]
        best, peers = (max(column) for column in zip(*rounds, strict=True))
        rows.append({"family": name, "peer": peer, "ours": best, "theirs": peers, "ratio": best / peers})
        print(f"{name:<32}{peer:<26}{best:>10,.0f}{peers:>12,.0f}{best / peers:>9.1f}", flush=True)
    return rows


def main(argv: list[str] | None = None) -> int:
    """Prints the whole mix's rate, then the table; 0 also where reasoning-gym is not installed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--examples", type=int, default=300, help="examples a family and round (300)")
    parser.add_argument("--json", type=Path, help="also write the numbers to this file")
    args = parser.parse_args(argv)

    mix = max(_mix_rate() for _ in range(3))
    print(f"{platform.python_implementation()} {platform.python_version()}, one core")
    print(f"the usual mix, traces included: {mix:,.0f} examples a second\n")
    if find_spec("reasoning_gym") is None:
        print("reasoning-gym is not installed (pip install reasoning-gym); nothing to compare with")
        return 0
    print(f"{'family':<32}{'reasoning-gym':<26}{'ours/s':>10}{'theirs/s':>12}{'ratio':>9}")
    rows = _compare(args.examples)
    ours_all, theirs_all = (sum(1 / row[who] for row in rows) for who in ("ours", "theirs"))
    ratios = [row["ratio"] for row in rows]
    result = {
        "one example of each family": theirs_all / ours_all,
        "geometric mean": statistics.geometric_mean(ratios),
        "median": statistics.median(ratios),
    }
    print(f"\nours : theirs over {len(rows)} families")
    for name, ratio in result.items():
        print(f"{name:<32}{ratio:>8.2f}")
    if args.json:
        args.json.write_text(json.dumps({"mix": mix, "ratios": result, "families": rows}, indent=1) + "\n")
    return 0


def _mix_rate(number: int = 10_000) -> float:
    begin = time.process_time()
    for _ in generate(number, _SEED):
        pass
    return number / (time.process_time() - begin)


if __name__ == "__main__":
    sys.exit(main())
