"""The whole recipe on a real pretrained model, Gemma 3 270M: baseline, SFT, GRPO, and what each of them changed.

The model is the base model, four bits a weight, written out by `real_weights.py`; two cores are enough. Questions are
of the generator, held out, and of GSM8K's training split, of which nothing is trained on. Every part leaves its file in
the run folder: an interrupted run goes on by the same command, and `--max-minutes` ends a piece of it.

    python benchmarks/real_gemma.py --output results/real-gemma --accept-gemma-terms
    python benchmarks/real_gemma.py --output results/real-gemma --gsm8k 500      # the finished run, asked those as well
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from real_weights import default_folder, weights_folder

_GSM8K = Path(__file__).resolve().parent / "data" / "gsm8k_asked.jsonl"
ASKED_FAMILIES = ("code/boolean_test", "code/branch_ladder", "logic_puzzle/false_belief")
"""Families whose concise solutions take up to 64 tokens, which two cores write sixteen of in half a minute, and apply
rules that SFT's model sometimes gets right; of arithmetic it had little, and GRPO took some of that
(`results/real-gemma-six`)."""
RECIPE: dict[str, Any] = {
    "training_questions": 2000, "evaluation_questions": 640, "evaluation_samples": 0, "evaluation_batch_size": 128,
    "sft_steps": 28, "sft_batch_size": 16, "sft_learning_rate": 5e-4,
    "lora_rank": 32, "num_training_steps": 24, "batch_size": 8, "micro_batch_size": 4, "num_generations": 8,
    "learning_rate": 8e-5, "kl_coef": 0.0, "temperature": 0.8, "max_prompt_length": 96, "max_response_length": 64,
    "validation_every": 0, "checkpoint_every": 5, "compute_logps_chunk_size": 128,
}
_QUESTION = "What is 15% of 240?"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--output", type=Path, required=True, help="the run folder; gone on with if it is there")
    parser.add_argument("--accept-gemma-terms", action="store_true", help="you have read Gemma's terms and accept them")
    parser.add_argument("--max-minutes", type=float, help="of training, in this piece")
    parser.add_argument("--gsm8k", type=int, default=0, help="questions of GSM8K's training split asked as well")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="another setting")
    args = parser.parse_args()

    from tunix_reasoning.interruption import Interrupted
    from tunix_reasoning.settings import assignment

    try:
        changes = RECIPE | {"max_minutes": args.max_minutes} | dict(map(assignment, args.set))
        model = weights_folder(default_folder(), args.accept_gemma_terms)
        go_through(args.output, str(model), changes, args.gsm8k)
    except Interrupted:
        sys.exit("interrupted; what is done is saved, and the same command goes on")
    except ValueError as error:
        sys.exit(f"error: {error}")


def go_through(folder: Path, model: str, changes: dict[str, Any], gsm8k: int) -> None:
    """Runs what is left of the recipe; a finished part is not done again, and settings are those it began with."""
    from tunix_reasoning.config import ReasoningTrainingConfig
    from tunix_reasoning.files import read_json
    from tunix_reasoning.run import TrainingRun

    data, begun = folder.with_name(f"{folder.name}-data.jsonl"), folder / "config.json"
    if begun.exists():
        config = ReasoningTrainingConfig.from_dict(read_json(begun)).updated(max_minutes=changes["max_minutes"])
    else:
        _write_questions(data, changes["training_questions"])
        config = ReasoningTrainingConfig(model=model, data=str(data), output=str(folder)).updated(**changes)
    run = TrainingRun(config, resume=begun.exists())
    for name, part in (("before", run.before), ("after_sft", run.warm_up), ("after", run.train)):
        part()
        _ask(run, folder / f"said_{name}.json", [_example(), *run.questions[:2]])
        if gsm8k:
            _ask(run, folder / f"gsm8k_{name}.json", _gsm8k(gsm8k))
    if gsm8k:
        _write_scores(folder)
    run.after()
    run.report()


def _write_questions(path: Path, count: int) -> None:
    from reasoning_data.catalog import generate

    path.parent.mkdir(parents=True, exist_ok=True)
    rows = (json.dumps(row, ensure_ascii=False) for row in generate(count, seed=11, families=ASKED_FAMILIES))
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


def _gsm8k(count: int) -> list[Any]:
    from tunix_reasoning.dataset import ReasoningDataset

    return list(ReasoningDataset(_GSM8K))[:count]


def _write_scores(folder: Path) -> None:
    """`gsm8k.json`: scores before all training, and SFT's beside GRPO's with what GRPO added."""
    from tunix_reasoning.evaluation import compare, summary
    from tunix_reasoning.files import read_json, write_json

    before, after_sft, after = (read_json(folder / f"gsm8k_{name}.json") for name in ("before", "after_sft", "after"))
    write_json(folder / "gsm8k.json", {"before": summary(before), "added": compare(after_sft, after)})


def _example() -> Any:
    """The question that is set side by side, besides two held-out ones."""
    from tunix_reasoning.dataset import ReasoningDataset

    return ReasoningDataset([{"question": _QUESTION, "answer": "36", "reasoning_trace": "240 × 15 / 100 = 36"}])[0]


def _ask(run: Any, path: Path, questions: list[Any]) -> None:
    """Answers questions, those whose prompts are longer than trained on as well."""
    if path.exists():
        return
    from tunix_reasoning.files import write_json
    from tunix_reasoning.inference import generator
    from tunix_reasoning.run import answers, fitting

    wide = run.config.updated(max_prompt_length=2 * run.config.grpo.max_prompt_length)
    generate = generator(run.policy, wide)
    write_json(path, answers(generate, fitting(generate, questions, print), wide))


if __name__ == "__main__":
    main()
