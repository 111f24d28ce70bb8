"""Small sweeps on Gemma 3 270M: what SFT's rank and length and GRPO's rate and KL weight do in a few steps.

    python benchmarks/real_sweep.py RUN [--output results/real-gemma/sweep.json]

RUN is a run folder of `real_gemma.py`: SFT starts from the base model, GRPO from what SFT left there. No question is
seen twice, so the loss of SFT's last steps is of questions it was not trained on. Settings that are in the output
already stay as they are: a sweep that was interrupted goes on.
"""

from __future__ import annotations

import argparse
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from tunix_reasoning import GRPOTrainer, Policy, load_policy
from tunix_reasoning.config import ReasoningTrainingConfig
from tunix_reasoning.dataset import ReasoningDataset
from tunix_reasoning.evaluation import held_out, summary
from tunix_reasoning.files import read_json, write_json
from tunix_reasoning.inference import generator
from tunix_reasoning.run import answers, fitting, topped_up
from tunix_reasoning.training import SFTTrainer

SFT: list[dict[str, Any]] = [
    {"lora_rank": 8, "sft_learning_rate": 1e-4, "sft_steps": 8},
    {"lora_rank": 32, "sft_learning_rate": 1e-4, "sft_steps": 8},
    {"lora_rank": 64, "sft_learning_rate": 1e-4, "sft_steps": 8},
    {"lora_rank": 64, "sft_learning_rate": 1e-4, "sft_steps": 25},
    {"lora_rank": 64, "sft_learning_rate": 1e-4, "sft_steps": 50},
    {"lora_rank": 32, "sft_learning_rate": 5e-4, "sft_steps": 28},
]
"""The last is what GRPO starts from."""
GRPO: list[dict[str, Any]] = [
    {"learning_rate": 8e-5, "kl_coef": 0.0, "num_training_steps": 12, "batch_size": 4},
    {"learning_rate": 8e-5, "kl_coef": 0.02, "num_training_steps": 12, "batch_size": 4},
    {"learning_rate": 8e-5, "kl_coef": 0.1, "num_training_steps": 12, "batch_size": 4},
    {"learning_rate": 8e-5, "kl_coef": 0.5, "num_training_steps": 12, "batch_size": 4},
    {"learning_rate": 3e-6, "kl_coef": 0.1, "num_training_steps": 12, "batch_size": 4},
]
"""Each of 32 completions a step."""
QUESTIONS = 256
"""Held-out questions answered after each of them."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("run", type=Path, help="a run folder of real_gemma.py")
    parser.add_argument("--output", type=Path, default=Path("results/real-gemma/sweep.json"))
    args = parser.parse_args()
    found = read_json(args.output) if args.output.exists() else {"sft": [], "grpo": []}
    for part, settings, measure in (("sft", SFT, _after_sft), ("grpo", GRPO, _after_grpo)):
        done = [row["settings"] for row in found[part]]
        for changes in (one for one in settings if one not in done):
            with ProcessPoolExecutor(1, get_context("spawn")) as alone:  # its memory ends with it
                row = {"settings": changes} | alone.submit(measure, args.run, changes).result()
            print(part, row, flush=True)
            found[part].append(row)
            write_json(args.output, found)


def _after_sft(run: Path, changes: dict[str, Any]) -> dict[str, float]:
    """The loss of the last two steps, in nats a token, and the scores after them."""
    config, data = _recipe(run)
    config, policy = config.updated(**changes), load_policy(config.model)
    rows = SFTTrainer(policy, config, data).train()
    return {"loss": _mean(rows[-2:], "loss")} | _scores(policy, config, data)


def _after_grpo(run: Path, changes: dict[str, Any]) -> dict[str, float]:
    """Rewards of the first and of the last four steps, how far the policy went from the reference, and its scores."""
    config, data = _recipe(run)
    policy = load_policy(config.model)
    SFTTrainer(policy, config, data, run / "sft").train()  # once; from then on its weights are taken
    config = config.updated(micro_batch_size=None, **changes)
    rows = GRPOTrainer(policy, config.grpo, data).train()
    return {"first_reward": _mean(rows[:4], "reward")} | {
        name: _mean(rows[-4:], name) for name in ("reward", "kl", "entropy")
    } | _scores(policy, config, data)


def _recipe(run: Path) -> tuple[ReasoningTrainingConfig, ReasoningDataset]:
    config = ReasoningTrainingConfig.from_dict(read_json(run / "config.json"))
    return config, topped_up(ReasoningDataset(config), config.training_questions, print)


def _mean(rows: list[dict[str, Any]], name: str) -> float:
    return float(np.mean([row[name] for row in rows]))


def _scores(policy: Policy, config: ReasoningTrainingConfig, data: ReasoningDataset) -> dict[str, float]:
    """Format and strict accuracy of held-out questions, greedy, as shares."""
    generate = generator(policy, config)
    found = summary(answers(generate, fitting(generate, held_out(data, QUESTIONS), print), config))
    return {name: found[name]["value"] for name in ("format", "accuracy")}


if __name__ == "__main__":
    main()
