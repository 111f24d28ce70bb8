"""Compiles what training runs for a TPU without one: does it fit, and what does it take?"""

from tunix_reasoning.preflight.chips import TPUS, PreflightError
from tunix_reasoning.preflight.plot import save_plot
from tunix_reasoning.preflight.report import preflight
from tunix_reasoning.preflight.table import print_report, verdict

__all__ = ["TPUS", "PreflightError", "preflight", "print_report", "save_plot", "verdict"]
