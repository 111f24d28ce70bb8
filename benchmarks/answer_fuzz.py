"""Random answers against random gold answers: none may raise, none may take long, and each equals itself or nothing.

Inputs are rows of the tests' tables, cut, joined, repeated and sprinkled with pieces of notation, and texts of random
characters; seeded, so that a failure can be had again. Time is processor time; garbage is collected between inputs.

    python benchmarks/answer_fuzz.py [--inputs 200000] [--seed 0] [--limit 50] [--output results/rewards/fuzz.json]
"""

from __future__ import annotations

import argparse
import gc
import json
import runpy
import sys
import time
from pathlib import Path
from random import Random

from reasoning_data.schema import ANSWER_KINDS
from tunix_reasoning.answers import extract_answer, same_answer

_TABLES = Path(__file__).resolve().parents[1] / "tests/answers"
_PIECES = [
    "36", "1,200", "0.(3)", " and ", " or ", "x", " = ", "\\frac{", "}", "\\boxed{", " cm", " dozen", " tenths",
    "°C", "\n", "March 3, 2024", "2:30 pm", "9**9", "^", "!", "|", "sqrt(", "log_2 ", "binom(5,2)",
    "\\begin{pmatrix}", "\\\\", " & ", "\\end{pmatrix}", "answer is ", "####", "B) ", " - ", "yes", ", ", "; ",
    "[", ")", "(", "{", "∞", "∪", "∈", "<=", " > ", "\\overline{3}", "_{5}", "\\left(", "\\right.", "R2", " K",
    "'", '"', "$", "%", "the ", "\u200b", "²", "½", "±", "π", "1. ", "two hundred ", "\\sum_", "\\text{", "e^",
    "10^{", "--", "…", "→", "٣", "ﷺ", "\\", "{,}", "half ", "a ",
]
_QUESTIONS = ["", "What is it in lowest terms?", "What percentage is it?", "How many dozen eggs are left?"]


def _rows() -> list[tuple[str, str, str | None]]:
    """Every row of the tests' tables."""
    tables = [runpy.run_path(str(_TABLES / name)) for name in ("test_answers.py", "test_notations.py")]
    return [row for table in tables for name in ("SAME", "LENIENT", "DIFFERENT") for row in table.get(name, [])]


def _text(rng: Random, known: list[str]) -> str:
    """One random text of up to about 1,200 characters, most of them short."""
    choice = rng.random()
    if choice < 0.3:
        written = rng.choice(known)
        at = rng.randint(0, len(written))
        written = written[:at] + rng.choice(_PIECES) + written[at + rng.randint(0, 2) :]
    elif choice < 0.55:
        written = "".join(rng.choices(_PIECES, k=rng.randint(1, 12)))
    elif choice < 0.75:
        written = rng.choice([" ", "", ", "]).join(rng.choices(known, k=rng.randint(1, 4)))
    elif choice < 0.9:
        written = "".join(chr(rng.randint(1, rng.choice((127, 0xD7FF)))) for _ in range(rng.randint(0, 40)))
    else:
        unit = rng.choice(_PIECES + known)
        written = unit * rng.randint(1, max(1, 1200 // max(1, len(unit))))
    return written


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--inputs", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--limit", type=float, default=50, help="milliseconds of processor time an input")
    parser.add_argument("--output", type=Path)
    arguments = parser.parse_args(argv)
    rng, table = Random(f"answers/{arguments.seed}"), _rows()
    known = sorted({part for candidate, gold, _ in table for part in (candidate, gold) if part})
    kinds = [None, *ANSWER_KINDS]
    slowest, failures, lenient_only = (0.0, ""), 0, 0
    gc.disable()
    for number in range(arguments.inputs):
        candidate, gold = _text(rng, known), _text(rng, known)
        kind, question = rng.choice(kinds), rng.choice(_QUESTIONS)
        shown = f"same_answer({candidate!r}, {gold!r}, {kind!r}, question={question!r})"
        start = time.process_time()
        try:
            strict, lenient = (same_answer(candidate, gold, kind, mode, question) for mode in (False, True))
            itself = same_answer(gold, gold, kind)
            extract_answer(candidate)
        except Exception as error:
            failures += 1
            print(f"{number}: {type(error).__name__}: {error}: {shown}")
            continue
        milliseconds = (time.process_time() - start) * 1000
        slowest = max(slowest, (milliseconds, shown))
        lenient_only += lenient and not strict
        if (strict and not (lenient and itself)) or milliseconds > arguments.limit:
            failures += 1
            print(f"{number}: {milliseconds:.1f} ms, strict {strict}, lenient {lenient}, itself {itself}: {shown}")
        if number % 1000 == 0:
            gc.collect()
    print(f"{arguments.inputs:,} inputs, {failures} failures; right to a lenient reader alone: {lenient_only}")
    print(f"slowest: {slowest[0]:.1f} ms: {slowest[1][:300]}")
    if arguments.output:
        record = {"inputs": arguments.inputs, "seed": arguments.seed, "limit_ms": arguments.limit,
                  "failures": failures, "slowest_ms": round(slowest[0], 1)}
        arguments.output.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    return failures > 0


if __name__ == "__main__":
    sys.exit(main())
