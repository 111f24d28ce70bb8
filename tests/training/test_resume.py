"""A run goes on as if it had not been stopped, whatever stopped it."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

pytest.importorskip("tunix")

from helpers import weights
from training_runs import assert_same_weights, lines, run, timeless

from tunix_reasoning import ReasoningTrainingConfig, load_policy


@pytest.fixture(scope="module")
def unbroken(policy, examples, tmp_path_factory):
    """Four steps in one go."""
    return run(policy, examples, output=tmp_path_factory.mktemp("unbroken"))


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
def test_a_run_that_was_killed_goes_on_as_if_it_had_not_been(model_folder, policy, examples, tmp_path):
    """The process gets no chance to save anything: SIGKILL, while it trains."""
    data, killed = tmp_path / "data.json", tmp_path / "killed"
    data.write_text(json.dumps(examples))
    changes = {
        "max_prompt_length": 128,
        "max_response_length": 24,
        "learning_rate": 3e-3,
        "evaluation_questions": 0,
    }
    command = [sys.executable, "-m", "tunix_reasoning", "train", "--output", str(killed)]
    settings = [f"--set={name}={value}" for name, value in changes.items()]
    start = [
        *command,
        "--preset",
        "smoke",
        "--steps",
        "40",
        "--model",
        str(model_folder),
        "--data",
        str(data),
    ]
    checkpoints, metrics = killed / "checkpoints" / "last", killed / "metrics.jsonl"
    with subprocess.Popen(
        [*start, *settings], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while process.poll() is None and not (metrics.exists() and len(lines_written(metrics)) >= 3):
            time.sleep(0.02)
        os.kill(process.pid, signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    saved = max(int(path.name) for path in checkpoints.iterdir() if path.name.isdigit())
    assert 0 < saved < 40
    finished = subprocess.run([*command, "--resume"], capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr
    config = ReasoningTrainingConfig.preset("smoke", num_training_steps=40, **changes).grpo
    whole = run(load_policy(str(model_folder)), examples, config)
    assert timeless(lines(metrics)) == timeless(whole.rows)
    assert_same_weights(weights(load_policy(str(killed)).model), whole.weights)


def lines_written(path):
    return [line for line in path.read_bytes().split(b"\n")[:-1] if line]
