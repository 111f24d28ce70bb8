"""`tunix-reasoning score`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from tunix_reasoning.commands.rows import completions, scored
from tunix_reasoning.commands.shared import CommandError
from tunix_reasoning.files import write_whole


def score(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="IN", help="Rows {question, answer, completion}: JSON Lines or a JSON list; - for standard input."
        ),
    ],
    output: Annotated[
        Path | None, typer.Option(help="Rows with their rewards, as JSON Lines; standard output unless given.")
    ] = None,
) -> None:
    """Score completions with the three rewards.

    Each row gets the three, their weighted sum, and an explanation.

    A row may also hold answer_kind, rubric and milestones, as the rows of a dataset do in their metadata. The
    output is written whole or not at all, and never over the input.

    The explanation of a row names what its trace loses quality to: faults such as false_claims, ungrounded (numbers
    out of nowhere), not_reached or not_concluded (the answer is not arrived at), contradicted, copied, repeated,
    misquoted, untrue (of its own draft), no_answer. With milestones it says what share of them the trace derives.

    Examples:

        tunix-reasoning score completions.jsonl --output scores.jsonl

        tail -n 20 completions.jsonl | tunix-reasoning score -
    """
    if output and (output.is_dir() or not output.absolute().parent.is_dir()):
        raise CommandError(f"{output} cannot be written: it is a folder, or its folder is not there")
    if output and output.exists() and source.exists() and output.samefile(source):
        raise CommandError(f"{output} is the input: give another --output")
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in map(scored, completions(source)))
    if output:
        write_whole(output, text)
    else:
        typer.echo(text.encode(), nl=False)  # UTF-8 in every locale
