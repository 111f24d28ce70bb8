"""The command `tunix-reasoning`: train, evaluate, ask, score, report, warmup.

JAX and Tunix are imported by the commands that need them, so that `--help`, `score` and wrong usage
answer at once. Expected errors become one line on stderr and exit code 1; wrong usage is exit code 2.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from tunix_reasoning.config import PRESETS, GRPOConfig, ReasoningTrainingConfig
from tunix_reasoning.dataset import ReasoningDataset
from tunix_reasoning.options import configured, default_preset, resumed, setting
from tunix_reasoning.selection import drawn, held_out, verifiable

app = typer.Typer(
    add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None,
    help="Train Gemma to reason in the open with GRPO through Tunix.",
)  # fmt: skip

Model = Annotated[
    str,
    typer.Option(
        help="embedded, a folder, a run folder, google/gemma-2-2b-it, or kaggle:google/gemma-2/flax/gemma2-2b-it"
    ),
]
Preset = Literal["smoke", "embedded", "kaggle"]
Data = Annotated[Path, typer.Option(help="Dataset, JSON or JSON Lines.")]


class CommandError(Exception):
    """Something the user can mend; the message says what."""


@app.command()
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
        _refuse_used(folder)
        config = configured(preset or default_preset(), changes)
    dataset = ReasoningDataset(config)

    from tunix_reasoning import evaluate as evaluation
    from tunix_reasoning.plots import save_plots
    from tunix_reasoning.policy import load_policy
    from tunix_reasoning.report import write_report
    from tunix_reasoning.rollout import Generator
    from tunix_reasoning.trainer import GRPOTrainer

    grpo = config.grpo
    policy = load_policy(config.model)
    dataset = _known_to(policy, dataset)
    further = drawn(dataset, "train", config.training_questions - len(dataset.split("train")), lambda _: True)
    if further:
        _say(f"{len(further)} further training questions come from the generator")
        dataset = ReasoningDataset([*dataset, *further])
    trainer = GRPOTrainer(policy, grpo, dataset, folder)
    _say(f"{config.model}: {policy.parameters:,} parameters; {len(trainer.examples)} training questions")
    if trainer.dropped:
        _say(f"{trainer.dropped} training questions are left out: over {grpo.max_prompt_length} tokens")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(config.to_dict() | _circumstances(), indent=2) + "\n")

    generate = Generator(
        policy, grpo.max_prompt_length, grpo.max_response_length, config.evaluation_batch_size
    )
    asked = [
        e for e in held_out(dataset, config.evaluation_questions) if generate.fits(dataset.create_prompt(e))
    ]
    settings: dict[str, Any] = {
        "samples": config.evaluation_samples, "temperature": grpo.temperature, "seed": grpo.seed,
    }  # fmt: skip
    baseline = folder / "before.json"
    if asked and not baseline.exists():
        _say(f"Before: {len(asked)} held-out questions …")
        baseline.write_text(json.dumps(evaluation.evaluate(generate, asked, **settings), ensure_ascii=False))
    history = trainer.train()
    if asked:
        _say("After: the same questions …")
        after = evaluation.evaluate(generate, asked, **settings)
        (folder / "after.json").write_text(json.dumps(after, ensure_ascii=False))
        result = evaluation.compare(json.loads(baseline.read_text()), after)
        (folder / "evaluation.json").write_text(json.dumps(result, indent=1) + "\n")
        evaluation.print_table(result)
    save_plots(folder)
    _say(f"{len(history)} steps; {write_report(folder)} shows the run")


@app.command()
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
    from tunix_reasoning import evaluate as evaluation

    policy, generate, grpo = _generator(model)
    examples = [e for e in _known_to(policy, dataset) if verifiable(e)][:limit]
    if not examples:
        raise CommandError(f"{data}: no verifiable question in the split {split}")
    fitting = [e for e in examples if generate.fits(_prompt(e["question"]))]
    if not fitting:
        raise CommandError(f"{data}: every question is over {grpo.max_prompt_length} tokens")
    if len(fitting) < len(examples):
        _say(f"{len(examples) - len(fitting)} questions are left out: over {grpo.max_prompt_length} tokens")
    rows = evaluation.evaluate(generate, fitting, samples=samples, temperature=grpo.temperature)
    scores = evaluation.summary(rows)
    evaluation.print_scores(scores)
    if json_:
        json_.write_text(json.dumps(scores, indent=1) + "\n")


@app.command()
def ask(question: str, model: Model = "embedded") -> None:
    """Answer one question; show the reasoning and the answer."""
    from tunix_reasoning.prompts import parse

    _, generate, _ = _generator(model, batch_size=1)
    [[completion]] = generate([_prompt(question)])
    parsed = parse(completion.text)
    if parsed.well_formed:
        typer.echo(f"{parsed.reasoning}\n\nAnswer: {parsed.answer}")
    else:
        cut = ", it was cut off" * completion.truncated
        typer.echo(f"{completion.text}\n\nThe completion is not in the format{cut}.")


@app.command()
def score(
    source: Annotated[Path, typer.Argument(metavar="IN.jsonl", help="Rows {question, answer, completion}.")],
    output: Annotated[
        Path | None, typer.Option(help="Rows with their rewards; standard output unless given.")
    ] = None,
) -> None:
    """Score completions with the three rewards and their weighted sum."""
    from tunix_reasoning.scoring import completions, scored

    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in map(scored, completions(source)))
    if output:
        output.write_text(text, encoding="utf-8")
    else:
        typer.echo(text, nl=False)


@app.command()
def report(run: Annotated[Path, typer.Argument(help="A run folder.")]) -> None:
    """Write a run's plots and its self-contained HTML report again."""
    if not (run / "config.json").is_file():
        raise CommandError(f"{run} is not a run folder: it has no config.json")
    from tunix_reasoning.plots import save_plots
    from tunix_reasoning.report import write_report

    save_plots(run)
    _say(str(write_report(run)))


