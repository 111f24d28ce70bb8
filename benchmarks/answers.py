"""Same answer or not: this project's `answers.py` beside math-verify, on the same pairs in the same run.

Pairs: short answers of GSM8K (a sample of its training split), fractions, and linear terms between dollar signs, as
math-verify wants them, written in many ways, half of them right, half wrong; the same numbers hidden among
alternatives, hedges and near misses; and the table of the tests. The truth is known by construction.
Printed: agreement between the two, what each accepts wrongly and misses, comparisons a second of processor time; and
the verdicts on math-verify's own test cases, whose truth is what its authors expect.

    python benchmarks/answers.py [--golds 50] [--output results/rewards/answers.json]
"""

from __future__ import annotations

import argparse
import json
import logging
import re
import runpy
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from math_verify import parse, verify

from tunix_reasoning.answers import same_answer
from tunix_reasoning.answers.peer import second_opinion

_ROOT = Path(__file__).resolve().parents[1]
GSM8K = _ROOT / "benchmarks/data/gsm8k_sample.jsonl"
PEER_CASES = _ROOT / "benchmarks/data/math_verify_cases.jsonl"
Pair = tuple[str, str, str | None, bool]  # candidate, gold, kind, whether it is right

Write = Callable[[int], str]


def forms(*templates: str) -> list[Write]:
    """Each template is filled with n and simple arithmetic of it."""
    return [
        lambda n, template=template: template.format(
            n=n, more=n + 1, less=n - 1, ten=10 * n, double=2 * n, triple=3 * n, thousands=f"{n:,}", odd=2 * n + 1,
            decimal=(2 * n + 1) / 8, odd3=6 * n + 3, rest=n - 7, spaced=f"{n:,}".replace(",", " "),
        )
        for template in templates
    ]


# Gold answer, right ways to write it, plainly wrong answers.
_SHORT = [
    (
        forms("{n}")[0],
        forms("{n}", "{thousands}", "{n}.0", "{n}.00", "{n}.", " {n}\n", "${n}", "${thousands}.00", r"\boxed{{{n}}}",
              "${n}$", "x = {n}", "{n} apples", "**{n}**", "{triple}/3", r"\frac{{{double}}}{{2}}", "{rest} + 7 = {n}",
              "{n}%", "{spaced}", "{n} dollars", "({n})"),
        forms("{more}", "{less}", "-{n}", "{ten}", "{n}.5", "1/{n}", "{n}/2", "{n}^2", "{n}{n}", r"\boxed{{{more}}}",
              "x = {less}", "${more}", "{more} apples", "{ten}%", "{n} + 1", "0", "0.{n}", "{double}", "{n},5", "no"),
    ),
    (
        forms("{odd}/8")[0],
        forms("{odd}/8", r"\frac{{{odd}}}{{8}}", r"$\dfrac{{{odd}}}{{8}}$", "{decimal}", "{odd3}/24", "x = {odd}/8"),
        forms("8/{odd}", "{odd}/4", "{odd}", "-{odd}/8", r"\frac{{8}}{{{odd}}}", "{odd}.8"),
    ),
    (
        forms("${n}x + {more}$")[0],
        forms("${n}x + {more}$", "${more} + {n}x$", "${n}*x+{more}$", "$y = {n}x + {more}$",
              "${n}(x + 1) + 1$", "${n}x+{n}+1$"),
        forms("${n}x - {more}$", "${n}x$", "${more}x + {n}$", "${n}x + {n}$",
              "${n}x^2 + {more}$", "${n}y + {more}$"),
    ),
]
# What a policy tries when it does not know whether n is right.
EVASIONS = forms(
    "{n} or {more}", "{less}, {n}", "{n}, {more}", "{n} and {more}", "{n}; {more}", "{less} {n}", "{less}\n{n}",
    "{n}?", "{n}, maybe {more}", "either {n}", "not {n}", "about {n}", "~{n}", "{n} or so", "at least {n}", "<{n}",
    "{less}/{n}", "{{{n}, {more}}}", "[{n}, {more}]", "{less}-{more}", "{n}:{more}", "{n}x", "{n} thousand", "{n}!",
    "{less} = {n}", "{less} + 4 = {n}",
)


def table() -> list[Pair]:
    """Every row of the tests, judged strictly."""
    tables = [runpy.run_path(str(_ROOT / "tests/answers" / name)) for name in ("test_answers.py", "test_notations.py")]
    verdicts = {"SAME": True, "LENIENT": False, "DIFFERENT": False}
    return [(*row, right) for rows in tables for name, right in verdicts.items() for row in rows.get(name, [])]


