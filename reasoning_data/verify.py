"""Checks a dataset row by row: structure, answers recomputed by another method, arithmetic, rubrics, duplicates.

Rows of ours carry their parameters, from which the family's independent check gives the answer again; what
a program prints is seen by running it in a restricted Python. Rows of other origin (four fields, GSM8K)
get the checks that need no parameters.

    >>> list(problems([{"question": "What is 2 + 2?", "answer": "4", "reasoning_trace": "2 + 2 = 5"}]))
    [Problem(row=1, id='', text='reasoning_trace: 2 + 2 = 5 is false')]
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from reprlib import Repr
from typing import Any

from reasoning_data.arithmetic import untrue_claims
from reasoning_data.code import program_of, run_programs
from reasoning_data.families import BY_NAME, split_of, split_of_question
from reasoning_data.levels import level_of
from reasoning_data.rubric import failures
from reasoning_data.schema import (
    ANSWER_KINDS,
    DIFFICULTIES,
    SPLITS,
    TEMPLATES,
    TYPES,
    are_milestones,
    family_of,
)

TRACE_WORDS = range(50, 401)
CONCISE_WORDS = range(6, 61)
_ALLOWED = {"type": TYPES, "difficulty": DIFFICULTIES, "reasoning_template": TEMPLATES}
_ALLOWED_METADATA = {
    "answer_kind": ANSWER_KINDS,
    "split": SPLITS,
    "verification": ("verifiable", "non_verifiable"),
    "augmentation": (None, "paraphrase", "difficulty", "domain"),
}
_OURS = {"id", "domain", "metadata", *_ALLOWED}
_PROGRAMS_AT_A_TIME = 500
_HUGE = re.compile(r"\d{8}")
_DAMAGE = (
    ArithmeticError, AttributeError, LookupError, RecursionError, StopIteration, TypeError, ValueError,
)
_short = Repr()
_short.maxstring = _short.maxother = 80
_shown = _short.repr


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in one row; rows are numbered from 1."""

    row: int
    id: str
    text: str

    def __str__(self) -> str:
        return f"row {self.row}{f' ({self.id})' if self.id else ''}: {self.text}"


