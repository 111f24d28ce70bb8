"""What a run looks like: `save_plots` and `write_report`, from the files of its folder alone; figures of single
completions, debates and searches."""

from tunix_reasoning.reporting import style
from tunix_reasoning.reporting.anatomy import plot_anatomy
from tunix_reasoning.reporting.annealing import plot_annealing
from tunix_reasoning.reporting.comparison import plot_by_type, plot_evaluation
from tunix_reasoning.reporting.curves import plot_rewards, plot_training
from tunix_reasoning.reporting.html import write_report
from tunix_reasoning.reporting.plots import LivePlot, save_plots
from tunix_reasoning.reporting.techniques import plot_techniques
from tunix_reasoning.reporting.transcript import plot_debate
from tunix_reasoning.reporting.tree import plot_tree

__all__ = [
    "LivePlot", "plot_anatomy", "plot_annealing", "plot_by_type", "plot_debate", "plot_evaluation", "plot_rewards",
    "plot_techniques", "plot_training", "plot_tree", "save_plots", "style", "write_report",
]
