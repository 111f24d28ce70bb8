"""The evaluation: intervals against the textbook, pairing, what counts as right, the table."""

import io

import pytest
from rich.console import Console

from tunix_reasoning.evaluation.evaluate import METRICS, SHARES, compare, evaluate, judge, pooled, summary
from tunix_reasoning.evaluation.intervals import mean, mean_difference, share, share_difference
from tunix_reasoning.evaluation.tables import print_scores, print_table
from tunix_reasoning.prompts import format_completion

GOOD = format_completion("15% of 240 is 240 * 15 / 100 = 36.", "36")
EXAMPLE = {
    "id": "math/percent_of/1", "type": "math", "question": "What is 15% of 240?", "answer": "36",
    "metadata": {"answer_kind": "number"},
}
class Completion:
    def __init__(self, text):
        self.text, self.tokens, self.truncated = text, len(text.split()), False


def scripted(greedy, sampled=()):
    """A generator that answers each prompt with its line of the script."""

    def generate(prompts, n=1, *, temperature=0.0, seed=0, done=None):
        lines = [[text] for text in greedy] if temperature == 0 else [list(sampled)[:n] for _ in prompts]
        return [[Completion(text) for text in texts] for texts in lines]

    return generate


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


LETTER = EXAMPLE | {"id": "letter", "type": "other", "question": "Write to a friend about the sea.", "answer": "Dear"}


def test_means_of_quality_leave_out_rows_with_nothing_to_check():
    questions = [EXAMPLE, LETTER, EXAMPLE | {"id": "math/percent_of/2"}]
    rows = evaluate(scripted([GOOD] * 3, [GOOD] * 2), questions, samples=2, temperature=1.0)
    for name in ("quality", "quality_sampled"):
        assert [name in row for row in rows] == [True, False, True]
    scores = summary(rows)
    for name in ("quality", "quality_sampled"):
        assert scores[name]["n"] == 2
        assert scores[name]["value"] == pytest.approx(judge(GOOD, EXAMPLE)["quality"])
        assert name not in scores["by_type"]["other"]
    assert scores["accuracy"]["n"] == 3
    result = compare(rows, rows)
    assert result["difference"]["quality"]["value"] == 0
    assert result["after"]["by_type"]["other"]["accuracy"]["n"] == 1
    assert pooled([(rows, rows), (rows, rows)])["after"]["quality"]["n"] == 2


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
    assert result["difference"]["by_type"]["math"]["accuracy"]["value"] == pytest.approx(1 / 3)
    assert result["after"]["by_family"]["code/f"]["accuracy"] == {"value": 0.0, "low": None, "high": None, "n": 1}


def test_every_metric_has_the_interval_that_is_made_for_it():
    """Outcomes of 0 and 1 by their counts, values between by resampling; never by what the data happen to be."""
    before, after = rows_of(10 * BEFORE), rows_of(10 * AFTER)
    result = compare(before, after)
    old, new = ([row["accuracy"] for row in rows] for rows in (before, after))
    for name in SHARES:
        assert result["before"][name] == share(old)
        assert result["difference"][name] == share_difference(old, new)
    assert result["after"]["quality"] == mean(new)
    assert result["difference"]["quality"] == mean_difference(old, new)


def test_seeds_are_pooled_question_by_question():
    runs = [(rows_of(10 * BEFORE), rows_of(10 * AFTER)), (rows_of(10 * BEFORE), rows_of(10 * BEFORE))]
    result = pooled(runs)
    assert result["after"]["accuracy"]["value"] == pytest.approx((0.5 + 0.25) / 2)
    assert result["difference"]["accuracy"]["value"] == pytest.approx(0.125)
    assert result["difference"]["accuracy"]["seeds"] == 2
    assert result["after"]["by_type"]["code"]["accuracy"]["n"] == 10
    with pytest.raises(ValueError, match="same questions in the same order"):
        pooled([runs[0], (rows_of(BEFORE), rows_of(BEFORE))])


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
    for shown in ("4 held-out questions", "accuracy: math", "25.0, n = 4", "+25.0, n = 4"):
        assert shown in text