@app.command()
def warmup(
    output: Annotated[Path, typer.Option(help="Folder for the model; it must be new or empty.")],
    steps: Annotated[int | None, typer.Option(min=1, help="Steps of the first lesson.")] = None,
) -> None:
    """Train the embedded model from scratch: a tokenizer, then two lessons of SFT on generated data."""
    _refuse_used(output)
    from reasoning_data.catalog import generate
    from tunix_reasoning.policy import save_policy
    from tunix_reasoning.warmup import WarmupConfig, warm_up

    config = WarmupConfig(reasoning_steps=steps) if steps else WarmupConfig()

    def examples(seed: int, families: Sequence[str]) -> Iterator[dict[str, Any]]:
        types = Counter(
            name.partition("/")[0] for name in families
        )  # so that every family has its equal share
        return generate(10_000_000, WARMUP_SEED + seed, split="train", types=types, families=families)

    policy = warm_up(config, examples)
    save_policy(policy, output, config.hugging_face(policy.tokenizer.get_piece_size()))
    _say(f"{output}: {policy.parameters:,} parameters")


WARMUP_SEED = 1000
"""The warm-up's data is drawn from this seed on; the shipped dataset has another."""


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the command; expected errors end it with one line and exit code 1."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    try:
        app(args=list(argv) if argv is not None else None)
    except (
        CommandError,
        ValueError,
    ) as error:  # DataError, PolicyError and settings out of range are ValueErrors
        typer.echo(f"error: {error}", err=True)
        raise SystemExit(1) from None
    except OSError as error:
        typer.echo(f"error: {error.filename or ''}: {error.strerror or error}", err=True)
        raise SystemExit(1) from None


def _say(text: str) -> None:
    typer.echo(text)


def _prompt(question: str) -> str:
    from tunix_reasoning.prompts import create_prompt

    return create_prompt(question)


def _refuse_used(folder: Path) -> None:
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        hint = ", or --resume to go on with its run" if (folder / "config.json").is_file() else ""
        raise CommandError(f"{folder} is not empty: give another --output{hint}")


def _known_to(policy: Any, dataset: ReasoningDataset) -> ReasoningDataset:
    """The questions a model can be asked: those of the families it was warmed up on, if it is that small."""
    if not policy.families:
        return dataset
    known = dataset.of_families(policy.families)
    _say(
        f"{len(known)} of {len(dataset)} questions are of the {len(policy.families)} families this model knows"
    )
    return known


def _generator(model: str, batch_size: int = 64) -> tuple[Any, Any, GRPOConfig]:
    from tunix_reasoning.policy import load_policy
    from tunix_reasoning.rollout import Generator

    policy = load_policy(model)
    grpo = PRESETS[default_preset()].grpo
    return policy, Generator(policy, grpo.max_prompt_length, grpo.max_response_length, batch_size), grpo


def _circumstances() -> dict[str, Any]:
    """What `config.json` records besides the settings."""
    import jax

    packages = ("jax", "flax", "optax", "google-tunix", "qwix", "numpy")
    commit = subprocess.run(
        ["git", "-C", str(Path(__file__).parent), "describe", "--always", "--dirty"],
        capture_output=True,
        text=True,
    )
    return {
        "versions": {"python": platform.python_version()} | {name: version(name) for name in packages},
        "hardware": {
            "backend": jax.default_backend(), "devices": len(jax.devices()),
            "kind": jax.devices()[0].device_kind, "machine": platform.machine(), "cpus": os.cpu_count(),
        },
        "commit": commit.stdout.strip() or None,
        "command": " ".join(sys.argv[1:]),
    }  # fmt: skip
