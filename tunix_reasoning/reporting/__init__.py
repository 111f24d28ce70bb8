"""What a run looks like: `save_plots` and `write_report`, from the files of its folder alone."""

from tunix_reasoning.reporting.html import write_report
from tunix_reasoning.reporting.plots import save_plots

__all__ = ["save_plots", "write_report"]
