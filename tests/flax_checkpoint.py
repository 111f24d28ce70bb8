"""A Flax checkpoint of Gemma 2 in the layout of Kaggle Models, with random weights."""

import shutil

import gemmas


def write(folder, config, rows=None, dtype="bfloat16", shardings=None):
    """Writes `<folder>/gemma2-2b-it/` and `<folder>/tokenizer.model`, as Kaggle mounts a version of the model.

    The layout is that which Tunix's own `load_and_format_params` and `Gemma.from_params` read. `rows` of the
    embedding, more than there are pieces, as in Google's; `shardings` puts an array on devices before it is saved.
    """
    import jax.numpy as jnp
    import numpy as np
    import orbax.checkpoint as ocp

    place = shardings or (lambda x: x)

    def array(name, *shape):
        return place(jnp.asarray(gemmas.array(name, shape), dtype))

    d, f, h = config.embed_dim, config.hidden_dim, config.head_dim
    tree = {
        "transformer/embedder": {"input_embedding": array("embedding", rows or config.num_embed, d)},
        "transformer/final_norm": {"scale": array("final", d)},
    }
    for i in range(config.num_layers):
        layer = f"transformer/layer_{i}"
        tree |= {
            f"{layer}/attn/q_einsum": {"w": array(f"{i}q", config.num_heads, d, h)},
            f"{layer}/attn/kv_einsum": {"w": array(f"{i}kv", 2, config.num_kv_heads, d, h)},
            f"{layer}/attn/attn_vec_einsum": {"w": array(f"{i}o", config.num_heads, h, d)},
            f"{layer}/mlp/gating_einsum": {"w": array(f"{i}gate", 2, d, f)},
            f"{layer}/mlp/linear": {"w": array(f"{i}down", f, d)},
        }
        for norm in ("pre_attention_norm", "post_attention_norm", "pre_ffw_norm", "post_ffw_norm"):
            tree[f"{layer}/{norm}"] = {"scale": array(f"{i}{norm}", d)}
    folder.mkdir(parents=True)
    shutil.copy(gemmas.TOKENIZER, folder / "tokenizer.model")
    with ocp.StandardCheckpointer() as checkpointer:
        checkpointer.save(folder / "gemma2-2b-it", tree)
    return {key: {name: np.asarray(x) for name, x in value.items()} for key, value in tree.items()}
