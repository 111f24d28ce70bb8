"""Summaries and reading; FAMILIES is the registry of them all."""

from reasoning_data.summarization import choices, compare, facts, order, summaries, support, totals

FAMILIES = (
    *facts.FAMILIES,
    *summaries.FAMILIES,
    *choices.FAMILIES,
    *order.FAMILIES,
    *compare.FAMILIES,
    *support.FAMILIES,
    *totals.FAMILIES,
)
