"""The notebook is what its story and the package say, and it works on its own."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOK = ROOT / "tunix_reasoning_trainer.ipynb"
DATA = ROOT / "reasoning_training_data.json"
EMBEDDED = ROOT / "models" / "tiny-gemma2"
ALLOWED_METADATA = {"_kg_hide-input", "_kg_hide-output", "jupyter", "tags"}
OPEN_CHAPTERS = {"prompts", "rewards", "trainer", "mcts", "debate", "strategy"}
DEFINES_PACKAGE = "register_cell_magic"


def load(name: str) -> ModuleType:
    """`notebook/` is no package: Jupyter has one of that name."""
    spec = importlib.util.spec_from_file_location(f"notebook_{name}", ROOT / "notebook" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


build = load("build")


@pytest.fixture(scope="module")
def committed() -> NotebookNode:
    return nbformat.read(NOTEBOOK, as_version=4)


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def files(cell: NotebookNode) -> dict[str, str]:
    """The files that a cell writes, by path."""
    first, _, text = cell.source.partition("\n")
    if first.startswith("%%writefile "):
        return {first.removeprefix("%%writefile "): text + "\n"}
    parts = re.split("^# ==== ", text + "\n", flags=re.MULTILINE)[1:] if first == "%%package" else []
    return {path: body for path, _, body in (part.partition("\n") for part in parts)}


def own_cells(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in code_cells(notebook) if not files(cell)]


def without_magics(source: str) -> str:
    return re.sub(r"^%.*$", "", source, flags=re.MULTILINE)


def test_the_committed_notebook_is_the_one_that_is_built(committed: NotebookNode) -> None:
    built = build.build(build.STORY.read_text(encoding="utf-8"))
    assert built.metadata == committed.metadata
    fields = ("cell_type", "id", "metadata", "source")
    for new, old in zip(built.cells, committed.cells, strict=True):
        assert {f: new[f] for f in fields} == {f: old[f] for f in fields}, "run: make notebook"


def test_every_file_is_carried_once_as_it_is_and_only_chapters_are_open(committed: NotebookNode) -> None:
    written = [(path, text, cell) for cell in code_cells(committed) for path, text in files(cell).items()]
    assert len({path for path, _, _ in written}) == len(written)
    collapsed = {"_kg_hide-input": True, "jupyter": {"source_hidden": True}}
    for path, text, cell in written:
        assert text == (ROOT / path).read_text(encoding="utf-8"), path
        assert cell.metadata == ({} if Path(path).stem in OPEN_CHAPTERS else collapsed), path
    assert {Path(path).stem for path, _, _ in written} >= OPEN_CHAPTERS
    modules = {p.relative_to(ROOT).as_posix() for p in ROOT.glob("tunix_reasoning/**/*.py")}
    needed_of_data = {"reasoning_data/rubric.py", "reasoning_data/schema.py"}
    assert modules | needed_of_data == {path for path, _, _ in written if path.endswith(".py")}


def imports(source: str, *, lazy: bool) -> Iterator[str]:
    """Modules of the package that a source imports, as files; `lazy`: also inside functions."""
    tree = ast.parse(source)
    for node in ast.walk(tree) if lazy else tree.body:
        names = [node.module] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        for name in names:
            if str(name).partition(".")[0] in ("tunix_reasoning", "reasoning_data"):
                path = ROOT / str(name).replace(".", "/")
                file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
                yield file.relative_to(ROOT).as_posix()


def needed(path: str, seen: set[str]) -> set[str]:
    """A module, its packages, what they import at import time, and so on; of reasoning_data modules alone."""
    if path not in seen:
        seen.add(path)
        folders = (f"{parent}/__init__.py" for parent in Path(path).parents if parent.parts[:1] == ("tunix_reasoning",))
        for other in (*folders, *imports((ROOT / path).read_text(encoding="utf-8"), lazy=False)):
            needed(other, seen)
    return seen


def test_files_are_written_before_they_are_imported(committed: NotebookNode) -> None:
    written: set[str] = set()
    for cell in code_cells(committed):
        written |= files(cell).keys()
        if not files(cell):
            for wanted in imports(without_magics(cell.source), lazy=True):
                missing = needed(wanted, set()) - written
                assert not missing, f"imported before it is written: {missing}"


def test_cells_are_short_and_plain(committed: NotebookNode) -> None:
    for cell in own_cells(committed):
        tree = ast.parse(without_magics(cell.source))
        assert len(cell.source.splitlines()) <= 15, cell.source
        for node in ast.walk(tree):
            defines = isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef)
            assert not defines or DEFINES_PACKAGE in cell.source, cell.source
            assert not (isinstance(node, ast.Name) and node.id in ("input", "eval", "exec")), cell.source
    for line in (line for cell in own_cells(committed) for line in cell.source.splitlines()):
        assert not re.match(r"\s*!|.*(git clone|kill_kernel|do_shutdown|_exit\()", line), line


def test_the_file_is_small_and_holds_nothing_of_the_machine_it_was_made_on(committed: NotebookNode) -> None:
    assert NOTEBOOK.stat().st_size < 2_000_000
    assert set(committed.metadata) == {"kernelspec", "language_info"}
    for cell in committed.cells:
        assert set(cell.metadata) <= ALLOWED_METADATA
    outputs = json.dumps([cell.outputs for cell in code_cells(committed)])
    assert not re.findall(r"(?<![\w.])/(?:tmp|root|home|Users|work)/", outputs)
    assert "widget" not in outputs


@pytest.mark.parametrize(
    ("story", "message"),
    [
        ("# %% include LICENSE", "chapter FILE"),  # a kind that there is not
        ("# %% chapter", "chapter FILE"),  # without a file
        ("# %% chapter LICENSE\nx = 1", "without lines"),
        ("# %% chapter no/such/file.py", "No such file"),
        ("# %% package no/such/folder", "no file to write"),
    ],
)
def test_a_story_that_cannot_be_built_says_why(story: str, message: str) -> None:
    with pytest.raises((build.StoryError, OSError), match=message):
        build.build(story)


@pytest.mark.parametrize("text", ["x = 1", "x = 1\n\n", "\nx = 1\n", "x = 1\r\n", "x = 1\n# ==== y\n"])
def test_a_file_that_would_not_be_written_byte_for_byte_is_refused(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "chapter.py").write_bytes(text.encode())
    monkeypatch.setattr(build, "ROOT", tmp_path)
    with pytest.raises(build.StoryError, match="byte for byte"):
        build.build("# %% chapter chapter.py")


def test_cells_of_a_story() -> None:
    story = "# header\n# %% [markdown]\n# # Title\n#\n# text\n\n# %%\n# %magic on\nx = 1\n\n\n" + 2 * "# %%\nx = 1\n"
    first, *rest = build.build(story).cells
    assert (first.cell_type, first.source) == ("markdown", "# Title\n\ntext")
    assert [cell.source for cell in rest] == ["%magic on\nx = 1", "x = 1", "x = 1"]
    assert len({first.id, *(cell.id for cell in rest)}) == 4


def test_a_package_cell_holds_a_folder_without_its_chapters_and_subfolders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kit" / "deep").mkdir(parents=True)
    for name in ("a.py", "b.py", "page.html", "deep/c.py", "picture.png"):
        (tmp_path / "kit" / name).write_text(f"{name}\n")
    monkeypatch.setattr(build, "ROOT", tmp_path)
    cell, chapter = build.build("# %% package kit\n\n# %% chapter kit/b.py\n").cells
    assert files(cell) == {"kit/a.py": "a.py\n", "kit/page.html": "page.html\n"}
    assert files(chapter) == {"kit/b.py": "b.py\n"}


def test_measured_numbers_come_from_the_recorded_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "ROOT", tmp_path)
    assert "No run is recorded" in build.measured("results/pooled results/embedded-*")
    scores: dict[str, Any] = {"before": {}, "after": {}, "difference": {}}
    for name in build.COLUMNS:
        scores["before"][name] = {"value": 0.148}
        scores["after"][name] = {"value": 0.55}
        scores["difference"][name] = {"value": 0.402, "low": 0.346, "high": 0.458}
    folder = tmp_path / "results" / "embedded-0"
    folder.mkdir(parents=True)
    (folder / "evaluation.json").write_text(json.dumps(scores))
    *_, row = build.measured("results/pooled results/embedded-*").splitlines()
    assert row == "| `results/embedded-0` |" + 4 * " 14.8 → 55.0 (+40.2 [+34.6, +45.8]) |"
    greedy = tmp_path / "results" / "greedy"
    greedy.mkdir()
    part = {when: {name: scores[when][name] for name in ("accuracy", "format")} for when in scores}
    (greedy / "evaluation.json").write_text(json.dumps(part))
    head, _, row = build.measured("results/greedy").splitlines()
    assert head.count("|") == row.count("|") == 4, "what was not measured has no column"
    scores["after"]["accuracy"]["seeds"] = 3
    pooled = tmp_path / "results" / "pooled"
    pooled.mkdir()
    (pooled / "evaluation.json").write_text(json.dumps(scores))
    *_, row = build.measured("results/pooled results/embedded-*").splitlines()
    assert row.startswith("| 3 seeds pooled | 14.8 → 55.0")


def test_the_budget_is_of_preflights_reports_and_of_recorded_steps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "ROOT", tmp_path)
    places = "preflight/*.json run/config.json"
    assert build.budget(places) == "Nothing is recorded yet."
    report = {"tpu": "v5e-8", "model": "gemma2-2b", "fits": True, "hbm_bytes": 16 * 2**30, "step_seconds": 12.34,
              "steps_in_nine_hours": 2500, "phases": {"a": {"peak_bytes": 2**30}, "b": {"peak_bytes": 8 * 2**30}}}
    (tmp_path / "preflight").mkdir()
    (tmp_path / "preflight" / "a.json").write_text(json.dumps(report))
    too_large = {key: report[key] for key in ("model", "hbm_bytes", "phases")} | {"tpu": "v3-8", "fits": False}
    (tmp_path / "preflight" / "b.json").write_text(json.dumps(too_large))
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "config.json").write_text(json.dumps({"model": "embedded", "hardware": {"cpus": 2}}))
    steps = "".join(json.dumps({"seconds": {"total": total}}) + "\n" for total in (30.0, 4.0, 5.0))
    (tmp_path / "run" / "metrics.jsonl").write_text(steps)
    assert build.budget(places).splitlines()[2:] == [
        "| v5e-8, compiled | gemma2-2b | 8.0 of 16.0 GiB | 12.3 | 2,500 |",
        "| v3-8, compiled | gemma2-2b | 8.0 of 16.0 GiB | does not fit | – |",
        "| 2 CPU cores, measured | embedded | – | 5.0 | 6,480 |",
    ]


def test_the_story_is_short(committed: NotebookNode) -> None:
    own = [cell for cell in committed.cells if not files(cell)]
    assert len(own) <= 50
    story = [block.partition("\n") for block in re.split("^# %%", build.STORY.read_text(), flags=re.MULTILINE)[1:]]
    lines = [text.strip() for title, _, text in story if not re.match(" (chapter|package) ", title)]
    assert sum(len(text.splitlines()) for text in lines) <= 250


def test_outputs_are_kept_where_the_source_is_the_same() -> None:
    old = build.build("# %%\na = 1\n\n# %%\nb = 1\n")
    for cell in old.cells:
        cell.outputs = [nbformat.v4.new_output("stream", text="seen")]
    new = build.build("# %%\na = 1\n\n# %%\nb = 2\n")
    build.keep_outputs(new, old)
    assert [len(cell.outputs) for cell in new.cells] == [1, 0]


@pytest.mark.parametrize(
    ("name", "text", "kept"),
    [
        ("stdout", "Writing tunix_reasoning/rewards.py\n", ""),
        ("stdout", "Found: jax 0.10.2\nMore\n", "Found: jax 0.10.2\nMore\n"),
        ("stderr", "/somewhere/tqdm.py:21: TqdmWarning: no widgets\n  from tqdm import x\n", ""),
        ("stderr", "GRPO: 100%|██| 2/2 [00:02<00:00]\n", "GRPO: 100%|██| 2/2 [00:02<00:00]\n"),
        ("stderr", "a warning\nGRPO: 100%|██| 2/2\n", "GRPO: 100%|██| 2/2\n"),
    ],
)
def test_outputs_are_kept_without_chatter(name: str, text: str, kept: str) -> None:
    assert build._tidy(nbformat.v4.new_output("stream", name=name, text=text)).text == kept


def test_the_kaggle_folder_is_consistent(tmp_path: Path) -> None:
    load("kaggle").write_upload(tmp_path, "ada")
    kernel = json.loads((tmp_path / "kernel-metadata.json").read_text())
    dataset = json.loads((tmp_path / "dataset" / "dataset-metadata.json").read_text())
    assert (tmp_path / kernel["code_file"]).read_bytes() == NOTEBOOK.read_bytes()
    assert (tmp_path / "dataset" / DATA.name).read_bytes() == DATA.read_bytes()
    for name in ("config.json", "model.safetensors", "tokenizer.model"):
        assert (tmp_path / "dataset" / name).read_bytes() == (EMBEDDED / name).read_bytes()
    assert kernel["dataset_sources"] == [dataset["id"]]
    for metadata in (kernel, dataset):  # Kaggle makes the slug of a new upload from its title
        assert metadata["id"] == "ada/" + metadata["title"].lower().replace(" ", "-")


def run_all(folder: Path) -> NotebookNode:
    """Runs every cell in a folder in the smoke preset, as a notebook server would, without the checkout's path."""
    from nbclient import NotebookClient

    shutil.copy(NOTEBOOK, folder)
    shutil.copy(DATA, folder)
    notebook = nbformat.read(folder / NOTEBOOK.name, as_version=4)
    where = "{n: m.__file__ for n, m in sys.modules.items() if n.split('.')[0] == 'tunix_reasoning'}"
    notebook.cells.append(nbformat.v4.new_code_cell(f"import json, sys\nprint(json.dumps({where}))"))
    environment = os.environ | {"TUNIX_REASONING_PRESET": "smoke", "JAX_PLATFORMS": "cpu"}
    environment.pop("PYTHONPATH", None)
    NotebookClient(notebook, timeout=900, resources={"metadata": {"path": str(folder)}}).execute(
        env=environment
    )
    return notebook


