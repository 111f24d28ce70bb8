"""Code: one file a topic; FAMILIES is the registry of them all, `run_programs` runs what rows show."""

from reasoning_data.code import (
    branches,
    bugs,
    complexity,
    comprehensions,
    conditions,
    dictionaries,
    functions,
    line_counts,
    lists,
    loops,
    matrices,
    nested_loops,
    recursion,
    repairs,
    scans,
    searching,
    sorting,
    strings,
    while_loops,
)
from reasoning_data.code.run import program_of, run_programs

__all__ = ["FAMILIES", "program_of", "run_programs"]

FAMILIES = (
    *loops.FAMILIES,
    *while_loops.FAMILIES,
    *nested_loops.FAMILIES,
    *lists.FAMILIES,
    *comprehensions.FAMILIES,
    *matrices.FAMILIES,
    *scans.FAMILIES,
    *strings.FAMILIES,
    *dictionaries.FAMILIES,
    *branches.FAMILIES,
    *conditions.FAMILIES,
    *functions.FAMILIES,
    *recursion.FAMILIES,
    *sorting.FAMILIES,
    *searching.FAMILIES,
    *line_counts.FAMILIES,
    *complexity.FAMILIES,
    *bugs.FAMILIES,
    *repairs.FAMILIES,
)
