"""Mathematics: one file a topic; FAMILIES is the registry of them all."""

from reasoning_data.math import arithmetic, percentages

FAMILIES = (*arithmetic.FAMILIES, *percentages.FAMILIES)
