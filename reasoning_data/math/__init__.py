"""Mathematics: one file a topic; FAMILIES is the registry of them all."""

from reasoning_data.math import arithmetic, equations, geometry, percentages, sequences, word_problems

FAMILIES = (
    *arithmetic.FAMILIES,
    *percentages.FAMILIES,
    *equations.FAMILIES,
    *sequences.FAMILIES,
    *geometry.FAMILIES,
    *word_problems.FAMILIES,
)
