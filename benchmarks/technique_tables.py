"""The README's tables of techniques, from `results/`; `tables.py` writes them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cells import as_table, gain, measured, percent

FEW = 5
"""Questions a kind after which strategies are compared."""


def _techniques(results: Path) -> str:
    """Accuracy of every technique at its tokens, and how it compares."""
    found = json.loads((results / "techniques.json").read_text(encoding="utf-8"))["techniques"]
    rows, bases = [], ("over_greedy", "over_self_consistency", "over_weighted_vote")
    for name, row in sorted(found.items(), key=lambda item: -item[1]["accuracy"]["value"]):
        against = [gain(row[key]) if key in row else "" for key in bases]
        rows.append(
            f"| {name} | {percent(row['accuracy']['value'])} | {percent(row['quality']['value'])} | "
            f"{row['tokens_per_question']:.0f} | {row['seconds_per_question']:.2f} | {' | '.join(against)} |"
        )
    head = "| technique | accuracy | quality | tokens | seconds | over greedy | over self-consistency | over the vote |"
    return as_table(head, rows)


def _vote(results: Path) -> str:
    """Tree search against the weighted vote, in more seeds than all techniques are compared in."""
    found = json.loads((results / "vote.json").read_text(encoding="utf-8"))["techniques"]
    over = found["mcts"]["over_weighted_vote"]
    tokens = " against ".join(f"{found[name]['tokens_per_question']:.0f}" for name in ("mcts", "weighted-vote"))
    return f"Tree search over the vote, {over['seeds']} seeds: {gain(over)} points at {tokens} tokens a question."


def _budgets(results: Path) -> str:
    """Accuracy of every technique at the tokens of so many samples."""
    budgets = json.loads((results / "budgets.json").read_text(encoding="utf-8"))["budgets"]
    rows = []
    for name in sorted(budgets["8"], key=lambda name: -budgets["8"][name]["accuracy"]["value"]):
        scores = [percent(table[name]["accuracy"]["value"]) if name in table else "" for table in budgets.values()]
        rows.append(f"| {name} | {' | '.join(scores)} |")
    return as_table(f"| at the tokens of so many samples | {' | '.join(budgets)} |", rows)


def _strategies(results: Path) -> str:
    """What each rule's choices of a strategy lose, and what the coupled optimizer saves, where samples are few."""
    found = json.loads((results / "strategies.json").read_text(encoding="utf-8"))
    place = found["questions_a_kind"].index(FEW)

    def cell(row: dict[str, Any]) -> str:
        lost = percent(row["regret"][place]["value"])
        return f"{lost}, saved {gain(row['saved'][place])}" if "saved" in row else lost

    worlds = {"identical": "all kinds alike", "related": "kinds of a type alike", "unrelated": "no kinds alike",
              "model": "the trained model"}
    rows = [f"| {name} | " + " | ".join(cell(found[world][name]) for world in worlds) + " |" for name in found["model"]]
    return as_table(f"| lost after {FEW} questions a kind | {' | '.join(worlds.values())} |", rows)


def _beside(results: Path) -> str:
    """The same quantities as a project before this one claimed of a set of its own, and here, with 95 % intervals."""
    def read(name: str) -> Any:
        return json.loads((results / name).read_text(encoding="utf-8"))

    pooled, found = read("pooled/evaluation.json"), read("techniques.json")["techniques"]

    def trained(metric: str) -> str:
        return " → ".join(measured(pooled[when][metric]) for when in ("before", "after"))

    def over_greedy(metric: str, name: str) -> str:
        return " → ".join(measured(found[arm][metric]) for arm in ("greedy", name))

    rows = [
        ("format", "78.3 → 94.5", f"{trained('format_sampled')}, sampled"),
        ("accuracy", "73.1 → 87.2", f"{trained('accuracy')}, {measured(found['mcts']['accuracy'])} by search"),
        ("quality", "71 → 89", f"{trained('quality')}, greedy"),
        ("choice of strategy, quality", "+15 %", over_greedy("quality", "strategy")),
        ("debate, consensus", "82", measured(found["debate"]["consensus"])),
        ("debate, accuracy", "+12 %", over_greedy("accuracy", "debate")),
        ("tree search, quality of the path", "74 → 91", over_greedy("path_quality", "mcts")),
    ]
    return as_table("| | claimed | here |", [f"| {' | '.join(row)} |" for row in rows])


def _one_question(results: Path) -> str:
    """Seconds of one question alone."""
    found = json.loads((results / "speed" / "one_question.json").read_text(encoding="utf-8"))
    rows = [f"| {name} | {row['median']:.2f} | {row['worst']:.2f} |" for name, row in found["techniques"].items()]
    return as_table(f"| one question alone, {found['questions']} times | median s | worst s |", rows)


TECHNIQUE_TABLES: dict[str, Callable[[Path], str]] = {
    "techniques": _techniques, "vote": _vote, "budgets": _budgets, "strategies": _strategies, "beside": _beside,
    "one-question": _one_question,
}
