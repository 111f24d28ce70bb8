"""What a notebook session has: an accelerator, packages that agree, the dataset, a model.

It needs the standard library and `packaging` only, because it runs before JAX is imported: a JAX that has
met the wrong libtpu is not to be exchanged without a restart.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from random import Random
from typing import Any

from packaging.requirements import Requirement

INPUT = Path("/kaggle/input")
_EMBEDDED = Path("models/tiny-gemma2/model.safetensors")
HOSTED = ("KAGGLE_KERNEL_RUN_TYPE", "COLAB_RELEASE_TAG")
EXTRAS = {"tpu": "tpu", "gpu": "cuda12"}


def accelerator() -> str | None:
    """`tpu`, `gpu` or None, told by device files, for JAX must not be asked yet; `JAX_PLATFORMS=cpu` hides both."""
    if os.environ.get("JAX_PLATFORMS") == "cpu":
        return None
    if any(Path("/dev").glob("accel[0-9]*")) or any(Path("/dev/vfio").glob("[0-9]*")):
        return "tpu"
    return "gpu" if Path("/dev/nvidia0").exists() else None


def ensure_packages(requirements: Path | str = "requirements.txt") -> None:
    """Prints the versions found; on Kaggle and Colab installs what does not fit, elsewhere says how to.

    Raises:
        RuntimeError: packages do not fit and were not, or could not be, installed.
    """
    lines = Path(requirements).read_text(encoding="utf-8").splitlines()
    needed = [Requirement(line) for line in lines if line.strip() and not line.startswith("#")]
    extra = EXTRAS.get(accelerator() or "")
    if misfits := _misfits(needed, extra):
        print("To be installed:", *misfits, sep="\n  ")
        jax = next(str(r).replace("jax", f"jax[{extra}]", 1) for r in needed if r.name == "jax")
        command = ["-m", "pip", "install", "--quiet", "-r", str(requirements), *([jax] if extra else [])]
        if not any(name in os.environ for name in HOSTED):
            raise RuntimeError("packages do not fit; run: python " + " ".join(command))
        if "jax" in sys.modules:
            raise RuntimeError("JAX is already imported and would have to be exchanged: run this cell first")
        subprocess.run([sys.executable, *command], check=True)
        importlib.invalidate_caches()
        if misfits := _misfits(needed, extra):
            raise RuntimeError("still not as needed after the installation: " + "; ".join(misfits))
    shown = ["jax", "jaxlib", *(["libtpu"] if extra == "tpu" else []), "flax", "qwix", "google-tunix"]
    print("Found:", ", ".join(f"{name} {version(name)}" for name in shown))


def _misfits(needed: Sequence[Requirement], extra: str | None) -> list[str]:
    """What is missing or of another version, among the requirements and what JAX itself wants for the extra."""
    faults = [fault for requirement in needed if (fault := _fault(requirement))]
    if faults:
        return faults
    wanted = [Requirement(line) for line in requires("jax") or []]
    chosen = [r for r in wanted if not r.marker or r.marker.evaluate({"extra": extra or ""})]
    return [fault for requirement in chosen if (fault := _fault(requirement))]


def _fault(requirement: Requirement) -> str:
    try:
        found = version(requirement.name)
    except PackageNotFoundError:
        found = "none"
    if found != "none" and requirement.specifier.contains(found, prereleases=True):
        return ""
    return f"{requirement.name} {requirement.specifier}, found {found}"


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
    """
    if not accelerator():
        return "embedded" if _EMBEDDED.is_file() else _tiny()
    for tokenizer in sorted(INPUT.rglob("tokenizer.model")):
        settings = _settings(tokenizer.parent)
        if settings.get("model_type") == "gemma2" and "warmup_families" not in settings:
            return str(tokenizer.parent)
        for weights in sorted(tokenizer.parent.glob("gemma2-2b*")):
            return f"kaggle:google/gemma-2/flax/{weights.name}"
    return "kaggle:google/gemma-2/flax/gemma2-2b-it" if INPUT.is_dir() else "google/gemma-2-2b-it"


def _tiny() -> str | None:
    """The folder of the embedded model, told from others by what it says that it was warmed up on."""
    attached = (path.parent for path in sorted(INPUT.rglob("model.safetensors")))
    for folder in (*attached, Path(), Path(_EMBEDDED.parent.name)):
        if (folder / "model.safetensors").is_file() and "warmup_families" in _settings(folder):
            return str(folder)
    return None


def _settings(folder: Path) -> dict[str, Any]:
    path = folder / "config.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


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
