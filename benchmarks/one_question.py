"""How long does one question alone take, in a process that is warm? Median and worst of several.

    python benchmarks/one_question.py --model RUN [--questions 20] [--output results/speed/one_question.json]

Each technique is asked as many other questions first, so that most of its shapes are compiled; then the questions one
by one. What is still compiled on the way counts.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from pathlib import Path

from tunix_reasoning import run
from tunix_reasoning.commands.shared import VALIDATION
from tunix_reasoning.dataset import ReasoningDataset
from tunix_reasoning.evaluation import held_out
from tunix_reasoning.evaluation.techniques import techniques
from tunix_reasoning.files import write_json
from tunix_reasoning.inference import generator, run_settings

TIMED = ("greedy", "self-consistency", "strategy", "debate", "mcts")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--model", required=True, metavar="RUN")
    parser.add_argument("--questions", type=int, default=20)
    parser.add_argument("--output", type=Path, default=Path("results/speed/one_question.json"))
    args = parser.parse_args()
    config, policy = run_settings(args.model), run.load_policy(args.model)
    known = run.known_to(policy, ReasoningDataset(config), print)
    asked = [example["question"] for example in held_out(known, 2 * args.questions)]
    generate = generator(policy, config.updated(max_prompt_length=3 * config.grpo.max_prompt_length))
    available = techniques(generate, held_out(known, VALIDATION, "validation"))
    found = {}
    for name in TIMED:
        seconds = []
        for question in asked:
            began = time.perf_counter()
            available[name]([question], 0)
            seconds.append(time.perf_counter() - began)
        timed = seconds[args.questions :]
        found[name] = {"median": statistics.median(timed), "worst": max(timed)}
        print(f"{name:20} {found[name]['median']:.2f} s, at worst {found[name]['worst']:.2f} s", flush=True)
    write_json(args.output, {"questions": args.questions, "cpus": os.cpu_count(), "techniques": found})


if __name__ == "__main__":
    main()
