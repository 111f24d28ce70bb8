"""What is wrong with a model, in one line."""


class PolicyError(ValueError):
    """A model that cannot be loaded; the message names it and says what can be."""
