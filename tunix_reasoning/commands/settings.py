"""`tunix-reasoning settings`."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from tunix_reasoning.config import PRESETS
from tunix_reasoning.settings import overview


def settings() -> None:
    """List every setting: its values in the presets, its meaning.

    Examples:

        tunix-reasoning settings

        tunix-reasoning train --set learning_rate=1e-4 --set num_generations=8
    """
    table = Table("setting", *PRESETS, "meaning", title="Change one with --set NAME=VALUE")
    for name, values, text in overview():
        table.add_row(name, *(str(values[preset]) for preset in PRESETS), text)
    Console().print(table)
