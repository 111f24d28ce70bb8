"""A GRPO step on Gemma 3 270M, 16 completions of 128 tokens: seconds by phase and peak memory.

    python benchmarks/real_step.py [--output results/real-gemma/step.json]

Each chunk size runs in a process of its own, since a process's peak never falls. The base model ends nothing, so every
completion takes all the tokens it may have.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

from real_gemma import RECIPE, SHORT_FAMILIES
from real_weights import default_folder

CHUNKS = (128, 0)
"""Tokens whose logits are held at once; 0 holds those of all."""
_STEPS = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--output", type=Path)
    parser.add_argument("--chunk", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.chunk is not None:
        print(json.dumps(step(args.chunk)))
        return
    rows = []
    for chunk in CHUNKS:
        ended = subprocess.run([sys.executable, __file__, "--chunk", str(chunk)], stdout=subprocess.PIPE, check=True)
        rows.append(json.loads(ended.stdout.splitlines()[-1]))
        print(rows[-1])
    if args.output:
        args.output.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def step(chunk: int) -> dict[str, Any]:
    """The last of a few steps, when all is compiled."""
    from reasoning_data.catalog import generate
    from tunix_reasoning import GRPOTrainer, load_policy
    from tunix_reasoning.config import ReasoningTrainingConfig

    settings = RECIPE | {"num_training_steps": _STEPS, "batch_size": 2, "micro_batch_size": None,
                         "max_response_length": 128, "compute_logps_chunk_size": chunk}
    config = ReasoningTrainingConfig().updated(**settings).grpo
    questions = list(generate(64, seed=5, families=SHORT_FAMILIES))
    trainer = GRPOTrainer(load_policy(str(default_folder())), config, questions, rewards={"variety": (_variety, 1.0)})
    row = trainer.train()[-1]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return {"chunk": chunk, "completions": 16, "tokens": row["length_mean"], "seconds": row["seconds"],
            "peak_gib": round(peak, 2)}


def _variety(completions: list[str], **columns: Any) -> list[float]:
    """What completions of a base model differ in, so that there is a gradient."""
    return [len(set(completion)) / 64 for completion in completions]


if __name__ == "__main__":
    main()
