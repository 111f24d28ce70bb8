"""Builds `tunix_reasoning_trainer.ipynb` from `notebook/story.py`, the only notebook source edited by hand.

The story is in percent format, as jupytext reads it. A few kinds of line are the project's own:

    # %% chapter tunix_reasoning/rewards.py       an open cell that writes this file, byte for byte
    # %% package tunix_reasoning/answers          a collapsed cell that writes the files of this folder, without those
                                                  of its subfolders and of chapters; of a file, this file
    # {{measured PATTERN …}}                      in Markdown: a table of the evaluations recorded there, under the
                                                  first of the patterns that has any;
                                                  {{example RUN}}: a question of it, before and after;
                                                  {{figure FILE …}}: a picture, the first of those that is there;
                                                  {{budget PATTERN …}}: what a step takes, as compiled and as measured;
                                                  {{made FILE}}: where and in what time the notebook was executed

The same story gives the same bytes, cell ids included.

    python notebook/build.py              # builds, and keeps the outputs of cells that did not change
    python notebook/build.py --execute    # builds, runs all cells as in a checkout, keeps the outputs
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tunix_reasoning.evaluation import shown  # noqa: E402

STORY = ROOT / "notebook" / "story.py"
NOTEBOOK = "tunix_reasoning_trainer.ipynb"
DATA = "reasoning_training_data.json"
COLLAPSED = {"_kg_hide-input": True, "jupyter": {"source_hidden": True}}
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
CARRIED = (".py", ".html")
RECORDED = re.compile(r"\{\{(measured|example|figure|budget|made) (.+?)\}\}")
MADE = "results/notebook.json"
GIB = 2**30
SESSION = 9 * 3600
COLUMNS = {
    "accuracy": "accuracy, greedy",
    "accuracy_sampled": "accuracy, sampled",
    "format": "format, greedy",
    "format_sampled": "format, sampled",
}


class StoryError(ValueError):
    """A story that cannot be built; the message names the cell or the file."""


def main(argv: list[str] | None = None) -> int:
    """Runs the command line and returns the exit code."""
    parser = argparse.ArgumentParser(description="Build the notebook from notebook/story.py.")
    parser.add_argument("--execute", action="store_true", help="run all cells and keep their outputs")
    parser.add_argument(
        "--preset", help="with --execute: smoke or embedded, as the hardware asks unless given"
    )
    args = parser.parse_args(argv)
    try:
        path, story = ROOT / NOTEBOOK, STORY.read_text(encoding="utf-8")
        notebook = build(story)
        if args.execute:
            began = time.monotonic()
            execute(notebook, args.preset)
            minutes, executed = (time.monotonic() - began) / 60, notebook
            record = {"minutes": round(minutes, 1), "cpus": os.cpu_count(), "preset": args.preset or "embedded"}
            (ROOT / MADE).write_text(json.dumps(record) + "\n", encoding="utf-8")
            notebook = build(story)  # whose first cell says so
            keep_outputs(notebook, executed)
        elif path.is_file():
            keep_outputs(notebook, nbformat.read(path, as_version=4))
        write(notebook, path)
    except (StoryError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"{NOTEBOOK}: {len(notebook.cells)} cells, {path.stat().st_size / 1e6:.2f} MB")
    return 0


def build(story: str) -> NotebookNode:
    """The notebook, without outputs.

    Raises:
        StoryError: a cell cannot be made; the message names it.
    """
    notebook = nbformat.v4.new_notebook(metadata=METADATA)
    cells = jupytext.reads(story[story.index("# %%") :], fmt="py:percent").cells
    chapters = {title.split()[1] for cell in cells if (title := _title(cell)).startswith("chapter ")}
    ids: set[str] = set()
    for cell in cells:
        name, source, collapsed = None, cell.source, False
        if title := _title(cell):
            kind, _, name = title.partition(" ")
            if kind not in ("chapter", "package") or not name or source:
                raise StoryError(f"a titled cell is `chapter FILE` or `package FOLDER` without lines: {title}")
            collapsed = kind == "package"
            source = package(name, chapters) if collapsed else f"%%writefile {name}\n{_text(name)}"
        create = nbformat.v4.new_markdown_cell if cell.cell_type == "markdown" else nbformat.v4.new_code_cell
        pictures: dict[str, Any] = {}
        if cell.cell_type == "markdown":
            source = RECORDED.sub(lambda match, found=pictures: recorded(match[1], match[2], found), source)
        identity = cell_id(name, source, ids)
        ids.add(identity)
        notebook.cells.append(create(source, id=identity, metadata=COLLAPSED if collapsed else {}))
        if pictures:
            notebook.cells[-1].attachments = nbformat.from_dict(pictures)
    return notebook


def recorded(kind: str, place: str, pictures: dict[str, Any]) -> str:
    """What stands in a text for a result; a figure is attached to the cell."""
    if kind == "figure":
        path = next((ROOT / name for name in place.split() if (ROOT / name).is_file()), None)
        if path is None:
            return "No figure is recorded yet."
        pictures[path.name] = {"image/png": base64.b64encode(path.read_bytes()).decode()}
        return f"![{path.stem}](attachment:{path.name})"
    texts: dict[str, Callable[[str], str]] = {
        "measured": measured, "example": example, "budget": budget, "made": made,
    }
    return texts[kind](place)


def _title(cell: NotebookNode) -> str:
    return str(cell.metadata.get("title", ""))


def package(place: str, chapters: set[str]) -> str:
    """The cell that writes a folder's own files, or one file, below the lines that name them."""
    path = ROOT / place
    files = [path] if path.is_file() else sorted(f for f in path.glob("*.*") if f.suffix in CARRIED)
    names = [file.relative_to(ROOT).as_posix() for file in files]
    parts = [f"# ==== {name}\n{_text(name)}" for name in names if name not in chapters]
    if not parts:
        raise StoryError(f"{place} holds no file to write")
    return "\n".join(["%%package", *parts])