def check_results(notebook: NotebookNode, folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What a run must leave; returns its settings."""
    modules = json.loads(notebook.cells[-1].outputs[0].text)
    assert modules
    for path in modules.values():
        assert Path(path).is_relative_to(folder / "tunix_reasoning"), "the checkout's package"
    for path, text in (item for cell in code_cells(notebook) for item in files(cell).items()):
        assert (folder / path).read_text(encoding="utf-8") == text, path

    [run] = (folder / "runs").iterdir()
    settings = json.loads((run / "config.json").read_text())
    rows = [json.loads(line) for line in (run / "metrics.jsonl").read_text().splitlines()]
    assert [row["step"] for row in rows] == list(range(1, settings["grpo"]["num_training_steps"] + 1))
    for name in ("reward", "format", "correctness", "quality", "zero_variance", "truncated"):
        assert all(0 <= row[name] <= 1 for row in rows), name
    assert all(row["tokens_per_second"] > 0 for row in rows)

    scores = json.loads((run / "evaluation.json").read_text())
    for name in ("accuracy", "accuracy_lenient", "format", "quality"):
        for sampled in ("", "_sampled"):
            before, after, change = (
                scores[part][name + sampled] for part in ("before", "after", "difference")
            )
            assert change["value"] == pytest.approx(after["value"] - before["value"])
            assert 0 < before["n"] == after["n"] == settings["questions"]["held_out"]
    assert sum(part["accuracy"]["n"] for part in scores["after"]["by_type"].values()) == before["n"]

    assert {path.stem for path in (run / "plots").iterdir()} == {
        "rewards",
        "training",
        "evaluation",
        "by_type",
    }
    outputs = [output for cell in code_cells(notebook) for output in cell.outputs]
    assert sum("image/png" in output.get("data", {}) for output in outputs) >= 4, "figures inline"

    monkeypatch.chdir(folder)
    assert weights_moved(settings["model"], str(run)) > 0
    return settings


def weights_moved(before: str, after: str) -> float:
    """The greatest change of a weight between two policies."""
    import jax
    from flax import nnx

    from tunix_reasoning.model import load_policy

    old, new = (nnx.state(load_policy(name).model, nnx.Param) for name in (before, after))
    return max(jax.tree.leaves(jax.tree.map(lambda a, b: float(abs(a - b).max()), old, new)))


@pytest.mark.slow
def test_it_runs_in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the notebook and the JSON: it writes the package, warms a model up and trains it."""
    settings = check_results(run_all(tmp_path), tmp_path, monkeypatch)
    assert settings["model"] == "models/narrow"


@pytest.mark.slow
@pytest.mark.skipif(
    not (EMBEDDED / "model.safetensors").is_file(), reason="models/tiny-gemma2 is not in this checkout"
)
def test_it_runs_in_a_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It trains the embedded model, and writing the chapters again changes nothing."""
    shutil.copytree(EMBEDDED, tmp_path / "models" / "tiny-gemma2")
    shutil.copytree(ROOT / "tunix_reasoning", tmp_path / "tunix_reasoning")
    settings = check_results(run_all(tmp_path), tmp_path, monkeypatch)
    assert settings["model"] == "embedded"
