"""How often a policy works its answer out, how often it jumps to one, and how often each is right.

    python benchmarks/habits.py [--model embedded] [--questions 512]

The questions are of the generator's test split, of the families the policy knows. Right means the right answer in
whatever format it comes (the lenient verdict), because a broken format says nothing about the work.
"""

from __future__ import annotations

import argparse

from rich.console import Console
from rich.table import Table

from reasoning_data.catalog import generate
from tunix_reasoning.config import PRESETS
from tunix_reasoning.evaluation.evaluate import judge
from tunix_reasoning.generation import Generator
from tunix_reasoning.model import load_policy
from tunix_reasoning.prompts import create_prompt
from tunix_reasoning.warmup.recipe import JUMP


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", default="embedded", help="what load_policy takes")
    parser.add_argument("--questions", type=int, default=512)
    arguments = parser.parse_args()

    policy, grpo = load_policy(arguments.model), PRESETS["embedded"].grpo
    answer = Generator(policy, grpo.max_prompt_length, grpo.max_response_length)
    drawn = generate(2 * arguments.questions, seed=7, split="test", families=policy.families or None)
    fitting = (e for e in drawn if answer.fits(create_prompt(e["question"])))
    questions = [e for e in fitting if e["metadata"]["verification"] == "verifiable"][: arguments.questions]
    prompts = [create_prompt(example["question"]) for example in questions]

    table = Table(title=f"{policy.source}: {len(questions)} questions, per cent")
    for name in ("", "format", "right", "jumps", "right then", "works", "right then "):
        table.add_column(name, justify="right")
    for name, n, temperature in (("greedy", 1, 0.0), ("sampled twice at 1", 2, 1.0)):
        completions = answer(prompts, n, temperature=temperature)
        pairs = [(e, c.text) for e, group in zip(questions, completions, strict=True) for c in group]
        scores = [judge(text, example) for example, text in pairs]
        jumped = [JUMP.partition("{")[0] in text for _, text in pairs]
        right = [score["accuracy_lenient"] for score in scores]
        jumps = [score for score, jump in zip(right, jumped, strict=True) if jump]
        works = [score for score, jump in zip(right, jumped, strict=True) if not jump]
        formats = [score["format"] for score in scores]
        shares = (formats, right, jumped, jumps, [not jump for jump in jumped], works)
        table.add_row(name, *(f"{100 * sum(share) / max(1, len(share)):.1f}" for share in shares))
    Console().print(table)


if __name__ == "__main__":
    main()
