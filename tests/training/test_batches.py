"""Which questions a step asks."""

import json

from training_runs import CONFIG

from tunix_reasoning.dataset import ReasoningDataset
from tunix_reasoning.training.batches import Batches, columns


def test_every_question_comes_once_an_epoch(examples):
    chosen = ReasoningDataset(examples[:9])  # so that batches of two reach over the end of an epoch
    batches = Batches(chosen, CONFIG)
    asked = [example["id"] for step in range(1, 10) for example in batches[step]]
    assert sorted(asked[:9]) == sorted(e["id"] for e in chosen) == sorted(asked[9:])
    assert asked[:9] != asked[9:], "each epoch has an order of its own"


def test_a_batch_follows_from_its_number_alone(examples):
    batches = Batches(ReasoningDataset(examples[:9]), CONFIG)
    forwards = [[e["id"] for e in batches[step]] for step in range(1, 20)]
    assert [[e["id"] for e in batches[step]] for step in range(19, 0, -1)] == forwards[::-1]
    assert [[e["id"] for e in Batches(ReasoningDataset(examples[:9]), CONFIG)[step]] for step in (7, 3)] == [
        forwards[6], forwards[2]
    ]


def test_columns_are_texts(examples):
    facts = examples[0]["metadata"] | {"milestones": [["24", "12"]], "rubric": [{"check": "lines", "value": 2}]}
    rows = ReasoningDataset([
        {"question": "2 + 2?", "answer": "4", "type": "math", "difficulty": "easy"},
        examples[0] | {"metadata": facts},
    ])
    told = columns(rows)
    assert set(told) == {"prompts", "question", "answer", "answer_kind", "rubric", "milestones"}
    assert all(isinstance(value, str) for column in told.values() for value in column)
    assert told["rubric"][0] == told["milestones"][0] == ""
    assert json.loads(told["milestones"][1]) == [["24", "12"]]
