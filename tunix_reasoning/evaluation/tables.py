"""An evaluation as tables on the terminal."""

from __future__ import annotations

from typing import Any

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from tunix_reasoning.evaluation.evaluate import Metrics
from tunix_reasoning.evaluation.intervals import Score, shown


def print_table(
    evaluation: dict[str, Metrics], console: Console | None = None, columns: tuple[str, str] = ("before", "after")
) -> None:
    """Before, after and difference in per cent and points, for every metric and for the accuracy of every type."""
    before, after, difference = (evaluation[key] for key in ("before", "after", "difference"))
    table = Table(title=f"{after['accuracy']['n']} held-out questions, per cent, 95 % intervals", box=SIMPLE)
    for column in ("", *columns, "difference"):
        table.add_column(column, justify="left" if not column else "right")

    def add(label: str, scores: list[Score], end: bool = False) -> None:
        cells = [shown(score, signed=part == 2) for part, score in enumerate(scores)]
        table.add_row(label, *cells, end_section=end)

    parts = (before, after, difference)
    names = [name for name in after if not name.startswith("by_")]
    for name in names:
        label = _label(name)
        add(label, [part[name] for part in parts], end=name == names[-1])
    for kind in after["by_type"]:
        add(f"accuracy: {kind}", [part["by_type"][kind]["accuracy"] for part in parts])
    _wide(console).print(table)


def print_scores(scores: Metrics, console: Console | None = None) -> None:
    """One model's metrics in per cent, and its accuracy by type."""
    table = Table("", box=SIMPLE, title=f"{scores['accuracy']['n']} questions, 95 % intervals")
    table.add_column("score", justify="right")
    for name in scores:
        if not name.startswith("by_"):
            table.add_row(
                _label(name), shown(scores[name])
            )
    for kind, metrics in scores["by_type"].items():
        table.add_row(f"accuracy: {kind}", shown(metrics["accuracy"]))
    _wide(console).print(table)


def print_techniques(table: dict[str, dict[str, Any]], console: Console | None = None) -> None:
    """Accuracy of every technique, in per cent with its interval, and what it cost a question."""
    shown_ = Table("technique", box=SIMPLE, title="Techniques, the difference paired by question, p by Holm")
    for column in ("accuracy", "over self-consistency", "p", "oracle", "tokens", "seconds"):
        shown_.add_column(column, justify="right")
    for name, scores in table.items():
        difference = scores.get("over_self_consistency")
        shown_.add_row(
            name,
            shown(scores["accuracy"]),
            shown(difference, signed=True) if difference else "",
            f"{difference['p']:.3f}" if difference else "",
            f"{100 * scores['oracle']:.1f}" if "oracle" in scores else "",
            f"{scores['tokens_per_question']:.0f}",
            f"{scores['seconds_per_question']:.2f}",
        )
    _wide(console).print(shown_)


def _label(name: str) -> str:
    """`lenient, sampled` for `accuracy_lenient_sampled`."""
    return name.replace("accuracy_lenient", "lenient").replace("_sampled", ", sampled")


def _wide(console: Console | None) -> Console:
    """A file or a pipe has no width, and need not be cut to 80 columns."""
    own = console or Console()
    return own if own.is_terminal or console else Console(width=110)
