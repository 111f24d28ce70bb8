"""A completion on the terminal while it is written: the reasoning dim, the answer bold, the tags left away."""

from __future__ import annotations

import os
import re

import typer

from tunix_reasoning.prompts import TAG

OPENS = {"<reasoning>": "dim", "</reasoning>": "", "<answer>": "bold", "</answer>": ""}
BEGUN_TAG = re.compile("</?[a-z]*$")


class Speaker:
    """Told the text so far again and again, prints what is new in it."""

    def __init__(self) -> None:
        self._said = 0
        self._color = False if os.environ.get("NO_COLOR") else None  # None: where it is a terminal

    def hear(self, text: str) -> None:
        """Prints as much of a growing text as will not be read otherwise when more of it has come."""
        self._say(BEGUN_TAG.sub("", text))

    def end(self, text: str) -> None:
        """Prints the rest of the whole text, and a line's end."""
        self._say(text)
        typer.echo()

    def _say(self, text: str) -> None:
        place = 0
        for style, part in styled(text):
            new = part[max(0, self._said - place) :]
            place += len(part)
            if new:
                shown = typer.style(new, dim=style == "dim" or None, bold=style == "bold" or None) if style else new
                typer.echo(shown, nl=False, color=self._color)
        self._said = max(self._said, place)


def styled(text: str) -> list[tuple[str, str]]:
    """What is shown of a completion, as (style, text); what steers a terminal is not passed on to it."""
    parts, style = [], ""
    for piece in TAG.split(text):
        if piece == "<answer>":
            parts.append(("", "\n\nAnswer: "))
        if piece in OPENS:
            style = OPENS[piece]
        else:
            plain = "".join(c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in piece)
            parts.append((style, plain))
    return parts
