"""A debate among roles that one model plays: forward agent, backward agent, sceptic, synthesizer.

Round 0: each agent answers in its own way. Then, round by round, unless all agree: the sceptic names the first step
of each solution that it takes for wrong, and the agent answers again in view of it. At the end a synthesizer sees all
last solutions and judges. After Du et al. 2023 (https://arxiv.org/abs/2305.14325) and Liang et al. 2023; that such
debates among copies of one small model seldom beat a vote at equal tokens (https://arxiv.org/abs/2508.17536) is what
`evaluation.techniques` measures. Its controls are here too: the vote of round 0 is in every result, and
`MixtureOfAgents` has samples and one synthesis, without the arguing (https://arxiv.org/abs/2406.04692).

    result = Debate(generate).run("What is 15% of 240?")
    print(result.answer, result.rounds, result.consensus)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tunix_reasoning.agreement import camps, stated
from tunix_reasoning.answers import same_answer
from tunix_reasoning.prompts import create_prompt, parse
from tunix_reasoning.roles import revising, sceptical, steps_of, strategic, synthesizing
from tunix_reasoning.search.sampling import Generate, Meter

_RESULT = re.compile(r"(\d+(?: (?:[-+×*/]|mod) \d+)+|\d+ (?:[<>]=?|[=!]=) \d+)(?: =)? (\d+|yes|no|True|False)\b")
AGENTS = ("forward", "backward", "forward", "backward")


@dataclass(frozen=True)
class Turn:
    """One thing that was said."""

    round: int
    role: str
    """`forward`, `backward`, `sceptic` or `synthesizer`."""
    text: str
    fault: str | None = None
    """The step that a sceptic found fault with."""


@dataclass(frozen=True)
class DebateResult:
    """What a debate about one question came to."""

    completion: str
    answer: str | None
    consensus: bool
    """Did all agents give the same answer at the end?"""
    rounds: int
    """Rounds of argument after the first answers."""
    first_vote: str | None
    """The answer that most agents gave in round 0: the control."""
    transcript: tuple[Turn, ...]
    tokens: int
    calls: int


@dataclass(frozen=True)
class Debate:
    """Agents answer, are doubted, answer again; a synthesizer judges."""

    generate: Generate
    agents: tuple[str, ...] = AGENTS
    max_rounds: int = 1
    temperature: float = 0.8

    def run(self, question: str, seed: int = 0) -> DebateResult:
        """Debates one question."""
        return self.run_all([question], seed)[0]

    def run_all(self, questions: Sequence[str], seed: int = 0) -> list[DebateResult]:
        """Debates several questions in step: what all say next is one call of the model."""
        meter = Meter(self.generate, len(questions))
        floor = [_Floor(question) for question in questions]
        everyone = [(i, agent) for i in range(len(questions)) for agent in range(len(self.agents))]
        prompts = [strategic(questions[i], self.agents[agent]) for i, agent in everyone]
        for (i, agent), text in zip(everyone, self._say(meter, prompts, everyone, seed), strict=True):
            floor[i].speak(0, self.agents[agent], text)
            floor[i].said.append(text)
        first = [_voted(place.said) for place in floor]
        for number in range(1, self.max_rounds + 1):
            divided = [(i, agent) for i, agent in everyone if not floor[i].agree]
            doubts = [sceptical(questions[i], floor[i].said[agent]) for i, agent in divided]
            faults = self._say(meter, doubts, divided, seed + 100 * number, temperature=0.0)
            named = [_named(fault, floor[i].said[agent]) for (i, agent), fault in zip(divided, faults, strict=True)]
            again = [(who, step) for who, step in zip(divided, named, strict=True) if step]
            prompts = [revising(questions[i], floor[i].said[agent], step) for (i, agent), step in again]
            revised = self._say(meter, prompts, [who for who, _ in again], seed + 100 * number + 50)
            for (i, _), fault, step in zip(divided, faults, named, strict=True):
                floor[i].speak(number, "sceptic", fault, step)
            for ((i, agent), _), text in zip(again, revised, strict=True):
                floor[i].speak(number, self.agents[agent], text)
                floor[i].said[agent] = text if stated(text) is not None else floor[i].said[agent]
        divided_ = [(i, 0) for i, place in enumerate(floor) if not place.agree]
        prompts = [synthesizing(questions[i], floor[i].said) for i, _ in divided_]
        for (i, _), text in zip(divided_, self._say(meter, prompts, divided_, seed, temperature=0.0), strict=True):
            floor[i].speak(self.max_rounds, "synthesizer", text)
            floor[i].verdict = text
        return [place.result(first[i], meter.tokens[i], meter.calls[i]) for i, place in enumerate(floor)]

    def _say(
        self, meter: Meter, prompts: Sequence[str], who: Sequence[tuple[int, int]], seed: int,
        temperature: float | None = None,
    ) -> list[str]:
        heat = self.temperature if temperature is None else temperature
        groups = meter(prompts, [i for i, _ in who], temperature=heat, seed=seed)
        return [group[0].text for group in groups]


class _Floor:
    """Where one question is debated."""

    def __init__(self, question: str) -> None:
        self.question = question
        self.said: list[str] = []
        """The last completion of each agent."""
        self.verdict: str | None = None
        self.turns: list[Turn] = []

    def speak(self, number: int, role: str, text: str, fault: str | None = None) -> None:
        self.turns.append(Turn(number, role, text, fault))

    @property
    def agree(self) -> bool:
        answers = [stated(text) for text in self.said]
        return all(a is not None and same_answer(a, answers[0] or "") for a in answers)

    def result(self, first: str | None, tokens: int, calls: int) -> DebateResult:
        """The synthesizer's answer where it has one that an agent gave, else that of most agents."""
        ranked = camps(self.said)
        judged = stated(self.verdict or "")
        camp = next((c for c in ranked if judged is not None and same_answer(judged, c.answer)), None)
        camp = camp or (ranked[0] if ranked else None)
        rounds = max(turn.round for turn in self.turns)
        return DebateResult(
            camp.members[0] if camp else self.said[0], camp.answer if camp else None, self.agree, rounds, first,
            tuple(self.turns), tokens, calls,
        )


