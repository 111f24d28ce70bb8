"""What several test files use of the tiny policy."""

FAMILIES = ("math/addition", "math/subtraction", "math/sharing")


def copied(policy):
    """The policy with weights of its own."""
    from dataclasses import replace

    from flax import nnx

    return replace(policy, model=nnx.clone(policy.model))


def weights(model):
    """Every array of a model, by its path, as NumPy copies."""
    import numpy as np
    from flax import nnx

    return {path: np.array(leaf[...]) for path, leaf in nnx.state(model).flat_state()}
