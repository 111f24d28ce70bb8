"""`tunix-reasoning score`: the sums, where rows come from and go to, and what is refused in one line."""

import io
import json
import subprocess
import sys

import pytest

from tunix_reasoning.prompts import format_completion

ROW = {
    "question": "What is 15% of 240?", "answer": "36",
    "completion": format_completion("15% of 240 is 240 * 15 / 100 = 36.", "36"),
}


def write_rows(path, *rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_scores_are_the_three_rewards_and_their_weighted_sum(call, tmp_path):
    jumped = ROW | {"completion": format_completion("The answer is 36.", "36")}
    source = write_rows(tmp_path / "in.jsonl", ROW, ROW | {"completion": "36"}, jumped)
    code, out, _ = call("score", source)
    assert code == 0
    good, bare, jump = map(json.loads, out.splitlines())
    for row in (good, bare, jump):
        expected = 0.3 * row["format"] + 0.5 * row["correctness"] + 0.2 * row["quality"]
        assert row["reward"] == pytest.approx(expected)
    assert (good["format"], good["correctness"]) == (1.0, 1.0)
    assert (bare["format"], bare["correctness"]) == (0.0, 0.0)
    assert good["quality"] > jump["quality"], "the work counts"
    assert good["completion"] == ROW["completion"]
    call("score", source, "--output", tmp_path / "out.jsonl")
    assert (tmp_path / "out.jsonl").read_text() == out


def test_a_list_lines_and_standard_input_give_the_same(call, tmp_path, monkeypatch):
    rows = [ROW, ROW | {"answer": 36}, ROW | {"answer": 36.0}]
    _, lines, _ = call("score", write_rows(tmp_path / "in.jsonl", *rows))
    assert [json.loads(line)["correctness"] for line in lines.splitlines()] == [1.0, 1.0, 1.0], "numbers are answers"
    (tmp_path / "in.json").write_bytes(b"\xef\xbb\xbf" + json.dumps(rows, indent=1).encode())
    assert call("score", tmp_path / "in.json")[1] == lines
    for content in (lines.encode(), json.dumps(rows).encode()):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        assert call("score", "-")[1] == lines


def test_kinds_rubrics_and_milestones_reach_the_rewards(call, tmp_path):
    """A list in another order is right as a set; a free answer earns the share of its rubric that it meets."""
    two = {"question": "Which two?", "answer": "2, 3", "completion": format_completion("r", "3, 2")}
    rubric = [{"check": "max_words", "value": 9}, {"check": "contains_all", "value": ["snow"]}]
    free = {"question": "Write a line about rain.", "answer": "Rain falls.", "answer_kind": "free",
            "completion": format_completion("r", "The rain sings."), "milestones": [["rain"]]}
    kinds = [two | {"answer_kind": kind} for kind in ("list", "set")]
    source = write_rows(tmp_path / "in.jsonl", *kinds, free | {"rubric": rubric}, free | {"rubric": json.dumps(rubric)})
    code, out, error = call("score", source)
    assert code == 0, error
    assert [json.loads(line)["correctness"] for line in out.splitlines()] == [0.0, 1.0, 0.5, 0.5]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "No such file"),
        ("", "holds no rows"),
        ("[]", "holds no rows"),
        ("{\n", "in.jsonl, line 1: not JSON"),
        (json.dumps(ROW) + "\n\n[]\n", "in.jsonl, row 3: must be a JSON object. Received: list"),
        (json.dumps([ROW, 3]), "in.jsonl, row 2: must be a JSON object. Received: int"),
        (json.dumps(ROW | {"answer": None}), "in.jsonl, row 1: field 'answer' must be a text that is not empty"),
        (json.dumps(ROW | {"answer": ""}), "in.jsonl, row 1: field 'answer' must be a text that is not empty"),
        (json.dumps({"question": "", "answer": "1"}), "in.jsonl, row 1: field 'completion' must be a text"),
        (json.dumps(ROW | {"completion": [{"role": "model"}]}), "in.jsonl, row 1: field 'completion' must be a text"),
        (json.dumps(ROW | {"rubric": "no JSON"}), "in.jsonl, row 1: field 'rubric' must be JSON"),
        (json.dumps(ROW | {"rubric": [{"check": "kind"}]}), "in.jsonl, row 1: field 'rubric' each check must be"),
        (json.dumps(ROW | {"milestones": [3]}), "in.jsonl, row 1: field 'milestones' must be a list of routes"),
        (json.dumps(ROW | {"answer_kind": "colour"}), "in.jsonl, row 1: field 'answer_kind' must be one of number"),
        (json.dumps(ROW)[:-1] + ', "n": ' + "9" * 5000 + "}", "in.jsonl, row 1: a whole number of more digits"),
        ("[" * 100_000, "in.jsonl, row 1: nested too deeply"),
        (json.dumps(ROW).replace("15%", "\\udc00"), "in.jsonl, row 1: half of a surrogate pair"),
        (b"\xff\xfe\x00", "in.jsonl is not UTF-8 text"),
    ],
)
def test_rows_that_cannot_be_scored_are_named(call, tmp_path, content, message):
    if content is not None:
        (tmp_path / "in.jsonl").write_bytes(content if isinstance(content, bytes) else content.encode())
    code, out, error = call("score", "in.jsonl", "--output", "out.jsonl")
    assert (code, out) == (1, "")
    assert error.startswith("error: ")
    assert error.count("\n") == 1, error
    assert message in error
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize("name", ["in.jsonl", "./in.jsonl", "hard.jsonl", "soft.jsonl"])
def test_the_input_is_never_written_over(call, tmp_path, name):
    source = write_rows(tmp_path / "in.jsonl", ROW)
    (tmp_path / "hard.jsonl").hardlink_to(source)
    (tmp_path / "soft.jsonl").symlink_to(source)
    before = source.read_bytes()
    code, _, error = call("score", "in.jsonl", "--output", name)
    assert code == 1
    assert "is the input" in error
    assert source.read_bytes() == before


