"""Do adaptive prompts gain over uniform ones? The same training of the embedded model both ways, in several seeds.

usage: python benchmarks/curriculum.py [--seeds 0 1 2] [--steps 56] [--questions 256] [--set NAME=VALUE …]

Prints a row a run and, last, one line of JSON: the held-out greedy accuracy of each, and the mean gain with its range
over the seeds. Both ways start from the same weights and are asked the same held-out questions.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path
from typing import Any

from tunix_reasoning.config import ReasoningTrainingConfig
from tunix_reasoning.run import TrainingRun, answers
from tunix_reasoning.settings import assignment


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--steps", type=int, default=56)
    parser.add_argument("--questions", type=int, default=256)
    parser.add_argument("--preset", default="embedded")
    parser.add_argument("--set", nargs="*", default=[], metavar="NAME=VALUE")
    options = parser.parse_args()
    runs = []
    for seed in options.seeds:
        for adaptive in (False, True):
            runs.append(trained(options, seed, adaptive))
            print(json.dumps(runs[-1]), flush=True)
    gains = [after["accuracy"] - before["accuracy"] for before, after in zip(runs[::2], runs[1::2], strict=True)]
    print(json.dumps({
        "runs": runs, "gain": sum(gains) / len(gains), "lowest": min(gains), "highest": max(gains),
        "seeds": options.seeds,
    }))


def trained(options: argparse.Namespace, seed: int, adaptive: bool) -> dict[str, Any]:
    """One run: its accuracy after training, and how its groups were on the way."""
    with tempfile.TemporaryDirectory() as folder:
        changes = dict(map(assignment, options.set)) | {
            "seed": seed, "adaptive_prompts": adaptive, "num_training_steps": options.steps,
            "evaluation_questions": options.questions, "evaluation_samples": 0, "validation_every": 0,
            "output": str(Path(folder) / "run"),
        }
        began = time.perf_counter()
        run = TrainingRun(ReasoningTrainingConfig.preset(options.preset, **changes), say=lambda text: None)
        rows = run.train()
        after = answers(run.generate, run.questions, run.config)
        return {
            "seed": seed,
            "adaptive": adaptive,
            "accuracy": sum(row["accuracy"] for row in after) / len(after),
            "no_signal": sum(row["no_signal"] for row in rows) / len(rows),
            "sampled_accuracy": sum(row["accuracy"] for row in rows[-10:]) / len(rows[-10:]),
            "minutes": round((time.perf_counter() - began) / 60, 2),
        }


if __name__ == "__main__":
    main()
