"""Models by name, as shapes: what preflight knows of a model without its weights."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

from tunix.models.gemma import model as gemma
from tunix.models.gemma3 import model as gemma3

from tunix_reasoning.files import read_json
from tunix_reasoning.model import PolicyError, model_config
from tunix_reasoning.model.sources import EMBEDDED

_KNOWN = {
    "gemma2-2b": lambda: dataclasses.replace(gemma.ModelConfig.gemma2_2b(), num_embed=256_000),  # as it is loaded
    "gemma2-9b": lambda: dataclasses.replace(gemma.ModelConfig.gemma2_9b(), num_embed=256_000),
    "gemma3-270m": gemma3.ModelConfig.gemma3_270m,
    "gemma3-1b": gemma3.ModelConfig.gemma3_1b_it,
}


def model_shape(name: str) -> Any:
    """Tunix's `ModelConfig` of `embedded`, a folder in Hugging Face layout, or a Gemma by any of its names.

    `gemma2-2b`, `google/gemma-2-2b-it`, `kaggle:google/gemma-2/flax/gemma2-2b-it` and `keras:gemma2_instruct_2b_en`
    are the same.

    Raises:
        PolicyError: there is no such model.
    """
    folder = EMBEDDED if name == "embedded" else Path(name)
    if (folder / "config.json").is_file():
        return model_config(read_json(folder / "config.json"))
    found = re.search(r"gemma-?([23])[-_](?:instruct_)?(270m|\d+b)", name.lower())
    short = f"gemma{found[1]}-{found[2]}" if found else name
    if short not in _KNOWN:
        raise PolicyError(f"no shape is known of {name!r}; of {', '.join(_KNOWN)}, embedded, and folders it is")
    return _KNOWN[short]()
