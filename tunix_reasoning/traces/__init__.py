"""Does the reasoning do the work? `progress` says how far a trace comes along its milestones, `quality` how likely it
is right without them, `milestones_of` what a worked solution passes through.
"""

from tunix_reasoning.traces.milestones import progress
from tunix_reasoning.traces.quality import quality
from tunix_reasoning.traces.worked import milestones_of

__all__ = ["milestones_of", "progress", "quality"]
