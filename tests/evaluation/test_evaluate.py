"""The evaluation: intervals against the textbook, pairing, what counts as right, the table."""

import io
import math

import numpy as np
import pytest
from rich.console import Console

from tunix_reasoning.evaluation.evaluate import METRICS, compare, evaluate, judge, summary
from tunix_reasoning.evaluation.intervals import interval, paired
from tunix_reasoning.evaluation.tables import print_scores, print_table
from tunix_reasoning.prompts import format_completion

GOOD = format_completion("15% of 240 is 240 * 15 / 100 = 36.", "36")
EXAMPLE = {
    "id": "math/percent_of/1", "type": "math", "question": "What is 15% of 240?", "answer": "36",
    "metadata": {"answer_kind": "number"},
}
T_975 = {2: 12.7062, 5: 2.7764, 10: 2.2622, 30: 2.0452}
"""Student's t for a two-sided 95 % interval, by the number of values, from a printed table."""


class Completion:
    def __init__(self, text):
        self.text, self.tokens, self.truncated = text, len(text.split()), False


def scripted(greedy, sampled=()):
    """A generator that answers each prompt with its line of the script."""

    def generate(prompts, n=1, *, temperature=0.0, seed=0):
        lines = [[text] for text in greedy] if temperature == 0 else [list(sampled)[:n] for _ in prompts]
        return [[Completion(text) for text in texts] for texts in lines]

    return generate


def wilson(successes, n, z=1.959964):
    """Wilson 1927: the values of p that a z test would not refuse."""
    share, spread = successes / n, z * z / n
    centre = (share + spread / 2) / (1 + spread)
    half = z * math.sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    return centre - half, centre + half


@pytest.mark.parametrize(
    ("successes", "n"), [(0, 10), (10, 10), (1, 2), (37, 512), (256, 512), (500, 512), (1, 1)]
)
def test_shares_have_wilsons_interval(successes, n):
    found = interval([1.0] * successes + [0.0] * (n - successes))
    assert (found["value"], found["n"]) == (successes / n, n)
    assert (found["low"], found["high"]) == pytest.approx(wilson(successes, n), abs=1e-6)


@pytest.mark.parametrize("n", T_975)
def test_means_have_students_interval(n):
    values = [((7 * i) % 11) / 11 + 0.01 for i in range(n)]
    mean = sum(values) / n
    half = T_975[n] * math.sqrt(sum((v - mean) ** 2 for v in values) / (n - 1) / n)
    for found in (interval(values), paired(values)):
        assert found["n"] == n
        assert (found["low"], found["value"], found["high"]) == pytest.approx(
            (mean - half, mean, mean + half), abs=1e-4
        )


def test_differences_of_0_and_1_are_no_shares():
    found = paired([1.0, 0.0, 1.0, 1.0])
    assert found["high"] > 1.0, "Wilson's interval would end below 1"


@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.9])
def test_wilsons_interval_covers_the_truth_in_95_of_100(share):
    rng = np.random.default_rng(1)
    samples = rng.random((400, 60)) < share
    covered = [found["low"] <= share <= found["high"] for found in map(interval, samples)]
    assert 0.91 < np.mean(covered) <= 1.0


def test_the_paired_interval_covers_the_truth_in_95_of_100():
    rng = np.random.default_rng(2)
    before = (rng.random((400, 80)) < 0.3).astype(float)
    after = np.where(rng.random(before.shape) < 0.5, before, rng.random(before.shape) < 0.8)
    covered = [found["low"] <= 0.25 <= found["high"] for found in map(paired, after - before)]
    assert 0.92 < np.mean(covered) < 0.98


