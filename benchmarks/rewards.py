"""How well quality ranks right above wrong, and how fast the rewards are.

    python benchmarks/rewards.py [--limit N] [--fit]

Solutions of GSM8K's training set are spoiled in the ways that models go wrong: another operation, a number taken
from the wrong place, a quantity dropped, a step or the last step left out, a slip, a number misread, a step too
many. What follows the spoiled step is computed again, so the arithmetic stays consistent and only the reading of
the question is wrong. As with a model, every step may fail, so long solutions fail more often. `--fit` fits the
weights of `tunix_reasoning/process.py` anew on the solutions with even numbers and prints by how much each would
change; what is reported is measured on those with odd numbers.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np

from tunix_reasoning.prompts import format_completion, parse
from tunix_reasoning.rewards import correctness_reward, format_reward, reasoning_quality_reward
from tunix_reasoning.traces.quality import WEIGHTS, inspect
from tunix_reasoning.traces.questions import understand

DATA = Path(__file__).parent.parent.parent / "shared" / "data" / "gsm8k_train.jsonl"
KEYWORDS = re.compile(
    r"\b(?:first|then|next|finally|therefore|so|because|thus|step|since|hence)\b", re.IGNORECASE
)
STEP_FAILS = 0.2
KINDS = {  # and how often each is drawn
    "operation": 2, "swapped": 5, "dropped": 3, "omitted": 5, "premature": 3, "last": 2, "slip": 1.5, "misread": 1,
    "extra": 2,
}

_ANNOTATED = re.compile(r"<<([^<>=]+)=([^<>]+)>>")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|\.\d+")
_VISIBLE = re.compile(r"([$\d.,%()\s+\-*/x×]*[\d%)])\s*=\s*\$?\s*$")
_TOKEN = re.compile(r"\d+(?:\.\d+)?|[-+*/()]")


@dataclass(frozen=True)
class Step:
    before: str
    """The words in front of the computation."""
    tokens: tuple[str, ...]
    value: Fraction


@dataclass(frozen=True)
class Solution:
    question: str
    lines: tuple[tuple[tuple[Step, ...], str], ...]
    """The steps of each line, and the words behind the last of them."""
    answer: Fraction


@dataclass(frozen=True)
class Sample:
    number: int
    question: str
    trace: str
    answer: str
    kind: str
    """`right`, or what was spoiled."""


def solutions(path: Path) -> Iterator[tuple[int, Solution]]:
    """The solutions whose every step is annotated, computed exactly, and leads to the answer."""
    for number, row in enumerate(map(json.loads, path.read_text().splitlines())):
        body, _, answer = row["answer"].partition("####")
        try:
            lines = tuple(_line(line) for line in body.strip().split("\n"))
            gold = Fraction(answer.strip().replace(",", ""))
        except (ValueError, ZeroDivisionError, IndexError):
            continue
        values = [step.value for steps, _ in lines for step in steps]
        if values and values[-1] == gold:
            yield number, Solution(row["question"], lines, gold)


def _line(line: str) -> tuple[tuple[Step, ...], str]:
    steps, position = [], 0
    for match in _ANNOTATED.finditer(line):
        before = line[position : match.start()]
        visible, shown = _VISIBLE.search(before), _NUMBER.match(line, match.end())
        if visible is None or shown is None:
            raise ValueError(line)
        tokens = _tokens(match[1])
        value = _evaluate(tokens)
        if abs(_fraction(shown[0]) - value) > Fraction(1, 100):
            raise ValueError(line)
        steps.append(Step(before[: visible.start()] + " ", tokens, value))
        position = shown.end()
    return tuple(steps), line[position:]


def _tokens(expression: str) -> tuple[str, ...]:
    plain = re.sub(r"(?<!\d)\.", "0.", expression.replace(" ", "").replace(",", ""))
    plain = re.sub(r"(\d+(?:\.\d+)?)%", r"(\1/100)", plain)
    tokens = tuple(_TOKEN.findall(plain))
    if "".join(tokens) != plain:
        raise ValueError(expression)
    return tokens


def _evaluate(tokens: tuple[str, ...]) -> Fraction:
    """Exact, by recursive descent; shares nothing with the rewards' reader."""
    rest = list(tokens)

    def total() -> Fraction:
        value = product()
        while rest and rest[0] in "+-":
            sign = 1 if rest.pop(0) == "+" else -1
            value += sign * product()
        return value

    def product() -> Fraction:
        value = atom()
        while rest and rest[0] in "*/":
            value = value * atom() if rest.pop(0) == "*" else value / atom()
        return value

    def atom() -> Fraction:
        token = rest.pop(0)
        if token == "-":
            return -atom()
        if token == "(":
            value = total()
            rest.pop(0)
            return value
        return Fraction(token)

    value = total()
    if rest:
        raise ValueError(tokens)
    return value


def _fraction(number: str) -> Fraction:
    return Fraction(number.replace(",", ""))


