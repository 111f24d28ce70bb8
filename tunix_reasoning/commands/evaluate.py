"""`tunix-reasoning evaluate`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from tunix_reasoning.commands.shared import CommandError, Data, Model, generator, known_to, say
from tunix_reasoning.dataset import ReasoningDataset
from tunix_reasoning.evaluation.questions import verifiable
from tunix_reasoning.prompts import create_prompt


def evaluate(
    model: Model = "embedded",
    data: Data = Path("reasoning_training_data.json"),
    split: Annotated[str, typer.Option(help="train, validation or test.")] = "test",
    limit: Annotated[int, typer.Option(min=1, help="Questions at most.")] = 512,
    samples: Annotated[
        int, typer.Option(min=0, help="Sampled completions a question, besides the greedy one.")
    ] = 2,
    json_: Annotated[Path | None, typer.Option("--json", help="Write the scores there.")] = None,
) -> None:
    """Score a model on the verifiable questions of a split."""
    dataset = ReasoningDataset(str(data)).split(split)
    from tunix_reasoning import evaluation

    policy, generate, grpo = generator(model)
    examples = [e for e in known_to(policy, dataset) if verifiable(e)][:limit]
    if not examples:
        raise CommandError(f"{data}: no verifiable question in the split {split}")
    fitting = [e for e in examples if generate.fits(create_prompt(e["question"]))]
    if not fitting:
        raise CommandError(f"{data}: every question is over {grpo.max_prompt_length} tokens")
    if len(fitting) < len(examples):
        say(f"{len(examples) - len(fitting)} questions are left out: over {grpo.max_prompt_length} tokens")
    rows = evaluation.evaluate(generate, fitting, samples=samples, temperature=grpo.temperature)
    scores = evaluation.summary(rows)
    evaluation.print_scores(scores)
    if json_:
        json_.write_text(json.dumps(scores, indent=1) + "\n")
