"""What rewards say about arguments that are none, and the facts of a row in their one form."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tunix_reasoning import columns
from tunix_reasoning.rewards import correctness_reward, format_reward, reasoning_quality_reward

GOOD = "<reasoning>2 + 2 = 4</reasoning><answer>4</answer>"
FULL = {"prompts": ["p"], "completions": [GOOD], "question": ["What is 2 + 2?"], "answer": ["4"]}
REWARDS = [format_reward, correctness_reward, reasoning_quality_reward]


@pytest.mark.parametrize("reward", REWARDS)
@pytest.mark.parametrize(
    ("wrong", "error", "said"),
    [
        ({"completions": GOOD}, TypeError, "completions must be a list of texts. Received: '<reasoning>2"),
        ({"completions": None}, TypeError, "completions must be a list of texts. Received: None"),
        (
            {"completions": [[{"role": "assistant", "content": GOOD}]]}, TypeError,
            "each completion must be a text: of chat messages, pass the content of the last. Received: [{'role'",
        ),
        ({"completions": [{"content": GOOD}]}, TypeError, "of chat messages, pass the content of the last"),
        ({"completions": [4]}, TypeError, "each completion must be a text. Received: 4"),
        ({"prompts": ["p"] * 2}, ValueError, "prompts must have one entry a completion, 1 in all. Received: 2"),
        ({"prompts": "p"}, TypeError, "prompts must be a list with one entry a completion. Received: 'p'"),
        ({"question": ["a", "b"]}, ValueError, "question must have one entry a completion, 1 in all. Received: 2"),
        ({"answer": "4"}, TypeError, "answer must be a list with one entry a completion. Received: '4'"),
        ({"answer": 4}, TypeError, "answer must be a list with one entry a completion. Received: 4"),
        ({"answer_kind": ["number"] * 3}, ValueError, "answer_kind must have one entry a completion"),
        ({"milestones": ""}, TypeError, "milestones must be a list with one entry a completion"),
    ],
)
def test_wrong_arguments_are_said_in_words(reward: Any, wrong: dict[str, Any], error: type, said: str) -> None:
    with pytest.raises(error) as caught:
        reward(**(FULL | wrong))
    assert said in str(caught.value)


@pytest.mark.parametrize("reward", REWARDS)
def test_lists_tuples_and_arrays_are_taken(reward: Any) -> None:
    wanted = reward(**FULL)
    assert reward(**{name: tuple(column) for name, column in FULL.items()}) == wanted
    assert reward(**{name: np.array(column) for name, column in FULL.items()}) == wanted
    assert reward(**{name: [] for name in FULL}) == []
    assert reward(**FULL, mode="train", trajectory=None) == wanted, "what is no column is passed over"


@pytest.mark.parametrize(
    ("value", "text"), [(36, "36"), (36.0, "36"), (-0.5, "-0.5"), (10**20, "100000000000000000000"), ("36", "36")]
)
def test_numbers_are_answers(value: Any, text: str) -> None:
    assert columns.answer(value) == text


NO_ANSWERS = [True, None, "", " ", [36], float("nan"), float("inf"), 1e300, 10**5000]


@pytest.mark.parametrize("value", NO_ANSWERS, ids=range(len(NO_ANSWERS)))
def test_what_is_no_answer(value: Any) -> None:
    with pytest.raises(ValueError, match=r"must be a text|digits"):
        columns.answer(value)
