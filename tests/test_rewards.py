"""The three rewards: tables of completions, a comment a row, attacks included, and invariants over real data."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tunix_reasoning.prompts import FORMAT, format_completion
from tunix_reasoning.rewards import (
    correctness_reward,
    explain,
    format_reward,
    reasoning_quality_reward,
    reward_metrics,
)

ROOT = Path(__file__).parent.parent
WEIGHTS = (0.3, 0.5, 0.2)

PERCENT = "What is 15% of 240?"
CLIPS = (
    "Natalia sold clips to 48 of her friends in April, and then she sold half as many clips in May. How many "
    "clips did Natalia sell altogether in April and May?"
)
TALLEST = "Tess is taller than Wanda. Liam is taller than Tess. Jamal is taller than Liam. Name the shortest of them."
CODE = "What does this program print?\n\ntotal = 3\nfor i in range(4):\n    total += 2 * i\nprint(total)"
TITLE = 'Find a story title that contains "painting" and "workshop". At most 5 words. Begin with "The".'
TITLE_RUBRIC = json.dumps(
    [
        {"check": "contains_all", "value": ["painting", "workshop"]},
        {"check": "max_words", "value": 5},
        {"check": "starts_with", "value": "The"},
    ]
)


def format_of(completion: str) -> float:
    return format_reward(["p"], [completion])[0]


def correctness(completion: str, gold: str, kind: str | None = None, **columns: str) -> float:
    columns |= {} if kind is None else {"answer_kind": kind}
    return correctness_reward(["p"], [completion], [gold], **{k: [v] for k, v in columns.items()})[0]


def quality_of(completion: str, question: str, milestones: list[list[str]] | None = None, **columns: str) -> float:
    named = {name: [value] for name, value in columns.items()} | {"milestones": [json.dumps(milestones or [])]}
    return reasoning_quality_reward(["p"], [completion], [question], **named)[0]


def total(completion: str, question: str, gold: str, **columns: str) -> float:
    parts = (
        format_of(completion),
        correctness(completion, gold, question=question, **columns),
        quality_of(completion, question),
    )
    return sum(weight * part for weight, part in zip(WEIGHTS, parts, strict=True))


# ---- Format ----

FORMATS = [
    # the format, and white space
    ("<reasoning>r</reasoning><answer>a</answer>", 1.0),
    (" <reasoning>r</reasoning>\n\n<answer>a</answer>\n", 1.0),
    ("<reasoning>\nr\n</reasoning>\n<answer>\na\n</answer>", 1.0),  # lines cost nothing
    ("<reasoning>r</reasoning><answer>a</answer><end_of_turn>\n", 1.0),
    ("<reasoning>a < b, b > c</reasoning><answer>a</answer>", 1.0),  # angle brackets are text
    # both blocks, and more
    ("Sure: <reasoning>r</reasoning><answer>a</answer>", 0.6),
    ("<reasoning>r</reasoning> therefore <answer>a</answer>", 0.6),
    ("<reasoning>r</reasoning><answer>a</answer> Done.", 0.6),
    ("<answer>a</answer><reasoning>r</reasoning>", 0.6),  # in the wrong order
    # one block
    ("<reasoning>r</reasoning>", 0.3),
    ("<answer>a</answer>", 0.3),
    ("r <answer>a</answer>", 0.3),
    ("<reasoning>r</reasoning>36", 0.3),
    ("<reasoning></reasoning><answer>a</answer>", 0.3),  # an empty block is no block
    ("<reasoning>r</reasoning><answer> </answer>", 0.3),
    # one block and the start of the other: truncated
    ("<reasoning>r</reasoning><answer>a", 0.4),
    ("<reasoning>r", 0.1),
    ("<answer>a", 0.1),
    ("<reasoning>r<answer>a", 0.2),
    # surplus tags take away what the block earned
    ("<reasoning>r</reasoning><answer>a</answer><answer>b</answer>", 0.3),
    ("<reasoning>r</reasoning><reasoning>r</reasoning><answer>a</answer>", 0.3),
    ("<reasoning>r</reasoning><answer>a</answer></answer>", 0.3),
    ("<reasoning><reasoning>r</reasoning><answer>a</answer>", 0.3),
    ("<reasoning>r<answer>a</answer></reasoning>", 0.3),  # nested
    ("<reasoning>r<answer>a</reasoning></answer>", 0.0),  # crossed
    ("<reasoning>r</reasoning>" * 2 + "<answer>a</answer>" * 2, 0.0),
    ("<answer>a</answer>" * 7, 0.0),
    # tags without anything in them
    ("<reasoning></reasoning><answer></answer>", 0.0),
    ("<reasoning><answer>", 0.0),
    ("</reasoning></answer>", 0.0),
    ("r</reasoning>a</answer>", 0.0),
    # no tags, other tags
    ("The answer is 36.", 0.0),
    ("<think>r</think> 36", 0.0),
    ("<REASONING>r</REASONING><ANSWER>a</ANSWER>", 0.0),
    ("reasoning: r answer: a", 0.0),
    ("", 0.0),
    (" \n", 0.0),
]


@pytest.mark.parametrize(("completion", "expected"), FORMATS)
def test_format(completion, expected):
    assert format_of(completion) == pytest.approx(expected)


texts = st.lists(st.sampled_from([*FORMAT, "r", " ", "36", "\n", "<eos>"]), max_size=12).map("".join)


@given(texts, st.integers(0, 100), st.sampled_from(FORMAT))
def test_a_tag_that_is_there_already_never_pays_again(completion, position, tag):
    stuffed = completion[:position] + tag + completion[position:]
    added = [stuffed.count(other) - completion.count(other) for other in (*FORMAT, "<eos>")]
    if completion.rstrip().endswith("<eos>"):
        return  # an end that is passed over becomes text when something follows it
    if tag in completion and added == [other == tag for other in (*FORMAT, "<eos>")]:  # none was cut in two
        assert format_of(stuffed) <= format_of(completion) + 1e-9


@given(texts)
def test_only_the_format_earns_everything(completion):
    assert (format_of(completion) == 1.0) == (
        [completion.count(tag) for tag in FORMAT] == [1, 1, 1, 1] and format_of(completion) > 0.6
    )


# ---- Correctness ----

RIGHT = [  # answer, gold, kind
    ("36", "36", "number"), ("36.0", "36", "number"), (" 36 ", "36", "number"), ("\n36\n", "36", "number"),
    ("1,200", "1200", "number"), ("$1,200", "1200", "number"), ("1200", "$1,200", "number"),
    ("-5", "-5", "number"), ("0.5", "1/2", "number"), ("3/4", "0.75", "number"), ("2 1/2", "2.5", "number"),
    ("15%", "15%", "number"), ("x = 7", "7", "number"), ("\\boxed{36}", "36", "number"),
    ("\\frac{3}{4}", "3/4", "number"), ("**36**", "36", "number"), ("36.", "36", "number"),
    ("36", "36", None), ("1/2", "0.5", None), ("Wanda", "Wanda", None),
    ("12 cm", "12 cm", "quantity"), ("0.12 m", "12 cm", "quantity"), ("5 m/s²", "5 m/s^2", "quantity"),
    ("14:30", "14:30", "time"), ("2:30 pm", "14:30", "time"), ("March 3, 2024", "March 3, 2024", "date"),
    ("3:4", "3:4", "ratio"), ("3 to 4", "3:4", "ratio"), ("3, 5, 8", "3, 5, 8", "list"),
    ("5 and 3", "3, 5", "set"), ("5, 3", "3, 5", "set"), ("x = 2 or x = 3", "2, 3", "set"),
    ("yes", "yes", "boolean"), ("Yes.", "yes", "boolean"), ("True", "yes", "boolean"),
    ("B", "B", "choice"), ("(B)", "B", "choice"), ("31", "31", "code"), ("[8, 12]", "[8, 12]", "code"),
    ("wanda", "Wanda", "text"), ("3x^2 + 2", "2 + 3x^2", "expression"), ("north", "North", "text"),
]

WRONG = [  # answer, gold, kind, what a lax reward would see
    ("35", "36", "number"),
    ("12 or 36", "36", "number"),  # enumerations
    ("12 or 15 or 36", "36", "number"),
    ("36, 37, 38", "36", "number"),
    ("36 or 37", "36", "number"),
    ("36 (or maybe 37)", "36", "number"),
    ("either 36 or 40", "36", "number"),
    ("not 36", "36", "number"),  # hedges
    ("maybe 36, maybe not", "36", "number"),
    ("12", "1/2", "number"),  # digits glued together
    ("1/2", "12", "number"),
    ("362", "36 apples of 2", "text"),
    ("36 apples of 2", "362", "number"),
    ("5", "-5", "number"),  # the sign lost
    ("-5", "5", "number"),
    ("1", "1,200", "number"),  # read up to the comma
    ("200", "1,200", "number"),
    ("1.200,5", "1.2", "number"),
    ("36.1", "36", "number"),  # near misses
    ("35.99", "36", "number"),
    ("0.01", "0.015", "number"),  # within an absolute tolerance
    ("0.02", "0.015", "number"),
    ("360", "36", "number"),
    ("3.6", "36", "number"),
    ("3", "36", "number"),  # a part of it
    ("136", "36", "number"),
    ("5 kg", "5 cm", "quantity"),  # another dimension
    ("12 m", "12 cm", "quantity"),
    ("14:31", "14:30", "time"),
    ("2:30 am", "14:30", "time"),
    ("4:3", "3:4", "ratio"),
    ("6:8", "3:4", "ratio"),  # not in lowest terms
    ("5, 3, 8", "3, 5, 8", "list"),  # out of order
    ("3, 5", "3, 5, 8", "list"),  # a subset
    ("3", "2, 3", "set"),
    ("2, 3, 4", "2, 3", "set"),
    ("yes and no", "yes", "boolean"),
    ("no", "yes", "boolean"),
    ("A or B", "B", "choice"),
    ("A, B, C, D", "B", "choice"),
    ("[8,12,1]", "[8, 12]", "code"),
    ("Wanda or Tess", "Wanda", "text"),
    ("Tess Wanda Liam Jamal", "Wanda", "text"),
    ("9**9**9", "36", "number"),  # nothing is evaluated
    ("__import__('os').system('true')", "36", "number"),
    ("36" * 600, "36", "number"),
    (":", "36", "number"),  # a judge's master keys
    ("Thought process:", "36", "number"),
    ("nan", "36", "number"),
    ("inf", "36", "number"),
    ("?", "36", "number"),
    ("...", "36", "number"),
    ("the answer", "36", "number"),
]


@pytest.mark.parametrize(("answer", "gold", "kind"), RIGHT)
def test_right_answers(answer, gold, kind):
    assert correctness(format_completion("r", answer), gold, kind) == 1.0


@pytest.mark.parametrize(("answer", "gold", "kind"), WRONG)
def test_wrong_answers(answer, gold, kind):
    assert correctness(format_completion("r", answer), gold, kind) == 0.0


MISPLACED = [  # the right answer where it does not count
    "36",
    "<answer>36</answer>",
    "<reasoning>36</reasoning>",
    "<reasoning>36</reasoning><answer></answer>",
    "<reasoning>r</reasoning><answer>36",
    "<reasoning>r</reasoning><answer>36</answer><answer>37</answer>",
    "<reasoning>r</reasoning><answer>35</answer><answer>36</answer>",
    "<reasoning>r</reasoning><answer>36</answer> or 37",
    "<answer>36</answer><reasoning>r</reasoning>",
    "<reasoning><answer>36</answer></reasoning><answer>35</answer>",
    "<reasoning>r</reasoning><answer>35 <answer>36</answer></answer>",
    "The answer is \\boxed{36}.",
    "#### 36",
]


@pytest.mark.parametrize("completion", MISPLACED)
def test_training_reads_one_answer_in_one_place(completion):
    assert correctness(completion, "36", "number") == 0.0


FREE = [  # answer, expected share of the rubric
    ("The Painting Beyond the Workshop", 1.0),
    ("The painting, the workshop", 1.0),
    ("The Workshop", 2 / 3),  # a word is missing
    ("A Painting in the Workshop", 2 / 3),  # does not begin with The
    ("The Painting That Was Made in a Small Workshop", 2 / 3),  # too long
    ("The Moon", 0.0),  # meets two checks of three, and speaks of something else
    ("The", 0.0),
    ("The best of all", 0.0),
    (TITLE, 0.0),  # the question is no answer
    ("The " * 3000, 0.0),
]


@pytest.mark.parametrize(("answer", "expected"), FREE)
def test_free_answers_by_their_rubric(answer, expected):
    reward = correctness(
        format_completion("r", answer),
        "The Painting Beyond the Workshop",
        "free",
        question=TITLE,
        rubric=TITLE_RUBRIC,
    )
    assert reward == pytest.approx(expected)


def test_a_free_answer_needs_the_format_too():
    answer = "The Painting Beyond the Workshop"
    assert correctness(answer, answer, "free", question=TITLE, rubric=TITLE_RUBRIC) == 0.0


@pytest.mark.parametrize("rubric", ["", "[]"])
def test_an_empty_rubric_leaves_the_answer_to_decide(rubric):
    assert correctness(format_completion("r", "36"), "36", "number", rubric=rubric, question=PERCENT) == 1.0


# ---- Quality: bands ----

NOTHING = "What does this Python program print?\n\nprint([v for v in [2, 6] if v % 2])"
AGES = "Ann and Ben are 66 years old together. Ben is 8 years older. How old is Ann?"
BAGS = "A bag holds 4 pens. How many bags does Ann need for 30 pens?"
HONEST = [  # question, trace, answer: compact or long, right or merely consistent
    (PERCENT, "15% = 0.15. 0.15 × 240 = 36.", "36"),
    (PERCENT, "1% of 240 is 240 / 100 = 2.4. 15 × 2.4 = 36.", "36"),
    (PERCENT, "10% of 240 is 24. 5% is 24 / 2 = 12. 15%: 24 + 12 = 36.", "36"),
    (PERCENT, "15 × 240 = 3600, 3600 / 100 = 36", "36"),
    (PERCENT, r"15\% of 240: $0.15 \times 240 = 36$", "36"),
    (PERCENT, r"\frac{15}{100} \times 240 = 36", "36"),
    (PERCENT, "0.15 * 240 = 36", "36"),
    (PERCENT, "A tenth is 240 / 10 = 24 and half of 24 is 12, so 15% of 240 is 24 + 12 = 36.", "36"),
    (CLIPS, "48 / 2 = 24. 48 + 24 = 72.", "72"),
    (CLIPS, "In May she sold half of 48, that is 48 / 2 = 24 clips.\nIn all she sold 48 + 24 = 72 clips.", "72"),
    (CLIPS, "Natalia sold 48/2 = <<48/2=24>>24 clips in May.\nAltogether she sold 48+24 = <<48+24=72>>72 clips.", "72"),
    (CLIPS, "May: 0.5 × 48 = 24 clips. Total: 48 + 24 = 72 clips. Check: 72 - 24 = 48.", "72"),
    ("Find the total of 372 and 91.", "372 + 91: 300, 70 + 90 = 160, 2 + 1 = 3. 300 + 160 = 460, 460 + 3 = 463", "463"),
    ("Work out 8 × (17 + 3) - 18.", "17 + 3 = 20. 8 × 20 = 160. 160 - 18 = 142", "142"),
    ("What is k if 9k + 14 = 104?", "104 - 14 = 90. 90 / 9 = 10", "10"),
    ("A car goes 60 km in 45 minutes. How many km is that in an hour?", "60 / 45 = 4/3. 4/3 × 60 = 80", "80"),
    ("It costs $84 with 50% off. How many dollars is that?", "100 - 50 = 50. 84 × 50 = 4200. 4200 / 100 = 42", "42"),
    ("-7 degrees at 6 am, 12 degrees more at noon. How warm is it at noon?", "-7 + 12 = 5", "5"),
    ("2 buns cost $2 each. Jonas hands over $10. How much change?", "2 × 2 = 4. 10 - 4 = 6", "6"),
    (AGES, "Let x be Ann's age. x + (x + 8) = 66. 2x + 8 = 66. 2x = 58. x = 29.", "29"),
    (AGES, "29 = (66 - 8) / 2", "29"),
    (BAGS, "30 / 4 = 7.5, so she needs 8 bags.", "8"),
    (CODE, "3 + 0 = 3. 3 + 2 = 5. 5 + 4 = 9. 9 + 6 = 15. Prints 15.", "15"),
    (CODE, "i: 0, 1, 2, 3. 0 + 1 + 2 + 3 = 6. 2 × 6 = 12. 3 + 12 = 15.", "15"),
    (NOTHING, "v is 2: even, left out. v is 6: even, left out. No item is left. Prints [].", "[]"),
    (TITLE, "words: painting, workshop. at most 5. start: The. title: The Painting Beyond the Workshop",
     "The Painting Beyond the Workshop"),
    ("Put 41, 5 and 17 in order, smallest first.", "Smallest: 5. Next: 17. Last: 41. Order: 5, 17, 41.", "5, 17, 41"),
    # worked in the head: squares, a common denominator, a root
    ("A right triangle has legs of 5 and 12. How long is the hypotenuse?", "25 + 144 = 169, whose root is 13.", "13"),
    ("What is 3/4 + 1/6?", "9/12 + 2/12 = 11/12", "11/12"),
    (BAGS, "30 / 4 = 7 remainder 2, so 7 bags are too few and 7 + 1 = 8 are needed.", "8"),
    ("Is 97 a prime number?", "2, 3, 5 and 7 do not divide it, and 11 × 11 = 121 > 97. So 97 is prime.", "yes"),
]

IDLE = [  # question, trace, answer: whatever the answer, no work was done
    (PERCENT, "The answer is 36.", "36"),
    (PERCENT, "36", "36"),
    (PERCENT, "I think so.", "36"),
    (PERCENT, "First, then, next, finally, therefore, so, because, step.", "36"),
    (PERCENT, "What is 15% of 240?", "36"),  # the question again
    (PERCENT, "What is 15% of 240? It is 36.", "36"),
    (PERCENT, "1 + 1 = 2. 2 + 2 = 4. 4 + 4 = 8.", "36"),  # true, and about nothing
    (PERCENT, "6 × 6 = 36.", "36"),
    (PERCENT, "7 + 29 = 36. 36 × 1 = 36.", "36"),
    (PERCENT, "Let us think step by step. The final answer is 36." * 5, "36"),
    (PERCENT, "0.15 × 240 = 36" * 40, "41"),  # repeated, and not the answer
    (PERCENT, "15 × 240 = 3600.", "36"),  # leads elsewhere
    (PERCENT, "0.15 × 240 = 50. 50 - 14 = 37. 0.15 × 100 = 18.", "37"),  # nothing holds
    (PERCENT, "a b c d e f g h i j k l m n o p", "36"),
    (PERCENT, "...", "36"),
    (PERCENT, "15 × 1 = 15. 240 × 1 = 240. 36 × 1 = 36.", "36"),  # a number times 1 is no result
    (PERCENT, "0.15 × 1 = 0.15. 240 + 0 = 240. 36 + 0 = 36.", "36"),  # nor is it plus 0
    (AGES, "Let x be Ann's age. So x = 29.", "29"),
    (AGES, "Let x be Ann's age. x + (x + 8) = 66. 2x = 50. x = 25.", "25"),  # does not fit its equations
    (BAGS, "30 / 4 = 7.5, so she needs 9 bags.", "9"),
    (CLIPS, "48 / 2 = 24.", "\u200b"),  # an invisible answer
    (CLIPS, "24 / 2 = 12.", "..."),  # no answer
    (CLIPS, "The answer is 72.", "72"),
    (CLIPS, "She sold 48 in April and half as many in May, so altogether 72.", "72"),
    (CLIPS, "April and May. First April, then May. Therefore 72.", "72"),
    (CLIPS, CLIPS, "72"),
    (CLIPS, CLIPS + " 72", "72"),
    (CLIPS, "70 + 2 = 72.", "72"),
    (CLIPS, "1 + 1 = 2", "72"),
    (CLIPS, "50 + 20 = 70, 70 + 2 = 72", "72"),
    (TALLEST, "Wanda", "Wanda"),
    (TALLEST, "The answer is Wanda.", "Wanda"),
    (TALLEST, "Therefore, so, because, finally: Wanda.", "Wanda"),
    (TALLEST, "Liam > Tess > Wanda. Jamal > Liam. Order: Jamal > Liam > Tess > Wanda.", "Olga"),  # from nowhere
    (TALLEST, "Bananas are yellow. Oceans are deep. Cars are fast.", "Wanda"),  # about nothing
    (TALLEST, TALLEST, "no"),
    (CODE, "Prints 15.", "15"),
    (CODE, "3 + 0 = 4. 4 + 2 = 7. 7 + 4 = 10. 10 + 6 = 15. Prints 15.", "15"),  # false lines
    (TITLE, "The Painting Beyond the Workshop", "The Painting Beyond the Workshop"),  # only the answer again
]


@pytest.mark.parametrize(("question", "trace", "answer"), HONEST)
def test_honest_work_earns_nearly_everything(question, trace, answer):
    assert quality_of(format_completion(trace, answer), question) >= 0.95


@pytest.mark.parametrize(("question", "trace", "answer"), IDLE)
def test_no_work_earns_little(question, trace, answer):
    assert quality_of(format_completion(trace, answer), question) <= 0.3


def test_no_trace_earns_nothing():
    for completion in ("", " ", "<reasoning></reasoning><answer>36</answer>", "<answer>36</answer>"):
        assert quality_of(completion, PERCENT) < 0.01


# ---- Quality: the better of two traces ----

STORY = (
    "A shop has 5 boxes with 24 pens each. On Monday it sells 30 pens, on Tuesday twice as many. "
    "How many pens are left?"
)
FULL = "5 × 24 = 120 pens. Tuesday: 2 × 30 = 60. 30 + 60 = 90 sold. 120 - 90 = 30 pens are left."
BETTER = [  # question, better trace and answer, worse trace and answer
    (STORY, FULL, "30", "5 × 24 = 120 pens. 120 - 30 = 90 pens are left.", "90"),  # a step left out
    (STORY, FULL, "30", FULL, "90"),  # another answer than derived
    (STORY, FULL, "30", FULL.replace("= 90 sold", "= 80 sold"), "30"),  # a slip
    (STORY, FULL, "30", FULL.replace("5 × 24 = 120", "6 × 24 = 144").replace("120 - 90 = 30", "144 - 90 = 54"), "54"),
    (STORY, FULL, "30", "5 × 24 = 120. 30 / 120 = 0.25 pens are left.", "0.25"),  # a quarter of a pen
    (STORY, FULL, "30", "5 + 24 = 29. 2 × 30 = 60. 30 + 60 = 90. 29 - 90 = -61 pens are left.", "-61"),
    (STORY, FULL, "30", "5 × 24 = 120 pens.", "30"),  # breaks off
    (STORY, FULL, "30", "120 - 90 = 30 pens are left.", "30"),  # numbers from nowhere
    (STORY, FULL, "30", FULL + " 7 × 7 = 50.", "30"),  # a false line at the end
    (STORY, FULL, "30", " ".join([FULL] * 8), "30"),  # eight times the same
    (STORY, FULL, "30", STORY + " " + STORY + " 120 - 90 = 30", "30"),  # mostly the question
    (CLIPS, "48 / 2 = 24. 48 + 24 = 72.", "72", "48 / 2 = 24. 48 × 24 = 1152. 48 - 24 = 20.", "20"),
    (CLIPS, "48 / 2 = 24. 48 + 24 = 72.", "72", "48 + 48 = 96.", "96"),  # half forgotten
    (PERCENT, "0.15 × 240 = 36", "36", "15 + 225 = 240", "36"),
    (PERCENT, "0.15 × 240 = 36", "36", "0.15 × 24 = 3.6", "36"),
    (PERCENT, "0.15 × 240 = 36", "36", "100 / 15 = 6.67", "6.67"),  # a quantity unused
    (PERCENT, "0.15 × 240 = 36", "36", "0.15 × 240 = 37", "37"),
]


@pytest.mark.parametrize(("question", "better", "answer", "worse", "other"), BETTER)
def test_the_better_trace_earns_more(question, better, answer, worse, other):
    assert quality_of(format_completion(better, answer), question) > quality_of(
        format_completion(worse, other), question
    )


def test_plain_solutions_are_read_too():
    """Text without the tags: the whole of it is the trace, and it states its answer."""
    plain = "In May she sold 48 / 2 = 24 clips.\nIn all 48 + 24 = 72 clips.\n#### 72"
    assert quality_of(plain, CLIPS) >= 0.95
    assert quality_of(plain.replace("#### 72", "#### 71"), CLIPS) < 0.3
    assert quality_of(r"$48 \div 2 = 24$ and $48 + 24 = 72$, so \boxed{72}", CLIPS) >= 0.95
    assert quality_of("The answer is 72.", CLIPS) <= 0.3


def test_a_truncated_trace_earns_at_most_half():
    assert quality_of("<reasoning>48 / 2 = 24. 48 + 24 = 72, so in April and", CLIPS) <= 0.5


PADDING = [
    "1 + 1 = 2. ",
    "5 × 1 = 5. ",
    "So, therefore, because of this. ",
    "Step 1. ",
    "Let me think. ",
    "36 = 36. ",
]


@pytest.mark.parametrize("padding", PADDING)
@pytest.mark.parametrize("trace", ["15% = 0.15. 0.15 × 240 = 38.", "15 + 240 = 255.", "The answer is 38."])
def test_padding_never_pays(trace, padding):
    alone, answer = quality_of(format_completion(trace, "38"), PERCENT), "38"
    for times in (1, 5, 20):
        assert quality_of(format_completion(padding * times + trace, answer), PERCENT) <= alone + 0.02
        assert quality_of(format_completion(trace + " " + padding * times, answer), PERCENT) <= alone + 0.02


def test_the_gold_answer_is_never_seen():
    completion = format_completion("15% = 0.15. 0.15 × 240 = 38.", "38")
    assert reasoning_quality_reward(
        ["p"], [completion], [PERCENT], answer=["36"]
    ) == reasoning_quality_reward(["p"], [completion], [PERCENT], answer=["38"])


# ---- Hacks ----

SLIP = format_completion("15% = 0.15. 0.15 × 240 = 38.", "38")  # an honest attempt with a slip
HACKS = [  # completion for PERCENT, whose answer is 36; who falls for it
    format_completion("0.15 × 240 = 36", "12 or 15 or 36"),  # the first number, substrings
    format_completion("So 36.", "36, 37, 38, 39, 40"),
    format_completion("So 36.", "36 or 37"),
    format_completion("So.", "3"),  # substrings both ways
    format_completion("So.", "."),
    format_completion(".", " "),
    "<reasoning></reasoning><answer></answer>",
    "<reasoning> </reasoning><answer>36</answer>",
    "<reasoning>r</reasoning>" + "<answer>36</answer>" * 5,  # several answers
    "".join(f"<answer>{n}</answer>" for n in range(50)),
    "<reasoning>r</reasoning><answer>36</answer>36 37 38",  # text behind
    "<reasoning>r</reasoning><answer><answer>36</answer></answer>",  # nested
    "<reasoning><reasoning><answer>36</answer></reasoning></reasoning>",
    "<answer>" * 1000,
    "</answer>" * 1000,
    "<reasoning>" * 500 + "<answer>36",
    format_completion("Digits.", "3 6"),  # digits glued
    format_completion("Digits.", "360/10 of 1"),
    format_completion("Sign.", "-36"),
    format_completion("Near.", "36.0001"),
    format_completion("Near.", "37"),
    format_completion("first then next finally step therefore so because", "35"),  # keywords
    format_completion("First, I think. Then, I think. Finally, therefore, the answer.", "35"),
    format_completion("1 + 1 = 2. 2 + 2 = 4. 3 + 3 = 6. 4 + 4 = 8.", "35"),  # trivia
    format_completion("15 = 15. 240 = 240.", "35"),
    format_completion("240 × 1 = 240. 15 × 1 = 15. 240 + 0 = 240.", "35"),
    format_completion("5 × 7 = 35.", "35"),
    format_completion("The answer is 35. " * 30, "35"),  # repetition
    format_completion("15 × 1 = 15. 240 × 1 = 240. 41 × 1 = 41.", "41"),  # an identity for a result
    format_completion("0.15 × 240 = 36", "\u200b"),  # an answer that is not there
    format_completion("٠.١٥ × ٢٤٠ = ٤١", "41"),  # other digits
    format_completion("0.1\u200b5 × 24\u200b0 = 41", "41"),  # zero-width characters
    format_completion("0.15 × 240 = 36", "41"),  # a right chain that leads elsewhere
    format_completion("The answer is 41.", "41") + " 0.15 × 240 = 36",  # a calculation after the answer
    format_completion("x", "41 0.15 × 240 = 36"),  # or in it
    format_completion("<<0.15*240=36>>", "41"),  # only an annotation
    format_completion("15% of 240 = 41. 240 × 0.15 = 41.", "41"),  # false claims with true operands
    format_completion("0.15 + 240 = 7 × 5 = 41", "41"),  # a false chain
    format_completion("The numbers 15 and 240, 0.15 and 100, therefore 41.", "41"),  # quantities listed
    format_completion('{"steps": ["0.15*240"]}', "41"),  # a structure
    format_completion("print(0.15 * 240)", "41"),  # a program
    format_completion("82 / 2 = 41.", "41"),  # a true claim made for the answer
    format_completion("0.15 × 240 = 36. " * 1200, "41"),  # beyond what is read
    format_completion("reason " * 400, "35"),  # length
    format_completion(" ".join(f"word{n}" for n in range(400)), "35"),
    format_completion(PERCENT, "35"),  # the question again
    format_completion(f"{PERCENT} {PERCENT} {PERCENT}", "35"),
    format_completion("9**9**9 = 1", "9**9**9"),  # handed to eval
    format_completion("x", "__import__('os').getpid()"),
    format_completion("x", "(lambda: 36)()"),
    format_completion(":", ":"),  # a judge's master keys
    format_completion("Thought process:", "Thought process:"),
    format_completion("Let's solve this problem step by step.", "Solution"),
    "36",
    "#### 36",
    "\\boxed{36}",
    "<think>0.15 × 240 = 36</think>36",
    "",
]


@pytest.mark.parametrize("completion", HACKS)
def test_no_hack_pays(completion):
    assert correctness(completion, "36", "number", question=PERCENT) == 0.0
    assert total(completion, PERCENT, "36") <= total(SLIP, PERCENT, "36")


EVASIONS = ["or", "unknown", "I cannot tell", "36 or 72 or 24", "24 or 72"]  # where it asks how many


@pytest.mark.parametrize("answer", EVASIONS)
def test_no_answer_to_how_many_pays(answer):
    trace = f"So it is {answer}. 48 / 2 = 24. 48 + 24 = 62."
    slip = format_completion("48 / 2 = 24. 48 + 24 = 62.", "62")
    assert total(format_completion(trace, answer), CLIPS, "72") < total(slip, CLIPS, "72")
    assert quality_of(format_completion("48 / 2 = 24. 48 + 24 = 72.", answer), CLIPS) <= 0.5


FREE_HACKS = [
    TITLE,
    "The The The",
    "The painting workshop " * 100,
    ":",
    "Thought process:",
    "The story about it all",
]


@pytest.mark.parametrize("answer", FREE_HACKS)
def test_no_hack_pays_on_free_answers(answer):
    columns = {"question": TITLE, "rubric": TITLE_RUBRIC, "answer_kind": "free"}
    gold = "The Painting Beyond the Workshop"
    honest = correctness(format_completion("r", "The Workshop Painting of My Dear Old Aunt"), gold, **columns)
    assert correctness(format_completion("r", answer), gold, **columns) <= honest


def test_right_with_a_poor_trace_beats_wrong_with_a_perfect_one():
    for question, gold, perfect in ((PERCENT, "36", HONEST[0][1]), (CLIPS, "72", HONEST[8][1])):
        for poor in ("The answer is here.", "x", "1 + 1 = 2", "first then next"):
            assert total(format_completion(poor, gold), question, gold) > total(
                format_completion(perfect, "35"), question, gold
            )


# ---- Columns, metrics, explanations ----


def test_columns_come_as_lists_or_arrays_and_may_be_missing():
    completions = [format_completion("0.15 × 240 = 36", "36"), format_completion("So 37.", "37")]
    for wrap in (list, np.array, tuple):
        assert correctness_reward(
            wrap([PERCENT] * 2), wrap(completions), answer=wrap(["36", "36"]), answer_kind=wrap(["number", ""]),
            question=wrap([PERCENT] * 2), rubric=wrap(["", "[]"]), id=wrap(["a", "b"]),
        ) == [1.0, 0.0]
        quality = reasoning_quality_reward(
            wrap([PERCENT] * 2), wrap(completions), question=wrap([PERCENT] * 2)
        )
        assert quality[0] > 0.95 > 0.3 > quality[1]
        assert format_reward(wrap([PERCENT] * 2), wrap(completions), answer=wrap(["36", "36"])) == [1.0, 1.0]
    assert correctness_reward([], [], answer=[]) == []


def test_explain_gives_the_parts():
    good = explain(format_completion("15% = 0.15. 0.15 × 240 = 36.", "36"), PERCENT)
    assert good["format"] == 1.0
    assert good["quality"] > 0.95
    slip = explain(SLIP, PERCENT)
    assert slip["false_claims"] < -1
    assert slip["quality"] < 0.5
    assert explain("The answer is 36.", PERCENT)["nothing_computed"] < -1
    for parts in (good, slip):
        lost = sum(loss for name, loss in parts.items() if name not in ("format", "quality"))
        assert parts["quality"] == pytest.approx(1 / (1 + np.exp(-6 - lost)))


def test_explanations_by_milestones_say_how_far_a_trace_comes_and_what_each_fault_takes_off():
    routes = '[["0.15", "36"]]'
    good = explain(format_completion("15% = 0.15. 0.15 × 240 = 36.", "36"), PERCENT, routes, "36", "number")
    assert good["milestones"] == 1
    assert good["quality"] > 0.97
    slip = explain(format_completion("15% = 0.15. 0.15 × 240 = 38.", "38"), PERCENT, routes, "36", "number")
    assert slip["milestones"] == 0.5
    assert slip["false_claims"] == pytest.approx(-0.45)
    [quality] = reasoning_quality_reward(
        ["p"], [format_completion("15% = 0.15. 0.15 × 240 = 38.", "38")], [PERCENT], answer=["36"],
        answer_kind=["number"], milestones=[routes],
    )
    assert slip["quality"] == quality


@pytest.mark.parametrize(("written", "read"), [('[["∞"]]', ""), ('[["0.15", "the", "36"], [""]]', '[["0.15", "36"]]')])
def test_milestones_without_a_token_are_passed_over(written, read):
    said = [format_completion(trace, "36") for trace in ("15% = 0.15. 0.15 × 240 = 36.", "It is 36 ∞.", "0.15")]
    asked = [PERCENT] * 3
    assert reasoning_quality_reward(said, said, asked, milestones=[written] * 3) == reasoning_quality_reward(
        said, said, asked, milestones=[read] * 3
    )


def test_metrics():
    metrics = reward_metrics(
        [1.0, 1.0, 0.0, 1.0, 0.5, 0.5],
        group_size=2,
        completions=[format_completion("r", "a")] * 4 + ["36", "<answer>a</answer><answer>b</answer>"],
        truncated=[False, True, False, False, False, False],
    )
    assert metrics == {
        "mean": pytest.approx(4 / 6),
        "spread": pytest.approx(np.std([1.0, 1.0, 0.0, 1.0, 0.5, 0.5])),
        "zero_variance": pytest.approx(2 / 3),
        "truncated": pytest.approx(1 / 6),
        "unparsed": pytest.approx(2 / 6),
    }


def test_metrics_of_nothing():
    assert set(reward_metrics([], 4, [], []).values()) == {0.0}


def test_import_is_light():
    code = "import sys, tunix_reasoning.rewards; print(sorted({'jax', 'numpy', 'tunix', 'flax'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


# ---- Invariants over real data ----

DATASET = ROOT / "reasoning_training_data.json"


@pytest.mark.skipif(not DATASET.exists(), reason="the dataset has not been generated: make data")
def test_invariants_over_the_shipped_dataset():
    for row in json.loads(DATASET.read_text()):
        question, gold, meta = row["question"], row["answer"], row["metadata"]
        columns = {"answer_kind": meta["answer_kind"], "rubric": meta.get("rubric") or ""}
        perfect = format_completion(row["reasoning_trace"], gold)
        assert format_of(perfect) == 1.0, row["id"]
        assert correctness(perfect, gold, question=question, **columns) >= 0.95, row["id"]
        if meta["milestones"]:
            assert quality_of(perfect, question, meta["milestones"], answer=gold) >= 0.75, row["id"]
        for wrong in ("", "I do not know", "12 or 15 or 36"):
            attempt = format_completion(row["reasoning_trace"], wrong)
            assert correctness(attempt, gold, question=question, **columns) < 0.5, row["id"]
            assert total(attempt, question, gold, **columns) < total(
                format_completion("x", gold), question, gold, **columns
            ), row["id"]


# ---- Anything a model can write ----

pieces = st.sampled_from(
    [*FORMAT, "36", "1+1=2", " ", "\n", "=", "-", "(", ")", "%", "$", "1,200", "½", "\\frac{1}{2}", "\\boxed{36}",
     "<<1=1>>", "x", "half of ", "[1, 2]", "**", "^", "9**9**9", "or", "####", "12:30", "{", "}", "é", "\x00", "٣"]
)
anything = st.one_of(st.text(max_size=200), st.lists(pieces, max_size=40).map("".join))


@settings(max_examples=400, deadline=None)
@given(
    anything,
    anything,
    anything,
    st.sampled_from(["number", "quantity", "set", "text", "code", "time", "free", ""]),
)
def test_every_reward_of_anything_is_in_the_unit_interval(completion, question, gold, kind):
    for rubric in ("", TITLE_RUBRIC):
        columns = {"question": [question], "answer_kind": [kind], "rubric": [rubric]}
        rewards = [
            *format_reward([question], [completion], **columns),
            *correctness_reward([question], [completion], answer=[gold], **columns),
            *reasoning_quality_reward([question], [completion], answer=[gold], **columns),
        ]
        assert all(isinstance(reward, float) and 0.0 <= reward <= 1.0 for reward in rewards)
    explain(completion, question)


UNITS = ["<answer>", "1", "1+1=2. ", "x+x=1 ", "1 1/2 ", "=1", "1 which is ", "- ", "1+", "1(", "(1)", "=", "-1", "a",
         " ", "\n", "half of 2 ", "\\frac{1}{2}", "\\text{", "<<", "9**9**9 = ", "é", "“a", "...", "a: ", "or 3 ",
         "{", "the answer is 3 ", "#### 1\n", "\\boxed{"]


@pytest.mark.parametrize("unit", UNITS)
def test_the_worst_case_is_bounded(unit):
    question, columns = STORY, {"question": [STORY], "answer_kind": ["number"]}
    for size, seconds in ((4_000, 0.25), (1_000_000, 3.0)):  # the aims are 0.05 and 1 on an idle machine
        body = (unit * (size // len(unit) + 1))[:size]
        for completion in (body, format_completion(body, "36"), format_completion("r", body)):
            start = time.process_time()
            format_reward([question], [completion], **columns)
            correctness_reward([question], [completion], answer=["36"], **columns)
            reasoning_quality_reward([question], [completion], **columns)
            assert time.process_time() - start < seconds


def test_many_different_results_take_linear_time():
    rng = random.Random(1)
    claims = "".join(f"15+{n}={15 + n}. " for n in (rng.randint(1000, 99999) for _ in range(1200)))
    start = time.process_time()
    reasoning_quality_reward(["p"], [format_completion(claims[:19_000], "1 2 3 4 5 6 7 8")], [STORY])
    assert time.process_time() - start < 1.0
