"""Small Gemmas with random weights, for tests of layouts, formats and exports."""

import zlib
from pathlib import Path

TOKENIZER = Path(__file__).parents[1] / "models" / "tiny-gemma2" / "tokenizer.model"
PIECES = 1024
WIDE = {"embed_dim": 2304, "hidden_dim": 9216, "num_heads": 8, "head_dim": 256, "num_kv_heads": 4}
"""Of Gemma 2 2B."""


def gemma2(**changes):
    """Tunix's settings of a Gemma 2 of two layers whose heads divide by 4."""
    from tunix.models.gemma import model as gemma

    settings = {
        "num_layers": 2, "num_embed": PIECES, "embed_dim": 64, "hidden_dim": 96, "num_heads": 8, "head_dim": 16,
        "num_kv_heads": 4, "final_logit_softcap": 30.0, "attn_logits_soft_cap": 50.0, "sliding_window_size": 4096,
        "attention_types": (gemma.AttentionType.LOCAL_SLIDING, gemma.AttentionType.GLOBAL) * 13,
        "use_post_attn_norm": True, "use_post_ffw_norm": True,
    } | changes
    return gemma.ModelConfig(**settings)


def gemma3(**changes):
    """Tunix's settings of a Gemma 3 of seven layers, so that the sixth attends to everything."""
    from tunix.models.gemma3 import model as gemma

    settings = {
        "num_layers": 7, "num_embed": PIECES, "embed_dim": 64, "hidden_dim": 96, "num_heads": 4, "head_dim": 16,
        "num_kv_heads": 1, "sliding_window_size": 512, "local_base_frequency": 10_000,
        "global_base_frequency": 1_000_000,
    } | changes
    return gemma.ModelConfig(**settings)


def array(path, shape, scale=0.2):
    """Random values that depend on the path alone."""
    import numpy as np

    rng = np.random.default_rng(zlib.crc32(str(path).encode()))
    return (scale * rng.standard_normal(shape)).astype(np.float32)


def random_policy(config, dtype="float32", mesh="", scale=0.2):
    """A policy of random weights with the embedded model's tokenizer."""
    from flax import nnx

    from tunix_reasoning.model.layout import abstract_model
    from tunix_reasoning.model.policy import assembled, load_tokenizer

    state = nnx.state(abstract_model(config))
    shapes = {path: weight.get_raw_value().shape for path, weight in state.flat_state()}
    return assembled(
        config, load_tokenizer(TOKENIZER), mesh, dtype, lambda path: array(path, shapes[path], scale), "random"
    )


def logits(policy, tokens):
    """Of a forward pass without cache or padding, [L, V], as float32."""
    import jax.numpy as jnp
    import numpy as np
    from flax import nnx

    length = len(tokens)
    mask = jnp.tril(jnp.ones((1, length, length), bool))
    with policy.mesh:
        out, _ = nnx.jit(lambda model, *inputs: model(*inputs))(
            policy.model, jnp.array([tokens]), jnp.arange(length)[None], None, mask
        )
    return np.asarray(out[0].astype(jnp.float32))


def flat(model):
    """The variables of a model by their path."""
    from flax import nnx

    return dict(nnx.state(model, nnx.Param).flat_state())


def adapted(policy, rank=4):
    """The policy with adapters that do something, as after training."""
    import jax.numpy as jnp
    from flax import nnx

    from tunix_reasoning.model import make_trainable

    make_trainable(policy, lora_rank=rank)
    for path, x in flat(policy.model).items():
        if isinstance(x, nnx.LoRAParam):
            value = jnp.asarray(array(path, x.shape, 0.05))
            nnx.update(policy.model, nnx.State.from_flat_path({path: x.replace(value)}))
    return policy
