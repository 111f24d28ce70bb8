"""Science: one file a topic; FAMILIES is the registry of them all."""

from reasoning_data.science import (
    causes,
    circuits,
    ecology,
    electricity,
    energy,
    forces,
    genetics,
    matter,
    method,
    molecules,
    populations,
    reactions,
    stoichiometry,
    waves,
    work,
)

FAMILIES = (
    *forces.FAMILIES,
    *energy.FAMILIES,
    *work.FAMILIES,
    *waves.FAMILIES,
    *electricity.FAMILIES,
    *circuits.FAMILIES,
    *matter.FAMILIES,
    *molecules.FAMILIES,
    *reactions.FAMILIES,
    *stoichiometry.FAMILIES,
    *genetics.FAMILIES,
    *ecology.FAMILIES,
    *populations.FAMILIES,
    *method.FAMILIES,
    *causes.FAMILIES,
)
