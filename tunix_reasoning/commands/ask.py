"""`tunix-reasoning ask`."""

from __future__ import annotations

import typer

from tunix_reasoning.commands.shared import Model
from tunix_reasoning.prompts import create_prompt, parse


def ask(question: str, model: Model = "embedded") -> None:
    """Answer one question; show the reasoning and the answer."""
    from tunix_reasoning import run

    config = run.run_settings(model).updated(evaluation_batch_size=1)
    generate = run.generator(run.load_policy(model), config)
    [[completion]] = generate([create_prompt(question)])
    parsed = parse(completion.text)
    if parsed.well_formed:
        typer.echo(f"{parsed.reasoning}\n\nAnswer: {parsed.answer}")
    else:
        cut = ", it was cut off" * completion.truncated
        typer.echo(f"{completion.text}\n\nThe completion is not in the format{cut}.")