def _text(path: str) -> str:
    """The file's text as a cell takes it: a cell has no last newline, and the magics put one there."""
    text = (ROOT / path).read_bytes().decode("utf-8")
    if text.strip("\n") + "\n" != text or "\r" in text or re.search("^# ==== ", text, re.MULTILINE):
        raise StoryError(
            f"{path} would not be written byte for byte: it must end in one newline, without \\r and lines `# ==== `"
        )
    return text.removesuffix("\n")


def cell_id(name: str | None, source: str, taken: set[str]) -> str:
    """The name of what the cell writes, or a digest of the source; the same in every build."""
    digest = blake2b(source.encode(), digest_size=4).hexdigest()
    identity = re.sub(r"[^a-z0-9]+", "-", name.lower()) if name else digest
    while identity in taken:
        identity += "-"
    return identity


def measured(patterns: str) -> str:
    """A table of before, after and difference in per cent, a row for each `evaluation.json` under the first pattern
    that has one."""
    found = (sorted(ROOT.glob(f"{pattern}/evaluation.json")) for pattern in patterns.split())
    read = {path: json.loads(path.read_text(encoding="utf-8")) for path in next(filter(None, found), [])}
    columns = {name: label for name, label in COLUMNS.items() if all(name in one["after"] for one in read.values())}
    rows = []
    for path, scores in read.items():
        cells = [_change(scores, name) for name in columns]
        seeds = scores["after"]["accuracy"].get("seeds")
        name = f"{seeds} seeds pooled" if seeds else f"`{path.parent.relative_to(ROOT).as_posix()}`"
        rows.append(f"| {name} | {' | '.join(cells)} |")
    head = f"| run | {' | '.join(columns.values())} |\n|---|{'---|' * len(columns)}\n"
    return head + "\n".join(rows) if rows else "No run is recorded yet; the cells below measure one."


def budget(patterns: str) -> str:
    """A table of what a step takes: by preflight's reports, and by the metrics of the runs whose `config.json` is
    named."""
    rows = []
    for path in (path for pattern in patterns.split() for path in sorted(ROOT.glob(pattern))):
        report = json.loads(path.read_text(encoding="utf-8"))
        if "tpu" in report:
            peak = max(phase["peak_bytes"] for phase in report["phases"].values())
            memory = f"{peak / GIB:.1f} of {report['hbm_bytes'] / GIB:.1f} GiB"
            time_ = (f"{report['step_seconds']:.1f} | {report['steps_in_nine_hours']:,}" if report["fits"]
                     else "does not fit | –")
            rows.append(f"| {report['tpu']}, compiled | {report['model']} | {memory} | {time_} |")
        elif (path.parent / "metrics.jsonl").is_file():
            lines = (path.parent / "metrics.jsonl").read_text(encoding="utf-8").splitlines()
            step = statistics.median(json.loads(line)["seconds"]["total"] for line in lines)
            cores = f"{report['hardware']['cpus']} CPU cores, measured"
            rows.append(f"| {cores} | {report['model']} | – | {step:.1f} | {SESSION / step:,.0f} |")
    head = "| hardware | model | memory a device | seconds a step | steps in nine hours |\n|---|---|---|---|---|\n"
    return head + "\n".join(rows) if rows else "Nothing is recorded yet."


def made(place: str) -> str:
    """Where the outputs below come from, and how long they took."""
    path = ROOT / place
    if not path.is_file():
        return "The cells have no outputs yet."
    record = json.loads(path.read_text(encoding="utf-8"))
    return (f"The outputs below were made in {record['minutes']:.0f} minutes on {record['cpus']} CPU cores, without an "
            f"accelerator, in the preset `{record['preset']}`.")


def _change(scores: Mapping[str, Any], name: str) -> str:
    before, after = (f"{100 * scores[part][name]['value']:.1f}" for part in ("before", "after"))
    return f"{before} → {after} ({shown(scores['difference'][name], signed=True)})"


def example(run: str) -> str:
    """A held-out question of a recorded run with what was said before and after: a jump that was wrong, and work."""
    folder = ROOT / run
    if not (folder / "before.json").is_file():
        return "No completions are recorded yet."
    before, after = (json.loads((folder / f"{n}.json").read_text(encoding="utf-8")) for n in ("before", "after"))
    for old, new in zip(before, after, strict=True):
        if not old["accuracy"] and old["format"] and new["accuracy"] and new["quality"] > 0.9 and "question" in new:
            said = (("asked", new["question"]), ("before", old["completion"]), ("after", new["completion"]))
            return "\n".join(f"    {label + ':':8}{text.replace(chr(10), ' ')}" for label, text in said)
    return "No completions are recorded yet."


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
