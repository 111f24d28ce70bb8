"""Summaries and reading; FAMILIES is the registry of them all."""

from reasoning_data.summarization import choices, compare, facts, key_notes, order, summaries, support, totals

FAMILIES = (
    *facts.FAMILIES,
    *key_notes.FAMILIES,
    *summaries.FAMILIES,
    *choices.FAMILIES,
    *order.FAMILIES,
    *compare.FAMILIES,
    *support.FAMILIES,
    *totals.FAMILIES,
)
