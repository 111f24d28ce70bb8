"""A Gemma policy from anywhere, and back out: `load_policy` and `save_policy`."""

import tunix_reasoning.model.unhurried  # noqa: F401  before anything imports Tunix
from tunix_reasoning.model.card import model_card
from tunix_reasoning.model.errors import PolicyError
from tunix_reasoning.model.export import export_hugging_face
from tunix_reasoning.model.hugging_face import model_config, save_policy
from tunix_reasoning.model.keras import export_keras, from_keras, is_keras, write_back
from tunix_reasoning.model.layout import Layout, choose_layout, relaid
from tunix_reasoning.model.lora import add_lora, has_adapters
from tunix_reasoning.model.masters import widen
from tunix_reasoning.model.policy import Policy, as_policy
from tunix_reasoning.model.sources import load_policy
from tunix_reasoning.model.trainable import make_trainable

__all__ = [
    "Layout", "Policy", "PolicyError", "add_lora", "as_policy", "choose_layout", "export_hugging_face",
    "export_keras", "from_keras", "has_adapters", "is_keras", "load_policy", "make_trainable", "model_card",
    "model_config", "relaid", "save_policy", "widen", "write_back",
]
