"""Summaries and reading; FAMILIES is the registry of them all."""

from reasoning_data.summarization import facts, summaries

FAMILIES = (*facts.FAMILIES, *summaries.FAMILIES)
