"""Which questions a step asks."""

import json
from collections import Counter
from dataclasses import replace

from training_runs import CONFIG

from tunix_reasoning.dataset import ReasoningDataset
from tunix_reasoning.training.batches import AdaptiveBatches, Batches, columns


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


def adaptive(examples, **changes):
    return AdaptiveBatches(examples, replace(CONFIG, **changes))


def question(family, number, difficulty="easy"):
    return {"id": f"math/{family}/{number}", "difficulty": difficulty}


def test_questions_in_between_are_drawn_more_often():
    easy, even, hard = ([question(name, n) for n in range(20)] for name in ("easy", "even", "hard"))
    batches = adaptive([*easy, *even, *hard], batch_size=6)
    for _ in range(5):
        batches.learn([*easy, *even, *hard], [1.0] * 20 + [0.5] * 20 + [0.0] * 20)
    drawn = Counter(e["id"].split("/")[1] for step in range(1, 101) for e in batches[step])
    assert drawn["even"] > 0.8 * sum(drawn.values())
    assert drawn["easy"] > 0 < drawn["hard"], "none is given up"


def test_a_passed_difficulty_gives_way_within_its_family():
    questions = [question("addition", n, level) for level in ("easy", "hard") for n in range(50)]
    batches = adaptive(questions, batch_size=10)
    batches.learn(questions[:20] + questions[50:70], [1.0] * 20 + [0.4] * 20)
    drawn = Counter((e["difficulty"], e in questions[20:50] + questions[70:]) for s in range(1, 31) for e in batches[s])
    unseen = {level: drawn[level, True] for level in ("easy", "hard")}
    assert unseen["hard"] > 3 * unseen["easy"], "also of questions never met"


def test_a_batch_has_no_question_twice_and_what_was_learned_comes_back():
    questions = [question("addition", n) for n in range(12)]
    one, other = (adaptive(questions, batch_size=4) for _ in range(2))
    for step in range(1, 9):
        asked = one[step]
        assert len({e["id"] for e in asked}) == 4
        one.learn(asked, [0.0, 0.25, 0.5, 1.0])
    other.learn(questions[:4], [1.0] * 4)  # forgotten by what is restored
    other.restore(json.loads(json.dumps(one.state)))
    assert [other[step] for step in range(9, 20)] == [one[step] for step in range(9, 20)]


def test_before_anything_is_known_all_are_drawn_alike():
    questions = [question("addition", n) for n in range(10)]
    drawn = Counter(e["id"] for step in range(1, 501) for e in adaptive(questions, batch_size=2)[step])
    assert min(drawn.values()) > 70 < max(drawn.values()) < 130
