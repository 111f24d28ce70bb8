"""Writes the dataset card: what the families are, counted and shown on the shipped dataset.

    python -m reasoning_data.card > reasoning_data/README.md    # the card alone
    python -m reasoning_data.card dist/dataset                  # a folder that `datasets.load_dataset` reads

The folder holds the card and the shipped examples, a file a split; uploaded to a hub as it is, it is the dataset.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

from reasoning_data.catalog import FAMILIES, generate
from reasoning_data.files import write
from reasoning_data.mix import DIFFICULTY_SHARES
from reasoning_data.schema import COLUMNS, METADATA, SPLITS, TYPES, family_of

COUNT, _SEED = 1000, 42

_TITLES = {
    "math": "Mathematics",
    "code": "Code",
    "logic_puzzle": "Logic puzzles",
    "science": "Science",
    "creative": "Creative writing",
    "summarization": "Summarization",
}
SHOWN = {
    "math": "percent_of",
    "code": "loop_sum",
    "logic_puzzle": "ordering",
    "science": "ohms_law",
    "creative": "slogan",
    "summarization": "key_notes",
}
"""The family whose first example in the shipped dataset the card shows."""

_OPENING = """---
license: mit
language: en
task_categories: [question-answering, text-generation]
tags: [reasoning, synthetic, chain-of-thought, verifiable-rewards]
size_categories: [1K<n<10K]
configs:
- config_name: default
  data_files:
  - {{split: train, path: train.jsonl}}
  - {{split: validation, path: validation.jsonl}}
  - {{split: test, path: test.jsonl}}
dataset_info:
  config_name: default
  features:
{features}
---

# Reasoning problems with worked, checked solutions

Written by a program, `generate_training_data.py`: any number of problems, the same ones for the same seed, on every
machine. It needs Python 3.11 or newer and nothing else. `reasoning_training_data.json` holds the first {count:,}:

    python generate_training_data.py                                        # exactly that file
    python generate_training_data.py --count 100000 --seed 7 --workers 4 --output big.jsonl
    python generate_training_data.py --augment --output more.json           # with variants
    python generate_training_data.py --verify more.json                     # every row checked again
    python generate_training_data.py --stats more.json                      # what is in it
    python -m reasoning_data.card dist/dataset                              # these, a file a split, with this card

`datasets.load_dataset("dist/dataset")` reads that folder, there or where it is published.

"""

MIDDLE = """
## What an example holds

| field | holds |
|---|---|
| `id` | `type/family/hash of the question` |
| `question`, `answer` | texts; the answer is short and canonical, such as `36`, `3/4`, `12 cm`, `2, 3`, `yes` |
| `reasoning_trace` | the worked solution, 50 to 400 words, one step a line, with a check of its own at the end |
| `type`, `difficulty`, `domain` | one of six, one of three, and a narrower field |
| `reasoning_template` | how the trace goes about it: forward, backward, decomposition, elimination, … |
| `metadata.concise` | the same work jotted down in a few words, for very small models |
| `metadata.answer_kind` | how answers are compared: number, quantity, list, set, code, free, … |
| `metadata.verification` | `verifiable`, or `non_verifiable`: then the rubric decides |
| `metadata.rubric` | JSON text: what a program checks in a free answer, such as words and length; else empty |
| `metadata.level` | how much work it takes, 1 to 10 on one scale for all families, by the length of `concise` |
| `metadata.milestones` | one list a route: the intermediate results that a sound derivation states, in order |
| `metadata.parameters` | JSON text: the numbers and names from which the answer is computed again |
| `metadata.split` | `train`, `validation` or `test`; 8 : 1 : 1 |
| `metadata.augmentation`, `metadata.parent` | how a variant was made, and from which example |
| `metadata.source`, `metadata.keywords` | `synthetic`, and words to search for |

`rubric` and `parameters` have another shape in every family; as text, each is a column of one type.

## How it is verified

- **Answers.** A family computes its answer while it words the problem, and a second function computes it again from the
  parameters by another method: brute force, search, simulation, another formula. `--verify` compares the two.
- **Programs.** What a code problem prints is found by the family, by an interpreter over the syntax tree, and by
  running the program in a restricted Python process.
