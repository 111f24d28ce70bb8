"""Science: one file a topic; FAMILIES is the registry of them all."""

from reasoning_data.science import electricity, energy, forces, matter, waves

FAMILIES = (*forces.FAMILIES, *energy.FAMILIES, *matter.FAMILIES, *electricity.FAMILIES, *waves.FAMILIES)
