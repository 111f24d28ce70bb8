"""Techniques are compared on what they said, and none of them sees a gold answer."""

import json
import random
import re
from itertools import combinations

import pytest

from tunix_reasoning.evaluation import Unfinished, compare_techniques
from tunix_reasoning.evaluation.calibration import learned_strategies
from tunix_reasoning.evaluation.evaluate import value
from tunix_reasoning.evaluation.side_by_side import Outcome, holm
from tunix_reasoning.evaluation.techniques import techniques
from tunix_reasoning.prompts import format_completion
from tunix_reasoning.traces import is_sound


class Said:
    def __init__(self, text):
        self.text, self.tokens, self.truncated = text, len(text.split()), False


class Adder:
    """Adds two numbers of the question; slips now and then; whoever works backward never does."""

    def __init__(self):
        self.said = []

    def __call__(self, prompts, n=1, *, temperature=0.0, seed=0):
        groups = []
        for place, prompt in enumerate(prompts):
            a, b = map(int, re.findall(r"\d+", prompt)[:2])
            dice = [random.Random(f"{seed}/{place}/{k}/{temperature}") for k in range(n)]
            groups.append([self.add(a, b, prompt, rng) for rng in dice])
        self.said += [said.text for group in groups for said in group]
        return groups

    def add(self, a, b, prompt, rng):
        slip = "backward" not in prompt and rng.random() < 0.4
        total = a + b + slip
        return Said(format_completion(f"{a} + {b} = {total}.", str(total)))


def example(a, b, answer=None):
    return {
        "id": f"math/addition/{a}.{b}", "type": "math", "difficulty": "easy", "question": f"What is {a} + {b}?",
        "answer": answer or str(a + b), "metadata": {"answer_kind": "number", "milestones": [], "rubric": ""},
    }


EXAMPLES = [example(a, b) for a in range(30, 35) for b in range(60, 66)]
VALIDATION = [example(a, 7) for a in range(10, 40)]


def test_no_technique_sees_a_gold_answer(tmp_path):
    """With every gold answer replaced, all that is said and all that is chosen stay the same."""
    said, chosen = [], []
    for name, answers in (("own", None), ("other", "12345")):
        model, kept = Adder(), Unfinished(tmp_path / name, name)
        asked = [example(30 + i, 60 + i, answers) for i in range(8)]
        table = compare_techniques(techniques(model, VALIDATION[:6], samples=4), asked, [0, 1], kept)
        said.append(model.said)
        rows = [json.loads(line) for line in (tmp_path / f".{name}.unfinished").read_text().splitlines()[1:]]
        chosen.append([(row["technique"], row["seed"], row["outcomes"]) for row in rows])
        assert len(rows) == 2 * len(table)
        assert any(row["accuracy"]["value"] for row in table.values()) == (answers is None)
    assert said[0] == said[1]
    assert chosen[0] == chosen[1]


def test_pass_at_k_is_the_share_of_draws_that_hold_a_right_one():
    right, wrong = (format_completion("So.", answer) for answer in ("7", "8"))
    samples = [(right, wrong, wrong, wrong), (right, right, wrong, wrong)]
    asked = [example(3, 4), example(4, 3)]
    table = compare_techniques({"vote": lambda questions, seed: [Outcome(s[0], 4, 4, s) for s in samples]}, asked, [0])
    draws = [list(combinations(s, 2)) for s in samples]
    expected = sum(sum(right in draw for draw in ds) / len(ds) for ds in draws) / 2
    assert table["vote"]["pass_at"] == {"1": pytest.approx(3 / 8), "2": pytest.approx(expected), "4": 1.0}
    assert table["vote"]["oracle"] == 1.0


