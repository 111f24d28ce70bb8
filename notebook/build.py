"""Builds `tunix_reasoning_trainer.ipynb` from `notebook/story.py`, the only notebook source edited by hand.

The story is in percent format. Besides `# %%` and `# %% [markdown]` it has two lines of its own:

    # %% include tunix_reasoning/rewards.py open    a cell that writes this file, byte for byte, after cells for
                                                   the modules it imports; collapsed unless it says `open`
    # {{measured results/*}}                        in Markdown: a table of the evaluations recorded there

A line that starts with `# %` and a letter is a magic. The same story gives the same bytes, cell ids included.

    python notebook/build.py              # builds, and keeps the outputs of cells that did not change
    python notebook/build.py --execute    # builds, runs all cells as in a checkout, keeps the outputs
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parent.parent
STORY = ROOT / "notebook" / "story.py"
NOTEBOOK = "tunix_reasoning_trainer.ipynb"
DATA = "reasoning_training_data.json"
COLLAPSED = {"_kg_hide-input": True, "jupyter": {"source_hidden": True}}
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
MARKER = re.compile(r"# %%(?: (?P<kind>\[markdown\]|include) ?(?P<rest>.*))?")
MEASURED = re.compile(r"^\{\{measured (.+)\}\}$", re.MULTILINE)
COLUMNS = {
    "accuracy": "accuracy, greedy",
    "accuracy_sampled": "accuracy, sampled",
    "format": "format, greedy",
    "format_sampled": "format, sampled",
}


class StoryError(ValueError):
    """A story that cannot be built; the message names the line."""


@dataclass(frozen=True)
class Cell:
    """One cell of the notebook."""

    kind: str
    """`markdown` or `code`."""
    source: str
    chapter: str | None = None
    """The file that the cell writes, if it does."""
    collapsed: bool = False


def main(argv: list[str] | None = None) -> int:
    """Runs the command line and returns the exit code."""
    parser = argparse.ArgumentParser(description="Build the notebook from notebook/story.py.")
    parser.add_argument("--execute", action="store_true", help="run all cells and keep their outputs")
    parser.add_argument(
        "--preset", help="with --execute: smoke or embedded, as the hardware asks unless given"
    )
    args = parser.parse_args(argv)
    try:
        path = ROOT / NOTEBOOK
        notebook = build(read_story(STORY.read_text(encoding="utf-8")))
        if args.execute:
            execute(notebook, args.preset)
        elif path.is_file():
            keep_outputs(notebook, nbformat.read(path, as_version=4))
        write(notebook, path)
    except (StoryError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"{NOTEBOOK}: {len(notebook.cells)} cells, {path.stat().st_size / 1e6:.2f} MB")
    return 0


def read_story(text: str) -> Iterator[Cell]:
    """The story's cells; what stands above the first marker belongs to no cell."""
    written: set[str] = set()
    marker, lines = None, []
    for number, line in enumerate([*text.splitlines(), "# %%"], 1):
        match = MARKER.fullmatch(line.rstrip())
        if line.startswith("# %%") and not match:
            raise StoryError(f"{STORY.name}, line {number}: not a cell marker: {line}")
        if not match:
            lines.append(line)
            continue
        if marker:
            yield from _cells(marker, "\n".join(lines).strip("\n"), written)
        marker, lines = match, []


def _cells(marker: re.Match[str], source: str, written: set[str]) -> Iterator[Cell]:
    if marker["kind"] == "include":
        path, _, state = marker["rest"].partition(" ")
        if state not in ("", "open") or source:
            raise StoryError(
                f"include takes a path, then `open` or nothing, and no lines of its own: {marker[0]}"
            )
        if path in written:
            raise StoryError(f"{path} is imported by a chapter before its own, and written there")
        for needed in _in_order_of_import(path, written):
            yield Cell(
                "code", f"%%writefile {needed}\n{_chapter(needed)}", needed, (needed, state) != (path, "open")
            )
    elif marker["kind"] == "[markdown]":
        text = "\n".join(line.removeprefix("#").removeprefix(" ") for line in source.split("\n"))
        yield Cell("markdown", MEASURED.sub(lambda match: measured(match[1]), text))
    else:
        yield Cell("code", re.sub(r"^# (?=%[a-z])", "", source, flags=re.MULTILINE))


