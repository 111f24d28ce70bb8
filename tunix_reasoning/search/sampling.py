"""What a search sees of a model: a function that completes prompts, and how much it was asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol


class Continuation(Protocol):
    """One sampled continuation of a prompt, as `generation.Completion`."""

    @property
    def text(self) -> str: ...
    @property
    def tokens(self) -> int: ...
    @property
    def truncated(self) -> bool: ...


Generate = Callable[..., Sequence[Sequence[Continuation]]]
"""`generate(prompts, n, *, temperature, seed)`: n completions of each prompt, the greedy one at temperature 0."""
Value = Callable[[str, str], float]
"""`value(completion, question)` in [0, 1], from the question alone."""


@dataclass
class Meter:
    """Counts what was asked of a model on behalf of each of several questions."""

    generate: Generate
    questions: int
    tokens: list[int] = field(init=False)
    """Sampled tokens, by question."""
    calls: list[int] = field(init=False)
    """Completions asked for, by question."""

    def __post_init__(self) -> None:
        self.tokens, self.calls = [0] * self.questions, [0] * self.questions

    def __call__(
        self, prompts: Sequence[str], owners: Sequence[int], n: int = 1, **sampling: Any
    ) -> list[list[Continuation]]:
        """`owners[i]` is the question that `prompts[i]` is asked for."""
        if not prompts:
            return []
        completions = [list(group) for group in self.generate(list(prompts), n, **sampling)]
        for owner, group in zip(owners, completions, strict=True):
            self.calls[owner] += len(group)
            self.tokens[owner] += sum(completion.tokens for completion in group)
        return completions
