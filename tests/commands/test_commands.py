"""The command line: what it refuses, in one line and with which exit code, and one run from end to end."""

import json
import logging
import os
import re
import subprocess
import sys

import pytest

from tunix_reasoning.config import ReasoningTrainingConfig
from tunix_reasoning.files import read_json, read_rows, write_json

EXAMPLE = {"question": "What is 2 + 3?", "answer": "5", "type": "math", "difficulty": "easy"}


def one_line(error):
    assert error.startswith("error: ")
    assert error.count("\n") == 1, error
    assert "Traceback" not in error
    return error


@pytest.fixture
def data(tmp_path):
    """A dataset of twenty rows."""
    path = tmp_path / "data.json"
    path.write_text(
        json.dumps([EXAMPLE | {"question": f"What is {n} + 3?", "answer": str(n + 3)} for n in range(20)])
    )
    return path


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["trian"], "No such command 'trian'"),
        (["train", "--stepps", "3"], "No such option"),
        (["train", "--learning-rate", "1e-4"], "--learning-rate is a setting, given as --set learning_rate=VALUE"),
        (["train", "--steps", "many"], "--steps"),  # no number
        (["train", "--preset", "huge"], "'huge' is not one of"),
        (["train", "--set", "learning_rat=1"], "Did you mean learning_rate"),
        (["train", "--set", "zzz=1"], "`tunix-reasoning settings` lists them"),
        (["train", "--set", "learning_rate"], "NAME=VALUE"),
        (["train", "--set", "learning_rate=fast"], "learning_rate must be of type float. Received: 'fast'"),
        (["train", "--set", "batch_size=2.5"], "batch_size must be of type int. Received: '2.5'"),
        (["train", "--set", "grpo=1"], "no setting is called grpo"),  # its fields are named one by one
        (["train", "--preset", "smoke", "--set", "temperature=-1"], "temperature must be greater than 0"),
        (["train", "--preset", "smoke", "--steps", "-3"], "num_training_steps must be at least 1"),
        (["train", "--preset", "smoke", "--steps", "0"], "num_training_steps must be at least 1"),
        (["train", "--host", "2"], "a host is I/N, the first of two 1/2, or auto. Received: 2"),
        (["train", "--host", "0/2"], "Received: 0/2"),
        (["train", "--host", "3/2"], "Received: 3/2"),
        (["train", "--host", "1/2"], "where the first host is cannot be known: set JAX_COORDINATOR_ADDRESS=NAME:PORT"),
        (["train", "--resume", "--preset", "smoke"], "--resume keeps the run's settings"),
        (["train", "--resume", "--set", "seed=1"], "--resume keeps the run's settings"),
        (["evaluate", "--samples", "-1"], "--samples"),
        (["ask"], "Missing argument"),
        (["evaluate", "--questions", "0"], "--questions"),
        (["score"], "Missing argument"),
        (["warmup"], "Missing option"),
    ],
)
def test_wrong_usage_is_exit_code_2(call, arguments, message, tmp_path):
    code, _, error = call(*arguments)
    assert code == 2, error
    assert message in " ".join(error.split())
    assert "Traceback" not in error
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [["--help"], ["train", "--help"], ["score", "--help"]])
def test_help_is_exit_code_0(call, arguments):
    code, out, _ = call(*arguments)
    assert code == 0
    assert "Usage" in out


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        (None, ["cannot read data.json", "No such file"]),
        ("", ["data.json holds no examples"]),
        ("[]", ["data.json holds no examples"]),
        ('[{"question": "What is 2 + 3?"', ["data.json, line 1", "not JSON"]),
        (b"\xff\xfe\x00", ["data.json is not UTF-8"]),
        (json.dumps([EXAMPLE, 3]), ["data.json, row 2", "JSON object"]),
        (json.dumps([EXAMPLE, {"question": "Why?"}]), ["data.json, row 2", "field 'answer' is missing"]),
        (
            json.dumps([EXAMPLE, EXAMPLE | {"answer": True}]),
            ["data.json, row 2", "field 'answer' must be a text"],
        ),
        (
            json.dumps([EXAMPLE | {"type": "maths"}]),
            ["data.json, row 1", "field 'type'", "Received: 'maths'"],
        ),
        (
            json.dumps([EXAMPLE | {"metadata": {"split": "dev"}}]),
            ["data.json, row 1", "field 'metadata.split'", "train, validation, test"],
        ),
    ],
)
@pytest.mark.parametrize("command", [["train", "--preset", "smoke"], ["evaluate"]])
def test_a_bad_dataset_is_named_by_file_row_and_field(call, tmp_path, command, content, parts):
    if content is not None:
        (tmp_path / "data.json").write_bytes(content if isinstance(content, bytes) else content.encode())
    code, _, error = call(*command, "--data", "data.json")
    assert code == 1
    for part in parts:
        assert part in one_line(error)
    assert not (tmp_path / "runs").exists()


