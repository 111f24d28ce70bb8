"""Does the reasoning do the work? `judged` says how good a trace is and `explained` why, `quality` from the question
alone; `progress` says how far a trace comes along milestones, `milestones_of` what a worked solution passes through.
"""

from tunix_reasoning.traces.judgement import explained, is_sound, judged, quality_applies
from tunix_reasoning.traces.milestones import progress
from tunix_reasoning.traces.quality import quality
from tunix_reasoning.traces.topic import on_topic
from tunix_reasoning.traces.turns import COMPASS
from tunix_reasoning.traces.worked import milestones_of

__all__ = [
    "COMPASS", "explained", "is_sound", "judged", "milestones_of", "on_topic", "progress", "quality",
    "quality_applies",
]
