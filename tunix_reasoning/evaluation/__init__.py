"""`evaluate` asks held-out questions, `compare` sets before and after side by side, question by question;
`compare_techniques` does so for ways to spend more than one completion on each.
"""

from tunix_reasoning.evaluation.evaluate import compare, evaluate, pooled, summary
from tunix_reasoning.evaluation.intervals import shown
from tunix_reasoning.evaluation.questions import drawn, generated, held_out
from tunix_reasoning.evaluation.side_by_side import compare_techniques
from tunix_reasoning.evaluation.tables import print_scores, print_table, print_techniques
from tunix_reasoning.evaluation.unfinished import Unfinished

__all__ = [
    "Unfinished", "compare", "compare_techniques", "drawn", "evaluate", "generated", "held_out", "pooled",
    "print_scores", "print_table", "print_techniques", "shown", "summary",
]
