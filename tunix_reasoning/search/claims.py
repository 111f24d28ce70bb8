"""An answer from a consistent set of claims, which the annealer of `strategy` chooses among those of several samples.

After combinatorial reasoning (https://arxiv.org/abs/2407.00071). The distinct steps r of N sampled traces, and the
distinct answers a, become binary variables, present in shares p of the samples; the energy

    E(x, y) = Σ_r (1[r is false] − w_r p_r) x_r − Σ_a p_a y_a − C Σ_{i<j} w_i w_j cov(i, j) z_i z_j + P (Σ_a y_a − 1)²

with z = (x, y), and a step's weight w one part of the steps beside it, so that a long trace says no more than a short
one, is lowest for one answer, together with the steps that are often stated, hold, and are stated with one another
and with that answer. Whether a step holds is read from it and from the question; nobody is asked again.

    ClaimSelection(generate, sound).run("What is 15% of 240?").answer
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import dimod
import numpy as np

from tunix_reasoning.agreement import camps
from tunix_reasoning.prompts import create_prompt, parse
from tunix_reasoning.roles import steps_of
from tunix_reasoning.search.sampling import Generate, Meter
from tunix_reasoning.search.strategy import anneal

COUPLING = 2.0
"""C: how much it counts that two of them are stated together."""


@dataclass(frozen=True)
class SelectionResult:
    """What the claims of one question's samples came to."""

    completion: str
    """Of those with the chosen answer, the one with most of the chosen steps."""
    answer: str | None
    """None where no sample could be read."""
    claims: tuple[str, ...]
    """The chosen steps."""
    samples: tuple[str, ...]
    tokens: int
    calls: int


@dataclass(frozen=True)
class ClaimSelection:
    """Samples a question several times and anneals the claims of the samples."""

    generate: Generate
    sound: Callable[[str, str], bool]
    """`sound(step, question)`: do its claims hold?"""
    samples: int = 8
    temperature: float = 0.8
    reads: int = 8
    sweeps: int = 64

    def run(self, question: str, seed: int = 0) -> SelectionResult:
        """Answers one question."""
        return self.run_all([question], seed)[0]

    def run_all(self, questions: Sequence[str], seed: int = 0) -> list[SelectionResult]:
        """Answers several questions, sampled together."""
        meter, places = Meter(self.generate, len(questions)), list(range(len(questions)))
        prompts = [create_prompt(question) for question in questions]
        groups = meter(prompts, places, self.samples, temperature=self.temperature, seed=seed)
        return [
            replace(self.decide([c.text for c in group], question, seed), tokens=meter.tokens[i], calls=meter.calls[i])
            for i, (group, question) in enumerate(zip(groups, questions, strict=True))
        ]

    def decide(self, texts: Sequence[str], question: str, seed: int = 0) -> SelectionResult:
        """Chooses among completions that are there already."""
        found = camps(texts)
        if not found:
            return SelectionResult(texts[0], None, (), tuple(texts), 0, 0)
        said = [_claims(text) for text in texts]
        state = anneal(self.model(texts, question), "quantum", self.reads, self.sweeps, seed).first.sample
        chosen = {text for (text, kind), there in state.items() if kind == "claim" and there}
        camp = next((camp for camp in found if state[camp.answer, "answer"]), found[0])
        best = max(camp.members, key=lambda text: len(said[texts.index(text)] & chosen))
        return SelectionResult(best, camp.answer, tuple(sorted(chosen)), tuple(texts), 0, 0)

    def model(self, texts: Sequence[str], question: str) -> dimod.BinaryQuadraticModel:
        """E(x, y) of completions; variables are `(step, "claim")` and `(answer, "answer")`."""
        said = [_claims(text) for text in texts]
        stated = {(claim, "claim"): [claim in own for own in said] for claim in sorted(set().union(*said))}
        answers = {(camp.answer, "answer"): [text in camp.members for text in texts] for camp in camps(texts)}
        present = {name: np.array(where, float) for name, where in (stated | answers).items()}
        energy = dimod.BinaryQuadraticModel(dimod.BINARY)
        sizes = np.array([max(1, len(own)) for own in said])
        weight = {name: float(where.sum() / (where * sizes).sum()) for name, where in present.items()}
        weight |= dict.fromkeys(answers, 1.0)
        for name, where in present.items():
            false = name in stated and not self.sound(name[0], question)
            energy.add_linear(name, false - weight[name] * where.mean())
        for one, other in combinations(present, 2):
            if covariance := float(np.cov(present[one], present[other], bias=True)[0, 1]):
                energy.add_quadratic(one, other, -COUPLING * weight[one] * weight[other] * covariance)
        pull = max(1.0 + sum(abs(v) for _, v in energy.iter_neighborhood(name)) for name in answers)
        one_each = [(name, 1.0) for name in answers]
        energy.add_linear_equality_constraint(one_each, lagrange_multiplier=pull, constant=-1.0)
        return energy


def _claims(completion: str) -> set[str]:
    """The steps of its reasoning, whatever their case and spaces."""
    return {" ".join(step.lower().split()) for step in steps_of(parse(completion).reasoning or "")}
