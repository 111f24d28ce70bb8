"""The exported tokenizer against SentencePiece, on questions, prompts, and texts made to part them."""

import io
import json
import random
from pathlib import Path

import pytest

pytest.importorskip("tunix")
pytest.importorskip("transformers")

import sentencepiece
import transformers

from tunix_reasoning.model import PolicyError, load_policy
from tunix_reasoning.model.tokenizer_json import write_tokenizer
from tunix_reasoning.prompts import INSTRUCTIONS, create_prompt


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """SentencePiece's tokenizer of the embedded model, and the one that transformers reads from the export."""
    folder = tmp_path_factory.mktemp("tokenizer")
    tokenizer = load_policy("embedded").tokenizer
    write_tokenizer(tokenizer, folder)
    return tokenizer, transformers.AutoTokenizer.from_pretrained(folder)


@pytest.fixture(scope="module")
def questions():
    rows = json.loads(Path("reasoning_training_data.json").read_text(encoding="utf-8"))
    assert len(rows) == 1000
    return [row["question"] for row in rows]


def test_ids_are_those_of_sentencepiece(both, questions):
    ours, theirs = both
    for question in questions:
        for text in (question, create_prompt(question)):
            assert theirs(text, add_special_tokens=False)["input_ids"] == ours.encode(text)


def test_the_begin_token_is_put_in_front(both, questions):
    ours, theirs = both
    assert theirs(questions[0])["input_ids"] == [ours.bos_id(), *ours.encode(questions[0])]


def test_ids_become_the_text_again(both, questions):
    ours, theirs = both
    for question in questions[:200]:
        assert theirs.decode(ours.encode(question)) == question


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "  ", "     ", "a  b", " leading and trailing ", "\n\n\tx", "▁", "éàü 漢字 🙂🙃 ½ ≤",  # bytes
        "<reasoning>1 2</reasoning><answer>3</answer><end_of_turn>", "<reasoning", "<<answer>>", "</answer",
        "<0x41>", "0123456789 1 23 4567", "x" * 300, "\x00\x01", "<start_of_turn>user\nHi<end_of_turn>\n",
    ],
)
def test_unusual_texts(both, text):
    ours, theirs = both
    assert theirs(text, add_special_tokens=False)["input_ids"] == ours.encode(text)


def test_random_texts(both):
    ours, theirs = both
    rng = random.Random(0)
    parts = [ours.id_to_piece(i).replace("▁", " ") for i in range(260, ours.get_piece_size())] + list(" \n.,<>/é")
    for _ in range(500):
        text = "".join(rng.choices(parts, k=rng.randrange(1, 12)))
        assert theirs(text, add_special_tokens=False)["input_ids"] == ours.encode(text), text


def test_a_conversation_is_the_prompt(both):
    ours, theirs = both
    messages = [{"role": "user", "content": f"{INSTRUCTIONS}\n\nWhat is 2 + 2?"}]
    text = theirs.apply_chat_template(messages, add_generation_prompt=True, tokenize=False)
    assert text == ours.id_to_piece(ours.bos_id()) + create_prompt("What is 2 + 2?")


def test_a_tokenizer_of_another_kind_is_refused(tmp_path):
    proto = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(["a b c d e f g"] * 20), model_writer=proto, vocab_size=14, model_type="unigram",
        minloglevel=2, hard_vocab_limit=False, pad_id=0, eos_id=1, bos_id=2, unk_id=3,
    )
    other = sentencepiece.SentencePieceProcessor(model_proto=proto.getvalue())
    with pytest.raises(PolicyError, match="is not BPE"):
        write_tokenizer(other, tmp_path)
