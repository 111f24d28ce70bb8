"""ReasoningDataset: load, validate, split, count.

It reads the generator's examples, the older four-field rows (`question, answer, type, difficulty`), GSM8K rows
(an `answer` that ends in `#### N`) and rows of a question and an answer alone (type `other`), as JSON or JSON
Lines, and brings them all to one form. Rows without a split get one from a hash of their question, so that it
never depends on their order. It is a random-access source (`len`, `[]`), which is all that Grain asks for.

    dataset = ReasoningDataset("reasoning_training_data.json")
    print(dataset.create_prompt(dataset.split("test")[0]))
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, overload

from tunix_reasoning import columns
from tunix_reasoning.config import ReasoningTrainingConfig
from tunix_reasoning.gsm8k import gsm8k_rows
from tunix_reasoning.json_rows import DataError, numbered_rows
from tunix_reasoning.prompts import create_prompt
from tunix_reasoning.traces import milestones_of

Example = dict[str, Any]

_SPLITS = ("train", "validation", "test")
_ALLOWED = {
    "type": ("math", "code", "logic_puzzle", "science", "creative", "summarization", "other"),
    "difficulty": ("easy", "medium", "hard"),
}
_ALLOWED_METADATA = {"split": _SPLITS, "verification": ("verifiable", "non_verifiable")}
_TEXTS = ("id", "question", "answer", "reasoning_trace", "domain", "reasoning_template")

_GSM8K_ANSWER = re.compile(r"\s*####\s*(\S+)\s*$")
_GSM8K_NOTE = re.compile(r"<<[^<>]*>>")  # the calculator's notes


class ReasoningDataset(Sequence[Example]):
    """Examples in the form of the generator, every field present."""

    def __init__(
        self, source: ReasoningTrainingConfig | str | Path | Sequence[Mapping[str, Any]] | ReasoningDataset
    ) -> None:
        """Loads and validates.

        Args:
            source: A configuration, whose `data` is the path; a path; `gsm8k`, which is downloaded; or the rows.

        Raises:
            DataError: The file cannot be read, is empty, or has a row that is not an example.
        """
        if isinstance(source, ReasoningTrainingConfig):
            source = source.data
        if isinstance(source, str | Path):
            name = str(source)
            rows = gsm8k_rows() if name == "gsm8k" and not Path(name).exists() else numbered_rows(Path(source))
        else:
            name, rows = "the data", list(enumerate(source, 1))
        self.examples = [_example(f"{name}, row {number}", row) for number, row in rows]
        if not self.examples:
            raise DataError(f"{name} holds no examples")

    @classmethod
    def load(
        cls, source: ReasoningTrainingConfig | str | Path | Sequence[Mapping[str, Any]]
    ) -> ReasoningDataset:
        """The source as a dataset; a dataset is returned as it is."""
        return source if isinstance(source, cls) else cls(source)

    def __len__(self) -> int:
        return len(self.examples)

    @overload
    def __getitem__(self, index: int) -> Example: ...
    @overload
    def __getitem__(self, index: slice) -> list[Example]: ...
    def __getitem__(self, index: int | slice) -> Example | list[Example]:
        return self.examples[index]

    def __iter__(self) -> Iterator[Example]:
        return iter(self.examples)

    @property
    def statistics(self) -> dict[str, Any]:
        """Counts by type, difficulty, split and verification, and the mean number of words in a trace."""
        words = [len(example["reasoning_trace"].split()) for example in self.examples]
        counts: dict[str, Any] = {"examples": len(self), "trace_words": sum(words) / len(words)}
        for field in ("type", "difficulty"):
            counts[field] = dict(Counter(example[field] for example in self.examples))
        for field in ("split", "verification"):
            counts[field] = dict(Counter(example["metadata"][field] for example in self.examples))
        return counts

    def create_prompt(self, example: Mapping[str, Any]) -> str:
        """What the model is shown: the question in the chat format, with the output format asked for."""
        return create_prompt(example["question"])

    def split(self, name: str) -> ReasoningDataset:
        """The examples of one split.

        Raises:
            DataError: There is no such split, or it is empty.
        """
        if name not in _SPLITS:
            raise DataError(f"split must be one of {', '.join(_SPLITS)}. Received: {name}")
        chosen = [example for example in self.examples if example["metadata"]["split"] == name]
        if not chosen:
            raise DataError(f"no example is in the split {name}")
        return ReasoningDataset(chosen)

    def of_families(self, names: Sequence[str]) -> ReasoningDataset:
        """The examples of some of the generator's families, named as in their ids: `math/percent_of`.

        Examples that are not the generator's stay: nothing tells their kind.

        Raises:
            DataError: There is none.
        """
        chosen = [
            example for example in self.examples
            if example["metadata"]["source"] != "synthetic" or example["id"].rpartition("/")[0] in names
        ]
        if not chosen:
            raise DataError(f"no example is of the families {', '.join(names)}")
        return ReasoningDataset(chosen)


def _example(place: str, row: Any) -> Example:
    """The row with every field of an example, or a DataError that names the place."""
    if not isinstance(row, Mapping):
        raise DataError(f"{place}: an example must be a JSON object. Received: {type(row).__name__}")
    row = {key: value for key, value in row.items() if value is not None or key in _ALLOWED}
    for field in ("question", "answer"):
        if field not in row:
            raise DataError(f"{place}: field '{field}' is missing")
    _check(place, row, "", {"question": columns.text, "answer": columns.answer})
    if "type" not in row and (final := _GSM8K_ANSWER.search(row["answer"])):
        row = _from_gsm8k(row, final)
    row = {"type": "other", "difficulty": "medium"} | row
    _check_allowed(place, "", row, _ALLOWED)
    told = {field: row.pop(field) for field in columns.OPTIONAL if field in row}  # as `score` takes them
    metadata = row.get("metadata") or {}
    if not isinstance(metadata, Mapping):
        raise DataError(f"{place}: field 'metadata' must be a JSON object. Received: {metadata!r}")
    try:
        example = _defaults(row) | row
        example["metadata"] = _default_metadata(row) | told | dict(metadata)
        for field in _TEXTS:
            if not isinstance(example[field], str):
                raise DataError(f"{place}: field '{field}' must be a text. Received: {example[field]!r}")
            example[field].encode()
    except UnicodeEncodeError:
        raise DataError(f"{place}: half of a surrogate pair, which is no character") from None
    _check_allowed(place, "metadata.", example["metadata"], _ALLOWED_METADATA)
    _check(place, example["metadata"], "metadata.", columns.OPTIONAL)
    return example


def _check(place: str, fields: dict[str, Any], prefix: str, checks: Mapping[str, Callable[[Any], Any]]) -> None:
    """Brings the fields to the one form of `columns`, or says which of them is wrong."""
    for field, checked in checks.items():
        try:
            fields[field] = checked(fields[field])
        except ValueError as error:
            raise DataError(f"{place}: field '{prefix}{field}' {error}") from None


def _check_allowed(
    place: str, prefix: str, fields: Mapping[str, Any], allowed: Mapping[str, tuple[str, ...]]
) -> None:
    for field, values in allowed.items():
        if fields[field] not in values:
            raise DataError(
                f"{place}: field '{prefix}{field}' must be one of {', '.join(values)}. Received: {fields[field]!r}"
            )


def _from_gsm8k(row: Mapping[str, Any], final: re.Match[str]) -> Example:
    worked = row["answer"][: final.start()]
    return {
        **row,
        "answer": final.group(1).replace(",", ""),
        "reasoning_trace": _GSM8K_NOTE.sub("", worked).strip(),
        "type": "math",
        "difficulty": "medium",
        "domain": "word_problems",
        "metadata": {
            "source": "gsm8k", "answer_kind": "number", "milestones": milestones_of(worked),
            **(row.get("metadata") or {}),
        },
    }


def _defaults(row: Mapping[str, Any]) -> Example:
    identity = f"{row['type']}/{_digest(row['question']).hex()}"
    return {"id": identity, "reasoning_trace": "", "domain": row["type"], "reasoning_template": "forward"}


def _default_metadata(row: Mapping[str, Any]) -> dict[str, Any]:
    tenth = int.from_bytes(_digest(row["question"]), "big") % 10
    return {
        "source": "unknown", "keywords": [], "answer_kind": None, "augmentation": None, "parent": None,
        "verification": "non_verifiable" if row["type"] in ("creative", "summarization") else "verifiable",
        "split": {0: "test", 1: "validation"}.get(tenth, "train"),
        "concise": "", "parameters": "", "rubric": "", "milestones": [],
    }


def _digest(question: str) -> bytes:
    return blake2b(question.encode(), digest_size=6).digest()
