"""What more tokens buy: the accuracy of every technique at several budgets, on the same held-out questions.

    python benchmarks/budgets.py --model RUN [--samples 2 4 8 16] [--seeds 1] [--questions 256] [--output FILE]

A budget is so many samples a question, or about as many tokens. Techniques that draw the same samples share them:
what is asked twice with the same seed is answered once. Budgets that are in the output already stay as they are, and a
measurement that was interrupted goes on when it is started again.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

from tunix_reasoning import run
from tunix_reasoning.commands.shared import VALIDATION
from tunix_reasoning.dataset import ReasoningDataset
from tunix_reasoning.evaluation import Unfinished, compare_techniques, held_out
from tunix_reasoning.evaluation.evaluate import value
from tunix_reasoning.evaluation.side_by_side import Outcome, Technique
from tunix_reasoning.evaluation.techniques import debating, techniques
from tunix_reasoning.files import read_json, write_json
from tunix_reasoning.generation import Completion, Generator
from tunix_reasoning.inference import generator, run_settings
from tunix_reasoning.search import TreeSearch
from tunix_reasoning.search.sampling import Value
from tunix_reasoning.traces import is_sound


class Remembering:
    """A model that answers the same call only once."""

    def __init__(self, generate: Generator) -> None:
        self.generate = generate
        self.said: dict[tuple[Any, ...], list[list[Completion]]] = {}

    def __call__(self, prompts: Sequence[str], n: int = 1, **sampling: Any) -> list[list[Completion]]:
        call = (tuple(prompts), n, *sorted(sampling.items()))
        if call not in self.said:
            self.said[call] = self.generate(list(prompts), n, **sampling)
        return self.said[call]


def controls(generate: Remembering, samples: int) -> dict[str, Technique]:
    """Tree search by sequential halving at the root, and one that cannot tell good from bad; for 8 samples alone."""

    def searching(value: Value, sound: Callable[[str, str], bool], **options: Any) -> Technique:
        def searched(questions: Sequence[str], seed: int) -> list[Outcome]:
            found = TreeSearch(generate, value, sound, rounds=9, width=2, **options).run_all(questions, seed)
            return [Outcome(r.completion, r.tokens, r.calls, r.completions) for r in found]

        return searched

    if samples != 8:
        return {}
    return {
        "mcts, halving": searching(value, is_sound, rule="halving"),
        "mcts, random values": searching(lambda text, question: Random(text).random(), lambda text, question: True),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--model", required=True, metavar="RUN")
    parser.add_argument("--samples", type=int, nargs="+", default=[2, 4, 8, 16])
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--questions", type=int, default=256)
    parser.add_argument("--output", type=Path, default=Path("results/budgets.json"))
    args = parser.parse_args()
    config = run_settings(args.model)
    policy = run.load_policy(args.model)
    known = run.known_to(policy, ReasoningDataset(config), print)
    short = generator(policy, config)
    asked = run.fitting(short, held_out(known, args.questions), print)
    validation = run.fitting(short, held_out(known, VALIDATION, "validation"), print)
    generate = Remembering(generator(policy, config.updated(max_prompt_length=3 * config.grpo.max_prompt_length)))
    found = read_json(args.output)["budgets"] if args.output.exists() else {}
    for samples in (n for n in args.samples if str(n) not in found):
        available = techniques(generate, validation, samples)
        del available["mixture"]  # whose synthesis is told of three answers at most, however many samples there are
        chosen = available | {"debate, two rounds": debating(generate, samples, rounds=2)} | controls(generate, samples)
        part = args.output.with_name(f"{args.output.stem}-{samples}.json")
        unfinished = Unfinished(part, config.to_dict(), args.model, [e["question"] for e in asked])
        table = compare_techniques(chosen, asked, range(args.seeds), unfinished)
        for name, row in table.items():
            del row["seconds_per_question"]  # of shared samples it would say nothing
            print(f"{samples:3} {name:20} {100 * row['accuracy']['value']:.1f} % at {row['tokens_per_question']:.0f}",
                  flush=True)
        found[str(samples)] = table
        budgets = dict(sorted(found.items(), key=lambda item: int(item[0])))
        write_json(args.output, {"questions": len(asked), "seeds": args.seeds, "budgets": budgets})
        unfinished.finish()


if __name__ == "__main__":
    main()
