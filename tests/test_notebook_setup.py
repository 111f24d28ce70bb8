"""What a notebook session finds: data, model, packages, and what it says where they are missing."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from tunix_reasoning import notebook_setup as session

TINY = '{"model_type": "gemma2", "warmup_families": ["math/addition"]}'
TWO_B = "gemma-2/flax/gemma2-2b-it/1"


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Sets an accelerator, the files attached under /kaggle/input and those in the working directory."""
    monkeypatch.setattr(session, "INPUT", tmp_path / "input")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    def setup(
        accelerator: str | None, attached: dict[str, str] | None = None, here: tuple[str, ...] = ()
    ) -> None:
        monkeypatch.setattr(session, "accelerator", lambda: accelerator)
        if attached is not None:
            (tmp_path / "input").mkdir()
        files = {f"input/{name}": text for name, text in (attached or {}).items()}
        for path, text in (files | {f"here/{name}": "" for name in here}).items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text)

    return setup


@pytest.mark.parametrize(
    ("attached", "here", "found"),
    [
        ({"deep/down/d.json": ""}, (), "input/deep/down/d.json"),  # wherever Kaggle mounts it
        ({"deep/d.json": ""}, ("d.json",), "input/deep/d.json"),  # what is attached comes first
        (None, ("d.json",), "d.json"),
    ],
)
def test_the_data_is_found(
    attached: dict[str, str] | None,
    here: tuple[str, ...],
    found: str,
    machine: Callable[..., None],
    tmp_path: Path,
) -> None:
    machine(None, attached, here)
    assert session.find_data("d.json") in (str(tmp_path / found), found)


@pytest.mark.parametrize("here", [(), ("runs/d.json",), ("e.json",)])  # not below the working directory
def test_missing_data_says_what_to_attach(here: tuple[str, ...], machine: Callable[..., None]) -> None:
    machine(None, None, here)
    with pytest.raises(FileNotFoundError, match=r"Add Input.*d\.json"):
        session.find_data("d.json")


@pytest.mark.parametrize(
    ("accelerator", "attached", "here", "model"),
    [
        # A CPU: the embedded model, where it is; never 2 billion weights
        (None, None, (), None),
        (None, None, ("models/tiny-gemma2/model.safetensors",), "embedded"),
        (None, {f"{TWO_B}/tokenizer.model": ""}, (), None),
        (None, {"data/model.safetensors": "", "data/config.json": TINY}, (), "<input>/data"),
        (None, {"g/model.safetensors": "", "g/config.json": '{"model_type": "gemma2"}'}, (), None),
        (None, {"data/config.json": TINY}, (), None),  # without weights
        # Attached as a Flax checkpoint, under either of Kaggle's mount points
        ("tpu", {f"{TWO_B}/tokenizer.model": "", f"{TWO_B}/gemma2-2b-it/x": ""}, (),
         "kaggle:google/gemma-2/flax/gemma2-2b-it"),
        ("tpu", {f"models/google/{TWO_B}/tokenizer.model": "", f"models/google/{TWO_B}/gemma2-2b-it/x": ""}, (),
         "kaggle:google/gemma-2/flax/gemma2-2b-it"),
        ("gpu", {"g/tokenizer.model": "", "g/gemma2-2b/x": ""}, (), "kaggle:google/gemma-2/flax/gemma2-2b"),
        # The dataset's tiny model is not what a TPU is for
        ("tpu", {"d/tokenizer.model": "", "d/config.json": TINY, f"{TWO_B}/tokenizer.model": "",
                 f"{TWO_B}/gemma2-2b-it/x": ""}, (), "kaggle:google/gemma-2/flax/gemma2-2b-it"),
        # Attached in Hugging Face layout; another architecture is passed over
        ("tpu", {"g/tokenizer.model": "", "g/config.json": '{"model_type": "gemma2"}'}, (), "<input>/g"),
        ("tpu", {"a/tokenizer.model": "", "a/config.json": '{"model_type": "llama"}'}, (),
         "kaggle:google/gemma-2/flax/gemma2-2b-it"),
        # Nothing attached
        ("tpu", {}, (), "kaggle:google/gemma-2/flax/gemma2-2b-it"),
        ("gpu", None, ("models/tiny-gemma2/model.safetensors",), "google/gemma-2-2b-it"),
    ],
)
def test_the_model_for_the_session(
    accelerator: str | None, attached: dict[str, str] | None, here: tuple[str, ...], model: str | None,
    machine: Callable[..., None], tmp_path: Path,
) -> None:
    machine(accelerator, attached, here)
    found = session.find_model()
    assert (found and found.replace(str(tmp_path / "input"), "<input>")) == model


@pytest.mark.parametrize("folder", ["", "tiny-gemma2/"])
def test_the_tiny_model_is_found_beside_the_notebook(
    folder: str, machine: Callable[..., None], tmp_path: Path
) -> None:
    machine(None, None, (f"{folder}model.safetensors",))
    assert session.find_model() is None, "other weights"
    (tmp_path / "here" / folder / "config.json").write_text(TINY)
    assert session.find_model() == (folder.rstrip("/") or ".")


