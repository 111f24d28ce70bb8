"""Does the reasoning do the work? `quality` scores a trace, `inspect` says what it lost points for, `progress` how far
along its milestones it comes.
"""

from tunix_reasoning.traces.milestones import progress
from tunix_reasoning.traces.quality import inspect, quality
from tunix_reasoning.traces.questions import understand

__all__ = ["inspect", "progress", "quality", "understand"]
