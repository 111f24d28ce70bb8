"""Monte Carlo tree search over the steps of a trace, with a value that never sees the gold answer.

A node is a partial trace, cut where a step ends. One round, as in the textbook, but for many questions at once:

- selection goes down from the root by UCB1, mean + C √(ln N / n) (Kocsis & Szepesvári 2006);
- expansion and simulation are one: from the node's prefix the model writes completions to their end, and every step
  of them becomes a node, so that no token is thrown away and no prefix is decoded twice;
- the value is what a program can tell from the question alone: does the arithmetic hold, does it lead to the answer;
- backup adds it to every node on the way.

What differs from a game: a step with a false claim ends its branch, whatever follows. So the search turns back to the
last sound step, which sampling whole completions cannot do. And a question that is settled costs nothing more, so that
what is left goes to those that are not. `rule="halving"` shares a round's budget at the root by
sequential halving instead, which does not lose with budget as UCB1 can (https://arxiv.org/abs/2603.21162).

    TreeSearch(generate, value, sound).run("What is 15% of 240?").answer
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from tunix_reasoning.agreement import Camp, camps
from tunix_reasoning.prompts import create_prompt
from tunix_reasoning.search.sampling import Generate, Meter, Value
from tunix_reasoning.search.vote import FLOOR

STEP = re.compile(r"(?<=[.;,:\n])\s+")
OPENING = "<reasoning>"


@dataclass
class Node:
    """A partial trace."""

    text: str
    """The completion up to here."""
    parent: Node | None = None
    children: dict[str, Node] = field(default_factory=dict)
    visits: int = 0
    total: float = 0.0
    alive: bool = True
    """False where the trace has gone wrong or has come to its end."""

    @property
    def mean(self) -> float:
        """The mean value of the completions through this node, in [0, 1]."""
        return self.total / self.visits if self.visits else 0.0

    def walk(self) -> Iterator[Node]:
        """This node and all below it."""
        yield self
        for child in self.children.values():
            yield from child.walk()


@dataclass(frozen=True)
class SearchResult:
    """What a search of one question came to."""

    completion: str
    answer: str | None
    path_quality: float
    """The value of the completion that was chosen, in [0, 1]."""
    root: Node
    completions: tuple[str, ...]
    tokens: int
    calls: int


@dataclass(frozen=True)
class TreeSearch:
    """Searches over reasoning steps."""

    generate: Generate
    value: Value
    """Of a whole completion."""
    sound: Callable[[str, str], bool]
    """`sound(partial trace, question)`: does every claim in it hold?"""
    rounds: int = 12
    """At most; fewer where an answer is settled before."""
    width: int = 2
    """Completions a round."""
    enough: float = 1.9
    """A question is settled when the completions of an answer are worth so much; infinity never stops early."""
    temperature: float = 0.8
    exploration: float = 1.0
    """C of UCB1."""
    rule: str = "ucb1"
    """`ucb1`, or `halving` at the root."""
    power: float = 3.0
    """Completions vote with their value raised to this."""

    def run(self, question: str, seed: int = 0) -> SearchResult:
        """Searches for the answer to one question."""
        return self.run_all([question], seed)[0]

    def run_all(self, questions: Sequence[str], seed: int = 0) -> list[SearchResult]:
        """Searches several questions in step: a round is one call of the model for all of them."""
        meter = Meter(self.generate, len(questions))
        roots = [Node("") for _ in questions]
        found: list[list[tuple[str, float]]] = [[] for _ in questions]
        for number in range(self.rounds):
            open_ = [(i, root) for i, root in enumerate(roots) if not self._is_settled(found[i])]
            chosen = [(i, node) for i, root in open_ for node in self._select(root, number)]
            prompts = [create_prompt(questions[i]) + node.text for i, node in chosen]
            groups = meter(prompts, [i for i, _ in chosen], temperature=self.temperature, seed=seed + number)
            for (i, node), (continuation,) in zip(chosen, groups, strict=True):
                text = node.text + continuation.text
                worth = self.value(text, questions[i])
                found[i].append((text, worth))
                self._grow(roots[i], text, worth, questions[i])
        return [self._conclude(roots[i], found[i], meter, i) for i in range(len(questions))]

    def _is_settled(self, found: list[tuple[str, float]]) -> bool:
        """Has one answer sound work enough, and none of the others a third of it?"""
        ranked = self._ranked(found)
        return bool(ranked) and ranked[0].weight >= max(self.enough, 3 * sum(camp.weight for camp in ranked[1:]))

    def _ranked(self, found: list[tuple[str, float]]) -> list[Camp]:
        return camps([text for text, _ in found], [FLOOR + worth**self.power for _, worth in found])

    def _select(self, root: Node, number: int) -> list[Node]:
        """`width` nodes to complete from; one just chosen counts as visited in vain, so that they differ."""
        if self.rule == "halving" and number:
            heads = sorted((c for c in root.children.values() if c.alive), key=lambda c: -c.mean)
            kept = heads[: max(1, len(heads) >> number)] or [root]
            return [self._descend(kept[i % len(kept)]) for i in range(self.width)]
        nodes = []
        for _ in range(self.width):
            node = self._descend(root)
            for ancestor in _lineage(node):
                ancestor.visits += 1
            nodes.append(node)
        for node in nodes:
            for ancestor in _lineage(node):
                ancestor.visits -= 1
        return nodes

    def _descend(self, node: Node) -> Node:
        """Down by UCB1, where staying, that is completing from here anew, is an option beside the children."""
        while True:
            living = [child for child in node.children.values() if child.alive]
            if not living:
                return node
            here = math.log(max(1, node.visits))
            bounds = [child.mean + self.exploration * math.sqrt(here / max(1, child.visits)) for child in living]
            anew = max(0, node.visits - sum(child.visits for child in node.children.values()))
            staying = node.mean + self.exploration * math.sqrt(here / (1 + anew + len(node.children)))
            if staying >= max(bounds):
                return node
            node = living[bounds.index(max(bounds))]

    def _grow(self, root: Node, text: str, worth: float, question: str) -> None:
        """Adds the completion's steps below the root, as far as they are sound, and backs its value up.

        A completion that went wrong is worth at least half the share of its steps that did not: what it got right is
        a place to go on from.
        """
        body = text.partition("</reasoning>")[0]
        # before the space: to a tokenizer it belongs to the word behind it
        ends = [match.start() for match in STEP.finditer(body)] if body.startswith(OPENING) else []
        ends.append(len(text))
        sound = 0
        while sound < len(ends) and self.sound(text[: ends[sound]].removeprefix(OPENING), question):
            sound += 1
        worth = max(worth, 0.5 * sound / len(ends)) if sound < len(ends) else worth
        node = root
        node.visits, node.total = node.visits + 1, node.total + worth
        for place, end in enumerate(ends[: sound + 1]):
            part = text[:end]
            node = node.children.setdefault(part, Node(part, node))
            node.visits, node.total = node.visits + 1, node.total + worth
            node.alive = place < sound and end < len(text)

    def _conclude(self, root: Node, found: list[tuple[str, float]], meter: Meter, i: int) -> SearchResult:
        texts, ranked = tuple(text for text, _ in found), self._ranked(found)
        eligible = ranked[0].members if ranked else texts
        worth, best = max((w, t) for t, w in found if t in eligible)
        answer = ranked[0].answer if ranked else None
        return SearchResult(best, answer, worth, root, texts, meter.tokens[i], meter.calls[i])


def _lineage(node: Node | None) -> Iterator[Node]:
    while node is not None:
        yield node
        node = node.parent
