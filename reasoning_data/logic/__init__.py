"""Logic: one file a topic; FAMILIES is the registry of them all."""

from reasoning_data.logic import (
    bridges,
    crossings,
    days,
    directions,
    everyday,
    kinds,
    knights,
    ordering,
    patterns,
    relations,
    repeating,
    syllogisms,
    truth,
)

FAMILIES = (
    *ordering.FAMILIES,
    *patterns.FAMILIES,
    *repeating.FAMILIES,
    *directions.FAMILIES,
    *knights.FAMILIES,
    *syllogisms.FAMILIES,
    *relations.FAMILIES,
    *truth.FAMILIES,
    *days.FAMILIES,
    *bridges.FAMILIES,
    *crossings.FAMILIES,
    *everyday.FAMILIES,
    *kinds.FAMILIES,
)
