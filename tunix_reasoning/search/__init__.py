"""Answers by more than one completion: votes, tree search, debate, and a choice of strategy; a model is a callable."""

from tunix_reasoning.search.claims import ClaimSelection
from tunix_reasoning.search.debate import Debate, MixtureOfAgents
from tunix_reasoning.search.mcts import TreeSearch
from tunix_reasoning.search.sampling import Generate, Meter
from tunix_reasoning.search.strategy import QuantumStrategyOptimizer
from tunix_reasoning.search.vote import Vote

__all__ = [
    "ClaimSelection", "Debate", "Generate", "Meter", "MixtureOfAgents", "QuantumStrategyOptimizer", "TreeSearch",
    "Vote",
]
