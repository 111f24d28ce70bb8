"""A SentencePiece tokenizer as `tokenizer.json` and `tokenizer_config.json`, ids the same: what AutoTokenizer reads.

SentencePiece (BPE) cuts a text at its user-defined pieces, the longest first, and merges what lies between: always
the two neighbours that make the piece of the best score, the leftmost of them. Merges of the tokenizers library have
ranks instead of scores; so every way to cut a piece in two becomes a merge, and ranks follow the scores. Characters
without a piece become bytes in both.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import sentencepiece
from sentencepiece import sentencepiece_model_pb2

from tunix_reasoning.model.errors import PolicyError

model_proto: Any = sentencepiece_model_pb2
NORMAL, UNKNOWN, CONTROL, USER_DEFINED = 1, 2, 3, 4

CHAT = (
    "{{ bos_token }}{% for message in messages %}"
    "{{ '<start_of_turn>' + ('model' if message['role'] == 'assistant' else message['role']) + '\n' }}"
    "{{ message['content'] | trim }}{{ '<end_of_turn>\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<start_of_turn>model\n' }}{% endif %}"
)
"""Gemma's turns, as `create_prompt` writes one."""


def write_tokenizer(tokenizer: sentencepiece.SentencePieceProcessor, folder: Path) -> None:
    """Writes `tokenizer.model`, `tokenizer.json` and `tokenizer_config.json`.

    Raises:
        PolicyError: the tokenizer is no BPE, or changes texts before it cuts them, which Gemma's do not.
    """
    serialized = tokenizer.serialized_model_proto()
    proto = model_proto.ModelProto.FromString(serialized)
    (folder / "tokenizer.model").write_bytes(serialized)
    (folder / "tokenizer.json").write_text(json.dumps(_tokenizer(proto), ensure_ascii=False) + "\n", encoding="utf-8")
    special = {f"{name}_token": getattr(proto.trainer_spec, f"{name}_id") for name in ("bos", "eos", "pad", "unk")}
    config = {name: proto.pieces[number].piece for name, number in special.items()} | {
        "tokenizer_class": "PreTrainedTokenizerFast", "add_bos_token": True, "add_eos_token": False,
        "clean_up_tokenization_spaces": False, "padding_side": "left", "model_max_length": 1_000_000,
        "chat_template": CHAT,
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def _tokenizer(proto: Any) -> dict[str, Any]:
    trainer, normalizer = proto.trainer_spec, proto.normalizer_spec
    if trainer.model_type != model_proto.TrainerSpec.BPE:
        raise PolicyError("the tokenizer is not BPE, and cannot be exported")
    if normalizer.add_dummy_prefix or normalizer.remove_extra_whitespaces or normalizer.precompiled_charsmap:
        raise PolicyError("the tokenizer changes texts before it cuts them, and cannot be exported")
    unknown, begin = proto.pieces[trainer.unk_id].piece, proto.pieces[trainer.bos_id].piece
    return {
        "version": "1.0", "truncation": None, "padding": None,
        "added_tokens": [
            {
                "id": number, "content": piece.piece, "single_word": False, "lstrip": False, "rstrip": False,
                # user-defined pieces hold ▁ for a space, which is there only after normalization
                "normalized": piece.type == USER_DEFINED, "special": piece.type != USER_DEFINED,
            }
            for number, piece in enumerate(proto.pieces)
            if piece.type in (UNKNOWN, CONTROL, USER_DEFINED)
        ],
        "normalizer": {"type": "Replace", "pattern": {"String": " "}, "content": "▁"},
        "pre_tokenizer": None,
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [{"SpecialToken": {"id": begin, "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
            "pair": [{"SpecialToken": {"id": begin, "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                     {"Sequence": {"id": "B", "type_id": 0}}],
            "special_tokens": {begin: {"id": begin, "ids": [trainer.bos_id], "tokens": [begin]}},
        },
        "decoder": {
            "type": "Sequence",
            "decoders": [
                {"type": "Replace", "pattern": {"String": "▁"}, "content": " "}, {"type": "ByteFallback"},
                {"type": "Fuse"},
            ],
        },
        "model": {
            "type": "BPE", "dropout": None, "unk_token": unknown, "continuing_subword_prefix": None,
            "end_of_word_suffix": None, "fuse_unk": True, "byte_fallback": True, "ignore_merges": False,
            "vocab": {piece.piece: number for number, piece in enumerate(proto.pieces)},
            "merges": _merges(proto),
        },
    }


def _merges(proto: Any) -> list[tuple[str, str]]:
    """Every pair of pieces that makes a piece; the better the score of that, the earlier."""
    scores = {piece.piece: piece.score for piece in proto.pieces if piece.type == NORMAL}
    pairs = [
        (piece[:cut], piece[cut:])
        for piece in sorted(scores, key=scores.__getitem__, reverse=True)
        for cut in range(1, len(piece))
    ]
    return [pair for pair in pairs if pair[0] in scores and pair[1] in scores]