def _in_order_of_import(path: str, written: set[str]) -> Iterator[str]:
    """The file, after those of the package's modules it imports that no cell has written yet."""
    written.add(path)
    if path.endswith(".py"):
        for node in ast.parse((ROOT / path).read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tunix_reasoning."):
                other = str(node.module).replace(".", "/") + ".py"
                if other not in written:
                    yield from _in_order_of_import(other, written)
    yield path


def _chapter(path: str) -> str:
    """The file's text as `%%writefile` takes it: a cell has no last newline, and the magic puts one there."""
    text = (ROOT / path).read_bytes().decode("utf-8")
    if text.strip("\n") + "\n" != text or "\r" in text:
        raise StoryError(
            f"{path} would not be written byte for byte: it must end in one newline and hold no \\r"
        )
    return text.removesuffix("\n")


def build(cells: Iterator[Cell]) -> NotebookNode:
    """The notebook, without outputs."""
    notebook = nbformat.v4.new_notebook(metadata=METADATA)
    ids: set[str] = set()
    for cell in cells:
        create = nbformat.v4.new_markdown_cell if cell.kind == "markdown" else nbformat.v4.new_code_cell
        name = cell_id(cell, ids)
        ids.add(name)
        notebook.cells.append(create(cell.source, id=name, metadata=COLLAPSED if cell.collapsed else {}))
    return notebook


def cell_id(cell: Cell, taken: set[str]) -> str:
    """The chapter's name, or a digest of the source; the same in every build."""
    digest = blake2b(cell.source.encode(), digest_size=4).hexdigest()
    name = re.sub(r"[^a-z0-9]+", "-", cell.chapter.lower()) if cell.chapter else digest
    while name in taken:
        name += "-"
    return name


def measured(pattern: str) -> str:
    """A table of before, after and difference in per cent, a row for each `evaluation.json` under the pattern."""
    rows = []
    for path in sorted(ROOT.glob(f"{pattern}/evaluation.json")):
        scores = json.loads(path.read_text(encoding="utf-8"))
        cells = [_change(scores, name) for name in COLUMNS if name in scores["after"]]
        rows.append(f"| `{path.parent.relative_to(ROOT).as_posix()}` | {' | '.join(cells)} |")
    head = f"| run | {' | '.join(COLUMNS.values())} |\n|---|{'---|' * len(COLUMNS)}\n"
    return head + "\n".join(rows) if rows else "No run is recorded yet; the cells below measure one."


def _change(scores: Mapping[str, Any], name: str) -> str:
    before, after, difference = (scores[part][name] for part in ("before", "after", "difference"))
    half = 50 * (difference["high"] - difference["low"])
    values = f"{100 * before['value']:.1f} → {100 * after['value']:.1f}"
    return f"{values} ({100 * difference['value']:+.1f} ± {half:.1f})"


def keep_outputs(notebook: NotebookNode, old: NotebookNode) -> None:
    """Takes over the outputs of the cells whose source is the same."""
    outputs = {(cell.id, cell.source): cell for cell in old.cells if cell.cell_type == "code"}
    for cell in notebook.cells:
        if same := outputs.get((cell.id, cell.source)):
            cell.outputs, cell.execution_count = same.outputs, same.execution_count


def execute(notebook: NotebookNode, preset: str | None) -> None:
    """Runs all cells in a copy of what a checkout offers them: the data and the embedded model.

    In a copy, because its cells write the package's files and a run folder.
    """
    from nbclient import NotebookClient

    environment = (
        os.environ | {"JAX_PLATFORMS": "cpu"} | ({"TUNIX_REASONING_PRESET": preset} if preset else {})
    )
    environment.pop("PYTHONPATH", None)
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(ROOT / DATA, folder)
        shutil.copytree(ROOT / "models", Path(folder) / "models")
        client = NotebookClient(
            notebook, timeout=None, coalesce_streams=True, resources={"metadata": {"path": folder}}
        )
        client.execute(env=environment)
    notebook.metadata = nbformat.from_dict(METADATA)  # without the version of the kernel that ran it
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # times of day
        if cell.cell_type == "code":
            cell.outputs = [output for output in map(_tidy, cell.outputs) if output.get("text") != ""]


def _tidy(output: NotebookNode) -> NotebookNode:
    """Without what chapters print when they are written, and of standard error only progress bars at their end."""
    if output.output_type == "stream":
        keep = re.compile(r".*100%\|" if output.name == "stderr" else "(?!Writing )")
        output.text = "".join(line for line in output.text.splitlines(keepends=True) if keep.match(line))
    return output


def write(notebook: NotebookNode, path: Path) -> None:
    """Checks the notebook against its format and writes it."""
    nbformat.validate(notebook)
    path.write_text(nbformat.writes(notebook), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