@pytest.mark.parametrize("command", [["train", "--preset", "smoke"], ["evaluate"]])
def test_an_unknown_model_is_named(call, data, tmp_path, command):
    code, _, error = call(*command, "--data", data, "--model", "no-such-model")
    assert code == 1
    assert "no model is called 'no-such-model'" in one_line(error)
    assert not (tmp_path / "runs").exists(), "no run folder is left behind"


def test_a_split_that_is_not_there_is_named(call, data):
    code, _, error = call("evaluate", "--data", data, "--split", "dev")
    assert code == 1
    assert "split must be one of train, validation, test. Received: dev" in one_line(error)


@pytest.mark.parametrize("command", [["train", "--preset", "smoke", "--data", "data.json"], ["warmup"]])
def test_a_folder_that_holds_another_run_is_left_untouched(call, data, tmp_path, command):
    used = tmp_path / "runs" / "used"
    used.mkdir(parents=True)
    (used / "metrics.jsonl").write_text("precious\n")
    code, _, error = call(*command, "--output", used)
    assert code == 1
    assert f"{used} is not empty" in one_line(error)
    assert [(path.name, path.read_text()) for path in used.iterdir()] == [("metrics.jsonl", "precious\n")]


def test_a_file_in_the_place_of_the_run_folder_is_left_untouched(call, data, tmp_path):
    (tmp_path / "run").write_text("precious")
    code, _, error = call("train", "--preset", "smoke", "--data", data, "--output", tmp_path / "run")
    assert code == 1
    one_line(error)
    assert (tmp_path / "run").read_text() == "precious"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "holds no run to resume"),  # a folder without config.json
        ("{", "config.json"),  # cut off
        ("{}", "config.json"),  # not a run's
    ],
)
def test_what_is_no_run_is_not_resumed(call, tmp_path, content, message):
    if content:
        (tmp_path / "config.json").write_text(content)
    code, _, error = call("train", "--resume", "--output", tmp_path)
    assert code == 1
    assert message in one_line(error)


def test_a_run_is_not_resumed_for_another_number_of_steps(call, tmp_path):
    write_json(tmp_path / "config.json", ReasoningTrainingConfig.preset("smoke").to_dict())
    code, _, error = call("train", "--resume", "--output", tmp_path, "--steps", "7")
    assert code == 2
    told = " ".join(error.split())
    assert "would change the learning rates" in told
    assert "planned for 2" in told


def test_what_is_no_run_has_no_report(call, tmp_path):
    code, _, error = call("report", tmp_path)
    assert code == 1
    assert "is not a run folder" in one_line(error)


