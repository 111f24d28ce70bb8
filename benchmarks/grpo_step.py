"""A GRPO step here beside TRL's on the same weights, prompts, rewards and limits: time, tokens a second, memory.

Each engine is a process of its own that waits while the other works; they take steps in turn, so that what else the
machine does falls on all alike. Ratios are medians over pairs of neighbouring steps; where the machine is shared,
the fastest step of each says more. TRL is not a requirement of
the project: install `trl==1.16.*` and `torch==2.13.0` beside it first. The last line of output is JSON.

    python benchmarks/grpo_step.py --steps 12
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PROMPTS, GROUP, PROMPT, RESPONSE, WARM = 8, 8, 128, 96, 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--steps", type=int, default=12, help="steps that count, after three that compile")
    parser.add_argument("--engine", choices=("ours", "trl"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    total = WARM + args.steps
    if args.engine:
        {"ours": ours, "trl": trl}[args.engine](total)
        return
    environment = os.environ | {"PYTHONPATH": str(ROOT), "JAX_PLATFORMS": "cpu"}
    workers = {
        name: subprocess.Popen(
            [sys.executable, __file__, "--engine", name, "--steps", str(args.steps)], env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        for name in ("trl", "ours")
    }
    told: dict[str, list[dict[str, Any]]] = {name: [] for name in workers}
    for number in range(total):
        for name, worker in workers.items():
            assert worker.stdin
            assert worker.stdout
            worker.stdin.write("step\n")
            worker.stdin.flush()
            line = next((line for line in worker.stdout if line.startswith("{")), None)
            if line is None:
                sys.exit(f"{name} ended before its step {number + 1}")
            told[name].append(json.loads(line))
    for worker in workers.values():
        worker.terminate()
    print(json.dumps(summary({name: rows[WARM:] for name, rows in told.items()})))


def summary(told: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Prints a line an engine and returns their medians and the ratios of neighbouring steps."""
    found: dict[str, Any] = {}
    for name, rows in told.items():
        phases = {phase: statistics.median(row["phases"][phase] for row in rows) for phase in rows[0]["phases"]}
        found[name] = {
            "seconds": statistics.median(row["seconds"] for row in rows),
            "tokens_per_second": statistics.median(row["tokens"] / row["seconds"] for row in rows),
            "tokens": statistics.median(row["tokens"] for row in rows),
            "fastest_tokens_per_second": max(row["tokens"] / row["seconds"] for row in rows),
            "peak_gb": rows[-1]["peak_gb"], "phases": phases,
        }
        print(name, {key: round(value, 3) for key, value in found[name].items() if key != "phases"},
              {phase: round(value, 3) for phase, value in phases.items()})
    pairs = [
        (b["tokens"] / b["seconds"]) / (a["tokens"] / a["seconds"])
        for a, b in zip(told["trl"], told["ours"], strict=True)
    ]
    found["tokens_per_second_ratio"] = statistics.median(pairs)
    found["ratio_range"] = [min(pairs), max(pairs)]
    found["fastest_ratio"] = found["ours"]["fastest_tokens_per_second"] / found["trl"]["fastest_tokens_per_second"]
    found["steps"] = len(pairs)
    print(f"ours is {found['tokens_per_second_ratio']:.2f} × TRL's tokens a second "
          f"({min(pairs):.2f} to {max(pairs):.2f} over {len(pairs)} pairs of steps), "
          f"{found['fastest_ratio']:.2f} × in the fastest step of each")
    return found


def wait() -> None:
    """Until the other engine has done its step."""
    if not sys.stdin.readline():
        sys.exit(0)


def tell(seconds: float, tokens: float, phases: dict[str, float]) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(json.dumps({"seconds": seconds, "tokens": tokens, "peak_gb": peak, "phases": phases}), flush=True)


def problems(count: int) -> list[dict[str, Any]]:
    """Training questions of the families that the embedded model knows, in a fixed order."""
    from reasoning_data.catalog import generate

    settings = json.loads((ROOT / "models" / "tiny-gemma2" / "config.json").read_text())
    examples = generate(3 * count, seed=5, families=tuple(settings["warmup_families"]))
    chosen = [example for example in examples if example["metadata"]["split"] == "train"]
    return [chosen[i % len(chosen)] for i in range(count)]


