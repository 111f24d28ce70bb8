"""`tunix-reasoning ask`: what is shown of a completion, which questions it doubts, and what it refuses in one line."""

from __future__ import annotations

import io
import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tunix_reasoning.commands.familiarity import familiar
from tunix_reasoning.commands.speaker import Speaker, styled
from tunix_reasoning.dataset import ReasoningDataset
from tunix_reasoning.prompts import format_completion

ROOT = Path(__file__).resolve().parents[2]
FAMILIES = json.loads((ROOT / "models" / "tiny-gemma2" / "config.json").read_text())["warmup_families"]


@pytest.mark.parametrize(
    "completion",
    [
        format_completion("a < b, so\n2 * 3 = 6.", "6"),
        "<reasoning>cut </reaso",
        "no tags at all <",
        "<answer>6</answer><reasoning>behind</reasoning>",
        "<reasoning>[bold]no markup[/bold] <b></reasoning><answer>[/]</answer>",
        "",
    ],
)
def test_what_is_printed_does_not_depend_on_how_the_text_comes(capsys: pytest.CaptureFixture, completion: str) -> None:
    texts = []
    for every in (1, 3, 1000):
        speaker = Speaker()
        for end in range(0, len(completion), every):
            speaker.hear(completion[:end])
        speaker.end(completion)
        texts.append(capsys.readouterr().out)
    assert texts == ["".join(part for _, part in styled(completion)) + "\n"] * 3


def test_the_reasoning_is_dim_the_answer_bold_and_the_tags_are_gone() -> None:
    assert [part for part in styled(format_completion("Work.", "6")) if part[1].strip()] == [
        ("dim", "Work."), ("", "\n\nAnswer: "), ("bold", "6"),
    ]


def test_a_completion_does_not_steer_the_terminal() -> None:
    assert styled("\x1b[2J\x07ok\n") == [("", "\N{REPLACEMENT CHARACTER}[2J\N{REPLACEMENT CHARACTER}ok\n")]


def test_the_models_own_kinds_are_taken_for_what_they_are_and_others_seldom() -> None:
    """On the shipped file, whose questions are other ones than those that the words are learnt from."""
    data = ReasoningDataset(ROOT / "reasoning_training_data.json")
    known, other = [], []
    for example in data:
        own = example["id"].rpartition("/")[0] in FAMILIES
        (known if own else other).append(example["question"])
    assert len(known) > 50
    assert [q for q in known if not familiar(q, FAMILIES)] == [], "false alarms"
    missed = [q for q in other[::4] if familiar(q, FAMILIES)]
    assert len(missed) < 0.02 * len(other[::4]), missed


@pytest.mark.parametrize(
    ("question", "known"),
    [
        ("What is 12 + 30?", True),
        ("A tablecloth is 17 cm by 7 cm. What is its perimeter in centimeters?", True),
        ("What is 15% of 240?", True),
        ("What is 17 * 3?", False),
        ("Why is the sky blue?", False),
        ("hello", False),
        ("42", False),  # no words at all
    ],
)
def test_questions_of_other_kinds_are_noticed(question: str, known: bool) -> None:
    assert familiar(question, FAMILIES) == known


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_question_is_refused_in_one_line(call, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    for argument in (text, "-"):
        code, out, error = call("ask", argument)
        assert (code, out) == (1, "")
        assert error.startswith("error: the question is empty")
        assert error.count("\n") == 1


def ask(*arguments: object, **options):
    command = [sys.executable, "-m", "tunix_reasoning", "ask", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


@pytest.mark.slow
def test_standard_input_and_an_argument_give_the_same(model_folder: Path) -> None:
    """As text and as JSON, with a note beside them where the kind is not known."""
    first = ask("What is 12 + 30?", "--model", model_folder, "--json")
    assert first.returncode == 0, first.stderr
    answer = json.loads(first.stdout)
    assert answer["question"] == "What is 12 + 30?"
    assert answer["kind_known"] is True
    assert answer["tokens"] > 0
    assert "note: this reads" not in first.stderr
    piped = ask("-", "--model", model_folder, input="What is 12 + 30?\n")
    assert piped.stdout == "".join(part for _, part in styled(answer["completion"])) + "\n"
    other = ask("Why is the sky blue?", "--model", model_folder)
    assert other.returncode == 0
    assert "note: this reads like none of the kinds of questions that this tiny model knows: addition" in other.stderr


@pytest.mark.slow
@pytest.mark.parametrize("technique", ["self-consistency", "weighted-vote", "strategy", "debate", "mcts"])
def test_every_technique_answers(call, model_folder: Path, technique: str) -> None:
    data = ROOT / "reasoning_training_data.json"
    code, out, error = call("ask", "What is 12 + 30?", "--model", model_folder, "--technique", technique,
                            "--data", data, "--json")
    assert code == 0, error
    answer = json.loads(out)
    assert answer["technique"] == technique
    assert answer["completions"] >= 4


@pytest.mark.slow
def test_on_a_terminal_it_asks_until_an_empty_line(model_folder: Path) -> None:
    ours, theirs = pty.openpty()
    environment = os.environ | {"TERM": "xterm-256color"}
    command = [sys.executable, "-m", "tunix_reasoning", "ask", "--model", str(model_folder)]
    process = subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    os.write(ours, b"What is 12 + 30?\n" + b"7" * 2000 + b"\nWhat is 1 + 1?\n\n")
    out, error = process.communicate(timeout=900)
    assert process.returncode == 0, error
    assert out.count(b"> ") == 4
    assert error.count(b"error: a prompt has") == 1, "and goes on"


@pytest.mark.slow
def test_weights_that_are_no_numbers_are_said(model_folder: Path, tmp_path: Path) -> None:
    import numpy as np
    from safetensors.numpy import load_file, save_file

    broken = tmp_path / "broken"
    shutil.copytree(model_folder, broken)
    tensors = load_file(broken / "model.safetensors")
    name = "model.layers.0.mlp.down_proj.weight"
    tensors[name] = np.full_like(tensors[name], np.nan)
    save_file(tensors, broken / "model.safetensors", metadata={"format": "pt"})
    finished = ask("What is 12 + 30?", "--model", broken)
    assert finished.returncode == 1
    assert finished.stderr == f"error: {broken} computes what is no number: its weights are damaged or overflow\n"
