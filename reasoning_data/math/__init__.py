"""Mathematics: one file a topic; FAMILIES is the registry of them all."""

from reasoning_data.math import (
    arithmetic,
    calendar,
    counting,
    equations,
    fractions,
    functions,
    geometry,
    number_theory,
    percentages,
    rates,
    sequences,
    statistics,
    word_problems,
)

FAMILIES = (
    *arithmetic.FAMILIES,
    *percentages.FAMILIES,
    *fractions.FAMILIES,
    *equations.FAMILIES,
    *functions.FAMILIES,
    *sequences.FAMILIES,
    *number_theory.FAMILIES,
    *counting.FAMILIES,
    *statistics.FAMILIES,
    *geometry.FAMILIES,
    *rates.FAMILIES,
    *calendar.FAMILIES,
    *word_problems.FAMILIES,
)
