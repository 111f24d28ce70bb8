"""`tunix-reasoning train`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from tunix_reasoning.commands.settings import configured, default_preset, resumed, setting
from tunix_reasoning.commands.shared import Preset, circumstances, known_to, refuse_used, say
from tunix_reasoning.config import ReasoningTrainingConfig
from tunix_reasoning.dataset import ReasoningDataset
from tunix_reasoning.evaluation.questions import drawn, held_out


def train(
    model: Annotated[str | None, typer.Option(help="What to train; the preset's unless given.")] = None,
    data: Annotated[Path | None, typer.Option(help="Dataset, JSON or JSON Lines.")] = None,
    preset: Annotated[Preset | None, typer.Option(help="The scale; by hardware unless given.")] = None,
    steps: Annotated[int | None, typer.Option(help="GRPO steps in all.")] = None,
    output: Annotated[Path | None, typer.Option(help="Run folder: new or empty, unless --resume.")] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on from the run folder's last checkpoint.")
    ] = False,
    set_: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="Any other setting.")
    ] = None,
) -> None:
    """Train a policy with GRPO; evaluate it before and after on the same held-out questions."""
    changes: dict[str, Any] = dict(map(setting, set_ or []))
    given = {"model": model, "data": data, "output": output, "num_training_steps": steps}
    changes |= {
        name: str(value) if isinstance(value, Path) else value
        for name, value in given.items()
        if value is not None
    }
    folder = Path(changes.get("output", ReasoningTrainingConfig.output))
    if resume:
        config = resumed(folder, preset, changes)
    else:
        refuse_used(folder)
        config = configured(preset or default_preset(), changes)
    dataset = ReasoningDataset(config)

    from tunix_reasoning import evaluation
    from tunix_reasoning.generation import Generator
    from tunix_reasoning.model import load_policy
    from tunix_reasoning.reporting import save_plots, write_report
    from tunix_reasoning.training import GRPOTrainer

    grpo = config.grpo
    policy = load_policy(config.model)
    dataset = known_to(policy, dataset)
    further = drawn(dataset, "train", config.training_questions - len(dataset.split("train")), lambda _: True)
    if further:
        say(f"{len(further)} further training questions come from the generator")
        dataset = ReasoningDataset([*dataset, *further])
    trainer = GRPOTrainer(policy, grpo, dataset, folder)
    say(f"{config.model}: {policy.parameters:,} parameters; {len(trainer.examples)} training questions")
    if trainer.dropped:
        say(f"{trainer.dropped} training questions are left out: over {grpo.max_prompt_length} tokens")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(config.to_dict() | circumstances(), indent=2) + "\n")

    generate = Generator(
        policy, grpo.max_prompt_length, grpo.max_response_length, config.evaluation_batch_size
    )
    asked = [
        e for e in held_out(dataset, config.evaluation_questions) if generate.fits(dataset.create_prompt(e))
    ]
    settings: dict[str, Any] = {
        "samples": config.evaluation_samples, "temperature": grpo.temperature, "seed": grpo.seed,
    }
    baseline = folder / "before.json"
    if asked and not baseline.exists():
        say(f"Before: {len(asked)} held-out questions …")
        baseline.write_text(json.dumps(evaluation.evaluate(generate, asked, **settings), ensure_ascii=False))
    history = trainer.train()
    if asked:
        say("After: the same questions …")
        after = evaluation.evaluate(generate, asked, **settings)
        (folder / "after.json").write_text(json.dumps(after, ensure_ascii=False))
        result = evaluation.compare(json.loads(baseline.read_text()), after)
        (folder / "evaluation.json").write_text(json.dumps(result, indent=1) + "\n")
        evaluation.print_table(result)
    save_plots(folder)
    say(f"{len(history)} steps; {write_report(folder)} shows the run")
