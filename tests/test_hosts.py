"""Two hosts, here two processes on this machine, train the weights that one does; without the one, the other ends."""

import json
import os
import socket
import subprocess
import sys
import time

import absl.logging
import pytest

pytest.importorskip("tunix")

from helpers import weights
from training_runs import assert_moved_alike, lines

from tunix_reasoning import load_policy
from tunix_reasoning.files import read_json, read_rows
from tunix_reasoning.hosts import together

SETTINGS = {
    "num_training_steps": 3, "max_prompt_length": 128, "max_response_length": 24, "learning_rate": 1e-2,
    "validation_every": 2, "validation_questions": 4, "evaluation_questions": 4, "min_group_spread": 0.0,
}


@pytest.fixture
def start(model_folder, examples, tmp_path):
    """Starts `train` in a process; hosts find each other."""
    data = tmp_path / "data.json"
    data.write_text(json.dumps(examples))
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]

    def started(output, *options, **changes):
        settings = [f"--set={name}={value}" for name, value in (SETTINGS | changes).items()]
        command = [sys.executable, "-m", "tunix_reasoning", "train", "--preset", "smoke", "--data", str(data),
                   "--model", str(model_folder), "--output", str(tmp_path / output), *settings, *options]
        return subprocess.Popen(command, env=os.environ | {"JAX_COORDINATOR_ADDRESS": f"localhost:{port}"},
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    return started


@pytest.mark.slow
def test_two_hosts_train_the_weights_that_one_does(start, model_folder, tmp_path):
    runs = [start("two", "--host", "1/2"), start("two", "--host", "2/2")]
    for run in (*runs, start("one")):
        told, _ = run.communicate()
        assert run.returncode == 0, told
    settings = read_json(tmp_path / "two" / "config.json")
    assert settings["hardware"]["devices"] == 2 * read_json(tmp_path / "one" / "config.json")["hardware"]["devices"]
    one, two = (lines(tmp_path / output / "metrics.jsonl") for output in ("one", "two"))
    assert [row["step"] for row in two] == [1, 2, 3], "one host writes the rows"
    for row, same in zip(one, two, strict=True):
        for name in ("reward", "loss", "kl", "gradient_norm", "length_mean"):
            assert same[name] == pytest.approx(row[name], rel=1e-3, abs=1e-5), (row["step"], name)
        assert same.get("validation") == row.get("validation")
    for name in ("samples.jsonl", "before.json", "after.json"):
        assert (tmp_path / "one" / name).read_text() == (tmp_path / "two" / name).read_text()
    assert (tmp_path / "two" / "report.html").is_file()
    before = weights(load_policy(str(model_folder)).model)
    one, two = (weights(load_policy(str(tmp_path / output)).model) for output in ("one", "two"))
    assert_moved_alike(before, one, two)


@pytest.mark.slow
@pytest.mark.parametrize("writing", [False, True], ids=["between checkpoints", "while one is written"])
def test_a_host_that_is_killed_ends_the_other_in_a_line(start, tmp_path, writing):
    settings = {"num_training_steps": 500, "checkpoint_every": 1 if writing else 500}
    hosts = [start("two", "--host", f"{number}/2", **settings) for number in (1, 2)]
    run = tmp_path / "two"
    while len(read_rows(run / "metrics.jsonl")) < 2 or (writing and not list(run.glob("checkpoints/**/*orbax*tmp*"))):
        assert all(host.poll() is None for host in hosts)
        time.sleep(0.002 if writing else 0.2)
    hosts[1].kill()
    killed = time.monotonic()
    told, _ = hosts[0].communicate()
    hosts[1].communicate()
    assert hosts[0].returncode == 1, told
    assert time.monotonic() - killed < 30, "JAX would wait so long"
    assert "Traceback" not in told
    assert told.splitlines()[-1] == (
        "error: another host is gone; go on with all of them by: "
        f"tunix-reasoning train --output {tmp_path / 'two'} --resume --host I/N"
    )


def test_what_a_thread_that_writes_a_checkpoint_logs_of_a_lost_host_is_left_out(monkeypatch, tmp_path, caplog):
    def log_all() -> None:
        for error in (ValueError("Gloo AllGather failed"), ValueError("no space left")):
            try:
                raise error
            except ValueError:
                absl.logging.exception("a thread raised")

    monkeypatch.setattr("jax.process_count", lambda: 2)
    with together(tmp_path):
        log_all()
    assert [str(record.exc_info[1]) for record in caplog.records] == ["no space left"]
    caplog.clear()
    log_all()
    assert len(caplog.records) == 2, "after it, everything is logged"
