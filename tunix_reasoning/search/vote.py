"""Votes among samples: self-consistency, best of N, and votes weighted by how sound the reasoning reads.

Self-consistency (Wang et al. 2022, https://arxiv.org/abs/2203.11171) takes the answer that most samples give. Here a
sample may weigh more than another: `weight` values its completion from the question alone. Sampling stops as soon as
the samples that are still to come could not change the winner (the certain case of adaptive consistency, Aggarwal et
al. 2023, https://arxiv.org/abs/2305.11860), which costs nothing in accuracy.

    Vote(generate, samples=8).run("What is 15% of 240?").answer
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tunix_reasoning.prompts import create_prompt
from tunix_reasoning.search.sampling import Camp, Generate, Meter, Value, camps

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
    """A weight is raised to this: 0 is self-consistency, a large one is best of N."""
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
        results = []
        for i, texts in enumerate(drawn):
            chosen, share = winner(texts, weights[i])
            answer = chosen.answer if chosen else None
            best = max(chosen.members, key=lambda text: weights[i][texts.index(text)]) if chosen else texts[0]
            results.append(VoteResult(best, answer, share, tuple(texts), meter.tokens[i], meter.calls[i]))
        return results

    def weigh(self, completion: str, question: str) -> float:
        """What a completion's vote weighs."""
        return 1.0 if self.weight is None else FLOOR + self.weight(completion, question) ** self.power

    def _certain(self, texts: Sequence[str], weights: Sequence[float]) -> bool:
        """Could the samples still to come not change the winner, even if each weighed as much as one can?"""
        ranked = camps(texts, weights)
        first, second = ([camp.weight for camp in ranked] + [0.0, 0.0])[:2]
        heaviest = 1.0 if self.weight is None else 1.0 + FLOOR
        return first > second + heaviest * (self.samples - len(texts))


def winner(texts: Sequence[str], weights: Sequence[float]) -> tuple[Camp | None, float]:
    """The heaviest answer with its share of the weight of all samples; None and 0 where none can be read."""
    ranked = camps(texts, weights)
    return (ranked[0], ranked[0].weight / sum(weights)) if ranked else (None, 0.0)
