"""Programs put together: a step, and how many of them fit into the nine hours of a Kaggle session.

The time of a program is the compiler's cycles by the clock, and the bytes of its collectives by two links, one after
the other. That every collective also has to be begun is not in it: `latency_seconds` says what a step's would take.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tunix_reasoning.config import ReasoningTrainingConfig
from tunix_reasoning.files import Row
from tunix_reasoning.model.layout import ALL_REDUCE

SESSION = 9 * 3600.0
"""Seconds of a Kaggle session with a TPU."""
DISK = 1e8
"""Bytes a second at which weights are read before training and written after it: an assumption."""
_STEP = ("renew", "rollout", "reference", "update")



def estimate(rows: Sequence[Row], config: ReasoningTrainingConfig, weight_bytes: int) -> dict[str, Any]:
    """What a run takes, in seconds unless named otherwise; prompts and completions all reach their limits.

    Args:
        rows: a row a program, all of which fit.
        config: the run's settings.
        weight_bytes: of the model in bfloat16, as it is read and exported.
    """
    grpo = config.grpo
    phases = {phase: _seconds(rows, phase) for phase in _STEP if any(row["phase"] == phase for row in rows)}
    step = sum(phases.values())
    asked = _seconds(rows, "evaluation")  # a batch of greedy answers
    optimal = sum(row["runs"] * row["optimal_seconds"] for row in rows if row["phase"] in _STEP)
    latency = sum(row["runs"] * row["collectives"] for row in rows if row["phase"] in _STEP) * ALL_REDUCE
    rounds = (1 + config.evaluation_samples) * (3 if config.sft_steps else 2)  # before, after, and in between
    evaluations = rounds * -(-config.evaluation_questions // config.evaluation_batch_size) * asked
    validation = asked * grpo.validation_questions / config.evaluation_batch_size if grpo.validation_every else 0.0
    around = {
        "load": weight_bytes / DISK,
        "compile": sum(row["compile_cpu_seconds"] for row in rows),  # a program keeps about one core busy
        "warm-up": config.sft_steps * _seconds(rows, "sft"),
        "evaluation": evaluations,
        "export": weight_bytes / DISK,
    }
    a_step = step + validation / max(1, grpo.validation_every)
    completions = grpo.batch_size * grpo.num_generations
    run = sum(around.values()) + grpo.num_training_steps * a_step
    return {
        "step_seconds": step,
        "phase_seconds": phases,
        "step_optimal_seconds": optimal,
        "step_over_roofline": step / optimal,
        "latency_seconds": latency,
        "completion_tokens_per_second": completions * grpo.max_response_length / step,
        "validation_seconds": validation,
        "around_seconds": around,
        "run_hours": run / 3600,
        "steps_in_nine_hours": int(max(0.0, SESSION - sum(around.values())) / a_step),
    }


def seconds(row: Row) -> float:
    """Of one run of a program."""
    return row["compute_seconds"] + row["collective_seconds"]


def _seconds(rows: Sequence[Row], phase: str) -> float:
    return sum(row["runs"] * seconds(row) for row in rows if row["phase"] == phase)
