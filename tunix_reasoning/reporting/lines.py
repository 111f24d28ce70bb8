"""Words as a figure: a label, what was said, and remarks on it beside. What stands in it is never read as markup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from matplotlib.axes import Axes

from tunix_reasoning.reporting.style import INK

INCHES = 0.19
"""The height of a line."""
_GAP = 0.5
"""Between two entries, in lines."""


@dataclass(frozen=True)
class Entry:
    """Something that was said."""

    text: str
    label: str = ""
    color: str = INK
    """Of the label."""
    remarks: tuple[tuple[str, str], ...] = ()
    """Each with its colour, one below the other."""


def lines_of(entry: Entry, width: int) -> list[str]:
    """The text in lines of at most so many characters, line breaks kept."""
    return [part for line in entry.text.splitlines() for part in wrap(line, width)] or [""]


def height(entries: Sequence[Entry], width: int) -> float:
    """Lines that the entries take."""
    return sum(_rows(entry, width) + _GAP for entry in entries)


def write_entries(axes: Axes, entries: Sequence[Entry], width: int, text: float, remarks: float) -> None:
    """Fills axes with entries: texts begin at `text`, remarks at `remarks`, as shares of the axes' width."""
    axes.set_axis_off()
    axes.set(xlim=(0, 1), ylim=(height(entries, width), 0))
    top = 0.5
    for entry in entries:
        axes.text(0, top, entry.label, color=entry.color, weight="bold", va="center", parse_math=False)
        for i, part in enumerate(lines_of(entry, width)):
            axes.text(text, top + i, part, va="center", parse_math=False)
        for i, (remark, color) in enumerate(entry.remarks):
            axes.text(remarks, top + i, remark, color=color, va="center", parse_math=False)
        top += _rows(entry, width) + _GAP


def _rows(entry: Entry, width: int) -> int:
    return max(len(lines_of(entry, width)), len(entry.remarks))
