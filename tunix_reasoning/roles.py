"""What the roles of a debate, and the strategies, are told: a sentence or two around the question, in the user's turn.

Every role answers in the usual form, so that one parser reads them all and one model can play them all. The embedded
model has learned these words in its warm-up (`warmup.roles`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tunix_reasoning.agreement import camps
from tunix_reasoning.prompts import create_prompt, parse

STRATEGY_HINTS = {
    "forward": "Work forward from what is given.",
    "backward": "Work backward from what is asked.",
    "decomposition": "Take the problem apart and solve the parts.",
    "elimination": "Rule out what cannot be.",
    "verification": "Try an answer and check it.",
}
SOLUTION, ASK_STEP = "A solution:", "Which step is wrong? Answer with its number, or none."
EARLIER, DOUBT = "An earlier solution:", "This may be wrong:"
SOLUTIONS, ASK_ANSWER = "Proposed solutions:", "Which is right? Give its answer."
PHRASES = (*STRATEGY_HINTS.values(), SOLUTION, ASK_STEP, EARLIER, DOUBT, SOLUTIONS, ASK_ANSWER)
"""What stands in the roles' prompts beside questions and solutions."""
MOST_SOLUTIONS = 3
_SENTENCE_END = re.compile(r"(?<=[.;\n])\s+")


def strategic(question: str, strategy: str) -> str:
    """The prompt that asks for a strategy by its hint."""
    return create_prompt(f"{question}\n{STRATEGY_HINTS[strategy]}")


def steps_of(reasoning: str) -> list[str]:
    """The steps that the sceptic may name: the sentences and lines of a trace."""
    return [step.strip() for step in _SENTENCE_END.split(reasoning) if step.strip()]


def numbered(reasoning: str) -> list[str]:
    """The steps, each with its number in front."""
    return [f"{number}. {step}" for number, step in enumerate(steps_of(reasoning), 1)]


def sceptical(question: str, completion: str) -> str:
    """Asks the sceptic for the number of the first wrong step, or none."""
    listed = "\n".join(numbered(parse(completion).reasoning or ""))
    return create_prompt(f"{question}\n{SOLUTION}\n{listed}\n{ASK_STEP}")


def revising(question: str, completion: str, fault: str) -> str:
    """Asks an agent to solve the question again, in view of the sceptic's fault."""
    return create_prompt(f"{question}\n{EARLIER} {_told(completion)}\n{DOUBT} {fault}")


def synthesizing(question: str, completions: Sequence[str]) -> str:
    """Asks for one answer in view of several solutions: the first with each answer, and how many gave it."""
    ranked = camps(completions)[:MOST_SOLUTIONS]
    listed = "\n".join(f"{len(c.members)} of {len(completions)} say: {_told(c.members[0])}" for c in ranked)
    return create_prompt(f"{question}\n{SOLUTIONS}\n{listed}\n{ASK_ANSWER}")


def _told(completion: str) -> str:
    parsed = parse(completion)
    return f"{' '.join((parsed.reasoning or '').split())} Answer: {parsed.answer}"
