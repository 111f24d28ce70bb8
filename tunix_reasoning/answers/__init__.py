"""Is it the same answer? `same_answer` compares two, `extract_answer` finds the one that a text ends on.

`unit_of` reads a unit of measurement.
"""

from tunix_reasoning.answers.extraction import extract_answer
from tunix_reasoning.answers.units import PERCENT, unit_of
from tunix_reasoning.answers.verdict import same_answer

__all__ = ["PERCENT", "extract_answer", "same_answer", "unit_of"]
