"""A debate as it went: who said what in which round, and what answer it came to."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill, shorten
from typing import TYPE_CHECKING

from matplotlib import rc_context
from matplotlib.figure import Figure

from tunix_reasoning.agreement import stated
from tunix_reasoning.reporting.lines import INCHES, Entry, height, write_entries
from tunix_reasoning.reporting.style import BLUE, GREEN, INK, MUTED, ORANGE, RED, STYLE
from tunix_reasoning.rewards import trace_and_answer

if TYPE_CHECKING:
    from tunix_reasoning.search.debate import DebateResult

_WIDTH = 80
"""Characters of a line."""
_COLORS = {"forward": BLUE, "backward": GREEN, "sceptic": RED, "synthesizer": ORANGE}


@rc_context(STYLE)
def plot_debate(question: str, result: DebateResult) -> Figure:
    """The transcript of a debate, a row for everything that was said, its answer to the right."""
    entries = list(transcript(result))
    figure = Figure(figsize=(8.6, 0.9 + INCHES * height(entries, _WIDTH)), layout="constrained")
    axes = figure.subplots()
    write_entries(axes, entries, _WIDTH, 0.13, 0.83)
    end = "all agree" if result.consensus else "no consensus"
    axes.set_title(f"A debate: {end} after {result.rounds} round{'s' * (result.rounds != 1)} of argument, "
                   f"{result.calls} completions, {result.tokens} tokens")
    figure.suptitle(fill(question, 105), x=0.01, ha="left", fontsize=9.5, color=MUTED, parse_math=False)
    return figure


def transcript(result: DebateResult) -> Iterator[Entry]:
    """What was said, in order, with a line before each round; then the answer."""
    number = -1
    for turn in result.transcript:
        if turn.round != number:
            number = turn.round
            yield Entry("", f"round {number}" if number else "first answers", MUTED)
        answer = stated(turn.text)
        if turn.role == "sceptic":
            remark = f"✗ {shorten(turn.fault, 17, placeholder='…')}" if turn.fault else "no fault"
        else:
            remark = answer or "no answer"
        reasoning = " ".join(trace_and_answer(turn.text)[0].split())
        yield Entry(reasoning, turn.role, _COLORS[turn.role], ((remark, _COLORS[turn.role]),))
    vote = f" The vote of the first answers was {result.first_vote}."
    yield Entry(f"The debate comes to {result.answer}." + vote, "answer", INK, ((result.answer or "none", INK),))
