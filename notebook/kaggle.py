"""Writes `dist/kaggle/`: the notebook and the dataset with the metadata that the kaggle client reads.

The dataset also holds the embedded model, so that the notebook has one where no accelerator is; its files lie beside
the data, since the client leaves out folders.

    KAGGLE_USERNAME=name python notebook/kaggle.py
    kaggle datasets create -p dist/kaggle/dataset
    kaggle kernels push -p dist/kaggle

The accelerator is named by `machine_shape`: `enable_tpu` alone leaves the choice to Kaggle.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOK = "tunix_reasoning_trainer.ipynb"
DATA = "reasoning_training_data.json"
MODEL = ("config.json", "model.safetensors", "tokenizer.model")
PLACEHOLDER = "your-kaggle-username"


def main() -> None:
    """Writes the folder and says what to do with it."""
    folder, user = ROOT / "dist" / "kaggle", os.environ.get("KAGGLE_USERNAME", PLACEHOLDER)
    write_upload(folder, user)
    print(
        f"dist/kaggle is written for the Kaggle user {user}; KAGGLE_USERNAME=name names another. Upload it with"
    )
    print("  kaggle datasets create -p dist/kaggle/dataset\n  kaggle kernels push -p dist/kaggle")


def write_upload(folder: Path, user: str) -> None:
    """Writes the notebook and, in `dataset/`, data and model, each with the metadata that the kaggle client reads."""
    (folder / "dataset").mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / NOTEBOOK, folder)
    for path in (ROOT / DATA, *(ROOT / "models" / "tiny-gemma2" / name for name in MODEL)):
        shutil.copy(path, folder / "dataset")
    kernel = {
        "id": f"{user}/tunix-reasoning-trainer",
        "title": "Tunix reasoning trainer",
        "code_file": NOTEBOOK,
        "language": "python",
        "kernel_type": "notebook",
        "is_private": True,
        "enable_gpu": False,
        "enable_tpu": True,
        "machine_shape": "TpuV5E8",
        "enable_internet": True,
        "dataset_sources": [f"{user}/tunix-reasoning-data"],
        "competition_sources": [],
        "kernel_sources": [],
        "model_sources": ["google/gemma-2/flax/gemma2-2b-it/1"],
    }
    dataset = {
        "id": f"{user}/tunix-reasoning-data",
        "title": "Tunix reasoning data",
        "licenses": [{"name": "MIT"}],
    }
    for path, content in ((folder / "kernel-metadata.json", kernel),
                          (folder / "dataset" / "dataset-metadata.json", dataset)):
        path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
