"""A GRPO step on Gemma 3 270M, 16 completions of up to 128 tokens: seconds by phase and peak memory.

    python benchmarks/real_step.py --trained RUN [--output results/real-gemma/step.json]

The base model ends nothing, so every completion takes all the tokens it may have: the worst that a step can cost. RUN
is a run folder of `real_gemma.py`; its model ends what it writes. Each step runs in a process of its own, since a
process's peak never falls.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

from real_gemma import ASKED_FAMILIES, RECIPE
from real_weights import default_folder

CHUNKS = (128, 0)
"""Tokens whose logits are held at once; 0 holds those of all."""
_STEPS = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--trained", type=Path, required=True, metavar="RUN", help="a run folder of real_gemma.py")
    parser.add_argument("--output", type=Path)
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        model, chunk = args.one
        print(json.dumps(step(model, int(chunk))))
        return
    rows = []
    base = default_folder()
    for name, model, chunk in (("trained", args.trained, CHUNKS[0]), *(("base", base, chunk) for chunk in CHUNKS)):
        command = [sys.executable, __file__, "--trained", str(args.trained), "--one", str(model), str(chunk)]
        ended = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        rows.append({"model": name} | json.loads(ended.stdout.splitlines()[-1]))
        print(rows[-1], flush=True)
    if args.output:
        args.output.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def step(model: str, chunk: int) -> dict[str, Any]:
    """The last of a few steps, when all is compiled."""
    from reasoning_data.catalog import generate
    from tunix_reasoning import GRPOTrainer, load_policy
    from tunix_reasoning.config import ReasoningTrainingConfig

    settings = RECIPE | {"num_training_steps": _STEPS, "batch_size": 2, "micro_batch_size": None,
                         "max_response_length": 128, "compute_logps_chunk_size": chunk, "kl_coef": 0.02}
    config = ReasoningTrainingConfig().updated(**settings).grpo
    questions = list(generate(64, seed=5, families=ASKED_FAMILIES))
    trainer = GRPOTrainer(load_policy(model), config, questions, rewards={"variety": (_variety, 1.0)})
    row = trainer.train()[-1]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return {"chunk": chunk, "completions": 16, "tokens": row["length_mean"], "seconds": row["seconds"],
            "peak_gib": round(peak, 2)}


def _variety(completions: list[str], **columns: Any) -> list[float]:
    """What completions of a base model differ in, so that there is a gradient."""
    return [len(set(completion)) / 64 for completion in completions]


if __name__ == "__main__":
    main()
