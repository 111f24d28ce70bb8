"""Is it the same answer? `same_answer` compares two, `extract_answer` finds the one that a text ends on."""

from tunix_reasoning.answers.extraction import extract_answer
from tunix_reasoning.answers.verdict import same_answer

__all__ = ["extract_answer", "same_answer"]
