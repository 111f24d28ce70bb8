"""A run goes on as if it had not been stopped, whatever stopped it."""

import json
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("tunix")

import killed_run
from helpers import weights
from training_runs import CONFIG, assert_same_weights, lines, run, timeless

from tunix_reasoning import ReasoningTrainingConfig, load_policy


def test_a_run_that_was_stopped_goes_on_as_if_it_had_not_been(policy, examples, unbroken, tmp_path):
    run(policy, examples, output=tmp_path, stop=2)
    assert timeless(lines(tmp_path / "metrics.jsonl")) == timeless(unbroken.rows[:2])
    resumed = run(policy, examples, output=tmp_path)
    assert [s.texts for s in resumed.steps] == [s.texts for s in unbroken.steps[2:]]
    assert timeless(resumed.rows) == timeless(unbroken.rows), "the same seed, the same rows"
    assert timeless(lines(tmp_path / "metrics.jsonl")) == timeless(unbroken.rows)
    assert lines(tmp_path / "samples.jsonl") == lines(unbroken.output / "samples.jsonl")
    assert_same_weights(resumed.weights, unbroken.weights)


def test_a_finished_run_has_nothing_left_to_do(policy, examples, unbroken):
    again = run(policy, examples, output=unbroken.output)
    assert again.steps == []
    assert again.rows == unbroken.rows
    assert_same_weights(again.weights, unbroken.weights)


@pytest.mark.slow
def test_a_run_that_is_killed_anywhere_goes_on_as_if_it_had_not_been(model_folder, examples, tmp_path):
    """SIGKILL at every kind of moment, again and again in one run: the shuffled epochs, two iterations a step,
    adapters, micro-batches, validations and both checkpoints come out as in a run that was left alone."""
    data = tmp_path / "data.json"
    data.write_text(json.dumps(examples))

    def start(output, point):
        script = Path(__file__).with_name("killed_run.py")
        command = [sys.executable, str(script), str(model_folder), str(data), str(tmp_path / output), point]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    *points, never = killed_run.POINTS
    killed = {point: start("killed", point) for point in points}
    for point, ended in killed.items():
        assert ended.returncode in (-signal.SIGKILL, 0), f"{point}: {ended.stderr}"
    assert sum(ended.returncode == -signal.SIGKILL for ended in killed.values()) >= 10
    for output in ("killed", "whole"):
        ended = start(output, never)
        assert ended.returncode == 0, ended.stderr
    for name in ("metrics.jsonl", "samples.jsonl"):
        one, other = (timeless(lines(tmp_path / output / name)) for output in ("killed", "whole"))
        assert one == other
        assert [row["step"] for row in one] == list(range(1, 13))
    for kind in ("last", "best"):
        one, other = (tmp_path / output / "checkpoints" / kind for output in ("killed", "whole"))
        assert sorted(path.name for path in one.iterdir()) == sorted(path.name for path in other.iterdir())
    loaded = []
    for output in ("killed", "whole"):
        settings = ReasoningTrainingConfig(model=str(model_folder), grpo=killed_run.CONFIG).to_dict()
        (tmp_path / output / "config.json").write_text(json.dumps(settings))
        loaded.append(weights(load_policy(str(tmp_path / output)).model))
    assert_same_weights(*loaded)


@pytest.mark.slow
def test_lines_end_at_line_feeds_only(policy, examples, unbroken, tmp_path):
    """What a model writes may hold every other separator; a resumed run reads its own lines."""
    odd = {"odd": (lambda completions, prompts: [len(text) / 50 for text in completions], 1.0)}
    run(policy, examples, output=tmp_path, stop=2, rewards=odd)
    path = tmp_path / "samples.jsonl"
    rows = lines(path)
    for row in rows:
        row["completion"] += "\u2028 \u2029 \u0085 \x1c \r"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8", newline="\n")
    assert [row["step"] for row in run(policy, examples, output=tmp_path, rewards=odd).rows] == [1, 2, 3, 4]
    assert lines(path)[:2] == rows


@pytest.mark.slow
def test_a_torn_last_row_is_owed_again(policy, examples, unbroken, tmp_path):
    run(policy, examples, output=tmp_path, stop=3)
    path = tmp_path / "metrics.jsonl"
    content = path.read_bytes()
    path.write_bytes(content[: content.rstrip().rindex(b"\n") + 40])  # two rows and a piece
    resumed = run(policy, examples, output=tmp_path)
    assert [step.number for step in resumed.steps] == [3, 4], "the checkpoint without its row does not count"
    assert timeless(resumed.rows) == timeless(unbroken.rows)
    assert_same_weights(resumed.weights, unbroken.weights)


@pytest.mark.slow
def test_a_run_without_a_checkpoint_begins_again(policy, examples, unbroken, tmp_path):
    run(policy, examples, replace(CONFIG, checkpoint_every=50), output=tmp_path, stop=3)
    assert timeless(run(policy, examples, output=tmp_path).rows) == timeless(unbroken.rows)
