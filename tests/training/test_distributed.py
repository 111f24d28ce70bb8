"""Two processes, as on two hosts, train the same weights as one."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("tunix")

from training_runs import lines


@pytest.mark.slow
def test_two_processes_train_the_weights_that_one_does(model_folder, examples, tmp_path):
    data = tmp_path / "data.json"
    data.write_text(json.dumps(examples))
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    tests = Path(__file__).parent
    paths = os.pathsep.join([str(tests), str(tests.parent), str(tests.parents[1])])
    environment = {**os.environ, "PYTHONPATH": paths}

    def start(process, count, output):
        script = [sys.executable, str(tests / "distributed_run.py"), str(process), str(count), str(port)]
        return subprocess.Popen([*script, str(model_folder), str(data), str(tmp_path / output)], env=environment,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    processes = [start(0, 1, "one")]
    assert processes[0].wait() == 0, processes[0].stdout.read()
    processes = [start(process, 2, "two") for process in range(2)]
    told = [process.communicate()[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], told
    one, two = (np.load(tmp_path / output / "weights.npz") for output in ("one", "two"))
    assert set(one) == set(two)
    for name in one:
        np.testing.assert_allclose(two[name], one[name], rtol=1e-4, atol=1e-5, err_msg=name)
    rows = [lines(tmp_path / output / "metrics.jsonl") for output in ("one", "two")]
    assert [row["step"] for row in rows[1]] == [1, 2], "one process writes the rows"
    for row, same in zip(*rows, strict=True):
        assert same["reward"] == pytest.approx(row["reward"])
        assert same["loss"] == pytest.approx(row["loss"], abs=1e-5)