def golds(count: int) -> list[int]:
    rng = Random("answers")
    rows = [json.loads(line)["answer"] for line in GSM8K.read_text().splitlines()]
    wholes = {int(row.split("#### ")[1].replace(",", "")) for row in rows if re.search(r"#### [\d,]+$", row)}
    return rng.sample([number for number in sorted(wholes) if number >= 10], count)


def short_answers(numbers: list[int]) -> list[Pair]:
    return [
        (write(n), gold(n), None, right)
        for n in numbers
        for gold, rights, wrongs in _SHORT
        for ways, right in ((rights, True), (wrongs, False))
        for write in ways
    ]


def evasions(numbers: list[int]) -> list[Pair]:
    return [(write(n), str(n), None, False) for n in numbers for write in EVASIONS]


def math_verify(candidate: str, gold: str, kind: str | None) -> bool:
    """As it is meant to be used, with its own time limits, which need the main thread."""
    if re.search(r"9(?:\*\*|\^).*9(?:\*\*|\^)", candidate):
        return False  # it computes the number, and no signal interrupts that
    return bool(verify(parse(gold), parse(candidate)))


def _judge(same: Callable[[str, str, str | None], bool], pairs: list[Pair]) -> tuple[list[bool], float]:
    """Verdicts, and comparisons a second."""
    start = time.process_time()
    verdicts = [same(candidate, gold, kind) for candidate, gold, kind, _ in pairs]
    return verdicts, len(pairs) / (time.process_time() - start)


def _compare(name: str, pairs: list[Pair]) -> dict[str, Any]:
    truth = [right for *_, right in pairs]
    ours, our_speed = _judge(same_answer, pairs)
    theirs, their_speed = _judge(math_verify, pairs)
    agreement = sum(a == b for a, b in zip(ours, theirs, strict=True)) / len(pairs)
    print(f"{name}: {len(pairs)} pairs, {sum(truth)} of them the same; agreement {agreement:.1%}")
    found: dict[str, Any] = {"pairs": len(pairs), "the_same": sum(truth), "agreement": agreement}
    for judge_name, verdicts, speed in (
        ("answers.py", ours, our_speed),
        ("math-verify", theirs, their_speed),
    ):
        wrongly = sum(said and not right for said, right in zip(verdicts, truth, strict=True))
        missed = sum(right and not said for said, right in zip(verdicts, truth, strict=True))
        print(f"  {judge_name:12} accepts wrongly {wrongly:4}   misses {missed:4}   {speed:9,.0f} a second")
        found[judge_name] = {"accepts_wrongly": wrongly, "misses": missed, "per_second": round(speed)}
    print(f"  answers.py is {our_speed / their_speed:.0f} times as fast")
    return found


def peer_cases() -> dict[str, Any]:
    """Agreement with what math-verify's authors expect of it; a strict reader is to accept nothing that they refuse."""
    cases = [json.loads(line) for line in PEER_CASES.open(encoding="utf-8")]
    readers: dict[str, Callable[[str, str], bool]] = {
        "strict": same_answer,
        "lenient": partial(same_answer, lenient=True),
        "lenient, then math-verify": partial(same_answer, lenient=True, fallback=second_opinion),
        "math-verify": lambda candidate, gold: math_verify(candidate, gold, None),
    }
    print(f"math-verify's cases: {len(cases)} pairs, {sum(case['right'] for case in cases)} of them the same")
    found: dict[str, Any] = {"pairs": len(cases)}
    for name, same in readers.items():
        verdicts = [(same(case["candidate"], case["gold"]), case["right"]) for case in cases]
        agreed = sum(said == right for said, right in verdicts) / len(cases)
        wrongly = sum(said and not right for said, right in verdicts)
        print(f"  {name:26} agrees {agreed:6.1%}   accepts wrongly {wrongly:3}")
        found[name] = {"agrees": agreed, "accepts_wrongly": wrongly}
    return found


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--golds", type=int, default=50, help="numbers, each compared with 90 candidates")
    parser.add_argument("--output", type=Path)
    arguments = parser.parse_args(argv)
    logging.getLogger("math_verify").setLevel(logging.CRITICAL)
    numbers = golds(arguments.golds)
    compared = {"short answers": short_answers(numbers), "evasions": evasions(numbers), "table of the tests": table()}
    record = {name: _compare(name, pairs) for name, pairs in compared.items()}
    record["math-verify's cases"] = peer_cases()
    if arguments.output:
        arguments.output.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
