"""Synthetic reasoning problems with worked, checked solutions. Standard library only."""
