"""A run that ends itself with SIGKILL at a point named on the command line; `test_resume.py` starts it.

usage: killed_run.py MODEL DATA OUTPUT POINT
"""

import os
import signal
import sys
import threading
from dataclasses import replace
from pathlib import Path

from tunix.rl.rl_cluster import RLCluster
from tunix.sft.checkpoint_manager import CheckpointManager

from tunix_reasoning import GRPOConfig, GRPOTrainer, load_policy
from tunix_reasoning.training import history
from tunix_reasoning.training.loop import Loop
from tunix_reasoning.training.tunix import Learner
from tunix_reasoning.training.validation import Validation

CONFIG = GRPOConfig(
    num_generations=4, batch_size=2, num_training_steps=12, learning_rate=3e-3, max_prompt_length=128,
    max_response_length=24, checkpoint_every=2, kl_coef=0.1, seed=3, validation_every=3, validation_questions=8,
    num_iterations=2, micro_batch_size=1, lora_rank=2, min_group_spread=0.0,
)


def kill():
    os.kill(os.getpid(), signal.SIGKILL)


def at(owner, name, *, call=1, when=lambda *arguments, **options: True, before=True, delay=None):
    """Kills at the n-th call that meets the condition: before it, after it, or so many seconds into it."""
    original, met = getattr(owner, name), []

    def wrapped(*arguments, **options):
        due = when(*arguments, **options) and (met.append(1) or len(met) == call)
        if due and delay is not None:
            threading.Timer(delay, kill).start()
        elif due and before:
            kill()
        result = original(*arguments, **options)
        return kill() if due and delay is None else result

    setattr(owner, name, wrapped)


def torn(name, step):
    """Kills in the middle of a line."""
    append = history.append_row

    def half(path, row):
        if path.name != name or row["step"] != step:
            return append(path, row)
        append(path, row)
        size = path.stat().st_size
        os.truncate(path, size - 20)
        return kill()

    history.append_row = half


def saving(kind, step):
    return lambda manager, number, *rest, **options: number == step and f"/{kind}" in str(
        manager._checkpoint_manager.directory
    )


POINTS = {
    "sampling in step 2": lambda: at(RLCluster, "generate", call=2, before=False),
    "updating in step 3": lambda: at(Learner, "_update", call=3, before=False),
    "in a micro-batch of step 4": lambda: at(Learner, "_update", call=2, delay=0.02),
    "the line of a sample, step 5": lambda: torn("samples.jsonl", 5),
    "the line of metrics, step 6": lambda: torn("metrics.jsonl", 6),
    "validating at step 6": lambda: at(Validation, "__call__"),
    "before the checkpoint of step 6": lambda: at(CheckpointManager, "save", when=saving("last", 6)),
    "into the checkpoint of step 6": lambda: at(CheckpointManager, "save", when=saving("last", 6), delay=0.01),
    "further into it": lambda: at(CheckpointManager, "save", when=saving("last", 6), delay=0.05),
    "and further": lambda: at(CheckpointManager, "save", when=saving("last", 6), delay=0.12),
    "between last and best": lambda: at(Loop, "_keep_best", when=lambda loop: loop._done == 9),
    "after the checkpoint of step 10": lambda: at(CheckpointManager, "save", when=saving("last", 10), before=False),
    "into the best": lambda: at(CheckpointManager, "save", when=saving("best", 12), delay=0.03),
    "cutting the rows": lambda: at(history, "write_whole", call=2),
    "never": lambda: None,
}


if __name__ == "__main__":
    model, data, output, point = sys.argv[1:]
    POINTS[point]()
    trainer = GRPOTrainer(load_policy(model), replace(CONFIG), data, Path(output))
    trainer.examples = trainer.examples[:7]  # so that epochs end in the middle of a batch
    trainer.train()
