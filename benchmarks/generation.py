"""Greedy and sampled completions here beside transformers' `generate`: same weights, prompts, limits, batch size.

The two take turns on the same questions, after a turn that does not count; ratios are medians over turns. Where both
are greedy, they have to write the same. transformers is not a requirement of the project: install `torch==2.13.0` and
`transformers==5.*` beside it first. The last line of output is JSON.

    python benchmarks/generation.py --questions 256
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from grpo_step import school_problems

LIMIT, BATCH = 96, 128
_Turn = Callable[[float], tuple[list[str], int]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--questions", type=int, default=256)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--output", type=Path, help="a file for the JSON")
    args = parser.parse_args()

    from tunix_reasoning.prompts import create_prompt

    prompts = [create_prompt(example["question"]) for example in school_problems(args.questions)]
    engines = {"ours": _ours(prompts), "transformers": transformers(prompts)}
    found: dict[str, Any] = {"questions": args.questions}
    for temperature, name in ((0.0, "greedy"), (1.0, "sampled")):
        speeds: dict[str, list[float]] = {engine: [] for engine in engines}
        for turn in range(args.turns + 1):
            written = {}
            for engine, generate in engines.items():
                start = time.perf_counter()
                written[engine], tokens = generate(temperature)
                if turn:
                    speeds[engine].append(tokens / (time.perf_counter() - start))
        ratios = [ours / theirs for ours, theirs in zip(*speeds.values(), strict=True)]
        same = sum(a == b for a, b in zip(*written.values(), strict=True)) / args.questions
        found[name] = {engine: statistics.median(speed) for engine, speed in speeds.items()} | {
            "ratio": statistics.median(ratios), "lowest": min(ratios), "highest": max(ratios), "same_text": same,
        }
        print(f"{name}: ours writes {statistics.median(ratios):.2f} × the tokens a second of transformers "
              f"({min(ratios):.2f} to {max(ratios):.2f}); {same:.1%} of the texts are the same")
    if args.output:
        args.output.write_text(json.dumps(found, indent=1) + "\n")
    print(json.dumps(found))


def _ours(prompts: list[str]) -> _Turn:
    from tunix_reasoning import load_policy
    from tunix_reasoning.generation import Generator

    generator = Generator(load_policy("embedded"), 128, LIMIT, BATCH)

    def turn(temperature: float) -> tuple[list[str], int]:
        found = [own[0] for own in generator(prompts, temperature=temperature)]
        return [c.text for c in found], sum(c.tokens + (not c.truncated) for c in found)

    return turn


def transformers(prompts: list[str]) -> _Turn:
    import torch
    from step_peers import pieces
    from transformers import Gemma2ForCausalLM

    torch.set_num_threads(os.cpu_count() or 1)
    folder = Path(__file__).resolve().parent.parent / "models" / "tiny-gemma2"
    model = Gemma2ForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()
    tokenizer = pieces(folder / "tokenizer.model")
    ends = [tokenizer.eos_token_id, 1]

    def turn(temperature: float) -> tuple[list[str], int]:
        how = {"do_sample": True, "temperature": temperature, "top_k": 0} if temperature else {"do_sample": False}
        texts, count = [], 0
        order = sorted(range(len(prompts)), key=lambda i: len(prompts[i]))
        for begin in range(0, len(order), BATCH):
            inputs = tokenizer([prompts[i] for i in order[begin : begin + BATCH]], return_tensors="pt", padding=True)
            with torch.inference_mode():
                rows = model.generate(**inputs, max_new_tokens=LIMIT, eos_token_id=ends, **how)
            for row in rows[:, inputs["input_ids"].shape[1] :].tolist():
                end = next((i for i, token in enumerate(row) if token in ends), len(row))
                texts.append(tokenizer.processor.decode(row[:end]))
                count += min(end + 1, len(row))
        return [texts[order.index(i)] for i in range(len(order))], count

    return turn


if __name__ == "__main__":
    main()
