"""ReasoningDataset: what it takes, what it gives back, and how it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reasoning_data.schema import RUBRIC_CHECKS
from tunix_reasoning.config import ReasoningTrainingConfig
from tunix_reasoning.dataset import DataError, ReasoningDataset
from tunix_reasoning.prompts import create_prompt

GSM8K = Path(__file__).parents[1] / "benchmarks/data/gsm8k_sample.jsonl"
OLD = {"question": "What is 2 + 2?", "answer": "4", "type": "math", "difficulty": "easy"}
GSM8K_ROW = {
    "question": "Ana buys 3 bags of 400 nails. How many nails is that?",
    "answer": "She buys 3*400=<<3*400=1200>>1200 nails.\n#### 1,200",
}
FULL = {
    "id": "math/percent_of/1f3a9c", "question": "What is 15% of 240?", "answer": "36", "reasoning_trace": "…",
    "type": "math", "difficulty": "easy", "domain": "arithmetic", "reasoning_template": "forward",
    "metadata": {"source": "synthetic", "verification": "verifiable", "keywords": ["percentage"],
                 "answer_kind": "number", "split": "test", "augmentation": None, "parent": None},
}


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("row", [OLD, GSM8K_ROW, FULL])
@pytest.mark.parametrize("form", ["list", "json", "jsonl", "config"])
def test_every_form_and_every_row_gives_the_same_example(
    row: dict[str, Any], form: str, tmp_path: Path
) -> None:
    path = tmp_path / ("rows.jsonl" if form == "jsonl" else "rows.json")
    write(path, json.dumps(row) + "\n\n" if form == "jsonl" else json.dumps([row], indent=1))
    source = {"list": [row], "config": ReasoningTrainingConfig(data=str(path))}.get(form, path)
    dataset = ReasoningDataset(source)
    assert len(dataset) == 1
    assert dataset.examples == list(dataset) == [dataset[0]]
    assert set(dataset[0]) == set(FULL)
    assert set(dataset[0]["metadata"]) >= set(FULL["metadata"])


def test_a_full_row_is_kept_as_it_is() -> None:
    example = ReasoningDataset([FULL])[0]
    assert {**example, "metadata": FULL["metadata"]} == FULL
    assert example["metadata"] | FULL["metadata"] == example["metadata"]


def test_gsm8k_rows_are_taken_apart() -> None:
    example = ReasoningDataset([GSM8K_ROW])[0]
    assert example["answer"] == "1200"  # no thousands separator
    assert example["reasoning_trace"] == "She buys 3*400=1200 nails."  # no calculator's notes
    assert (example["type"], example["metadata"]["source"]) == ("math", "gsm8k")


def test_a_sample_of_gsm8k_loads() -> None:
    dataset = ReasoningDataset(GSM8K)
    assert len(dataset) == sum(1 for line in GSM8K.open() if line.strip())
    assert all(example["answer"].lstrip("-").replace(".", "").isdigit() for example in dataset)
    shares = {name: number / len(dataset) for name, number in dataset.statistics["split"].items()}
    assert shares == pytest.approx({"train": 0.8, "validation": 0.1, "test": 0.1}, abs=0.06)


def test_the_prompt_is_the_one_of_prompts() -> None:
    dataset = ReasoningDataset([OLD])
    assert dataset.create_prompt(dataset[0]) == create_prompt("What is 2 + 2?")


def test_splits_are_disjoint_and_complete_in_any_order() -> None:
    rows = [{**OLD, "question": f"What is {n} + {n}?", "answer": str(2 * n)} for n in range(300)]
    parts = [ReasoningDataset(rows).split(name) for name in ("train", "validation", "test")]
    questions = [{example["question"] for example in part} for part in parts]
    assert sum(map(len, questions)) == len(set().union(*questions)) == 300
    again = ReasoningDataset(rows[::-1]).split("test")
    assert {example["question"] for example in again} == questions[2]


def test_statistics_count() -> None:
    assert ReasoningDataset([OLD, FULL]).statistics == {
        "examples": 2, "trace_words": 0.5, "type": {"math": 2}, "difficulty": {"easy": 2},
        "split": {ReasoningDataset([OLD])[0]["metadata"]["split"]: 1, "test": 1}, "verification": {"verifiable": 2},
    }


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (7, "row 2: an example must be a JSON object. Received: int"),
        ({"answer": "4"}, "row 2: field 'question' is missing"),
        ({**OLD, "answer": True}, "row 2: field 'answer' must be a text that is not empty. Received: True"),
        ({**OLD, "answer": [4]}, "row 2: field 'answer' must be a text that is not empty. Received: [4]"),
        ({**OLD, "question": " "}, "row 2: field 'question' must be a text"),
        ({**OLD, "type": "maths"}, "field 'type' must be one of math, code, logic_puzzle"),
        ({**OLD, "difficulty": None}, "field 'difficulty' must be one of easy, medium, hard. Received: None"),
        ({**OLD, "type": None}, "field 'type' must be one of math, code, logic_puzzle"),
        ({**OLD, "metadata": {"answer_kind": "colour"}}, "'metadata.answer_kind' must be one of number, quantity"),
        ({**OLD, "answer_kind": "colour"}, "'metadata.answer_kind' must be one of number, quantity"),
        ({**OLD, "metadata": {"answer_kind": ["number"]}}, "field 'metadata.answer_kind' must be one of"),
        ({**OLD, "metadata": {"rubric": "no JSON"}}, "field 'metadata.rubric' must be JSON in a text"),
        ({**OLD, "metadata": {"rubric": "{}"}}, "field 'metadata.rubric' must be a list of checks"),
        ({**OLD, "metadata": {"rubric": 3}}, "field 'metadata.rubric' must be a list of checks"),
        ({**OLD, "metadata": {"rubric": [{"check": "is_nice", "value": 1}]}}, "a check of min_words, max_words"),
        ({**OLD, "metadata": {"rubric": [{"check": "max_words"}]}}, "an object with a value"),
        (
            {**OLD, "metadata": {"rubric": [{"check": "max_words", "value": "7"}]}},
            "field 'metadata.rubric' the value of max_words must be a whole number from 0. Received: '7'",
        ),
        ({**OLD, "metadata": {"rubric": [{"check": "excludes", "value": "rain"}]}}, "must be a list of texts"),
        ({**OLD, "metadata": {"rubric": [{"check": "ends_with", "value": ""}]}}, "must be a text that is not empty"),
        ({**OLD, "metadata": {"rubric": [{"check": "key_points", "value": ["a"]}]}}, "a list of lists of texts"),
        ({**OLD, "metadata": {"rubric": [{"check": "distinct_words", "value": 2}]}}, "a number above 0, up to 1"),
        ({**OLD, "metadata": {"rubric": "[" * 100_000}}, "field 'metadata.rubric' must be JSON in a text"),
        ({**OLD, "metadata": {"milestones": ["3", "4"]}}, "field 'metadata.milestones' must be a list of routes"),
        ({**OLD, "metadata": {"milestones": [[3]]}}, "field 'metadata.milestones' must be a list of routes"),
        ({**OLD, "metadata": {"milestones": [[]]}}, "field 'metadata.milestones' must be a list of routes"),
        ({**OLD, "question": "What \ud83d?"}, "row 2: half of a surrogate pair"),
        ({**OLD, "metadata": [1]}, "field 'metadata' must be a JSON object. Received: [1]"),
        (
            {**OLD, "metadata": {"split": "dev"}},
            "field 'metadata.split' must be one of train, validation, test",
        ),
        ({**OLD, "reasoning_trace": 3}, "field 'reasoning_trace' must be a text. Received: 3"),
    ],
)
def test_a_bad_row_is_named(row: Any, said: str, tmp_path: Path) -> None:
    path = write(tmp_path / "rows.json", json.dumps([OLD, row]))
    with pytest.raises(DataError) as error:
        ReasoningDataset(path)
    assert said in str(error.value)
    assert str(path) in str(error.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "holds no examples"),
        ("[]", "holds no examples"),
        ('[{"question": "q",\n "answer": }]', "line 2: not JSON"),
        ('{"question": 1}\nnonsense\n', "line 2: not JSON"),
        ('[{"question": "q", "answer": 1}', "line 1: not JSON: the list does not go on or end here"),
        ('[{"question": "q", "answer": 1}] and more', "line 1: not JSON: the list does not go on or end here"),
        ('[{"question": "q", "answer": 1},\n]', "line 2: not JSON: Expecting value"),
        ('[{"question": "q", "answer": 1},\n' + "[" * 200_000, "row 2: nested too deeply"),
        ('{"question": "q", "answer": 1}\n' + '{"a":' * 100_000, "row 2: nested too deeply"),
        ('{"question": "q", "answer": ' + "1" * 5000 + "}", "row 1: a whole number of more digits than Python reads"),
        ('[{"question": "q", "answer": ' + "1" * 5000 + "}]", "row 1: a whole number of more digits than Python reads"),
        ('{"question": "q", "answer": NaN}', "row 1: NaN is no number of JSON"),
        ('[{"question": "q", "answer": -Infinity}]', "row 1: -Infinity is no number of JSON"),
        ('{"question": "\\ud83d", "answer": "1"}', "row 1: half of a surrogate pair"),
    ],
)
def test_a_bad_file_is_named(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=said):
        ReasoningDataset(write(tmp_path / "rows.json", text))


ROWS = [OLD | {"question": f"What is {n} + {n}?", "answer": str(2 * n)} for n in range(3)]


@pytest.mark.parametrize("text", [json.dumps(ROWS), "\n".join(map(json.dumps, ROWS)), json.dumps(ROWS, indent=1)])
def test_a_byte_order_mark_is_no_part_of_the_data(text: str, tmp_path: Path) -> None:
    path = tmp_path / "rows.json"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert [example["question"] for example in ReasoningDataset(path)] == [row["question"] for row in ROWS]


def test_a_row_is_known_by_its_line(tmp_path: Path) -> None:
    """Characters that other readers take for line ends are none; empty lines count."""
    text = json.dumps(OLD | {"question": "What\u2028is\u0085it?"}, ensure_ascii=False) + "\n\n" + '{"question": "q"}'
    with pytest.raises(DataError, match=r"rows\.jsonl, row 3: field 'answer' is missing"):
        ReasoningDataset(write(tmp_path / "rows.jsonl", text))


@pytest.mark.parametrize(
    ("answer", "text"), [(4, "4"), (4.0, "4"), (0.5, "0.5"), (-3, "-3"), (0, "0"), (10**30, str(10**30)), ("4", "4")]
)
def test_a_question_and_an_answer_are_enough(answer: Any, text: str) -> None:
    example = ReasoningDataset([{"question": "What is 2 + 2?", "answer": answer}])[0]
    assert (example["answer"], example["type"], example["difficulty"]) == (text, "other", "medium")
    assert example["metadata"]["verification"] == "verifiable"
    assert example["metadata"]["milestones"] == []


def test_a_number_that_cannot_be_written_is_named() -> None:
    with pytest.raises(DataError, match="the data, row 1: field 'answer' is a whole number of more digits"):
        ReasoningDataset([OLD | {"answer": 10**5000}])
    with pytest.raises(DataError, match="the data, row 1: field 'answer' must be a text that is not empty"):
        ReasoningDataset([OLD | {"answer": float("inf")}])


def test_rubrics_and_milestones_come_in_one_form() -> None:
    checks, routes = [{"check": "max_words", "value": 7}, {"check": "key_points", "value": [["rain"]]}], [["24", "12"]]
    for rubric, milestones in ((checks, routes), (json.dumps(checks), json.dumps(routes))):
        facts = ReasoningDataset([OLD | {"metadata": {"rubric": rubric, "milestones": milestones}}])[0]["metadata"]
        assert json.loads(facts["rubric"]) == checks
        assert facts["milestones"] == routes
    empty = {"rubric": None, "milestones": None, "answer_kind": ""}
    facts = ReasoningDataset([OLD | {"metadata": empty}])[0]["metadata"]
    assert (facts["rubric"], facts["milestones"], facts["answer_kind"]) == ("", [], None)


def test_every_check_of_the_data_is_known() -> None:
    values: dict[str, Any] = {"distinct_words": 0.5, "key_points": [["rain"]]}
    values |= dict.fromkeys(("starts_with", "ends_with"), "Once")
    values |= {name: ["rain"] for name in ("contains_all", "contains_any", "excludes", "dialogue")}
    rubric = [{"check": check, "value": values.get(check, 3)} for check in RUBRIC_CHECKS]
    assert json.loads(ReasoningDataset([OLD | {"metadata": {"rubric": rubric}}])[0]["metadata"]["rubric"]) == rubric


def test_what_the_generator_ships_is_taken_as_it_is() -> None:
    shipped = json.loads((GSM8K.parents[2] / "reasoning_training_data.json").read_text(encoding="utf-8"))
    assert ReasoningDataset(shipped).examples == shipped


def test_a_missing_file_and_a_missing_split(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"cannot read .*absent\.json: No such file"):
        ReasoningDataset(tmp_path / "absent.json")
    with pytest.raises(DataError, match="split must be one of train, validation, test"):
        ReasoningDataset([OLD]).split("dev")
    with pytest.raises(DataError, match="no example is in the split train"):
        ReasoningDataset([FULL]).split("train")
