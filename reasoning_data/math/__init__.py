"""Mathematics: one file a topic; FAMILIES is the registry of them all."""

from reasoning_data.math import arithmetic, equations, percentages, sequences

FAMILIES = (*arithmetic.FAMILIES, *percentages.FAMILIES, *equations.FAMILIES, *sequences.FAMILIES)
