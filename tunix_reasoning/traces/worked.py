"""Milestones from a worked solution, for rows that have one and no milestones of their own."""

from __future__ import annotations

import re

from tunix_reasoning.traces.claims import read

_ANNOTATED = re.compile(r"<<[^<>]*=([^<>=]+)>>")  # GSM8K's calculator notes: 48/2 = <<48/2=24>>24 clips


def milestones_of(solution: str) -> list[list[str]]:
    """One route: the results that the solution computes, in order, its answer last; no route if it computes none.

    Its calculator notes tell them; a solution without notes is read for its claims.
    """
    results = _ANNOTATED.findall(solution)
    if not results:
        results = [f"{claim.result:.10g}" for claim in read(solution.lower())[0] if claim.holds]
    route = [result.strip() for result in results if any(map(str.isdigit, result))]
    return [route] if route else []
