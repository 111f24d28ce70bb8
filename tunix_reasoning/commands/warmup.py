"""`tunix-reasoning warmup`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from tunix_reasoning.commands.shared import say


def warmup(
    output: Annotated[Path, typer.Option(help="Folder for the model; it must be new or empty.")],
    steps: Annotated[int | None, typer.Option(min=1, help="Steps of the first lesson.")] = None,
) -> None:
    """Make the embedded model anew, from generated data.

    First a tokenizer, then two lessons of SFT; about two hours on two cores.

    Examples:

        tunix-reasoning warmup --output runs/tiny-gemma2
    """
    from tunix_reasoning.run import refuse_used

    refuse_used(output)
    from reasoning_data.catalog import generate
    from reasoning_data.strategies import ways
    from tunix_reasoning.model import save_policy
    from tunix_reasoning.warmup import WarmupConfig, warm_up

    config = WarmupConfig(reasoning_steps=steps) if steps else WarmupConfig()

    def examples(seed: int, families: Sequence[str]) -> Iterator[dict[str, Any]]:
        types = Counter(
            name.partition("/")[0] for name in families
        )  # so that every family has its equal share
        drawn = generate(10_000_000, WARMUP_SEED + seed, split="train", types=types, families=families)
        return (e | {"metadata": e["metadata"] | {"ways": ways(e)}} for e in drawn)

    policy = warm_up(config, examples)
    save_policy(policy, output, config.hugging_face(policy.tokenizer.get_piece_size()))
    say(f"{output}: {policy.parameters:,} parameters")


WARMUP_SEED = 1000
"""The warm-up's data is drawn from this seed on; the shipped dataset has another."""
