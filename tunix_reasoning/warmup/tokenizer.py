"""The embedded model's tokenizer: SentencePiece, laid out as Gemma's."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable

import sentencepiece

from tunix_reasoning.prompts import INSTRUCTIONS
from tunix_reasoning.roles import PHRASES as ROLE_PHRASES

SPECIAL = ["<start_of_turn>", "<end_of_turn>", "<reasoning>", "</reasoning>", "<answer>", "</answer>"]
_PHRASES = [text.replace(" ", "▁") for text in (*re.split("<.*?>", INSTRUCTIONS)[:3:2], *ROLE_PHRASES)]
PIECES = [*(f"▁{digit}" for digit in range(10)), "\n", "▁▁", "▁▁▁▁", *_PHRASES]
"""Whole pieces that shorten sequences by a quarter: a digit with the space before it, indentation, and the
words of the instructions and of the roles."""


def train_tokenizer(texts: Iterable[str], vocab_size: int) -> sentencepiece.SentencePieceProcessor:
    """A SentencePiece tokenizer laid out as Gemma's: turn tokens and tags whole, digits apart, bytes as fallback."""
    proto = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts),
        model_writer=proto,
        vocab_size=vocab_size,
        model_type="bpe",
        pad_id=0, eos_id=1, bos_id=2, unk_id=3,
        user_defined_symbols=[*SPECIAL, *PIECES],
        split_digits=True,
        byte_fallback=True,
        normalization_rule_name="identity",  # the default would fold newlines and indentation
        remove_extra_whitespaces=False,
        add_dummy_prefix=False,
        hard_vocab_limit=False,
        character_coverage=1.0,
        num_threads=1,
        minloglevel=2,
    )
    return sentencepiece.SentencePieceProcessor(model_proto=proto.getvalue(), add_bos=False, add_eos=False)
