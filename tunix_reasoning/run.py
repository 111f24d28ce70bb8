"""One run, from its settings to its report: the command line and the notebook call the same steps.

    run = TrainingRun(ReasoningTrainingConfig.preset("embedded", output="runs/mine"))
    run.before()
    run.warm_up()
    run.train()
    run.after()
    run.report()

Every step leaves its file in the run folder, so that a run that was stopped goes on where it was (`resume=True`), and
so that a run folder can be evaluated, asked and reported on later, with its own settings and questions.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import jax
from flax import nnx
from tqdm.auto import tqdm

from tunix_reasoning import evaluation, reporting
from tunix_reasoning.config import ReasoningTrainingConfig
from tunix_reasoning.dataset import Example, ReasoningDataset
from tunix_reasoning.evaluation import Unfinished, compare_techniques, drawn, held_out
from tunix_reasoning.files import Row, read_json, write_json
from tunix_reasoning.generation import Generator
from tunix_reasoning.hosts import on_any, once
from tunix_reasoning.inference import generator
from tunix_reasoning.model import Policy, load_policy
from tunix_reasoning.prompts import create_prompt
from tunix_reasoning.training import GRPOTrainer, RewardFunction, SFTTrainer

WARMED = "after_sft.json"
_PACKAGES = ("jax", "flax", "optax", "google-tunix", "qwix", "numpy")


class TrainingRun:
    """A run folder in the making."""

    def __init__(
        self,
        config: ReasoningTrainingConfig,
        *,
        resume: bool = False,
        say: Callable[[str], None] = print,
        policy: Policy | None = None,
        rewards: Mapping[str, tuple[RewardFunction, float]] | None = None,
    ) -> None:
        """Loads data and model, chooses the questions and writes `config.json`; nothing is trained yet.

        Args:
            config: the settings; `output` must be new or empty, unless the run is resumed.
            resume: goes on with the run in that folder, whose settings these are.
            say: is told what happens, a line at a time.
            policy: what to train, already loaded; `config.model` is loaded otherwise.
            rewards: as for `GRPOTrainer`.

        Raises:
            ValueError: data, model or settings cannot be used; the message names which.
        """
        self.config, self.folder, self._say, self._warmed = config, Path(config.output), say, 0.0
        if not resume:
            refuse_used(self.folder)
        dataset = ReasoningDataset(config)
        self.policy = policy or load_policy(config.model, mesh=config.mesh)
        self.dataset = topped_up(known_to(self.policy, dataset, say), config.training_questions, say)
        asked = held_out(self.dataset, config.grpo.validation_questions, split="validation")
        self.trainer = GRPOTrainer(
            self.policy, config.grpo, self.dataset, self.folder, rewards, validation_data=asked or None
        )
        say(f"{config.model}: {self.policy.parameters:,} parameters; {len(self.trainer.examples)} training questions")
        if self.trainer.dropped:
            say(f"{self.trainer.dropped} of them are left out: over {config.grpo.max_prompt_length} tokens")
        self.generate = generator(self.policy, config)
        self.questions = fitting(self.generate, held_out(self.dataset, config.evaluation_questions), say)
        """The held-out questions, the same before and after."""
        if not resume:
            self._write("config.json", config.to_dict() | self._circumstances())
            if on_any(not (self.folder / "config.json").is_file()):
                raise ValueError(f"{self.folder} must be a folder that all hosts see")

    def before(self) -> list[Row]:
        """Answers the held-out questions as the model is; a resumed run keeps the answers that it has."""
        path = self.folder / "before.json"
        if self.questions and not path.exists():
            self._say(f"Before: {len(self.questions)} held-out questions …")
            self._write(path.name, self._answers())
        return read_json(path) if path.exists() else []

    def warm_up(self) -> list[Row]:
        """Where settings ask for it, trains on worked solutions and answers the questions again; a row a step."""
        if not self.config.sft_steps:
            return []
        warmup = SFTTrainer(self.policy, self.config, self.dataset, self.folder / "sft")
        self._say(f"SFT: {len(warmup.solutions)} worked solutions are within the limits")
        rows, path = warmup.train(), self.folder / WARMED
        self._warmed = sum(row["seconds"] for row in rows)
        if self.questions and not path.exists():
            self._say("After SFT: the held-out questions …")
            self._write(path.name, self._answers())
        return rows

    def train(self) -> list[dict[str, Any]]:
        """Runs GRPO; returns a row a step."""
        minutes = self.config.max_minutes
        history = self.trainer.train(max_minutes=minutes and max(0.01, minutes - self._warmed / 60))
        self._say(f"{len(history)} steps of GRPO are done")
        return history

    def after(self) -> list[Row]:
        """Answers the same questions again and writes `evaluation.json`."""
        before = self.before()
        if not before:
            return []
        self._say("After: the same questions …")
        rows = self._answers()
        self._write("after.json", rows)
        self._write("evaluation.json", evaluation.compare(before, rows))
        if (path := self.folder / WARMED).exists():
            self._write("evaluation_sft.json", evaluation.compare(read_json(path), rows))
        return rows

    @property
    def evaluation(self) -> dict[str, Any]:
        """Before, after and their paired difference, as `after` measured them; empty where nothing was asked."""
        return self._read("evaluation.json")

    @property
    def evaluation_sft(self) -> dict[str, Any]:
        """Likewise, with the answers after the SFT warm-up instead of before: what GRPO added; empty without one."""
        return self._read("evaluation_sft.json")

    def report(self) -> Path:
        """Draws the plots and writes `report.html`; returns its path."""
        once(lambda: reporting.save_plots(self.folder))
        once(lambda: reporting.write_report(self.folder))
        return self.folder / "report.html"

    def _read(self, name: str) -> dict[str, Any]:
        path = self.folder / name
        return read_json(path) if path.exists() else {}

    def _write(self, name: str, content: Any) -> None:
        once(lambda: write_json(self.folder / name, content))

    def _answers(self) -> list[Row]:
        return answers(self.generate, self.questions, self.config)

    def _circumstances(self) -> dict[str, Any]:
        """What `config.json` records besides the settings."""
        source = Path(__file__).parent
        commit = subprocess.run(
            ["git", "-C", str(source), "describe", "--always", "--dirty"], capture_output=True, text=True, check=False
        )
        device = jax.devices()[0].device_kind
        return {
            "questions": {"trained_on": len(self.trainer.examples), "held_out": len(self.questions)},
            "versions": {"python": platform.python_version()} | {name: version(name) for name in _PACKAGES},
            "hardware": {"backend": jax.default_backend(), "devices": jax.device_count(), "kind": device,
                         "machine": platform.machine(), "cpus": os.cpu_count()},
            "commit": commit.stdout.strip() or None,
            "command": " ".join(sys.argv[1:]) if sys.argv[0].endswith("tunix-reasoning") else None,
        }


def refuse_used(folder: Path) -> None:
    """Raises ValueError where a run would be written over something."""
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        hint = ", or --resume to go on with its run" if (folder / "config.json").is_file() else ""
        raise ValueError(f"{folder} is not empty: give another --output{hint}")


def answers(
    generate: Generator, questions: list[Example], config: ReasoningTrainingConfig
) -> list[Row]:
    """A row a question, greedy and sampled as the settings say; the same settings give the same answers."""
    grpo, samples = config.grpo, config.evaluation_samples
    quiet = 0.1 if sys.stderr.isatty() else 15.0  # seconds: a log gets few lines
    with tqdm(total=len(questions) * (1 + samples), desc="Answers", unit="completion", mininterval=quiet) as bar:
        return evaluation.evaluate(
            generate, questions, samples=samples, temperature=grpo.temperature, seed=grpo.seed, done=bar.update
        )


def technique_scores(
    policy: Policy, config: ReasoningTrainingConfig, names: Sequence[str], asked: list[Example],
    validation: list[Example], seeds: int, results: Path | None = None,
) -> dict[str, dict[str, Any]]:
    """Scores of techniques by name; roles are told more than the question, so prompts may be three times as long.

    Where `results` will be written, what is answered is kept beside it until all techniques are done: a comparison
    that was interrupted and is started again goes on.
    """
    # of `search`, whose chapters the notebook writes later than this
    from tunix_reasoning.evaluation.techniques import techniques

    longer = config.updated(max_prompt_length=3 * config.grpo.max_prompt_length)
    available = techniques(generator(policy, longer), validation)
    weights = [float(x.astype("float32").sum()) for x in jax.tree.leaves(nnx.state(policy.model, nnx.Param))]
    unfinished = Unfinished(results, config.to_dict(), weights, [e["question"] for e in (*asked, *validation)])
    scores = compare_techniques({name: available[name] for name in names}, asked, range(seeds), unfinished)
    unfinished.finish()
    return scores


def known_to(policy: Policy, dataset: ReasoningDataset, say: Callable[[str], None]) -> ReasoningDataset:
    """The questions a model can be asked: those of the families it was warmed up on, if it is that small."""
    if not policy.families:
        return dataset
    known = dataset.of_families(policy.families)
    say(f"{len(known)} of {len(dataset)} questions are of the {len(policy.families)} kinds that this model knows")
    return known


def topped_up(dataset: ReasoningDataset, count: int, say: Callable[[str], None]) -> ReasoningDataset:
    """The dataset with at least `count` training questions, as far as the generator is there to write them."""
    further = drawn(dataset, "train", count - len(dataset.split("train")), verifiable_only=False)
    if not further:
        return dataset
    say(f"{len(further)} further training questions come from the generator")
    return ReasoningDataset([*dataset, *further])


def fitting(generate: Generator, examples: list[Example], say: Callable[[str], None]) -> list[Example]:
    """The questions whose prompts are within the limit."""
    fits = [e for e in examples if generate.fits(create_prompt(e["question"]))]
    if len(fits) < len(examples):
        say(f"{len(examples) - len(fits)} held-out questions are left out: their prompts are too long")
    return fits
