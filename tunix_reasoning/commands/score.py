"""`tunix-reasoning score`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from tunix_reasoning.commands.rows import completions, scored


def score(
    source: Annotated[Path, typer.Argument(metavar="IN.jsonl", help="Rows {question, answer, completion}.")],
    output: Annotated[
        Path | None, typer.Option(help="Rows with their rewards; standard output unless given.")
    ] = None,
) -> None:
    """Score completions with the three rewards and their weighted sum."""
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in map(scored, completions(source)))
    if output:
        output.write_text(text, encoding="utf-8")
    else:
        typer.echo(text, nl=False)
