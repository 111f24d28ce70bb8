"""The output format: the prompt that asks for it and the parser that reads it.

A completion is `<reasoning>…</reasoning><answer>…</answer>`: one block of each, in that order, nothing around
them but white space. The usual pattern, `<answer>(.*?)</answer>`, reads the first of several answers, looks
inside the reasoning, and takes quadratic time on unclosed tags. Here the completion is cut at its tags once,
and the sequence of tags decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

INSTRUCTIONS = (
    "Reason step by step inside <reasoning></reasoning>, "
    "then give only the final answer inside <answer></answer>."
)
FORMAT = ["<reasoning>", "</reasoning>", "<answer>", "</answer>"]
END_TOKENS = ("<end_of_turn>", "<eos>", "<pad>")

_BACKWARD_END = re.compile(r"(?:\s|" + "|".join(re.escape(token[::-1]) for token in END_TOKENS) + ")*+")
_INVISIBLE = re.compile(  # white space, control and zero-width characters, fillers, marks without a letter
    r"[\s\x00-\x1f\x7f-\x9f\u00ad\u0300-\u036f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]*+"
)
TAG = re.compile("(" + "|".join(FORMAT) + ")")


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the parser found in one completion."""

    text: str
    """The completion without surrounding white space and end-of-text tokens."""
    reasoning: str | None
    """Content of the reasoning block, or None unless there is exactly one, visible and free of tags."""
    answer: str | None
    """Content of the answer block, likewise. It counts for training only if `well_formed`."""
    well_formed: bool
    """Exactly one reasoning block, then exactly one answer block, both non-empty, only white space around."""
    unclosed: int
    """How many blocks, 0 to 2, were opened once and not closed: the mark of a truncated completion."""


def create_prompt(question: str) -> str:
    """The question as one user turn in Gemma's chat format; the sampler puts `<bos>` in front."""
    return f"<start_of_turn>user\n{INSTRUCTIONS}\n\n{question}<end_of_turn>\n<start_of_turn>model\n"


def format_completion(reasoning: str, answer: str) -> str:
    """The completion that a perfect policy would write."""
    return f"<reasoning>{reasoning}</reasoning><answer>{answer}</answer>"


@lru_cache(maxsize=1024)  # each of the rewards parses the same batch
def parse(completion: str) -> Parsed:
    """Reads a completion in time linear in its length."""
    text = strip_end(completion).strip()
    pieces = TAG.split(text)  # text, tag, text, …, tag, text
    tags = pieces[1::2]
    if tags == FORMAT:
        reasoning, answer = _visible(pieces[2]), _visible(pieces[6])
        blocks = reasoning is not None and answer is not None
        return Parsed(text, reasoning, answer, blocks and not (pieces[0] + pieces[4] + pieces[8]).strip(), 0)
    reasoning, answer = _block(pieces, "<reasoning>", "</reasoning>"), _block(pieces, "<answer>", "</answer>")
    unclosed = _unclosed(pieces, "<reasoning>", "</reasoning>") + _unclosed(pieces, "<answer>", "</answer>")
    return Parsed(text, reasoning, answer, False, unclosed)


def strip_end(completion: str) -> str:
    """Drops the end-of-text tokens, and the white space among them, that a decoder leaves behind."""
    end = _BACKWARD_END.match(completion[::-1])  # from the end, so that the time is linear
    return completion[: len(completion) - (end.end() if end else 0)]


def _block(pieces: list[str], opening: str, closing: str) -> str | None:
    """What stands between the only opening and the only closing tag, if no other tag does."""
    if pieces.count(opening) != 1 or pieces.count(closing) != 1:
        return None
    start = pieces.index(opening)
    if pieces[start + 2 : start + 3] != [closing]:
        return None
    return _visible(pieces[start + 1])


def _visible(content: str) -> str | None:
    content = content.strip()
    return None if _INVISIBLE.fullmatch(content) else content


def _unclosed(pieces: list[str], opening: str, closing: str) -> bool:
    """Is there one opening tag with text behind it, and no closing tag?"""
    if pieces.count(opening) != 1 or closing in pieces:
        return False
    return bool(pieces[pieces.index(opening) + 1].strip())
