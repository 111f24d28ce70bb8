"""`tunix-reasoning export`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from tunix_reasoning.commands.shared import say
from tunix_reasoning.files import read_json


def export(
    run: Annotated[str, typer.Argument(help="A run folder, or any model that `--model` takes.")],
    output: Annotated[Path, typer.Option(help="Folder: new or empty.")],
    format_: Annotated[Literal["hf", "keras"], typer.Option("--format", help="Hugging Face layout, or Keras.")] = "hf",
    dtype: Annotated[
        Literal["float32", "bfloat16"] | None,
        typer.Option(help="Of the weights; float32 on a CPU and bfloat16 elsewhere unless given."),
    ] = None,
) -> None:
    """Write a trained model for others to load.

    Adapters are merged; tokenizer, settings and a model card go with it.
    transformers and vLLM read the Hugging Face layout; llama.cpp makes GGUF of it; keras-hub reads the other.

    Examples:

        tunix-reasoning export runs/mine --format hf --output exported

        tunix-reasoning export runs/mine --format keras --output preset
    """
    from tunix_reasoning.model import export_hugging_face, export_keras, load_policy, model_card

    policy = load_policy(run, dtype=dtype)
    folder = Path(run)
    trained = (folder / "checkpoints").is_dir()
    settings = read_json(folder / "config.json") if trained else {"model": run}
    evaluation = folder / "evaluation.json"
    licence = "mit" if policy.families else "gemma"  # the embedded model holds no weights of Google's
    card = model_card(settings, read_json(evaluation) if trained and evaluation.exists() else {}, licence)
    if format_ == "keras":
        export_keras(policy, output, card)
    else:
        export_hugging_face(policy, output, card)
    readers = {"keras": "GemmaCausalLM.from_preset", "hf": "transformers, vLLM and llama.cpp's converter"}
    say(f"{output}: {policy.parameters:,} parameters for {readers[format_]}")
    following = {
        "keras": f'keras_hub.models.GemmaCausalLM.from_preset("{output}")',
        "hf": f"tunix-reasoning evaluate --model {output}",
    }
    say(f"Try it: {following[format_]}")
