"""What the embedded model learns of the roles: strategies by name, the sceptic, revising, the synthesizer.

Conversations in the very prompts of `tunix_reasoning.roles`, made from the generator's examples. Every completion is
right: the sceptic works the steps out again as far as the first that is wrong, or all of them; whoever revises or
judges several solutions gives the work that is right.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

from tunix_reasoning.prompts import create_prompt, format_completion
from tunix_reasoning.roles import (
    STRATEGY_HINTS,
    numbered,
    revising,
    sceptical,
    steps_of,
    strategic,
    synthesizing,
)
from tunix_reasoning.traces import COMPASS
from tunix_reasoning.warmup.mistakes import Mistake, mistaken

Conversation = tuple[str, str]
"""A prompt and its completion."""
Converse = Callable[[dict[str, Any], Random], Conversation]
"""Makes a conversation of an example."""
_SHARES = {"strategy": 0.42, "sceptic": 0.3, "revision": 0.1, "synthesis": 0.18}
NONE = "none"
"""The sceptic's answer where every step is right."""


def with_roles(completion: Callable[[dict[str, Any], Random], str], share: float) -> Converse:
    """Plain questions with this completion, and this share of conversations in roles among them."""

    def converse(example: dict[str, Any], rng: Random) -> Conversation:
        if rng.random() < share:
            kind = rng.choices(list(_SHARES), list(_SHARES.values()))[0]
            return ROLES[kind](example, rng) or strategy(example, rng)
        return create_prompt(example["question"]), completion(example, rng)

    return converse


def strategy(example: dict[str, Any], rng: Random) -> Conversation:
    """A hint, and a trace that goes that way; any right trace where the family knows no such way."""
    known = example["metadata"].get("ways", {})
    name = rng.choice(list(known) if known and rng.random() < 0.7 else list(STRATEGY_HINTS))
    trace = known.get(name, example["metadata"]["concise"])
    return strategic(example["question"], name), format_completion(trace, example["answer"])


def sceptic(example: dict[str, Any], rng: Random) -> Conversation | None:
    """A solution with a wrong step, or none, and the steps worked out again until one differs."""
    trace = _trace(example, rng)
    mistake = None if rng.random() < 0.4 else _mistake(example, trace, rng)
    number = mistake.step if mistake else None
    shown = mistake or Mistake(trace, 0, example["answer"])
    prompt = sceptical(example["question"], format_completion(shown.trace, shown.answer))
    again = " ".join(numbered(trace)[:number])
    return prompt, format_completion(again, str(number) if number else NONE)


def revision(example: dict[str, Any], rng: Random) -> Conversation | None:
    """A solution, a step that is doubted, and the right work; now and then the doubt is groundless."""
    trace = _trace(example, rng)
    mistake = None if rng.random() < 0.25 else _mistake(example, trace, rng)
    shown = mistake or Mistake(trace, rng.randint(1, len(steps_of(trace))), example["answer"])
    fault = steps_of(shown.trace)[shown.step - 1]
    prompt = revising(example["question"], format_completion(shown.trace, shown.answer), fault)
    return prompt, format_completion(trace, example["answer"])


def synthesis(example: dict[str, Any], rng: Random) -> Conversation | None:
    """Solutions of which some are wrong, and the work of one that is right."""
    trace = _trace(example, rng)
    tried = (_mistake(example, _trace(example, rng), rng) for _ in range(8))
    wrong = [mistake for mistake in tried if mistake and mistake.answer != example["answer"]]
    if not wrong:
        return None
    right = format_completion(trace, example["answer"])
    others = [format_completion(mistake.trace, mistake.answer) for mistake in wrong[:3]]
    agents, chance = rng.choice((3, 4, 4, 4, 7)), rng.uniform(0.2, 0.9)
    shown = [right if rng.random() < chance else rng.choice(others) for _ in range(agents - 1)]
    shown.insert(rng.randrange(agents), others[0] if shown.count(right) else right)  # so that they differ
    return synthesizing(example["question"], shown), right


ROLES: dict[str, Callable[[dict[str, Any], Random], Conversation | None]] = {
    "strategy": strategy, "sceptic": sceptic, "revision": revision, "synthesis": synthesis,
}


def _trace(example: dict[str, Any], rng: Random) -> str:
    """One of the example's right traces."""
    return rng.choice([example["metadata"]["concise"], *example["metadata"].get("ways", {}).values()])


def _mistake(example: dict[str, Any], trace: str, rng: Random) -> Mistake | None:
    given = json.loads(example["metadata"].get("parameters") or "{}")
    words = given.get("labels") or given.get("words") or (COMPASS if "turns" in given else ())
    return mistaken(trace, example["answer"], words, rng)