class Verifier:
    """Goes through the rows once; `done` counts what was checked."""

    def __init__(self) -> None:
        self.done: Counter[str] = Counter()
        self._row_of: dict[bytes, int] = {}
        self._split_of: dict[str, str] = {}
        self._programs: list[tuple[int, str, str, str]] = []

    def problems(self, rows: Iterable[Any]) -> Iterator[Problem]:
        """Everything that is wrong, in the order of the rows, programs in batches a little later."""
        for number, row in enumerate(rows, 1):
            self.done["rows"] += 1
            name = row.get("id") if isinstance(row, dict) else ""
            name = name if isinstance(name, str) else ""
            yield from (Problem(number, name, text) for text in self._row(number, row))
            if len(self._programs) >= _PROGRAMS_AT_A_TIME:
                yield from self._run_programs()
        yield from self._run_programs()

    def _row(self, number: int, row: Any) -> Iterator[str]:
        if not isinstance(row, dict):
            yield f"an example must be a JSON object, not {type(row).__name__}"
            return
        for field in ("question", "answer"):
            if not isinstance(row.get(field), str) or not row[field].strip():
                yield f"{field}: must be a text that is not empty. Received: {_shown(row.get(field))}"
                return
        yield from self._duplicate(number, row["question"])
        metadata = row.get("metadata")
        if not isinstance(metadata, dict) or "parameters" not in metadata:
            self.done["foreign"] += 1
            yield from _allowed(row, {key: _ALLOWED[key] for key in _ALLOWED if key in row})
            yield from _arithmetic("answer", row["answer"].partition("####")[0])
            trace = row.get("reasoning_trace")
            yield from _arithmetic("reasoning_trace", trace if isinstance(trace, str) else "")
            return
        wrong = [*_allowed(row, _ALLOWED), *_allowed(metadata, _ALLOWED_METADATA)]
        wrong += [f"{field}: is missing" for field in sorted(_OURS) if field not in row]
        texts = {field: row.get(field, "") for field in ("id", "domain", "reasoning_trace")}
        texts |= {field: metadata.get(field) for field in ("concise", "parameters", "rubric")}
        texts["parent"] = metadata.get("parent") or ""
        wrong += [
            f"{field}: must be a text. Received: {_shown(text)}"
            for field, text in texts.items()
            if not isinstance(text, str)
        ]
        yield from wrong
        if not wrong:
            yield from self._ours(number, row, metadata)

    def _duplicate(self, number: int, question: str) -> Iterator[str]:
        key = blake2b(question.encode(), digest_size=8).digest()
        first = self._row_of.setdefault(key, number)
        if first != number:
            yield f"question: the same as in row {first}"

    def _ours(self, number: int, row: dict[str, Any], metadata: dict[str, Any]) -> Iterator[str]:
        name = family_of(row["id"])
        family = BY_NAME.get(name)
        if family is None:
            yield f"id: there is no family {name}"
            return
        if row["id"] != f"{name}/{blake2b(row['question'].encode(), digest_size=6).hexdigest()}":
            yield "id: does not belong to this question"
        for field, words in (("reasoning_trace", TRACE_WORDS), ("concise", CONCISE_WORDS)):
            text = row.get(field) or metadata.get(field, "")
            if len(text.split()) not in words:
                yield f"{field}: {len(text.split())} words; must be {words.start} to {words.stop - 1}"
            yield from _arithmetic(field, text)
        if not are_milestones(milestones := metadata.get("milestones")):
            yield f"milestones: must be a list of routes, each a list of texts. Received: {_shown(milestones)}"
        if metadata.get("level") != level_of(metadata["concise"]):
            yield f"level: is {_shown(metadata.get('level'))}, the work is of {level_of(metadata['concise'])}"
        try:
            if _HUGE.search(metadata["parameters"]):  # checks that count or search would not come to an end
                raise ValueError("a number of eight digits")
            parameters = json.loads(metadata["parameters"])
            right = split_of(family, parameters)
            answer = family.check(parameters) if family.check else None
            rubric = json.loads(metadata["rubric"] or "[]")
            failed = failures(row["answer"], rubric)
        except _DAMAGE as error:
            yield f"metadata: its parameters or rubric are damaged ({type(error).__name__}: {str(error)[:80]})"
            return
        for what, right_split in (("parameters", right), ("question", split_of_question(row["question"]))):
            if metadata["split"] != right_split:
                yield f"split: is {metadata['split']}, the {what} belong{'s' * (what == 'question')} to {right_split}"
        if answer is not None:
            self.done["recomputed"] += 1
            if answer != row["answer"]:
                yield f"answer: is {row['answer']!r}, recomputed {answer!r}"
        elif not rubric:
            yield "rubric: is missing, and the family has no check"
        else:
            self.done["rubrics"] += 1
        yield from (f"answer: does not meet its rubric: {check}" for check in failed)
        if (
            family.answer_kind == "code" and family.domain != "debugging"
        ):  # there the program shown is the broken one
            self._programs.append((number, row["id"], row["question"], row["answer"]))
        yield from self._parent(row, metadata)

    def _parent(self, row: dict[str, Any], metadata: dict[str, Any]) -> Iterator[str]:
        self._split_of[row["id"]] = metadata["split"]
        parent = metadata.get("parent")
        if (parent is None) != (metadata["augmentation"] is None):
            yield "parent: a variant has one, another example has none"
        elif parent is not None and parent not in self._split_of:
            yield f"parent: {parent} does not stand above"
        elif parent is not None and self._split_of[parent] != metadata["split"]:
            yield f"split: is {metadata['split']}, the parent's is {self._split_of[parent]}"

    def _run_programs(self) -> Iterator[Problem]:
        batch, self._programs = self._programs, []
        self.done["programs"] += len(batch)
        if not batch:
            return
        try:
            printed = run_programs([program_of(question) for _, _, question, _ in batch])
        except ValueError as error:
            yield Problem(batch[0][0], batch[0][1], f"question: a program from here on does not run: {error}")
            return
        for (number, name, _, answer), output in zip(batch, printed, strict=True):
            if output != answer:
                yield Problem(number, name, f"answer: is {answer!r}, the program prints {output!r}")

    def summary(self) -> str:
        """What was checked, in one line."""
        parts = [f"{self.done['rows']:,} rows", f"{self.done['recomputed']:,} answers recomputed"]
        for key, what in (
            ("rubrics", "rubrics applied"),
            ("programs", "programs run"),
            ("foreign", "rows of other origin"),
        ):
            if self.done[key]:
                parts.append(f"{self.done[key]:,} {what}")
        return ", ".join(parts)


def problems(rows: Iterable[Any]) -> Iterator[Problem]:
    """Everything that is wrong with the rows."""
    return Verifier().problems(rows)


def _allowed(fields: dict[str, Any], allowed: dict[str, tuple[Any, ...]]) -> Iterator[str]:
    for key, values in allowed.items():
        if fields.get(key) not in values:
            yield f"{key}: must be one of {', '.join(map(str, values))}. Received: {_shown(fields.get(key))}"


def _arithmetic(field: str, text: str) -> Iterator[str]:
    return (f"{field}: {claim} is false" for claim in untrue_claims(text))
