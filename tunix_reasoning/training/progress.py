"""What a user sees of a run while it goes: a bar with what matters, samples, warnings; the same in TensorBoard."""

from __future__ import annotations

import sys

import jax
from tqdm.auto import tqdm
from tunix.sft.metrics_logger import MetricsLogger

from tunix_reasoning.files import Row

WIDTH = 300  # characters of a sample


class Progress:
    """One line a step on the bar, and every number of its row in Tunix's metrics logger."""

    def __init__(self, steps: int, done: int, logger: MetricsLogger) -> None:
        quiet = 0.1 if sys.stderr.isatty() else 15.0
        self._bar = tqdm(total=steps, initial=done, desc="GRPO", unit="step", mininterval=quiet,
                         disable=jax.process_index() > 0)
        self._logger = logger
        self._first = True
        self._validated: dict[str, str] = {}

    def step(self, row: Row) -> None:
        shown = {"reward": f"{row['reward']:.3f}", "accuracy": f"{row['accuracy']:.0%}", "KL": f"{row['kl']:.3f}",
                 "tokens/s": f"{row['tokens_per_second']:.0f}"}
        if "validation" in row:
            self._validated = {"validation": f"{row['validation']:.0%}"}
        self._bar.set_postfix(shown | self._validated, refresh=False)
        if self._first:  # it compiled: how much time is left, the others tell
            self._bar.initial = self._bar.last_print_n = self._bar.n = self._bar.n + 1
            self._bar.unpause()
            self._bar.refresh()
            self._first = False
        else:
            self._bar.update()
        for prefix, values in (("grpo", row), ("seconds", row["seconds"])):
            for name, value in values.items():
                if isinstance(value, int | float) and name != "step":
                    self._logger.log(prefix, name, value, "train", row["step"])

    def sample(self, sample: Row) -> None:
        """A completion with what it earned."""
        parts = ", ".join(f"{name} {value:.2f}" for name, value in sample.items() if isinstance(value, float))
        self.say(f"step {sample['step']}, a sample ({parts}; answer {sample['answer']}): "
                 f"{sample['completion'][:WIDTH]}")

    def say(self, text: str) -> None:
        """A line above the bar."""
        if jax.process_index() == 0:
            self._bar.write(text, file=sys.stderr)

    def close(self) -> None:
        self._bar.close()
        self._logger.close()
