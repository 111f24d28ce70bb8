"""Logic: one file a topic; FAMILIES is the registry of them all."""

from reasoning_data.logic import directions, ordering, patterns, repeating

FAMILIES = (*ordering.FAMILIES, *patterns.FAMILIES, *repeating.FAMILIES, *directions.FAMILIES)
