"""Milestones from worked solutions: the calculator notes, or the claims where there are none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tunix_reasoning.dataset import ReasoningDataset
from tunix_reasoning.traces import milestones_of, progress

GSM8K = Path(__file__).parents[2] / "benchmarks/data/gsm8k_sample.jsonl"


@pytest.mark.parametrize(
    ("solution", "milestones"),
    [
        ("May: 48/2 = <<48/2=24>>24 clips.\nIn all 48+24 = <<48+24=72>>72.", [["24", "72"]]),
        ("He pays $<<3*.5=1.5>>1.50", [["1.5"]]),
        ("May: 48 / 2 = 24 clips. In all 48 + 24 = 72.", [["24", "72"]]),
        ("48 / 2 = 25, no, 48 / 2 = 24.", [["24"]]),  # what does not hold is no milestone
        ("She sold 72 clips.", []),
        ("", []),
    ],
)
def test_a_solution_gives_its_results(solution: str, milestones: list[list[str]]) -> None:
    assert milestones_of(solution) == milestones


def test_every_row_of_the_sample_gets_milestones_that_its_own_solution_passes() -> None:
    rows = ReasoningDataset([json.loads(line) for line in GSM8K.read_text(encoding="utf-8").splitlines()])
    passed = [progress(row["reasoning_trace"], row["metadata"]["milestones"]) for row in rows]
    assert len(rows) == 197
    assert sum(row["metadata"]["milestones"] != [] for row in rows) >= 190
    assert sum(share == 1.0 for share in passed) >= 180
