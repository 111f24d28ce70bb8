"""Small sweeps on Gemma 3 270M: what SFT's and GRPO's rates, ranks and ways to add up a loss do in a few steps.

    python benchmarks/real_sweep.py RUN [--output results/real-gemma-fifteen/sweep.json]

RUN is a run folder of `real_gemma.py` whose SFT is done: SFT starts from the base model, GRPO from what SFT left there.
No question is seen twice, so the loss of SFT's last steps is of questions it was not trained on. Settings that are in
the output already stay as they are: a sweep that was interrupted goes on.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from tunix_reasoning import GRPOTrainer, load_policy
from tunix_reasoning.config import ReasoningTrainingConfig
from tunix_reasoning.dataset import ReasoningDataset
from tunix_reasoning.files import read_json, write_json
from tunix_reasoning.run import topped_up
from tunix_reasoning.training import SFTTrainer

SFT_STEPS, GRPO_STEPS = 8, 4
LAST = 2
"""Steps at the end over which numbers are means."""
SFT: list[dict[str, Any]] = [
    {"lora_rank": 32, "sft_learning_rate": 1e-4},
    {"lora_rank": 32, "sft_learning_rate": 5e-4},
    {"lora_rank": 32, "sft_learning_rate": 2e-3},
    {"lora_rank": 8, "sft_learning_rate": 5e-4},
    {"lora_rank": 0, "sft_learning_rate": 1e-4},
]
GRPO: list[dict[str, Any]] = [
    {"learning_rate": 3e-6},
    {"learning_rate": 1e-5},
    {"learning_rate": 4e-5},
    {"learning_rate": 2e-4},
    {"learning_rate": 4e-5, "loss_agg_mode": "token-mean"},
    {"learning_rate": 4e-5, "batch_size": 2, "num_generations": 16},
]
"""Each of 32 completions a step."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("run", type=Path, help="a run folder of real_gemma.py")
    parser.add_argument("--output", type=Path, default=Path("results/real-gemma-fifteen/sweep.json"))
    args = parser.parse_args()
    config = ReasoningTrainingConfig.from_dict(read_json(args.run / "config.json"))
    data = topped_up(ReasoningDataset(config), config.training_questions, print)
    found = read_json(args.output) if args.output.exists() else {"sft": [], "grpo": []}
    parts: list[tuple[str, list[dict[str, Any]], Callable[..., dict[str, float]]]] = [
        ("sft", SFT, _after_sft), ("grpo", GRPO, _after_grpo),
    ]
    for part, settings, measure in parts:
        done = [row["settings"] for row in found[part]]
        for changes in (one for one in settings if one not in done):
            row = {"settings": changes} | measure(config, changes, data, args.run)
            print(part, row, flush=True)
            found[part].append(row)
            write_json(args.output, found)


def _after_sft(
    config: ReasoningTrainingConfig, changes: dict[str, Any], data: ReasoningDataset, _: Path
) -> dict[str, float]:
    """The loss of the last steps, in nats a token, and the seconds of one."""
    config = config.updated(sft_steps=SFT_STEPS, **changes)
    rows = SFTTrainer(load_policy(config.model), config, data).train()[-LAST:]
    return {name: float(np.mean([row[name] for row in rows])) for name in ("loss", "seconds")}


def _after_grpo(
    config: ReasoningTrainingConfig, changes: dict[str, Any], data: ReasoningDataset, run: Path
) -> dict[str, float]:
    """Rewards at the start and at the end, how far the policy went from the reference, and the seconds of a step."""
    policy = load_policy(config.model)
    SFTTrainer(policy, config, data, run / "sft").train()  # done before; its weights are taken
    settings = {"num_training_steps": GRPO_STEPS, "batch_size": 4, "micro_batch_size": None} | changes
    grpo = config.updated(**settings).grpo
    rows = GRPOTrainer(policy, grpo, data).train()
    found = {name: float(np.mean([row[name] for row in rows[-LAST:]])) for name in ("reward", "kl", "entropy")}
    return found | {
        "first_reward": float(np.mean([row["reward"] for row in rows[:LAST]])),
        "seconds": float(np.mean([row["seconds"]["total"] for row in rows[-LAST:]])),
    }


if __name__ == "__main__":
    main()
