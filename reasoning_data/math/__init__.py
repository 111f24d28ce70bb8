"""Mathematics: one file a topic; FAMILIES is the registry of them all."""

from reasoning_data.math import percentages

FAMILIES = (*percentages.FAMILIES,)