@pytest.mark.parametrize(
    ("completion", "accuracy", "lenient", "form"),
    [
        (GOOD, 1, 1, 1),
        (format_completion("It is 36.", "36"), 1, 1, 1),  # right without work: accuracy is no judge of it
        (format_completion("15% of 240 is 35.", "35"), 0, 0, 1),  # wrong
        (
            "<reasoning>240 * 0.15 = 36</reasoning><answer>36",
            0,
            1,
            0,
        ),  # never closed: only the answer is there
        ("The answer is 36.", 0, 1, 0),  # no tags
        ("36 <answer>35</answer>", 0, 0, 0),  # a wrong answer is not saved by the right number elsewhere
        ("", 0, 0, 0),  # nothing
        ("I do not know.", 0, 0, 0),  # no answer at all
        (GOOD + GOOD, 0, None, 0),  # twice: not in the format
    ],
)
def test_what_cannot_be_read_is_wrong(completion, accuracy, lenient, form):
    score = judge(completion, EXAMPLE)
    assert (score["accuracy"], score["format"]) == (accuracy, form)
    assert lenient is None or score["accuracy_lenient"] == lenient
    assert set(score) == set(METRICS)
    assert all(0.0 <= value <= 1.0 for value in score.values())


def test_every_question_is_a_row_with_means_over_its_samples():
    questions = [EXAMPLE, EXAMPLE | {"id": "math/percent_of/2"}]
    rows = evaluate(scripted([GOOD, "no"], [GOOD, "no", GOOD, GOOD]), questions, samples=4, temperature=1.0)
    assert [row["id"] for row in rows] == ["math/percent_of/1", "math/percent_of/2"]
    assert [row["accuracy"] for row in rows] == [1.0, 0.0]
    assert [row["accuracy_sampled"] for row in rows] == [0.75, 0.75]
    assert [row["format_sampled"] for row in rows] == [0.75, 0.75]
    assert rows[0]["completion"] == GOOD
    assert rows[0]["family"] == "math/percent_of"


def test_without_samples_only_greedy_metrics_are_there():
    rows = evaluate(scripted([GOOD]), [EXAMPLE], samples=0, temperature=1.0)
    assert not [name for name in rows[0] if name.endswith("_sampled")]
    assert summary(rows)["accuracy"]["value"] == 1.0


def rows_of(correct):
    return [
        {"id": f"{kind}/f/{i}", "type": kind, "family": f"{kind}/f", **dict.fromkeys(METRICS, float(right))}
        for i, (kind, right) in enumerate(correct)
    ]


BEFORE = [("math", 0), ("math", 0), ("math", 1), ("code", 0)]
AFTER = [("math", 1), ("math", 1), ("math", 0), ("code", 0)]


def test_the_comparison_is_paired_and_broken_down():
    result = compare(rows_of(BEFORE), rows_of(AFTER))
    values = [result[part]["accuracy"]["value"] for part in ("before", "after", "difference")]
    assert values == [0.25, 0.5, 0.25]
    spread = math.sqrt((0.75**2 * 2 + 1.25**2 + 0.25**2) / 3 / 4)  # of +1 +1 -1 0 around 0.25
    assert result["difference"]["accuracy"]["high"] == pytest.approx(0.25 + 3.18245 * spread, abs=1e-4)
    assert result["difference"]["by_type"]["math"]["accuracy"]["value"] == pytest.approx(1 / 3)
    assert result["after"]["by_family"]["code/f"]["accuracy"] == {
        "value": 0.0, "low": 0.0, "high": pytest.approx(wilson(0, 1)[1]), "n": 1,
    }


@pytest.mark.parametrize("other", [BEFORE[:3], BEFORE[::-1]])
def test_different_questions_are_not_compared(other):
    with pytest.raises(ValueError, match="same questions in the same order"):
        compare(rows_of(BEFORE), rows_of(other))


def test_tables_show_per_cent_and_points():
    file = io.StringIO()
    console = Console(file=file, width=100)
    print_table(compare(rows_of(BEFORE), rows_of(AFTER)), console)
    print_scores(summary(rows_of(AFTER)), console)
    text = file.getvalue()
    for shown in ("4 held-out questions", "accuracy: math", "25.0 ±", "50.0 ±", "+25.0 ±"):
        assert shown in text
