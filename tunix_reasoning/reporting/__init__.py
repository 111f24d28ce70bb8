"""What a run looks like: `save_plots` and `write_report`, from the files of its folder alone."""

from tunix_reasoning.reporting.comparison import plot_by_type, plot_evaluation
from tunix_reasoning.reporting.curves import plot_rewards, plot_training
from tunix_reasoning.reporting.html import write_report
from tunix_reasoning.reporting.plots import LivePlot, save_plots

__all__ = [
    "LivePlot", "plot_by_type", "plot_evaluation", "plot_rewards", "plot_training", "save_plots", "write_report",
]
