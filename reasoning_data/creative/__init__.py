"""Creative writing under constraints that a program can check; FAMILIES is the registry of them all."""

from reasoning_data.creative import counted, inventions, metaphors, poems, riddles, slogans, stories, titles

FAMILIES = (
    *titles.FAMILIES,
    *slogans.FAMILIES,
    *metaphors.FAMILIES,
    *stories.FAMILIES,
    *poems.FAMILIES,
    *inventions.FAMILIES,
    *riddles.FAMILIES,
    *counted.FAMILIES,
)
