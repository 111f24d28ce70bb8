"""A search tree, from the question on the left to whole completions on the right: a node for every step."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill, shorten
from typing import TYPE_CHECKING

from matplotlib import rc_context
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from tunix_reasoning.reporting.style import BLUE, INK, MUTED, PALE, RED, STYLE

if TYPE_CHECKING:
    from tunix_reasoning.search.mcts import Node, SearchResult

_LETTERS = 150
"""Characters that fit beside each other; a step that has less room is cut."""
_VALUES = LinearSegmentedColormap.from_list("values", ["#ffffff", BLUE])


@rc_context(STYLE)
def plot_tree(question: str, result: SearchResult) -> Figure:
    """Nodes by how often completions went through them (size) and how sound those were (colour); a cross where a claim
    does not hold and the search turned back; the strong line leads to the answer that was chosen."""
    nodes = list(branches(result.root))
    deepest, leaves = max(x for _, (x, _), _ in nodes), 1 + max(y for _, (_, y), _ in nodes)
    chosen = set(_way([node for node, *_ in nodes], result.completion))
    figure = Figure(figsize=(8.6, 1.0 + 0.42 * leaves), layout="constrained")
    axes = figure.subplots()
    for node, (x, y), (from_x, from_y) in nodes:
        main = node.text in chosen
        if node.parent:
            axes.plot([from_x, from_x + 0.25, x], [from_y, y, y], color=INK if main else PALE,
                      linewidth=2 if main else 1, zorder=1.5 if main else 1)
        wrong = not node.alive and node.text not in result.completions
        axes.scatter([x], [y], s=30 + 14 * node.visits, color=[_VALUES(node.mean)], edgecolor=RED if wrong else INK,
                     linewidth=1, zorder=2)
        if wrong:
            axes.plot([x], [y], "x", color=RED, markersize=9, markeredgewidth=2, zorder=3)
        step = node.text[len(node.parent.text):] if node.parent else ""
        room = 1.0 if node.children else deepest + 1.0 - x
        axes.annotate(_shown(step, int(_LETTERS * room / (deepest + 1.2))), (x, y), (0, 7), textcoords="offset points",
                      fontsize=7.5, color=RED if wrong else INK if main else MUTED, parse_math=False)
    axes.set_axis_off()
    axes.set(xlim=(-0.15, deepest + 1.0), ylim=(leaves - 0.4, -0.7))
    axes.set_title(f"{len(result.completions)} completions, {result.tokens} tokens, the answer: {result.answer}",
                   parse_math=False)
    figure.suptitle(fill(question, 105), x=0.01, ha="left", fontsize=9.5, color=MUTED, parse_math=False)
    return figure


_Place = tuple[float, float]


def branches(root: Node) -> Iterator[tuple[Node, _Place, _Place]]:
    """Every node with its place, by depth and by row, and its parent's. Leaves stand one below the other, a parent in
    the row of its first child."""
    row = 0

    def visit(node: Node, depth: int, parent: _Place) -> Iterator[tuple[Node, _Place, _Place]]:
        nonlocal row
        place = (float(depth), float(row))
        yield node, place, parent
        for i, child in enumerate(node.children.values()):
            row += bool(i)
            yield from visit(child, depth + 1, place)

    yield from visit(root, 0, (0.0, 0.0))


def _way(nodes: list[Node], completion: str) -> Iterator[str]:
    """The texts of the nodes that lead to a completion; a text stands in one node alone."""
    node: Node | None = max((n for n in nodes if completion.startswith(n.text)), key=lambda n: len(n.text))
    while node:
        yield node.text
        node = node.parent


def _shown(step: str, most: int) -> str:
    plain = step.replace("<reasoning>", "").replace("</reasoning><answer>", " → ").replace("</answer>", "")
    return shorten(plain, most, placeholder=" …")