def write(value: Fraction) -> str:
    """A number as people write it, to two decimals."""
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.2f}".rstrip("0").rstrip(".")


def spoil(solution: Solution, kind: str, rng: random.Random) -> tuple[str, str] | None:
    """Trace and answer with one step spoiled and the rest recomputed; None where this cannot be done or is right."""
    count = sum(len(steps) for steps, _ in solution.lines)
    if kind in ("omitted", "premature") and count < 2:
        return None
    target = {"last": count - 1, "premature": count - 1, "omitted": rng.randrange(max(count - 1, 1))}.get(
        kind, rng.randrange(count)
    )
    change = rng.choice(("operation", "operation", "swapped", "dropped")) if kind == "last" else kind
    changed: dict[Fraction, Fraction] = {}  # what earlier results have become
    results: list[Fraction] = []
    written, index = [], 0
    times = rng.choice("**x×")
    for steps, behind in solution.lines:
        line, left_out = "", 0
        for step in steps:
            tokens = [_replaced(token, changed) for token in step.tokens]
            if index == target and change not in ("slip", "omitted", "premature", "extra"):
                tokens = _changed(
                    tokens, change, [*_NUMBER.findall(solution.question), *map(write, results)], rng
                )
            if not tokens:
                return None
            value = _evaluate(tuple(tokens))
            if index == target and change == "slip":
                value += rng.choice((1, -1, 10, -10, 2))
            skipped = index == target and change in ("omitted", "premature")
            index += 1
            if skipped:
                changed[step.value] = _fraction(rng.choice([t for t in tokens if t[0].isdigit()]))
                left_out += 1
                continue
            changed[step.value] = value
            results.append(value)
            line += (
                _rewritten(step.before, changed) + " ".join(tokens).replace("*", times) + f" = {write(value)}"
            )
        if line or not left_out:
            written.append(line + _rewritten(behind, changed))
    if change == "extra":
        sign, number = rng.choice("+-*"), rng.choice(_NUMBER.findall(solution.question) or ["2"])
        value = _evaluate(tuple(_tokens(f"{write(results[-1])}{sign}{number}".replace(",", "").lstrip("-"))))
        written.append(f"So it is {write(results[-1])} {sign} {number} = {write(value)}.")
        results.append(value)
    return ("\n".join(written), write(results[-1])) if results and results[-1] != solution.answer else None


def _changed(tokens: list[str], change: str, others: list[str], rng: random.Random) -> list[str]:
    """One expression, changed; empty where it has nothing to change."""
    signs = [i for i, token in enumerate(tokens) if token in "+-*/"]
    numbers = [i for i, token in enumerate(tokens) if token[0].isdigit()]
    if change == "operation" and signs:
        i = rng.choice(signs)
        tokens[i] = rng.choice({"+": "-*", "-": "+/", "*": "/+", "/": "*-"}[tokens[i]])
    elif change == "swapped" and len(numbers) == 2 and rng.random() < 0.3 and tokens[signs[0]] in "-/":
        tokens[numbers[0]], tokens[numbers[1]] = tokens[numbers[1]], tokens[numbers[0]]
    elif change == "swapped" and (elsewhere := [n.replace(",", "") for n in others if n not in tokens]):
        tokens[rng.choice(numbers)] = rng.choice(elsewhere)
    elif change == "dropped" and len(numbers) > 2 and "(" not in tokens:
        i = rng.choice(numbers[1:])
        del tokens[i - 1 : i + 1]
    elif change == "misread":
        i = rng.choice(numbers)
        tokens[i] = write(_fraction(tokens[i]) + rng.choice((1, 2, 10)))
    else:
        return []
    return ["0" + token if token[0] == "." else token for token in tokens]


def _replaced(token: str, changed: dict[Fraction, Fraction]) -> str:
    return write(changed.get(_fraction(token), _fraction(token))) if token[0].isdigit() else token


def _rewritten(words: str, changed: dict[Fraction, Fraction]) -> str:
    return _NUMBER.sub(
        lambda match: write(changed[v]) if (v := _fraction(match[0])) in changed else match[0], words
    )


def samples(path: Path, seed: int = 0) -> Iterator[Sample]:
    """One sample a solution, right or spoiled."""
    for number, solution in solutions(path):
        rng = random.Random(f"{seed}/{number}")
        count = sum(len(steps) for steps, _ in solution.lines)
        if rng.random() < (1 - STEP_FAILS) ** count:
            yield Sample(number, solution.question, _plain(solution, rng), write(solution.answer), "right")
            continue
        for kind in rng.choices(list(KINDS), list(KINDS.values()), k=6):
            try:
                spoiled = spoil(solution, kind, rng)
            except (ValueError, ZeroDivisionError, IndexError):
                continue
            if spoiled:
                yield Sample(number, solution.question, *spoiled, kind)
                break