@dataclass(frozen=True)
class MixtureOfAgents:
    """Samples, then one synthesis over them."""

    generate: Generate
    samples: int = 4
    temperature: float = 0.8

    def run_all(self, questions: Sequence[str], seed: int = 0) -> list[DebateResult]:
        """Answers several questions; `first_vote` is the vote of the samples."""
        meter, places = Meter(self.generate, len(questions)), list(range(len(questions)))
        prompts = [create_prompt(question) for question in questions]
        groups = meter(prompts, places, self.samples, temperature=self.temperature, seed=seed)
        floor = [_Floor(question) for question in questions]
        for place, group in zip(floor, groups, strict=True):
            place.said = [completion.text for completion in group]
            for text in place.said:
                place.speak(0, "forward", text)
        prompts = [synthesizing(question, floor[i].said) for i, question in enumerate(questions)]
        for i, (verdict,) in enumerate(meter(prompts, places, temperature=0.0, seed=seed)):
            floor[i].speak(0, "synthesizer", verdict.text)
            floor[i].verdict = verdict.text
        return [p.result(_voted(p.said), meter.tokens[i], meter.calls[i]) for i, p in enumerate(floor)]


def _voted(texts: Sequence[str]) -> str | None:
    ranked = camps(texts)
    return ranked[0].answer if ranked else None


def _named(fault: str, completion: str) -> str | None:
    """The step that the sceptic found fault with; None where it found none.

    Its working is believed before its verdict, a number that small models lose: the first step that gives another
    result than the working for the same operation, else the step that the verdict numbers.
    """
    listed, said = steps_of(parse(completion).reasoning or ""), parse(fault)
    found: dict[str, str] = {}
    for operation, result in _RESULT.findall(said.reasoning or ""):
        found.setdefault(operation, result)
    for step in listed:
        if any(found.get(operation, result) != result for operation, result in _RESULT.findall(step)):
            return step
    number = stated(fault) or ""
    place = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 0
    return listed[place - 1] if 0 < place <= len(listed) else None
