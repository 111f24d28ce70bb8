"""The recipe for a real model: its settings hold, what it asks was not trained on, and it runs through and goes on."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from reasoning_data.catalog import BY_NAME
from tunix_reasoning.config import ReasoningTrainingConfig

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))

import real_gemma  # noqa: E402
import real_notes  # noqa: E402


def test_settings_and_families_are_there() -> None:
    config = ReasoningTrainingConfig().updated(**real_gemma.RECIPE)
    assert config.sft_steps > 0
    assert set(real_gemma.ASKED_FAMILIES) <= set(BY_NAME)
    assert config.evaluation_questions >= 500


def test_five_hundred_questions_of_gsm8k_that_the_sample_has_not() -> None:
    asked, sample = (
        {json.loads(line)["question"] for line in (ROOT / f"benchmarks/data/gsm8k_{name}.jsonl").open(encoding="utf-8")}
        for name in ("asked", "sample")
    )
    assert len(asked) == 500
    assert not asked & sample


def test_notes_of_what_was_seen_are_told_from_answers() -> None:
    notes = {"a": ["box seen", "tin not seen"], "b": ["box seen", "tin seen"]}
    said = [("a", "box", "box seen. tin not seen. Ada looks in: box.", 1.0),
            ("a", "box", "box seen. tin seen. Ada looks in: box.", 1.0),
            ("a", "box", "box seen. Ada looks in: tin.", 0.0),
            ("b", "tin", "box seen. tin seen. Ada looks in: tin.", 1.0),
            ("b", "tin", "Box is seen by all", 0.0)]
    rows = [dict(zip(("id", "answer", "completion", "accuracy"), row, strict=True)) for row in said]
    assert real_notes.counts(rows, notes) == {
        "questions": 5,
        "noted_rightly": {"questions": 2, "right": 2},
        "noted_wrongly": {"questions": 3, "right": 1},
        "not_the_first_place": {"questions": 2, "right": 1},
    }


@pytest.mark.slow
def test_it_runs_through_and_goes_on(tmp_path: Path) -> None:
    """On the embedded model. The second time asks GSM8K and does nothing else again."""
    pytest.importorskip("tunix")
    folder = tmp_path / "run"
    changes = real_gemma.RECIPE | {
        "training_questions": 200, "evaluation_questions": 8, "evaluation_batch_size": 8, "sft_steps": 2,
        "sft_batch_size": 2, "num_training_steps": 1, "batch_size": 1, "micro_batch_size": 1, "num_generations": 2,
        "lora_rank": 2, "max_minutes": None,
    }
    real_gemma.go_through(folder, "embedded", changes, 0)
    stages = ("before", "after_sft", "after")
    answers = {stage: (folder / f"{stage}.json").read_bytes() for stage in stages}
    said = [json.loads((folder / f"said_{stage}.json").read_text())[0]["question"] for stage in stages]
    assert said == ["What is 15% of 240?"] * 3
    real_gemma.go_through(folder, "embedded", changes | {"sft_steps": 5}, 3)
    assert {stage: (folder / f"{stage}.json").read_bytes() for stage in stages} == answers
    asked = [json.loads((folder / f"gsm8k_{stage}.json").read_text()) for stage in stages]
    scores = json.loads((folder / "gsm8k.json").read_text())
    told = (scores["before"], scores["added"]["before"], scores["added"]["after"])
    for rows, score in zip(asked, told, strict=True):
        assert score["accuracy"]["n"] == len(rows) >= 1
        assert score["accuracy"]["value"] == sum(row["accuracy"] for row in rows) / len(rows)
    assert len((folder / "metrics.jsonl").read_text().splitlines()) == 1
