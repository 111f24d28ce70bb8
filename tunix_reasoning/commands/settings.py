"""`tunix-reasoning settings`."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from tunix_reasoning.config import PRESETS
from tunix_reasoning.settings import overview


def settings() -> None:
    """List every setting: its name, its value in each preset, and what it means."""
    table = Table("setting", *PRESETS, "meaning", title="Change one with --set NAME=VALUE")
    for name, values, text in overview():
        table.add_row(name, *(str(values[preset]) for preset in PRESETS), text)
    Console().print(table)
