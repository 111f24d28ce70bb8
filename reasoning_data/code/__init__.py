"""Code: one file a topic; FAMILIES is the registry of them all."""

from reasoning_data.code import comprehensions, lists, loops, nested_loops, scans, while_loops

FAMILIES = (
    *loops.FAMILIES,
    *while_loops.FAMILIES,
    *nested_loops.FAMILIES,
    *lists.FAMILIES,
    *comprehensions.FAMILIES,
    *scans.FAMILIES,
)