@pytest.fixture
def packages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[dict[str, str], list[list[str]], Path]:
    """Installed versions, the commands run, a requirements file; installing sets the versions that fit."""
    installed = {"jax": "0.10.2", "jaxlib": "0.10.2", "libtpu": "0.0.42", "flax": "0.12.8", "qwix": "0.1.8",
                 "google-tunix": "0.1.7"}
    fitting = dict(installed)
    commands: list[list[str]] = []

    def version(name: str) -> str:
        if name not in installed:
            raise session.PackageNotFoundError(name)
        return installed[name]

    def install(command: list[str], check: bool) -> None:
        assert check
        commands.append(command[1:])
        installed.update(fitting)

    monkeypatch.setattr(session, "version", version)
    jax_requires = ["jaxlib<=0.10.2,>=0.10.2", 'libtpu==0.0.42.*; extra == "tpu"', 'x; extra == "ci"']
    monkeypatch.setattr(session, "requires", lambda name: jax_requires)
    monkeypatch.setattr(subprocess, "run", install)
    monkeypatch.setattr(session, "accelerator", lambda: "tpu")
    monkeypatch.delitem(sys.modules, "jax", raising=False)
    for name in session.HOSTED:
        monkeypatch.delenv(name, raising=False)
    path = tmp_path / "requirements.txt"
    path.write_text("# a comment\njax>=0.10.2,<0.11\nflax>=0.12,<0.13\n\ngoogle-tunix==0.1.7\n")
    return installed, commands, path


Packages = tuple[dict[str, str], list[list[str]], Path]


def test_nothing_is_installed_where_everything_fits(
    packages: Packages, capsys: pytest.CaptureFixture[str]
) -> None:
    _, commands, path = packages
    session.ensure_packages(path)
    assert commands == []
    assert "jax 0.10.2, jaxlib 0.10.2, libtpu 0.0.42, flax 0.12.8" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("libtpu", "0.0.17"),  # Kaggle's TPU image, for torch_xla
        ("libtpu", None),
        ("jax", "0.7.0"),
        ("jaxlib", "0.9.0"),  # JAX and jaxlib of different releases
        ("flax", "0.13.0"),  # newer than allowed
        ("google-tunix", None),
    ],
)
@pytest.mark.parametrize("hosted", [True, False])
def test_what_does_not_fit_is_installed_on_kaggle_and_named_elsewhere(
    name: str, version: str | None, hosted: bool, packages: Packages, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed, commands, path = packages
    installed.pop(name)
    if version:
        installed[name] = version
    if hosted:
        monkeypatch.setenv("KAGGLE_KERNEL_RUN_TYPE", "Interactive")
        session.ensure_packages(path)
        assert commands == [["-m", "pip", "install", "--quiet", "-r", str(path), "jax[tpu]<0.11,>=0.10.2"]]
    else:
        with pytest.raises(RuntimeError, match=r"python -m pip install .* jax\[tpu\]"):
            session.ensure_packages(path)
        assert commands == []


def test_without_a_tpu_its_library_is_not_asked_for(
    packages: Packages, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed, commands, path = packages
    monkeypatch.setattr(session, "accelerator", lambda: None)
    del installed["libtpu"]
    session.ensure_packages(path)
    assert commands == []


def test_an_installation_that_changes_nothing_is_an_error(
    packages: Packages, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed, _, path = packages
    installed["flax"] = "0.9"
    monkeypatch.setenv("KAGGLE_KERNEL_RUN_TYPE", "Batch")
    monkeypatch.setattr(subprocess, "run", lambda *command, check: None)
    with pytest.raises(RuntimeError, match=r"still not as needed.*flax.*found 0\.9"):
        session.ensure_packages(path)


def test_an_imported_jax_is_not_exchanged(packages: Packages, monkeypatch: pytest.MonkeyPatch) -> None:
    installed, commands, path = packages
    installed["libtpu"] = "0.0.17"
    monkeypatch.setenv("KAGGLE_KERNEL_RUN_TYPE", "Batch")
    monkeypatch.setitem(sys.modules, "jax", sys)
    with pytest.raises(RuntimeError, match="already imported"):
        session.ensure_packages(path)
    assert commands == []


def test_the_session_needs_no_jax() -> None:
    """It runs before the packages are known to fit."""
    code = (
        "import sys, json; from tunix_reasoning import notebook_setup as session; session.accelerator();"
        "print(json.dumps([n for n in ('jax', 'numpy', 'tunix', 'flax') if n in sys.modules]))"
    )
    root = Path(__file__).resolve().parent.parent
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert json.loads(result.stdout) == []


def test_a_platform_can_be_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "exists", lambda path: True)  # every device file
    monkeypatch.setattr(Path, "glob", lambda path, pattern: iter([path]))
    monkeypatch.delenv("JAX_PLATFORMS", raising=False)
    assert session.accelerator() == "tpu"
    monkeypatch.setenv("JAX_PLATFORMS", "cpu")
    assert session.accelerator() is None


def test_every_pass_of_the_stream_has_each_example_once() -> None:
    families = ["math/sum", "code/loop"]
    examples: list[dict[str, Any]] = [{"id": f"{families[i % 2]}/{i}"} for i in range(20)]
    stream = session.reshuffled(examples)
    taken = list(islice(stream(3, families), 60))
    passes = [[e["id"] for e in taken[i : i + 20]] for i in (0, 20, 40)]
    assert all(sorted(order) == sorted(e["id"] for e in examples) for order in passes)
    assert all(e["id"].startswith("code/loop") for e in islice(stream(3, ["code/loop"]), 20))
    assert len({tuple(order) for order in passes}) == 3
    assert list(islice(stream(3, families), 60)) == taken
    assert list(islice(stream(4, families), 60)) != taken
