"""What is attached to a notebook session: the dataset, a model, an earlier session's run.

Standard library only: the packages may not be there yet.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

from tunix_reasoning.config import ReasoningTrainingConfig
from tunix_reasoning.notebook_setup import accelerator

INPUT = Path("/kaggle/input")
_EMBEDDED = Path("models/tiny-gemma2/model.safetensors")
_EXPORTED = "exported"


def find_data(name: str) -> str:
    """The dataset's path: anywhere under /kaggle/input, else in the working directory.

    Raises:
        FileNotFoundError: it is in neither; the message says what to attach.
    """
    found = [*sorted(INPUT.rglob(name)), *Path().glob(name)]
    if not found:
        raise FileNotFoundError(
            f"{name} is neither under {INPUT} nor in {Path.cwd().name}/. On Kaggle: Add Input, Upload, choose "
            f"{name}. Elsewhere: put it beside this notebook."
        )
    return str(found[0])


def find_model() -> str | None:
    """The model for this session, as `load_policy` takes it; None where one has to be warmed up first.

    With an accelerator, that is Gemma 2 2B: attached in Hugging Face layout or as Flax checkpoint, else from
    Kaggle or Hugging Face. Without one, it is the embedded model: in a checkout of the project, attached, or beside the
    notebook.

    Raises:
        RuntimeError: Gemma 2 2B is attached, and there is no accelerator: it was to be one.
    """
    gemma = _attached_gemma()
    if accelerator():
        return gemma or (
            "kaggle:google/gemma-2/flax/gemma2-2b-it" if INPUT.is_dir() else "google/gemma-2-2b-it"
        )
    if gemma:
        raise RuntimeError(
            "Gemma 2 2B is attached, and this session has no TPU: Settings, Accelerator, TPU v5e-8. "
            "To train the tiny model on this CPU, remove Gemma from the inputs."
        )
    return "embedded" if _EMBEDDED.is_file() else _tiny()


def earlier_run() -> ReasoningTrainingConfig | None:
    """The settings of an earlier session's run that is attached, the newest; it is copied to where it goes on.

    Its data and model are looked for anew, if they are attached elsewhere now.
    """
    found = {path.parent.name: path.parent for path in sorted(INPUT.rglob("config.json")) if _is_run(path.parent)}
    if not found:
        return None
    name = max(found)
    folder = Path("runs", name)
    if not folder.exists():
        shutil.copytree(found[name], folder, ignore=shutil.ignore_patterns(_EXPORTED))
    config = ReasoningTrainingConfig.from_dict(_settings(folder))
    changes = {"output": str(folder)}
    if Path(config.data).is_absolute() and not Path(config.data).exists():
        changes["data"] = find_data(Path(config.data).name)
    if Path(config.model).is_absolute() and not Path(config.model).exists() and (model := find_model()):
        changes["model"] = model
    return config.updated(**changes)


def reshuffled(
    examples: Sequence[dict[str, Any]],
) -> Callable[[int, Sequence[str]], Iterator[dict[str, Any]]]:
    """A function from a seed and families to an endless stream of their examples, each pass in an order of its own.

    No family means all.
    """

    def stream(seed: int, families: Sequence[str]) -> Iterator[dict[str, Any]]:
        chosen = [e for e in examples if not families or e["id"].rpartition("/")[0] in families]
        rng = Random(f"{seed}/reshuffled")
        while chosen:
            yield from rng.sample(chosen, len(chosen))

    return stream


def _attached_gemma() -> str | None:
    for tokenizer in sorted(INPUT.rglob("tokenizer.model")):
        settings = _settings(tokenizer.parent)
        if settings.get("model_type") == "gemma2" and "warmup_families" not in settings and not _of_a_run(tokenizer):
            return str(tokenizer.parent)
        for weights in sorted(tokenizer.parent.glob("gemma2-2b*")):
            return f"kaggle:google/gemma-2/flax/{weights.name}"
    return None


def _tiny() -> str | None:
    """The folder of the embedded model, told from others by what it says that it was warmed up on."""
    attached = (path.parent for path in sorted(INPUT.rglob("model.safetensors")) if not _of_a_run(path))
    for folder in (*attached, Path(), Path(_EMBEDDED.parent.name)):
        if (folder / "model.safetensors").is_file() and "warmup_families" in _settings(folder):
            return str(folder)
    return None


def _of_a_run(path: Path) -> bool:
    """Whether a file is a run's, such as those of its export: it is no model to begin with."""
    return any(_is_run(folder) for folder in path.parents)


def _is_run(folder: Path) -> bool:
    return (folder / "checkpoints").is_dir() and "grpo" in _settings(folder)


def _settings(folder: Path) -> dict[str, Any]:
    path = folder / "config.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
