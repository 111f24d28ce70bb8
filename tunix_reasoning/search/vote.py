"""Votes among samples: self-consistency, best of N, and votes weighted by how sound the reasoning reads.

Self-consistency (Wang et al. 2022, https://arxiv.org/abs/2203.11171) takes the answer that most samples give. Here a
sample may weigh more than another: `weight` values its completion from the question alone. Sampling stops as soon as
the samples that are still to come could not change the winner (the certain case of adaptive consistency, Aggarwal et
al. 2023, https://arxiv.org/abs/2305.11860), which costs nothing in accuracy.

    Vote(generate, samples=8).run("What is 15% of 240?").answer
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tunix_reasoning.agreement import camps
from tunix_reasoning.prompts import create_prompt
from tunix_reasoning.search.sampling import Generate, Meter, Value

FLOOR = 0.001
"""What a sample weighs at least, so that answers without sound work are still compared by their number."""


@dataclass(frozen=True)
class VoteResult:
    """What the samples of one question came to."""

    completion: str
    """The winner's: of the heaviest answer, the completion of the greatest weight."""
    answer: str | None
    """None where no sample could be read."""
    agreement: float
    """The winner's share of the weight, in [0, 1]."""
    samples: tuple[str, ...]
    tokens: int
    calls: int


@dataclass(frozen=True)
class Vote:
    """Samples a question several times and lets the answers vote."""

    generate: Generate
    samples: int = 8
    temperature: float = 0.8
    weight: Value | None = None
    """Values a completion from the question alone; None counts every sample as 1, which is self-consistency."""
    power: float = 3.0
    """A weight is raised to this: 0 is self-consistency, infinity is best of N."""
    batch: int | None = None
    """Samples between two looks at whether the winner is certain; None draws all at once."""

    def run(self, question: str, seed: int = 0) -> VoteResult:
        """Answers one question."""
        return self.run_all([question], seed)[0]

    def run_all(self, questions: Sequence[str], seed: int = 0) -> list[VoteResult]:
        """Answers several questions, sampled together."""
        meter = Meter(self.generate, len(questions))
        drawn: list[list[str]] = [[] for _ in questions]
        weights: list[list[float]] = [[] for _ in questions]
        step = self.batch or self.samples
        for done in range(0, self.samples, step):
            open_ = [i for i in range(len(questions)) if not done or not self._certain(drawn[i], weights[i])]
            prompts = [create_prompt(questions[i]) for i in open_]
            n = min(step, self.samples - done)
            groups = meter(prompts, open_, n, temperature=self.temperature, seed=seed + done)
            for i, group in zip(open_, groups, strict=True):
                drawn[i] += [completion.text for completion in group]
                weights[i] += [self.weigh(completion.text, questions[i]) for completion in group]
        return [
            replace(self.decide(texts, questions[i]), tokens=meter.tokens[i], calls=meter.calls[i])
            for i, texts in enumerate(drawn)
        ]

    def decide(self, texts: Sequence[str], question: str) -> VoteResult:
        """The vote of completions that are there already."""
        weights = [self.weigh(text, question) for text in texts]
        ranked = camps(texts, weights)
        if not ranked:
            return VoteResult(texts[0], None, 0.0, tuple(texts), 0, 0)
        camp = max(ranked, key=lambda c: max(weights[texts.index(t)] for t in c.members)) if self._best else ranked[0]
        best = max(camp.members, key=lambda text: weights[texts.index(text)])
        return VoteResult(best, camp.answer, camp.weight / sum(weights), tuple(texts), 0, 0)

    def weigh(self, completion: str, question: str) -> float:
        """What a completion's vote weighs."""
        if self.weight is None:
            return 1.0
        return FLOOR + self.weight(completion, question) ** (1.0 if self._best else self.power)

    @property
    def _best(self) -> bool:
        return self.power == math.inf

    def _certain(self, texts: Sequence[str], weights: Sequence[float]) -> bool:
        """Could the samples still to come not change the winner, even if each weighed as much as one can?"""
        if self._best:  # whatever comes may be better still
            return False
        ranked = camps(texts, weights)
        first, second = ([camp.weight for camp in ranked] + [0.0, 0.0])[:2]
        heaviest = 1.0 if self.weight is None else 1.0 + FLOOR
        return first > second + heaviest * (self.samples - len(texts))
