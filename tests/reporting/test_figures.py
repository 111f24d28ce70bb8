"""Figures of a completion, of techniques, annealings, debates and searches show what they were given."""

from __future__ import annotations

import itertools
from typing import Any

import dimod
import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from tunix_reasoning.prompts import format_completion
from tunix_reasoning.reporting import plot_anatomy, plot_annealing, plot_debate, plot_techniques, plot_tree
from tunix_reasoning.reporting.anatomy import anatomy, rewards_of
from tunix_reasoning.reporting.lines import Entry, lines_of
from tunix_reasoning.reporting.style import INK, RED
from tunix_reasoning.reporting.tree import branches
from tunix_reasoning.search.debate import DebateResult, Turn
from tunix_reasoning.search.mcts import Node, SearchResult, TreeSearch

EXAMPLE = {
    "question": "A shop sells pens at $3 each. Mia buys 12 pens and pays with $50. How much change does she get?",
    "answer": "14", "metadata": {"answer_kind": "number", "milestones": [["36", "14"]], "rubric": ""},
}
WORK = "The pens cost 12 × 3 = 36 dollars. The change is 50 - 36 = 14 dollars."
SLIP = "The pens cost 12 × 3 = 36 dollars. The change is 50 - 36 = 12 dollars."


def texts(figure: Figure) -> list[str]:
    found = [text.get_text() for axes in figure.axes for text in axes.texts]
    return [*found, *(axes.get_title(loc="left") for axes in figure.axes)]


@pytest.mark.parametrize(
    ("completion", "remarks"),
    [
        (format_completion(WORK, "14"), [("✓ holds", "▸ milestone 36"), ("✓ holds", "▸ milestone 14"), ("✓ right",)]),
        (format_completion(SLIP, "12"), [("✓ holds", "▸ milestone 36"), ("✗ does not hold",), ("✗ earns nothing",)]),
        (format_completion("The answer is 14.", "14"), [(), ("✓ right",)]),
        ("36 and nothing else", [(), ("✗ earns nothing",)]),
    ],
)
def test_each_step_stands_with_what_holds_and_what_it_reaches(completion: str, remarks: list[tuple[str, ...]]) -> None:
    assert [tuple(text for text, _ in entry.remarks) for entry in anatomy(completion, EXAMPLE)] == remarks


@pytest.mark.parametrize("completion", [format_completion(WORK, "14"), format_completion(SLIP, "12"), ""])
def test_the_bars_are_the_rewards_by_their_weights(completion: str) -> None:
    weights, rewards = (0.3, 0.5, 0.2), rewards_of(completion, EXAMPLE)
    figure = plot_anatomy(completion, EXAMPLE, weights)
    _, bars = figure.axes
    widths = [patch.get_width() for patch in bars.patches]
    assert widths[::2] == list(weights), "what could be earned"
    assert widths[1::2] == pytest.approx([w * r for w, r in zip(weights, rewards.values(), strict=True)])
    total = sum(w * r for w, r in zip(weights, rewards.values(), strict=True))
    assert f"Reward {total:.2f} of 1" in texts(figure)
    figure.draw_without_rendering()  # the dollars are no formula


def test_every_word_is_shown() -> None:
    said = "word " * 40 + "\nx " + "long" * 30
    assert "".join(lines_of(Entry(said), 20)).replace(" ", "") == "".join(said.split())


def score(value: float, half: float | None) -> dict[str, Any]:
    low, high = (None, None) if half is None else (value - half, value + half)
    return {"value": value, "low": low, "high": high}


def test_techniques_stand_at_their_tokens_and_accuracy() -> None:
    given = {"greedy": (33, 0.68, 0.04), "mcts": (296, 0.85, 0.03), "debate": (264, 0.6, None),
             "vote": (265, 0.67, 0.02)}
    (axes,) = plot_techniques(
        {n: {"accuracy": score(v, half), "tokens_per_question": t} for n, (t, v, half) in given.items()}
    ).axes
    points = {line.get_label(): line for line in axes.lines if line.get_label() in given}
    for name, (tokens, value, _) in given.items():
        (x,), (y,) = points[name].get_data()
        assert x == pytest.approx(tokens, rel=0.02)
        assert y == value
    bars = sorted(tuple(line.get_ydata()) for line in axes.lines if len(line.get_ydata()) == 2)
    assert bars == sorted((v - half, v + half) for _, v, half in given.values() if half)
    assert {text.get_text().split()[-1] for text in axes.texts} == set(given)
    heights = sorted(text.xy[1] for text in axes.texts)
    assert all(b - a > 0.06 for a, b in itertools.pairwise(heights)), "names stand clear of each other"