def module(*arguments, **options):
    command = [sys.executable, "-m", "tunix_reasoning", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def test_the_module_is_the_command(tmp_path):
    finished = module("score", tmp_path / "none.jsonl")
    assert finished.returncode == 1
    one_line(finished.stderr)
    assert module("trian").returncode == 2


@pytest.mark.slow
def test_a_run_from_end_to_end(model_folder, tmp_path, examples):
    """Train in a process of its own, then evaluate, ask and report on what it left."""
    data, output = tmp_path / "data.json", tmp_path / "run"
    data.write_text(json.dumps(examples))
    finished = module(
        "train", "--preset", "smoke", "--model", model_folder, "--data", data, "--output", output
    )
    assert finished.returncode == 0, finished.stderr
    assert "held-out questions" in finished.stdout
    assert len(re.findall(r"Answers: 100%.*? 32/32 ", finished.stderr)) >= 2, "a bar before and one after"
    settings = json.loads((output / "config.json").read_text())
    assert settings["model"] == str(model_folder)
    assert settings["grpo"]["num_training_steps"] == 2
    assert settings["versions"]["google-tunix"]
    assert settings["hardware"]["cpus"] == os.cpu_count()
    assert [json.loads(row)["step"] for row in (output / "metrics.jsonl").open()] == [1, 2]
    assert len((output / "samples.jsonl").read_text().splitlines()) == 2
    evaluation = json.loads((output / "evaluation.json").read_text())
    assert set(evaluation) == {"before", "after", "difference"}
    for part in evaluation.values():
        assert part["accuracy"]["n"] == 16
        assert part["accuracy"]["low"] is part["accuracy"]["high"] is None, "too few for an interval"
        assert {"format_sampled", "by_type", "by_family"} <= set(part)
    assert list((output / "plots").glob("*.png"))
    assert "<html" in (output / "report.html").read_text().lower()

    again = module("train", "--preset", "smoke", "--model", model_folder, "--data", data, "--output", output)
    assert again.returncode == 1
    assert "is not empty" in one_line(again.stderr)
    assert "--resume" in again.stderr
    assert settings["questions"]["held_out"] == 16

    scores, transcripts = tmp_path / "scores.json", tmp_path / "said.jsonl"
    scored = module("evaluate", "--model", output, "--json", scores, "--transcripts", transcripts)
    assert scored.returncode == 0, scored.stderr
    assert json.loads(scores.read_text()) == evaluation["after"], "greedy and sampled"
    said = [row["completion"] for row in read_rows(transcripts)]
    assert said == [row["completion"] for row in read_json(output / "after.json")]
    refused = module("evaluate", "--model", output, "--json", scores)
    assert refused.returncode == 1
    assert "--force writes over it" in one_line(refused.stderr)
    asked = module("ask", "What is 385 + 18?", "--model", output)
    assert asked.returncode == 0, asked.stderr
    assert asked.stdout.strip()


@pytest.mark.slow
def test_other_data_than_the_generators_is_asked_whole(model_folder, tmp_path):
    """Scores of GSM8K are compared with those of others: over all of its questions, however long."""
    rows = [{"question": f"What is {i} + 1?", "answer": f"{i} + 1 = {i + 1}\n#### {i + 1}",
             "metadata": {"split": "test"}} for i in range(520)]
    rows[7]["question"] = 40 * "Ann has a book. " + rows[7]["question"]
    data, scores = tmp_path / "gsm8k.jsonl", tmp_path / "scores.json"
    data.write_text("".join(json.dumps(row) + "\n" for row in rows))
    scored = module("evaluate", "--model", model_folder, "--data", data, "--samples", "0", "--json", scores)
    assert scored.returncode == 0, scored.stderr
    assert "left out" not in scored.stdout
    found = json.loads(scores.read_text())
    assert found["accuracy"]["n"] == found["accuracy_lenient"]["n"] == 520, "more than a preset's 512"
    fewer = module("evaluate", "--model", model_folder, "--data", data, "--samples", "0", "--questions", "30")
    assert fewer.returncode == 0, fewer.stderr
    assert "Answers: 100%|" in fewer.stderr
    assert "30/30" in fewer.stderr


COMMANDS = ("train", "evaluate", "ask", "score", "report", "export", "preflight", "settings", "warmup")


def test_the_overview_is_whole_at_eighty_columns_and_names_every_command(call, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    code, out, _ = call("-h")
    assert code == 0
    assert "--install-completion" in out
    overview = out.partition("Commands:\n")[2]
    assert "..." not in overview, "a text is cut"
    described = {line.split()[0] for line in overview.splitlines() if len(line.split()) > 2}
    assert described == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_examples(call, command):
    texts = [call(command, flag)[1] for flag in ("-h", "--help")]
    assert texts[0] == texts[1]
    shown = "train --set" if command == "settings" else command
    assert f"tunix-reasoning {shown}" in texts[0].partition("Examples:")[2]


def test_the_version_is_told(call):
    code, out, _ = call("--version")
    assert code == 0
    assert re.fullmatch(r"tunix-reasoning \d+\.\d+\.\d+\n", out)


def test_only_the_warning_that_a_cpu_is_no_tpu_is_left_out():
    pytest.importorskip("tunix")
    from tunix_reasoning.training.tunix import _about_more_than_memory

    def record(text):
        return logging.LogRecord("absl", logging.WARNING, "utils.py", 138, text, ("cpu",), None)

    assert not _about_more_than_memory(record("Skipping non-TPU device: %s. You might be missing jax[tpu] dependency."))
    assert _about_more_than_memory(record("Something else about a device: %s"))
