"""`evaluate` asks held-out questions, `compare` sets before and after side by side, question by question."""

from tunix_reasoning.evaluation.evaluate import compare, evaluate, pooled, summary
from tunix_reasoning.evaluation.intervals import shown
from tunix_reasoning.evaluation.tables import print_scores, print_table, print_techniques

__all__ = [
    "compare", "evaluate", "pooled", "print_scores", "print_table", "print_techniques", "shown",
    "summary",
]
