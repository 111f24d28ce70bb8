"""The steps of a run, and what belongs to each: checks, its row, a validation, a checkpoint.

In this order: a step that went wrong gets no row, a step without a row no checkpoint, so that a run that is killed
anywhere goes on from a checkpoint whose steps are all on record.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tunix_reasoning.config import GRPOConfig
from tunix_reasoning.files import Row
from tunix_reasoning.hosts import on_any
from tunix_reasoning.interruption import Interruption, interrupted
from tunix_reasoning.training.batches import Batches, columns
from tunix_reasoning.training.budget import Budget
from tunix_reasoning.training.checkpoints import Checkpoints
from tunix_reasoning.training.guards import require_finite, require_finite_weights, require_sound
from tunix_reasoning.training.history import History
from tunix_reasoning.training.progress import Progress
from tunix_reasoning.training.steps import metrics_row, sample_row
from tunix_reasoning.training.tunix import Learner
from tunix_reasoning.training.validation import Validation


class Loop:
    """One run of a learner up to a number of steps."""

    def __init__(
        self, learner: Learner, batches: Batches, validation: Validation, config: GRPOConfig, output: Path | None,
        steps: int,
    ) -> None:
        """Goes back to the last checkpoint in `output`, if there is one.

        Raises:
            ValueError: the run there was planned for another number of steps.
            TrainingStopped: the model has weights that are not finite.
        """
        require_finite_weights(learner.model, "before training")
        self._learner, self._batches, self._validation = learner, batches, validation
        self._config, self._output, self._steps = config, output, steps
        self._history = History(output)
        self._checkpoints = Checkpoints(output, len(self._history.rows))
        self._done, facts = self._checkpoints.go_on(learner.model, learner.optimizer)
        if self._done and facts["planned_steps"] != steps:
            raise ValueError(
                f"the run in {output} was planned for {facts['planned_steps']} steps, and its learning rate falls by "
                f"that plan: go on with as many, or train further in a new run with model={output}. Received: {steps}"
            )
        self._history.cut(self._done)

    def run(self, budget: Budget, notes: Sequence[str] = ()) -> list[Row]:
        """Runs the steps that are left; the learner's model then has the weights of the best validation.

        Raises:
            Interrupted, TrainingStopped: see `GRPOTrainer.train`.
        """
        progress = Progress(self._steps, self._done, self._learner.logger)
        try:
            for note in notes:
                progress.say(note)
            with Interruption() as interruption:
                last = self._done >= self._steps
                while not last:
                    last = self._step(self._done + 1, budget, progress, interruption)
                    if on_any(interruption.asked):
                        raise interrupted(f"step {self._done}", self._output)
            self._keep_best()
            self._checkpoints.load_best(self._learner.model)
        finally:
            self._checkpoints.close()
            progress.close()
        return self._history.rows

    def _step(self, number: int, budget: Budget, progress: Progress, interruption: Interruption) -> bool:
        """Returns whether it is the last one."""
        step = self._learner.step(number, columns(self._batches[number]))
        row, sample = metrics_row(step), sample_row(step)
        require_finite(row)
        last, stopping = number == self._steps or on_any(budget.spent), on_any(interruption.asked)
        validates = self._validation.examples and _due(number, self._config.validation_every, last)
        if validates and not stopping:
            row["validation"] = self._validation()
            progress.sample(sample)
        self._history.add(row, sample)
        progress.step(row)
        self._done = number
        for warning in (require_sound(self._history.rows), budget.forecast(self._steps - number)):
            if warning:
                progress.say(warning)
        if _due(number, self._config.checkpoint_every, last or "validation" in row or stopping):
            require_finite_weights(self._learner.model, f"after step {number}")
            facts = {"planned_steps": self._steps}
            self._checkpoints.save(number, self._learner.model, self._learner.optimizer, facts)
            self._keep_best()
        budget.step_done()
        return last

    def _keep_best(self) -> None:
        """Keeps the weights as the run's result if they are of the best validation so far, the latest of equals."""
        validated = [row for row in self._history.rows if "validation" in row]
        best = max(validated, key=lambda row: (row["validation"], row["step"]), default=None)
        if best and best["step"] == self._done:
            self._checkpoints.save_best(self._done, self._learner.model)


def _due(number: int, every: int, anyway: object) -> bool:
    return every > 0 and (number % every == 0 or bool(anyway))
