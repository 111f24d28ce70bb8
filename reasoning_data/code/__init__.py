"""Code: one file a topic; FAMILIES is the registry of them all."""

from reasoning_data.code import (
    branches,
    comprehensions,
    dictionaries,
    lists,
    loops,
    nested_loops,
    scans,
    strings,
    while_loops,
)

FAMILIES = (
    *loops.FAMILIES,
    *while_loops.FAMILIES,
    *nested_loops.FAMILIES,
    *lists.FAMILIES,
    *comprehensions.FAMILIES,
    *scans.FAMILIES,
    *strings.FAMILIES,
    *dictionaries.FAMILIES,
    *branches.FAMILIES,
)