@pytest.mark.slow
def test_the_table_is_what_was_said():
    model = Adder()
    table = compare_techniques(techniques(model, VALIDATION, samples=8), EXAMPLES, seeds=[0, 1, 2])
    assert len(table) == 9
    for scores in table.values():
        assert scores["accuracy"]["n"] == 30
        assert scores["accuracy"]["low"] <= scores["accuracy"]["value"] <= scores["accuracy"]["high"]
    assert table["greedy"]["calls_per_question"] == 1
    assert table["self-consistency"]["calls_per_question"] == 8
    words = len(format_completion("30 + 60 = 90.", "90").split())
    assert table["self-consistency"]["tokens_per_question"] == 8 * words
    assert table["greedy"]["accuracy"]["value"] == pytest.approx(0.6, abs=0.15)
    assert table["best-of-n"]["accuracy"]["value"] > 0.95, "the slip is there to be seen"
    assert table["best-of-n"]["over_greedy"]["low"] > 0
    assert table["best-of-n"]["over_greedy"]["p"] < 0.01
    assert table["self-consistency"]["oracle"] > 0.95
    assert table["self-consistency"]["duplicates"] == pytest.approx(6 / 8, abs=0.01), "two things can be said"
    assert 0 < table["debate"]["consensus"]["low"] < table["debate"]["consensus"]["high"] < 1
    assert "over_self_consistency" not in table["self-consistency"]


def test_strategies_are_learned_from_validation_rewards():
    optimizer, features = learned_strategies(Adder(), VALIDATION * 3)
    assert optimizer.optimize(features(EXAMPLES[0]["question"])) == "backward"


def test_the_value_knows_a_slip_and_soundness_is_of_what_is_said_so_far():
    question = "What is 15% of 240?"
    right, wrong = ("240 * 15 = 3600. 3600 / 100 = 36.", "36"), ("240 * 15 = 3500. 3500 / 100 = 35.", "35")
    assert value(format_completion(*right), question) > value(format_completion(*wrong), question) + 0.3
    assert is_sound("240 * 15 = 3600. 3600 / 1", question)
    assert not is_sound("240 * 15 = 3500. ", question)


def test_a_comparison_that_was_interrupted_goes_on(tmp_path):
    """The second time, only what was not answered is asked, and the table is the same; other questions begin anew."""
    examples = [example(a, a + 1) for a in range(3, 9)]
    asked = []

    def technique(name, stop=None):
        def answered(questions, seed):
            asked.append((name, seed))
            if (name, seed) == stop:
                raise KeyboardInterrupt
            texts = [format_completion("So.", str(seed + i)) for i in range(len(questions))]
            return [Outcome(text, 5, 1, (text, text), True) for text in texts]

        return answered

    def compared(stop=None, questions=("q",)):
        unfinished = Unfinished(tmp_path / "out.json", *questions)
        chosen = {name: technique(name, stop) for name in ("greedy", "mcts")}
        table = compare_techniques(chosen, examples, (7, 8), unfinished)
        return {name: {k: v for k, v in row.items() if "seconds" not in k} for name, row in table.items()}

    whole = compared()
    asked.clear()
    (tmp_path / ".out.json.unfinished").unlink()
    with pytest.raises(KeyboardInterrupt):
        compared(stop=("mcts", 8))
    asked.clear()
    assert compared() == whole
    assert asked == [("mcts", 8)]
    compared(questions=("others",))
    assert len(asked) == 5
    assert whole["greedy"]["by_type"] == {"math": whole["greedy"]["accuracy"]["value"]}


@pytest.mark.parametrize("seed", range(20))
def test_holms_correction_is_the_closed_test_of_bonferroni(seed):
    """A hypothesis is rejected at a level if every set of hypotheses that holds it is, by Bonferroni's test."""
    rng = random.Random(seed)
    ps = [rng.random() ** 3 for _ in range(4)]
    subsets = [[i for i in range(4) if mask >> i & 1] for mask in range(1, 16)]
    closed = [max(min(1.0, len(s) * min(ps[j] for j in s)) for s in subsets if i in s) for i in range(4)]
    assert holm(ps) == pytest.approx(closed)
    assert holm([]) == []
