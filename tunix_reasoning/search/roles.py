"""What the roles of a debate, and the strategies, are told: a sentence or two around the question, in the user's turn.

Every role answers in the usual form, so that one parser reads them all and one model can play them all.
"""

from __future__ import annotations

from collections.abc import Sequence

from tunix_reasoning.prompts import create_prompt, parse
from tunix_reasoning.search.mcts import STEP

STRATEGY_HINTS = {
    "forward": "Work forward from what is given.",
    "backward": "Work backward from what is asked.",
    "decomposition": "Take the problem apart and solve the parts.",
    "elimination": "Rule out what cannot be.",
    "verification": "Try an answer and check it.",
}


def strategic(question: str, strategy: str) -> str:
    """The prompt that asks for a strategy by its hint."""
    return create_prompt(f"{question}\n{STRATEGY_HINTS[strategy]}")


def steps(completion: str) -> list[str]:
    """The steps of a completion's reasoning, as the tree search cuts them."""
    return [step.strip() for step in STEP.split(parse(completion).reasoning or "") if step.strip()]


def sceptical(question: str, completion: str) -> str:
    """Asks the sceptic for the number of the first wrong step, or none."""
    listed = "\n".join(f"{number}. {step}" for number, step in enumerate(steps(completion), 1))
    return create_prompt(f"{question}\nA solution:\n{listed}\nWhich step is wrong? Answer with its number, or none.")


def revising(question: str, completion: str, fault: str) -> str:
    """Asks an agent to solve the question again, in view of the sceptic's fault."""
    return create_prompt(f"{question}\nAn earlier solution: {_told(completion)}\nThis may be wrong: {fault}")


def synthesizing(question: str, completions: Sequence[str]) -> str:
    """Asks for one answer in view of several solutions."""
    listed = "\n".join(f"{letter}. {_told(text)}" for letter, text in zip("ABCDEFGH", completions, strict=False))
    return create_prompt(f"{question}\nSolutions:\n{listed}\nWhich is right? Give its answer.")


def _told(completion: str) -> str:
    parsed = parse(completion)
    return f"{' '.join((parsed.reasoning or '').split())} Answer: {parsed.answer}"
