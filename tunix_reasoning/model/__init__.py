"""A Gemma policy from anywhere, and back out: `load_policy` and `save_policy`."""

from tunix_reasoning.model.hugging_face import save_policy
from tunix_reasoning.model.policy import Policy, PolicyError, add_lora, create_mesh
from tunix_reasoning.model.sources import load_policy

__all__ = ["Policy", "PolicyError", "add_lora", "create_mesh", "load_policy", "save_policy"]
