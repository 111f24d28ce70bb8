"""Who it happens to, where, in which unit, and how options are lettered changes no quality, in any family."""

from __future__ import annotations

import importlib.util
import json
import random
import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from reasoning_data.catalog import FAMILIES, generate
from reasoning_data.summarization.passages import TOWNS
from reasoning_data.wording import NAMES
from tunix_reasoning.prompts import format_completion
from tunix_reasoning.rewards import reasoning_quality_reward

Row = dict[str, Any]

spec = importlib.util.spec_from_file_location("attacks", Path(__file__).parents[2] / "benchmarks/attacks.py")
assert spec
assert spec.loader
attacks = importlib.util.module_from_spec(spec)
spec.loader.exec_module(attacks)

PEOPLE = ("Zsófia", "Jörg", "Anaïs", "Oluwaseun", "Siobhán", "Thandiwe", "Kwame", "Björk", "Çağla", "Rhys", "Xochitl",
          "Dov", "Ngozi", "Ximena")
PLACES = ("Zürich", "Ljubljana", "Kraków", "Reykjavík", "Aix", "Nuuk", "Łódź", "Cusco", "Tromsø", "Bamako")
UNITS = (
    {"$": "€"}, {"dollars": "euros"}, {"km": "mi", "kilometers": "miles"}, {"m/s": "yd/s"}, {"cm": "ft"},
    {"kg": "lb", "kilograms": "pounds"}, {"liters": "gallons", "L": "gal"}, {"hours": "days"}, {"days": "weeks"},
)
LETTER = re.compile(  # not the article
    r"\b(?:[B-E]|(?<=ption )A|A(?! (?!(?:is|comes|and|or|be|could|so|no|yes|the|stays)\b)[A-Za-z]{2}))\b"
)
OPTION = re.compile(r"(?:^|[ (\n])([A-E])\) ")


@cache
def rows() -> tuple[Row, ...]:
    """Eight examples a family."""
    return tuple(row for row in generate(8 * len(FAMILIES), seed=23) if row["metadata"]["milestones"])


def reordered(question: str) -> str:
    """Its options in the order of their letters."""
    places = list(OPTION.finditer(question))
    if len(places) < 3:
        return question
    begins = [place.start(1) for place in places]
    end = begins[-1] + len(re.match(r"[^.;\n]*", question[begins[-1] :])[0])  # type: ignore[index]
    parts = [question[a:b] for a, b in zip(begins, [*begins[1:], end], strict=True)]
    bodies = [part.rstrip(" ;.(") for part in parts]
    between = parts[0][len(bodies[0]) :]
    return question[: begins[0]] + between.join(sorted(bodies)) + question[end:]


def renamed(row: Row, rename: Callable[[str], str]) -> Row:
    known = row["metadata"]
    return row | {name: rename(row[name]) for name in ("answer", "reasoning_trace")} | {
        "question": reordered(rename(row["question"])),
        "metadata": known | {
            "concise": rename(known["concise"]),
            "milestones": [[rename(milestone) for milestone in route] for route in known["milestones"]],
        }
    }


def qualities(row: Row, trace: str) -> list[float]:
    """With the milestones and the answer, and without both."""
    known = row["metadata"]
    columns = {"answer": [row["answer"]], "answer_kind": [known["answer_kind"]],
               "milestones": [json.dumps(known["milestones"])]}
    told = ["p"], [format_completion(trace, row["answer"])], [row["question"]]
    return [reasoning_quality_reward(*told, **columns)[0], reasoning_quality_reward(*told)[0]]


def assert_unchanged(row: Row, rename: Callable[[str], str]) -> None:
    """For its own traces, and for one with a wrong step."""
    spoiled = attacks.corrupted_once(row, row, random.Random(row["id"]))
    other = renamed(row, rename)
    for trace in (row["reasoning_trace"], row["metadata"]["concise"], *(spoiled or ())[:1]):
        before, after = qualities(row, trace), qualities(other, rename(trace))
        assert after == pytest.approx(before, abs=0.02), (row["id"], other["question"], rename(trace))


def in_words(table: dict[str, str]) -> Callable[[str], str]:
    words = "|".join(re.escape(word) for word in table)
    pattern = re.compile(rf"(?<![^\W\d_])(?:{words})(?![^\W\d_])")
    return partial(pattern.sub, lambda match: table[match[0]])


def named(names: tuple[str, ...], new: tuple[str, ...]) -> Iterator[tuple[Row, Callable[[str], str]]]:
    """The rows that name some of them, and how they are renamed."""
    for row in rows():
        found = [name for name in names if re.search(rf"\b{name}\b", row["question"])]
        if found and row["type"] != "code":  # whose output depends on the letters
            rng = random.Random(row["id"])
            yield row, in_words(dict(zip(found, rng.sample(new, len(found)), strict=True)))


def test_other_people_change_nothing():
    changed = list(named(NAMES, PEOPLE))
    assert len({row["id"].rpartition("/")[0] for row, _ in changed}) > 40
    for row, rename in changed:
        assert_unchanged(row, rename)


def test_other_places_change_nothing():
    changed = list(named(TOWNS, PLACES))
    assert len({row["id"].rpartition("/")[0] for row, _ in changed}) > 5
    for row, rename in changed:
        assert_unchanged(row, rename)


@pytest.mark.parametrize("table", UNITS, ids=lambda table: next(iter(table)))
def test_other_units_change_nothing(table):
    rename = in_words(table)
    changed = [row for row in rows() if row["type"] != "code" and rename(row["question"]) != row["question"]]
    assert len(changed) >= 5
    for row in changed:
        assert_unchanged(row, rename)


@pytest.mark.parametrize("shift", [1, 2])
def test_reordered_options_change_nothing(shift):
    families = set()
    for row in rows():
        letters = OPTION.findall(row["question"])
        if row["metadata"]["answer_kind"] == "choice" and letters == list("ABCDE"[: len(letters)]) and letters:
            to = {letter: letters[(i + shift) % len(letters)] for i, letter in enumerate(letters)}
            relettered = partial(LETTER.sub, lambda match, to=to: to.get(match[0], match[0]))
            assert_unchanged(row, relettered)
            families.add(row["id"].rpartition("/")[0])
    assert len(families) > 5
