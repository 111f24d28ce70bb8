"""What is attached to a notebook session is found, whatever else is attached."""

import json
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from tunix_reasoning import notebook_inputs as session
from tunix_reasoning.config import ReasoningTrainingConfig

TINY = '{"model_type": "gemma2", "warmup_families": ["math/addition"]}'
TWO_B = "gemma-2/flax/gemma2-2b-it/1"
RUN = "notebook/runs/20260102-030405"
SETTINGS = ReasoningTrainingConfig.preset("kaggle", seed=7)
EXPORT = {
    f"{RUN}/config.json": json.dumps(SETTINGS.to_dict()), f"{RUN}/checkpoints/last/1/x": "",
    f"{RUN}/exported/config.json": '{"model_type": "gemma2"}', f"{RUN}/exported/model.safetensors": "",
    f"{RUN}/exported/tokenizer.model": "",
}


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
        (None, {"data/model.safetensors": "", "data/config.json": TINY}, (), "<input>/data"),
        (None, {"g/model.safetensors": "", "g/config.json": '{"model_type": "gemma2"}'}, (), None),
        (None, EXPORT, (), None),  # a run's result is no model to begin with
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
        ("tpu", EXPORT, (), "kaggle:google/gemma-2/flax/gemma2-2b-it"),
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


@pytest.mark.parametrize("attached", [
    {f"{TWO_B}/tokenizer.model": "", f"{TWO_B}/gemma2-2b-it/x": ""},
    {"g/tokenizer.model": "", "g/config.json": '{"model_type": "gemma2"}'},
])
def test_gemma_attached_to_a_session_without_a_tpu_is_a_clear_stop(
    attached: dict[str, str], machine: Callable[..., None]
) -> None:
    """Kaggle runs a pushed notebook on its CPU image without a word, where its metadata asks for that."""
    machine(None, attached | {"data/model.safetensors": "", "data/config.json": TINY})
    with pytest.raises(RuntimeError, match="this session has no TPU: Settings, Accelerator, TPU v5e-8"):
        session.find_model()


def test_the_newest_earlier_run_goes_on_where_it_may_be_written(machine: Callable[..., None]) -> None:
    older = {path.replace("0102", "0101"): "" for path in EXPORT} | {f"{RUN[:-15]}20260101-030405/config.json": "{}"}
    machine("tpu", EXPORT | older | {f"{RUN}/metrics.jsonl": "{}\n"})
    config = session.earlier_run()
    assert config == SETTINGS.updated(output="runs/20260102-030405")
    here = Path(config.output)
    assert (here / "metrics.jsonl").read_text() == "{}\n"
    assert (here / "checkpoints/last/1/x").is_file()
    assert not (here / "exported").exists(), "it is written anew"
    (here / "metrics.jsonl").write_text("{}\n{}\n")
    assert session.earlier_run() == config
    assert (here / "metrics.jsonl").read_text() == "{}\n{}\n", "a cell that is run again takes nothing back"


def test_data_and_model_of_an_earlier_run_are_found_elsewhere(machine: Callable[..., None], tmp_path: Path) -> None:
    moved = SETTINGS.updated(data="/kaggle/input/old/d.json", model="/kaggle/input/old/tiny")
    config_of_it = {f"{RUN}/config.json": json.dumps(moved.to_dict())}
    machine(None, EXPORT | config_of_it | {"new/d.json": "", "new/model.safetensors": "", "new/config.json": TINY})
    config = session.earlier_run()
    assert config is not None
    assert (config.data, config.model) == (str(tmp_path / "input/new/d.json"), str(tmp_path / "input/new"))


def test_without_an_earlier_run_there_is_none(machine: Callable[..., None]) -> None:
    assert session.earlier_run() is None
    machine(None, {"a/config.json": TINY, "b/config.json": json.dumps(SETTINGS.to_dict())})  # one without a checkpoint
    assert session.earlier_run() is None


@pytest.mark.parametrize("folder", ["", "tiny-gemma2/"])
def test_the_tiny_model_is_found_beside_the_notebook(
    folder: str, machine: Callable[..., None], tmp_path: Path
) -> None:
    machine(None, None, (f"{folder}model.safetensors",))
    assert session.find_model() is None, "other weights"
    (tmp_path / "here" / folder / "config.json").write_text(TINY)
    assert session.find_model() == (folder.rstrip("/") or ".")


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