def _plain(solution: Solution, rng: random.Random) -> str:
    times = rng.choice("**x×")
    return "\n".join(
        "".join(f"{s.before}{' '.join(s.tokens).replace('*', times)} = {write(s.value)}" for s in steps)
        + behind
        for steps, behind in solution.lines
    )


def auc(right: np.ndarray, scores: np.ndarray) -> float:
    """The chance that a right solution scores above a wrong one; ties count half."""
    good, bad = scores[right], np.sort(scores[~right])
    below, upto = np.searchsorted(bad, good, "left"), np.searchsorted(bad, good, "right")
    return float((below + upto).mean() / 2 / max(len(bad), 1))


def logistic(features: np.ndarray, right: np.ndarray, steps: int = 30) -> np.ndarray:
    """Newton's method with a unit ridge on standardized columns; coefficients on the columns as given."""
    mean, spread = features.mean(0), features.std(0) + 1e-9
    columns = np.c_[np.ones(len(features)), (features - mean) / spread]
    weights, ridge = np.zeros(columns.shape[1]), np.diag([0.0] + [1.0] * features.shape[1])
    for _ in range(steps):
        odds = 1 / (1 + np.exp(-columns @ weights))
        gradient = columns.T @ (odds - right) + ridge @ weights
        weights -= np.linalg.solve((columns.T * (odds * (1 - odds))) @ columns + ridge, gradient)
    return weights[1:] / spread


def doubted(path: Path) -> float:
    """The share of all right solutions, units, algebra and authors' slips included, that quality finds unlikely."""
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    pairs = [row["answer"].split("####") for row in rows]
    completions = [format_completion(trace.strip(), answer.strip()) for trace, answer in pairs]
    questions = [row["question"] for row in rows]
    return float(np.mean(np.array(reasoning_quality_reward(questions, completions, questions)) < 0.5))


def speed(rows: list[Sample], group: int, repeats: int = 7) -> float:
    """Completions a second, all three rewards together, on one core, in groups whose question was never read."""
    batches = []
    for start in range(0, len(rows) - group + 1, group):
        first = rows[start]
        questions, answers = [first.question] * group, [first.answer] * group
        completions = [format_completion(r.trace, r.answer) for r in rows[start : start + group]]
        columns = {"question": questions, "answer": answers, "answer_kind": ["number"] * group}
        batches.append((questions, completions, columns))
    times = []
    for _ in range(repeats):
        understand.cache_clear()
        parse.cache_clear()
        start_time = time.process_time()
        for questions, completions, columns in batches:
            for reward in (format_reward, correctness_reward, reasoning_quality_reward):
                reward(questions, completions, **columns)
        times.append(time.process_time() - start_time)
    return group * len(batches) / min(times)


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="AUC and speed of the rewards")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--limit", type=int, default=None)
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args(argv)
    rows = list(samples(options.data))[: options.limit]
    held_out = [row for row in rows if row.number % 2]
    completions = [format_completion(row.trace, row.answer) for row in held_out]
    questions = [row.question for row in held_out]
    scores = np.array(reasoning_quality_reward(questions, completions, question=questions))
    kinds = np.array([row.kind for row in held_out])
    right = kinds == "right"
    words = np.array([len(KEYWORDS.findall(row.trace)) for row in held_out], float)
    lengths = np.array([len(row.trace) for row in held_out], float)
    print(f"{len(held_out)} held-out solutions, {right.mean():.0%} right")
    print(
        f"AUC quality {auc(right, scores):.3f}  keywords {auc(right, words):.3f}  length {auc(right, lengths):.3f}"
    )
    for kind in KINDS:
        chosen = right | (kinds == kind)
        print(f"  {kind:10} n = {(kinds == kind).sum():4}  AUC {auc(right[chosen], scores[chosen]):.3f}")
    print(f"mean quality: right {scores[right].mean():.3f}, wrong {scores[~right].mean():.3f}")
    print(f"as their authors wrote them, right solutions below 0.5: {doubted(options.data):.1%}")
    speeds = ", ".join(f"{speed(held_out[:1000], group):.0f} in groups of {group}" for group in (1, 4, 8, 64))
    print(f"completions a second, {lengths.mean():.0f} characters each: {speeds}")
    if options.fit:
        losses = [inspect(row.trace, row.answer, row.question) for row in rows]
        names = list(WEIGHTS)
        features, even = (
            np.array([[loss.get(name, 0.0) for name in names] for loss in losses]),
            np.array([r.number % 2 == 0 for r in rows]),
        )
        labels = np.array([row.kind == "right" for row in rows])
        factors = logistic(features[even], labels[even])
        print(f"AUC of the fit {auc(labels[~even], features[~even] @ factors):.3f}; weight in use × factor:")
        for name, factor, present in zip(names, factors, (features > 0).mean(0), strict=True):
            print(f"  {name:14} × {-factor:5.2f}  present in {present:.1%}")


if __name__ == "__main__":
    main()