def test_what_cannot_be_written_is_said_before_the_work(call, tmp_path):
    write_rows(tmp_path / "in.jsonl", ROW)
    for output in (tmp_path, tmp_path / "no" / "folder.jsonl"):
        code, _, error = call("score", "in.jsonl", "--output", output)
        assert code == 1
        assert f"{output} cannot be written" in error


def test_an_output_is_replaced_whole_or_not_at_all(call, tmp_path):
    """A second input with a bad row leaves the scores of the first as they were, and no other file."""
    write_rows(tmp_path / "in.jsonl", ROW)
    call("score", "in.jsonl", "--output", "out.jsonl")
    before = (tmp_path / "out.jsonl").read_bytes()
    write_rows(tmp_path / "bad.jsonl", ROW, {})
    assert call("score", "bad.jsonl", "--output", "out.jsonl")[0] == 1
    assert (tmp_path / "out.jsonl").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.jsonl", "in.jsonl", "out.jsonl"]


def test_any_locale_and_a_closed_pipe(tmp_path):
    """Scores are UTF-8 where the terminal is not, and a reader that goes away ends the command in one line."""
    source = write_rows(tmp_path / "in.jsonl", *[ROW | {"question": "Wie groß ist 15 % von 240 €?"}] * 200)
    command = [sys.executable, "-m", "tunix_reasoning", "score", str(source)]
    plain = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONPATH": ":".join(filter(None, sys.path))}
    finished = subprocess.run(command, capture_output=True, check=False, env=plain)
    assert finished.returncode == 0, finished.stderr
    assert "groß" in json.loads(finished.stdout.decode("utf-8").split("\n")[0])["question"]
    piped = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=plain)
    piped.stdout.readline()
    piped.stdout.close()
    assert b"Traceback" not in piped.stderr.read()
    piped.wait()
