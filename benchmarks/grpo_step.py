"""A GRPO step here beside TRL's and stock Tunix's on the same weights, prompts, rewards and limits.

Each engine is a process of its own that waits while the others work; they take steps in turn, so that what else the
machine does falls on all alike. Ratios are medians over neighbouring steps. TRL is not a requirement of the project:
install `trl==1.16.*` and `torch==2.13.0` beside it first. The last line of output is JSON.

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

_ROOT = Path(__file__).resolve().parent.parent
PROMPTS, GROUP, WARM = 8, 8, 9
_LIMITS = {
    "num_generations": GROUP, "batch_size": PROMPTS, "max_prompt_length": 128, "max_response_length": 96,
    "learning_rate": 1e-6, "kl_coef": 0.02, "temperature": 1.0, "validation_every": 0,
}
ENGINES = ("trl", "stock", "ours")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--steps", type=int, default=12, help=f"steps that count, after {WARM} that compile")
    parser.add_argument("--output", type=Path, help="a file for the JSON")
    parser.add_argument("--engine", choices=ENGINES, help=argparse.SUPPRESS)
    args = parser.parse_args()
    total = WARM + args.steps
    if args.engine:
        run(args.engine, total)
        return
    environment = os.environ | {"PYTHONPATH": str(_ROOT), "JAX_PLATFORMS": "cpu"}
    workers = {
        name: subprocess.Popen(
            [sys.executable, __file__, "--engine", name, "--steps", str(args.steps)], env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        for name in ENGINES
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
    found = _summary({name: rows[WARM:] for name, rows in told.items()}, matmul_peak())
    if args.output:
        args.output.write_text(json.dumps(found, indent=1) + "\n")
    print(json.dumps(found))


def _summary(told: dict[str, list[dict[str, Any]]], peak: float) -> dict[str, Any]:
    """Prints a line an engine and returns their medians and the ratios of neighbouring steps.

    `gflops` counts what the step needs and no more: every token written once forward to sample it, once for the
    reference and three times for the update, and each prompt once instead of a sampled token; two operations a weight.
    """
    found: dict[str, Any] = {"steps": len(told["ours"]), "matmul_gflops_per_second": peak}
    for name, rows in told.items():
        needed = statistics.median(row["gflop"] / row["seconds"] for row in rows)
        phases = {phase: statistics.median(row["phases"][phase] for row in rows) for phase in rows[0]["phases"]}
        found[name] = {
            "seconds": statistics.median(row["seconds"] for row in rows),
            "tokens_per_second": statistics.median(row["tokens"] / row["seconds"] for row in rows),
            "tokens": statistics.median(row["tokens"] for row in rows), "gflops_per_second": needed,
            "share_of_matmul_peak": needed / peak, "peak_gb": rows[-1]["peak_gb"], "phases": phases,
        }
        ratios = [
            (ours["tokens"] / ours["seconds"]) / (row["tokens"] / row["seconds"])
            for ours, row in zip(told["ours"], rows, strict=True)
        ]
        if name != "ours":
            found[f"ours_to_{name}"] = {
                "tokens_per_second": statistics.median(ratios), "lowest": min(ratios), "highest": max(ratios)
            }
        print(name, json.dumps({k: v if isinstance(v, dict) else round(v, 3) for k, v in found[name].items()}))
    for name in ("trl", "stock"):
        ratio = found[f"ours_to_{name}"]
        print(f"ours writes {ratio['tokens_per_second']:.2f} × the tokens a second of {name} "
              f"({ratio['lowest']:.2f} to {ratio['highest']:.2f} over {found['steps']} steps)")
    return found


def matmul_peak(size: int = 2048) -> float:
    """GFLOP/s of a float32 matmul here, the best of ten."""
    import jax
    import jax.numpy as jnp

    a, multiply = jnp.ones((size, size)), jax.jit(jnp.matmul)
    multiply(a, a).block_until_ready()
    best = float("inf")
    for _ in range(10):
        start = time.perf_counter()
        multiply(a, a).block_until_ready()
        best = min(best, time.perf_counter() - start)
    return 2 * size**3 / best / 1e9


def wait() -> None:
    """Until the other engines have done their step."""
    if not sys.stdin.readline():
        sys.exit(0)


def run(engine: str, total: int) -> None:
    """Takes steps when told, and says after each how long it took."""
    from tunix_reasoning import GRPOConfig
    from tunix_reasoning.model.policy import load_tokenizer
    from tunix_reasoning.prompts import create_prompt

    asked = school_problems(PROMPTS * (total + 1))  # stock Tunix ends before it asks for a batch that is its last
    tokenizer = load_tokenizer(_ROOT / "models" / "tiny-gemma2" / "tokenizer.model")
    prompts = [len(tokenizer.encode(create_prompt(e["question"]))) + 1 for e in asked]
    weights = parameters()
    steps = iter(range(total))

    def tell(seconds: float, tokens: float, phases: dict[str, float]) -> None:
        number = next(steps)
        read = sum(prompts[number * PROMPTS : (number + 1) * PROMPTS])
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        print(json.dumps({"seconds": seconds, "tokens": tokens, "peak_gb": memory, "phases": phases,
                          "gflop": 2 * weights * 5 * (tokens + read) / 1e9}), flush=True)

    config = GRPOConfig(**_LIMITS, num_training_steps=total)
    if engine == "ours":
        _ours(asked, config, tell)
        return
    import step_peers

    getattr(step_peers, engine)(asked, PROMPTS, config, wait, tell)


def _ours(asked: list[dict[str, Any]], config: Any, tell: Any) -> None:
    from tunix_reasoning import load_policy
    from tunix_reasoning.model import make_trainable
    from tunix_reasoning.training.batches import columns
    from tunix_reasoning.training.scoring import weighed
    from tunix_reasoning.training.tunix import create_learner

    policy = load_policy("embedded")
    reference = make_trainable(policy)
    steps = len(asked) // PROMPTS
    learner = create_learner(policy, reference, config, weighed(None, config), steps, None)
    for number in range(steps):
        wait()
        start = time.perf_counter()
        step = learner.step(number + 1, columns(asked[number * PROMPTS : (number + 1) * PROMPTS]))
        seconds = time.perf_counter() - start
        phases = {phase: spent for phase, spent in step.seconds.items() if phase != "total"}
        tell(seconds, float((step.lengths + ~step.truncated).sum()), phases)


def school_problems(count: int) -> list[dict[str, Any]]:
    """Training questions of the families that the embedded model knows, in a fixed order."""
    from reasoning_data.catalog import generate

    settings = json.loads((_ROOT / "models" / "tiny-gemma2" / "config.json").read_text())
    examples = generate(3 * count, seed=5, families=tuple(settings["warmup_families"]))
    chosen = [example for example in examples if example["metadata"]["split"] == "train"]
    return [chosen[i % len(chosen)] for i in range(count)]


def parameters() -> int:
    """Weights of the embedded model that multiply something; the embedding does so at the output."""
    import safetensors

    with safetensors.safe_open(_ROOT / "models" / "tiny-gemma2" / "model.safetensors", "np") as file:
        shapes = [file.get_slice(name).get_shape() for name in file.keys()]  # noqa: SIM118 (not a dict)
    return sum(shape[0] * shape[1] for shape in shapes if len(shape) == 2)


if __name__ == "__main__":
    main()