def ours(total: int) -> None:
    from tunix_reasoning import GRPOConfig, load_policy
    from tunix_reasoning.model import make_trainable
    from tunix_reasoning.training.batches import columns
    from tunix_reasoning.training.scoring import weighed
    from tunix_reasoning.training.tunix import create_learner

    config = GRPOConfig(
        num_generations=GROUP, batch_size=PROMPTS, max_prompt_length=PROMPT, max_response_length=RESPONSE,
        learning_rate=1e-6, kl_coef=0.02, temperature=1.0, num_training_steps=total, validation_every=0,
    )
    policy = load_policy("embedded")
    reference = make_trainable(policy)
    learner = create_learner(policy, reference, config, weighed(None, config), total, None)
    asked = problems(PROMPTS * total)
    for number in range(total):
        wait()
        start = time.perf_counter()
        step = learner.step(number + 1, columns(asked[number * PROMPTS : (number + 1) * PROMPTS]))
        seconds = time.perf_counter() - start
        phases = {phase: spent for phase, spent in step.seconds.items() if phase != "total"}
        tell(seconds, float((step.lengths + ~step.truncated).sum()), phases)


def trl(total: int) -> None:
    import torch
    from datasets import Dataset
    from transformers import Gemma2ForCausalLM, TrainerCallback
    from trl import GRPOConfig, GRPOTrainer

    from tunix_reasoning.prompts import create_prompt
    from tunix_reasoning.rewards import correctness_reward, format_reward, reasoning_quality_reward

    torch.set_num_threads(os.cpu_count() or 1)
    folder = ROOT / "models" / "tiny-gemma2"
    names = ("question", "answer")
    rows = [
        {"prompt": create_prompt(e["question"]), "answer_kind": e["metadata"]["answer_kind"] or "", "rubric": ""}
        | {name: e[name] for name in names}
        for e in problems(PROMPTS * total)
    ]

    class Turns(TrainerCallback):
        """Waits before each step and tells of it afterwards."""

        def on_step_begin(self, *args: Any, **kwargs: Any) -> None:
            wait()
            self.start, self.generated = time.perf_counter(), trainer._metrics["train"]["completions/mean_length"][:]

        def on_step_end(self, *args: Any, **kwargs: Any) -> None:
            seconds = time.perf_counter() - self.start
            tell(seconds, trainer._metrics["train"]["completions/mean_length"][-1] * PROMPTS * GROUP, {})

    trainer = GRPOTrainer(
        model=Gemma2ForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager"),
        processing_class=pieces(folder / "tokenizer.model"),
        reward_funcs=[format_reward, correctness_reward, reasoning_quality_reward],
        train_dataset=Dataset.from_list(rows),
        args=GRPOConfig(
            output_dir="unused", num_generations=GROUP, per_device_train_batch_size=PROMPTS * GROUP,
            max_completion_length=RESPONSE, temperature=1.0, beta=0.02, learning_rate=1e-6, max_steps=total,
            reward_weights=[0.3, 0.5, 0.2], loss_type="grpo", use_cpu=True, bf16=False, gradient_checkpointing=False,
            report_to=[], save_strategy="no", logging_steps=10**6, shuffle_dataset=False, disable_tqdm=True,
        ),
        callbacks=[Turns()],
    )
    ends = [trainer.processing_class.eos_token_id, 1]  # the end of a turn, and of the text
    trainer.model.generation_config.eos_token_id = ends
    trainer.generation_config.eos_token_id = ends
    trainer.train()


def pieces(path: Path) -> Any:
    """The model's SentencePiece pieces as a tokenizer of transformers, with the very ids."""
    import sentencepiece
    from transformers import PreTrainedTokenizer

    class Pieces(PreTrainedTokenizer):
        model_input_names = ("input_ids", "attention_mask")

        def __init__(self) -> None:
            self.processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
            piece = self.processor.id_to_piece
            super().__init__(pad_token=piece(0), eos_token="<end_of_turn>", bos_token=piece(2), unk_token=piece(3),
                             padding_side="left")

        @property
        def vocab_size(self) -> int:
            return self.processor.get_piece_size()

        def get_vocab(self) -> dict[str, int]:
            return {self.processor.id_to_piece(i): i for i in range(self.vocab_size)}

        def tokenize(self, text: str, **_: Any) -> list[str]:
            return self.processor.encode(text, out_type=str)

        def _convert_token_to_id(self, token: str) -> int:
            return self.processor.piece_to_id(token)

        def _convert_id_to_token(self, index: int) -> str:
            return self.processor.id_to_piece(index)

        def convert_tokens_to_string(self, tokens: list[str]) -> str:
            return self.processor.decode_pieces(tokens)

        def build_inputs_with_special_tokens(self, first: list[int], second: Any = None) -> list[int]:
            return [self.bos_token_id, *first]

    return Pieces()


if __name__ == "__main__":
    main()
