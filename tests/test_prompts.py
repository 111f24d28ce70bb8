"""The prompt and the parser: tables of completions, and time linear in their length."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tunix_reasoning.prompts import FORMAT, INSTRUCTIONS, create_prompt, format_completion, parse

GOOD = "<reasoning>15% = 0.15. 0.15 × 240 = 36.</reasoning><answer>36</answer>"

# completion, reasoning, answer, well formed, unclosed blocks
COMPLETIONS = [
    # the format itself, with the white space and end tokens it may carry
    ("<reasoning>r</reasoning><answer>a</answer>", "r", "a", True, 0),
    ("<reasoning>\nr\n</reasoning>\n<answer>\na\n</answer>\n", "r", "a", True, 0),
    ("  <reasoning>r</reasoning> \t\n <answer>a</answer>", "r", "a", True, 0),
    ("<reasoning>r</reasoning><answer>a</answer><end_of_turn>", "r", "a", True, 0),
    ("<reasoning>r</reasoning><answer>a</answer><end_of_turn>\n<eos><pad><pad>", "r", "a", True, 0),
    ("<reasoning>1 < 2 and 3 > 2</reasoning><answer>a < b</answer>", "1 < 2 and 3 > 2", "a < b", True, 0),
    ("<reasoning>line\nline</reasoning><answer>a\nb</answer>", "line\nline", "a\nb", True, 0),
    # text around or between the blocks
    ("Sure! <reasoning>r</reasoning><answer>a</answer>", "r", "a", False, 0),
    ("<reasoning>r</reasoning> so <answer>a</answer>", "r", "a", False, 0),
    ("<reasoning>r</reasoning><answer>a</answer> or b", "r", "a", False, 0),
    ("<reasoning>r</reasoning><answer>a</answer><eos>more", "r", "a", False, 0),
    # wrong order
    ("<answer>a</answer><reasoning>r</reasoning>", "r", "a", False, 0),
    # empty blocks
    ("<reasoning></reasoning><answer></answer>", None, None, False, 0),
    ("<reasoning> \n </reasoning><answer>a</answer>", None, "a", False, 0),
    ("<reasoning>r</reasoning><answer> </answer>", "r", None, False, 0),
    # blocks with nothing to see
    ("<reasoning>\u200b</reasoning><answer>a</answer>", None, "a", False, 0),
    ("<reasoning>r</reasoning><answer>\u200b\u200d\ufeff \u2060</answer>", "r", None, False, 0),
    ("<reasoning>r</reasoning><answer>\u00ad\u200e</answer>", "r", None, False, 0),
    ("<reasoning>r</reasoning><answer>\u3164\u2800</answer>", "r", None, False, 0),
    ("<reasoning>r</reasoning><answer>\u0301\ufe0f</answer>", "r", None, False, 0),
    ("<reasoning>\x00\x1b</reasoning><answer>\U000e0041</answer>", None, None, False, 0),
    ("<reasoning>r</reasoning><answer>\u200ba\u200b</answer>", "r", "\u200ba\u200b", True, 0),
    # several blocks: none of them counts
    ("<reasoning>r</reasoning><answer>a</answer><answer>b</answer>", "r", None, False, 0),
    ("<reasoning>r</reasoning><reasoning>s</reasoning><answer>a</answer>", None, "a", False, 0),
    ("<reasoning>r</reasoning><answer>a</answer></answer>", "r", None, False, 0),
    ("<answer>a</answer>" * 5, None, None, False, 0),
    # nested and crossed tags
    ("<reasoning>r<answer>a</answer></reasoning>", None, "a", False, 0),
    ("<reasoning>r<answer>a</reasoning></answer>", None, None, False, 0),
    ("<reasoning><reasoning>r</reasoning></reasoning><answer>a</answer>", None, "a", False, 0),
    ("<answer><reasoning>r</reasoning>a</answer>", "r", None, False, 0),
    ("<answer><answer>a</answer></answer>", None, None, False, 0),
    # truncated, or never closed
    ("<reasoning>r", None, None, False, 1),
    ("<reasoning>r</reasoning>", "r", None, False, 0),
    ("<reasoning>r</reasoning><answer>", "r", None, False, 0),
    ("<reasoning>r</reasoning><answer>a", "r", None, False, 1),
    ("<reasoning>r<answer>a", None, None, False, 2),
    ("<reasoning><answer>a", None, None, False, 1),
    ("r</reasoning>a</answer>", None, None, False, 0),
    # other spellings are other tags
    ("<think>r</think><answer>a</answer>", None, "a", False, 0),
    ("<Reasoning>r</Reasoning><Answer>a</Answer>", None, None, False, 0),
    ("< reasoning>r</ reasoning>< answer>a</ answer>", None, None, False, 0),
    # no tags at all
    ("The answer is 36.", None, None, False, 0),
    ("", None, None, False, 0),
    ("<end_of_turn>", None, None, False, 0),
]


@pytest.mark.parametrize(("completion", "reasoning", "answer", "well_formed", "unclosed"), COMPLETIONS)
def test_parse(completion, reasoning, answer, well_formed, unclosed):
    parsed = parse(completion)
    assert (parsed.reasoning, parsed.answer) == (reasoning, answer)
    assert parsed.well_formed is well_formed
    assert parsed.unclosed == unclosed


def test_completion_is_the_one_of_the_mission():
    assert format_completion("15% = 0.15. 0.15 × 240 = 36.", "36") == GOOD


def test_prompt_is_one_gemma_user_turn():
    prompt = create_prompt("What is 15% of 240?")
    assert prompt == (
        f"<start_of_turn>user\n{INSTRUCTIONS}\n\nWhat is 15% of 240?<end_of_turn>\n<start_of_turn>model\n"
    )
    assert len(INSTRUCTIONS.split()) <= 25

plain = st.text(st.characters(exclude_characters="<>")).map(lambda text: text + "x")  # something to see


@settings(deadline=None)
@given(plain, plain)
def test_what_is_formatted_is_parsed(reasoning, answer):
    parsed = parse(format_completion(reasoning, answer))
    assert (parsed.well_formed, parsed.reasoning, parsed.answer) == (True, reasoning.strip(), answer.strip())


@settings(deadline=None)
@given(st.integers(0, len(GOOD)), st.sampled_from(FORMAT))
def test_a_fifth_tag_anywhere_breaks_the_format(position, tag):
    inserted = GOOD[:position] + tag + GOOD[position:]
    # a tag cut in two by the same tag leaves one whole tag and its pieces as text: still broken
    assert not parse(inserted).well_formed


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from([*FORMAT, "<eos>", "36", " ", "<", "<answer", "x"]), max_size=30).map("".join)
)
def test_well_formed_agrees_with_a_reading_by_hand(completion):
    """The definition spelled out with str.partition, which knows nothing of the parser."""
    text = completion
    while text.rstrip().endswith("<eos>"):
        text = text.rstrip().removesuffix("<eos>")
    before, _, rest = text.partition("<reasoning>")
    reasoning, _, rest = rest.partition("</reasoning>")
    between, _, rest = rest.partition("<answer>")
    answer, _, after = rest.partition("</answer>")
    once = all(completion.count(tag) == 1 for tag in FORMAT)
    blank = not (before + between + after).strip()
    in_order = [completion.find(tag) for tag in FORMAT] == sorted(completion.find(tag) for tag in FORMAT)
    expected = once and blank and in_order and bool(reasoning.strip()) and bool(answer.strip())
    assert parse(completion).well_formed == expected


@pytest.mark.parametrize(
    "unit", ["<answer>", "</answer>", "<reasoning>", "<", "<eos>", " ", "<answer>1</answer>", "a"]
)
def test_a_megabyte_takes_milliseconds(unit):
    completion = unit * (1_000_000 // len(unit))
    start = time.process_time()
    parse(completion)
    assert time.process_time() - start < 0.5
