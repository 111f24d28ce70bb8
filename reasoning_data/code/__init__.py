"""Code: one file a topic; FAMILIES is the registry of them all."""

from reasoning_data.code import (
    branches,
    bugs,
    complexity,
    comprehensions,
    dictionaries,
    functions,
    line_counts,
    lists,
    loops,
    nested_loops,
    recursion,
    scans,
    sorting,
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
    *functions.FAMILIES,
    *recursion.FAMILIES,
    *sorting.FAMILIES,
    *line_counts.FAMILIES,
    *complexity.FAMILIES,
    *bugs.FAMILIES,
)
