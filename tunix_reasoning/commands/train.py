"""`tunix-reasoning train`: GRPO, with an evaluation before and after on the same held-out questions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from tunix_reasoning.commands.shared import Preset, say
from tunix_reasoning.config import ReasoningTrainingConfig
from tunix_reasoning.dataset import ReasoningDataset
from tunix_reasoning.files import read_json
from tunix_reasoning.settings import assignment


def train(
    model: Annotated[str | None, typer.Option(help="What to train; the preset's unless given.")] = None,
    data: Annotated[Path | None, typer.Option(help="Dataset, JSON or JSON Lines.")] = None,
    preset: Annotated[Preset | None, typer.Option(help="The scale; by hardware unless given.")] = None,
    steps: Annotated[int | None, typer.Option(help="GRPO steps in all.")] = None,
    output: Annotated[Path | None, typer.Option(help="Run folder: new or empty, unless --resume.")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on from the run folder's last checkpoint.")] = False,
    max_minutes: Annotated[
        float | None, typer.Option(help="End well after so many minutes: save, evaluate, report.")
    ] = None,
    host: Annotated[
        str | None, typer.Option(metavar="I/N", help="One of several hosts that train together; or auto on a cluster.")
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="Any other setting; `tunix-reasoning settings` lists them."),
    ] = None,
) -> None:
    """Train a model with GRPO; evaluate it before and after.

    It answers the same held-out questions both times, and the gain is paired by question. Hosts that train together
    run the same command, each with its --host, on a folder that all see: JAX_COORDINATOR_ADDRESS=NAME:PORT names the
    first; under SLURM, Open MPI and on TPU pods, --host auto knows.

    Examples:

        tunix-reasoning train --output runs/mine

        tunix-reasoning train --preset kaggle --model google/gemma-2-2b-it --set learning_rate=1e-6

        tunix-reasoning train --output runs/mine --resume
    """
    if host:
        _join(host)
    given = {"model": model, "data": data, "output": output, "num_training_steps": steps,
             "max_minutes": max_minutes}
    changes = changes_of(set_ or []) | {
        name: str(value) if isinstance(value, Path) else value for name, value in given.items() if value is not None
    }
    folder = Path(changes.get("output", ReasoningTrainingConfig.output))
    config = _resumed(folder, preset, changes) if resume else _new(preset, changes)
    ReasoningDataset(config)  # what is wrong with the data is said before JAX is awake
    from tunix_reasoning import evaluation
    from tunix_reasoning.hosts import together
    from tunix_reasoning.run import TrainingRun

    with together(folder):
        run = TrainingRun(config, resume=resume, say=say)
        run.before()
        run.warm_up()
        run.train()
        if run.after():
            evaluation.print_table(run.evaluation)
            if run.evaluation_sft:
                evaluation.print_table(run.evaluation_sft, columns=("after SFT", "after GRPO"))
        say(f"{run.report()} shows the run. Ask it: tunix-reasoning ask --model {folder}")


def _join(host: str) -> None:
    from tunix_reasoning.hosts import join

    try:
        join(host)
    except ValueError as error:
        raise typer.BadParameter(f"--host: {error}") from None


def changes_of(assignments: list[str]) -> dict[str, Any]:
    """The settings that `--set` changes."""
    try:
        return dict(map(assignment, assignments))
    except ValueError as error:
        raise typer.BadParameter(f"--set: {error}") from None


def _new(preset: str | None, changes: dict[str, Any]) -> ReasoningTrainingConfig:
    if preset is None:
        from tunix_reasoning.inference import default_preset

        preset = default_preset()
    try:
        return ReasoningTrainingConfig.preset(preset, **changes)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def _resumed(folder: Path, preset: str | None, changes: dict[str, Any]) -> ReasoningTrainingConfig:
    """The settings of the run as they were: other ones would make it another run.

    More steps would, too: the learning rate falls over all of them, so that those behind the run were made for the
    number it began with.
    """
    if preset or set(changes) - {"output", "num_training_steps", "max_minutes"}:
        raise typer.BadParameter("--resume keeps the run's settings: only --output and --max-minutes go with it")
    path = folder / "config.json"
    if not path.is_file():
        raise ValueError(f"{folder} holds no run to resume: it has no config.json")
    try:
        saved = ReasoningTrainingConfig.from_dict(read_json(path))
    except ValueError as error:
        raise ValueError(f"{path} does not hold the settings of a run: {error}") from None
    steps = changes.pop("num_training_steps", saved.grpo.num_training_steps)
    if steps != saved.grpo.num_training_steps:
        raise typer.BadParameter(
            f"--steps {steps} would change the learning rates of the steps already made: the run was planned for "
            f"{saved.grpo.num_training_steps}. For more steps start a new run with --model {folder}"
        )
    return saved.updated(**changes | {"output": str(folder)})
