"""A task so narrow that a model learns it from nothing in two minutes: sums of five digits, one after the other.

For a notebook that has neither an accelerator nor a model: after a warm-up on these, GRPO has something to gain.
"""

from __future__ import annotations

from random import Random
from typing import Any

from tunix_reasoning.warmup.recipe import WarmupConfig

NARROW = WarmupConfig(
    families=(), vocab_size=400, num_hidden_layers=2, hidden_size=96, intermediate_size=192, num_attention_heads=4,
    num_key_value_heads=2, head_dim=24, row_length=192, batch_rows=8, reasoning_steps=500, habit_steps=150,
    jump_share=0.7,
)
"""Its model and lessons."""


def running_sums(count: int, seed: int = 0) -> list[dict[str, Any]]:
    """Different questions with their work, as rows of a dataset; the loader splits them by their text."""
    rng = Random(f"{seed}/running sums")
    rows: dict[str, dict[str, Any]] = {}
    while len(rows) < count:
        digits = [rng.randint(1, 9) for _ in range(5)]
        totals = [sum(digits[: i + 1]) for i in range(5)]
        steps = [f"{a} + {b} = {c}." for a, b, c in zip(totals, digits[1:], totals[1:], strict=False)]
        *first, last = map(str, digits)
        question = f"Add {', '.join(first)} and {last}."
        rows[question] = {
            "question": question, "answer": str(totals[-1]), "type": "math", "difficulty": "easy",
            "reasoning_trace": " ".join(steps),
            "metadata": {"source": "narrow", "verification": "verifiable", "answer_kind": "number",
                         "concise": " ".join(steps), "milestones": [[str(total) for total in totals[1:]]]},
        }
    return list(rows.values())
