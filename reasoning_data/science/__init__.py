"""Science: one file a topic; FAMILIES is the registry of them all."""

from reasoning_data.science import electricity, forces, matter

FAMILIES = (*forces.FAMILIES, *matter.FAMILIES, *electricity.FAMILIES)
