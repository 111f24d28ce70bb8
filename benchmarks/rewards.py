"""How well the rewards tell good reasoning from bad, what attacks on them earn, and how fast they are.

    python benchmarks/rewards.py [--output results/rewards/quality.json] [--gsm8k FILE]

Three measurements, each printed as a Markdown table:

- right against wrong attempts at questions of GSM8K (`spoiled.py`), as areas under the ROC curve: with the milestones
  of the worked solutions, with the last of them left out, and without milestones; beside them the share of worked
  results that a trace contains, counted naively, and the number of words like *first* and *therefore*;
- the shipped rows' own traces, and attacks on them (`attacks.py`), by kind: the mean quality and the shares that are
  judged wrongly, with 95 % intervals (Wilson);
- completions a second on one core.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from attacks import ATTACKS, CORRUPTIONS, PENALTY
from fit_quality import auc
from spoiled import DATA, Spoiled, samples

from tunix_reasoning.dataset import Example
from tunix_reasoning.evaluation.intervals import share
from tunix_reasoning.prompts import format_completion
from tunix_reasoning.rewards import REWARDS, reasoning_quality_reward
from tunix_reasoning.traces.milestones import normal

SHIPPED = Path(__file__).parent.parent / "reasoning_training_data.json"
KEYWORDS = re.compile(r"\b(?:first|then|next|finally|therefore|so|because|thus|step|since|hence)\b", re.IGNORECASE)
GOOD, BAD = 0.9, 0.3
"""A sound trace below the first is a false negative, an attack above the second a false positive."""
_ENOUGH = 150
"""Of fewer rows, corruptions are drawn more than once: one more or less would decide."""


def right_from_wrong(path: Path, each: int) -> dict[str, Any]:
    """Areas under the ROC curve on attempts at GSM8K questions."""
    rows = list(samples(path, each))
    right = np.array([row.kind == "right" for row in rows])
    many = np.array([len(row.milestones) > 1 for row in rows])
    contained = np.array([_contained(row, row.milestones) for row in rows])
    areas = {
        "milestones": auc(right, _qualities(rows, [row.milestones for row in rows])),
        "milestones, last left out": auc(right[many], _qualities(rows, [row.milestones[:-1] for row in rows])[many]),
        "no milestones": auc(right, _qualities(rows, None)),
        "naive share of results": auc(right, contained),
        "naive share, last left out": auc(
            right[many], np.array([_contained(row, row.milestones[:-1]) for row in rows])[many]
        ),
        "words like first and therefore": auc(right, np.array([len(KEYWORDS.findall(row.trace)) for row in rows])),
    }
    alone = _qualities(rows, None)
    kinds = {
        kind: auc(right[chosen], alone[chosen])
        for kind in sorted({row.kind for row in rows} - {"right"})
        if (chosen := right | np.array([row.kind == kind for row in rows])).any()
    }
    counts = {"data": path.name, "attempts": len(rows), "right": float(right.mean())}
    return counts | {"auc": areas, "auc_without_milestones_by_kind": kinds}


def _qualities(rows: Sequence[Spoiled], milestones: Sequence[list[str]] | None) -> np.ndarray:
    columns = {}
    if milestones is not None:
        columns["milestones"] = [json.dumps([route] if route else []) for route in milestones]
    completions = [format_completion(row.trace, row.answer) for row in rows]
    questions = [row.question for row in rows]
    return np.array(reasoning_quality_reward(questions, completions, questions, **columns))


def _contained(row: Spoiled, milestones: Sequence[str]) -> float:
    text = normal(row.trace)
    return sum(normal(milestone) in text for milestone in milestones) / max(len(milestones), 1)


def on_shipped_rows(rows: Sequence[Example]) -> list[dict[str, Any]]:
    """A line a kind of trace and type of row: the mean quality, and the share judged wrongly with its interval."""
    lines = []
    for type_ in sorted({row["type"] for row in rows}):
        chosen = [row for row in rows if row["type"] == type_]
        own = {
            "trace": [_quality(row, row["reasoning_trace"], row["answer"]) for row in chosen],
            "jotting": [_quality(row, row["metadata"]["concise"], row["answer"]) for row in chosen],
        }
        for name, scores in own.items():
            lines.append(_line(f"own {name}", type_, scores, [score < GOOD for score in scores], "false negative"))
        for attack in (*ATTACKS, *CORRUPTIONS):
            rng = random.Random(f"{type_}/{attack.__name__}")
            times = 1 + _ENOUGH // len(chosen) if attack in CORRUPTIONS else 1
            numbered = list(enumerate(chosen)) * times
            made = [(i, attack(row, _another(chosen, row, rng), rng)) for i, row in numbered]
            kept = [(i, _quality(chosen[i], *told)) for i, told in made if told]
            if attack in CORRUPTIONS:
                wrong = [own["trace"][i] - score < PENALTY for i, score in kept]
            else:
                wrong = [score > BAD for _, score in kept]
            if kept:
                name = attack.__name__.replace("_", " ")
                lines.append(_line(name, type_, [score for _, score in kept], wrong, "false positive"))
    return lines


def _pooled(lines: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """A line a kind of trace, all types together, with the type in which it earns the most or, if sound, the least."""
    found = []
    for name in dict.fromkeys(line["trace"] for line in lines):
        same = [line for line in lines if line["trace"] == name]
        wrong = [float(i < round(line["value"] * line["n"])) for line in same for i in range(line["n"])]
        mean = sum(line["mean"] * line["n"] for line in same) / len(wrong)
        worst = (min if name.startswith("own") else max)(same, key=lambda line: line["mean"])
        found.append({"trace": name, "mean": mean, "error": same[0]["error"], **share(wrong),
                      "worst_type": worst["type"], "worst_mean": worst["mean"]})
    return found


def _quality(row: Example, trace: str, answer: str) -> float:
    """Of one completion, with all the columns that the row has."""
    known = row["metadata"]
    return reasoning_quality_reward(
        [""], [format_completion(trace, answer)], [row["question"]], answer=[row["answer"]],
        answer_kind=[known["answer_kind"]], milestones=[json.dumps(known["milestones"])],
    )[0]


def _another(rows: Sequence[Example], row: Example, rng: random.Random) -> Example:
    return rng.choice([other for other in rows if other is not row])


def _line(name: str, type_: str, scores: list[float], wrong: list[bool], kind: str) -> dict[str, Any]:
    rate = share([float(one) for one in wrong])
    return {"trace": name, "type": type_, "mean": float(np.mean(scores)), "error": kind, **rate}


def _speed(rows: Sequence[Example], group: int, repeats: int = 5) -> float:
    """Completions a second, all three rewards together, on one core, in groups whose question was never read.

    Of each group the fastest run counts, since other work on the machine makes the rest slower.
    """
    batches = []
    for row in rows:
        traces = [row["reasoning_trace"], row["metadata"]["concise"]]
        completions = [format_completion(traces[i % 2] + " " * (i // 2), row["answer"]) for i in range(group)]
        known = row["metadata"]
        facts = {"question": row["question"], "answer": row["answer"], "answer_kind": known["answer_kind"],
                 "rubric": known["rubric"], "milestones": json.dumps(known["milestones"])}
        batches.append((completions, {name: [fact] * group for name, fact in facts.items()}))
    fastest = [float("inf")] * len(batches)
    for _ in range(repeats):
        _forget()
        for i, (completions, columns) in enumerate(batches):
            start = time.process_time()
            for reward in REWARDS.values():
                reward(columns["question"], completions, **columns)
            fastest[i] = min(fastest[i], time.process_time() - start)
    return group * len(batches) / sum(fastest)


def _forget() -> None:
    """Clears whatever the package has kept of texts that it read."""
    for name, module in list(sys.modules.items()):
        if name.startswith("tunix_reasoning"):
            for kept in list(vars(module).values()):
                if hasattr(kept, "cache_clear"):
                    kept.cache_clear()


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="What the rewards tell apart, and how fast.")
    parser.add_argument("--gsm8k", type=Path, default=DATA)
    parser.add_argument("--each", type=int, default=20, help="attempts at every question")
    parser.add_argument("--output", type=Path)
    options = parser.parse_args(argv)
    rows = [row for row in json.loads(SHIPPED.read_text(encoding="utf-8")) if row["metadata"]["milestones"]]
    told = right_from_wrong(options.gsm8k, options.each)
    print(f"{told['attempts']} attempts at {told['data']}, {told['right']:.0%} right\n")
    print("| quality by | AUC |\n|---|--:|")
    for name, area in told["auc"].items():
        print(f"| {name} | {area:.3f} |")
    lines = on_shipped_rows(rows)
    print("\n| trace | type | mean quality | judged wrongly | n |\n|---|---|--:|--:|--:|")
    for line in lines:
        low, high = line["low"], line["high"]
        between = "" if low is None else f" [{low:.1%}, {high:.1%}]"
        print(f"| {line['trace']} | {line['type']} | {line['mean']:.3f} | {line['value']:.1%}{between} | {line['n']} |")
    speeds = {str(group): round(_speed(rows[::4], group)) for group in (1, 8, 16)}
    print("\ncompletions a second in groups of " + ", ".join(f"{group}: {rate}" for group, rate in speeds.items()))
    if options.output:
        record = {"gsm8k": told, "pooled": _pooled(lines), "shipped": lines, "completions_per_second_by_group": speeds}
        options.output.parent.mkdir(parents=True, exist_ok=True)
        options.output.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
