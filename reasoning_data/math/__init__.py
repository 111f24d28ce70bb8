"""Mathematics: one file a topic; FAMILIES is the registry of them all."""

from reasoning_data.math import (
    arithmetic,
    equations,
    fractions,
    geometry,
    number_theory,
    percentages,
    sequences,
    statistics,
    word_problems,
)

FAMILIES = (
    *arithmetic.FAMILIES,
    *percentages.FAMILIES,
    *fractions.FAMILIES,
    *equations.FAMILIES,
    *sequences.FAMILIES,
    *number_theory.FAMILIES,
    *geometry.FAMILIES,
    *statistics.FAMILIES,
    *word_problems.FAMILIES,
)