- **Arithmetic.** Every `… = …` and `… ≈ …` in a trace is parsed into exact fractions and must hold
  (`reasoning_data/arithmetic.py`; held to Python's own arithmetic on the calculations noted in GSM8K).
- **Free answers.** The given answer meets every check of its own rubric.
- **Questions.** None twice in a block of 100,000 examples; near-duplicates (word 3-grams, Jaccard 0.9) below 1 %.
- **Splits.** A hash of the parameters and a hash of the question decide the split, for every seed alike, so training
  and test files of any two seeds share neither a question nor a problem under other names.

## Variants

`--augment` adds to each example what can be made of it: the same problem in other words (*paraphrase*), the same
numbers in another setting (*domain*), and the family at another difficulty (*difficulty*). A variant is checked as its
parent was, names it, and shares its split.

## Limits

- The problems are composed by rules. Wordings are many, but each family has a handful of sentence patterns; a model can
  learn the patterns. Success on the test split says that a model reasons on these families, not in general.
- The arithmetic and the answer of a trace are checked by programs; that its sentences explain well is not.
- A rubric checks form and coverage, not beauty: the creative answers are sound examples of the form, no more.
- English only, with names from many places; metric units, dollars and the Gregorian calendar.
- Python programs keep to a small part of the language, without input, files or imports.
- Facts about the world are few and curated; nothing here is up-to-date knowledge.
"""


def card() -> str:
    """The text of the card."""
    examples = list(generate(COUNT, _SEED))
    parts = [_OPENING.format(count=COUNT, features=_features()), _counts(examples), MIDDLE]
    for type_ in TYPES:
        parts += [f"\n## {_TITLES[type_]}\n\n", _families(type_, examples), "\n", _shown(type_, examples)]
    return "".join(parts)


def publish(folder: Path) -> None:
    """Writes the shipped examples, a file a split, and the card beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    examples = list(generate(COUNT, _SEED))
    for split in SPLITS:
        write((e for e in examples if e["metadata"]["split"] == split), folder / f"{split}.jsonl", "jsonl")
    (folder / "README.md").write_text(card(), encoding="utf-8")


def _features() -> str:
    """The columns as `datasets` declares them in YAML."""
    kinds = {
        "text": "dtype: string", "number": "dtype: int64", "texts": "list: string",
        "lists of texts": "list:\n        list: string",
    }
    lines = [f"  - name: {name}\n    dtype: string" for name in COLUMNS]
    lines.append("  - name: metadata\n    struct:")
    lines += [f"    - name: {name}\n      {kinds[kind]}" for name, kind in METADATA.items()]
    return "\n".join(lines)


def _counts(examples: list[dict[str, Any]]) -> str:
    lines = [
        "| type | families | examples | easy | medium | hard | words in a trace |",
        "|---|---|---|---|---|---|---|",
    ]
    for type_ in (*TYPES, None):
        chosen = [example for example in examples if type_ in (None, example["type"])]
        families = sum(type_ in (None, family.type) for family in FAMILIES)
        levels = Counter(example["difficulty"] for example in chosen)
        mean = sum(len(example["reasoning_trace"].split()) for example in chosen) / len(chosen)
        cells = [
            type_ or "all",
            families,
            len(chosen),
            *(levels[level] for level in DIFFICULTY_SHARES),
            f"{mean:.0f}",
        ]
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines) + "\n"


def _families(type_: str, examples: list[dict[str, Any]]) -> str:
    numbers = Counter(family_of(example["id"]) for example in examples)
    templates: dict[str, set[str]] = {}
    for example in examples:
        templates.setdefault(family_of(example["id"]), set()).add(example["reasoning_template"])
    lines = ["| family | domain | answer | worked by | examples |", "|---|---|---|---|---|"]
    for family in FAMILIES:
        if family.type == type_:
            key = family.path
            ways = ", ".join(sorted(templates.get(key, ())))
            lines.append(
                f"| {family.name} | {family.domain} | {family.answer_kind} | {ways} | {numbers[key]} |"
            )
    return "\n".join(lines) + "\n"


def _shown(type_: str, examples: list[dict[str, Any]]) -> str:
    start = f"{type_}/{SHOWN[type_]}/"
    example = next(example for example in examples if example["id"].startswith(start))
    trace, answer = example["reasoning_trace"], example["answer"]
    return f"```text\n{example['question']}\n\n{trace}\n\nAnswer: {answer}\n```\n"


if __name__ == "__main__":
    publish(Path(sys.argv[1])) if sys.argv[1:] else print(card(), end="")
