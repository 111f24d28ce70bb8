"""The figures of a run folder, saved or shown while the run goes on."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from tunix_reasoning.files import read_json, read_rows
from tunix_reasoning.reporting.comparison import plot_by_type, plot_evaluation
from tunix_reasoning.reporting.curves import plot_rewards, plot_training, plot_warmup


def save_plots(run_folder: Path | str) -> None:
    """Writes every figure that a run folder has data for as `plots/<name>.png`."""
    folder = Path(run_folder) / "plots"
    folder.mkdir(parents=True, exist_ok=True)
    for name, figure in run_figures(run_folder).items():
        figure.savefig(folder / f"{name}.png", dpi=150)


def run_figures(run_folder: Path | str) -> dict[str, Figure]:
    """`sft`, `rewards` and `training` of a run; `evaluation` and `by_type` too where it has been evaluated."""
    drawn: dict[str, Figure] = {}
    if warmup := read_history(Path(run_folder) / "sft"):
        drawn["sft"] = plot_warmup(warmup)
    if history := read_history(run_folder):
        drawn |= {"rewards": plot_rewards(history), "training": plot_training(history)}
    evaluation = Path(run_folder) / "evaluation.json"
    if evaluation.is_file():
        scores = read_json(evaluation)
        drawn |= {"evaluation": plot_evaluation(scores), "by_type": plot_by_type(scores)}
    return drawn


def read_history(run_folder: Path | str) -> list[dict[str, Any]]:
    """The rows of a run's `metrics.jsonl`."""
    return read_rows(Path(run_folder) / "metrics.jsonl")


class LivePlot:
    """The reward curves of a run in a notebook's output, redrawn in place while the run writes `metrics.jsonl`.

        with LivePlot(config.output):
            trainer.train()

    It watches the file from a thread of its own, so that training neither knows of it nor waits for it.
    """

    def __init__(self, run_folder: Path | str, seconds: float = 5.0) -> None:
        """`seconds` is the time from one look at the file to the next."""
        self.run_folder = Path(run_folder)
        self.seconds = seconds
        self.drawn = 0
        """Steps in the figure that is shown."""
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> LivePlot:
        from IPython.display import DisplayHandle  # in every notebook, and needed nowhere else

        self._display = DisplayHandle()
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._done.set()
        self._thread.join()
        self.draw()

    def draw(self) -> None:
        """Shows the steps so far, if there are new ones."""
        history = read_history(self.run_folder)
        if len(history) > self.drawn:
            show = self._display.update if self.drawn else self._display.display
            show(plot_rewards(history))
            self.drawn = len(history)

    def _watch(self) -> None:
        while not self._done.wait(self.seconds):
            self.draw()