def test_annealing_ends_in_the_ground_state_of_a_model_that_brute_force_can_check() -> None:
    rng = np.random.default_rng(3)
    model = dimod.BinaryQuadraticModel(
        {i: rng.normal() for i in range(8)}, {(i, j): rng.normal() for i in range(8) for j in range(i)}, 0.0, "BINARY"
    )
    energies = sorted(model.energy(dict(enumerate(bits))) for bits in itertools.product((0, 1), repeat=8))
    (axes,) = plot_annealing(model, sweeps=(1, 512), reads=20).axes
    curves = {line.get_label(): line.get_ydata() for line in axes.lines}
    assert len(curves) == 2
    for means in curves.values():
        assert means[0] > means[1] >= 0
        assert means[1] < energies[1] - energies[0], "most reads find it"


def test_a_debate_is_shown_turn_by_turn() -> None:
    turns = (
        Turn(0, "forward", format_completion("2 + 2 = 5", "5")),
        Turn(0, "backward", format_completion("2 + 2 = 4", "4")),
        Turn(1, "sceptic", format_completion("1. 2 + 2 = 5", "1"), "2 + 2 = 5"),
        Turn(1, "sceptic", format_completion("Fine.", "none")),
        Turn(1, "forward", "<reasoning>2 + 2 = 4"), Turn(1, "synthesizer", format_completion("4 it is", "4")),
    )
    result = DebateResult(turns[1].text, "4", True, 1, "5", turns, 99, 6)
    shown = texts(plot_debate("What is $2 + $2?", result))
    said = ["first answers", "2 + 2 = 5", "5", "2 + 2 = 4", "4", "round 1", "✗ 2 + 2 = 5", "Fine.", "no fault",
            "no answer", "4 it is", "The debate comes to 4. The vote of the first answers was 5."]
    places = iter(shown)
    assert all(text in places for text in said), shown
    assert "A debate: all agree after 1 round of argument, 6 completions, 99 tokens" in shown


class Said:
    def __init__(self, text: str) -> None:
        self.text, self.tokens, self.truncated = text, 5, False


def searched() -> SearchResult:
    """A search by a model that slips at first: a branch with a false claim, and one that leads to the answer."""
    said = itertools.cycle((
        "<reasoning>12 × 3 = 38. 50 - 38 = 12.</reasoning><answer>12</answer>",
        "<reasoning>12 × 3 = 36. 50 - 36 = 14.</reasoning><answer>14</answer>",
    ))

    def generate(prompts: list[str], n: int = 1, **_: Any) -> list[list[Said]]:
        return [[Said(next(said) if prompt.endswith("model\n") else "")] for prompt in prompts]

    return TreeSearch(
        generate, lambda text, question: float(text.endswith("14</answer>")), lambda text, question: "38" not in text,
        rounds=2, width=2,
    ).run("Change?")


def test_a_tree_shows_every_step_once_and_no_two_branches_in_one_row() -> None:
    result = searched()
    nodes = list(branches(result.root))
    assert {id(node) for node, *_ in nodes} == {id(node) for node in result.root.walk()}
    assert len({place for _, place, _ in nodes}) == len(nodes)
    rows = {node.text: y for node, (_, y), _ in nodes}
    for node, (x, _), (parent_x, parent_y) in nodes[1:]:
        assert isinstance(node.parent, Node)
        assert (x, parent_y) == (parent_x + 1, rows[node.parent.text])
    leaves = [y for node, (_, y), _ in nodes if not node.children]
    assert sorted(leaves) == list(range(len(leaves)))


def test_the_way_to_the_answer_is_strong_and_a_false_step_is_crossed_out() -> None:
    result = searched()
    figure = plot_tree("Change?", result)
    (axes,) = figure.axes
    strong = [line for line in axes.lines if line.get_linewidth() == 2 and to_hex(line.get_color()) == INK]
    assert len(strong) == 2, "two steps lead to 14"
    [cross] = [line for line in axes.lines if line.get_marker() == "x"]
    [wrong] = [text for text in axes.texts if to_hex(text.get_color()) == RED]
    assert wrong.get_text() == "12 × 3 = 38."
    assert wrong.xy == tuple(float(part[0]) for part in cross.get_data())
    assert f"{len(result.completions)} completions, {result.tokens} tokens, the answer: 14" in texts(figure)
